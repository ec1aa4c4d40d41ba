"""Bigrams: for every pair of adjacent characters, the entries that contain it.

A phrase is searched in the entries that contain all of its bigrams, so no word segmentation is
needed. The posting lists of a segment are distributed over files by a hash, and a change of a text
changes only the lists of the bigrams that it gained or lost.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import sub

from glossgen.text.search_folding import BREAK, DROPPED, fold

DENSE = "."
"""Prefix of a posting list that is written as a bitmap."""

LEAD = " "
"""Separates the list of all entries that have a bigram from that of those that have it in their lead."""

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""The digits of encoded lists, for the values 0 to 63."""

_CODES: tuple[str, ...] = (*DIGITS[:32], *(low + high for high in DIGITS[1:32] for low in DIGITS[32:]))
_DISTANCES = {code: distance for distance, code in enumerate(_CODES)}
_CODE = re.compile(f"[{re.escape(DIGITS[32:])}]*[{DIGITS[:32]}]")

_LEAD = 120  # characters at the beginning of a text, which say what it is about
_BITS = 6  # bits per digit
_TO_DIGITS = bytes(ord(DIGITS[value & 63]) for value in range(256))
_TO_VALUES = bytes(max(0, DIGITS.find(chr(byte))) for byte in range(256))

_PER_FILE = 32_000  # characters of text for one file of lists, roughly

# Characters that folding drops, and characters that it maps one to one. Most texts have no others, and then
# their bigrams can be folded one by one. A test compares this with `fold` for all characters.
_NONE = re.compile(f"[{DROPPED}…\u00a0\u3000＇＂－．／＿～]+")
_ONE = re.compile(f"[!-~、-〛ぁ-ゖァ-ヶ㐀-䶿一-鿿！-～°-³·×÷α-ω←-⇿∀-∫∮∱-⋿■-◿{BREAK}]*")
_CODEC = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"


# -- bigrams of a text --------------------------------------------------------


def _pairs(text: str) -> set[int]:
    """The pairs of adjacent characters of a text as numbers, some not yet folded: the fastest way to them."""
    lean = _NONE.sub("", text.lower())
    data = (lean if _ONE.fullmatch(lean) else fold(text)).encode(_CODEC)
    found = array("Q", data[: len(data) & -8])
    found.frombytes(data[4 : 4 + (len(data) - 4 & -8)] if data else b"")
    return set(found)


def postings(texts: Sequence[str], files: int) -> dict[int, str]:
    """The posting lists of a segment with these texts, by the number of their file, of so many.

    A line for each bigram, followed by its lists (see `encode`).
    """
    found: defaultdict[int, list[int]] = defaultdict(list)
    leading: defaultdict[int, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for pair in _pairs(text):
            found[pair].append(number)
        for pair in _pairs(text[:_LEAD]):
            leading[pair].append(number)
    lists, leads = _by_bigram(found), _by_bigram(leading)
    lines: dict[int, list[str]] = {number: [] for number in range(files)}
    for bigram in sorted(lists):
        first = LEAD + encode(leads[bigram], len(texts)) if bigram in leads else ""
        lines[shard_of(bigram, files)].append(bigram + encode(lists[bigram], len(texts)) + first)
    return {number: "\n".join(each) for number, each in lines.items()}


@lru_cache(maxsize=1 << 16)  # many segments have the same ones
def _bigram(pair: int) -> str:
    """The folded bigram of a pair; empty for one that spans a break."""
    bigram = fold(pair.to_bytes(8, sys.byteorder).decode(_CODEC))
    return "" if BREAK in bigram else bigram


def _by_bigram(lists: Mapping[int, Sequence[int]]) -> dict[str, Sequence[int]]:
    """Lists by pairs as `_pairs` has them, by folded bigram."""
    same: defaultdict[str, list[int]] = defaultdict(list)
    for pair in lists:
        same[_bigram(pair)].append(pair)
    same.pop("", None)
    return {
        bigram: lists[pairs[0]] if not pairs[1:] else sorted(set().union(*map(lists.__getitem__, pairs)))
        for bigram, pairs in same.items()
    }


# -- files of lists -----------------------------------------------------------


def shard_count(size: int) -> int:
    """The number of files for this many characters of text; a power of two."""
    return 1 << max(0, (size - 1) // _PER_FILE).bit_length()


def shard_of(bigram: str, count: int) -> int:
    """The number of the file that has a bigram."""
    return (ord(bigram[0]) * 31 + ord(bigram[1])) % count


# -- lists as text ------------------------------------------------------------


def encode(numbers: Sequence[int], total: int) -> str:
    """Encode ascending numbers below `total` as text.

    If more than one in six is present: `DENSE`, then a bitmap with six bits a digit, low bits
    first. Otherwise the differences of successive numbers (the first one from -1), as varints in
    base 32: digits from low to high, with 32 added to all but the last.
    """
    if len(numbers) == 1 and total > _BITS and numbers[0] < len(_CODES) - 1:  # most lists of a segment
        return _CODES[numbers[0] + 1]
    if len(numbers) * _BITS > total:
        bits = bytearray(-(-total // _BITS) * _BITS)
        for number in numbers:
            bits[number] = 1
        digits = sum(int.from_bytes(bits[bit::_BITS], "big") << bit for bit in range(_BITS))
        return _dense(digits.to_bytes(len(bits) // _BITS, "big"))
    distances = list(map(sub, numbers, (-1, *numbers)))
    if max(distances, default=0) < len(_CODES):
        return "".join(map(_CODES.__getitem__, distances))
    return "".join(map(_encode_gap, distances))


def decode(code: str) -> list[int]:
    """Decode a list that `encode` made."""
    if code.startswith(DENSE):
        digits = code[1:].encode().translate(_TO_VALUES)
        return [
            place * _BITS + bit
            for place, digit in enumerate(digits)
            for bit in range(_BITS)
            if digit >> bit & 1
        ]
    codes = _CODE.findall(code)
    try:
        distances = list(map(_DISTANCES.__getitem__, codes))
    except KeyError:
        distances = list(map(_decode_gap, codes))
    return list(accumulate(distances, initial=-1))[1:]


def _dense(digits: bytes) -> str:
    return DENSE + digits.translate(_TO_DIGITS).decode()


def _encode_gap(distance: int) -> str:
    """Encode a difference that may be too large for the table."""
    known = distance < len(_CODES)
    return _CODES[distance] if known else DIGITS[32 + distance % 32] + _encode_gap(distance // 32)


def _decode_gap(code: str) -> int:
    """Decode what `_encode_gap` made."""
    known = _DISTANCES.get(code)
    return DIGITS.index(code[0]) - 32 + 32 * _decode_gap(code[1:]) if known is None else known
