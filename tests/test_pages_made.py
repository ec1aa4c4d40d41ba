"""An edit makes the pages that differ, and few more: at most a fifth more and ten."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from conftest import ROOT
from glossgen.build import BuildOptions
from glossgen.build.builder import Builder
from glossgen.config import load_config

FILE = "ai/training.md"
HEADING = re.compile(r"^## (.*)$", re.MULTILINE)


class Site:
    """A glossary of 112 terms that stays open, as in a preview, and the pages of its site."""

    def __init__(self, folder: Path) -> None:
        self.root = copytree(ROOT / "tests" / "demo", folder / "demo", ignore=ignore_patterns(".glossgen"))
        self.output = folder / "site"
        self.builder = Builder()
        self.build()

    def build(self) -> int:
        """The number of pages that were made."""
        return self.builder.build(load_config(self.root, output=self.output), BuildOptions(jobs=1)).pages_made

    def pages(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self.output.rglob("*.html")}

    def edit(self, path: str, change: Callable[[str], str]) -> None:
        file = self.root / path
        before = file.read_text("utf-8") if file.exists() else ""
        after = change(before)
        assert after != before
        file.write_text(after, "utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("made"))
    with site.builder:
        yield site


def in_the_middle(added: str) -> Callable[[str], str]:
    """Add something before an entry in the middle of a file."""

    def change(text: str) -> str:
        place = [found.start() for found in HEADING.finditer(text)][5]
        return text[:place] + added + text[place:]

    return change


EDITS = {
    "a sentence": (FILE, in_the_middle("もう一文ある。\n\n")),
    "a formula": (FILE, in_the_middle("$$x^{17} + 1$$\n\n")),
    "an entry": (FILE, in_the_middle("## 中の用語 | inner term\n\n学習率のことではない。\n\n")),
    "an entry at the end": (FILE, lambda text: text + "\n## 末尾の用語\n\n学習率と誤差。\n"),
    "a file": (
        "ai/more.md",
        lambda _: "# 追加\n\n## 追加の用語\n\n学習率のこと。\n\n## 別の用語\n\n誤差。\n",
    ),
    "a label": (FILE, lambda text: HEADING.sub(r"## \1 | 更新", text, count=1)),
    "an empty line": (FILE, in_the_middle("\n\n")),
    "the description of the site": (
        "glossgen.yml",
        lambda text: text.replace("description: ", "description: 別の"),
    ),
}


@pytest.mark.parametrize(("path", "change"), EDITS.values(), ids=EDITS)
def test_few_pages_are_made_that_do_not_differ(site: Site, path: str, change: Callable[[str], str]) -> None:
    before = site.pages()
    site.edit(path, change)
    made = site.build()
    after = site.pages()
    differ = sum(after.get(page) != before.get(page) for page in before.keys() | after.keys())
    assert made <= 1.2 * differ + 10
    assert made >= sum(page not in before or after[page] != before[page] for page in after)


def test_a_file_among_many_makes_its_neighbours_alone(tmp_path: Path) -> None:
    root, output = tmp_path / "words", tmp_path / "site"

    def build(builder: Builder) -> tuple[int, dict[Path, bytes]]:
        made = builder.build(load_config(root, output=output), BuildOptions(jobs=1)).pages_made
        return made, {path: path.read_bytes() for path in output.rglob("*.html")}

    root.mkdir()
    (root / "glossgen.yml").write_text("title: Words\nlanguages: [en]\n", "utf-8")
    for name in (f"{number:02}" for number in range(30)):
        text = f"# Field {name}\n\n## Word {name}\n\nA thing.\n\n## Other {name}\n\nA thing.\n"
        (root / f"{name}.md").write_text(text, "utf-8")
    with Builder() as builder:
        _, before = build(builder)
        (root / "10x.md").write_text("# Field X\n\n## Quux\n\nA thing.\n\n## Corge\n\nA thing.\n", "utf-8")
        made, after = build(builder)
    differ = sum(before.get(page) != content for page, content in after.items())
    assert differ <= made <= 1.2 * differ + 10
