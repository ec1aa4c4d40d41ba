"""Data that is made to harm: what is nested, repeated or packed without end is refused with a reason."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from tests.test_hostile import by_lexbor, faults

from glossgen.cli import main
from glossgen.sources.data import xlsx
from glossgen.sources.data.records import records_of
from glossgen.sources.data.values import NotData, read_values
from glossgen.sources.sphinx.doctree import Effort, TooMuch
from glossgen.sources.sphinx.to_markdown import markdown_of

LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30)
)


def workbook(sheet: bytes, strings: bytes = b"") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED if strings else zipfile.ZIP_STORED) as book:
        book.writestr("xl/worksheets/sheet1.xml", sheet)
        if strings:
            book.writestr("xl/sharedStrings.xml", strings)
    return stream.getvalue()


HOSTILE = {
    "a.csv": "term,definition\n<script>alert(1)</script>語,<img src=x onerror=alert(1)>\n",
    "b.csv": 'term,definition\n=cmd|\'/c calc\'!A1,"=HYPERLINK(""javascript:alert(1)"")"\n',
    "c.csv": 'term,definition,id,tags\n熱,あ,../../../x,"../y,<b>"\n',
    "d.csv": "term,definition\n光,a\0b\x1b[31m\n",
    "e.csv": 'term,definition\n層,"あ\n',
    "f.json": '{"__proto__": {"term": "核", "definition": "<script>alert(1)</script>"}}',
    "g.json": '[{"term": {"a": 1}, "definition": ["x", null, 1e999]}, {"term": "\\ud800"}]',
    "h.yml": "- &a {term: 語, definition: あ}\n- *a\n- *a\n",
    "i.json": '[{"term": "語", "definition": "あ"}, {"term": "語", "definition": "い"}]',
    "j.xlsx": "PK\3\4",
    "glossary.md": "```{glossary}\n元\n  <script>alert(1)</script> [x](javascript:alert(1))\n```\n",
    "glossary2.md": '```{glossary}\n:sorted: "><script>\n:file: /etc/passwd\n\n式\n  あ\n```\n',
    "glossary3.md": "```{glossary}\n型\n  あ\n",
    "glossary4.md": "````{glossary}\n値\n  ```{glossary}\n  項\n    あ\n  ```\n````\n",
}


LOST = {
    "quotes.csv": ('term,definition\n熱,あ\n光,"い\n層,う\n', 3),
    "quotes.tsv": ('term\tdefinition\n熱\t"あ\n光\tい\n', 2),
    "columns.csv": ("term,term,definition\n熱,光,あ\n", 1),
    "names.json": ('[{"term": "熱",\n "definition": "あ",\n "term": "光"}]', 3),
    "entries.json": ('{"熱": "あ",\n"光": "い",\n"熱": "う"}', 3),
    "names.yml": ("- term: 熱\n  definition: あ\n  term: 光\n", 3),
    "entries.yml": ("熱: あ\n光: い\n熱: う\n", 3),
}


@pytest.mark.parametrize("name", LOST)
def test_data_of_which_a_part_is_lost_is_told(name: str) -> None:
    text, line = LOST[name]
    records = records_of(name, text.encode(), {}, named=True)
    assert [at for at, _ in records.wrong] == [line]


def test_a_quotation_mark_that_closes_is_no_problem() -> None:
    text = 'term,definition\n熱,"あ\nい ""う"""\n光,"え"お\n'
    assert not records_of("a.csv", text.encode(), {}, named=True).wrong


