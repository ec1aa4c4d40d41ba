"""Every place in a flow where a surface form stands, with a verdict on each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from glossgen.config import Compound
from glossgen.lexicon import SELECTORS, Folded, Form, Lexicon, fold, script
from glossgen.link.boundaries import Boundaries
from glossgen.link.hiragana import stands_alone
from glossgen.link.spans import Spans
from glossgen.link.spelling import Spelling, read_spelling
from glossgen.link.text import Hit, Text
from glossgen.link.verdict import Verdict, refused
from glossgen.model import Flow

Veto = Callable[[str, int, int], bool]
"""Says of a text and a span whether a morphological analyser cuts through it; it may only refuse."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A surface form found in a flow.

    `holds` says whether it is the label that stands there, `rule` which rule
    found it or refused it (`glossgen.link.rules`). A `silent` candidate is the
    label but must not be linked, so it keeps its place from shorter ones.
    `compound` marks a label inside of a longer word.
    """

    start: int
    end: int
    forms: tuple[Form, ...]
    holds: bool
    rule: str
    silent: bool = False
    compound: bool = False


Chosen = tuple[int, int, Spelling, bool]
"""A label that stands in a flow: its span, what its spelling says, whether it is inside of a longer word."""

Occurrence = tuple[int, int, int]
"""The number of a key, and where it stands in a folded text."""


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds candidates in flows of one language. What spellings say is kept."""

    lexicon: Lexicon
    compound: Compound = Compound.LINK
    ignored: frozenset[str] = frozenset()
    veto: Veto | None = None
    boundaries: Boundaries = field(init=False, repr=False, compare=False)
    spellings: dict[str, Spelling] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the rules, which keep what they have judged before."""
        object.__setattr__(self, "boundaries", Boundaries.of(self.lexicon))

    # -- what is linked ----------------------------------------------------------

    def choose(self, flow: Flow, taken: Spans) -> Iterator[Chosen]:
        """The leftmost-longest labels that stand in a flow, beside the spans already taken.

        They are those of the candidates that hold (`find`), but only what can
        still be chosen is judged. A label that must not be linked keeps its
        place from shorter ones and is left out of the result.
        """
        text, occurrences = self._occurrences(flow)
        source, spellings, gaps = flow.text, self.spellings, text.folded.gaps
        simple, blocked = not text.folded.spans, _blocked(flow, taken)
        position = 0
        for number, first, last in occurrences:
            if first < position or (not simple and text.folded.splits(first, last)):
                continue
            start = first + bisect_right(gaps, first) if simple else text.folded.start(first)
            end = last + bisect_left(gaps, last) if simple else text.folded.end(last - 1)
            after = source[end : end + 1]
            if after in SELECTORS:
                end = _with_selectors(source, end)
            spelling = spellings.get(source[start:end])
            if spelling is None:
                spelling = self._spelling(number, text, Hit(first, last, start, end))
            if spelling.refused or spelling.too_common or (blocked and _meets(blocked, start, end)):
                continue
            compound, free = False, simple and spelling.before[source[start - 1 : start]]
            if self.veto or not (free and spelling.after[after]):
                if _inside_letters(text.folded, first, last):
                    continue
                verdict = self._judge(text, Hit(first, last, start, end), spelling, free)
                if not verdict.holds:
                    continue
                compound = verdict.compound
            position = last
            if spelling.usable and spelling.usable[0].key not in self.ignored:
                yield start, end, spelling, compound

    # -- what is explained -------------------------------------------------------

    def find(self, flow: Flow, *, every: bool = False) -> list[Candidate]:
        """The candidates of a flow, in order of the text, longer ones first.

        Letters inside of a longer English word are left out (rate in accurate)
        unless `every` one is asked for; they hold in no case.
        """
        text, occurrences = self._occurrences(flow)
        zones, addresses = Spans.of(flow.zones), Spans.of(flow.addresses)
        return [
            self._candidate(text, number, _hit(text, first, last), zones, addresses)
            for number, first, last in occurrences
            if not text.folded.splits(first, last)
            and (every or not _inside_letters(text.folded, first, last))
        ]

    def _candidate(self, text: Text, number: int, hit: Hit, zones: Spans, addresses: Spans) -> Candidate:
        spelling = self._spelling(number, text, hit)
        verdict = partial(Candidate, hit.start, hit.end, spelling.forms)
        if spelling.refused:
            return verdict(False, spelling.refused)
        if zones.meet(hit.start, hit.end):
            return verdict(False, "zone")
        if addresses.hold(hit.start) or addresses.hold(hit.end):
            return verdict(False, "address")
        if spelling.too_common:
            return verdict(False, "too-common")
        edges = self._judge(text, hit, spelling)
        if not edges.holds:
            return verdict(False, edges.rule)
        if not spelling.usable:
            return verdict(True, "autolink-never", True)
        first = spelling.usable[0]
        if first.key in self.ignored:
            return verdict(True, "ignored", True)
        return Candidate(hit.start, hit.end, spelling.usable, True, first.rule, compound=edges.compound)

    # -- what both need ----------------------------------------------------------

    def _occurrences(self, flow: Flow) -> tuple[Text, list[Occurrence]]:
        """Where keys stand in a flow, in order of the text, longer ones first."""
        folded = fold(flow.text)
        occurrences = self.lexicon.occurrences(folded.text)
        if len(occurrences) > 1:
            occurrences.sort(key=_leftmost_longest)
        return Text(flow.text, folded), occurrences

    def _spelling(self, number: int, text: Text, hit: Hit) -> Spelling:
        surface = text.source[hit.start : hit.end]
        spelling = self.spellings.get(surface)
        if spelling is None:
            forms = self.lexicon.forms[self.lexicon.keys[number]]
            spelling = self.spellings[surface] = read_spelling(forms, text.source, text.folded, hit)
        return spelling

    def _judge(self, text: Text, hit: Hit, spelling: Spelling, free: bool = False) -> Verdict:
        """Whether a surface is a word where it stands."""
        if spelling.alone and not stands_alone(text, hit):
            return refused("common-kana")
        edges = self.boundaries.judge(text, hit, free=free)
        if not edges.holds:
            return edges
        if edges.compound and self._refuses_compound(text, hit):
            return refused(f"compound-{self.compound.value}")
        if self.veto and self.veto(text.source, hit.start, hit.end):
            return refused("morpheme")
        return edges

    def _refuses_compound(self, text: Text, hit: Hit) -> bool:
        """Whether the configuration refuses a label within a longer word.

        `skip` refuses all; `edge` keeps those that stand at one end of it.
        """
        if self.compound is Compound.EDGE:
            folded = text.folded.text
            left = text.kind_before(hit.first) is script(folded[hit.first])
            return left and text.kind_after(hit.last) is script(folded[hit.last - 1])
        return self.compound is Compound.SKIP


def _leftmost_longest(occurrence: Occurrence) -> int:
    return (occurrence[1] << 40) - occurrence[2]


def _hit(text: Text, first: int, last: int) -> Hit:
    return Hit(first, last, text.folded.start(first), _with_selectors(text.source, text.folded.end(last - 1)))


def _blocked(flow: Flow, taken: Spans) -> tuple[Spans, Spans, Spans] | None:
    """Zones, addresses and spans already taken, or None where there are none: in most flows."""
    if not (flow.zones or flow.addresses or taken.starts):
        return None
    return Spans.of(flow.zones), Spans.of(flow.addresses), taken


def _meets(blocked: tuple[Spans, Spans, Spans], start: int, end: int) -> bool:
    """Whether no link may stand here; an address may be a label as a whole."""
    zones, addresses, taken = blocked
    cut = addresses.hold(start) or addresses.hold(end)
    return cut or zones.meet(start, end) or taken.meet(start, end)


def _inside_letters(folded: Folded, first: int, last: int) -> bool:
    """Whether an ASCII letter touches an ASCII edge: true of most hits in English, and quickly seen.

    The rule of Latin letters says the same at more length.
    """
    return _letters_meet(folded, first) or _letters_meet(folded, last)


def _letters_meet(folded: Folded, index: int) -> bool:
    pair = folded.text[index - 1 : index + 1] if index else ""
    return len(pair) == 2 and pair.isascii() and pair.isalpha() and folded.touches(index)


def _with_selectors(source: str, end: int) -> int:
    """The end of a match, behind the variation selectors of its last character."""
    while end < len(source) and source[end] in SELECTORS:
        end += 1
    return end
