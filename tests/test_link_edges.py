"""What decides at the edges of a label, rule by rule: a table of the smallest texts that tell them apart."""

from __future__ import annotations

import pytest

from glossgen.lexicon import build_lexicon
from glossgen.link.finder import Finder
from glossgen.model import Autolink, Label, Meta, Position, Term, TextRun

EDGES: dict[str, list[tuple[str, str]]] = {
    "common-kana": [
        ("しか", "しかし"),
        ("です", "ですから"),
        ("ため", "そのため"),
        ("そこ", "底はそこから"),
    ],
    "hiragana-after": [
        ("流れ", "流れる"),
        ("流れ", "流れする"),
        ("ばね", "ばねする"),
        ("流れ", "流れ\u200bる"),
        ("流れ", "流れ\nる"),
    ],
    "hiragana-before": [
        ("ばね", "ならばね"),
        ("ばね", "なら\nばね"),
        ("さい", "くださいね"),
        ("ばね", "それぞればね"),
    ],
    "hiragana-crosses": [
        ("いか", "いかに"),
        ("すし", "便利ですし"),
        ("たこ", "書いたこと"),
        ("つい", "について"),
        ("いて", "について"),
        ("とん", "ほとんど"),
        ("ほと", "ほとんど"),
        ("んど", "ほとんど"),
        ("かし", "しかし"),
        ("たつ", "書いたつもり"),
        ("つも", "書いたつもり"),
    ],
    "hyphen-before": [
        ("LLM", "R-LLM"),
        ("GPU", "MULTI-GPU"),
        ("GPU", "x1-GPU"),
        ("LLM", "3-LLM"),
        ("LLM", "xyz-LLM"),
        ("GPU", "OnE-GPU"),
    ],
    "hyphen-chain": [
        ("GPU", "a-multi-GPU"),
        ("GPU", "-multi-GPU"),
        ("LLM", "LLM-based-x"),
    ],
    "hyphen-prefix": [
        ("GPU", "non-GPU"),
        ("GPU", "Non-GPU"),
        ("latency", "on-latency"),
        ("GPU", "e-GPU"),
        ("GPU", "x-GPU"),
    ],
    "hyphen-suffix": [
        ("LLM", "LLM-as"),
        ("LLM", "LLM-in"),
    ],
    "inside-word": [
        ("LLM", "OpenLLM"),
        ("LLM", "LLMx"),
        ("LLM", "LLM3"),
        ("학습", "기계학습"),
        ("C++", "C+++"),
        ("C++", "C++x"),
        ("C++", "xC++"),
        (".NET", "ASP.NET"),
        ("LLM", "Open\u200bLLM"),
        ("LLM", "LLM\u200bx"),
        ("LLM", "x\u200bLLM"),
        ("LLM", "LLM\u200b\u200bx"),
    ],
    "longer-name": [
        ("clinic", "値 the Mayo Clinic is"),
        ("AI", "works at Facebook AI Research"),
        ("party", "値 the Labour Party won"),
        ("bank", "the Bank of England did"),
        ("profit", "the Profit and Loss Account shows"),
        ("treaty", "the Treaty of Versailles was"),
        ("Hash Table", "a Distributed Hash Table is"),
    ],
    "inside-title": [
        ("学習", "『学習の本』"),
        ("LLM", "『LLM 入門』"),
    ],
    "verb": [
        ("bond", "surfaces bond quickly"),
        ("match", "please match"),
        ("match", "they should not match"),
        ("train", "to train people"),
        ("season", "season the soup"),
        ("state", "envoys state that"),
        ("hearing", "for hearing cases"),
        ("finding", "a court finding that"),
    ],
    "adjective": [("current", "the current value")],
    "set-phrase": [
        ("light", "in light of"),
        ("course", "of course"),
        ("Times", "three times"),
        ("right", "stood right behind"),
        ("account", "taking into account"),
    ],
    "common-word": [
        ("work", "they work"),
        ("work", "work well"),
        ("right", "is right if"),
        ("work", "the work place"),
    ],
    "kanji-crosses": [
        ("言語学", "言語学習"),
        ("京都", "東京都"),
        ("京都AI", "東京都AI"),
        ("AI言語学", "AI言語学習"),
        ("京都", "東京都鯰"),
        ("京都", "鯰東京都"),
    ],
    "kanji-inside": [
        ("計算", "率計算"),
        ("計算", "の率計算"),
        ("分類", "鮟鱇鯰分類"),
        ("構造", "段構造"),
        ("比較", "社比較"),
        ("比較", "の社比較"),
        ("比較", "種比較"),
        ("学習", "用学習"),
    ],
    "kanji-prefix": [
        ("アフリカ", "南アフリカ"),
        ("データ", "逆データ"),
        ("コンパイル", "逆コンパイル"),
        ("分類", "誤分類"),
        ("分類", "非分類"),
        ("学習", "未学習"),
        ("学習AI", "未学習AI"),
        ("学習AI学習", "未学習AI学習器"),
        ("LLM", "非LLM"),
        ("分類", "誤\u200b分類"),
        ("分類", "誤\n分類"),
        ("分類", "誤 \n分類"),
        ("言語", "多言語"),
        ("学習", "超学習"),
        ("学習", "過学習"),
        ("学習", "前学習"),
        ("LLM", "反LLM"),
        ("LLM", "多LLM"),
        ("コンパイル", "鯰逆コンパイル"),
        ("分類", "A誤\n分類"),
    ],
    "kanji-suffix": [
        ("ローマ", "ローマ字"),
        ("ローマ", "ローマ\n字"),
        ("言語", "言語学"),
        ("学習", "学習率"),
        ("AI学習", "AI学習率"),
        ("学習AI学習", "機械学習AI学習率"),
        ("病院", "病院長"),
        ("AI計算機", "AI計算機室"),
        ("言語", "言語論"),
        ("学習", "学習性"),
        ("学習", "学習率鯰"),
    ],
    "katakana-crosses": [
        ("カー", "カードローン"),
    ],
    "katakana-part": [
        ("データ", "データベース"),
        ("AIデータ", "AIデータベース"),
        ("データAIデータ", "ビッグデータAIデータベース"),
        ("ワードAI", "パスワードAI"),
        ("AIパス", "AIパスワード"),
    ],
    "katakana-inside": [
        ("スワップ", "スワップション"),
        ("データ", "ラケンタデータラケンタ"),
        ("ラベル", "トラベル"),
        ("AIデータ", "AIデータラ"),
        ("データAI", "ラデータAI"),
        ("データAIデータ", "ラデータAIデータベース"),
        ("データAIデータ", "ビッグデータAIデータラ"),
        ("ラベル", "ト\nラベル"),
        ("サービスAI", "ラサービスAI"),
        ("AIサービス", "AIサービスラ"),
    ],
    "label": [
        ("LLM", "-LLM"),
        ("work", "the work done"),
        ("current", "the current in"),
        ("hearing", "a hearing before"),
        ("finding", "the finding that"),
        ("right", "a right to"),
        ("bond", "a bond quickly"),
        ("contract", "due to contract law"),
        ("AI", "Google AI"),
        ("clinic", "The Clinic is"),
        ("学習", "『学習』"),
        ("学習", "「学習」"),
        ("hash table", "Distributed Hash Table"),
        ("LLM", ".LLM"),
        ("LLM", "&LLM"),
        ("LLM", "'LLM"),
        ("LLM", "a:LLM"),
        ("LLM", "a/LLM"),
        ("LLM", "LLM-based"),
        ("LLM", "LLM-"),
        ("LLM", "LLM- x"),
        ("LLM", "LLM'"),
        ("LLM", "LLM's"),
        ("LLM", "LLM'S"),
        ("LLM", "LLM."),
        ("LLM", "LLM&"),
        ("LLM", "LLM@"),
        ("LLM", "LLM+RAG"),
        ("LLM", "LLM+検索"),
        ("LLM", "LLM+データ"),
        ("LLM", "LLM:x"),
        ("LLM", "LLM*"),
        ("LLM", "LLM/x"),
        ("fps", "30fps"),
        ("fps", "3.5fps"),
        ("fps", "1,000fps"),
        ("fps", "x.5fps"),
        ("fps", "速度30fps"),
        ("GB", "16GB"),
        ("epoch", "3epoch"),
        ("GPU", "multi-GPU"),
        ("GPU", "Multi-GPU"),
        ("GPU", "on-GPU"),
        ("GPUs", "on-GPUs"),
        ("latency", "low-latency"),
        ("LLM", "LLM-ab"),
        ("LLM", "LLM-based-"),
        ("データ", "ビッグデータ"),
        ("ルーム", "サーバールーム"),
        ("データAI", "ビッグデータAI"),
        ("finetuning", "fine-tuning"),
        ("datacenter", "data center"),
        ("data center", "datacenter"),
        ("data center plan", "datacenter plan"),
        ("AI学習", "AI\n学習"),
        ("AI学習", "AI 学習"),
        ("データAI", "データ AI"),
        ("AIデータ", "AI\u3000データ"),
        ("AI データ", "AIデータ"),
        ("e-mail", "email"),
        ("データ", "大データ"),
        ("コンパイル", "可逆コンパイル"),
        ("fine-tuning", "fine tuning"),
        ("fine-tuning", "finetuning"),
        ("fine-tuning", "fine  tuning"),
        ("fine-tuning", "fine\ntuning"),
        ("fine-tuning", "fine・tuning"),
        ("GPT-3", "GPT3"),
        ("GPT-3", "GPT 3"),
        ("1-2表", "1-2表"),
        ("データベース", "データ・ベース"),
        ("データベース", "データ ベース"),
        ("データベース", "データ\nベース"),
        ("機械学習", "機械\n学習"),
        ("学習", "機械学習"),
        ("圧縮", "非可逆圧縮"),
        ("言語", "言語学者"),
        ("言語", "言語的"),
        ("言語", "言語処理"),
        ("言語", "自然言語"),
        ("言語", "言語XX"),
        ("構造", "3層構造"),
        ("構造", "層構造"),
        ("計算", "エラー率計算"),
        ("計算", "組み込み系計算"),
        ("番号", "番号付き"),
        ("番号", "番号付きの"),
        ("学習", "再学習"),
        ("学習", "学習済み"),
        ("学習", "学習済"),
        ("学習", "学習器"),
        ("分類", "画像分類"),
        ("AI学習", "AI学習器"),
        ("学習AI", "機械学習AI"),
        ("学習AI学習", "機械学習AI学習器"),
        ("ばね", "のばね"),
        ("ばね", "、ばねが"),
        ("ばね", "ばねかな"),
        ("いか", "白いいか"),
        ("くも", "くもの"),
        ("はり", "壁にはり"),
        ("流れ", "流れを"),
        ("分類", "分類する"),
        ("分類", "分類される"),
        ("分類", "分類か"),
        ("分", "分は"),
        ("ばね", "ばねです"),
        ("ばね", "鋼鉄ばね"),
        ("ばね", "ばね鋼"),
        ("AI", "AIです"),
        ("AI", "のAI"),
        ("학습", "학습은"),
        ("C++", "C++で"),
        (".NET", ".NET"),
        (".NET", "x .NET"),
        ("LLM", "大LLM"),
        ("LLM", "巨大LLM"),
        ("分類", "誤 分類"),
        ("分類", "誤\n\n分類"),
        ("LLM", "LLM\u200b-\u200bbased"),
        ("LLM", "Open\nLLM"),
        ("ラベル", "ト・ラベル"),
        ("ラベル", "ト ラベル"),
        ("流れ", "流れ る"),
        ("ほとんど", "ほとんど"),
        ("さくら", "はさくらである"),
        ("ねこ", "ねことは"),
        ("ねこ", "ねこについて"),
        ("むら", "静かにむらが"),
        ("はこ", "青いはこ"),
        ("はこ", "走るはこ"),
        ("ばね", "走るときのばね"),
        ("ばね", "使うばね"),
        ("ばね", "強いばね"),
        ("分類", "鮟鱇分類"),
        ("分類", "分類鮟鱇"),
        ("構造", "2段構造"),
        ("比較", "3社比較"),
        ("比較", "5種比較"),
        ("サービスAI", "クラウドサービスAI"),
        ("AIサービス", "AIサービスクラウド"),
        ("パスAI", "ビッグパスAI"),
        ("計算AI", "微分計算AI"),
        ("計算機AI", "電子計算機AI"),
        ("AI計算機", "AI計算機科学"),
        ("言語", "言語獲得"),
        ("言語", "言語理論"),
        ("言語", "多国言語"),
        ("学習", "学習性能"),
        ("学習", "事前学習"),
        ("学習", "学習前"),
        ("学習", "学習機械"),
        ("学習", "組み込み用学習"),
        ("学習", "システム用学習"),
        ("学習", "LLM用学習"),
        ("LLM", "可逆LLM"),
        ("半角", "半角カナ"),
        ("分類", "分類付けの"),
        ("分類", "分類付きだ"),
        ("分類", "分類済みの"),
        ("分類", "分類向けに"),
        ("分類", "分類当たりの"),
        ("分類", "分類当りの"),
        ("AI", "A\u200bI"),
        ("ばね", "鋼鉄のばね"),
        ("ばね", "鋼鉄製ばね"),
        ("データ", "ビッグ\nデータ"),
        ("fps", "速3,000.5fps"),
        ("fps", "ア3fps"),
        ("GPU", "multi–GPU"),
        ("GPU", "per-GPU"),
        ("GPU", "Two-GPU"),
        ("GPU", "GPU-way"),
        ("LLM", "LLM -based"),
        ("LLM", "LLM- based"),
        ("データベース", "データ・\u200bベース"),
        ("1-2表", "1\u200b2表"),
        ("A-1表", "A1表"),
        ("1-A表", "1A表"),
        ("3-4-5表", "3-4-5表"),
        ("表A-2", "表A2"),
        ("fine-tune", "fine-\u200btune"),
        ("fine-tune", "fine\u200btune"),
    ],
    "name-continues": [
        ("LLM", "_LLM"),
        ("LLM", "\\LLM"),
        ("LLM", "$LLM"),
        ("LLM", "x.LLM"),
        ("LLM", "3&LLM"),
        ("LLM", "x'LLM"),
        ("LLM", "a::LLM"),
        ("LLM", "LLM'sx"),
        ("LLM", "LLM't"),
        ("LLM", "LLM's3"),
        ("LLM", "LLM_"),
        ("LLM", "LLM#"),
        ("LLM", "LLM.x"),
        ("LLM", "LLM&x"),
        ("LLM", "LLM@x"),
        ("LLM", "LLM+"),
        ("LLM", "LLM++"),
        ("LLM", "LLM+の"),
        ("LLM", "LLM::x"),
        ("GB", "16.GB"),
        ("LLM", "LLM-a"),
        ("LLM", "LLM-Based"),
        ("LLM", "LLM-x2"),
        ("LLM", "LLM-based3"),
        ("GPU", "GPU-wide2"),
    ],
    "number-before": [
        ("LLM", "2LLM"),
        ("fps", "x30fps"),
        ("fps", "_30fps"),
        ("fps", "-30fps"),
        ("fps", "v3.5fps"),
        ("fps", "x1,000fps"),
        ("FA", "2FA"),
        ("Epoch", "3Epoch"),
        ("3D", "23D"),
        ("fps", "a-3fps"),
    ],
    "okurigana": [
        ("分", "分か"),
        ("ばね", "鋼ばね"),
        ("ばね", "跳ばね"),
    ],
    "separator": [
        ("fine-tuning", "fine - tuning"),
        ("login", "log in"),
        ("log in", "login"),
        ("therapist", "the rapist"),
        ("datacenter", "data  center"),
        ("AI学習", "AI・学習"),
        ("AI学習", "AI  学習"),
        ("fine-tuning", "fine--tuning"),
        ("1-2表", "12表"),
        ("データベース", "データ  ベース"),
        ("データベース", "データ-ベース"),
        ("機械学習", "機械 学習"),
        ("機械学習", "機械・学習"),
        ("データベース", "データ・ ベース"),
        ("3-4-5表", "3-45表"),
        ("表1-2", "表12"),
    ],
    "single-kanji": [
        ("鍵", "合鍵"),
        ("鍵", "鍵束"),
        ("院", "大学院"),
    ],
    "verb-before": [
        ("返し", "繰り返し"),
        ("越し", "引っ越し"),
    ],
    "verb-goes-on": [
        ("流れ", "流れ込む"),
        ("流れ", "流れ込みが"),
        ("書き", "書き換え"),
    ],
}
"""By the rule that finds or refuses a label (`label`: finds it): the label, and a text in which it does."""


