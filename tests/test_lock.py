"""Identity: what was published keeps its id, its address and its anchors, or somebody is told."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from glossgen.build import build
from glossgen.cli import main
from glossgen.config import load_config
from glossgen.graph import TermGraph
from glossgen.model import Problem
from glossgen.problems import CannotStart
from glossgen.sources.lock import Lock, PublishedTerm, lock_text, parse_lock, read_lock
from glossgen.text.anchors import encode_anchor

CONFIG = "languages: [ja]\nsources: [{path: ., language: ja}]\n"
WEIGHT, RATE, REGULAR = "重み | Weight", "学習率 | Learning Rate", "正則化 | Regularization"


def entries(*headings: str) -> str:
    """A file of these entries."""
    return "\n".join(f"## {heading}\n定義。\n" for heading in headings)


BASE = {"a.md": entries(WEIGHT, RATE), "b/c.md": entries(REGULAR)}


def write(folder: Path, files: dict[str, str]) -> None:
    for old in folder.rglob("*.md"):
        old.unlink()
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def publish(folder: Path, files: dict[str, str]) -> None:
    """Write the files and lock them."""
    write(folder, files)
    (folder / "glossgen.yml").write_text(
        "languages: [ja]\nsources: [{path: ., language: ja}]\n", encoding="utf-8"
    )
    assert main(["lock", "-q", str(folder)]) == 0


def ids(folder: Path) -> dict[str, str]:
    """The id of each term by its preferred label."""
    return {term.label: term.id for term in TermGraph.from_folder(folder).glossary.terms}


def problems(folder: Path, code: str) -> list[Problem]:
    return [problem for problem in TermGraph.from_folder(folder).problems if problem.code == code]


CASES = {
    "a label is added": {**BASE, "a.md": entries("重み | Weight | 重み係数", RATE)},
    "a label is added in front": {**BASE, "a.md": entries("結合荷重 | 重み | Weight", RATE)},
    "a label is taken away": {**BASE, "a.md": entries("重み", RATE)},
    "the labels change places": {**BASE, "a.md": entries("Weight | 重み", "Learning Rate | 学習率")},
    "a new name, another label kept": {**BASE, "a.md": entries("ウェイト | Weight", RATE)},
    "the entries change places": {**BASE, "a.md": entries(RATE, WEIGHT)},
    "another entry before": {**BASE, "a.md": entries("層", WEIGHT, RATE)},
    "the file moves": {"z/new.md": BASE["a.md"], "b/c.md": BASE["b/c.md"]},
    "an entry moves": {"a.md": entries(RATE), "b/c.md": entries(REGULAR, WEIGHT)},
    "a homonym comes": {**BASE, "d.md": entries("重み | Mass")},
    "width and case change": {**BASE, "a.md": entries("重み | ＷＥＩＧＨＴ", "学習率 | LEARNING RATE")},
}


@pytest.mark.parametrize("files", CASES.values(), ids=CASES)
def test_ids_stay(files: dict[str, str], tmp_path: Path) -> None:
    publish(tmp_path, BASE)
    write(tmp_path, files)
    graph = TermGraph.from_folder(tmp_path)
    assert not [problem for problem in graph.problems if problem.code in ("vanished", "duplicate-id")]
    by_id = {term.id: {label.text for label in term.labels} for term in graph.glossary.terms}
    assert {"重み", "学習率", "正則化"} <= set(by_id)
    assert {"重み", "Weight"} & by_id["重み"]
    assert "Mass" not in by_id["重み"]
    assert "学習率" in by_id["学習率"]


def test_without_a_lock_ids_follow_the_preferred_label(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": entries("ウェイト | Weight")})
    assert ids(tmp_path) == {"ウェイト": "ウェイト"}
    assert not problems(tmp_path, "lock-missing")


def test_terms_that_exchange_a_label_keep_their_ids_by_what_they_share_most(tmp_path: Path) -> None:
    publish(tmp_path, {"a.md": entries("甲 | A1 | A2 | A3", "乙 | B1 | B2 | B3")})
    write(tmp_path, {"a.md": entries("乙 | A1 | A2 | A3", "甲 | B1 | B2 | B3")})
    assert ids(tmp_path) == {"乙": "甲", "甲": "乙"}


def test_an_explicit_id_says_who_a_term_is(tmp_path: Path) -> None:
    publish(tmp_path, BASE)
    write(tmp_path, {**BASE, "a.md": entries("まったく別の名前 {#重み}", RATE)})
    assert ids(tmp_path)["まったく別の名前"] == "重み"
    assert not problems(tmp_path, "vanished")


def test_old_anchors_stay_on_the_page_and_find_their_term(tmp_path: Path) -> None:
    publish(tmp_path, BASE)
    old = encode_anchor(WEIGHT)
    note = f'---\ntype: note\ntitle: 記\n---\n<a href="a.md#{old}">重み</a>\n'
    write(tmp_path, {**BASE, "a.md": entries("荷重 | Weight", RATE), "n.md": note})
    graph = TermGraph.from_folder(tmp_path)
    term = graph.term("荷重")
    assert term.anchors == (encode_anchor("荷重 | Weight"), old)
    assert [mention.target for linked in graph.linked for mention in linked.mentions] == [term.key]
    output = tmp_path.parent / "site"
    build(load_config(tmp_path, output=output))
    assert f'id="{old}"' in (output / "a" / "index.html").read_text(encoding="utf-8")


def test_an_anchor_that_is_another_heading_now_belongs_to_that(tmp_path: Path) -> None:
    publish(tmp_path, {"a.md": entries("甲 | A", "乙 | B")})
    write(tmp_path, {"a.md": entries("甲 | A | 丙", "乙 | B")})
    assert main(["lock", "-q", str(tmp_path)]) == 0
    write(tmp_path, {"a.md": entries("丙 | 甲甲", "甲 | A", "乙 | B")})
    graph = TermGraph.from_folder(tmp_path)
    anchors = [anchor for term in graph.glossary.terms for anchor in term.anchors]
    assert len(anchors) == len(set(anchors))


# -- addresses ----------------------------------------------------------------


def redirects(folder: Path) -> dict[str, str]:
    """Each redirect page of the built site and the text of its refresh."""
    output = folder.parent / "site"
    build(load_config(folder, output=output))
    found = {}
    for file in sorted(output.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in text:
            found[file.parent.relative_to(output).as_posix()] = unquote(
                text.split("url=", 1)[1].split('"', 1)[0]
            )
    return found


def test_a_new_explicit_id_leaves_a_redirect(tmp_path: Path) -> None:
    folder = tmp_path / "glossary"
    folder.mkdir()
    publish(folder, BASE)
    assert redirects(folder) == {}
    write(folder, {**BASE, "a.md": entries("重み | Weight {#weight}", RATE)})
    assert redirects(folder) == {"terms/重み": "../weight/"}
    assert main(["lock", "-q", str(folder)]) == 0
    lock = read_lock(folder)
    assert lock
    (entry,) = [entry for entry in lock.entries if entry.id == "weight"]
    assert entry.addresses == ("terms/重み/", "terms/weight/")
    assert redirects(folder) == {"terms/重み": "../weight/"}


def test_a_moved_file_leaves_a_redirect_for_its_page(tmp_path: Path) -> None:
    folder = tmp_path / "glossary"
    folder.mkdir()
    publish(folder, BASE)
    write(folder, {"z/new.md": BASE["a.md"], "b/c.md": BASE["b/c.md"]})
    assert redirects(folder) == {"a": "../z/new/"}


def test_an_entry_that_moves_leaves_its_anchors_behind(tmp_path: Path) -> None:
    folder = tmp_path / "glossary"
    folder.mkdir()
    publish(folder, BASE)
    write(folder, CASES["an entry moves"])
    assert redirects(folder) == {}
    page = (tmp_path / "site" / "a" / "index.html").read_text(encoding="utf-8")
    assert f'id="{encode_anchor(WEIGHT)}"' in page
    assert "この項目は移動しました" in page


def test_a_new_term_does_not_take_an_old_address(tmp_path: Path) -> None:
    folder = tmp_path / "glossary"
    folder.mkdir()
    publish(folder, BASE)
    publish(folder, {**BASE, "a.md": entries("重み | Weight {#weight}", RATE)})
    write(folder, {**BASE, "a.md": entries("ウェイト | Weight {#weight}", RATE), "d.md": entries("重み")})
    assert ids(folder)["重み"] == "重み-2"
    assert redirects(folder) == {"terms/重み": "../weight/"}


def test_an_explicit_id_that_takes_an_old_address_is_an_error(tmp_path: Path) -> None:
    publish(tmp_path, BASE)
    publish(tmp_path, {**BASE, "a.md": entries("重み | Weight {#weight}", RATE)})
    write(
        tmp_path, {**BASE, "a.md": entries("重み | Weight {#weight}", RATE), "d.md": entries("荷重 {#重み}")}
    )
    (problem,) = problems(tmp_path, "vanished")
    assert "takes the published address of “重み” (weight)" in problem.message


# -- what vanishes ------------------------------------------------------------


def test_a_term_that_vanishes_is_an_error_until_it_is_retired(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(tmp_path, BASE)
    write(tmp_path, {**BASE, "a.md": entries(RATE, "新語")})
    assert main(["check", "-q", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "error[vanished]: the term “重み” was published at terms/重み/" in said
    assert "if “新語” (line 4) is its new name, write “id: 重み” below that heading" in said
    assert "glossgen lock --retire ja/重み" in said
    assert main(["lock", "-q", str(tmp_path)]) == 1
    assert main(["check", "-q", str(tmp_path)]) == 1
    assert main(["lock", "-q", str(tmp_path), "--retire", "重み"]) == 0
    assert main(["check", "-q", str(tmp_path)]) == 0
    assert [entry.id for entry in (read_lock(tmp_path) or Lock()).retired] == ["重み"]


def test_a_new_term_is_not_taken_for_one_that_has_gone(tmp_path: Path) -> None:
    """Only the writer can say so: an old address that shows something else would be a wrong answer."""
    publish(tmp_path, {"a.md": entries(WEIGHT)})
    write(tmp_path, {"a.md": entries("層 | Layer")})
    assert ids(tmp_path) == {"層": "層"}
    assert len(problems(tmp_path, "vanished")) == 1


def test_a_term_that_is_merged_into_another_lives_on_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "glossary"
    folder.mkdir()
    publish(folder, BASE)
    write(folder, {**BASE, "a.md": entries("学習率 | Learning Rate | 重み")})
    assert not problems(folder, "vanished")
    assert redirects(folder) == {"terms/重み": "../学習率/"}
    assert main(["lock", "-q", str(folder)]) == 0
    assert redirects(folder) == {"terms/重み": "../学習率/"}


def test_a_homonym_does_not_swallow_the_one_that_has_gone(tmp_path: Path) -> None:
    publish(
        tmp_path, {"a.md": entries("正規化 | Normalization"), "b.md": entries("正規化 | Canonicalization")}
    )
    write(tmp_path, {"a.md": entries("正規化 | Normalization")})
    assert len(problems(tmp_path, "vanished")) == 1


def test_new_terms_are_pointed_out(tmp_path: Path) -> None:
    publish(tmp_path, BASE)
    write(tmp_path, {**BASE, "d.md": entries("層")})
    (problem,) = problems(tmp_path, "lock-missing")
    assert problem.position.path == "d.md"
    assert main(["check", "-q", str(tmp_path)]) == 0


# -- the command --------------------------------------------------------------


def test_check_says_when_the_lock_is_stale(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, BASE)
    assert main(["lock", "-q", "--check", str(tmp_path)]) == 1
    assert not (tmp_path / "glossgen.lock").exists()
    publish(tmp_path, BASE)
    assert main(["lock", "-q", "--check", str(tmp_path)]) == 0
    write(tmp_path, CASES["a label is added"])
    capsys.readouterr()
    assert main(["lock", "-q", "--check", str(tmp_path)]) == 1
    assert "error[lock-stale]" in capsys.readouterr().err


def test_an_unknown_id_cannot_be_retired(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish(tmp_path, BASE)
    before = (tmp_path / "glossgen.lock").read_bytes()
    assert main(["lock", "-q", str(tmp_path), "--retire", "重さ"]) == 2
    assert "has no term “重さ”" in capsys.readouterr().err
    assert (tmp_path / "glossgen.lock").read_bytes() == before


GONE = {**BASE, "a.md": entries(RATE, "新語")}
FAILING: dict[str, tuple[dict[str, str], list[str]]] = {
    "a term has vanished": (GONE, []),
    "another one is retired": ({"a.md": entries(RATE)}, ["--retire", "重み"]),
    "an id stands twice": ({**BASE, "d.md": entries("甲 {#x}", "乙 {#x}")}, []),
    "an id stands twice, and a term is retired": (
        {**GONE, "d.md": entries("甲 {#x}", "乙 {#x}")},
        ["--retire", "重み"],
    ),
}


@pytest.mark.parametrize(("files", "options"), FAILING.values(), ids=FAILING)
def test_nothing_is_written_when_something_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str], options: list[str]
) -> None:
    publish(tmp_path, BASE)
    before = {path: path.read_bytes() for path in tmp_path.rglob("glossgen*")}
    write(tmp_path, files)
    capsys.readouterr()
    assert main(["lock", str(tmp_path), *options]) == 1
    assert {path: path.read_bytes() for path in tmp_path.rglob("glossgen*")} == before
    said = capsys.readouterr()
    assert said.out == ""
    assert "Nothing written: " in said.err


def test_nothing_is_begun_when_something_is_wrong(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": entries("甲 {#x}", "乙 {#x}")})
    assert main(["lock", "-q", str(tmp_path)]) == 1
    assert not (tmp_path / "glossgen.lock").exists()


def test_what_is_retired_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish(tmp_path, BASE)
    write(tmp_path, {"a.md": entries(RATE)})
    capsys.readouterr()
    names = ["重み", "ja/正則化", "学習率"]
    assert main(["lock", str(tmp_path), *(part for name in names for part in ("--retire", name))]) == 0
    assert capsys.readouterr().out.splitlines()[:3] == [
        "Retired ja/学習率 “学習率”, and locked it anew: it is an entry still, without its former addresses",
        "Retired ja/正則化 “正則化”; nothing leads on from terms/正則化/ now",
        "Retired ja/重み “重み”; nothing leads on from terms/重み/ now",
    ]
    lock = read_lock(tmp_path) or Lock()
    assert [entry.id for entry in lock.entries] == ["学習率"]
    assert [entry.id for entry in lock.retired] == ["正則化", "重み"]


def test_locking_twice_is_locking_once(tmp_path: Path) -> None:
    publish(tmp_path, BASE)
    write(tmp_path, CASES["a new name, another label kept"])
    assert main(["lock", "-q", str(tmp_path)]) == 0
    once = (tmp_path / "glossgen.lock").read_bytes()
    assert main(["lock", "-q", str(tmp_path)]) == 0
    assert (tmp_path / "glossgen.lock").read_bytes() == once


# -- the file -----------------------------------------------------------------

text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
published = st.builds(
    PublishedTerm,
    st.sampled_from(["ja", "en"]),
    text,
    st.lists(text, min_size=1, max_size=3).map(tuple),
    text,
    st.lists(text, max_size=2, unique=True).map(tuple),
    st.lists(text, max_size=2, unique=True).map(tuple),
    st.lists(text, max_size=2, unique=True).map(tuple),
)


def unlined(lock: Lock) -> list[tuple[object, ...]]:
    return [
        (e.key, e.labels, e.file, e.addresses, e.pages, e.anchors) for e in (*lock.entries, *lock.retired)
    ]


@given(st.lists(published, max_size=4, unique_by=lambda entry: entry.key))
def test_what_is_written_is_read_again_and_is_yaml(found: list[PublishedTerm]) -> None:
    lock = Lock(tuple(sorted(found, key=lambda entry: entry.key)))
    written = lock_text(lock)
    assert unlined(parse_lock(written)) == unlined(lock)
    assert len(written.splitlines()) >= len(found)
    loaded = yaml.safe_load(written)
    assert [item["labels"] for item in loaded["terms"]] == [list(entry.labels) for entry in lock.entries]
    assert lock_text(Lock(lock.entries[::-1])) == written


def test_two_lines_for_one_term_count_together() -> None:
    lines = [
        '- {"id": "ja/x", "labels": ["甲"], "file": "a.md", "addresses": ["terms/x/"], "anchors": ["A"]}',
        '- {"id": "ja/x", "labels": ["乙"], "file": "b", "addresses": ["terms/y/"], "anchors": ["A", "B"]}',
    ]
    (entry,) = parse_lock("\n".join(["version: 1", "terms:", *lines, ""])).entries
    assert entry.labels == ("乙",)
    assert entry.addresses == ("terms/x/", "terms/y/")
    assert entry.anchors == ("A", "B")


BROKEN = {
    "conflict marks": "version: 1\nterms:\n<<<<<<< HEAD\n",
    "another version": "version: 2\nterms: []\n",
    "no JSON": "version: 1\nterms:\n- {id: ja/x}\n",
    "no id": 'version: 1\nterms:\n- {"labels": []}\n',
    "a text for a list": 'version: 1\nterms:\n- {"id": "ja/x", "labels": "甲"}\n',
    "no list": '- {"id": "ja/x", "labels": []}\n',
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_lock_stops_everything(content: str, tmp_path: Path) -> None:
    """With half of a lock, ids would change: better to build nothing."""
    write(tmp_path, BASE)
    (tmp_path / "glossgen.lock").write_text(content, encoding="utf-8")
    with pytest.raises(CannotStart) as stop:
        TermGraph.from_folder(tmp_path)
    assert stop.value.problems[0].code == "lock-file"
    assert main(["build", "-q", str(tmp_path), "-o", str(tmp_path / "out")]) == 2
