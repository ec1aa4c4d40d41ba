"""Metadata as written (front matter, or the comment below a heading) to `Attributes`.

The names in the files are configuration; the same names serve both forms.
"""

from __future__ import annotations

import contextlib
import datetime
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import yaml
from msgspec import Struct, field
from msgspec.structs import astuple

from glossgen.config import FrontMatter, is_language
from glossgen.model import Autolink, Match, Meta, Position, Problem
from glossgen.problems import did_you_mean

_QUICK: Any = getattr(yaml, "CSafeLoader", None)
"""PyYAML's loader in C, eight times as fast; it is not there on every system."""
_ODD = re.compile("[\t!|>&*%@`?\x07\x85\u2028\u2029\ufeff]")
"""The characters about which the two loaders may be of different opinions."""

_CONTROL = ("Cc", "Cs", "Zl", "Zp")

AttributeValue = object
ReportProblem = Callable[[str, int, str, str], None]
"""Called with code, line, message and hint."""


class Attributes(Struct, frozen=True):
    """What metadata says of an entry, beside what `Meta` keeps."""

    meta: Meta = field(default_factory=Meta)
    title: str = ""
    alternative: tuple[tuple[str, str], ...] = ()  # label, language or "auto"
    hidden: tuple[str, ...] = ()
    id: str = ""
    reading: str = ""
    language: str = ""
    type: str = ""
    draft: bool = False


def load_mapping(text: str, first_line: int) -> tuple[dict[str, AttributeValue], tuple[int, str] | None]:
    """The mapping that `text` holds, or an empty one with (line, what is wrong)."""
    try:
        value = _load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        what = getattr(error, "problem", None) or str(error).split("\n", 1)[0]
        return {}, (line, str(what))
    except RecursionError:
        return {}, (first_line, "it is nested too deeply")
    except Exception as error:  # PyYAML lets all kinds through: a date of 2025-02-30, `!!bool x`, `!!int ""`
        return {}, (first_line, str(error) or type(error).__name__)
    if value is None:
        return {}, None
    if not isinstance(value, dict):
        return {}, (first_line, "it is not a mapping of names to values")
    return {str(key): item for key, item in value.items()}, None


def _load(text: str) -> AttributeValue:
    """The value of a YAML text. What is wrong with one is said by the loader in Python."""
    if _QUICK and not _ODD.search(text):
        with contextlib.suppress(Exception):
            return yaml.load(text, _QUICK)  # noqa: S506  (a safe loader)
    return yaml.safe_load(text)


class AttributeReader:
    """Reads one mapping; every value that does not fit is reported, and left at its default."""

    def __init__(self, names: FrontMatter, path: str, text: str, first_line: int) -> None:
        self.names = names
        self.path = path
        self.text = text
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.values: dict[str, AttributeValue] = {}

    def read(self, *, strict: bool) -> Attributes:
        """The attributes. With `strict`, an unknown name is reported."""
        self.values, wrong = load_mapping(self.text, self.first_line)
        if wrong and strict:
            flat = "\n".join(line.strip() for line in self.text.split("\n"))
            values, still_wrong = load_mapping(flat, self.first_line)
            self.values, wrong = (values, None) if not still_wrong else ({}, wrong)
        if wrong:
            code = "attributes" if strict else "front-matter"
            self._report(
                code, wrong[0], f"this is not valid YAML: {wrong[1]}", "write one “name: value” a line"
            )
            return Attributes()
        if strict:
            self._check_names()
        return self._attributes()

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

    def _find(self, names: tuple[str, ...]) -> tuple[str, AttributeValue]:
        for name in names:
            if self.values.get(name) is not None:
                return name, self.values[name]
        return "", None

    def _text(self, names: tuple[str, ...]) -> str:
        name, value = self._find(names)
        if value is None:
            return ""
        text = _as_text(value)
        if text is None:
            self._unfit(name, "a text")
        return text or ""

    def _language(self, names: tuple[str, ...]) -> str:
        """A language tag in lower case: it names a folder of the site and an attribute of its pages."""
        text = self._text(names).lower()
        if text and not is_language(text):
            self._unfit(self._find(names)[0], "a language tag such as ja, en or zh-Hant")
            return ""
        return text

    def _list(self, names: tuple[str, ...], *, commas: bool = True) -> tuple[str, ...]:
        name, value = self._find(names)
        if value is None:
            return ()
        if isinstance(value, str):
            parts: list[str | None] = [*re.split(r"[,、，]", value)] if commas else [value]
        elif isinstance(value, list):
            parts = [_as_text(item) for item in value]
        else:
            parts = [_as_text(value)]
        if None in parts:
            self._unfit(name, "a text or a list of texts")
        texts = (_clean(part) for part in parts if part)
        return tuple(text for text in texts if text)

    def _date(self, names: tuple[str, ...]) -> str:
        name, value = self._find(names)
        if value is None:
            return ""
        if isinstance(value, datetime.date):
            return value.isoformat()[:10]
        try:
            return datetime.date.fromisoformat((_as_text(value) or "")[:10]).isoformat()
        except ValueError:
            self._unfit(name, "a date such as 2026-04-01")
            return ""

    def _choice(self, names: tuple[str, ...], choices: list[str], default: str) -> str:
        name, value = self._find(names)
        if value is None:
            return default
        text = _as_text(value) or ""
        if text in choices:
            return text
        hint = did_you_mean(text, choices)
        self._report("attribute-value", self._line(name), f"“{name}” cannot be “{text}”", hint)
        return default

    def _number(self, names: tuple[str, ...]) -> int:
        name, value = self._find(names)
        if value is None:
            return 0
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self._unfit(name, "a whole number")
        return 0

    def _flag(self, names: tuple[str, ...]) -> bool:
        name, value = self._find(names)
        if value is None or isinstance(value, bool):
            return bool(value)
        self._unfit(name, "true or false")
        return False

    # -- problems ----------------------------------------------------------

    def _check_names(self) -> None:
        known = _known(self.names)
        for name in self.values:
            if name not in known:
                hint = did_you_mean(name, known)
                self._report("attribute-key", self._line(name), f"unknown attribute “{name}”", hint)

    def _line(self, name: str) -> int:
        for offset, line in enumerate(self.text.split("\n")):
            if re.search(rf"""(^|[{{,\s])["']?{re.escape(name)}["']?\s*:""", line):
                return self.first_line + offset
        return self.first_line

    def _unfit(self, name: str, expected: str) -> None:
        self._report("attribute-value", self._line(name), f"“{name}” must be {expected}", "")

    def _report(self, code: str, line: int, message: str, hint: str) -> None:
        self.problems.append(Problem(Position(self.path, line), code, message, hint))


@lru_cache(maxsize=8)
def _known(names: FrontMatter) -> tuple[str, ...]:
    """All names that metadata may use."""
    groups = astuple(names)
    return tuple(name if isinstance(name, str) else name[0] for group in groups for name in group)


def _as_text(value: AttributeValue) -> str | None:
    """A scalar as text, or None for anything else. YAML reads `8.0`, `2024` and `no` as no text."""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float | datetime.date):
        with contextlib.suppress(ValueError):  # a number of thousands of digits
            return str(value)
    return None


def _clean(text: str) -> str:
    """Text without what no page can hold: control characters and halves of surrogate pairs."""
    return "".join(" " if unicodedata.category(char) in _CONTROL else char for char in text).strip()
