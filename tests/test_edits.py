"""A build after an edit: the same site and report as a build from nothing makes, with less work."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from glossgen.build import Builder, BuildOptions, build
from glossgen.build.engine import bring_up, open_database
from glossgen.config import load_config
from glossgen.problems.report import Report
from glossgen.query.freshness import Asked
from law_folders import LIGHT_IN_JAPANESE

SETTINGS = """\
title: Small things
base_url: https://example.org/small/
languages: [en, ja]
sources:
  - {path: en, language: en}
  - {path: ja, language: ja}
"""
FILES = {
    "glossgen.yml": SETTINGS,
    "en/light.md": """\
# Light

Everything that shines.

## light | radiation

A wave that the eye sees. It carries energy and has a colour $\\lambda$.

## colour
<!-- related: [eye] -->

How the eye sees light.

## shade

Where light does not come.
""",
    "en/heat.md": """\
# Heat

## heat

What flows from warm to cold. See light.

## energy

What light and heat have in common: $E = mc^2$.

## bank

A place for energy.
""",
    "en/money.md": "# Money\n\n## bank\n\nA place for money.\n\n"
    "## money\n\nWhat a bank keeps. A savings bank keeps more.\n",
    "en/eye.md": "---\ntitle: eye\ncategory: Body\n---\n\nIt sees light and colour.\n",
    "en/notes/day.md": "---\ntype: note\ntitle: A day\n---\n\nMorning brings light. Evening brings shade.\n",
    "en/index.md": "# Small things\n\nA glossary of light.\n",
    "ja/hikari.md": LIGHT_IN_JAPANESE,
}

PLAIN = {
    **FILES,
    "en/light.md": FILES["en/light.md"].replace("<!-- related: [eye] -->\n", ""),
    "en/money.md": FILES["en/money.md"].replace("bank", "till"),
}
"""The same without a shared name and without relations: little has to be asked of the whole glossary."""

Edit = Callable[[Path, random.Random], None]


def replaced(name: str, old: str, new: str) -> Edit:
    def edit(root: Path, _: random.Random) -> None:
        path = root / name
        if path.is_file():
            path.write_text(path.read_text().replace(old, new))

    return edit


def written(name: str, text: str) -> Edit:
    def edit(root: Path, _: random.Random) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)

    return edit


def add_sentence(root: Path, chance: random.Random) -> None:
    """At the end of some paragraph of some file, a sentence that mentions something or nothing."""
    path = chance.choice(sorted(root.rglob("*.md")))
    lines = path.read_text().split("\n")
    places = [i for i, line in enumerate(lines) if line and line[0] not in "#<-{" and ":" not in line]
    if places:
        words = ["light", "shade", "money", "the bank", "熱", "エネルギー", "nothing", "heat and colour"]
        lines[chance.choice(places)] += f" It is about {chance.choice(words)}."
        path.write_text("\n".join(lines))


def cut_sentence(root: Path, chance: random.Random) -> None:
    """The first sentence of some paragraph, if it has another."""
    path = chance.choice(sorted(root.rglob("*.md")))
    lines = path.read_text().split("\n")
    places = [i for i, line in enumerate(lines) if ". " in line and "$" not in line]
    if places:
        place = chance.choice(places)
        lines[place] = lines[place].split(". ", 1)[1]
        path.write_text("\n".join(lines))


TEXTS: dict[str, Edit] = {
    "a sentence more": add_sentence,
    "a sentence less": cut_sentence,
    "an empty line": replaced("en/light.md", "# Light\n", "# Light\n\n"),
    "another first sentence": replaced("en/light.md", "A wave that", "A ray that"),
    "and back": replaced("en/light.md", "A ray that", "A wave that"),
    "another word beside a mention": replaced("en/heat.md", "See light.", "See also light and shade."),
    "a mention in the same words later": replaced("en/heat.md", "What flows", "Warm. What flows"),
    "a mention before that of the same term": replaced("en/money.md", "A place for", "No light. A place for"),
    "another introduction": replaced("en/light.md", "Everything", "All"),
    "a formula more": replaced("en/heat.md", "in common:", "in common, $c$:"),
    "nothing": lambda root, chance: None,
}
OTHERS: dict[str, Edit] = {
    "a label more": replaced("en/light.md", "## shade\n", "## shade | shadow\n"),
    "a label less": replaced("en/light.md", "## light | radiation", "## light"),
    "a label that texts hold": replaced("en/light.md", "## shade\n", "## shade | place\n"),
    "another label": replaced("en/heat.md", "## heat\n", "## warmth\n"),
    "a reading": replaced(
        "ja/hikari.md", "## エネルギー | energy\n", "## エネルギー | energy\n<!-- reading: えねるぎー -->\n"
    ),
    "a term more": replaced("en/heat.md", "## bank", "## cold\n\nNo heat.\n\n## bank"),
    "a homonym less": replaced("en/money.md", "## bank", "## savings bank"),
    "a new file": written("en/more.md", "# More\n\n## star\n\nIt sends light.\n"),
    "a file gone": lambda root, _: (root / "en/more.md").unlink(missing_ok=True),
    "a file moved": lambda root, _: (
        shutil.move(root / "en/money.md", root / "en/coins.md") if (root / "en/money.md").is_file() else None
    ),
    "another home page": replaced("en/index.md", "A glossary", "A list"),
    "another title": replaced("glossgen.yml", "Small things", "Things"),
    "another description": replaced("glossgen.yml", "title:", "description: A few words.\ntitle:"),
    "no autolinks": replaced("glossgen.yml", "title:", "links: {policy: all}\ntitle:"),
    "a template": written("templates/note.html", '{% extends "builtin/note.html" %}'),
    "readings": written("readings.yml", "熱: あつ\n"),
    "a lock": written("glossgen.lock", "version: 1\nterms: []\n"),
    "a broken link": replaced("en/heat.md", "See light.", "See [[darkness]]."),
}
LABELS = {name: edit for name, edit in OTHERS.items() if name.startswith("a label")}
EDITS = TEXTS | OTHERS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return placed(tmp_path / "glossary", FILES)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return placed(tmp_path / "plain", PLAIN)


def placed(root: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        written(name, text)(root, random.Random(0))
    return root


class Twins:
    """Builds that begin where the last one ended, by memory and by the store, beside those from nothing.

    Each has the glossary in a folder of its own, and so a store of its own.
    """

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder = root, folder
        self.builder = Builder()
        self.disk = Report((), 0, 0, 0, 0, 0)

    def builds(self) -> Report:
        """Build by memory and by the store; what comes first is built as a whole."""
        self.disk = build(load_config(self.root, output=self.folder / "disk"), self.how)
        copy = self.copied("again")
        return self.builder.build(load_config(copy, output=self.folder / "again"), BuildOptions(jobs=1))

    def build(self) -> Report:
        """Build all, and compare them byte for byte."""
        again = self.builds()
        shutil.rmtree(self.folder / "whole", ignore_errors=True)
        shutil.rmtree(self.folder / "copies" / "whole", ignore_errors=True)
        whole = build(load_config(self.copied("whole"), output=self.folder / "whole"), BuildOptions(jobs=1))
        assert tree(self.folder / "again") == tree(self.folder / "whole") == tree(self.folder / "disk")
        assert told(again) == told(whole) == told(self.disk)
        return again

    def copied(self, name: str) -> Path:
        """The glossary as it is now, without its store; what has not changed keeps its time."""
        copy = self.folder / "copies" / name / self.root.name
        for path in files(copy):
            there = self.root / path.relative_to(copy)
            if ".glossgen" not in path.parts and not there.is_file():
                path.unlink()
        return shutil.copytree(
            self.root, copy, ignore=shutil.ignore_patterns(".glossgen"), dirs_exist_ok=True
        )

    @property
    def how(self) -> BuildOptions:
        return BuildOptions(jobs=1, asked=Asked(self.root))


def told(report: Report) -> Report:
    """What a report says of the glossary."""
    return replace(report, written=0, unchanged=0, removed=0, made=0, pages_made=0)


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files(folder)}


def files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_one_edit(folder: Path, tmp_path: Path, edit: Edit) -> None:
    twins = Twins(folder, tmp_path)
    twins.builds()
    edit(folder, random.Random(1))
    twins.build()


@pytest.mark.parametrize("edit", {**TEXTS, **LABELS}.values(), ids={**TEXTS, **LABELS})
def test_one_edit_of_a_plain_glossary(plain: Path, tmp_path: Path, edit: Edit) -> None:
    twins = Twins(plain, tmp_path)
    twins.builds()
    edit(plain, random.Random(1))
    twins.build()


@pytest.mark.parametrize("seed", range(4))
def test_many_edits_one_after_the_other(tmp_path: Path, seed: int) -> None:
    folder = placed(tmp_path / "glossary", FILES if seed % 2 else PLAIN)
    chance = random.Random(seed)
    twins = Twins(folder, tmp_path)
    twins.builds()
    for _ in range(6):
        edits = chance.choice([TEXTS, TEXTS, LABELS, OTHERS])
        for _ in range(chance.choice([1, 1, 2])):
            edits[chance.choice(sorted(edits))](folder, chance)
        twins.build()


def test_an_edit_makes_what_shows_it_and_no_more(folder: Path, tmp_path: Path) -> None:
    twins = Twins(folder, tmp_path)
    whole = twins.builds()
    before = {path: path.stat().st_ino for path in files(tmp_path / "again")}
    replaced("en/money.md", "A place for money.", "A place for money. It has a door.")(
        folder, random.Random()
    )
    edited = twins.build()
    assert twins.disk.made == edited.made
    # Its page and that of its file, the terms that it mentions, the home pages, and the index files.
    assert edited.made < whole.made / 2
    assert whole.pages_made == sum(path.suffix == ".html" for path in before)
    assert 0 < edited.pages_made < edited.made
    new = {path for path in files(tmp_path / "again") if before[path] != path.stat().st_ino}
    assert {path.relative_to(tmp_path / "again").as_posix() for path in new} == {
        "en/money/index.html",
        "en/search/names.js",
        "en/search/text.js",
        "en/terms/bank-money/index.html",
        "terms.json",
    }
    assert edited.written == len(new)


def test_nothing_new_is_written_for_nothing_new(folder: Path, tmp_path: Path) -> None:
    twins = Twins(folder, tmp_path)
    twins.builds()
    (folder / "en/money.md").write_text((folder / "en/money.md").read_text() + "\n")
    again = twins.build()
    assert (again.written, again.removed) == (0, 0)


@pytest.mark.parametrize(("edit", "linked"), [("a sentence more", 1), ("a label more", 0)])
def test_in_a_plain_glossary_only_what_was_edited_is_read_and_linked(
    plain: Path, edit: str, linked: int
) -> None:
    """No text holds the new label."""
    config = load_config(plain)
    db = open_database(config, keep=False)
    bring_up(db, BuildOptions())
    db.commit()
    whole = dict(db.made)
    EDITS[edit](plain, random.Random(3))
    bring_up(db, BuildOptions())
    made = {name: count - whole.get(name, 0) for name, count in db.made.items()}
    assert made["draft"] == 1
    assert made["linked"] == linked


SMALL = [edit for edit in TEXTS if edit not in ("nothing", "and back", "a formula more")]


@pytest.mark.parametrize("edit", [*SMALL, "a label more", "a label less", "a label that texts hold"])
def test_texts_are_not_built_as_a_whole(folder: Path, tmp_path: Path, edit: str) -> None:
    twins = Twins(folder, tmp_path)
    whole = twins.builds()
    EDITS[edit](folder, random.Random(3))
    assert twins.build().made < whole.made


def test_a_state_that_is_gone_or_harmed_is_made_again(folder: Path, tmp_path: Path) -> None:
    twins = Twins(folder, tmp_path)
    whole = twins.builds()
    (folder / ".glossgen/state.sqlite3").unlink()
    replaced("en/money.md", "for money.", "for coins.")(folder, random.Random())
    twins.build()
    assert twins.disk.made == whole.made
    (folder / ".glossgen/state.sqlite3").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    replaced("en/money.md", "for coins.", "for money.")(folder, random.Random())
    twins.build()
    assert twins.disk.made == whole.made


def test_a_site_that_was_touched_is_made_again(folder: Path, tmp_path: Path) -> None:
    twins = Twins(folder, tmp_path)
    whole = twins.builds()
    (tmp_path / "disk" / "en" / "index.html").write_text("not ours")
    twins.build()
    assert 1 <= twins.disk.made < whole.made


@pytest.mark.parametrize("edit", ["a sentence more", "a space at the end", "another ending of lines"])
def test_dates_are_those_of_lines_that_are_committed(plain: Path, tmp_path: Path, edit: str) -> None:
    git(plain, "init", "--quiet")
    git(plain, "add", ".")
    git(plain, "commit", "--quiet", "-m", "All")
    twins = Twins(plain, tmp_path)
    twins.build()
    file = plain / "en/notes/day.md"
    text = file.read_text()
    new = {
        "a sentence more": text.replace("Morning", "No. Morning"),
        "a space at the end": text.replace("shade.\n", "shade. \n"),
        "another ending of lines": text.replace("\n", "\r\n"),
    }
    file.write_bytes(new[edit].encode())
    twins.build()


def test_a_shared_name_shows_the_first_sentence_of_the_term_that_it_leads_to(tmp_path: Path) -> None:
    files = {
        "a.md": "## bank\n\nA place.\n",
        "b.md": "## money | bank\n\nWhat is kept.\n",
        "c.md": "---\ntype: note\n---\n\nA bank.\n",
    }
    folder = placed(tmp_path / "glossary", files)
    twins = Twins(folder, tmp_path)
    twins.build()
    replaced("a.md", "A place.", "A house.")(folder, random.Random())
    twins.build()
    assert b"A house." in tree(tmp_path / "again")["c/index.html"]


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)
