"""Folding for search: ignores width, case, accents, script and size of kana, and separators.

`browser/text/fold.js` implements the same function, with tables generated from those here
(`tools/browser_tables.py`); `tests/search/folding.tsv` tests both with the same examples. The steps
are: Unicode's compatibility decomposition (UAX #15 NFKD); lower case; characters dropped or
replaced one by one; NFC. No step depends on neighbouring characters, except that NFC recombines
sound marks with kana.
"""

from __future__ import annotations

import re
import unicodedata

from glossgen.text.kana import HIRAGANA, LARGE_KANA

BREAK = "\u2029"
"""Separates two blocks of a text. Folding keeps it, so that no match spans it."""

DROPPED = (
    "\u0300-\u036f"  # accents
    "\\t-\\r \u1680\u2028"  # spaces; the others decompose to these
    "\u00ad\u200b-\u200d\u2060\ufe0e\ufe0f\ufeff"  # invisible characters
    "\\-\u2010-\u2015\u2212"  # hyphens and dashes
    "\u30fb\u00b7\u2027"  # 中黒
    "\u30fc\u301c~"  # ー and what is typed for it
    "'\"\u2018-\u201f._/"
)
"""The characters that folding drops, as the inside of a character class in Python and JavaScript regexes."""

LARGE = {ord(small): ord(large) for small, large in (LARGE_KANA | {"ς": "σ"}).items()}
"""Small kana to large ones, and final sigma to sigma, by code points."""

_DROPPED = re.compile(f"[{DROPPED}]+")
_FOLDED = LARGE | {katakana: LARGE.get(hiragana, hiragana) for katakana, hiragana in HIRAGANA.items()}


def fold(text: str) -> str:
    """The form in which texts are compared; may be empty. Idempotent."""
    lower = unicodedata.normalize("NFKD", text).lower()
    return unicodedata.normalize("NFC", _DROPPED.sub("", lower).translate(_FOLDED))
