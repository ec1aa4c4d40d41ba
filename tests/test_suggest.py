"""What `glossgen suggest` finds, and what it leaves alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from glossgen.cli import main
from glossgen.config import load_config
from glossgen.graph.suggest import Kind, Suggestion, suggest
from glossgen.graph.suggest.words import abbreviates, is_acronym
from made import graph_of

ROOT = Path(__file__).parent.parent


def suggestions(folder: Path, *texts: str) -> tuple[Suggestion, ...]:
    """What is suggested for a glossary of two terms and these notes."""
    (folder / "glossgen.yml").write_text("sources: [{path: ., language: ja}]", encoding="utf-8")
    terms = "## 機械学習 | Machine Learning\n学ぶ。\n\n## 学習率減衰\n下げる。\n"
    (folder / "terms.md").write_text(terms, encoding="utf-8")
    for number, text in enumerate(texts):
        note = f"---\ntype: note\ntitle: 記{number}\n---\n{text}\n"
        (folder / f"n{number}.md").write_text(note, encoding="utf-8")
    return suggest(graph_of(load_config(folder)))


WANTED = """\
katakana            . バックプロパゲーションを使う                 . バックプロパゲーション
katakana and kanji  . 勾配クリッピングを使う                       . 勾配クリッピング
kanji               . 潜在空間で補間する                           . 潜在空間
a suffix left out   . 各潜在空間内で補間する                       . 潜在空間
English             . ここでStable Diffusionを使う                 . Stable Diffusion
one English word    . これはPyTorchで書く                          . PyTorch
acronym             . これはGRUである                              . GRU
hyphens             . これはMini-Batchで学ぶ                       . Mini-Batch
with an article     . The Stable Diffusion works                   . Stable Diffusion
beside a label      . 機械学習フェデレーションを使う               . 機械学習フェデレーション
"""

LEFT = """\
a label             . 機械学習とMachine Learningを使う
part of a label     . 学習率を下げる
everyday words      . データを処理する方法と結果
a label and a word  . 機械学習手法と機械学習モデル
code                . `バックプロパゲーション`
a formula           . $Stable Diffusion$
a link              . [バックプロパゲーション](https://example.org)
an address          . https://example.org/GRU と GRU.py
two kanji           . 尤度と罰則
a verb              . 区切るための枠組みに役立つ
an adjective        . 代表的で典型的な緩和可能
a turn              . 一度学習して下記式を見る
start of a sentence . However it works. Moreover it helps.
a refused word      . [[!バックプロパゲーション]]
"""


def cases(table: str) -> list[list[str]]:
    return [[part.strip() for part in line.split(" . ")] for line in table.strip().split("\n")]


@pytest.mark.parametrize(("title", "text", "label"), cases(WANTED))
def test_a_name_that_two_texts_use_is_wanted(title: str, text: str, label: str, tmp_path: Path) -> None:
    (found,) = suggestions(tmp_path, text, text)
    assert (found.kind, found.label, found.places, found.count) == (Kind.TERM, label, 2, 2)
    assert [(at.path, at.line) for at in found.at] == [("n0.md", 5), ("n1.md", 5)]


@pytest.mark.parametrize(("title", "text", "label"), cases(WANTED))
def test_a_name_that_one_text_uses_is_not(title: str, text: str, label: str, tmp_path: Path) -> None:
    assert suggestions(tmp_path, text) == ()


@pytest.mark.parametrize(("title", "text"), cases(LEFT))
def test_this_is_left_alone(title: str, text: str, tmp_path: Path) -> None:
    assert suggestions(tmp_path, text, text, text) == ()


EXPLAINED = """\
acronym and expansion     . RAG (Retrieval-Augmented Generation)を使う  . RAG . Retrieval-Augmented Generation
expansion and acronym     . Retrieval-Augmented Generation (RAG)を使う  . Retrieval-Augmented Generation . RAG
Japanese and acronym      . 検索拡張生成（RAG）を使う                    . 検索拡張生成 . RAG
both in one bracket       . 敵対的生成網（Adversarial Net, AN） . 敵対的生成網 . Adversarial Net,AN
"""


@pytest.mark.parametrize(("title", "text", "label", "others"), cases(EXPLAINED))
def test_a_bracket_gives_the_other_names(
    title: str, text: str, label: str, others: str, tmp_path: Path
) -> None:
    (found,) = suggestions(tmp_path, text)
    assert (found.kind, found.label, found.others) == (Kind.TERM, label, tuple(others.split(",")))


def test_a_bracket_of_examples_gives_no_names(tmp_path: Path) -> None:
    text = "深層学習ライブラリ（TensorFlow、PyTorch）"
    assert all(not found.others for found in suggestions(tmp_path, text, text))


def test_a_name_beside_a_label_is_a_label_that_lacks(tmp_path: Path) -> None:
    (found,) = suggestions(tmp_path, "機械学習（ML）を使う")
    assert (found.kind, found.label, found.term) == (Kind.LABEL, "ML", "機械学習")


def test_what_was_linked_by_hand_stands_elsewhere_too(tmp_path: Path) -> None:
    (found,) = suggestions(tmp_path, "[[機械学習|この手の学び]]は楽しい", "この手の学びは難しい")
    assert (found.kind, found.label, found.term) == (Kind.MENTION, "この手の学び", "機械学習")
    assert [(at.path, at.line) for at in found.at] == [("n1.md", 5)]


def test_the_most_places_come_first(tmp_path: Path) -> None:
    found = suggestions(tmp_path, "GRUと潜在空間", "潜在空間とGRU", "潜在空間")
    assert [each.label for each in found] == ["潜在空間", "GRU"]


@pytest.mark.parametrize(
    ("acronym", "phrase", "answer"),
    [
        ("RAG", "Retrieval-Augmented Generation", True),
        ("SGD", "Stochastic Gradient Descent", True),
        ("ReLU", "Rectified Linear Unit", True),
        ("RAG", "Stable Diffusion", False),
        ("LSTM", "Long Short-Term Memory", True),
    ],
)
def test_acronyms_and_their_expansions(acronym: str, phrase: str, answer: bool) -> None:
    assert is_acronym(acronym)
    assert abbreviates(acronym, phrase) is answer


def test_the_starter_asks_for_what_it_lacks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", str(ROOT / "tests" / "demo"), "--format", "json", "--limit", "5"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert 0 < len(found) <= 15
    assert set(found[0]) == {"kind", "label", "others", "term", "places", "count", "at"}
    assert all(1 <= len(each["at"]) <= 3 for each in found)


def test_a_limit_must_be_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", str(ROOT / "tests" / "demo"), "--limit", "0"]) == 2
    assert "is not a number from 1 on" in capsys.readouterr().err
