"""The list of Chinese words that comes with glossgen, `data/chinese-words.br`, loaded on first use.

`tools/chinese_words.py` makes it (its sources are in `data/chinese-words-notice.txt`). Each line has the
words of one order of magnitude: the number of binary digits of their frequency in 60 million words.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import brotli

TOTAL = 26
"""The order of magnitude of all words."""

LONGEST = 4


@lru_cache(maxsize=1)
def chinese_costs() -> Mapping[str, int]:
    """The cost of each word: the negative binary logarithm of its probability."""
    packed = (files("glossgen") / "data" / "chinese-words.br").read_bytes()
    lines: str = brotli.decompress(packed).decode()
    rows = (line.split() for line in lines.split("\n"))
    return {word: TOTAL - int(rank) for rank, *words in rows for word in words}
