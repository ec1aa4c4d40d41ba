"""Reads metadata (front matter, or the comment below a heading) into `Attributes`.

The names of the keys are configurable; both forms use the same names.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct, field
from msgspec.structs import astuple

from glossgen.config import FrontMatter, is_language, yaml_tree
from glossgen.config.yaml_tree import MERGE, NotYaml, YamlField, is_mapping, kind, text_of, value_of
from glossgen.model import Among, Autolink, Match, Meta, Position, Problem, Wanted
from glossgen.text.odd_characters import CONTROL, character_name

_MOST = 1_000_000
"""The largest number that means anything here."""

_CONTROL = ("Cc", "Cs", "Zl", "Zp")


class Attributes(Struct, frozen=True):
    """The metadata of an entry; `Meta` has the part that is kept in the term."""

    meta: Meta = field(default_factory=Meta)
    title: str = ""
    alternative: tuple[tuple[str, str], ...] = ()  # label, language or "auto"
    hidden: tuple[str, ...] = ()
    id: str = ""
    reading: str = ""
    language: str = ""
    type: str = ""
    draft: bool = False


class AttributeReader:
    """Reads one mapping. A value that does not fit is reported, and its default is used."""

    def __init__(self, names: FrontMatter, path: str, text: str, first_line: int) -> None:
        self.names = names
        self.path = path
        self.text = text
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.fields: dict[str, YamlField] = {}

    def read(self, *, strict: bool) -> Attributes:
        """Read the attributes; with `strict`, unknown names are reported."""
        code = "attributes" if strict else "front-matter"
        try:
            self.fields, repeated = self._load(strict)
        except NotYaml as error:
            message, hint = f"this is not valid YAML: {error.reason}", "write one “name: value” a line"
            self._report(code, self.first_line + error.line - 1, message, hint)
            return Attributes()
        for again, first in repeated:
            message = f"the attribute “{again.name}” stands here again"
            self._report("duplicate-attribute", again.line, message, f"it is first in line {first.line}")
        merge = self.fields.pop(MERGE, None)
        if merge:
            message = f"“{MERGE}” takes nothing over from another mapping here"
            self._report(code, merge.line, message, "write the attributes out")
        if strict:
            self._check_names()
        return self._attributes()

    def _load(self, strict: bool) -> tuple[dict[str, YamlField], list[tuple[YamlField, YamlField]]]:
        """The fields by name, and duplicate fields with the first one of the same name."""
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
        return yaml_tree.fields(mapping, self.first_line)

    def _attributes(self) -> Attributes:
        names = self.names
        meta = Meta(
            description=self._text(names.description),
            category=self._text(names.category),
            tags=self._list(names.tags),
            date=self._date(names.date),
            lastmod=self._date(names.lastmod),
            translation_key=self._text(names.translation_key),
            url=self._text(names.url),
            aliases=self._list(names.aliases),
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
        return Attributes(
            meta=meta,
            title=self._text(names.title),
            alternative=tuple(self._alternative()),
            hidden=self._list(names.hidden),
            id=self._text(names.id),
            reading=self._text(names.reading),
            language=self._language(names.language),
            type=self._text(names.type).lower(),
            draft=self._flag(names.draft),
        )

    def _alternative(self) -> Iterator[tuple[str, str]]:
        for name, language in self.names.alternative:
            for label in self._list((name,), commas=False):
                yield label, language

    # -- values ------------------------------------------------------------

    def _find(self, names: tuple[str, ...]) -> YamlField | None:
        """The field of the first name that has a value."""
        for name in names:
            if name in self.fields and kind(self.fields[name].node) != "null":
                return self.fields[name]
        return None

    def _text(self, names: tuple[str, ...]) -> str:
        found = self._find(names)
        if found is None:
            return ""
        text = _as_text(found)
        if text is None:
            self._unfit(found, "a text")
        self._check(found)
        return text or ""

    def _check(self, found: YamlField) -> None:
        """Tell of what `_clean` takes out of a text: `"\\e"` is one in YAML."""
        text = text_of(found.node) or ""
        if not text.isprintable() and (odd := CONTROL.search(text)):
            message = f"“{found.name}” holds the control character {character_name(odd[0])}"
            self._report("control-character", found.line, message, "remove the character")

    def _language(self, names: tuple[str, ...]) -> str:
        """A language tag in lower case: it is used as a folder of the site and as an attribute of pages."""
        text = self._text(names).lower()
        found = self._find(names)
        if text and found and not is_language(text):
            self._unfit(found, "a language tag such as ja, en or zh-Hant")
            return ""
        return text

    def _list(self, names: tuple[str, ...], *, commas: bool = True) -> tuple[str, ...]:
        found = self._find(names)
        if found is None:
            return ()
        items = yaml_tree.items(found, self.first_line)
        texts: list[str] = []
        for item in [found] if items is None else items:
            text = _as_text(item)
            self._check(item)
            if text is None:
                self._unfit(item, "a text or a list of texts")
            elif item is found and commas:
                texts += map(_clean, re.split(r"[,、，]", text))
            else:
                texts.append(text)
        return tuple(text for text in texts if text)

    def _date(self, names: tuple[str, ...]) -> str:
        found = self._find(names)
        if found is None:
            return ""
        value = value_of(found.node)
        if isinstance(value, datetime.date):
            return value.isoformat()[:10]
        try:
            return datetime.date.fromisoformat((_as_text(found) or "")[:10]).isoformat()
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
            message = f"“{found.name}” cannot be “{_clean(text)}”"
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

    def _check_names(self) -> None:
        known = _known(self.names)
        for name, found in self.fields.items():
            if name not in known:
                wanted = Wanted(Among.CHOICES, (name,), choices=known)
                self._report("attribute-key", found.line, f"unknown attribute “{name}”", wanted=wanted)

    def _unfit(self, found: YamlField, expected: str) -> None:
        self._report("attribute-value", found.line, f"“{found.name}” must be {expected}")

    def _report(
        self, code: str, line: int, message: str, hint: str = "", wanted: Wanted | None = None
    ) -> None:
        self.problems.append(Problem(Position(self.path, line), code, message, hint, wanted))


@lru_cache(maxsize=8)
def _known(names: FrontMatter) -> tuple[str, ...]:
    """All names that metadata may use."""
    groups = astuple(names)
    return tuple(name if isinstance(name, str) else name[0] for group in groups for name in group)


def _as_text(found: YamlField) -> str | None:
    """A scalar as text; None for anything else. A bare `no` or `yes` is a boolean (YAML 1.1)."""
    text = text_of(found.node)
    return None if text is None or kind(found.node) == "bool" else _clean(text)


def _clean(text: str) -> str:
    """Text without characters that pages cannot contain: control characters and lone surrogates."""
    return "".join(" " if unicodedata.category(char) in _CONTROL else char for char in text).strip()
