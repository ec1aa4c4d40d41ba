"""Sort keys by the Unicode Collation Algorithm (UTS #10), and by JIS X 4061 for Japanese.

Four levels: letters; marks (accents, and 清音 before 濁音 before 半濁音); form (ー before small
before large kana, lower case before upper case); script (hiragana before katakana). The first three
are those of ICU's `ja`; the fourth is that of JIS X 4061, which ICU applies only on request.
Half-width kana are equal to full-width ones, and their sound marks are combined with them.

Text in ASCII, kana and kanji needs only the tables of this module. The table of pyuca, which takes
a tenth of a second to load, is loaded for the first letter of another script.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from glossgen.text.kana import HIRAGANA, LARGE_KANA, LONG_VOWEL
from glossgen.text.scripts import is_ideograph

CollationKey = tuple[str, str, str, str, str]
"""Letters, marks, forms, scripts, and the text itself, which makes the order total."""

_SIGNS = (
    " _-‐‑–—―〜゠・,、;:!?.‥…。·'‘’\"“”()[]{}〈〉《》「」『』【】〔〕§¶@*/\\&#%†‡•′″〃※`^゛゜°©®←→↑↓⇒⇔∀∂∃∇∈∑"
    "+±÷×<=>¬|~−√∝∞∧∨∩∪∫≈≤≥⊂⊃■□▲△◆◇○●★☆♪♭々ゝー$£¥€0123456789"
)
"""Signs and digits in the order of CLDR's root collation."""

_KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわゐゑをん"
_EXTENSIONS = zip("ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ", "くしすとぬはひふへほむらりるれろ", strict=True)
_LARGE = LARGE_KANA | dict(_EXTENSIONS)
_COLUMNS = (
    "あかさたなはまやらわ",
    "いきしちにひみりゐ",
    "うくすつぬふむゆる",
    "えけせてねへめれゑ",
    "おこそとのほもよろを",
)
VOWEL_OF = {kana: letters[0] for letters in _COLUMNS for kana in letters}
"""The vowel that ー lengthens after a kana (in its large form, without sound marks)."""

_MARKS = "".join(
    chr(0x300 + byte) for byte in b"\x32\x13\x14\x01\x00\x06\x02\x0c\x0a\x42\x08\x0b\x03\x07\x38\x27\x28\x04"
)
_ITERATION = "ゝ"
_LONG_VOWELS = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4"
"""ー after a kana with a, i, u, e, o: noncharacters, which Unicode reserves for use within a program."""

_LENGTHENED = re.compile("[ぁ-をゔ-ゖァ-ヲヴ-ヺㇰ-ㇿ]ー")

# The first character of each group of letters at the first level, in sort order.
_LATIN, _OTHER, _KANA_GROUP, _KANJI, _LAST = 0x400, 0x1000, 0x30000, 0x40000, 0xA0000


class Letter(NamedTuple):
    """One collation element with its marks, as strings whose order is the sort order."""

    primary: str
    marks: str
    form: str
    script: str


def collation_key(text: str, language: str = "ja") -> CollationKey:
    """The key by which names and readings are sorted."""
    primary, marks, form, script = _tables(language)
    normal = _normal(text)
    letters = normal.translate(primary)
    if _CONTEXT in letters:
        return (*_levels(_letters(text, language)), text)
    return (letters, normal.translate(marks), normal.translate(form), normal.translate(script), text)


def letters_key(text: str, language: str = "ja") -> str:
    """The first level of that key. It suffices if the letters of names differ, as in most comparisons."""
    letters = _normal(text).translate(_tables(language)[0])
    return _levels(_letters(text, language))[0] if _CONTEXT in letters else letters


def _normal(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text)
    return _LENGTHENED.sub(_lengthened, normal) if LONG_VOWEL in normal else normal


def _levels(letters: Iterable[Letter]) -> tuple[str, str, str, str]:
    of = list(letters)
    return (
        "".join(letter.primary for letter in of),
        "".join("\x01" + letter.marks for letter in of),
        "".join(letter.form for letter in of),
        "".join(letter.script for letter in of),
    )


# Most characters have the same collation elements in every context, so that a name takes one lookup for
# each.

_CONTEXT = "\x00"
"""Marks a character in the first table whose elements depend on its neighbours."""


class _Table(dict[int, str]):
    """One level of a language by character (after NFKC), filled on demand."""

    def __init__(self, level: int, language: str) -> None:
        self.level = level
        self.language = language

    def __missing__(self, code: int) -> str:
        self[code] = value = _alone(chr(code), self.language)[self.level]
        return value


@lru_cache(maxsize=64)
def _tables(language: str) -> tuple[_Table, _Table, _Table, _Table]:
    return _Table(0, language), _Table(1, language), _Table(2, language), _Table(3, language)


def _alone(char: str, language: str) -> tuple[str, str, str, str]:
    """The levels of a character whose elements do not depend on its neighbours."""
    if char in _LONG_VOWELS:
        return (_kana_primary("あいうえお"[_LONG_VOWELS.index(char)]), "\x01", "\x00", "\x01")
    first = unicodedata.normalize("NFKD", char)[0]
    if unicodedata.combining(first) or hiragana(first)[0] in (LONG_VOWEL, _ITERATION):
        return (_CONTEXT, "", "", "")
    return _levels(_letters(char, language))


