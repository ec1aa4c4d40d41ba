"""What reading takes from the store, from memory and from workers is what reading all again would give."""

from __future__ import annotations

import os
import struct
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossgen.build import load_graph
from glossgen.build.load import glossary_of
from glossgen.config import Config, load_config
from glossgen.model import Glossary
from glossgen.query import REGISTRY, Database, Store
from glossgen.query.pool import Pool
from glossgen.query.store import FILE
from glossgen.sources.file_queries import source_paths
from glossgen.sources.queries import draft
from long import examples
from made import open_memory, read_glossary


def opened(config: Config) -> Database:
    """The database of a glossary, as the last reading left it."""
    return Database(REGISTRY, config, Store(config.cache / FILE, "tests"))


def read(db: Database, config: Config) -> tuple[Glossary, int]:
    """The glossary, and how many files were parsed for it."""
    db.environment = config
    before = db.made.get("draft", 0)
    db.refresh()
    glossary = glossary_of(db)
    db.commit()
    return glossary, db.made.get("draft", 0) - before


def png(width: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, 7) + b"\x08\2\0\0\0"


def put(folder: Path, name: str, content: str | bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


# ------------------------------------------------------------------ the law

NAMES = ["a.md", "b.md", "B/c.md", "b/c.md", "ja/d.md", "index.md"]
PICTURES = ["x.png", "B/x.png", "b/x.png", "b/x-2.png", "B/x-2.png"]
TEXTS = [
    "## 学習率 | Rate\n\n更新の大きさ。![図](x.png) と [表](x.png)\n",
    "## Rate\n\nHow far, as in ![a](/B/x.png) and ![b](/b/x.png) and [[学習率]]: $a\\\\b$\n",
    "# All of it\n\nEnglish words only, and [a file](/b/x-2.png), [gone](/none.pdf).\n",
    "## Loss\n<!-- {reading: 5, tag: x} -->\n\n[text <a href='x.png'>inner</a>](x-2.png) | <b>bold</b>\n",
    "---\ndraft: true\n---\n\n## Draft\n\nNot shown: ![a](x.png)\n",
    "---\nlang: en\ntitle: Own\nname: Named\nread: よみ\n---\n\nText of an article with 漢字.\n",
    "---\nopen\n\n## Broken\n\nfront matter\n",
    "\ufeff### Deep\n\nThree levels.\n",
    b"## \xff no UTF-8",
]
SETTINGS = [
    "title: G\n",
    "title: Other\n",
    "languages: [ja]\n",
    "languages: [en, ja]\n",
    "front_matter: {title: name, reading: [read]}\n",
    "sources: [{path: ., level: 3}]\n",
    "sources: [{path: B, language: en}, {path: b, form: note}]\n",
]
NAME, PICTURE = st.sampled_from(NAMES), st.sampled_from(PICTURES)
EDIT = st.one_of(
    st.tuples(st.just("text"), NAME, st.sampled_from(TEXTS)),
    st.tuples(st.just("text"), NAME, st.sampled_from(TEXTS)),
    st.tuples(st.just("text"), PICTURE, st.sampled_from([png(3), png(40), b"no picture"])),
    st.tuples(st.just("text"), st.just("glossgen.yml"), st.sampled_from(SETTINGS)),
    st.tuples(st.just("move"), NAME, NAME),
    st.tuples(st.just("move"), PICTURE, PICTURE),
    st.tuples(st.just("remove"), NAME | PICTURE, st.just("")),
)


def change(folder: Path, what: str, name: str, value: str | bytes) -> None:
    path = folder / name
    if what == "text":
        put(folder, name, value)
    elif not path.is_file():
        return
    elif what == "remove":
        path.unlink()
    else:
        (folder / str(value)).parent.mkdir(exist_ok=True)
        path.replace(folder / str(value))


@settings(max_examples=examples(15, 100))
@given(st.lists(st.lists(EDIT, min_size=1, max_size=4), min_size=2, max_size=5))
def test_nobody_can_tell_what_was_known(rounds: list[list[tuple[str, str, str | bytes]]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        put(folder, "glossgen.yml", SETTINGS[0])
        for each in ("B", "b"):  # a source folder that is not there is another story
            put(folder, f"{each}/z.md", TEXTS[1])
        memory = open_memory(load_config(folder))
        for edits in rounds:
            for edit in edits:
                change(folder, *edit)
            config = load_config(folder)
            wanted = read_glossary(config)
            assert read(memory, config)[0] == wanted
            for parsed in (None, 0):
                db = opened(config)
                glossary, count = read(db, config)
                db.store.close()
                assert glossary == wanted
                assert parsed is None or count == parsed


def test_many_files_in_several_processes(tmp_path: Path) -> None:
    for number in range(80):
        put(tmp_path, f"part-{number % 3}/{number}.md", f"## 語{number} | T{number % 7}\n\n図。![f](x.png)\n")
        put(tmp_path, f"part-{number % 3}/x.png", png(number % 3 + 1))
    config = load_config(tmp_path)
    db = open_memory(config)
    db.pool = Pool(3, None, lambda: hasattr(os, "fork"))
    db.ensure(draft, db.peek(source_paths, ""))
    assert db.made["draft"] == 80
    assert glossary_of(db) == read_glossary(config)
    assert db.made["draft"] == 80


# ---------------------------------------------------------------- the count


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    for name in ("a", "b", "c"):
        put(tmp_path, f"{name}.md", f"## 語{name}\n\n説明。![図]({name}.png)\n")
        put(tmp_path, f"{name}.png", png(3))
    config = load_config(tmp_path)
    assert [read(opened(config), config)[1] for _ in range(2)] == [3, 0]
    return tmp_path


EDITS: list[tuple[str, Callable[[Path], object], int]] = [
    ("a file", lambda f: put(f, "b.md", "## 新\n\n語。\n"), 1),
    ("its time only", lambda f: put(f, "b.md", (f / "b.md").read_bytes()), 0),
    ("a new file", lambda f: put(f, "d.md", "## 新\n\n語。\n"), 1),
    ("a file less", lambda f: (f / "b.md").unlink(), 1),  # read as nothing
    ("a moved file", lambda f: (f / "b.md").rename(f / "e.md"), 2),
    ("a picture less", lambda f: (f / "b.png").unlink(), 1),
    ("a picture of another size", lambda f: put(f, "c.png", png(4)), 1),
    ("another title", lambda f: put(f, "glossgen.yml", "title: T\n"), 0),
    ("another level", lambda f: put(f, "glossgen.yml", "sources: [{path: ., level: 3}]\n"), 3),
    ("other names for what no file says", lambda f: put(f, "glossgen.yml", "front_matter: {id: name}\n"), 0),
    (
        "another language",
        lambda f: put(f, "d.md", "## Word\n\n" + "many words " * 99),
        4,
    ),
]


@pytest.mark.parametrize("source", ["store", "memory"])
@pytest.mark.parametrize(("edit", "parsed"), [edit[1:] for edit in EDITS], ids=[edit[0] for edit in EDITS])
def test_only_what_is_different_is_parsed(
    glossary: Path, edit: Callable[[Path], object], parsed: int, source: str
) -> None:
    db = opened(load_config(glossary))
    read(db, load_config(glossary))
    edit(glossary)
    config = load_config(glossary)
    assert read(db if source == "memory" else opened(config), config) == (read_glossary(config), parsed)


def test_what_is_in_memory_is_not_made_again(glossary: Path) -> None:
    config = load_config(glossary)
    db = opened(config)
    read(db, config)
    before = [db.peek(draft, path) for path in db.peek(source_paths, "")]
    put(glossary, "b.md", "## 新\n\n語。\n")
    read(db, config)
    after = [db.peek(draft, path) for path in db.peek(source_paths, "")]
    assert [old is new for old, new in zip(before, after, strict=True)] == [True, False, True]


def test_a_glossary_that_is_asked_for_its_graph_is_read_once(tmp_path: Path) -> None:
    put(tmp_path, "a.md", "## 語\n\n説明。\n")
    config = load_config(tmp_path)
    read_glossary(config)
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    load_graph(config)
    assert (tmp_path / ".glossgen" / FILE).is_file()