def test_a_glossary_of_hostile_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its own glossary: data beside Markdown says that the Markdown is none."""
    folder, site = tmp_path / "g", tmp_path / "site"
    folder.mkdir()
    for name, text in HOSTILE.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "glossgen.yml").write_text(f"languages: [ja]\nsources: [{', '.join(HOSTILE)}]\n")
    assert main(["build", str(folder), "-o", str(site), "--jobs", "1", "--all"]) == 1
    shown = "".join(capsys.readouterr())
    assert "\x1b" not in shown
    for name in ("d.csv:2: ", "j.xlsx:1: ", "h.yml:1: "):
        assert name in shown
    pages = list(site.rglob("index.html"))
    assert {"光", "元", "値"} <= {name for page in pages for name in page.parent.parts[-1:]}
    for page in pages:
        assert list(faults(by_lexbor(page.read_text("utf-8")))) == [], page


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
        ("a.xlsx", workbook(b"<?xml version='1.0' encoding='no-such'?><x/>")),
        ("a.xlsx", workbook(b"<x/>")[:40]),
        ("a.json", b'[{"term": ' + b"9" * 5000 + b"}]"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # bytes of a workbook hold the time
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


def test_the_lines_of_texts_with_escapes() -> None:
    """However a text is written, and when a name stands twice, its line is known without a search."""
    data = rb"""[{"term": "a\/b",
    "definition": "\u00E9", "definition":
    "\"q\""}, {"term": "b",
    "definition": "c"}]"""
    (found,) = [records for _, records in records_of("a.json", data, (), named=True).by_language]
    assert [(each.term, each.text, each.line) for each in found] == [("a/b", '"q"', 1), ("b", "c", 3)]


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ELEMENTS", 1000)
    monkeypatch.setattr(xlsx, "MOST_ROWS", 1000)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    for inside in ("<y/>" * 1001, f"<row xmlns='{space}'>{'<c/>' * 1001}</row>", "<row/>" * 1001):
        with pytest.raises(NotData, match="too many"):
            read_values("a.xlsx", workbook(f"<x xmlns='{space}'>{inside}</x>".encode()))


def test_a_long_text_in_thousands_of_cells_is_refused() -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    row = "<row><c t='s'><v>0</v></c></row>"
    sheet = f"<x xmlns='{space}'>{row * 5000}</x>".encode()
    strings = f"<sst xmlns='{space}'><si><t>{'a' * 1_000_000}</t></si></sst>".encode()
    with pytest.raises(NotData, match="too much text"):
        read_values("a.xlsx", workbook(sheet, strings))


def test_half_of_a_character_is_replaced() -> None:
    data = rb'[{"term": "a\ud800", "definition": "b\udfff"}]'
    ((_, (record,)),) = records_of("a.json", data, (), named=True).by_language
    assert (record.term, record.text) == ("a\ufffd", "b\ufffd")


def read(text: str) -> str:
    return markdown_of(text, Effort())


def test_reStructuredText_shows_no_file_and_no_html() -> None:  # noqa: N802  (the name of the format)
    text = (
        ".. include:: /etc/passwd\n\n.. raw:: html\n\n   <script>\n\n.. csv-table::\n   :file: /etc/passwd\n"
    )
    assert read(text) == ""


def test_reStructuredText_of_substitutions_and_much_markup_is_text() -> None:  # noqa: N802
    many = "".join(f".. |x{i}| replace:: {f'|x{i + 1}| ' * 10}\n" for i in range(9)) + "\n|x0|\n"
    assert read(many) == "|x0|"
    assert read(".. |d| date:: %Y\n\n|d|") == "|d|"
    assert read("`a " * 400) == "\\`a " * 399 + "\\`a"


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(" " * depth + "a" for depth in range(600)),
        "`a " * 501,
        f"{'= ' * 1500}\n{'a ' * 1500}\n{'= ' * 1500}",
        ".. _a: b\n\n" * 20_000,
        f".. csv-table::\n\n   {'a,' * 20_000}",
        "a\n\n" * 200_000,
    ],
    ids=["deep", "marks", "columns", "targets", "cells", "paragraphs"],
)
def test_reStructuredText_without_end_is_refused(text: str) -> None:  # noqa: N802
    with pytest.raises(TooMuch):
        read(text)


def test_reStructuredText_leaves_nothing_for_the_next_text() -> None:  # noqa: N802
    assert read(".. role:: x-y(emphasis)\n.. default-role:: strong\n\n:x-y:`a` `b`") == "*a* **b**"
    assert read(":x-y:`a` `b`") == r":x-y:\`a\` *b*"
