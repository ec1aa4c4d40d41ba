"""The letters of languages in their order, where it is not the default order of Unicode."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import combinations

from msgspec import Struct

_DIGRAPHS = 0x10E000
"""The first of the private-use characters that replace letters such as `ch`; each has three: ch, Ch, CH."""

_PARTS = re.compile(r"([<=])")


class OwnLetter(Struct, frozen=True):
    """A letter that a language sorts differently from Unicode's default order.

    It sorts as the `after`-th letter behind `anchor`, or with `anchor` if `after` is 0. `variant` numbers
    the letters that share a position. `heading` is the letter of the row of an index that lists it.
    """

    anchor: str
    after: int
    variant: int
    heading: str


class FoundLetter(Struct, frozen=True):
    """A letter found in a text: how many of its characters are capitals (0 to 2), and other marks on it."""

    letter: OwnLetter
    capitals: int
    marks: str


class Alphabet(Struct, frozen=True, dict=True):
    """The letters of a language.

    Letters are in lower case and decomposed (NFD), `digraphs` those of several characters (NFC). `script` is
    the first word of the Unicode names of the letters whose rows come first; empty for Latin.
    """

    script: str
    letters: Mapping[str, OwnLetter]
    digraphs: tuple[str, ...]
    marks: str = ""

    def find(self, cluster: str) -> FoundLetter | None:
        """The letter of a character with its combining marks; None if the language has no rule for it."""
        digraph = self._digraph(cluster[:1])
        if digraph:
            letter, capitals = digraph
            return FoundLetter(self.letters[letter], capitals, cluster[1:])
        if not self.letters or not cluster:
            return None
        base, marks = self._lower(cluster)
        some = [mark for mark in dict.fromkeys(marks) if mark in self._marks_of_letters]
        for size in range(min(len(some), self._most_marks), -1, -1):  # a text may pile up hundreds of marks
            for taken in combinations(some, size):
                own = self.letters.get(base + "".join(taken))
                if own:
                    left = "".join((Counter(marks) - Counter(taken)).elements())
                    return FoundLetter(own, int(base != cluster[0]), left)
        return None

    def title(self, letter: str) -> str:
        """A letter in the title case of the language, for the title of a row (Turkish: i → İ)."""
        return "İ" if self._dotless and letter == "i" else letter.title()

    def with_digraphs(self, text: str) -> str:
        """A text (NFC) in which a private character stands for each letter of several characters."""
        return self._pattern.sub(self._private, text) if self.digraphs else text

    def _lower(self, cluster: str) -> tuple[str, str]:
        """The first character of a cluster in lower case, and its marks."""
        base, marks = cluster[0], cluster[1:]
        if self._dotless and base == "I":
            return ("i", marks.replace("\u0307", "", 1)) if "\u0307" in marks else ("ı", marks)
        return base.lower(), marks

    @cached_property
    def _marks_of_letters(self) -> frozenset[str]:
        return frozenset("".join(letter[1:] for letter in self.letters))

    @cached_property
    def _most_marks(self) -> int:
        return max((len(letter) - 1 for letter in self.letters), default=0)

    @property
    def _dotless(self) -> bool:
        return "ı" in self.letters

    def _digraph(self, char: str) -> tuple[str, int] | None:
        """The letter (NFD) that a private character stands for, and its capitals, from 0 to 2."""
        index = ord(char or "\0") - _DIGRAPHS
        if not 0 <= index < 3 * len(self.digraphs):
            return None
        return unicodedata.normalize("NFD", self.digraphs[index // 3]), index % 3

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.digraphs, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)

    def _private(self, match: re.Match[str]) -> str:
        written = match[0]
        capitals = 2 if written.isupper() else 1 if written[0].isupper() else 0
        return chr(_DIGRAPHS + 3 * self.digraphs.index(written.lower()) + capitals)


def alphabet(language: str) -> Alphabet:
    """The alphabet of a language tag (BCP 47); the letters of Unicode's default order if none is known."""
    return _alphabet(language.lower())


@lru_cache(maxsize=64)
def _alphabet(language: str) -> Alphabet:
    lines = _lines()
    common = lines["*"]
    own = lines.get(language) or lines.get(language.split("-")[0]) or []
    script = "".join(item for item in own if item.isupper())
    marks = "".join(item.removeprefix("marks:").replace("◌", "") for item in own if item.startswith("marks:"))
    letters: dict[str, OwnLetter] = {}
    for item in (*common, *own):
        letters.update(_chain(item) if _PARTS.search(item) else ())
    composed = (unicodedata.normalize("NFC", letter) for letter in letters)
    return Alphabet(script, letters, tuple(each for each in composed if len(each) > 1), marks)


@lru_cache(maxsize=1)
def _lines() -> dict[str, list[str]]:
    """The items of each language in the data file."""
    text = (files("glossgen") / "data" / "alphabets.txt").read_text(encoding="utf-8")
    split = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return {language.lower(): items for language, *items in split}


def _chain(item: str) -> Iterator[tuple[str, OwnLetter]]:
    anchor, *steps = _PARTS.split(unicodedata.normalize("NFD", item))
    after = variant = 0
    heading = anchor
    for sign, letter in zip(steps[::2], steps[1::2], strict=True):
        after, variant = (after + 1, 0) if sign == "<" else (after, variant + 1)
        heading = heading if variant else unicodedata.normalize("NFC", letter)
        yield letter, OwnLetter(anchor, after, variant, heading)
