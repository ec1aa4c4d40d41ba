from __future__ import annotations

import os
import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossgen.cli import main
from glossgen.config import load_config
from glossgen.model import Position
from glossgen.problems import CannotStart
from glossgen.sources.add_entry import add_entry
from glossgen.text.anchors import encode_anchor
from long import examples
from made import read_glossary

OLD = "## 重み | Weight\n\nモデルの値。\n"
ENTRY = "## 学習率 | Learning Rate\n<!-- reading: がくしゅうりつ -->\n\n（定義を書く）\n"
BOM = b"\xef\xbb\xbf"


def add(folder: Path, *labels: str, file: str = "a.md", reading: str = "") -> Position:
    config = load_config(folder)
    return add_entry(read_glossary(config), config, file, labels or ("学習率", "Learning Rate"), reading)


def refused(folder: Path, *labels: str) -> list[str]:
    """The codes of the problems, when the entry is not added."""
    try:
        add(folder, *labels)
    except CannotStart as stop:
        return [problem.code for problem in stop.problems]
    return []


FILES = [
    ("as usual", OLD.encode(), ("\n" + ENTRY).encode()),
    ("no final newline", OLD.rstrip().encode(), ("\n\n" + ENTRY).encode()),
    ("a blank line at the end", (OLD + "\n").encode(), ENTRY.encode()),
    ("many of them", (OLD + "\n\n\n").encode(), ENTRY.encode()),
    ("Windows", OLD.replace("\n", "\r\n").encode(), ("\n" + ENTRY).replace("\n", "\r\n").encode()),
    (
        "mark and Windows",
        BOM + OLD.replace("\n", "\r\n").encode(),
        ("\n" + ENTRY).replace("\n", "\r\n").encode(),
    ),
    ("mark alone", BOM, ENTRY.encode()),
    ("empty", b"", ENTRY.encode()),
    ("spaces at the ends", b"## x  \n\ny  \t\n  ", ("\n\n" + ENTRY).encode()),
    ("front matter", b"---\ntitle: x\n---\n", ("\n" + ENTRY).encode()),
]


@pytest.mark.parametrize(("name", "old", "addition"), FILES, ids=[each[0] for each in FILES])
def test_what_was_there_stays_byte_for_byte(tmp_path: Path, name: str, old: bytes, addition: bytes) -> None:
    (tmp_path / "a.md").write_bytes(old)
    position = add(tmp_path, reading="がくしゅうりつ")
    new = (tmp_path / "a.md").read_bytes()
    assert new == old + addition
    assert new.decode("utf-8-sig").splitlines()[position.line - 1] == "## 学習率 | Learning Rate"
    term = read_glossary(load_config(tmp_path)).terms[-1]
    assert [label.text for label in term.labels] == ["学習率", "Learning Rate"]
    assert (term.reading, term.position) == ("がくしゅうりつ", position)


def test_the_linked_form_gets_its_anchor(tmp_path: Path) -> None:
    heading = "重み | Weight"
    (tmp_path / "a.md").write_text(
        f'## {heading}<a id="{encode_anchor(heading)}"></a>\n\n値。\n', encoding="utf-8"
    )
    add(tmp_path)
    lines = (tmp_path / "a.md").read_text(encoding="utf-8").splitlines()
    assert lines[4] == f'## 学習率 | Learning Rate<a id="{encode_anchor("学習率 | Learning Rate")}"></a>'


def test_a_file_and_its_folder_are_made(tmp_path: Path) -> None:
    position = add(tmp_path, "Weight", file="ai/new.md")
    assert position == Position("ai/new.md", 1)
    assert (tmp_path / "ai" / "new.md").read_text() == "## Weight\n\n(Write the definition here.)\n"


def test_where_the_file_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "root"
    (root / "content" / "ai").mkdir(parents=True)
    (root / "other").mkdir()
    (root / "glossgen.yml").write_text("sources: [{path: content, level: 3}, other]\nexclude: [README.md]\n")
    (root / "other" / "x.md").write_text("")
    monkeypatch.chdir(tmp_path)
    assert add(root, "a", file="content/a.md").path == "content/a.md"
    assert (root / "content" / "a.md").read_text().startswith("### a\n")
    assert add(root, "b", file="ai/b.md").path == "content/ai/b.md"
    assert add(root, "c", file="x.md").path == "other/x.md"
    assert add(root, "d", file="root/other/x.md").path == "other/x.md"
    for wrong in ("../outside.md", "content/README.md", "content/.hidden.md", "content/a.txt", "content/ai"):
        with pytest.raises(CannotStart) as caught:
            add(root, "e", file=wrong)
        assert caught.value.problems[0].code == "new-file"
    assert not (tmp_path / "outside.md").exists()


