"""Folding for search: ignores width, case, accents, script and size of kana, and separators.

`static/search.js` has the same function; `tests/search/folding.tsv` holds both
to one table. The steps are Unicode's compatibility decomposition (UAX #15
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

_DROPPED = re.compile(f"[{DROPPED}]+")
_SMALL = dict(zip("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ", strict=True))


def _kana() -> dict[int, str]:
    """Katakana as hiragana, small kana as large; the final sigma as sigma."""
    table = {ord(small): large for small, large in _SMALL.items()} | {ord("ς"): "σ"}
    for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE):
        hiragana = chr(code - 0x60)
        table[code] = _SMALL.get(hiragana, hiragana)
    return table


_TABLE = _kana()


def fold(text: str) -> str:
    """The form in which texts are compared; may be empty. Folding twice changes nothing."""
    lower = unicodedata.normalize("NFKD", text).lower()
    return unicodedata.normalize("NFC", _DROPPED.sub("", lower).translate(_TABLE))
