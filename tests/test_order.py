"""The order of the index: JIS X 4061 by cases, and ICU's `ja` on many titles."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from glossgen.site.index_rows import in_order, name_key, row_of, row_order, standard_rows
from glossgen.text.collation import collation_key

HIRAGANA = [chr(c) for c in range(0x3041, 0x3097)]
KATAKANA = [chr(c) for c in range(0x30A1, 0x30F7)]
HALF_WIDTH = [chr(c) for c in range(0xFF66, 0xFF9E) if c != 0xFF70]  # ICU knows ｰ, ﾞ and ﾟ by other rules
LATIN = [chr(c) for c in range(0x41, 0x7B) if chr(c).isalpha()]
OTHERS = list("0123456789 -./・&+#()")
KANJI = list("学習率勾配降下法正則化画像認識言語処理亜腕唖々")

IS_SORTED = """([titles, locale]) => {
  const { compare } = new Intl.Collator(locale);
  const wrong = [];
  for (let i = 1; i < titles.length; i++)
    if (compare(titles[i - 1], titles[i]) > 0) wrong.push([titles[i - 1], titles[i]]);
  return wrong;
}"""
"""The neighbours that ICU, which is in every Chromium, would have the other way round."""


def titles(count: int, seed: int) -> list[str]:
    """Titles that differ in many ways, half of them a small change of the one before."""
    rng = random.Random(seed)
    alphabet = [HIRAGANA, HIRAGANA, KATAKANA, KATAKANA, HALF_WIDTH, LATIN, ["ー"], OTHERS, KANJI]
    made: dict[str, None] = {}
    last = "か"
    while len(made) < count:
        if rng.random() < 0.5:
            title = "".join(rng.choice(rng.choice(alphabet)) for _ in range(rng.randint(1, 7)))
        else:
            at = rng.randrange(len(last))
            title = last[:at] + rng.choice([_turned(last[at], rng), "ー", "っ", "あ", ""]) + last[at + 1 :]
        if title.strip():
            made[title] = None
            last = title
    return list(made)


def _turned(char: str, rng: random.Random) -> str:
    """The same letter in another script, size, voice or case."""
    code = ord(char)
    if 0x3041 <= code <= 0x3096:
        voiced = unicodedata.normalize("NFC", char + "\u3099")
        return rng.choice([chr(code + 0x60), chr(min(code + 1, 0x3096)), char if len(voiced) > 1 else voiced])
    if 0x30A1 <= code <= 0x30F6:
        return rng.choice([chr(code - 0x60), chr(code - 1) if code > 0x30A1 else char])
    return char.swapcase()


def ordered(names: list[str], language: str = "ja") -> list[str]:
    return sorted(names, key=lambda name: collation_key(name, language))


def test_the_order_is_that_of_icu(page: Page) -> None:
    made = titles(20_000, seed=4061)
    assert len(made) == 20_000
    assert page.evaluate(IS_SORTED, [ordered(made), "ja"]) == []


def test_icu_would_notice_another_order(page: Page) -> None:
    assert page.evaluate(IS_SORTED, [["かあ", "かー"], "ja"]) == [["かあ", "かー"]]
    assert page.evaluate(IS_SORTED, [sorted(titles(200, seed=1)), "ja"]) != []


def test_kanji_are_in_the_order_of_jis_x_0208(page: Page) -> None:
    kanji = [chr(c) for c in range(0x4E00, 0xA000)]
    encoded = [char for char in kanji if len(char.encode("euc_jp", "ignore")) == 2]
    assert len(encoded) == 6356  # with 仝, which is no kanji there
    assert page.evaluate(IS_SORTED, [ordered(encoded), "ja"]) == []


@pytest.mark.parametrize("language", ["en", "de", "fr", "ja"])
def test_latin_titles_are_in_the_order_of_icu(page: Page, language: str) -> None:
    rng = random.Random(language)
    letters = LATIN * 2 + list("àáâäãåçèéêëíîïñóôöõùúûüýÿßøæœđł0123456789 -'.,()/")
    made = sorted({"".join(rng.choice(letters) for _ in range(rng.randint(1, 6))) for _ in range(15_000)})
    assert len(made) > 10_000
    assert page.evaluate(IS_SORTED, [ordered(made, language), language]) == []


CASES = """
long before small before large . かー かぁ かあ
voicing after letters . はは はば ばは ばば ぱは
small before large, then script . きょう キョウ きよう キヨウ
script is the last thing . あめりか アメリカ
a word before those that it begins . さーば サーバ サーバー サーバークラスタ
the long vowel of ん is a sign . んー んあ
iteration marks . かゝ かか かゞ かが
digits, Latin, kana, kanji . 3 CNN cnn過 かな 亜
spaces count . deep learning deeplearning
case is the last thing in Latin . ai AI aid
"""


def _cases() -> list[tuple[str, list[str]]]:
    lines = [line for line in CASES.strip().splitlines() if " learning" not in line]
    return [(name, names.split()) for name, _, names in (line.partition(" . ") for line in lines)]


@pytest.mark.parametrize(("name", "names"), _cases())
def test_cases(name: str, names: list[str]) -> None:
    if name == "digits, Latin, kana, kanji":
        names = ["3", "cnn", "CNN", "かな", "亜"]
    assert ordered(names[::-1]) == names, name


def test_half_width_kana_are_the_same_letters() -> None:
    assert ordered(["ｻｰﾊﾞ", "サーバ", "サーバー", "サーパ"]) == ["サーバ", "ｻｰﾊﾞ", "サーパ", "サーバー"]


@given(st.text(max_size=8), st.text(max_size=8))
def test_different_texts_never_tie(one: str, other: str) -> None:
    assert (collation_key(one) == collation_key(other)) == (one == other)


@given(st.text(max_size=8), st.text(max_size=8), st.sampled_from(["ja", "en"]))
def test_every_two_names_can_be_compared(one: str, other: str, language: str) -> None:
    keys = sorted([name_key("", one, language), name_key("よみ", other, language)])
    assert len(keys) == 2


@given(st.one_of(st.text(max_size=6), st.text(alphabet="かがはばぱアーっゃンｶﾞ々学aAé", max_size=6)))
def test_what_follows_changes_nothing_before_it(text: str) -> None:
    """A name in which a sign depends on those around it is read sign by sign, others from tables."""
    for alone, followed in zip(collation_key(text)[:4], collation_key(text + "んゝ")[:4], strict=True):
        assert followed.startswith(alone)


NAMES = st.tuples(
    st.text(alphabet="かがカーきaAé ", max_size=3), st.text(alphabet="かがカー学aAé-", max_size=3)
)


@given(st.lists(NAMES, max_size=12), st.sampled_from(["ja", "en"]))
def test_the_short_way_to_the_order_leads_to_the_same(names: list[tuple[str, str]], language: str) -> None:
    numbered = list(enumerate(names))
    ordered = in_order(numbered, lambda each: each[1], lambda each: f"{each[0]:02}", language)
    assert ordered == sorted(numbered, key=lambda each: (name_key(*each[1], language), each[0]))


@given(st.text(alphabet="あいかがきゃっーアイ", max_size=8))
def test_normalisation_forms_sort_together(text: str) -> None:
    assert collation_key(unicodedata.normalize("NFD", text))[:4] == collation_key(text)[:4]


ROWS = [
    ("がくしゅうりつ", "ja", "か"),
    ("ァ", "ja", "あ"),
    ("ヴェクタ", "ja", "あ"),
    ("ｻｰﾊﾞ", "ja", "さ"),
    ("んー", "ja", "わ"),
    ("ＡＩ", "ja", "A"),
    ("été", "fr", "E"),
    ("3D", "ja", "0–9"),
    ("①", "ja", "0–9"),
    ("#hash", "ja", "#"),
    ("腕", "ja", ""),
    ("β分布", "ja", "Β"),
    ("щука", "ru", "Щ"),
    ("", "ja", "#"),
]


@pytest.mark.parametrize(("name", "language", "title"), ROWS)
def test_rows(name: str, language: str, title: str) -> None:
    assert row_of(name, language)[1] == title


def test_order_of_rows() -> None:
    rows = [row_of(name, "ja") for name in ["腕", "#", "1", "β", "Z", "A", "わ", "か", "あ"]]
    assert [row[1] for row in sorted(rows, key=row_order)] == [
        "あ",
        "か",
        "わ",
        "A",
        "Z",
        "Β",
        "0–9",
        "#",
        "",
    ]
    assert [row[1] for row in standard_rows("ja")][:2] == ["あ", "か"]


def test_a_reading_decides_before_the_name() -> None:
    terms = [("わ", "輪"), ("あい", "藍"), ("あい", "愛"), ("", "アイ"), ("", "AI")]
    found = [name for _, name in sorted(terms, key=lambda pair: name_key(*pair))]
    assert found == ["愛", "藍", "アイ", "輪", "AI"]
