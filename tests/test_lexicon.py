"""The lexicon: folding, the names and spellings of a label, what is unsafe, the tables."""

from __future__ import annotations

from importlib.resources import files

import pytest

from glossgen.lexicon import build_lexicon, load_tables, surface_forms
from glossgen.lexicon.lexicon import is_acronym
from glossgen.lexicon.word_list import KANJI, KATAKANA, TAILS, WordList
from glossgen.model import Autolink, Label, Match, Meta, Position, Term
from glossgen.text.label_folding import ONE_TO_ONE, fold, plain, plain_width
from glossgen.text.scripts import RUNS, script


def forms(label: str) -> set[str]:
    return {surface for surface, _ in surface_forms(label, load_tables())}


def term(label: str, **meta: object) -> Term:
    return Term(label, "ja", (Label(label, "ja"),), Position("a.md", 1), (), meta=Meta(**meta))  # type: ignore[arg-type]  # test data


@pytest.mark.parametrize(
    ("source", "folded"),
    [
        ("Fine-Tuning", "finetuning"),
        ("ＬＬＭ　３", "llm3"),
        ("ﾃﾞｰﾀ", "データ"),
        ("テ\u3099ータ", "データ"),
        ("ディープ・ラーニング", "ディープラーニング"),
        ("20㎏", "20kg"),
        ("Bayes’ theorem", "bayes'theorem"),
        ("葛\U000e0100根湯", "葛根湯"),
        ("一行\n二行", "一行二行"),
        ("待て…", "待て…"),
        ("", ""),
    ],
)
def test_fold(source: str, folded: str) -> None:
    assert fold(source).text == folded


def test_fold_maps_back_over_separators_and_ligatures() -> None:
    source = "a ﬁ-x"
    folded = fold(source)
    spans = [source[folded.start(i) : folded.end(i)] for i in range(len(folded.text))]
    assert (folded.text, spans) == ("afix", ["a", "ﬁ", "ﬁ", "x"])
    assert folded.splits(0, 2)
    assert not folded.splits(1, 3)


@pytest.mark.parametrize("edges", ONE_TO_ONE)
def test_even_characters_need_no_table(edges: tuple[str, str]) -> None:
    """Each of them, in the middle of a text too, is what the rules for one character would make of it."""
    for char in map(chr, range(ord(edges[0]), ord(edges[1]) + 1)):
        lower = char.lower()
        assert len(lower) == 1
        # A combining mark sends the text around it the slow way, where each character is folded by itself.
        assert fold(f"a{char}a").text == f"a{lower}a" == fold(f"a{char}a|\u0301").text[:3]
        assert plain(char) == char


def test_runs_are_of_the_characters_of_their_script() -> None:
    planes = (*range(0x3500), *range(0x4D00, 0x4E10), *range(0x9FF0, 0xA010), *range(0xF8F0, 0xFFFF))
    for char in map(chr, (*planes, 0x1FFFF, 0x20000, 0x3FFFF, 0x40000)):
        for kind, run in RUNS.items():
            assert bool(run.fullmatch(char)) is (script(char) is kind), hex(ord(char))


def test_plain_width_keeps_case() -> None:
    assert plain_width("Ｆｉｎｅ-tuning") == "Finetuning"


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Retrieval-Augmented Generation (RAG)", {"Retrieval-Augmented Generation", "RAG", "RAGs"}),
        ("主成分分析（しゅせいぶんぶんせき/PCA）", {"主成分分析", "PCA"}),
        ("深層学習（ディープラーニング）", {"深層学習", "ディープラーニング"}),
        ("正規化（Normalization）", {"正規化", "Normalization"}),
        ("誤差関数/損失関数", {"誤差関数", "損失関数"}),
        ("ゼロトラストとは？", {"ゼロトラスト"}),
        ("サーバ", {"サーバー"}),
        ("トークナイザー", {"トークナイザ"}),
        ("サーバルーム", {"サーバールーム"}),
        ("query", {"queries"}),
        ("bias", {"biases"}),
        ("analysis", {"analyses"}),
        ("matrix", {"matrices"}),
        ("key", {"keys"}),
        ("hyperparameters", {"hyperparameter"}),
        ("degree of freedom", {"degrees of freedom"}),
        ("LLM", {"LLMs"}),
    ],
)
def test_forms_of_a_label(label: str, expected: set[str]) -> None:
    assert expected <= forms(label)


