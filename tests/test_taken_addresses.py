"""What asks for an address that the site or its owner has gets another one, and is told so."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossgen.build import BuildOptions, build
from glossgen.config import load_config
from glossgen.problems.report import Report

ADDRESSES = {
    "the 404 page": ("/404.html", "404.html"),
    "the home page": ("/index.html", "index.html"),
    "a page that every site has": ("/search/", "search/index.html"),
    "a file that is no page": ("/terms.json", "terms.json"),
    "a file of the owner": ("/own.html", "own.html"),
    "a page of the owner": ("/place/", "place/index.html"),
    "a folder of the owner": ("/folder.html", "folder.html/x.txt"),
    "below a file of the owner": ("/plain/page/", "plain"),
    "another case": ("/Own.HTML", "own.html"),
}
OWN = ("own.html", "place/index.html", "folder.html/x.txt", "plain", "shown.png", "pictures")
PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path in OWN:
        put(tmp_path / "static" / "root" / path, b"of the owner")
    put(tmp_path / "glossgen.yml", b"languages: [en]\nsources: [src]\n")
    return tmp_path


def put(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def built(root: Path) -> Report:
    return build(load_config(root), BuildOptions(jobs=1, paranoid=True))


@pytest.mark.parametrize("case", ADDRESSES)
def test_an_entry_that_asks_for_a_taken_address(root: Path, case: str) -> None:
    asked, file = ADDRESSES[case]
    put(
        root / "src" / "apple.md",
        f"---\ntitle: Apple\ntype: glossary\nurl: {asked}\n---\n\nA round fruit.\n".encode(),
    )
    put(root / "src" / "pear.md", b"---\ntitle: Pear\ntype: glossary\n---\n\nUnlike an Apple.\n")
    (problem,) = built(root).problems
    assert (problem.code, problem.position.path, problem.position.line) == (
        "duplicate-address",
        "src/apple.md",
        1,
    )
    assert "<h1" in (root / "site" / "apple" / "index.html").read_text()
    assert 'href="../apple/"' in (root / "site" / "pear" / "index.html").read_text()
    content = (root / "site" / file).read_bytes()
    assert (content == b"of the owner") == (file in OWN)
    assert b"A round fruit." not in content or file in ("index.html", "terms.json")


@pytest.mark.parametrize("case", ADDRESSES)
def test_an_old_address_that_is_taken(root: Path, case: str) -> None:
    asked, file = ADDRESSES[case]
    text = f"---\ntitle: Apple\ntype: glossary\nurl: /fruit/\naliases: ['{asked}']\n---\n\nA round fruit.\n"
    put(root / "src" / "apple.md", text.encode())
    (problem,) = built(root).problems
    assert (problem.code, problem.position.line) == ("duplicate-address", 1)
    assert b'http-equiv="refresh"' not in (root / "site" / file).read_bytes()


def test_pictures_whose_addresses_are_taken(root: Path) -> None:
    for name in ("shown.png", "pictures/one.png", "Two.png", "two.png/three.png"):
        put(root / "src" / name, PICTURE + name.encode())
    text = "## Apple\n\n![a](shown.png) ![b](pictures/one.png) ![c](Two.png) ![d](two.png/three.png)\n"
    put(root / "src" / "a.md", text.encode())
    assert not built(root).problems
    shown = {file.read_bytes() for file in (root / "site").rglob("*.png")}
    assert {
        PICTURE + name for name in (b"shown.png", b"pictures/one.png", b"Two.png", b"two.png/three.png")
    } < shown
    assert (root / "site" / "shown.png").read_bytes() == b"of the owner"


def test_a_file_of_the_owner_comes_and_goes(root: Path) -> None:
    put(
        root / "src" / "apple.md",
        b"---\ntitle: Apple\ntype: glossary\nurl: /fruit.html\n---\n\nA round fruit.\n",
    )
    assert not built(root).problems
    put(root / "static" / "root" / "fruit.html", b"of the owner")
    assert [problem.code for problem in built(root).problems] == ["duplicate-address"]
    assert (root / "site" / "fruit.html").read_bytes() == b"of the owner"
    (root / "static" / "root" / "fruit.html").unlink()
    assert not built(root).problems
    assert b"A round fruit." in (root / "site" / "fruit.html").read_bytes()


def test_an_owner_has_a_404_page_of_their_own(root: Path) -> None:
    put(root / "static" / "root" / "404.html", b"of the owner")
    put(root / "src" / "apple.md", b"## Apple\n\nA round fruit.\n")
    assert not built(root).problems
    assert (root / "site" / "404.html").read_bytes() == b"of the owner"
