"""A build after an edit: the same site and report as a build from nothing makes, with less work."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from glossgen.build import BuildOptions
from glossgen.build.engine import open_database, update_database
from glossgen.config import load_config
from law_folders import LIGHT_IN_JAPANESE
from long import examples
from twins import Edit, Standing, Twins, files, placed, replaced, written

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


@pytest.mark.parametrize("name", EDITS)
def test_one_edit(standing: Standing, name: str) -> None:
    twins = standing(FILES)
    EDITS[name](twins.root, random.Random(1))
    report = twins.build()
    # Of texts and labels, not all is made again.
    assert report.made < twins.whole.made or name not in TEXTS.keys() | LABELS.keys()


@pytest.mark.parametrize("name", [*TEXTS, *LABELS])
def test_one_edit_of_a_plain_glossary(standing: Standing, name: str) -> None:
    twins = standing(PLAIN)
    EDITS[name](twins.root, random.Random(1))
    twins.build()


@pytest.mark.parametrize("seed", range(examples(2, 20)))
def test_many_edits_one_after_the_other(tmp_path: Path, seed: int) -> None:
    folder = placed(tmp_path / "glossary", FILES if seed % 2 else PLAIN)
    chance = random.Random(seed)
    twins = Twins(folder, tmp_path)
    for _ in range(6):
        edits = chance.choice([TEXTS, TEXTS, LABELS, OTHERS])
        for _ in range(chance.choice([1, 1, 2])):
            edits[chance.choice(sorted(edits))](folder, chance)
        twins.build()


def test_an_edit_makes_what_shows_it_and_no_more(folder: Path, tmp_path: Path) -> None:
    twins = Twins(folder, tmp_path)
    whole = twins.whole
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
    update_database(db, BuildOptions())
    db.commit()
    whole = dict(db.made)
    EDITS[edit](plain, random.Random(3))
    update_database(db, BuildOptions())
    made = {name: count - whole.get(name, 0) for name, count in db.made.items()}
    assert made["draft"] == 1
    assert made["linked"] == linked


def test_a_state_that_is_gone_or_harmed_is_made_again(folder: Path, tmp_path: Path) -> None:
    twins = Twins(folder, tmp_path)
    whole = twins.whole
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
    whole = twins.whole
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


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)
