"""Estimates the width of a text without knowing its font."""

from __future__ import annotations

from functools import lru_cache
from math import fsum

from glossgen.text import is_cjk

_NARROW = frozenset("iljtfrI.,:;'|!()[] ")
_WIDE = frozenset("mwMWOQGDCHNUAVXYKR@%")


def text_width(text: str, size: float) -> float:
    """The approximate width in pixels of a text in a sans-serif font of `size` pixels."""
    return fsum(map(_em, text)) * size


@lru_cache(maxsize=8192)
def _em(char: str) -> float:
    if is_cjk(char):
        return 1.0
    if char in _NARROW:
        return 0.33
    return 0.74 if char in _WIDE else 0.57
