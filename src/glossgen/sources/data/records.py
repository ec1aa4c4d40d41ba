"""Turns values into the records of a glossary, by the names of keys and columns.

A glossary is a list of mappings; a mapping of terms to texts or mappings; either of them below a
name (`terms:`), which may be a category; a list of mappings by language
(`en: {term: …, def: …}`); or a folder of files with one mapping each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from glossgen.model import Position, Problem
from glossgen.sources.data.values import NotData, Value, read_values
from glossgen.sources.forms.candidate import is_named
from glossgen.text.column_languages import column_language
from glossgen.text.columns import field_of, fields_of, folded, is_glossary, language_field

Columns = tuple[tuple[str, str], ...]
"""The setting `columns`: pairs of the folded name of a column and the field that it holds."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_](?:[a-z]{4}|[a-z]{2}|\d{3}))*", re.IGNORECASE)
_PLAIN_NAMES = ("terms", "glossary", "entries", "data", "items", "definitions", "concepts", "用語")
_MOST_LABEL = 120
"""The longest name of a term, in characters."""


class Record(Struct, frozen=True, array_like=True):
    """One entry of data: `fields` as the columns of a table (see `glossgen.text.columns`)."""

    term: str
    text: str
    line: int
    fields: tuple[tuple[str, str], ...] = ()


class Records(Struct, frozen=True, array_like=True):
    """The records of a file by language (empty if not stated), and its problems: line and message.

    `refused` is the problem of a file that cannot be opened.
    """

    by_language: tuple[tuple[str, tuple[Record, ...]], ...] = ()
    wrong: tuple[tuple[int, str], ...] = ()
    refused: Problem | None = None

    alone: bool = False
    """Whether the file is one record, as those of a folder with a file for each term."""

    @property
    def count(self) -> int:
        """How many records there are in all languages."""
        return sum(len(records) for _, records in self.by_language)


_CONTINUES = ("detail", "details", "long", "long definition", "long description", "body", "content")
"""Names of fields with the rest of a definition, which needs no name above it."""
_SHORTEST = 20
_ADDRESS = re.compile(r"[a-z]+://|\S+\Z")
_SENTENCE = re.compile(r"\s|[、。，．]")


def _is_prose(value: Value, text: str) -> bool:
    """Whether a field of an unknown name holds sentences, which are part of what a record says."""
    known = isinstance(value.data, str) and len(text) >= _SHORTEST and _SENTENCE.search(text) is not None
    return known and (_ADDRESS.match(text) is None or "。" in text)


class _Reader:
    """Gathers the records of one file."""

    def __init__(self, columns: Columns) -> None:
        self.columns = dict(columns)
        self.found: dict[str, list[Record]] = {}
        self.wrong: list[tuple[int, str]] = []

    def read(self, value: Value, category: str = "") -> None:
        if isinstance(value.data, list):
            self._list(value.data, category)
        elif isinstance(value.data, dict):
            self._mapping(value.data, category)

    def _list(self, items: list[Value], category: str) -> None:
        for item in items:
            if not isinstance(item.data, dict):
                continue
            item = _nested(item)
            if _by_language(item.data):
                self._languages(item)
            else:
                self._record(item, category)

    def _mapping(self, data: Mapping[str, Value], category: str) -> None:
        below = {
            name: each for name, each in data.items() if isinstance(each.data, list) and _of_mappings(each)
        }
        if below:
            for name, each in below.items():
                self.read(each, category if name.casefold() in _PLAIN_NAMES or len(below) == 1 else name)
            return
        inner = [each for each in data.values() if isinstance(each.data, dict)]
        if len(inner) == 1 and len(data) <= 3 and not self._is_record(inner[0].data):
            self.read(inner[0], category)  # a glossary below one name
            return
        for name, each in data.items():
            if isinstance(each.data, dict):
                self._record(each, category, term=name)
            elif isinstance(each.data, str) and each.data.strip() and len(name) <= _MOST_LABEL:
                self._add("", Record(name, each.data.strip(), each.line, _category(category)))

    def _is_record(self, data: Mapping[str, Value]) -> bool:
        fields = {self._field(name) for name in data}
        return bool(fields & {"definition", "term"})

    def _field(self, name: str) -> str:
        return self.columns.get(folded(name)) or field_of(name)

    def _fields(self, names: list[str], *, named: bool) -> list[str]:
        fields = list(fields_of(names)) if not named else [field_of(name) for name in names]
        return [self.columns.get(folded(name), field) for name, field in zip(names, fields, strict=True)]

    def _record(self, item: Value, category: str, term: str = "") -> None:
        names = list(item.data)
        fields = self._fields(names, named=bool(term))
        texts: list[str] = []
        others: list[str] = []
        known: list[tuple[str, str]] = []
        language = ""
        for name, field in zip(names, fields, strict=True):
            value = _text(item.data[name])
            if not value:
                continue
            if field == "term":
                known += [("id", term)] if term and "id" not in fields else []  # the key of a record
                term = value
            elif field == "definition":
                plain = not texts or folded(name) in _CONTINUES
                texts.append(value if plain else f"**{name}**: {value}")
            elif field == "language":
                language = value.lower().replace("_", "-")
            elif field:
                known.append((field, value))
            elif _is_prose(item.data[name], value):
                others.append(f"**{name}**: {value}")
        texts += others
        if not term:
            if texts:
                self.wrong.append((item.line, "this record has no term"))
            return
        self._add(language, Record(term, "\n\n".join(texts), item.line, (*known, *_category(category))))

    def _languages(self, item: Value) -> None:
        """A record with a mapping for each language."""
        shared = [(self._field(name), _text(each)) for name, each in item.data.items() if not _is_entry(each)]
        languages = [name for name, each in item.data.items() if _is_entry(each)]
        own = dict(shared).get("id", "") or (
            _text(item.data[languages[0]].data["term"]) if FLAT in item.data else ""
        )
        for name in languages:
            each = item.data[name]
            if not _is_tag(name):
                message = f"“{name}” is beside the languages, but is not a language"
                self.wrong.append((each.line, message))
                continue
            fields = {field: _text(value) for key, value in each.data.items() if (field := self._field(key))}
            term = _text(each.data["term"]) if "term" in each.data else fields.get("term", "")
            acronym = _text(each.data["acronym"]) if "acronym" in each.data else ""
            if not term:
                self.wrong.append((each.line, f"“{own or name}” has no term in “{name}”"))
                continue
            known = [(field, text) for field, text in shared if field and text]
            known += [("alternative", acronym)] if acronym else []
            known += [("translation", own)] if own else []
            record = Record(term, fields.get("definition", ""), each.line, tuple(known))
            self._add(name.lower().replace("_", "-"), record)

    def _add(self, language: str, record: Record) -> None:
        self.found.setdefault(language, []).append(record)


