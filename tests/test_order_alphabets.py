"""The order of names by language: cases that anyone can add, and ICU on many made words."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from glossgen.site.index_rows import in_order, row_of, row_order, sounded_name
from glossgen.text import han
from glossgen.text.alphabets import alphabet
from glossgen.text.collation import collation_key
from test_order import IS_SORTED, ordered

CASES = [
    line
    for line in (Path(__file__).parent / "order.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("case", CASES)
def test_cases(case: str) -> None:
    language, rows, why = case.split(" . ")
    wanted = [(row.split(":")[0], row.split(":", 1)[1].strip()) for row in rows.split(" | ")]
    names = [name for _, its in wanted for name in its.split("; ")]
    random.Random(case).shuffle(names)
    found = _index(names, language)
    assert [(title, "; ".join(its)) for title, its in found] == wanted, why


def _index(names: list[str], language: str) -> list[tuple[str, list[str]]]:
    """The titles of rows with their names, as the index shows them."""
    parted = {name: _parted(name) for name in names}
    rows: dict[tuple[str, str], list[str]] = {}
    for name, (reading, text) in parted.items():
        rows.setdefault(row_of(sounded_name(reading, text, language), language), []).append(name)
    order = sorted(rows, key=lambda row: row_order(row, language))
    return [(row[1], in_order(rows[row], parted.__getitem__, str, language)) for row in order]


def _parted(name: str) -> tuple[str, str]:
    """The reading, and the name."""
    match = re.fullmatch(r"(.+) \((.+)\)", name)
    return (match[2], match[1]) if match else ("", name)


LETTERS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "cs": "aábcčdďeéěfghchiíjklmnňoópqrřsštťuúůvwxyýzž",
    "da": "abcdefghijklmnopqrstuvwxyzæøå",
    "de": "aäbcdefghijklmnoöpqrsßtuüvwxyz",
    "el": "αάβγδεέζηήθιίκλμνξοόπρστυύφχψωώ",
    "es": "aábcdeéfghiíjklmnñoópqrstuúüvwxyz",
    "et": "abcdefghijklmnoprsšzžtuvwõäöüxy",
    "fa": "اآبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
    "fi": "abcdefghijklmnopqrsštuvwxyzžåäö",
    "fr": "aàâbcçdeéèêëfghiîïjklmnoôpqrstuùûüvwxyzœ",
    "he": "אבגדהוזחטיכלמנסעפצקרשת",
    "hi": "अआइईउऊएऐओऔकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसहािीुूेैोौ्ं",
    "hr": "abcčćddžđefghijklljmnnjoprsštuvzž",
    "hu": "aábccsddzdzseéfggyhiíjkllymnnyoóöőpqrsszttyuúüűvwxyzzs",
    "ko": "가각간갈감강개거까꼬나다따라마바빠사싸아자짜차카타파하힣",
    "lt": "aąbcčdeęėfghiįyjklmnoprsštuųūvzž",
    "lv": "aābcčdeēfgģhiījkķlļmnņoprsštuūvzž",
    "nb": "abcdefghijklmnopqrstuvwxyzæøå",
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "pt": "aáâãàbcçdeéêfghiíjklmnoóôõpqrstuúvwxyz",
    "ro": "aăâbcdefghiîjklmnopqrsștțuvwxyz",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "sk": "aáäbcčdďeéfghchiíjklĺľmnňoóôpqrŕsštťuúvwxyýzž",
    "sl": "abcčćdđefghijklmnoprsštuvzž",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "sv": "abcdefghijklmnopqrstuvwxyzåäö",
    "th": "กขคงจชซดตถทนบปผพฟมยรลวสหอะาเแโไ",
    "tr": "abcçdefgğhıijklmnoöprsştuüvyz",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "ur": "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنوہیے",
    "vi": "aăâàảãáạằẳẵắặầbcdđeêghiklmnoôơpqrstuưvxy",
}
"""The letters of languages whose rules ICU in Chromium knows."""


EXCEPTED = re.compile("aå|(c)\\1s|(dd|zz)|(g)\\3y|(l)\\4y|(n)\\5y|(s)\\6z|(t)\\7y")
"""ICU also takes å apart behind a (da), and knows doubled letters, such as ssz for szsz (hu)."""
CASE_APART = ("da", "tr", "el")
"""Capitals come first in Danish; those of Turkish and Greek are not what Python makes of a word."""


def made_words(language: str) -> list[str]:
    """Words of the letters of a language, in its order."""
    rng = random.Random(language)
    words = {"".join(rng.choices(LETTERS[language], k=rng.randint(1, 5))) for _ in range(900)}
    words = {word for word in words if not EXCEPTED.search(word)}
    titled = set() if language in CASE_APART else {word.title() for word in rng.sample(sorted(words), 150)}
    return ordered(sorted(words | titled), language)


def test_made_words_are_in_the_order_of_icu(page: Page) -> None:
    known = page.evaluate("locales => Intl.Collator.supportedLocalesOf(locales)", [*LETTERS])
    assert known == [*LETTERS]
    made = {language: made_words(language) for language in LETTERS}
    script = f"made => Object.entries(made).map(([locale, titles]) => ({IS_SORTED})([titles, locale]))"
    found = dict(zip(LETTERS, page.evaluate(script, made), strict=True))
    assert {language: wrong for language, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("language", "encoding", "allowed"), [("zh", "gb2312", 60), ("zh-Hant", "big5", 110)]
)
def test_chinese_characters_are_in_the_rows_of_icu(
    page: Page, language: str, encoding: str, allowed: int
) -> None:
    """Nearly all: a few characters have several readings, or other strokes in other standards."""
    chars = [chr(code) for code in range(0x4E00, 0xA000) if len(chr(code).encode(encoding, "ignore")) == 2]
    marks = "ABCDEFGHJKLMNOPQRSTWXYZ" if language == "zh" else "".join(map(chr, range(0x2801, 0x2840)))
    found = page.evaluate(
        """([chars, marks, locale]) => {
          const { compare } = new Intl.Collator(locale);
          const isBefore = (char) => (mark) => compare("\\ufdd0" + mark, char) <= 0;
          return chars.map((char) => [...marks].filter(isBefore(char)).at(-1));
        }""",
        [chars, marks, language],
    )
    theirs = [mark if language == "zh" else f"{ord(mark) - 0x2800}{han.STROKES}" for mark in found]
    wrong = [char for char, row in zip(chars, theirs, strict=True) if row_of(char, language)[1] != row]
    assert len(wrong) <= allowed, "".join(wrong)


WORDS = st.text(alphabet="aAcChHdzZiIıİçčñåǆ\u030c\u0307йёक्षंเก가각重启安a學7", max_size=6)
KNOWN = ["cs", "da", "hi", "hr", "hu", "ko", "ru", "sv", "th", "tr", "vi", "zh", "zh-tw"]


@given(WORDS, WORDS, st.sampled_from(KNOWN))
def test_different_names_never_tie_and_stay_with_their_row(one: str, other: str, language: str) -> None:
    assert (collation_key(one, language) == collation_key(other, language)) == (one == other)
    rows = sorted((row_of(each, language) for each in (one, other)), key=lambda row: row_order(row, language))
    names = in_order([one, other], lambda each: ("", each), str, language)
    assert [row_of(each, language) for each in names] == rows


@given(WORDS, st.sampled_from(KNOWN))
def test_a_reading_that_is_no_pinyin_is_a_reading(text: str, language: str) -> None:
    assert sounded_name(text, "重启", language)
    assert sounded_name("", text, language) == text


def test_the_alphabets_are_written_once_and_have_their_letters() -> None:
    for language in ("sv", "tr", "cs", "hu", "vi"):
        for letter, own in alphabet(language).letters.items():
            assert letter not in (own.anchor, ""), (language, letter)
