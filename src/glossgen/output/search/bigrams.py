"""Bigrams: for every pair of neighbouring characters, the entries it occurs in.

A phrase is looked for in the entries that have all of its bigrams, so nothing
depends on where words begin. The lists are spread over files by a hash, and a
text that changes changes the lists of those bigrams only that it won or lost.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from operator import sub

from glossgen.text.search_folding import BREAK, DROPPED, fold

DENSE = "."
"""Before a list that is written as bits."""

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""The digits of lists, from 0 to 63."""

_CODES = (*DIGITS[:32], *(low + high for high in DIGITS[1:32] for low in DIGITS[32:]))
_DISTANCES = {code: distance for distance, code in enumerate(_CODES)}
_CODE = re.compile(f"[{re.escape(DIGITS[32:])}]*[{DIGITS[:32]}]")

_BITS = 6  # of a digit
_TO_DIGITS = bytes(ord(DIGITS[value & 63]) for value in range(256))
_TO_VALUES = bytes(max(0, DIGITS.find(chr(byte))) for byte in range(256))

_PER_FILE = 32_000  # characters of text whose lists are one file, about
_KEPT = 1 << 14  # entries whose numbers are kept as objects

# Characters that folding drops, and characters that it leaves one: most texts have nothing else, and their
# bigrams can be folded one by one. A test goes through all of them.
_NONE = re.compile(f"[{DROPPED}…\u00a0\u3000＇＂－．／＿～]+")
_ONE = re.compile(f"[!-~、-〛ぁ-ゖァ-ヶ㐀-䶿一-鿿！-～°-³·×÷α-ω←-⇿∀-∫∮∱-⋿■-◿{BREAK}]*")
_CODEC = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"


# -- bigrams of a text --------------------------------------------------------


def bigrams(text: str) -> set[str]:
    """The pairs of neighbouring characters of a text as it is folded, none over a break."""
    folded = fold(text)
    return {pair for pair in map(str.__add__, folded, folded[1:]) if BREAK not in pair}


def _pairs(text: str) -> set[int]:
    """The bigrams of a text as numbers, some not folded yet: the fastest way to compute them."""
    lean = _NONE.sub("", text.lower())
    data = (lean if _ONE.fullmatch(lean) else fold(text)).encode(_CODEC)
    found = array("Q", data[: len(data) & -8])
    found.frombytes(data[4 : 4 + (len(data) - 4 & -8)] if data else b"")
    return set(found)


class Postings:
    """The entries of every bigram, while texts come one after the other."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.count = self.size = 0
        self._new: defaultdict[int, list[int]] = defaultdict(list)
        self._old: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))

    def add(self, texts: Iterable[str]) -> None:
        """Take the texts of the next entries."""
        new = self._new
        for text in texts:
            number = self.count
            for pair in _pairs(text):
                new[pair].append(number)
            self.count += 1
            self.size += len(text)
            if self.count % _KEPT == 0:
                self._pack()

    def _pack(self) -> None:
        """Keep numbers in an eighth of the space."""
        for pair, numbers in self._new.items():
            self._old[pair].extend(numbers)
        self._new.clear()

    def shards(self) -> list[str]:
        """The lists of all bigrams in files: a line for each, which is the bigram and its list (`encode`)."""
        lists = self._lists()
        files: list[list[str]] = [[] for _ in range(shard_count(self.size))]
        for bigram in sorted(lists):
            files[shard_of(bigram, len(files))].append(bigram + encode(lists[bigram], self.count))
        return ["\n".join(lines) for lines in files]

    def _lists(self) -> Mapping[str, Sequence[int]]:
        if self._old:
            self._pack()
        given: Mapping[int, Sequence[int]] = self._old or self._new
        same: defaultdict[str, list[int]] = defaultdict(list)
        for pair in given:
            bigram = fold(pair.to_bytes(8, sys.byteorder).decode(_CODEC))
            if BREAK not in bigram:
                same[bigram].append(pair)
        return {
            bigram: given[pairs[0]] if not pairs[1:] else sorted(set().union(*map(given.__getitem__, pairs)))
            for bigram, pairs in same.items()
        }


# -- files of lists -----------------------------------------------------------


def shard_count(size: int) -> int:
    """How many files there are for so many characters of text: a power of two."""
    return 1 << max(0, (size - 1) // _PER_FILE).bit_length()


def shard_of(bigram: str, count: int) -> int:
    """The file that a bigram is in."""
    return (ord(bigram[0]) * 31 + ord(bigram[1])) % count


# -- lists as text ------------------------------------------------------------


def encode(numbers: Sequence[int], total: int) -> str:
    """Ascending numbers below `total` as text.

    More than one in six: `DENSE`, then bits, six to a digit from the low one.
    Else each number as its distance from the one before (the first from -1), in
    base 32: the digits from low to high, all but the last with 32 added.
    """
    if len(numbers) * _BITS > total:
        bits = bytearray(-(-total // _BITS) * _BITS)
        for number in numbers:
            bits[number] = 1
        digits = sum(int.from_bytes(bits[bit::_BITS], "big") << bit for bit in range(_BITS))
        return _dense(digits.to_bytes(len(bits) // _BITS, "big"))
    distances = list(map(sub, numbers, (-1, *numbers)))
    if max(distances, default=0) < len(_CODES):
        return "".join(map(_CODES.__getitem__, distances))
    return "".join(map(_code, distances))


def decode(code: str) -> list[int]:
    """The numbers that `encode` was given."""
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
        distances = list(map(_distance, codes))
    return list(accumulate(distances, initial=-1))[1:]


def _dense(digits: bytes) -> str:
    return DENSE + digits.translate(_TO_DIGITS).decode()


def _code(distance: int) -> str:
    """A distance that may be too long for the table."""
    known = distance < len(_CODES)
    return _CODES[distance] if known else DIGITS[32 + distance % 32] + _code(distance // 32)


def _distance(code: str) -> int:
    """What `_code` was given."""
    known = _DISTANCES.get(code)
    return DIGITS.index(code[0]) - 32 + 32 * _distance(code[1:]) if known is None else known
