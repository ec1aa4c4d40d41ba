"""Data that is made to harm: what is nested, repeated or packed without end is refused with a reason."""

from __future__ import annotations

import io
import zipfile

import pytest

from glossgen.sources.data.records import records_of
from glossgen.sources.data.values import NotData, read_values
from glossgen.sources.sphinx.to_markdown import markdown_of

LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30)
)


def workbook(sheet: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        book.writestr("xl/worksheets/sheet1.xml", sheet)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.yml", LAUGHS.encode()),
        ("a.yml", b"a: &a [*a]\n"),
        ("a.yml", b"[" * 200 + b"]" * 200),
        ("a.yml", b"- " * 50_000),
        ("a.json", b"[" * 500 + b"]" * 500),
        ("a.json", b"[" * 100_000 + b"]" * 100_000),
        ("a.xlsx", b"PK\3\4" + b"\0" * 100),
        ("a.xlsx", workbook(b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>")),
        ("a.xlsx", workbook("<!DOCTYPE x><x/>".encode("utf-16"))),
        ("a.xlsx", workbook(b"<x/>").replace(b"<x/>", b"<y/>")),
    ],
)
def test_data_without_end_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(NotData):
        read_values(name, data)


def test_a_sheet_of_empty_cells_is_refused() -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    row = "<row><c r='ZZZ1'><v>1</v></c></row>"
    sheet = f"<worksheet xmlns='{space}'><sheetData>{row * 400}</sheetData></worksheet>"
    with pytest.raises(NotData):
        read_values("a.xlsx", workbook(sheet.encode()))


def test_half_of_a_character_is_replaced() -> None:
    data = rb'[{"term": "a\ud800", "definition": "b\udfff"}]'
    ((_, (record,)),) = records_of("a.json", data, (), named=True).by_language
    assert (record.term, record.text) == ("a\ufffd", "b\ufffd")


def test_reStructuredText_shows_no_file_and_no_html() -> None:  # noqa: N802  (the name of the format)
    text = (
        ".. include:: /etc/passwd\n\n.. raw:: html\n\n   <script>\n\n.. csv-table::\n   :file: /etc/passwd\n"
    )
    assert markdown_of(text) == ""


def test_deep_reStructuredText_is_text() -> None:  # noqa: N802
    deep = "\n\n".join(" " * depth + "a" for depth in range(600))
    assert markdown_of(deep)
