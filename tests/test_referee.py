"""The referee of the boundary rules, with an analyser that cuts as the test says, and with SudachiPy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from glossgen.config import Config, Links, SourceFolder
from glossgen.lexicon import build_lexicon
from glossgen.link import Referee, load_analyser, load_referee
from glossgen.link.boundaries import referee
from glossgen.link.boundaries.referee import Word
from glossgen.link.finder import Finder
from glossgen.model import Label, Position, Term, TextRun
from glossgen.problems import CannotStart
from truth_cases import Case, mentions_of

KINDS = {"<": "接頭辞", ">": "接尾辞", "v": "動詞"}


def cuts(*sentences: str) -> Referee:
    """A referee that knows sentences, cut as `東京 都>`. A word may end in the sign of its kind, or in `?`.

    Any other sentence is an error: it should not have been analysed.
    """
    known: dict[str, list[Word]] = {}
    for sentence in sentences:
        text, words = "", []
        for part in sentence.split(" "):
            text += part.rstrip("<>v?")
            words.append(Word(len(text), KINDS.get(part[-1], "名詞"), part[-1] != "?"))
        known[text] = words

    def analyse(text: str) -> Sequence[Word]:
        return known[text]

    return Referee(analyse)


def rules(label: str, text: str, asked: Referee | None) -> list[str]:
    """The rules for every occurrence of a label; the links chosen must be those accepted."""
    term = Term("t", "ja", (Label(label, "ja"),), Position("a.md", 1), ())
    finder = Finder(build_lexicon("ja", [term]), referee=asked)
    found = finder.find(TextRun(text, 1))
    chosen = [(start, end) for _, start, end, _, _ in finder.choose((TextRun(text, 1),))]
    assert chosen == [(each.start, each.end) for each in found if each.accepted]
    return [each.rule for each in found]


CASES = """
a word that no table has . 引退 . 引退鯰鰯鱈 . 引退 鯰鰯鱈 . kanji-inside . label
a cut of unknown words . 引退 . 引退鯰鰯鱈 . 引 退鯰 鰯鱈 . kanji-inside . kanji-inside
katakana . ラベル . トラベル . ト ラベル . katakana-inside . label
a guess decides nothing . ラベル . トラベル . トラベル? . katakana-inside . katakana-inside
one word by the tables . ページ . ホームページ . ホーム ページ . katakana-part . katakana-part
a word in hiragana . てんかん . ぬべてんかん . ぬべ てんかん . hiragana-before . label
a verb in hiragana . いか . ぬべいか . ぬべ いかv . hiragana-before . hiragana-before
a prefix beside it . 鯰鰯 . 鱈鯰鰯 . 鱈< 鯰鰯 . kanji-inside . kanji-inside
a suffix beside it . 鯰鰯 . 鯰鰯鱈 . 鯰鰯 鱈> . kanji-inside . kanji-inside
a suffix of another word . 鯰鰯 . 鮭鱈鮪鯰鰯 . 鮭鱈 鮪> 鯰鰯 . kanji-inside . label
the other edge is refused . てんかん . ぬべてんかんぬ . ぬべ てんかん ぬ . hiragana-before . hiragana-after
an accepted label is cut . 学習 . 機械学習 . 機 械学習 . label . morpheme
a guess cuts nothing . 学習 . 機械学習 . 機械学習? . label . label
a line break within . 学習 . 機械\\n学習 . 機 械学習 . label . morpheme
a space ends the sentence . 学習 . 前 機械学習 後 . 機 械学習 . label . morpheme
only the sentence is asked . 学習 . 前。機械学習だ！後 . 機 械学習 だ . label . morpheme
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines(), ids=lambda case: case.split(" . ")[0].strip())
def test_in_doubt_the_words_decide(case: str) -> None:
    _, label, text, words, alone, asked = (part.strip() for part in case.split(" . "))
    text = text.replace("\\n", "\n")
    assert rules(label, text, None) == [alone]
    assert rules(label, text, cuts(words)) == [asked]


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("学習", "これは学習の例だ。"),
        ("学習", "学習する"),
        ("ラベル", "正解ラベルを学習ラベル、"),
        ("AI", "AI搭載のAIを"),
        ("本", "日本"),
        ("逆", "病院逆"),
        ("データ", "データ・データ データ"),
    ],
)
def test_without_a_doubt_nothing_is_analysed(label: str, text: str) -> None:
    assert rules(label, text, cuts("never asked")) == rules(label, text, None)


@pytest.mark.parametrize(("language", "asks"), [("ja", True), ("zh", False)])
def test_only_japanese_is_analysed(language: str, asks: bool) -> None:
    asked: list[str] = []

    def analyse(text: str) -> Sequence[Word]:
        asked.append(text)
        return [Word(len(text), known=False)]

    mentions_of(Case("", "", "", ("学习",), "深度学习", ((),), language), Referee(analyse))
    assert bool(asked) is asks


def test_asking_for_an_analyser_that_is_missing_cannot_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(referee, "find_spec", lambda name: None)
    assert load_referee() is None
    root = Path("glossary")
    config = Config(root, "t", (SourceFolder(root),), root / "site", links=Links(analyser=True))
    with pytest.raises(CannotStart) as stop:
        load_analyser(config)
    assert [(p.code, p.hint) for p in stop.value.problems] == [
        ("missing-extra", 'install it with: pip install "glossgen[ja]"')
    ]
    assert load_analyser(Config(root, "t", (SourceFolder(root),), root / "site")) is None


@pytest.mark.parametrize(
    ("label", "text", "linked"),
    [
        ("水系", "九頭竜川水系の河川整備計画を読む。", True),
        ("発車", "始発バス停発車時刻の二時間前。", True),
        ("学校", "小学校受験の倍率が下がる。", False),
        ("クリーム", "アイスクリームを食べる。", False),
        ("ユーザ", "ユーザビリティ調査を行う。", False),
        ("国語", "三時間の中国語の授業です。", False),
    ],
)
def test_with_sudachi(label: str, text: str, linked: bool) -> None:
    pytest.importorskip("sudachidict_small")
    assert ("label" in rules(label, text, load_referee())) is linked
