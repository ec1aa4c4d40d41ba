"""Reads metadata (front matter, or the comment below a heading) into `Attributes`.

The names of the keys are configurable; both forms use the same names.
"""

from __future__ import annotations

import datetime
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice
from typing import Any

from msgspec import Struct, field
from msgspec.structs import astuple

from glossgen.config import AUTO, FrontMatter, is_language, yaml_tree
from glossgen.config.yaml_tree import (
    MERGE,
    NotYaml,
    YamlField,
    is_mapping,
    is_plain,
    kind,
    text_of,
    value_of,
    written,
)
from glossgen.markdown.document import MOST_IN_HEADING
from glossgen.model import Among, Autolink, Match, Meta, Position, Problem, Wanted
from glossgen.sources.keys_in_words import holds_mappings, in_our_names
from glossgen.sources.old_addresses import is_address, may_be_address, without_placeholders
from glossgen.text.columns import field_of
from glossgen.text.kana import is_kana
from glossgen.text.odd_characters import CONTROL, character_name

_MOST = 1_000_000
"""The largest number that means anything here."""

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

COUNTRIES = {"jp": "ja", "kr": "ko", "cn": "zh", "cz": "cs", "gr": "el", "dk": "da", "ua": "uk"}
"""Codes of countries that writers use by mistake for the codes of their languages."""
_CONTROL = ("Cc", "Cs", "Zl", "Zp")


class Attributes(Struct, frozen=True):
    """The metadata of an entry; `Meta` has the part that is kept in the term.

    `definition` is the text of an article whose file has none below its front matter, and its line.
    """

    meta: Meta = field(default_factory=Meta)
    title: str = ""
    alternative: tuple[tuple[str, str], ...] = ()  # label, language or "auto"
    hidden: tuple[str, ...] = ()
    id: str = ""
    reading: str = ""
    language: str = ""
    type: str = ""
    draft: bool = False
    definition: tuple[str, int] = ("", 0)