def _lengthened(match: re.Match[str]) -> str:
    """A kana and the ー after it, which is replaced by the noncharacter of its vowel."""
    kana = match[0][0]
    base = unicodedata.normalize("NFKD", kana)[0]
    return kana + _LONG_VOWELS["あいうえお".index(VOWEL_OF[large(hiragana(base)[0])])]


def hiragana(char: str) -> tuple[str, bool]:
    """The hiragana for a katakana character, and whether it was katakana; others are unchanged."""
    kana = char.translate(HIRAGANA)
    return kana, kana != char or "\u31f0" <= char <= "\u31ff"


def large(kana: str) -> str:
    """The large form of a small hiragana or small katakana extension; others are unchanged."""
    return _LARGE.get(kana, kana)


def _letters(text: str, language: str) -> Iterator[Letter]:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
    before: Letter | None = None
    vowel = ""
    index = 0
    while index < len(decomposed):
        char = decomposed[index]
        marks = ""
        index += 1
        while index < len(decomposed) and unicodedata.combining(decomposed[index]):
            marks += _mark(decomposed[index])
            index += 1
        kana, katakana = hiragana(char)
        if kana == LONG_VOWEL and vowel:
            letter = Letter(_kana_primary(vowel), marks, "\x00", "\x01")
        elif kana == _ITERATION and before is not None:
            letter = Letter(before.primary, before.marks + marks, "\x00", _script(katakana))
        else:
            letters = _element(char, language)
            yield from letters[:-1]
            letter = letters[-1]._replace(marks=letters[-1].marks + marks)
        yield letter
        is_kana = letter.primary and _KANA_GROUP <= ord(letter.primary[0]) < _KANJI
        before = letter if is_kana else None
        vowel = VOWEL_OF.get(large(kana), "") if is_kana else ""


def _mark(char: str) -> str:
    at = _MARKS.find(char)
    return chr(0x10 + at) if at >= 0 else chr(0x30 + ord(char))


def _script(katakana: bool) -> str:
    return "\x02" if katakana else "\x01"


def _kana_primary(kana: str) -> str:
    return chr(_KANA_GROUP + _KANA.index(kana))


@lru_cache(maxsize=8192)
def _element(char: str, language: str) -> tuple[Letter, ...]:
    """The collation elements of one character without its marks."""
    kana, katakana = hiragana(char)
    base = large(kana)
    if base in _KANA:
        size = "\x01" if base != kana and kana < "\u31f0" else "\x02" if base == kana else "\x03"
        return (Letter(_kana_primary(base), "", size, _script(katakana)),)
    if char == "〆":
        return _element("し", language) + _element("め", language)
    if char.isascii() and char.isalpha():
        form = "\x01" if char.islower() else "\x02"
        return (Letter(chr(_LATIN + ord(char.lower())), "", form, "\x01"),)
    sign = _SIGNS.find(kana)
    if sign >= 0:
        return (Letter(chr(1 + sign), "", "\x01", _script(katakana)),)
    if is_ideograph(char):
        return (Letter(chr(_KANJI + _kanji_order(char)), "", "\x01", "\x01"),)
    if char.isalpha():
        return _foreign(char, language)
    return (Letter("\u0300" + char, "", "\x01", "\x01"),)


def _kanji_order(char: str) -> int:
    """The rank of a kanji: those of JIS X 0208 in its order, then the others by code point."""
    try:
        code = char.encode("euc_jp")
    except UnicodeEncodeError:
        code = b""
    rank = int.from_bytes(code, "big") - 0xB000 if len(code) == 2 else -1
    return rank if rank >= 0 else 0x8000 + ord(char)


# -- other scripts ------------------------------------------------------------


def _foreign(char: str, language: str) -> tuple[Letter, ...]:
    """The collation elements of a character of another script, or of a Latin letter such as ø or ß."""
    group = _LAST if language == "ja" else _OTHER
    letters: list[Letter] = []
    for primary, mark, form in _table()(char):
        if primary:
            known = _ascii_primaries().get(primary)
            weight = known if known else chr(group + primary % 0x20000)
            letters.append(Letter(weight, "", chr(form), "\x01"))
        elif letters:
            letters[-1] = letters[-1]._replace(marks=letters[-1].marks + chr(0x10 + mark))
    return tuple(letters) or (Letter("", "", "\x01", "\x01"),)


@lru_cache(maxsize=1)
def _table() -> Callable[[str], list[list[int]]]:
    """The collation elements of a text by the Default Unicode Collation Element Table (DUCET)."""
    import pyuca

    elements: Callable[[str], list[list[int]]] = pyuca.Collator().collation_elements
    return elements


@lru_cache(maxsize=1)
def _ascii_primaries() -> dict[int, str]:
    """Maps the primary weight of each ASCII letter in DUCET to ours."""
    look_up = _table()
    return {look_up(char)[0][0]: chr(_LATIN + ord(char)) for char in "abcdefghijklmnopqrstuvwxyz"}
