"""The cells of the first sheet of a workbook (ECMA-376), as text: no formulas, no formats."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

MOST_BYTES = 50_000_000
"""The most that one part of a workbook may hold unpacked: a small file can claim to be huge."""

MOST_ROWS = 1_048_576
"""The most rows of a sheet, by the specifications of Excel."""

MOST_CELLS = 5_000_000
"""The most cells of a sheet, with the empty ones before the last of a row."""

MOST_ELEMENTS = 2_000_000
"""The most elements of one part of a workbook: several for each row of the largest glossary."""

FEW_BYTES = 2_000_000
MOST_TIMES = 100
"""The most characters of a sheet: so many for any workbook, and so many for each of its bytes.

A shared string of a megabyte may be in each of thousands of cells.
"""

_STRINGS = "xl/sharedStrings.xml"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_COLUMN = re.compile(r"([A-Z]{1,3})\d+")


def read_sheet(data: bytes) -> list[list[str]]:
    """The rows of the first sheet. Raises ValueError or KeyError if the data are not a workbook."""
    try:
        book = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise ValueError(str(error)) from error
    with book:
        names = set(book.namelist())
        shared = list(_shared(book, _STRINGS)) if _STRINGS in names else []
        sheets = sorted(name for name in names if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name))
        if not sheets:
            raise ValueError("it has no sheet")
        most = FEW_BYTES + MOST_TIMES * len(data)
        return list(_rows(book, min(sheets, key=_number), shared, most))


def _rows(book: zipfile.ZipFile, name: str, shared: list[str], most: int) -> Iterator[list[str]]:
    count = size = 0
    for number, row in enumerate(_elements(book, name, f"{_MAIN}row")):
        cells = _cells(row, shared)
        count += len(cells)
        if count > MOST_CELLS or number > MOST_ROWS:
            raise ValueError("it has too many cells")
        size += sum(map(len, cells))
        if size > most:
            raise ValueError("its cells hold too much text")
        yield cells


def _number(name: str) -> int:
    return int(re.sub(r"\D", "", name))


def _elements(book: zipfile.ZipFile, name: str, tag: str) -> Iterator[ElementTree.Element]:
    """The elements of a name in a part of a workbook, each emptied before the next.

    A part of a few kB can unpack to millions of elements, which together would fill the memory.
    """
    if book.getinfo(name).file_size > MOST_BYTES:
        raise ValueError(f"{name} is too large")
    text = book.read(name)
    if b"\0" in text:  # UTF-16, in which a declaration would not be found
        raise ValueError(f"{name} is not UTF-8")
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise ValueError(f"{name} declares entities")
    try:
        found = ElementTree.iterparse(io.BytesIO(text))  # noqa: S314  (what declares entities was refused)
        for count, (_, element) in enumerate(found):
            if count > MOST_ELEMENTS:
                raise ValueError(f"{name} has too many elements")
            if element.tag == tag:
                yield element
                element.clear()
    except ElementTree.ParseError as error:
        raise ValueError(f"{name}: {error}") from error


def _shared(book: zipfile.ZipFile, name: str) -> Iterator[str]:
    for item in _elements(book, name, f"{_MAIN}si"):
        yield _text(item)


def _text(element: ElementTree.Element) -> str:
    """The text of a string with its runs, without its phonetic reading (`rPh`)."""
    phonetic = {id(each) for above in element.iter(f"{_MAIN}rPh") for each in above.iter(f"{_MAIN}t")}
    return "".join(each.text or "" for each in element.iter(f"{_MAIN}t") if id(each) not in phonetic)


def _cells(row: ElementTree.Element, shared: list[str]) -> list[str]:
    """The cells of a row by their columns; those that are left out are empty."""
    found: dict[int, str] = {}
    for place, cell in enumerate(row.iter(f"{_MAIN}c")):
        named = _COLUMN.fullmatch(cell.get("r", ""))
        column = _index(named[1]) if named else place
        value = cell.find(f"{_MAIN}v")
        text = (value.text or "") if value is not None else ""
        if cell.get("t") == "s" and text:
            number = int(text)
            text = shared[number] if number < len(shared) else ""
        elif cell.get("t") == "inlineStr":
            text = _text(cell)
        found[column] = text
    return [found.get(number, "") for number in range(max(found, default=-1) + 1)]


def _index(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
