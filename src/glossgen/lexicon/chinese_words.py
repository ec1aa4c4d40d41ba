"""The list of Chinese words that comes with glossgen, `data/chinese-words.br`, loaded on first use.

`tools/chinese_words.py` makes it (its sources are in `data/chinese-words-notice.txt`). Each line has the
words of one order of magnitude: the number of binary digits of their frequency in 60 million words. Behind
the number, v marks verbs of two characters, and w such verbs as are nouns as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

import brotli

TOTAL = 26
"""The order of magnitude of all words."""

LONGEST = 4


@lru_cache(maxsize=1)
def chinese_costs() -> Mapping[str, int]:
    """The cost of each word: the negative binary logarithm of its probability."""
    return {word: TOTAL - int(head.rstrip("vw")) for head, *words in _rows() for word in words}


@lru_cache(maxsize=1)
def chinese_verbs() -> Mapping[str, bool]:
    """The verbs of two characters, and whether each is a noun as well."""
    marked = ((head[-1], words) for head, *words in _rows() if head[-1] in "vw")
    return {word: kind == "w" for kind, words in marked for word in words}


def _rows() -> Iterator[list[str]]:
    packed = (files("glossgen") / "data" / "chinese-words.br").read_bytes()
    lines: str = brotli.decompress(packed).decode()
    return (line.split() for line in lines.split("\n"))
