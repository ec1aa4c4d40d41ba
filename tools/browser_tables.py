"""Make `browser/text/tables.js`: the tables that the scripts share with Python, and the types of the index.

    python tools/browser_tables.py

A test fails when the file is not what this makes.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

import msgspec
from msgspec import Struct, inspect

from glossgen.output.search import bigrams, format, names
from glossgen.text.kana import HIRAGANA
from glossgen.text.search_folding import BREAK, DROPPED, LARGE

TARGET = Path(__file__).parent.parent / "browser" / "text" / "tables.js"

_HEAD = """\
// Made by tools/browser_tables.py of the tables of glossgen.output.search. Do not edit.
"""
_TYPES = {inspect.StrType: "string", inspect.IntType: "number"}


def tables() -> str:
    """The file."""
    (distance,) = {hiragana - katakana for katakana, hiragana in HIRAGANA.items()}
    parts = [
        _HEAD,
        "/** Stands between two blocks of a text; folding keeps it. */",
        f"export const BREAK = {_quoted(BREAK)};\n",
        "/** What search does not see. */",
        f"export const DROPPED = /[{_escaped(DROPPED)}]+/g;\n",
        "/** Katakana, and how far from each its hiragana is. */",
        f"export const KATAKANA = /[{_characters(HIRAGANA)}]/g;",
        f"export const KATAKANA_SHIFT = {distance};\n",
        "/** Small kana, and how far from each the large one is. @type {[RegExp, number][]} */",
        "export const ENLARGED = [",
        *[f"  [/[{_characters(codes)}]/g, {shift}]," for shift, codes in _shifts(LARGE)],
        "];\n",
        "/** How readings are written: see glossgen.output.search.names.encode_reading. */",
        f"export const FIRST_KANA = {names.FIRST_KANA:#x};",
        f"export const FIRST_CODE = {names.FIRST_CODE:#x};",
        f"export const LONG = {_quoted(names.LONG)};",
        f"export const WHOLE = {_quoted(names.WHOLE)};",
        f"export const RAW = {_quoted(names.RAW)};\n",
        "/** How lists of entries are written: see glossgen.output.search.bigrams.encode. */",
        f"export const DENSE = {_quoted(bigrams.DENSE)};",
        "/** Stands between the list of all entries and that of those that begin with a bigram. */",
        f"export const LEAD = {_quoted(bigrams.LEAD)};",
        f"export const DIGITS = {_quoted(bigrams.DIGITS)};\n",
        *[_typedef(struct) for struct in (format.Messages, format.FieldsFile, format.NamesFile)],
    ]
    return "\n".join(parts)


def _shifts(table: Mapping[int, int]) -> Iterator[tuple[int, list[int]]]:
    """The code points of a table by how far they are moved."""

    def distance(code: int) -> int:
        return table[code] - code

    for shift, codes in groupby(sorted(table, key=lambda code: (-distance(code), code)), key=distance):
        yield shift, list(codes)


def _characters(codes: Iterable[int]) -> str:
    """The inside of a character class, with ranges."""
    parts = []
    for _, run in groupby(enumerate(sorted(codes)), key=lambda pair: pair[1] - pair[0]):
        found = [chr(code) for _, code in run]
        parts.append(f"{found[0]}-{found[-1]}" if len(found) > 2 else "".join(found))
    return "".join(parts)


def _escaped(inside: str) -> str:
    """A character class with escapes for what cannot be seen, and for what ends a regular expression."""
    return "".join(
        "\\/" if char == "/" else char if _is_seen(char) else f"\\u{ord(char):04x}" for char in inside
    )


def _is_seen(char: str) -> bool:
    return char == " " or unicodedata.category(char)[0] in "LPS"


def _quoted(text: str) -> str:
    return json.dumps(text)


def _typedef(struct: type[Struct]) -> str:
    """The JSDoc of a class of the format."""
    info = msgspec.inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    lines = [f"/**\n * {(struct.__doc__ or '').strip()}\n *\n * @typedef {{object}} {struct.__name__}"]
    for field in info.fields:
        kind, says = _type_of(field.type)
        lines.append(f" * @property {{{kind}}} {field.encode_name}{says and '  ' + says}")
    return "\n".join([*lines, " */\n"])


def _type_of(given: inspect.Type) -> tuple[str, str]:
    """The name of a type in JavaScript, and its description."""
    if isinstance(given, inspect.Metadata):
        schema = given.extra_json_schema or {}
        return _type_of(given.type)[0], str(schema.get("description", ""))
    if isinstance(given, inspect.VarTupleType):
        return f"{_type_of(given.item_type)[0]}[]", ""
    if isinstance(given, inspect.StructType):
        return given.cls.__name__, ""
    return _TYPES[type(given)], ""


if __name__ == "__main__":
    TARGET.write_text(tables(), encoding="utf-8", newline="\n")