@pytest.mark.parametrize(
    ("label", "refused"),
    [
        ("主成分分析（しゅせいぶんぶんせき/PCA）", "しゅせいぶんぶんせき"),
        ("正規化（統計）", "統計"),
        ("Java（言語）", "言語"),
        ("変数 (プログラム)", "プログラム"),
        ("A/Bテスト", "Bテスト"),
        ("I/O", "O"),
        ("TCP/IP", "IP"),
        ("read/write", "write"),
        ("カバ", "カバー"),
        ("コピー", "コピ"),
        ("Kubernetes", "Kubernete"),
        ("class", "clas"),
        ("モデル", "モデルs"),
    ],
)
def test_what_is_no_form(label: str, refused: str) -> None:
    assert refused not in forms(label)


@pytest.mark.parametrize(
    ("text", "capitals"),
    [
        ("AI", True),
        ("LLMs", True),
        ("GPT-4", True),
        ("IoT", False),
        ("PyTorch", False),
        ("K8s", False),
        ("値", False),
    ],
)
def test_acronyms(text: str, capitals: bool) -> None:
    assert is_acronym(text) is capitals


def test_unsafe_labels_are_reported_and_always_makes_them_safe() -> None:
    lexicon = build_lexicon(
        "ja", [term("R"), term("the"), term("かな"), term("42"), term("..."), term("鍵"), term("IT")]
    )
    assert {unsafe.label: unsafe.reason for unsafe in lexicon.unsafe} == {
        "R": "a single character",
        "the": "a common English word",
        "かな": "a common word",
        "42": "a number",
        "...": "signs only",
    }
    assert build_lexicon("ja", [term("R", autolink=Autolink.ALWAYS)]).unsafe == ()


def test_match_decides_how_case_is_compared() -> None:
    lexicon = build_lexicon(
        "ja", [term("Rust", match=Match.EXACT), term("FAQ", match=Match.FOLD), term("AI")]
    )
    assert [form.exact for key in ("rust", "faq", "ai") for form in lexicon.forms[key]] == ["Rust", "", "AI"]


def test_empty_lexicon_finds_nothing() -> None:
    assert build_lexicon("ja", []).occurrences("text") == []


def test_no_word_stands_in_two_tables_of_opposite_meaning() -> None:
    tables = load_tables()
    for keep, change in (
        (tables.kanji_prefixes_keep, tables.kanji_prefixes_change),
        (tables.kanji_suffixes_keep, tables.kanji_suffixes_change),
        (tables.hyphen_prefixes_keep, tables.hyphen_prefixes_change),
    ):
        assert sorted(set(keep) & set(change)) == []


@pytest.mark.parametrize(
    "name", ["general-nouns", "general-adjectives", "compound-names", "chinese-verb-signs"]
)
def test_no_word_stands_twice_in_a_table(name: str) -> None:
    """The second row would take the place of the first, also where only a capital tells them apart."""
    lines = (files("glossgen") / "data" / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    words = [line.partition("\t")[0].lower() for line in lines if line and not line.startswith("#")]
    assert sorted(set(words)) == sorted(words)


def test_kinds_of_table_entries_are_known() -> None:
    tables = load_tables()
    kinds = {"everyday", "before", "aspect", "complement", "object", "served", "noun", "verb", "again"}
    assert set(tables.chinese_verb_signs.values()) == kinds
    assert set(tables.hiragana_after.values()) == {"", "suru", "refuse", "adjective"}
    assert set(tables.hiragana_before.values()) == {"", "verb"}
    assert set(tables.hyphen_prefixes_keep.values()) == {"", "acronym"}


OKURIGANA = """\
取り引き         . 取引き 取引
取引             . 取り引き 取引き
申込み           . 申し込み 申込
差し押さえ       . 差し押え 差押さえ 差押え 差押
引っ越し         . 引越し 引越
手続き           . 手続
売り場           . 売場
相続手続き       . 相続手続
取り消す         . 取消す
食べ物           .
日当たり         . 日当り
目の前           .
長い間           .
見え方           .
流れ             .
"""


@pytest.mark.parametrize("case", OKURIGANA.splitlines())
def test_okurigana(case: str) -> None:
    """Kana behind kanji may go, but not where what is left is read otherwise (食物, 日当)."""
    label, _, wanted = case.partition(".")
    assert forms(label.strip()) - {label.strip()} == set(wanted.split())


def test_every_part_of_the_word_list_has_its_words() -> None:
    words = {KANJI: "言語 裁判", KATAKANA: "リング ハムスタ", TAILS: "申し 届け"}
    for part, known in words.items():
        assert all(word in WordList(part) for word in known.split())
    assert not any(
        word in WordList(part) for part in words for word in ("", "言", "語言", "言語 裁判", "化し")
    )
