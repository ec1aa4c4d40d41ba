"""What reading takes from the cache, from memory and from workers is what reading all again would give."""

from __future__ import annotations

import shutil
import struct
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossgen.cache import FILE, Cache
from glossgen.config import Config, load_config
from glossgen.model import Glossary
from glossgen.sources import ReadOptions, ReadResult, read_files, read_glossary
from glossgen.sources import keys as keys_module
from test_architecture import FILES, files_imported

ONE = ReadOptions(jobs=1, forking=0, keeping=0)
THREE = ReadOptions(jobs=3, forking=0, keeping=0)


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


def from_scratch(config: Config) -> Glossary:
    """As it is read where there never was a cache."""
    aside = config.root / ".aside"
    if config.cache.is_dir():
        config.cache.rename(aside)
    try:
        return read_files(config, effort=ReadOptions(jobs=1, keeping=10**9)).glossary
    finally:
        if aside.is_dir():
            aside.rename(config.cache)


@settings(max_examples=40)
@given(st.lists(st.lists(EDIT, min_size=1, max_size=4), min_size=2, max_size=5))
def test_nobody_can_tell_what_was_known(rounds: list[list[tuple[str, str, str | bytes]]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        put(folder, "glossgen.yml", SETTINGS[0])
        for each in ("B", "b"):  # a source folder that is not there is another story
            put(folder, f"{each}/z.md", TEXTS[1])
        memory: ReadResult | None = None
        for edits in rounds:
            for edit in edits:
                change(folder, *edit)
            config = load_config(folder)
            wanted = from_scratch(config)
            memory = read_files(config, effort=ONE, before=memory)
            assert memory.glossary == wanted
            assert read_files(config, effort=THREE).glossary == wanted
            assert read_files(config, effort=ONE).glossary == wanted
            assert read_files(config, effort=ONE).parsed in ((), unreadable(wanted))


def unreadable(glossary: Glossary) -> tuple[str, ...]:
    return tuple(p.position.path for p in glossary.problems if p.code == "unreadable")


def test_many_files_in_several_processes(tmp_path: Path) -> None:
    for number in range(40):
        put(tmp_path, f"part-{number % 3}/{number}.md", f"## 語{number} | T{number % 7}\n\n図。![f](x.png)\n")
        put(tmp_path, f"part-{number % 3}/x.png", png(number % 3 + 1))
    config = load_config(tmp_path)
    wanted = from_scratch(config)
    seen: list[tuple[str, int, int]] = []
    reading = read_files(config, lambda *step: seen.append(step), THREE)
    assert reading.glossary == wanted
    assert len(reading.parsed) == 40
    assert seen == [("read", number, 40) for number in range(1, 41)]


# ---------------------------------------------------------------- the count


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    for name in ("a", "b", "c"):
        put(tmp_path, f"{name}.md", f"## 語{name}\n\n説明。![図]({name}.png)\n")
        put(tmp_path, f"{name}.png", png(3))
    assert read_files(load_config(tmp_path), effort=ONE).parsed == ("a.md", "b.md", "c.md")
    assert read_files(load_config(tmp_path), effort=ONE).parsed == ()
    return tmp_path


EDITS: list[tuple[str, Callable[[Path], object], tuple[str, ...]]] = [
    ("a file", lambda f: put(f, "b.md", "## 新\n\n語。\n"), ("b.md",)),
    ("its time only", lambda f: put(f, "b.md", (f / "b.md").read_bytes()), ()),
    ("a new file", lambda f: put(f, "d.md", "## 新\n\n語。\n"), ("d.md",)),
    ("a file less", lambda f: (f / "b.md").unlink(), ()),
    ("a moved file", lambda f: (f / "b.md").rename(f / "e.md"), ("e.md",)),
    ("a picture less", lambda f: (f / "b.png").unlink(), ("b.md",)),
    ("a picture of another size", lambda f: put(f, "c.png", png(4)), ("c.md",)),
    ("another title", lambda f: put(f, "glossgen.yml", "title: T\n"), ()),
    ("other names", lambda f: put(f, "glossgen.yml", "front_matter: {id: name}\n"), ("a.md", "b.md", "c.md")),
    (
        "another language",
        lambda f: put(f, "d.md", "## Word\n\n" + "many words " * 99),
        ("a.md", "b.md", "c.md", "d.md"),
    ),
]


@pytest.mark.parametrize("source", ["cache", "memory"])
@pytest.mark.parametrize(("edit", "parsed"), [edit[1:] for edit in EDITS], ids=[edit[0] for edit in EDITS])
def test_only_what_is_different_is_parsed(
    glossary: Path, edit: Callable[[Path], object], parsed: tuple[str, ...], source: str
) -> None:
    before = read_files(load_config(glossary), effort=ONE)
    edit(glossary)
    again = read_files(load_config(glossary), effort=ONE, before=before if source == "memory" else None)
    assert again.parsed == parsed


def test_what_is_in_memory_is_not_made_again(glossary: Path) -> None:
    before = read_files(load_config(glossary), effort=ONE)
    put(glossary, "b.md", "## 新\n\n語。\n")
    again = read_files(load_config(glossary), effort=ONE, before=before)
    same = [old is new for old, new in zip(before.glossary.sources, again.glossary.sources, strict=True)]
    assert same == [True, False, True]


def test_other_programs_read_again(glossary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.version", "4.0")
    assert read_files(load_config(glossary), effort=ONE).parsed == ("a.md", "b.md", "c.md")


def test_a_harmed_result_is_made_again(glossary: Path) -> None:
    config = load_config(glossary)
    wanted = from_scratch(config)
    cache = Cache(config.cache, "read")
    cache.write([(key, b"\x93\x01\x02\x03") for key in cache.read()], ())
    reading = read_files(config, effort=ONE)
    assert (reading.glossary, len(reading.parsed)) == (wanted, 3)


def test_little_is_read_without_leaving_anything_behind(tmp_path: Path) -> None:
    put(tmp_path, "a.md", "## 語\n\n説明。\n")
    read_glossary(load_config(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    put(tmp_path, "a.md", "## 語\n\n" + "説明。" * 5000)
    read_glossary(load_config(tmp_path))
    assert (tmp_path / ".glossgen" / FILE).is_file()
    shutil.rmtree(tmp_path / ".glossgen")


def test_the_key_covers_every_module_that_reads() -> None:
    """All that `sources/file_reader.py` imports is part of the program whose change empties the cache."""
    seen: set[str] = set()
    ahead = ["sources/file_reader.py", "sources/parsed.py"]
    while ahead:
        name = ahead.pop()
        if name not in seen:
            seen.add(name)
            ahead += files_imported(name)
    assert seen <= set(FILES)
    covered = {name for name in seen if name.split("/")[0] in keys_module.PROGRAM}
    assert sorted(seen - covered) == []