@pytest.mark.parametrize("label", ["重み", "Weight", "weight", "Ｗｅｉｇｈｔ"])
def test_a_known_label_is_refused(tmp_path: Path, label: str) -> None:
    (tmp_path / "a.md").write_text("x\n\n" + OLD, encoding="utf-8")
    with pytest.raises(CannotStart) as caught:
        add(tmp_path, "新しい", label, file="b.md")
    (problem,) = caught.value.problems
    assert (problem.code, problem.position) == ("new-label", Position("a.md", 3))
    assert not (tmp_path / "b.md").exists()


@pytest.mark.parametrize("label", ["a|b", "a\nb", "a\rb", "a\u2028b", "", " ", "a\x00"])
def test_no_label(tmp_path: Path, label: str) -> None:
    (tmp_path / "a.md").write_text(OLD, encoding="utf-8")
    with pytest.raises(CannotStart) as caught:
        add(tmp_path, "good", label)
    assert caught.value.problems[0].code == "new-label"
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == OLD


@pytest.mark.parametrize("reading", ["a\nb", "a --> b", "a -- b"])
def test_no_reading(tmp_path: Path, reading: str) -> None:
    with pytest.raises(CannotStart):
        add(tmp_path, reading=reading)


@pytest.mark.parametrize("end", ["```\ncode\n", "~~~", "<!-- open\n", "<pre>\n"])
def test_nothing_is_added_to_an_open_block(tmp_path: Path, end: str) -> None:
    text = OLD + "\n" + end
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert refused(tmp_path, "学習率") == ["new-file"]
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "end", ["$$\nx\n", "<div>\n", "> quote", "- item\n  - item", "| a |\n|---|", "[^1]: x", "x\n="]
)
def test_an_entry_may_follow(tmp_path: Path, end: str) -> None:
    (tmp_path / "a.md").write_text(OLD + "\n" + end, encoding="utf-8")
    assert refused(tmp_path, "学習率") == []
    assert read_glossary(load_config(tmp_path)).terms[-1].label == "学習率"


def test_files_without_entries_are_refused(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text("---\ntype: note\ntitle: x\n---\ntext\n")
    (tmp_path / "article.md").write_text("---\ntitle: x\nterm: y\n---\ntext\n")
    for name in ("note.md", "article.md", "index.md"):
        with pytest.raises(CannotStart, match="holds no entries"):
            add(tmp_path, file=name)


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("x\n重み".encode("cp932"))
    with pytest.raises(CannotStart, match="not UTF-8"):
        add(tmp_path)


def test_the_names_of_the_configuration_are_used(tmp_path: Path) -> None:
    (tmp_path / "glossgen.yml").write_text("front_matter: {reading: yomi}")
    add(tmp_path, reading="よみ: #1")
    assert "<!-- yomi: 'よみ: #1' -->" in (tmp_path / "a.md").read_text(encoding="utf-8")


def test_a_link_stays_a_link_and_rights_stay(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text(OLD, encoding="utf-8")
    (tmp_path / "real.md").chmod(0o640)
    rights = (tmp_path / "real.md").stat().st_mode
    (tmp_path / "a.md").symlink_to("real.md")
    add(tmp_path, "新しい")
    assert (tmp_path / "a.md").is_symlink()
    assert "新しい" in (tmp_path / "real.md").read_text(encoding="utf-8")
    assert (tmp_path / "real.md").stat().st_mode == rights


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text(OLD, encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(CannotStart, match="No space left"):
        add(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == OLD


LABELS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=12)


@settings(deadline=None, max_examples=examples(50, 500))
@given(LABELS | st.text(alphabet="aB *_`[]<>#&;\\$!{}~重-=:.1)", min_size=1, max_size=10))
def test_a_label_is_read_back_as_given_or_refused(label: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        codes = refused(Path(folder), label)
        assert set(codes) <= {"new-label"}
        assert (Path(folder) / "a.md").exists() == (not codes)
        if not codes:
            (term,) = read_glossary(load_config(Path(folder))).terms
            assert [each.text for each in term.labels] == [unicodedata.normalize("NFC", label).strip()]


def test_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command = ["new", "学習率", "--en", "Learning Rate", "--file", "a.md", "--reading", "がくしゅうりつ"]
    assert main(command) == 0
    assert capsys.readouterr().out == "a.md:1: added “学習率”\n"
    assert Path("a.md").read_text(encoding="utf-8") == ENTRY
    assert main(command) == 1
    error = capsys.readouterr().err
    assert error.startswith(
        "a.md:1: error[new-label]: “Learning Rate” is a label already, of the entry “学習率 |"
    )
    assert main(["new", "x", "--file", "a.txt"]) == 2
    assert Path("a.md").read_text(encoding="utf-8") == ENTRY
