"""Every place in a flow where a surface form stands, with a verdict on each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from glossgen.body import wrap
from glossgen.config import Compound
from glossgen.lexicon import SELECTORS, Folded, Form, Lexicon, fold, plain_width, script
from glossgen.link.boundaries import Boundaries
from glossgen.link.hiragana import stands_alone
from glossgen.link.joints import joints_fit
from glossgen.link.text import Hit, Text, text_of
from glossgen.model import Autolink, Flow

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


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds candidates in flows of one language."""

    lexicon: Lexicon
    compound: Compound = Compound.LINK
    ignored: frozenset[str] = frozenset()
    veto: Veto | None = None
    boundaries: Boundaries = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the rules, which keep what they have judged before."""
        object.__setattr__(self, "boundaries", Boundaries.of(self.lexicon))

    def find(self, flow: Flow, *, every: bool = False) -> list[Candidate]:
        """The candidates of a flow, in order of the text, longer ones first.

        Letters inside of a longer English word are left out (rate in accurate)
        unless `every` one is asked for; they hold in no case.
        """
        folded = fold(flow.text)
        occurrences = self.lexicon.occurrences(folded.text)
        if not occurrences:
            return []
        text = text_of(flow.text, folded)
        found = [c for hit in occurrences for c in self._candidates(flow, text, hit, every)]
        return sorted(found, key=lambda c: (c.start, -c.end))

    def _candidates(
        self, flow: Flow, text: Text, occurrence: tuple[int, int, int], every: bool
    ) -> Iterator[Candidate]:
        number, first, last = occurrence
        folded = text.folded
        if (not every and _inside_letters(folded, first, last)) or folded.splits(first, last):
            return
        hit = Hit(first, last, folded.start(first), _with_selectors(flow.text, folded.end(last - 1)))
        forms = self.lexicon.forms[self.lexicon.keys[number]]
        verdict = partial(Candidate, hit.start, hit.end)
        fitting = tuple(form for form in forms if joints_fit(form, flow.text, folded, first, last))
        if not fitting:
            yield verdict(forms, False, "separator")
            return
        cased = _cased(fitting, flow.text[hit.start : hit.end])
        if not cased:
            yield verdict(fitting, False, "case")
            return
        yield self._judge(flow, text, hit, cased, verdict)

    def _judge(
        self, flow: Flow, text: Text, hit: Hit, forms: tuple[Form, ...], verdict: partial[Candidate]
    ) -> Candidate:
        place = _zone(flow, hit)
        if place:
            return verdict(forms, False, place)
        linkable = tuple(form for form in forms if form.autolink is not Autolink.NEVER)
        usable = tuple(form for form in linkable if not form.unsafe)
        if linkable and not usable:
            return verdict(forms, False, "too-common")
        if usable and all(form.alone for form in usable) and not stands_alone(text, hit):
            return verdict(forms, False, "common-kana")
        edges = self.boundaries.judge(text, hit)
        if not edges.holds:
            return verdict(forms, False, edges.rule)
        if edges.compound and self._refuses_compound(text, hit):
            return verdict(forms, False, f"compound-{self.compound.value}")
        if self.veto and self.veto(flow.text, hit.start, hit.end):
            return verdict(forms, False, "morpheme")
        if not usable:
            return verdict(forms, True, "autolink-never", True)
        if usable[0].key in self.ignored:
            return verdict(forms, True, "ignored", True)
        return verdict(usable, True, usable[0].rule, compound=edges.compound)

    def _refuses_compound(self, text: Text, hit: Hit) -> bool:
        """Whether the configuration refuses a label within a longer word.

        `skip` refuses all; `edge` keeps those that stand at one end of it.
        """
        if self.compound is Compound.EDGE:
            folded = text.folded.text
            left = text.kind_before(hit.first) is script(folded[hit.first])
            return left and text.kind_after(hit.last) is script(folded[hit.last - 1])
        return self.compound is Compound.SKIP


def _inside_letters(folded: Folded, first: int, last: int) -> bool:
    """Whether an ASCII letter touches an ASCII edge: true of most hits in English, and quickly seen.

    The rule of Latin letters says the same; these hits are not even candidates.
    """
    return _letters_meet(folded, first) or _letters_meet(folded, last)


def _letters_meet(folded: Folded, index: int) -> bool:
    pair = folded.text[index - 1 : index + 1] if index else ""
    return len(pair) == 2 and pair.isascii() and pair.isalpha() and folded.touches(index)


def _cased(forms: tuple[Form, ...], surface: str) -> tuple[Form, ...]:
    """The forms that this spelling suits."""
    if not any(form.exact for form in forms):
        return forms
    written = plain_width(surface)
    return tuple(form for form in forms if form.exact in ("", written))


def _with_selectors(source: str, end: int) -> int:
    """The end of a match, behind the variation selectors of its last character."""
    while end < len(source) and source[end] in SELECTORS:
        end += 1
    return end


def _zone(flow: Flow, hit: Hit) -> str:
    """The rule that forbids any link here, or an empty string."""
    if any(hit.start < end and start < hit.end for start, end in flow.zones):
        return "zone"
    for start, end in flow.addresses:
        if hit.start < end and start < hit.end and not (hit.start <= start and end <= hit.end):
            return "address"
    return ""


def select(candidates: list[Candidate], taken: tuple[tuple[int, int], ...] = ()) -> list[Candidate]:
    """The leftmost-longest choice among the candidates that hold, beside the spans already taken.

    Silent candidates take part in the choice and are left out of the result.
    """
    chosen: list[Candidate] = []
    position = 0
    for candidate in candidates:
        if not candidate.holds or candidate.start < position:
            continue
        if any(candidate.start < end and start < candidate.end for start, end in taken):
            continue
        position = candidate.end
        if not candidate.silent:
            chosen.append(candidate)
    return chosen


def is_linkable(flow: Flow, start: int, end: int) -> bool:
    """Whether the markup inside a span is whole, so that a link can stand around it."""
    return wrap(flow.marks, start, end) is not None
