"""Layer two: the texts of all entries, whole or in pieces.

Up to `ONE_FILE` entries the texts are one file, and a search looks through all
of it. Beyond, they are cut into files of `CHUNK` entries, and every pair of
neighbouring characters (bigram) has a list of the entries it occurs in, spread
over some files by a hash. A phrase is looked for in the entries that have all
of its bigrams, so nothing depends on where words begin.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import unescape

from glossgen.body import plain_flow
from glossgen.model import BARRIER, HARD_BREAK, Body, Flow, Mark
from glossgen.search.fold import BREAK, fold

ONE_FILE = 2000
"""The most entries whose texts are one file."""

CHUNK = 16
"""Entries in one file of texts beyond that."""

_SHARD = 16_000  # characters of one file of bigrams, about
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")
_SHORT_TEX = re.compile(r"[\w\s+\-=<>()|,.^{}']{1,16}")


def text_of(body: Body) -> str:
    """The visible text of a body on one line, `BREAK` between blocks; a long formula is an ellipsis."""
    blocks = (_flow(part) if isinstance(part, Flow) else unescape(_TAG.sub("", part)) for part in body)
    lines = (_SPACE.sub(" ", block.replace(BREAK, " ")).strip() for block in blocks)
    return BREAK.join(line for line in lines if line)


def _flow(flow: Flow) -> str:
    formulas = [mark for mark in flow.marks if mark.formula]
    if not formulas:
        return plain_flow(flow)
    text, marks, shift, cursor = "", [], 0, 0
    for mark in flow.marks:
        shown = _formula(mark) if mark.formula else ""
        if mark.formula:
            text += flow.text[cursor : mark.start] + shown
            cursor = mark.end
            shift += len(shown) - (mark.end - mark.start)
        else:
            marks.append(Mark(mark.start + shift, mark.end + shift, mark.html))
    return plain_flow(Flow(text + flow.text[cursor:], flow.line, tuple(marks)))


def _formula(mark: Mark) -> str:
    """What a text says in place of a formula: the formula when it reads like text."""
    tex = mark.formula.tex if mark.formula else ""
    tex = tex.replace(HARD_BREAK, " ").replace(BARRIER, " ").strip()
    return re.sub(r"[{}^]", "", tex) if _SHORT_TEX.fullmatch(tex) else "…"


def chunks(texts: Sequence[str]) -> Iterator[str]:
    """The texts in files of `CHUNK`, one on each line."""
    for start in range(0, len(texts), CHUNK):
        yield "\n".join(texts[start : start + CHUNK])


def bigram_shards(texts: Sequence[str]) -> list[str]:
    """The lists of entries of all bigrams, in as many files as they need (a power of two).

    A line of a file is a bigram and the numbers of its entries in ascending
    order, each as its distance from the one before (the first from -1), in
    base 32: the digits from low to high, all but the last with 32 added.
    """
    postings: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        folded = fold(text)
        for bigram in {folded[i : i + 2] for i in range(len(folded) - 1)}:
            postings[bigram].append(number)
    lines = {bigram: bigram + _encode(found) for bigram, found in postings.items() if BREAK not in bigram}
    count = 1
    while count * _SHARD < sum(map(len, lines.values())):
        count *= 2
    shards: list[list[str]] = [[] for _ in range(count)]
    for bigram in sorted(lines):
        shards[shard_of(bigram, count)].append(lines[bigram])
    return ["\n".join(shard) for shard in shards]


def shard_of(bigram: str, count: int) -> int:
    """The file that a bigram is in."""
    return (ord(bigram[0]) * 31 + ord(bigram[1])) % count


def _encode(numbers: Sequence[int]) -> str:
    out: list[str] = []
    before = -1
    for number in numbers:
        distance, before = number - before, number
        while distance >= 32:
            out.append(_DIGITS[32 + distance % 32])
            distance //= 32
        out.append(_DIGITS[distance])
    return "".join(out)
