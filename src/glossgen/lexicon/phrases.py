"""Divides a long Japanese name into phrases, between which a line of a heading may end.

A browser may end a line between any two kana or kanji, and its own phrases are made for sentences: it has
再／現率 and ネットワー／ク. Here a line ends between words: where the script changes, after の and the like,
after a middle dot, and within a run of kanji or katakana between words of the list. What cannot be divided
without doubt stays whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from glossgen.lexicon.word_tables import Words, load_tables
from glossgen.text.scripts import Script, script

LEAST = 9
"""A shorter name fits on one line of a phone."""

_LEAST_KANJI, _LEAST_KATAKANA = (2, 4), (3, 9)
"""The fewest signs of a word, as shorter ones are parts of others; and of a run that is divided."""

_JOINING = frozenset(
    ("の", "と", "な", "を", "に", "へ", "や", "からの", "への", "での", "による", "における", "に対する")
)
"""Hiragana after which a word ends. Others belong to a word: 埋め込み."""

_AFTER = "・／/＝、，：:）)」』】"
_BEFORE = "（(「『【"


@lru_cache(maxsize=1 << 12)
def phrases(name: str) -> tuple[str, ...]:
    """The phrases of a name in their order; the name alone if it is short or cannot be divided."""
    if len(name) < LEAST:
        return (name,)
    runs = [(kind, "".join(chars)) for kind, chars in groupby(name, script)]
    found = [""]
    for number, (kind, run) in enumerate(runs):
        before = runs[number - 1] if number else (Script.OTHER, "")
        pieces = list(_pieces(kind, run))
        if found[0] and _may_break(before, (kind, run)):
            found.append("")
        found[-1] += pieces[0]
        found += pieces[1:]
    return tuple(each for each in found if each)


def _may_break(before: tuple[Script, str], after: tuple[Script, str]) -> bool:
    """Whether a line may end between two runs of different scripts."""
    (last, left), (first, right) = before, after
    if Script.OTHER in (last, first):
        return left[-1:] in _AFTER or right[:1] in _BEFORE
    if last is Script.HIRAGANA:
        return left in _JOINING or (first is not Script.KANJI and len(right) > 1)
    if first is Script.HIRAGANA or Script.DIGIT in (last, first):
        return False
    # A single sign is an affix (ベイズ化, 超パラメータ), or a letter that names what follows (k近傍法).
    return len(left) > 1 and len(right) > 1


def _pieces(kind: Script, run: str) -> Iterator[str]:
    """The parts of a run of one script."""
    if kind is Script.OTHER:
        begin = 0
        for place, char in enumerate(run[1:], 1):
            if char in _BEFORE or (run[place - 1] in _AFTER and char not in _AFTER):
                yield run[begin:place]
                begin = place
        yield run[begin:]
    elif kind is Script.KANJI:
        yield from _words(run, load_tables().kanji_words, *_LEAST_KANJI, suffixes=True)
    elif kind is Script.KATAKANA:
        yield from _words(run, load_tables().katakana_words, *_LEAST_KATAKANA)
    else:
        yield run


Division = tuple[int, int, tuple[str, ...]]
"""How many single kanji belong to the word before them, how many words there are, and the words."""


def _words(run: str, known: Words, least: int, least_run: int, suffixes: bool = False) -> tuple[str, ...]:
    """The known words that a run consists of, as few as can be; the run itself if it does not.

    With `suffixes`, a single sign belongs to the word before it (率 in 再現率), but no second one does.
    """
    if len(run) < least_run:
        return (run,)
    best: list[Division | None] = [(0, 0, ()), *[None] * len(run)]
    for end in range(least, len(run) + 1):
        ways = []
        for begin in range(end - least, -1, -1):
            before, word = best[begin], run[begin:end]
            if before is None:
                continue
            if word in known:
                ways.append((before[0], before[1] + 1, (*before[2], word)))
            elif suffixes and len(word) > least and word[:-1] in known:
                ways.append((before[0] + 1, before[1] + 1, (*before[2], word)))
        best[end] = min(ways, default=None)
    found = best[-1]
    return found[2] if found else (run,)