FLAT = "\0flat"
"""Marks a mapping of languages that was made of columns."""


def _nested(item: Value) -> Value:
    """A row with columns for each language (`term_en`, `definition_en`) as a mapping for each language.

    A row that has definitions in one language only keeps its columns: the others are names of one entry.
    """
    found: dict[str, dict[str, Value]] = {}
    rest: dict[str, Value] = {}
    for name, value in item.data.items():
        language, field = language_field(name)
        if language and field in ("term", "definition") and not isinstance(value.data, dict):
            if _text(value):
                found.setdefault(language, {}).setdefault(field, value)
        else:
            rest[name] = value
    entries = {language: fields for language, fields in found.items() if "term" in fields}
    if sum("definition" in fields for fields in entries.values()) < 2:
        return item
    below = {language: Value(fields, item.line) for language, fields in entries.items()}
    return Value({**rest, **below, FLAT: Value("", item.line)}, item.line)


def read_records(value: Value, columns: Columns = ()) -> Records:
    """The records in the values of a file."""
    reader, alone = _Reader(columns), _is_alone(value)
    reader.read(Value([value], value.line) if alone else value)
    found = _with_known_relations(reader.found)
    return Records(tuple(sorted(found.items())), (*value.wrong, *reader.wrong), alone=alone)


def _is_alone(value: Value) -> bool:
    """Whether a file is one record: it has a text for the term and one for the definition."""
    if not isinstance(value.data, dict):
        return False
    names = [name for name, each in value.data.items() if isinstance(each.data, str)]
    fields = {language_field(name)[1] for name in names} | set(fields_of(names))
    plain = (each.rest if (each := column_language(folded(name))) else folded(name) for name in names)
    # Pages of a site have titles and descriptions, too.
    return {"term", "definition"} <= fields and not _DEFINITIONS.isdisjoint(plain)


def records_of(name: str, data: bytes, columns: Columns, *, named: bool) -> Records:
    """The records of a data file. One that no source names (`named`) has some only if it is a glossary."""
    called = is_named(name.rpartition("/")[2].rpartition(".")[0])
    if not (named or called or _may_be_glossary(name, data)):
        return Records()
    try:
        value = read_values(name, data)
    except NotData as error:
        wrong = (error.line, error.reason)
        if named:
            return Records((), (wrong,), Problem(Position(name, error.line), "unreadable", error.reason))
        return Records((), (wrong,) if called else ())
    if called and not columns and name.lower().endswith(_TABLES):
        value = _with_head(value)
    shown = named or looks_like_glossary(value, columns, called=called)
    return read_records(value, columns) if shown else Records()


_TABLES = (".csv", ".tsv", ".xlsx")


