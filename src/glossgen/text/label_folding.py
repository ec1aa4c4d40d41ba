"""Folding for the label matcher: folded text without separators, with a map back to the source.

Folding is NFKC and lower case, character by character, so that the source of every folded character
is known. Spaces, hyphens, dashes, 中黒 and invisible characters are removed; after a match,
`glossgen.link.separators` checks on the source text which of them may be where.

Most characters of usual text change by case at most, so `str.lower` does most of the work. Other
characters are folded one by one, and for separators only their offsets are stored. A text with
ligatures, squared units or separate combining marks takes a slower path.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate

from msgspec import Struct

from glossgen.model import BLOCK_BREAK, HARD_BREAK

HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d")
"""Hyphens and the dashes that are used as hyphens; the em dash is punctuation."""

DOTS = frozenset("\u30fb\uff65\u00b7\u2027")
"""The middle dot (中黒) in its forms."""

SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
"""Variation selectors, which select a glyph variant of the preceding character."""

INVISIBLE = SELECTORS | frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Invisible characters: soft hyphen, zero-width spaces and joiners, variation selectors."""

_NUMBERED = frozenset(
    map(chr, (*range(0x2460, 0x2500), *range(0x2776, 0x2794), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0)))
)
"""Numbers and letters in circles and brackets (①, ⑴, ⓐ): marks between words, no digits of a word."""

_VIRAMA = 9
"""The combining class of the signs that take the vowel from a letter; they compose with none."""

_KEPT = frozenset(HARD_BREAK + BLOCK_BREAK)
_QUOTES = {"\u2019": "'", "\u2018": "'", "\uff07": "'"}
SEPARATOR = "\x1f"  # white space, which is removed itself, so no other character folds to it
_COMPLEX = "\x1e"  # also white space


Stems = Callable[[str], str]
"""Takes a text in lower case, and returns it with some characters changed into `SEPARATOR`."""


def is_separator(char: str) -> bool:
    """Whether a character is removed from the folded text."""
    return char in HYPHENS or char in DOTS or char in INVISIBLE or (char.isspace() and char not in _KEPT)


