"""Finds the most similar string like `difflib.get_close_matches`, but without comparing all strings.

`difflib` compares two strings in about 0.1 ms, which is too slow when thousands of links each look
for the nearest of thousands of paths. Its ratio is `2 * matches / (sum of both lengths)`, so an
upper bound on the matches bounds the ratio. Two such bounds are computed for hundreds of strings at
once, each string in its own lane of one large integer:

1. the number of common characters, in any order (and before that, the bound by length alone);
2. the length of the longest common subsequence, since the matches of `difflib` are a common
   subsequence. It is computed bit by bit (Crochemore et al. 2001, "A fast and practical bit-vector
   algorithm for the longest common subsequence problem").

Only strings whose bounds reach the best ratio so far are compared.
"""

from __future__ import annotations

import heapq
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from functools import cached_property

CUTOFF = 0.6
"""The least ratio of similar strings, as in `difflib`."""

_TOGETHER = 128
"""The most strings in one block."""

_BYTE = 256

_ROUNDING = 1e-6
"""Much larger than the rounding error of a ratio, and much smaller than the weight of one character."""

Likeness = Callable[[str], Callable[[str], float]]
"""Takes a word, and returns a function that gives the similarity of another string to it (0 to 1)."""


def ratio_to(word: str) -> Callable[[str], float]:
    """A function that computes `difflib`'s ratio between a word and other strings."""
    matcher = SequenceMatcher()
    matcher.set_seq2(word)

    def ratio(other: str) -> float:
        matcher.set_seq1(other)
        return matcher.ratio()

    return ratio


class Nearest:
    """Finds the nearest of some strings; results are memoised by word.

    `likeness` must not exceed the ratio that the longest common subsequence allows. Tests pass one
    that counts calls.
    """

    def __init__(self, known: Iterable[str], likeness: Likeness = ratio_to) -> None:
        """Group the strings into blocks of equal length."""
        self._likeness = likeness
        self._found: dict[str, str | None] = {}
        by_length: dict[int, list[str]] = defaultdict(list)
        for text in dict.fromkeys(known):
            by_length[len(text)].append(text)
        self._blocks = [
            _Block(length, tuple(texts[start : start + _TOGETHER]))
            for length, texts in sorted(by_length.items())
            for start in range(0, len(texts), _TOGETHER)
        ]

    def to(self, word: str) -> str | None:
        """The most similar string, if its ratio is at least `CUTOFF`; of equal ones the greatest."""
        if word not in self._found:
            self._found[word] = self._search(word)
        return self._found[word]

    def _search(self, word: str) -> str | None:
        length, places, likeness = len(word), list(_numbered(word)), self._likeness(word)
        found, best = False, (CUTOFF, "")
        # Visit the block with the highest bound first; the initial bounds follow from the lengths.
        bounds = [
            (-_ratio(min(length, block.length), length, block), number, False)
            for number, block in enumerate(self._blocks)
        ]
        heapq.heapify(bounds)
        while bounds and -bounds[0][0] >= best[0]:
            _, number, counted = heapq.heappop(bounds)
            block = self._blocks[number]
            if not counted:
                bound = _ratio(block.most_shared(places), length, block)
                heapq.heappush(bounds, (-bound, number, True))
                continue
            for common, text in sorted(block.alike(word, best[0]), reverse=True):
                if _ratio(common, length, block) < best[0]:
                    break
                near = likeness(text)
                if near >= CUTOFF:
                    found, best = True, max(best, (near, text))
        return best[1] if found else None


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` is most probably a misspelling of; None if none is similar enough."""
    return Nearest(known).to(word)


class _Block:
    """Strings of equal length, with the tables for computing the bounds."""

    def __init__(self, length: int, texts: tuple[str, ...]) -> None:
        self.length = length
        self.texts = texts

    def most_shared(self, places: Iterable[tuple[str, int]]) -> int:
        """The most characters that a string has in common with a word, which is given by `_numbered`."""
        total = sum(filter(None, map(self._counts.get, places)))
        lanes = total.to_bytes(len(self.texts) * self._width, sys.byteorder)
        return max(memoryview(lanes).cast("B" if self._width == 1 else "I"))

    def alike(self, word: str, ratio: float) -> list[tuple[int, str]]:
        """The strings with a common subsequence long enough that they may reach a ratio.

        Each has the length of its longest common subsequence with the word. A bit of `left`
        represents a character of a string and is cleared when the subsequence grows there. The
        highest bit of a lane takes the carry.
        """
        lane, whole, masks = self.length + 1, self._whole, self._masks
        left = whole
        for character in word:
            mask = masks.get(character, 0)
            if mask:
                both = left & mask
                left = ((left + both) | (left ^ both)) & whole
        size, enough = lane * len(self.texts), ratio * (len(word) + self.length) / 2 - _ROUNDING
        bits = f"{whole ^ left:0{size}b}"
        commons = [bits.count("1", end - lane, end) for end in range(size, 0, -lane)]
        return [(common, text) for common, text in zip(commons, self.texts, strict=True) if common >= enough]

    @property
    def _width(self) -> int:
        """The bytes of a lane that can count up to the length of the strings."""
        return 1 if self.length < _BYTE else 4

    @cached_property
    def _counts(self) -> dict[tuple[str, int], int]:
        """For the n-th occurrence of a character: 1 in the lane of each string with at least n of them."""
        width = self._width
        positions: dict[tuple[str, int], list[int]] = defaultdict(list)
        for lane, text in enumerate(self.texts):
            first = lane * width + (0 if sys.byteorder == "little" else width - 1)
            for place in _numbered(text):
                positions[place].append(first)
        size = len(self.texts) * width
        return {place: _bytes_set(size, where) for place, where in positions.items()}

    @cached_property
    def _masks(self) -> dict[str, int]:
        """For each character the bits at its positions, in the lanes of all strings."""
        bits: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self.texts):
            for offset, character in enumerate(text, number * (self.length + 1)):
                bits[character].append(offset)
        size = len(self.texts) * (self.length + 1)
        return {character: _bits_set(size, where) for character, where in bits.items()}

    @cached_property
    def _whole(self) -> int:
        """All bits except the highest of each lane."""
        lane = (1 << self.length) - 1
        return sum(lane << number * (self.length + 1) for number in range(len(self.texts)))


def _ratio(matches: int, length: int, block: _Block) -> float:
    """The ratio for this many matches with a word of this length."""
    both = length + block.length
    return 2.0 * matches / both if both else 1.0


def _numbered(text: str) -> Iterator[tuple[str, int]]:
    """The characters of a text, each with the number of its earlier occurrences."""
    seen: dict[str, int] = {}
    for character in text:
        seen[character] = number = seen.get(character, -1) + 1
        yield character, number


def _bytes_set(size: int, where: Iterable[int]) -> int:
    data = bytearray(size)
    for position in where:
        data[position] = 1
    return int.from_bytes(data, sys.byteorder)


def _bits_set(size: int, where: Iterable[int]) -> int:
    data = bytearray(size // 8 + 1)
    for position in where:
        data[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(data, "little")
