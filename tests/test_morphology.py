"""The veto of a morphological analyser, with an analyser that knows one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossgen.config import Config, Links, SourceFolder
from glossgen.lexicon import morphology
from glossgen.lexicon.morphology import load_veto, make_veto
from glossgen.link import load_analyser
from glossgen.problems import CannotStart


def units(*words: str, guessed: str = "") -> morphology.Cuts:
    """An analyser that cuts its only sentence into these words."""
    sentence = "".join(words)
    begins = frozenset(sentence.index(word) for word in words)
    start = sentence.index(guessed) if guessed else 0
    inside = frozenset(range(start + 1, start + len(guessed)))

    def cuts(text: str) -> tuple[frozenset[int], frozenset[int]]:
        assert text == sentence
        return begins, inside

    return cuts


def test_refuses_an_edge_within_a_unit() -> None:
    veto = make_veto(units("東京", "都", "の", "条例"))
    assert veto("東京都の条例", 1, 3)
    assert not veto("東京都の条例", 0, 2)
    assert not veto("東京都の条例", 4, 6)


def test_analyses_the_sentence_only() -> None:
    veto = make_veto(units("機械", "学習", "だ"))
    assert not veto("前の文。機械学習だ。次の文", 6, 8)


def test_does_not_judge_edges_of_other_scripts() -> None:
    def cuts(text: str) -> tuple[frozenset[int], frozenset[int]]:
        raise AssertionError(text)

    assert not make_veto(cuts)("AI搭載", 0, 2)
    assert not make_veto(cuts)("a、鍵。", 2, 3)


def test_does_not_judge_words_that_the_analyser_only_guesses() -> None:
    veto = make_veto(units("ゾルバモデル", "を", guessed="ゾルバモデル"))
    assert not veto("ゾルバモデルを", 3, 6)


def test_without_the_extra_there_is_no_veto(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(morphology, "find_spec", lambda name: None)
    assert load_veto() is None


def test_asking_for_an_analyser_that_is_missing_cannot_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(morphology, "find_spec", lambda name: None)
    root = Path("glossary")
    config = Config(root, "t", (SourceFolder(root),), root / "site", links=Links(analyser=True))
    with pytest.raises(CannotStart) as stop:
        load_analyser(config)
    assert [(p.code, p.hint) for p in stop.value.problems] == [
        ("missing-extra", 'install it with: pip install "glossgen[ja]"')
    ]
    assert load_analyser(Config(root, "t", (SourceFolder(root),), root / "site")) is None