def finder(*labels: str, ignored: frozenset[str] = frozenset(), **meta: object) -> Finder:
    terms = [
        Term(name, "ja", (Label(name, "ja"),), Position("a.md", 1), (), meta=Meta(**meta))  # type: ignore[arg-type]
        for name in labels
    ]
    return Finder(build_lexicon("ja", terms), ignored=ignored)


every_edge = pytest.mark.parametrize(
    ("rule", "label", "text"),
    [(rule, label, text) for rule, pairs in EDGES.items() for label, text in pairs],
)


@every_edge
def test_what_decides(rule: str, label: str, text: str) -> None:
    (found,) = finder(label).find(TextRun(text, 1), every=True)
    assert (found.rule, found.accepted, found.silent) == (rule, rule == "label", False)


@every_edge
def test_what_decides_has_no_place(rule: str, label: str, text: str) -> None:
    """The same somewhere in a longer text: full stops part what is beside them from the rest."""
    (found,) = finder(label).find(TextRun(f"。値。。{text}。。値。", 1), every=True)
    assert (found.rule, found.accepted) == (rule, rule == "label")


@every_edge
def test_what_is_linked(rule: str, label: str, text: str) -> None:
    """The quicker way that links goes by the same rules."""
    assert len(list(finder(label).choose((TextRun(text, 1),)))) == (rule == "label")
    assert len(list(finder(label).choose((TextRun(f"。値。。{text}。。値。", 1),)))) == (rule == "label")


