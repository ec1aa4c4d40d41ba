"""The list of Chinese words that comes with glossgen, `data/chinese-words.br`, read when first asked.

`tools/chinese_words.py` makes it (`data/chinese-words-notice.txt` tells of what). Each line has the words
of one order of magnitude: the number of binary digits of how often they occur in 60 million words.
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
    """The cost of each word: the binary logarithm of how rare it is."""
    packed = (files("glossgen") / "data" / "chinese-words.br").read_bytes()
    lines: str = brotli.decompress(packed).decode()
    rows = (line.split() for line in lines.split("\n"))
    return {word: TOTAL - int(rank) for rank, *words in rows for word in words}
