"""Names that leave out a word which they share with another: horizontal and vertical scaling are two things.

A word beside “and” or “or” is a name without its noun if the glossary has the whole name, and if the word
ends like the adjective on the other side, as adjectives of one noun do (горизонтальное и вертикальное
масштабирование). So in “the language and data model” a language is not a language model. Where adjectives
stand behind their noun, the second name lacks it: scalabilità orizzontale e verticale.

A word in Latin letters that a hyphen joins to the noun may stand in a name as well, in languages that write
so: распределённая SQL-система.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from glossgen.lexicon import Lexicon
from glossgen.link.boundaries.text_view import Hit
from glossgen.link.expansions import expansions_in, inside_expansion
from glossgen.link.joined_text import BlockedSpans, JoinedText
from glossgen.link.surface_match import SurfaceMatch, match_surface
from glossgen.model import TextRun
from glossgen.text.label_folding import fold
from glossgen.text.language_rules import LanguageRules, language_rules

_ENGLISH = ("and", "or")
_WORD = r"[^\W\d_](?:[\w\-]*\w)?"
_BEFORE = re.compile(rf"(?<![\w\-'’.])({_WORD})\Z")
_LISTED = re.compile(rf"(?<![\w\-'’.])({_WORD}), \Z")
_NEXT = re.compile(rf"({_WORD})(?= {_WORD})")
_NOUNS = re.compile(rf" {_WORD}(?: {_WORD})?(?![\w\-])")
_NOUN = rf"(?:\w{{1,2}}['’])?{_WORD} "
_BEHIND = re.compile(rf"({_WORD})(?![\w\-'’])")
_NOUNS_BEFORE = re.compile(rf"(?<![\w\-'’])(?:{_NOUN}){{1,3}}\Z")
_MODIFIED = re.compile(
    r"(?<![\w-])([^\W\d_a-z]\w{3,}) [A-Za-z]{2,}-([^\W\d_a-z]\w{3,})(?![\w-])", re.IGNORECASE
)
_REACH = 60
"""The most characters of a few words beside a joint."""
_ALIKE = 2
"""So many last letters two adjectives have in common."""
_SHORTEST = 4
_SOFT = str.maketrans("ыоюя", "иеуа")
"""Vowels of endings that depend on the letter before them: автоматических и ручных."""

Part = tuple[int, int, tuple[str, ...]]
"""The span of a word in a text, and the whole names that it may stand for, the longest first."""

Shared = tuple[int, int, int, SurfaceMatch, bool]
"""A part that stands for a label: as `glossgen.link.finder.Chosen`."""


class SharedWords:
    """Finds the labels that text runs of one language have without the word that they share with another."""

    def __init__(self, lexicon: Lexicon, rules: LanguageRules | None, ignored: frozenset[str]) -> None:
        self.lexicon, self.rules, self.ignored = lexicon, rules, ignored
        row = language_rules(lexicon.language)
        english = lexicon.language.partition("-")[0] == "en"
        self.joints = row.joints if row else _ENGLISH if english else ()
        self.modifiers = row is not None and row.modifiers
        self.behind = row is not None and row.adjectives_behind

    def add(
        self, chosen: Iterator[Shared], text: JoinedText, text_runs: Sequence[TextRun]
    ) -> Iterator[Shared]:
        """Add the labels that lack a word to the chosen ones, where none of these is in their place."""
        found = list(self._in(text, text_runs))
        return _merged(list(chosen), found) if found else chosen

    def _in(self, text: JoinedText, text_runs: Sequence[TextRun]) -> Iterator[Shared]:
        source, starts = text.source, text.starts
        parts = [(part, "shared-word") for part in parts_of(source, self.joints, behind=self.behind)]
        if self.modifiers:
            parts += [(part, "modified") for part in _around_modifiers(source)]
        for (first, last, names), rule in parts:
            match = next(filter(None, map(self._match, names)), None)
            if match is None:
                continue
            number = bisect_right(starts, first) - 1
            start, end = first - starts[number], last - starts[number]
            blocked = BlockedSpans.of((text_runs[number],), (0,))
            if not (blocked and blocked.rule(start, end)) and not inside_expansion(
                first, last, expansions_in(source)
            ):
                yield number, start, end, replace(match, surface=source[first:last], rule=rule), False

    def _match(self, name: str) -> SurfaceMatch | None:
        """What a whole name means; None if it is no label that is linked."""
        forms = self.lexicon.lookup(name)
        if not forms:
            return None
        folded = fold(name, self.rules.stems if self.rules else None)
        hit = Hit(0, len(folded.text), 0, len(name))
        match = match_surface(forms, name, folded, hit, self.ignored, self.rules)
        return replace(match, general=False) if match.linkable else None


def parts_of(text: str, joints: Iterable[str], *, behind: bool = False) -> Iterator[Part]:
    """The words of a text that may be names without a word, in no order.

    `behind`: adjectives stand behind their noun.
    """
    flat = text.replace("\n", " ")
    find, parts = flat.find, _part_behind if behind else _parts_before
    for joint in joints:
        between = f" {joint} "
        at = find(between)
        while at >= 0:
            start = at + len(between)
            if behind:
                alike = True
            else:  # two letters of each word rule nearly all of them out
                stop = find(" ", start)
                last, other = flat[at - _ALIKE : at], flat[stop - _ALIKE : stop]
                alike = last == other or (last > "~" and last.translate(_SOFT) == other.translate(_SOFT))
            if alike:
                yield from parts(flat, at, start)
            at = find(between, start - 1)


def _part_behind(text: str, end: int, start: int) -> Sequence[Part]:
    """The adjective behind a joint at `start`, with the nouns before the one that ends at `end`."""
    found = _BEHIND.match(text, start)
    last = (
        _word_before(text, end, _BEFORE) if found and _end_alike(text[end - _ALIKE : end], found[1]) else None
    )
    if not found or not last or not _are_alike(last[2], found[1]):
        return ()
    nouns = _NOUNS_BEFORE.search(text[max(0, last[0] - _REACH) : last[0]])
    words = nouns[0].split() if nouns else []
    names = (" ".join((*words[count:], found[1])) for count in range(len(words)))
    return ((*found.span(1), tuple(names)),)


def _parts_before(text: str, end: int, start: int) -> Sequence[Part]:
    """The adjectives up to a joint at `end`, with the nouns behind the adjective at `start`."""
    first, word = _NEXT.match(text, start), _word_before(text, end, _BEFORE)
    nouns = _NOUNS.match(text, first.end(1)) if first and word else None
    parts: list[Part] = []
    while first and word and nouns and _are_alike(word[2], first[1]):
        forms = dict.fromkeys((nouns[0], f" {nouns[0].split()[0]}"))
        parts.append((word[0], word[1], tuple(word[2] + each for each in forms)))
        word = _word_before(text, word[0], _LISTED)
    return parts


def _word_before(text: str, end: int, pattern: re.Pattern[str]) -> tuple[int, int, str] | None:
    """The span of the word that ends before an offset as a pattern says, and the word."""
    here = text.rfind(" ", max(0, end - _REACH), max(0, end - len(", "))) + 1
    found = pattern.search(text[here:end])
    return (here + found.start(1), here + found.end(1), found[1]) if found else None


def _around_modifiers(text: str) -> Iterator[Part]:
    """The names with a word in Latin letters inside."""
    for found in _MODIFIED.finditer(text):
        yield *found.span(), (f"{found[1]} {found[2]}",)


def _are_alike(one: str, other: str) -> bool:
    long = len(one) >= _SHORTEST and len(other) >= _SHORTEST
    return long and one.lower() != other.lower() and _end_alike(one, other)


def _end_alike(one: str, other: str) -> bool:
    """Whether two words have the same ending, whatever the letter before it."""
    return one[-_ALIKE:].lower().translate(_SOFT) == other[-_ALIKE:].lower().translate(_SOFT)


def _merged(chosen: Sequence[Shared], found: Iterable[Shared]) -> Iterator[Shared]:
    """The chosen labels, and those found that overlap none of them, in text order."""
    taken = list(chosen)
    for each in found:
        if not any(one[0] == each[0] and one[1] < each[2] and each[1] < one[2] for one in taken):
            taken.append(each)
    yield from sorted(taken, key=lambda each: each[:2])