class AttributeReader:
    """Reads one mapping. A value that does not fit is reported, and its default is used."""

    def __init__(
        self, names: FrontMatter, path: str, text: str, first_line: int, syntax: str = "yaml"
    ) -> None:
        self.names = names
        self.path = path
        self.text = text
        self.first_line = first_line
        self.syntax = syntax
        self.problems: list[Problem] = []
        self.fields: dict[str, YamlField] = {}

    def read(self, *, strict: bool) -> Attributes:
        """Read the attributes; with `strict`, unknown names are reported."""
        code = "attributes" if strict else "front-matter"
        try:
            self.fields, repeated = self._load(strict)
        except NotYaml as error:
            message = f"this is not valid {self.syntax.upper()}: {error.reason}"
            hint = "write one “name: value” a line" if self.syntax == "yaml" else ""
            self._report(code, self.first_line + error.line - 1, message, hint)
            return Attributes()
        for again, first in repeated:
            message = f"the attribute “{again.name}” stands here again"
            self._report("duplicate-attribute", again.line, message, f"it is first in line {first.line}")
        merge = self.fields.pop(MERGE, None)
        if merge:
            message = f"“{MERGE}” takes nothing over from another mapping here"
            self._report(code, merge.line, message, "write the attributes out")
        self.fields = in_our_names(self.fields, self.names)
        self._check_names(strict)
        return self._attributes()

    def _load(self, strict: bool) -> tuple[dict[str, YamlField], list[tuple[YamlField, YamlField]]]:
        """The fields by name, and duplicate fields with the first one of the same name."""
        if self.syntax != "yaml":
            return _folded(*yaml_tree.fields(YamlField("", self._values(), self.first_line), self.first_line))
        try:
            root = yaml_tree.compose(self.text)
        except NotYaml as error:
            if not strict:
                raise
            # in a comment, lines may be indented for alignment
            flat = "\n".join(line.strip() for line in self.text.split("\n"))
            try:
                root = yaml_tree.compose(flat)
            except NotYaml:
                raise error from None
        if root is None:
            return {}, []
        mapping = YamlField("", root, self.first_line)
        if not is_mapping(mapping):
            raise NotYaml("it is not a mapping of names to values")
        return _folded(*yaml_tree.fields(mapping, self.first_line))

    def _values(self) -> Any:
        """The fields of TOML or JSON, as those of YAML."""
        try:
            values = json.loads(self.text) if self.syntax == "json" else tomllib.loads(self.text)
            begins: dict[str, int] = {}
            for at, line in enumerate(self.text.split("\n")):
                for mark in "=:.":
                    begins.setdefault(line.partition(mark)[0].strip("\"' \t"), at)
            return yaml_tree.from_values(values, lambda name: begins.get(name, 0))
        except RecursionError as error:
            raise NotYaml("it is nested too deeply") from error
        except ValueError as error:
            raise NotYaml(str(error)) from error

    def _attributes(self) -> Attributes:
        names = self.names
        aliases = self._list(names.aliases)
        category, *more = self._list(names.category, commas=False) or ("",)
        meta = Meta(
            description=self._text(names.description),
            category=category,
            more_categories=tuple(dict.fromkeys(more)),
            tags=self._list(names.tags),
            date=self._date(names.date),
            lastmod=self._date(names.lastmod),
            translation_key=self._text(names.translation_key),
            url=without_placeholders(self._text(names.url)),
            aliases=tuple(alias for alias in aliases if may_be_address(alias)),
            related=self._list(names.related),
            broader=self._list(names.broader),
            narrower=self._list(names.narrower),
            requires=self._list(names.requires),
            ignore=self._list(names.ignore),
            autolink=Autolink(self._choice(names.autolink, [a.value for a in Autolink], "default")),
            match=Match(self._choice(names.case, [m.value for m in Match], "auto")),
            priority=self._number(names.priority),
            scope=self._text(names.scope),
        )
        title, reading = self._text(names.title, label=True), self._text(names.reading)
        if not title and (name := self._named("term")) and not is_kana(self._text((name,))):
            # Without a title, `term: x` or `name: x` is the name of the term.
            title = self._text((name,), label=True)
            reading = "" if name in names.reading else reading
        return Attributes(
            meta=meta,
            title=title,
            alternative=(*self._alternative(), *((each, AUTO) for each in aliases if not is_address(each))),
            hidden=self._list(names.hidden, label=True),
            id=self._text(names.id).strip("/").rpartition("/")[2],
            reading=reading,
            language=self._language(names.language),
            type=self._text(names.type).lower(),
            draft=self._flag(names.draft),
            definition=self._definition(),
        )

    def _definition(self) -> tuple[str, int]:
        """The value of the key that holds a definition, as written, and its line."""
        name = self._named("definition")
        return (text_of(self.fields[name].node) or "", self.fields[name].line) if name else ("", 0)

    def _named(self, field: str) -> str:
        """The first key whose name is one of this field's (see `text.columns`); empty if there is none."""
        return next((name for name in self.fields if field_of(name) == field), "")

    def _alternative(self) -> Iterator[tuple[str, str]]:
        for name, language in self.names.alternative:
            # A comma separates labels, but not the words of a title in another language.
            for label in self._list((name,), commas=language == AUTO, label=True):
                yield label, language
        known = known_names(self.names)
        for name in self.fields:
            other = name not in known and field_of(name) == "alternative"
            if other and not holds_mappings(self.fields[name]):
                for label in self._list((name,), label=True):
                    yield label, AUTO

    # -- values ------------------------------------------------------------

    def _find(self, names: tuple[str, ...], *, label: bool = False) -> YamlField | None:
        """The field of the first name that has a value; a label may be called “null”."""
        for name in names:
            found = self.fields.get(name.casefold())
            if found is None:
                continue
            if kind(found.node) != "null" or (label and written(found.node)):
                return found
        return None

    def _text(self, names: tuple[str, ...], *, label: bool = False) -> str:
        found = self._find(names, label=label)
        if found is None:
            return ""
        text = _as_label(found) if label else _as_text(found)
        if text is None:
            self._unfit(found, "a text")
        self._check(found)
        return self._shortened(
            found, text or "", MOST_IN_DESCRIPTION if names == self.names.description else 0
        )

    def _shortened(self, found: YamlField, text: str, most: int = 0) -> str:
        """A text of a length that a name may have, or the beginning of a longer one, which is reported."""
        most = most or MOST_IN_HEADING
        if len(text) <= most:
            return text
        message = f"“{found.name}” has {len(text):,} characters; its first {most:,} are read"
        self._report("attribute-value", found.line, message, f"{most:,} are the most")
        return text[:most].strip()

    def _check(self, found: YamlField) -> None:
        """Report a control character, which `clean` removes; YAML can write one as `"\\e"`."""
        text = text_of(found.node) or ""
        if not text.isprintable() and (odd := CONTROL.search(text)):
            message = f"“{found.name}” holds the control character {character_name(odd[0])}"
            self._report("control-character", found.line, message, "remove the character")

    def _language(self, names: tuple[str, ...]) -> str:
        """A language tag in lower case: it is used as a folder of the site and as an attribute of pages."""
        text = self._text(names).lower()
        text = COUNTRIES.get(text, text)
        found = self._find(names)
        if text and found and not is_language(text):
            self._unfit(found, "a language tag such as ja, en or zh-Hant")
            return ""
        return text

    def _list(self, names: tuple[str, ...], *, commas: bool = True, label: bool = False) -> tuple[str, ...]:
        found = self._find(names, label=label)
        if found is None:
            return ()
        items = yaml_tree.items(found, self.first_line)
        texts: list[str] = []
        for item in [found] if items is None else items:
            text = _as_label(item) if label else _as_text(item)
            self._check(item)
            if text is None:
                self._unfit(item, "a text or a list of texts")
            elif item is found and commas and (not label or is_plain(item.node)):
                texts += map(clean, re.split(r"[,、，]", text))
            else:
                texts.append(text)
        if len(texts) > MOST_ITEMS:
            message = f"“{found.name}” has {len(texts):,} items; the first {MOST_ITEMS} are read"
            self._report("attribute-value", found.line, message, f"{MOST_ITEMS} are the most")
        return tuple(self._shortened(found, text) for text in texts[:MOST_ITEMS] if text)

    def _date(self, names: tuple[str, ...]) -> str:
        found = self._find(names)
        if found is None:
            return ""
        value, text = value_of(found.node), _as_text(found)
        if isinstance(value, datetime.date):
            return value.isoformat()[:10]
        try:  # nobody has filled in `updated: ""`
            return "" if text == "" else datetime.date.fromisoformat((text or "")[:10]).isoformat()
        except ValueError:
            self._unfit(found, "a date such as 2026-04-01")
            return ""

    def _choice(self, names: tuple[str, ...], choices: list[str], default: str) -> str:
        found = self._find(names)
        if found is None:
            return default
        text = text_of(found.node)
        if text in choices:
            return text
        if text is None:
            self._unfit(found, f"one of {', '.join(choices)}")
        else:
            message = f"“{found.name}” cannot be “{clean(text)}”"
            wanted = Wanted(Among.CHOICES, (text,), choices=tuple(choices))
            self._report("attribute-value", found.line, message, wanted=wanted)
        return default

    def _number(self, names: tuple[str, ...]) -> int:
        found = self._find(names)
        value = value_of(found.node) if found else 0
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _MOST:
            return value
        if found:
            self._unfit(found, "a whole number")
        return 0

    def _flag(self, names: tuple[str, ...]) -> bool:
        found = self._find(names)
        value = value_of(found.node) if found else False
        if found and not isinstance(value, bool):
            self._unfit(found, "true or false")
        return value is True

    # -- problems ----------------------------------------------------------

    def _check_names(self, strict: bool) -> None:
        """Report unknown names; in front matter, which other programs read too, only near misses."""
        known = _known(self.names)
        folded = known_names(self.names)
        for name, found in islice(self.fields.items(), MOST_ITEMS):
            if name in folded or field_of(name) == "alternative":
                continue
            if not strict and not any(_is_near(name, each) for each in folded):
                continue
            wanted = Wanted(Among.CHOICES, (found.name,), choices=known)
            code, what = ("attribute-key", "attribute") if strict else ("front-matter-key", "key")
            self._report(code, found.line, f"unknown {what} “{found.name}”", wanted=wanted)

    def _unfit(self, found: YamlField, expected: str) -> None:
        self._report("attribute-value", found.line, f"“{found.name}” must be {expected}")

    def _report(
        self, code: str, line: int, message: str, hint: str = "", wanted: Wanted | None = None
    ) -> None:
        self.problems.append(Problem(Position(self.path, line), code, message, hint, wanted))


