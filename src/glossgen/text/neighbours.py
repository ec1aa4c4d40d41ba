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
_WIDEST = 20
"""Characters that are searched for each wanted word."""


def words_after(source: str, end: int, count: int) -> list[str]:
    """Up to `count` words after an offset, the nearest first, as far as only spaces separate them."""
    found: list[str] = []
    text = _in_block(source[end : end + _WIDEST * count], 0)
    if not text[:1].isspace():
        return found
    for piece in text.split(None, count)[:count]:
        word = _LETTERS.match(piece)
        if word:
            found.append(word[0])
        if not word or word.end() < len(piece):
            break
    return found


def words_before(source: str, start: int, count: int) -> list[str]:
    """Up to `count` words before an offset, the nearest first, as far as only spaces separate them."""
    found: list[str] = []
    text = _in_block(source[max(0, start - _WIDEST * count) : start], -1)
    if not text[-1:].isspace():
        return found
    for piece in reversed(text.rsplit(None, count)[-count:]):
        word = _WORD_BEFORE.search(piece)
        if word:
            found.append(word[0])
        if not word or word.start():
            break
    return found


def _in_block(text: str, part: int) -> str:
    """The first or last part of a text, up to a hard break or the end of a block."""
    for end in (BLOCK_BREAK, HARD_BREAK):
        if end in text:
            text = text.split(end)[part]
    return text


def begins_sentence(source: str, start: int) -> bool:
    """Whether a sentence begins at an offset, where a capital letter does not show a name."""
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


def block_around(source: str, start: int, end: int) -> str:
    """The text beside a match in its block, as whole words, as much of it as is read."""
    before, after = source[max(0, start - _MOST) : start], source[end : end + _MOST]
    if start > _MOST:
        before = before.partition(" ")[2]
    if end + _MOST < len(source):
        after = after.rpartition(" ")[0]
    return _in_block(before, -1) + " " + _in_block(after, 0)


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
