"""Breaks a text into lines of a given width: between Japanese characters, and at the spaces of other scripts.

Which characters may not begin or end a line is defined in JIS X 4051:2004, 6.1 and “Requirements for
Japanese Text Layout” (JLReq), 3.1.7 and 3.1.8. Words are broken only if they are longer than a line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice

from glossgen.text.scripts import is_cjk

Measure = Callable[[str], float]
"""Measures the width of a text, in the same unit as the width of a line."""

ELLIPSIS = "…"

_NOT_FIRST = frozenset(
    "、。，．,.：；:;・･?!？！‼⁇⁈⁉゛゜ヽヾゝゞ々〻ー’”)]}）〕］｝〉》」』】〙〗〟｠»›–‐゠〜～…‥%％‰℃°′″"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ｡､｣ｰﾞﾟ"
)
_NOT_LAST = frozenset("‘“([{（〔［｛〈《「『【〘〖〝｟«‹$£¥＄￡￥#＃№｢")
_INSEPARABLE = frozenset("…‥—―")
_LOOSE = " 、。，．,.;:…" + "".join(_NOT_LAST)
"""Characters that are dropped before the ellipsis of a cut line."""
_JOINERS = "\u200d\u2060\ufeff"


def wrapped(text: str, width: float, measure: Measure, most: int) -> list[str]:
    """The first `most` lines of a text; if there are more, the last one ends with “…”."""
    found = list(islice(lines(text, width, measure), most + 1))
    if len(found) <= most:
        return found
    return [*found[: most - 1], _cut(found[most - 1], width, measure)] if most else []


def balanced(text: str, width: float, measure: Measure, most: int) -> list[str]:
    """The lines of a text with similar widths, without needing more of them; like `wrapped` above `most`."""
    count = _count(text, width, measure, most)
    low, high = width / count if count else width, width
    while 1 < count <= most and high - low > width / 50:
        middle = (low + high) / 2
        if _count(text, middle, measure, most) == count:
            high = middle
        else:
            low = middle
    return wrapped(text, high, measure, most)


def fits(text: str, width: float, measure: Measure, most: int) -> bool:
    """Whether a text fits into `most` lines without a broken word."""
    whole = all(measure(piece.rstrip()) <= width for piece in _pieces(text))
    return whole and _count(text, width, measure, most) <= most


def _count(text: str, width: float, measure: Measure, most: int) -> int:
    """The number of lines of a text, but not more than one above `most`."""
    return len(list(islice(lines(text, width, measure), most + 1)))


def lines(text: str, width: float, measure: Measure) -> Iterator[str]:
    """Yield the lines of a text lazily, so that a caller may stop early."""
    line = ""
    for piece in _pieces(text):
        if measure((line + piece).rstrip()) <= width:
            line += piece
            continue
        if line.strip():
            yield line.strip()
        line = ""
        for letter in _letters(piece):  # all of them fit, unless the piece is longer than a line
            if line and measure((line + letter).rstrip()) > width:
                yield line.strip()
                line = ""
            line += letter
    if line.strip():
        yield line.strip()


def _cut(line: str, width: float, measure: Measure) -> str:
    """As much of a line as fits before “…”: whole words, or the letters of a line that is one word."""
    parts = list(_pieces(line))
    if len(parts) == 1:
        parts = list(_letters(line))
    while parts and measure("".join(parts).rstrip(_LOOSE) + ELLIPSIS) > width:
        parts.pop()
    return "".join(parts).rstrip(_LOOSE) + ELLIPSIS


def _pieces(text: str) -> Iterator[str]:
    """The parts of a text between which a line may end. A space belongs to what is before it."""
    begin = 0
    for place in range(1, len(text)):
        if _may_break(text[place - 1], text[place]):
            yield text[begin:place]
            begin = place
    yield text[begin:]


def _may_break(before: str, after: str) -> bool:
    if after.isspace() or after in _NOT_FIRST or before in _NOT_LAST or _is_added(after):
        return False
    if before in _INSEPARABLE and after == before:
        return False
    if before.isspace() or before in _JOINERS:
        return before not in "\u00a0\u202f" + _JOINERS
    return is_cjk(before) or is_cjk(after) or (before in "-‐/" and after.isalpha())


def _letters(text: str) -> Iterator[str]:
    """Each character with the marks on it."""
    letter = ""
    for char in text:
        if letter and not _is_added(char):
            yield letter
            letter = ""
        letter += char
    if letter:
        yield letter


def _is_added(char: str) -> bool:
    return unicodedata.category(char)[0] == "M" or char in _JOINERS