MOST_ITEMS = 500
"""The most items of a list: names, relations, old addresses."""

MOST_IN_DESCRIPTION = 50_000
"""The most characters of a description; other texts may be as long as a heading."""

_NEAR = 0.85
"""The least similarity (difflib's ratio) at which an unknown name is a misspelling of a known one."""


@lru_cache(maxsize=4096)
def _is_near(name: str, known: str) -> bool:
    alike = name[:1] == known[:1] and abs(len(name) - len(known)) < 3  # `created` is no slip of `related`
    return alike and SequenceMatcher(None, name, known).ratio() >= _NEAR


@lru_cache(maxsize=8)
def _known(names: FrontMatter) -> tuple[str, ...]:
    """All names that metadata may use."""
    groups = astuple(names)
    return tuple(name if isinstance(name, str) else name[0] for group in groups for name in group)


@lru_cache(maxsize=8)
def known_names(names: FrontMatter) -> frozenset[str]:
    """All names that metadata may use, in lower case."""
    return frozenset(name.casefold() for name in _known(names))


def _folded(
    found: dict[str, YamlField], repeated: list[tuple[YamlField, YamlField]]
) -> tuple[dict[str, YamlField], list[tuple[YamlField, YamlField]]]:
    """The fields by their names in lower case, since writers also write “Title”."""
    fields: dict[str, YamlField] = {}
    for name, field_ in found.items():
        first = fields.setdefault(name.casefold(), field_)
        if first is not field_:
            repeated.append((field_, first))
    return fields, repeated


def _as_label(found: YamlField) -> str | None:
    """A scalar as the name of a term, as written: also `3.10`, `0755`, `Yes` and `null`."""
    text = written(found.node)
    return None if text is None else clean(text)


def _as_text(found: YamlField) -> str | None:
    """A scalar as text; None for anything else. A bare `no` or `yes` is a boolean (YAML 1.1)."""
    text = text_of(found.node)
    return None if text is None or kind(found.node) == "bool" else clean(text)


def clean(text: str) -> str:
    """Text without characters that pages cannot contain: control characters and lone surrogates."""
    return "".join(" " if unicodedata.category(char) in _CONTROL else char for char in text).strip()
