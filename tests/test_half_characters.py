"""Half of a character (a lone surrogate), wherever it is written: a problem with its line, no bug of ours."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from glossgen.cli import main

ENTRY = "## light\n\nA wave.\n"
ARTICLE = "---\ntype: term\ntitle: x\n{line}\n---\n\nText.\n"

HALVES: dict[str, tuple[dict[str, str], str]] = {
    "a title": ({"a.md": ARTICLE.format(line='description: "a\\ud800b"')}, "a.md:4: error[front-matter]"),
    "a list": ({"a.md": ARTICLE.format(line='tags: [b, "\\udfff"]')}, "a.md:4: error[front-matter]"),
    "a key": ({"a.md": ARTICLE.format(line='"\\ud800": 1')}, "a.md:4: error[front-matter]"),
    "an attribute": ({"a.md": '## x\n<!-- reading: "\\ud800" -->\n\nText.\n'}, "a.md:2: error[attributes]"),
    "the wrong order": (
        {"a.md": ARTICLE.format(line='url: "\\ude00\\ud83d"')},
        "a.md:4: error[front-matter]",
    ),
    "a setting": (
        {"glossgen.yml": 'ruby: true\ntitle: "\\ud800"\n'},
        "glossgen.yml:2:8: error[config-syntax]",
    ),
    "a macro": (
        {"glossgen.yml": 'math: {macros: {a: "\\ud800"}}\n'},
        "glossgen.yml:1:20: error[config-syntax]",
    ),
    "a reading": ({"readings.yml": 'a: b\nlight: "\\ud800"\n'}, "readings.yml:2:8: error[config-syntax]"),
    "a lock": ({"glossgen.lock": 'version: 1\n"\\ud800"\n'}, "glossgen.lock:2: error[lock-file]"),
    "a formula": ({"a.md": '## x\n\nText $\\char"D800$.\n'}, "a.md:3: error[math]"),
}
NAMES = {
    b"a\xff.md": "a?.md:1: error[unreadable]",
    b"static/a\xff.css": "static/a?.css:1: error[file-name]",
    b"templates/b\xff/a.html": "templates/b?/a.html:1: error[file-name]",
}


def put(root: Path, name: bytes, content: str) -> None:
    file = os.fsencode(root) + b"/" + name
    os.makedirs(os.path.dirname(file), exist_ok=True)  # noqa: PTH103, PTH120  (a name that is no text)
    with open(file, "wb") as handle:  # noqa: PTH123  (see above)
        handle.write(content.encode())


def said(root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What a build says; it does not say that it met a bug of its own."""
    assert main(["build", str(root), "--jobs", "1"]) in (1, 2)
    return capsys.readouterr().err


@pytest.mark.parametrize(("files", "problem"), HALVES.values(), ids=HALVES)
def test_in_a_text(
    files: dict[str, str], problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, content in {"light.md": ENTRY, **files}.items():
        put(tmp_path, name.encode(), content)
    assert problem in said(tmp_path, capsys)


@pytest.mark.posix
@pytest.mark.parametrize(("name", "problem"), NAMES.items(), ids=NAMES.values())
def test_in_the_name_of_a_file(
    name: bytes, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, b"light.md", ENTRY)
    put(tmp_path, name, "## x\n\nText.\n")
    assert problem in said(tmp_path, capsys)


def test_both_halves_are_a_character(tmp_path: Path) -> None:
    put(tmp_path, b"glossgen.yml", 'title: "\\ud83d\\ude00"\nlanguages: [en]\n')
    put(tmp_path, b"a.md", ARTICLE.format(line='tags: ["\\ud83d\\udcd6"]'))
    assert main(["build", str(tmp_path), "--jobs", "1"]) == 0
    assert "<title>😀</title>" in (tmp_path / "site" / "index.html").read_text("utf-8")
