"""The words beside a match in Latin letters, and the sentence around it."""

from __future__ import annotations

import re

from glossgen.model import BLOCK_BREAK, HARD_BREAK

_MOST = 240
"""The most characters of a sentence that are read on either side of a match, which bounds its cost."""

_ENDS = f"{BLOCK_BREAK}{HARD_BREAK}.!?:;。！？\u2022|"
_SPACES = " \t\n\u00a0"
_QUOTES = "\"'“”‘’«»([{*_"
_LETTERS = re.compile("[^\\W_]+(?:[-'’][^\\W_]+)*")
_WORD_BEFORE = re.compile("[^\\W_]+(?:[-'’][^\\W_]+)*['’]?$")


def words_after(source: str, end: int, count: int) -> list[str]:
    """The words that follow, each behind nothing but space, the nearest first."""
    found: list[str] = []
    while len(found) < count and source[end : end + 1] in _SPACES and end < len(source):
        while end < len(source) and source[end] in _SPACES:
            end += 1
        word = _LETTERS.match(source, end)
        if not word:
            break
        found.append(word[0])
        end = word.end()
    return found


def words_before(source: str, start: int, count: int) -> list[str]:
    """The words that precede, with nothing but space between them, the nearest first."""
    found: list[str] = []
    while len(found) < count and start > 0 and source[start - 1] in _SPACES:
        while start > 0 and source[start - 1] in _SPACES:
            start -= 1
        word = _WORD_BEFORE.search(source, max(0, start - 40), start)
        if not word:
            break
        found.append(word[0])
        start = word.start()
    return found


def begins_sentence(source: str, start: int) -> bool:
    """Whether a sentence begins at an offset: a capital there is grammar."""
    while start > 0 and source[start - 1] in _SPACES + _QUOTES:
        start -= 1
    return start == 0 or source[start - 1] in _ENDS


def sentence_around(source: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence around a match, or as much of it as is read."""
    first, last = max(0, start - _MOST), min(len(source), end + _MOST)
    begin, stop = start, end
    while begin > first and not _breaks(source, begin - 1):
        begin -= 1
    while stop < last and not _breaks(source, stop):
        stop += 1
    return begin, stop


def _breaks(source: str, index: int) -> bool:
    """Whether a sentence ends with the character at an index; a dot inside of a name ends none."""
    if source[index] not in _ENDS:
        return False
    return source[index] not in ".:" or source[index + 1 : index + 2] in (
        "",
        *_SPACES,
        BLOCK_BREAK,
        HARD_BREAK,
    )