def _with_head(value: Value) -> Value:
    """A two- or three-column table without a header row, whose first row is an entry, too, with a header."""
    rows = [row for row in value.data if isinstance(row.data, dict)] if isinstance(value.data, list) else []
    names = list(rows[0].data) if rows else []
    if len(names) not in (2, 3) or any(fields_of(names)):
        return value
    head = ("term", "definition", "note")
    first = {field: Value(name, value.line) for field, name in zip(head, names, strict=False)}
    rest = [Value(dict(zip(head, row.data.values(), strict=False)), row.line) for row in rows]
    return Value([Value(first, value.line), *rest], value.line, value.wrong)


_HEAD = 20_000
"""The names of fields are searched in this many bytes at the beginning of a file."""


def _may_be_glossary(name: str, data: bytes) -> bool:
    """Whether the beginning holds names of fields: a cheap test, since most data files are configuration."""
    if name.lower().endswith(".xlsx"):
        return True
    words = re.findall(r"[^\W\d_][\w ]*", data[:_HEAD].decode("utf-8", "ignore"))
    fields = {field_of(word) or language_field(word)[1] for word in set(words)}
    return "definition" in fields


def _with_known_relations(found: dict[str, list[Record]]) -> dict[str, tuple[Record, ...]]:
    """Drop relations to terms that a language lacks. An id that no language has is kept, and reported."""
    if len(found) < 2:
        return {language: tuple(records) for language, records in found.items()}
    ids = {
        language: {dict(record.fields).get("id", "") for record in records}
        for language, records in found.items()
    }
    every = set().union(*ids.values())
    return {
        language: tuple(_related(record, ids[language], every) for record in records)
        for language, records in found.items()
    }


def _related(record: Record, here: set[str], every: set[str]) -> Record:
    fields = []
    for field, value in record.fields:
        if field == "related":
            names = [name for name in re.split(r"\s*,\s*", value) if name in here or name not in every]
            if not names:
                continue
            value = ", ".join(names)
        fields.append((field, value))
    return Record(record.term, record.text, record.line, tuple(fields))


def _text(value: Value) -> str:
    """A text, or the texts of a list with commas between them."""
    if isinstance(value.data, list):
        return ", ".join(text for each in value.data if (text := _text(each)))
    return "" if isinstance(value.data, dict) else str(value.data).strip()


def _category(name: str) -> tuple[tuple[str, str], ...]:
    return (("category", name),) if name else ()


def _of_mappings(value: Value) -> bool:
    return any(isinstance(each.data, dict) for each in value.data)


def _is_tag(name: str) -> bool:
    return _LANGUAGE.fullmatch(name) is not None and field_of(name) not in ("term", "definition")


def _is_entry(value: Value) -> bool:
    return isinstance(value.data, dict) and "term" in {field_of(name) for name in value.data}


def _by_language(data: Mapping[str, Value]) -> bool:
    """Whether a mapping holds one mapping with a term for each language."""
    return any(_is_entry(each) and _is_tag(name) for name, each in data.items())


def looks_like_glossary(value: Value, columns: Columns = (), *, called: bool = False) -> bool:
    """Whether values are a glossary by their keys, for a file that no source names.

    One that is `called` a glossary may do without definitions, as a list of words in two languages.
    """
    return any(True for _ in _glossary_keys(value, columns, called))


def _is_defined(data: Mapping[str, Value]) -> bool:
    """Whether a mapping has a key for a definition; `description` is too common to count."""
    return any(folded(name) in _DEFINITIONS for name in data)


_FEW = 3
_DEFINITIONS = frozenset(("definition", "def", "meaning", "定義", "意味", "説明"))


def _glossary_keys(
    value: Value, columns: Columns, called: bool, depth: int = 0, key: str = ""
) -> Iterator[bool]:
    if depth > 2:
        return
    named = called or depth == 0 or key.casefold() in _PLAIN_NAMES
    if isinstance(value.data, list):
        for each in value.data[:3]:
            if isinstance(each.data, dict):
                fields = set(fields_of(each.data)) | {
                    dict(columns).get(folded(name), "") for name in each.data
                }
                by_language = _by_language(_nested(each).data)
                # Names with a description are in many files of settings.
                told = called or ("definition" in fields and (named or _is_defined(each.data)))
                if by_language or (is_glossary(fields) and told):
                    yield True
    elif isinstance(value.data, dict):
        if depth == 0 and _is_alone(value):
            yield True
        defined = sum(isinstance(each.data, dict) and _is_defined(each.data) for each in value.data.values())
        if defined >= _FEW and defined * 5 >= len(value.data) * 4:
            yield True
        for name, each in value.data.items():
            yield from _glossary_keys(each, columns, called, depth + 1, name)
