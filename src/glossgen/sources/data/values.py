"""Parses data files into values with line numbers: one function for each syntax."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
import zlib
from collections import Counter, deque
from collections.abc import Callable, Mapping
from string import ascii_uppercase
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from glossgen.config import yaml_tree
from glossgen.config.yaml_tree import NotYaml
from glossgen.sources.data.xlsx import read_sheet

_HALF = re.compile("[\ud800-\udfff]")

MOST_BYTES = 50_000_000
"""The largest data file that is read."""


_DAMAGED = (zipfile.BadZipFile, zlib.error)


class NotData(Exception):
    """The content of a file does not have the syntax of its ending. `line` counts from 1."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


class Value(Struct, frozen=True):
    """A text, a list of values, or a mapping of names to values, and the line that it begins in.

    `wrong`: what is wrong in the file that is nevertheless read, with lines; only the value of a whole file
    has it.
    """

    data: Any
    line: int
    wrong: tuple[tuple[int, str], ...] = ()


def _again(name: str) -> str:
    return f"“{name[:60]}” stands twice, and the last one counts"


def read_values(name: str, data: bytes) -> Value:
    """Parse a data file. Raises NotData."""
    ending = name.lower().rpartition(".")[2]
    if len(data) > MOST_BYTES:
        raise NotData("the file is too large")
    if ending == "xlsx":
        try:
            return _rows([(number, row) for number, row in enumerate(read_sheet(data), 1)])
        except LookupError as error:
            raise NotData("this workbook cannot be read: it names a part that it does not have") from error
        except (ValueError, OSError, RuntimeError, EOFError, *_DAMAGED) as error:
            raise NotData(f"this workbook cannot be read: {error}") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotData("the file is not UTF-8", data.count(b"\n", 0, error.start) + 1) from error
    return _READERS[ending](text)


def _yaml(text: str) -> Value:
    try:
        node = yaml_tree.compose(text, quick=True)
        if node is None:
            return Value([], 1)
        yaml_tree.check_size(node, len(text))
    except NotYaml as error:
        raise NotData(f"this is not valid YAML: {error.reason}", error.line) from error
    wrong = sorted((line, _again(name)) for name, line in yaml_tree.doubled(node))
    return Value(*yaml_tree.located(node, Value), tuple(wrong))


class _Pairs(list[tuple[str, Any]]):
    """A JSON object as pairs, so that a repeated name keeps both values and their lines."""


def _json(text: str) -> Value:
    try:
        values = json.loads(text, object_pairs_hook=_Pairs)
        lines = _Lines(text)
        return replace(lines.value(values), wrong=tuple(lines.wrong))
    except RecursionError as error:
        raise NotData("this is not valid JSON: it is nested too deeply", 1) from error
    except ValueError as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise NotData(f"this is not valid JSON: {error}", line) from error


_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')


class _Lines:
    """Finds the lines of the texts of a JSON document: they come in the order of its strings."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._strings = _STRING.finditer(text)
        self._at, self._line = 0, 1
        self.wrong: list[tuple[int, str]] = []

    def value(self, value: Any, depth: int = 0) -> Value:
        line = self._line
        if depth > yaml_tree.MOST_DEPTH:
            raise NotData("it is nested too deeply", line)
        if isinstance(value, _Pairs):
            found = {}
            for name, each in value:
                self._next_string()
                if _whole(name) in found:
                    self.wrong.append((self._line, _again(_whole(name))))
                found[_whole(name)] = self.value(each, depth + 1)
            return Value(found, next((each.line for each in found.values()), line))
        if isinstance(value, list):
            items = [self.value(each, depth + 1) for each in value]
            return Value(items, items[0].line if items else line)
        if isinstance(value, str):
            self._next_string()
        text = "" if value is None else _whole(value) if isinstance(value, str) else json.dumps(value)
        return Value(text, self._line)

    def _next_string(self) -> None:
        """Advance to the line of the next string."""
        at = next(self._strings).start()
        self._line += self._text.count("\n", self._at, at)
        self._at = at


def _whole(text: str) -> str:
    """A text without lone surrogates, which escapes in JSON may leave."""
    return text if text.isascii() else _HALF.sub("\ufffd", text)


def _table(delimiter: str) -> Callable[[str], Value]:
    def read(text: str) -> Value:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, delimiter))
        rows, line = [], 1
        try:
            for row in reader:
                rows.append((line, row))
                line = reader.line_num + 1
        except csv.Error as error:
            raise NotData(f"this is not a table: {error}", reader.line_num) from error
        value = _rows(rows)
        if rows and _is_open(text, rows[-1][0], reader.dialect):
            reason = "a quotation mark is not closed: all that follows is in one cell"
            value = replace(value, wrong=(*value.wrong, (rows[-1][0], reason)))
        return value

    return read


def _is_open(text: str, line: int, dialect: Any) -> bool:
    """Whether the last row of a table, which begins in a line, ends inside of quotation marks."""
    last = "".join(io.StringIO(text, newline="").readlines()[line - 1 :])
    try:
        deque(csv.reader(io.StringIO(last, newline=""), delimiter=dialect.delimiter, strict=True), 0)
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _delimiter(text: str, usual: str) -> str:
    """The delimiter of a CSV file; some programs write semicolons."""
    head = text.split("\n", 1)[0]
    return max((usual, ";", "\t"), key=head.count) if usual == "," and "," not in head else usual


_LETTER = re.compile(r"\s*(?:[Cc]olumn\s*)?([A-Z])\s*列?\s*")


def _are_letters(cells: list[str]) -> bool:
    """Whether cells are the letters above the columns of a spreadsheet: A, B, C, or A列, B列."""
    found = [_LETTER.fullmatch(cell) for cell in cells]
    return [each[1] for each in found if each] == list(ascii_uppercase[: len(cells)])


def _rows(rows: list[tuple[int, list[str]]]) -> Value:
    """The rows of a table below its head, each by the names of its columns."""
    filled = [(line, row) for line, row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return Value([], 1)
    if len(filled) > 1 and _are_letters(filled[0][1]):
        filled = filled[1:]  # the letters that a spreadsheet has above its columns
    line, head = filled[0]
    names = [cell.strip() for cell in head]
    twice = sorted(name for name, count in Counter(names).items() if name and count > 1)
    return Value(
        [
            Value({name: Value(cell, line) for name, cell in zip(names, row, strict=False) if name}, line)
            for line, row in filled[1:]
        ],
        line,
        tuple((line, _again(name)) for name in twice),
    )


_READERS: Mapping[str, Callable[[str], Value]] = {
    "yml": _yaml,
    "yaml": _yaml,
    "json": _json,
    "csv": _table(","),
    "tsv": _table("\t"),
}

ENDINGS = (*(f".{ending}" for ending in _READERS), ".xlsx")
"""The endings of files that may be data."""
