"""Classes of characters: the script of a character, and which characters count as CJK for what.

The sets differ by intention. `script` serves the boundary rules (Unicode Standard, Scripts.txt), `is_cjk`
the layout of text, `is_east_asian_wide` emphasis, `CJK_LETTERS` the guess of a language, and
`is_ideograph` collation. Kana have a module of their own, `glossgen.text.kana`.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import lru_cache


class Script(str, Enum):
    """The class of a character next to another one."""

    LATIN = "latin"  # also Greek and Cyrillic: letters of words written with spaces
    DIGIT = "digit"
    KATAKANA = "katakana"
    HIRAGANA = "hiragana"
    KANJI = "kanji"
    HANGUL = "hangul"
    OTHER = "other"


@lru_cache(maxsize=8192)
def script(char: str) -> Script:
    """The class of one character (after NFKC).

    `ー` is katakana. `々` and `〆` are kanji, and so are `ヶ` and `ヵ`, which represent か and が
    between kanji (三ヶ月).
    """
    code = ord(char)
    if code < 0x80:
        return Script.LATIN if char.isalpha() else Script.DIGIT if char.isdigit() else Script.OTHER
    if 0x3041 <= code <= 0x309F and code not in (0x309B, 0x309C, 0x30A0):
        return Script.HIRAGANA
    if char in "々〆〇ヶヵ":
        return Script.KANJI
    if (0x30A1 <= code <= 0x30FF and code != 0x30FB) or 0x31F0 <= code <= 0x31FF:
        return Script.KATAKANA
    if 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF:
        return Script.KANJI
    if 0xAC00 <= code <= 0xD7A3 or 0x1100 <= code <= 0x11FF:
        return Script.HANGUL
    category = unicodedata.category(char)
    if category == "Nd":
        return Script.DIGIT
    return Script.LATIN if category[0] in "LM" else Script.OTHER


KATAKANA = "ァ-ヺー"
"""Katakana letters and ー, as the inside of a character class of a regex."""

KANJI = "一-鿿㐀-䶿々"
"""Common kanji (the Unified Ideographs of the BMP) and 々, as the inside of a character class of a regex."""

CJK_LETTERS = re.compile("[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9d々〆]+")
"""Runs of kana and kanji: by their number the language of a text is guessed."""

_CJK = (
    (0x2E80, 0x303F),  # radicals, CJK symbols and punctuation
    (0x3041, 0x33FF),  # kana, bopomofo, compatibility
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF01, 0xFF9F),  # full-width forms and half-width kana
    (0x20000, 0x3FFFF),
)
_IS_CJK = re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _CJK) + "]")

RUNS = {
    Script.HIRAGANA: re.compile("[\u3041-\u309a\u309d-\u309f]+"),
    Script.KATAKANA: re.compile("[\u30a1-\u30f4\u30f7-\u30fa\u30fc-\u30ff\u31f0-\u31ff]+"),
    Script.HANGUL: re.compile("[\uac00-\ud7a3\u1100-\u11ff]+"),
    Script.KANJI: re.compile("[\u3005-\u3007\u30f5\u30f6\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"),
}
"""Matches runs of the scripts without spaces, for scanning long texts."""


def is_wide(char: str) -> bool:
    """Whether a character belongs to a script that is written without spaces."""
    return script(char) in (Script.KATAKANA, Script.HIRAGANA, Script.KANJI) or "\u3000" <= char <= "\u303f"


def is_cjk(char: str) -> bool:
    """Whether a character is set without spaces between words (not Hangul), punctuation included."""
    return char >= "\u2e80" and _IS_CJK.match(char) is not None


def is_east_asian_wide(char: str) -> bool:
    """Whether a character is wide, full-width or half-width (UAX #11) and not an emoji."""
    return (
        char > "\u10ff"
        and unicodedata.east_asian_width(char) in "WFH"
        and (unicodedata.category(char) != "So")
    )


def is_ideograph(char: str) -> bool:
    """Whether a character is a CJK ideograph, radical or stroke, by its name in Unicode."""
    return unicodedata.name(char, "").startswith("CJK ")