def test_a_shorter_spelling_does_not_end_before_the_kana_that_it_drops() -> None:
    shorter = finder("見積もり")
    found = {
        text: len(list(shorter.choose((TextRun(text, 1),))))
        for text in ("見積は", "見積も", "見積もる", "見積額")
    }
    assert found == {"見積は": 1, "見積も": 0, "見積もる": 0, "見積額": 1}
    assert len(list(finder("見積").choose((TextRun("見積も", 1),)))) == 1


def test_a_known_label_is_a_word_of_its_run() -> None:
    found = finder("パスワード", "ワード", "パス").find(TextRun("パスワード", 1))
    assert [(each.start, each.end, each.rule) for each in found] == [
        (0, 5, "label"),
        (0, 2, "katakana-part"),
        (2, 5, "katakana-part"),
    ]


def test_where_no_label_may_be() -> None:
    text = "学習、学習、学習。"
    found = finder("学習").find(TextRun(text, 1, zones=((0, 1),), addresses=((2, 4),)))
    assert [(each.rule, each.accepted, each.silent) for each in found] == [
        ("zone", False, False),
        ("address", False, False),
        ("label", True, False),
    ]


def test_labels_that_keep_their_place() -> None:
    (never,) = finder("学習", autolink=Autolink.NEVER).find(TextRun("学習", 1))
    (ignored,) = finder("学習", ignored=frozenset(["学習"])).find(TextRun("学習", 1))
    assert (never.rule, never.accepted, never.silent) == ("autolink-never", True, True)
    assert (ignored.rule, ignored.accepted, ignored.silent) == ("ignored", True, True)


def test_selectors_belong_to_the_label_before_them() -> None:
    """The same spelling without and with a variation selector behind it."""
    text = "学習と学習\ufe00の値"
    assert [text[each.start : each.end] for each in finder("学習").find(TextRun(text, 1))] == [
        "学習",
        "学習\ufe00",
    ]
    assert [each[1:3] for each in finder("学習").choose((TextRun(text, 1),))] == [(0, 2), (3, 6)]


def test_half_of_a_character_is_no_label() -> None:
    assert finder("ine").find(TextRun("ﬁne", 1), every=True) == []
    assert [each.rule for each in finder("fine").find(TextRun("ﬁne", 1), every=True)] == ["label"]


def test_a_zone_ends_where_a_label_begins() -> None:
    zones = ((0, 1), (3, 4))
    assert [each.rule for each in finder("学習").find(TextRun("、学習、", 1, zones=zones))] == ["label"]
    assert len(list(finder("学習").choose((TextRun("、学習、", 1, zones=zones),)))) == 1
