"""Folding for search: ignores width, case, accents, script and size of kana, and separators.

`browser/text/fold.js` has the same function, and its tables are made of those
here (`tools/browser_tables.py`); `tests/search/folding.tsv` holds both to one
list of examples. The steps are Unicode's compatibility decomposition (UAX #15
NFKD), lower case, then characters dropped or replaced one by one, then NFC: no
step looks at its neighbours except to put a sound mark back on its kana.
"""

from __future__ import annotations

import re
import unicodedata

BREAK = "\u2029"
"""Stands between two blocks of a text; folding keeps it, so that no match runs over it."""

DROPPED = (
    "\u0300-\u036f"  # accents
    "\\t-\\r \u1680\u2028"  # spaces; the others decompose to these
    "\u00ad\u200b-\u200d\u2060\ufe0e\ufe0f\ufeff"  # what nobody sees
    "\\-\u2010-\u2015\u2212"  # hyphens and dashes
    "\u30fb\u00b7\u2027"  # 中黒
    "\u30fc\u301c~"  # ー and what is typed for it
    "'\"\u2018-\u201f._/"
)
"""The characters that search does not see, as the inside of a character class of Python and JavaScript."""

HIRAGANA = {code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}
"""Katakana as hiragana, by code points."""

LARGE = dict(zip(map(ord, "ぁぃぅぇぉっゃゅょゎゕゖς"), map(ord, "あいうえおつやゆよわかけσ"), strict=True))
"""Small kana as large ones, and the final sigma as sigma, by code points."""

_DROPPED = re.compile(f"[{DROPPED}]+")
_FOLDED = LARGE | {katakana: LARGE.get(hiragana, hiragana) for katakana, hiragana in HIRAGANA.items()}


def fold(text: str) -> str:
    """The form in which texts are compared; may be empty. Folding twice changes nothing."""
    lower = unicodedata.normalize("NFKD", text).lower()
    return unicodedata.normalize("NFC", _DROPPED.sub("", lower).translate(_FOLDED))
