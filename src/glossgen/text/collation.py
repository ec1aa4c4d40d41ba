"""Sort keys by the Unicode Collation Algorithm (UTS #10), by the rules of languages, JIS X 4061 for Japanese.

Four levels: letters; marks (accents, and 清音 before 濁音 before 半濁音); form (ー before small
before large kana, lower case before upper case); script (hiragana before katakana). The first three
are those of ICU's `ja`; the fourth is that of JIS X 4061, which ICU applies only on request.
Half-width kana are equal to full-width ones, and their sound marks are combined with them.

A letter of a language (`glossgen.text.alphabets`) has the first level of the letter before it and a
character behind all others; so has a Chinese character behind the first letter of its reading.

Text in ASCII, kana and kanji needs only the tables of this module. The table of pyuca, which takes
a tenth of a second to load, is loaded for the first letter of another script.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from glossgen.text import han
from glossgen.text.alphabets import FoundLetter, alphabet
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

_JAMO = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
"""The rows of the nineteen initial consonants of Hangul (U+1100 and on), double ones with single ones."""

_VOWEL_BEFORE = re.compile("([เ-ไ])([ก-ฮ])|([ເ-ໄ])([ກ-ຮ])")
"""Thai and Lao vowels that are written before their consonant and sorted behind it."""

_FIRST = 8
"""The first letter of a name with its marks is always within this many characters."""

_VIRAMA = 9
"""The combining class of signs that take the vowel of a letter away; they have a weight as letters do."""

_LENGTHENED = re.compile("[ぁ-をゔ-ゖァ-ヲヴ-ヺㇰ-ㇿ]ー")

# The first character of each group of letters at the first level, in sort order.
_LATIN, _OTHER, _KANA_GROUP, _KANJI, _LAST, _BEHIND = 0x400, 0x1000, 0x30000, 0x40000, 0xA0000, 0x10F000


class Letter(NamedTuple):
    """One collation element with its marks, as strings whose order is the sort order."""

    primary: str
    marks: str
    form: str
    script: str


def collation_key(text: str, language: str = "ja") -> CollationKey:
    """The key by which names and readings are sorted."""
    primary, marks, form, script = _tables(language)
    normal = _normal(text, language)
    letters = normal.translate(primary)
    if _CONTEXT in letters:
        return (*_levels(_letters(text, language)), text)
    return (letters, normal.translate(marks), normal.translate(form), normal.translate(script), text)


def letters_key(text: str, language: str = "ja") -> str:
    """The first level of that key. It suffices if the letters of names differ, as in most comparisons."""
    letters = _normal(text, language).translate(_tables(language)[0])
    return _levels(_letters(text, language))[0] if _CONTEXT in letters else letters


def first_letter(text: str, language: str) -> str:
    """The letter, in lower case and without marks, that decides the row of a name in an index.

    It may have several characters (`ch`, `7劃`). A Chinese character that is neither in the table of
    readings nor in Big5 is its own, and so are signs.
    """
    spelled = unicodedata.normalize("NFKD", _spelled(text[:_FIRST], language))
    return _row_letter(next(_clusters(spelled), ""), language)


@lru_cache(maxsize=8192)
def _row_letter(cluster: str, language: str) -> str:
    found = alphabet(language).find(cluster)
    if found:
        return unicodedata.normalize("NFC", found.letter.heading)
    base = cluster[:1]
    if "\u1100" <= base < "\u1113":
        return _JAMO[ord(base) - 0x1100]
    if base and is_ideograph(base):
        return _han_row(base, language) or base
    if base.isascii() or not base.isalpha() or base in _LARGE or hiragana(base)[0] in _KANA:
        return base.lower()
    return _latin_letter(_foreign(base, language)[0].primary) or base.lower()


def _latin_letter(primary: str) -> str:
    """The letter from a to z with this weight; empty for another weight."""
    return chr(ord(primary) - _LATIN) if chr(_LATIN + 0x61) <= primary <= chr(_LATIN + 0x7A) else ""


def _han_row(char: str, language: str) -> str:
    """The first letter of the reading of a Chinese character, or the number of its strokes."""
    order = han.order_of(language)
    if order == "strokes":
        count, _ = han.strokes(char)
        return f"{count}{han.STROKES}" if count else ""
    syllable = han.readings().of.get(char) if order else None
    return "" if syllable is None else han.without_tone(han.readings().syllables[syllable])[0]


def _normal(text: str, language: str) -> str:
    normal = _spelled(text, language)
    return _LENGTHENED.sub(_lengthened, normal) if LONG_VOWEL in normal else normal


def _spelled(text: str, language: str) -> str:
    """The text in NFKC, with a private character for each letter that has several characters."""
    normal = unicodedata.normalize("NFKC", text)
    spell = _speller(language)
    return spell(normal) if spell else normal


@lru_cache(maxsize=64)
def _speller(language: str) -> Callable[[str], str] | None:
    """What a language makes of a text before its characters are looked up; None for nothing."""
    if han.order_of(language) == "pinyin":
        return lambda text: text if text.isascii() else han.readings().respelled(text)
    if language.split("-")[0] in ("lo", "th"):
        return lambda text: _VOWEL_BEFORE.sub(r"\2\1\4\3", text)
    letters = alphabet(language)
    return letters.with_digraphs if letters.digraphs else None


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
    if _is_mark(first) or hiragana(first)[0] in (LONG_VOWEL, _ITERATION):
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


def _is_mark(char: str) -> bool:
    return unicodedata.combining(char) not in (0, _VIRAMA)


def _clusters(decomposed: str) -> Iterator[str]:
    """Every character with the marks behind it."""
    start = 0
    for end in range(1, len(decomposed) + 1):
        if end == len(decomposed) or not _is_mark(decomposed[end]):
            yield decomposed[start:end]
            start = end


def _letters(text: str, language: str) -> Iterator[Letter]:
    letters_of, mark_of = alphabet(language), _mark_of(language)
    before: Letter | None = None
    vowel = ""
    for cluster in _clusters(unicodedata.normalize("NFKD", _spelled(text, language))):
        found = letters_of.find(cluster)
        marks = "".join(map(mark_of, found.marks if found else cluster[1:]))
        if found:
            yield _placed(found, marks, language)
            before, vowel = None, ""
            continue
        char = cluster[0]
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


def _placed(found: FoundLetter, marks: str, language: str) -> Letter:
    """The collation element of a letter with its own position: directly behind its anchor."""
    own = found.letter
    behind = chr(_BEHIND + own.after) if own.after else ""
    variant = chr(0x3F00 + own.variant) if own.variant else ""
    primary = _element(own.anchor, language)[-1].primary + behind
    return Letter(primary, variant + marks, "\x01\x02\x03"[found.capitals], "\x01")


@lru_cache(maxsize=64)
def _mark_of(language: str) -> Callable[[str], str]:
    """The weight of a mark: those that the language lists first, then those of `_MARKS`, then the others."""
    own = alphabet(language).marks
    order = own + "".join(mark for mark in _MARKS if mark not in own)

    def weight(char: str) -> str:
        at = order.find(char)
        return chr(0x10 + at) if at >= 0 else chr(0x30 + ord(char))

    return weight


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
        return (Letter(_han_primary(char, language), "", "\x01", "\x01"),)
    if char.isalpha() or unicodedata.category(char)[0] == "M":
        return _foreign(char, language)
    return (Letter("\u0300" + char, "", "\x01", "\x01"),)


def _han_primary(char: str, language: str) -> str:
    """The place of a Chinese character: in its row, by reading or strokes; else by `_kanji_order`."""
    row = _han_row(char, language)
    if not row:
        return chr(_KANJI + _kanji_order(char))
    if row.endswith(han.STROKES):
        count, code = han.strokes(char)
        return chr(_KANJI - 0x100 + count) + chr(code)
    return chr(_LATIN + ord(row)) + chr(_BEHIND) + chr(0x1000 + han.readings().of[char]) + char


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
        elif not letters:
            letters.append(Letter("", chr(0x10 + mark), chr(form), "\x01"))
        else:
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