class Folded(Struct, frozen=True):
    """The folded text, without separators, with offsets into the source.

    `gaps` has, for each separator in order, the offset in `text` where it was removed. `spans` has
    the source span of each character; empty if it follows from the gaps.
    """

    text: str
    gaps: tuple[int, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()

    def start(self, index: int) -> int:
        """The source offset of the folded character at `index`."""
        return self.spans[index][0] if self.spans else index + bisect_right(self.gaps, index)

    def end(self, index: int) -> int:
        """The source offset after the folded character at `index`."""
        return self.spans[index][1] if self.spans else index + bisect_right(self.gaps, index) + 1

    def gaps_inside(self, first: int, last: int) -> tuple[int, ...]:
        """The offsets strictly between `first` and `last` at which separators were removed."""
        return tuple(dict.fromkeys(self.gaps[bisect_right(self.gaps, first) : bisect_left(self.gaps, last)]))

    def touches(self, index: int) -> bool:
        """Whether no separator was removed before the character at `index`."""
        place = bisect_left(self.gaps, index)
        return place == len(self.gaps) or self.gaps[place] != index

    def splits(self, first: int, last: int) -> bool:
        """Whether `first:last` begins or ends inside one character of the source (㍍ folds to four)."""
        if not self.spans:
            return False
        begins = first > 0 and self.spans[first - 1] == self.spans[first]
        return begins or (last < len(self.spans) and self.spans[last] == self.spans[last - 1])


class _Memo(dict[int, str]):
    """A table for `str.translate` that is filled on demand by `rule`."""

    __slots__ = ("rule",)

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self.rule = rule

    def __missing__(self, code: int) -> str:
        self[code] = made = self.rule(chr(code))
        return made


def fold(source: str, stems: Stems | None = None) -> Folded:
    """Fold a text; `stems` blanks the endings of a language in it (`glossgen.text.language_rules`)."""
    marked = _ODD.sub(_fold_match, source)
    if _COMPLEX in marked:
        return _fold_complex(source, marked, stems)
    parts = _split(stems(marked.lower()) if stems else marked.lower())
    if len(parts) == 1:
        return Folded(parts[0])
    gaps = list(accumulate(map(len, parts)))
    gaps.pop()
    return Folded("".join(parts), tuple(gaps))


def fold_label(label: str) -> tuple[str, tuple[int, ...]]:
    """The text and gaps of a folded label: the result of `fold`, faster for plain labels."""
    if label.isascii() and label.isprintable():
        parts = label.lower().replace("-", " ").split(" ")
        return "".join(parts), tuple(accumulate(map(len, parts[:-1])))
    if _EVEN.fullmatch(label):
        return label.lower(), ()
    folded = fold(label)
    return folded.text, folded.gaps


def plain(source: str) -> str:
    """The source in one width, in its own case; each character keeps its offset."""
    return source if source.isascii() else _ODD.sub(_plain_match, source)


def plain_width(source: str) -> str:
    """The text in one width (NFKC) and its own case, without separators, for case-sensitive comparison."""
    wide = source if source.isascii() else unicodedata.normalize("NFKC", source)
    return wide.translate(_BARE)


# -- one character ----------------------------------------------------------


def _fold_char(char: str) -> str:
    if char in _KEPT or char in _NUMBERED:
        return char
    if is_separator(char):
        return SEPARATOR
    if _is_mark(char):
        return _COMPLEX
    if char in _QUOTES:
        return _QUOTES[char]
    if char == "\u0130":  # İ, which str.lower makes two characters of
        return "i"
    wide = _fold_cluster(char)
    if len(wide) == 1 and not unicodedata.combining(wide):
        return wide
    return _COMPLEX if any(map(str.isalnum, wide)) else char


def _plain_char(char: str) -> str:
    if char in _QUOTES:
        return _QUOTES[char]
    if char in _NUMBERED or unicodedata.combining(char):
        return char
    return (unicodedata.normalize("NFKC", char) or char)[0]


def _is_mark(char: str) -> bool:
    """Whether a character belongs to the one before it: a combining mark or a half-width sound mark."""
    return char in "\uff9e\uff9f" or (char > "\u02ff" and unicodedata.combining(char) not in (0, _VIRAMA))


def _fold_cluster(cluster: str) -> str:
    """The folded form of one character with its combining marks."""
    wide = unicodedata.normalize("NFKC", cluster)
    return "".join(_QUOTES.get(char, char) for char in wide.lower() if not is_separator(char))


def _fold_complex(source: str, marked: str, stems: Stems | None) -> Folded:
    """Fold a text in which some characters do not fold one to one: `_COMPLEX` stands in `marked` for them."""
    folded: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for start, end in (*_clusters(source, marked), (len(source), len(source))):
        folded.append(marked[at:start].lower())
        places += zip(range(at, start), range(at + 1, start + 1), strict=True)
        separates = start < end and is_separator(source[start])
        cluster = SEPARATOR if separates else _fold_cluster(source[start:end])
        folded.append(cluster)
        places += [(start, end)] * len(cluster)
        at = end
    whole = SEPARATOR.join(_split("".join(folded)))
    text = stems(whole) if stems else whole
    parts = text.split(SEPARATOR)
    spans = [place for char, place in zip(text, places, strict=True) if char != SEPARATOR]
    return Folded("".join(parts), tuple(accumulate(map(len, parts[:-1]))), tuple(spans))


def _clusters(source: str, marked: str) -> Iterator[tuple[int, int]]:
    """The characters of a text that do not fold one to one, each with the marks behind it."""
    end = 0
    while (at := marked.find(_COMPLEX, end)) >= 0:
        start = at - 1 if at > end and _is_mark(source[at]) else at
        end = at + 1
        while end < len(source) and _is_mark(source[end]):
            end += 1
        yield start, end


def _split(marked: str) -> list[str]:
    """The parts between the separators of a text in which all unusual characters are folded already."""
    for char in _COMMON_SEPARATORS:
        marked = marked.replace(char, SEPARATOR)
    return marked.split(SEPARATOR)


def _fold_match(found: re.Match[str]) -> str:
    return _FOLDS[ord(found[0])]


def _plain_match(found: re.Match[str]) -> str:
    return _WIDTHS[ord(found[0])]


_COMMON_SEPARATORS = " -\n"

ONE_TO_ONE = (
    ("!", ","),
    (".", "~"),
    ("\u00c0", "\u00d6"),
    ("\u00d8", "\u00f6"),
    ("\u00f8", "\u012f"),
    ("\u0391", "\u03a1"),  # capital sigma has two lower-case forms, so it is excluded
    ("\u03a4", "\u03a9"),
    ("\u03b1", "\u03c9"),
    ("\u0410", "\u044f"),
    (HARD_BREAK, BLOCK_BREAK),
    ("\u3001", "\u3002"),
    ("\u3005", "\u3011"),
    ("\u3041", "\u3096"),
    ("\u30a1", "\u30fa"),
    ("\u30fc", "\u30fc"),
    ("\u4e00", "\u9fff"),
    ("\uac00", "\ud7a3"),
)
"""Ranges of characters that have one width, and that folding changes at most by `str.lower`."""

_RANGES = "".join(f"{re.escape(a)}-{re.escape(b)}" for a, b in ONE_TO_ONE)
_EVEN = re.compile(f"[{_RANGES}]*")
_ODD = re.compile(f"[^{_RANGES} \\-\n]")
_FOLDS = _Memo(_fold_char)
_WIDTHS = _Memo(_plain_char)
_BARE = _Memo(lambda char: "" if is_separator(char) else _QUOTES.get(char, char))
