"""Finds the occurrences of surface forms in text runs, and applies the boundary rules to each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter, itemgetter

from msgspec import Struct
from msgspec.structs import replace

from glossgen.config import Compound
from glossgen.lexicon import Lexicon, SurfaceForm
from glossgen.lexicon.lexicon import name_key, takes_english
from glossgen.link.boundaries.edge_fast_path import AFTER_KANJI
from glossgen.link.boundaries.edges import Boundaries
from glossgen.link.boundaries.hiragana import stands_alone
from glossgen.link.boundaries.referee import Referee
from glossgen.link.boundaries.result import ACCEPTED, INSIDE_WORD, BoundaryResult, rejected
from glossgen.link.boundaries.text_view import Hit, TextView
from glossgen.link.compound_names import in_compound_name
from glossgen.link.expansions import Span, expansions_in, inside_expansion
from glossgen.link.joined_text import BlockedSpans, JoinedText
from glossgen.link.longer_names import (
    NOUNS_WITH_CAPITALS,
    behind_english,
    inside_longer_name,
    inside_run_of_capitals,
    inside_title,
    titles_in,
)
from glossgen.link.shared_words import SharedWords
from glossgen.link.surface_match import SurfaceMatch, match_surface
from glossgen.model import BLOCK_BREAK, TextRun
from glossgen.text.label_folding import SELECTORS, Folded, fold, is_separator
from glossgen.text.language_rules import LanguageRules, inflection
from glossgen.text.matched_text import matched_text
from glossgen.text.scripts import RUNS, Script, script


class Candidate(Struct, frozen=True):
    """An occurrence of a surface form in a text run, with the judgement of the rules.

    `accepted`: it is an occurrence of the label. `rule`: the rule that found or rejected it (see
    `glossgen.link.rule_texts`). A `silent` candidate is accepted but never linked; it still blocks
    shorter labels inside its span. `compound`: it is a part of a longer word.
    """

    start: int
    end: int
    forms: tuple[SurfaceForm, ...]
    accepted: bool
    rule: str
    silent: bool = False
    compound: bool = False


Chosen = tuple[int, int, int, SurfaceMatch, bool]
"""An accepted label: the index of its text run, its span there, its match, whether it is in a compound."""

Occurrence = tuple[int, int, int]
"""The number of a key, and the span of its occurrence in the folded text."""

_FIRST = itemgetter(1)
_KANA = RUNS[Script.HIRAGANA]


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds candidates in text runs of one language. The match of each spelling is memoised."""

    lexicon: Lexicon
    compound: Compound = Compound.LINK
    ignored: frozenset[str] = frozenset()
    referee: Referee | None = None
    rules: LanguageRules | None = field(init=False, repr=False, compare=False)
    boundaries: Boundaries = field(init=False, repr=False, compare=False)
    one_by_one: bool = field(init=False, repr=False, compare=False)
    names: bool = field(init=False, repr=False, compare=False)
    """Whether a capital in the middle of a sentence shows a name in this language."""
    english: bool = field(init=False, repr=False, compare=False)
    """Whether words in Latin letters are English."""
    shared: SharedWords = field(init=False, repr=False, compare=False)
    matches: dict[str, SurfaceMatch] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Create the boundary rules, which memoise their results."""
        language = self.lexicon.language.partition("-")[0]
        object.__setattr__(self, "names", language not in NOUNS_WITH_CAPITALS)
        object.__setattr__(self, "english", takes_english(language))
        object.__setattr__(self, "rules", inflection(self.lexicon.language))
        object.__setattr__(self, "shared", SharedWords(self.lexicon, self.rules, self.ignored))
        object.__setattr__(self, "boundaries", Boundaries.of(self.lexicon, self.referee))
        # A label with a block break could match across two text runs.
        object.__setattr__(self, "one_by_one", BLOCK_BREAK in "".join(self.lexicon.keys))

    # -- candidates that become links ---------------------------------------------

    def choose(self, text_runs: Sequence[TextRun]) -> Iterator[Chosen]:
        """Choose the leftmost-longest labels in some text runs that do not overlap links made by hand.

        The result is a subset of the accepted candidates of `find`, but only candidates that can
        still be chosen are judged. A silent candidate blocks shorter ones and is not returned.
        """
        text = self._joined(text_runs)
        chosen = self._choose_whole(text, text_runs)
        return self.shared.add(chosen, text, text_runs) if self.shared.joints else chosen

    def _joined(self, text_runs: Sequence[TextRun]) -> JoinedText:
        return JoinedText.of(text_runs, self.rules.stems if self.rules else None)

    def _choose_whole(self, text: JoinedText, text_runs: Sequence[TextRun]) -> Iterator[Chosen]:
        """Choose among the labels that a text has in full."""
        if len(text_runs) > 1 and (text.folded.spans or self.one_by_one):
            return self._choose_in_each(text_runs)
        return self._choose(text, BlockedSpans.of(text_runs, text.starts))

    def _choose_in_each(self, text_runs: Sequence[TextRun]) -> Iterator[Chosen]:
        for number, text_run in enumerate(text_runs):
            for _, start, end, match, compound in self._choose_whole(self._joined((text_run,)), (text_run,)):
                yield number, start, end, match, compound

    def _choose(self, text: JoinedText, blocked: BlockedSpans | None) -> Iterator[Chosen]:
        folded, source, starts = text.folded, text.source, text.starts
        matches = self.matches
        gaps, simple, names = folded.gaps, not folded.spans, _names_in(source)
        direct = simple and not self.rules
        position = text_run = here = stop = 0
        for number, first, last in self._occurrences(folded):
            if first < position or (not simple and folded.splits(first, last)):
                continue
            start, end = (
                (first + bisect_right(gaps, first), last + bisect_left(gaps, last))
                if direct
                else self._span(text, first, last)
            )
            match = matches.get(source[start:end])
            if match is None:
                match = self._match(number, text, Hit(first, last, start, end))
            if match.rejected:
                continue
            compound, left_accepted = False, simple and match.before[source[start - 1 : start]]
            if not (left_accepted and match.after[source[end : end + 1]]):
                end = _with_selectors(source, end)
                verdict = self._judge_in_full(text, Hit(first, last, start, end), match, left_accepted)
                if not verdict.accepted:
                    continue
                compound = verdict.compound
            if (blocked and blocked.rule(start, end, formula=match.formula)) or (
                (match.word or match.capital or match.compounds or names)
                and self._means_else(source, start, end, match, names)
            ):
                continue
            position = last
            if match.linkable:
                if start >= stop:
                    text_run = bisect_right(starts, start) - 1
                    here, stop = starts[text_run], starts[text_run + 1]
                yield text_run, start - here, end - here, match, compound

    def _judge_in_full(
        self, text: TextView, hit: Hit, match: SurfaceMatch, left_accepted: bool
    ) -> BoundaryResult:
        """Whether a match is a whole word, where the fast path does not decide."""
        source, end, simple = text.source, hit.end, not text.folded.spans
        left_accepted = left_accepted or (
            simple and match.before.by_pair[source[max(0, hit.start - 2) : hit.start]]
        )
        if left_accepted:
            after = match.after
            if after[source[end : end + 1]] or after.by_pair[source[end : end + 2]]:
                return ACCEPTED
            kana = _KANA.match(source, end) if after is AFTER_KANJI else None
            if kana and not is_separator(source[kana.end() : kana.end() + 1]):
                return self.boundaries.judge_kana_after(text.folded.text[hit.first : hit.last], kana[0])
        if inside_letters(text.folded, hit.first, hit.last):
            return INSIDE_WORD
        return self._judge(text, hit, match, left_accepted)

    # -- all candidates, for `explain` ------------------------------------------------

    def find(self, text_run: TextRun, *, every: bool = False) -> list[Candidate]:
        """All candidates of a text run in text order, at one offset the longer ones first.

        Matches inside of a longer English word (rate in accurate) are never accepted, and are
        returned only with `every`.
        """
        rules = self.rules
        text_run = replace(text_run, references=(), heading=False)
        source = matched_text(text_run)
        folded = fold(source, rules.stems if rules else None)
        text = TextView(source, folded)
        blocked = BlockedSpans.of([text_run], (0,)) or BlockedSpans()
        found = [
            self._candidate(text, number, self._hit(text, first, last), blocked)
            for number, first, last in self._occurrences(folded)
            if not folded.splits(first, last) and (every or not inside_letters(folded, first, last))
        ]
        shared = [
            Candidate(start, end, match.usable, True, match.rule)
            for _, start, end, match, _ in self.choose((text_run,))
            if match.rule in ("shared-word", "modified")
        ]
        known = [each for each in found if each.rule != "other-word"]
        return sorted((*known, *shared), key=attrgetter("start")) if shared else known

    def _candidate(self, text: TextView, number: int, hit: Hit, blocked: BlockedSpans) -> Candidate:
        match = self._match(number, text, hit)
        verdict = partial(Candidate, hit.start, hit.end, match.forms)
        if match.refused:
            return verdict(False, match.refused)
        if rule := blocked.rule(hit.start, hit.end, formula=match.formula):
            return verdict(False, rule)
        if match.too_common:
            return verdict(False, "too-common")
        edges = self._judge(text, hit, match)
        if not edges.accepted:
            return verdict(False, edges.rule)
        other = self._means_else(text.source, hit.start, hit.end, match, _names_in(text.source))
        if other:
            return verdict(False, other)
        if not match.usable:
            return verdict(True, "autolink-never", True)
        if not match.linkable:
            return verdict(True, "ignored", True)
        return Candidate(hit.start, hit.end, match.usable, True, match.rule, compound=edges.compound)

    # -- shared ------------------------------------------------------------------------

    def _means_else(
        self, source: str, start: int, end: int, match: SurfaceMatch, names: Sequence[Sequence[Span]]
    ) -> str:
        """The rule by which a whole word is not a mention here: a verb, a part of a phrase, name or title."""
        titles, expansions = names or ((), ())
        if titles and inside_title(source, start, end, titles):
            return "inside-title"
        if expansions and inside_expansion(start, end, expansions):
            return "in-expansion"
        forms = self.lexicon.forms
        if match.compounds and in_compound_name(source, start, end, match.compounds, forms):
            return "compound-name"
        word = match.word if self.english else None
        other = word.refuses(source, start, end) if word else ""
        if not other and match.capital and self._in_longer_name(source, start, end, match):
            return "longer-name"
        return other

    def _in_longer_name(self, source: str, start: int, end: int, match: SurfaceMatch) -> bool:
        forms, stems = self.lexicon.forms, self.rules.stems if self.rules else None

        def is_label(text: str) -> bool:
            return (fold(text, stems).text if stems else name_key(text)) in forms

        if not self.names:
            english = not match.proper and behind_english(source, start, is_label)
            return english or inside_run_of_capitals(source, start, end, is_label, proper=match.proper)
        return inside_longer_name(source, start, end, is_label, proper=match.proper)

    def _occurrences(self, folded: Folded) -> list[Occurrence]:
        """The occurrences of keys in a text, in text order, at one offset the longer ones first.

        In a language with inflection, occurrences inside words are dropped, unless the language writes
        prefixes in one word with a noun; then the comparison of the spelling decides.
        """
        occurrences = self.lexicon.occurrences(folded.text)
        if self.rules and not self.rules.prefixes:
            occurrences = [each for each in occurrences if not _inside_word(folded, *each)]
        if len(occurrences) > 1:  # the automaton returns them ordered by their ends
            occurrences.reverse()
            occurrences.sort(key=_FIRST)
        return occurrences

    def _span(self, text: TextView, first: int, last: int) -> tuple[int, int]:
        """The span of an occurrence in the source, with the endings that were blanked in the folded text."""
        start, end = text.folded.start(first), text.folded.end(last - 1)
        return self.rules.word_around(text.source, start, end) if self.rules else (start, end)

    def _hit(self, text: TextView, first: int, last: int) -> Hit:
        start, end = self._span(text, first, last)
        return Hit(first, last, start, _with_selectors(text.source, end))

    def _match(self, number: int, text: TextView, hit: Hit) -> SurfaceMatch:
        surface = text.source[hit.start : hit.end]
        match = self.matches.get(surface)
        if match is None:
            forms = self.lexicon.forms[self.lexicon.keys[number]]
            match = match_surface(forms, text.source, text.folded, hit, self.ignored, self.rules)
            self.matches[surface] = match
        return match

    def _judge(
        self, text: TextView, hit: Hit, match: SurfaceMatch, left_accepted: bool = False
    ) -> BoundaryResult:
        """Whether a match is a whole word."""
        if match.standalone_only and not stands_alone(text, hit):
            return rejected("common-kana")
        edges = self.boundaries.judge(text, hit, left_accepted=left_accepted)
        if not edges.accepted:
            return edges
        if edges.compound and self._refuses_compound(text, hit):
            return rejected(f"compound-{self.compound.value}")
        return edges

    def _refuses_compound(self, text: TextView, hit: Hit) -> bool:
        """Whether the configuration rejects a label inside of a longer word.

        `skip` rejects all; `edge` accepts those at the start or end of the word.
        """
        if self.compound is Compound.EDGE:
            folded = text.folded.text
            left = text.kind_before(hit.first) is script(folded[hit.first])
            return left and text.kind_after(hit.last) is script(folded[hit.last - 1])
        return self.compound is Compound.SKIP


def _names_in(source: str) -> tuple[tuple[Span, ...], ...]:
    """The spans of titles and of names with their initials in a text; empty if there are none."""
    titles, expansions = titles_in(source), expansions_in(source)
    return (titles, expansions) if titles or expansions else ()


def _inside_word(folded: Folded, _: int, first: int, last: int) -> bool:
    """Whether letters of the same word, in any alphabet, continue across an edge."""
    text = folded.text
    return (text[last : last + 1].isalpha() and text[last - 1].isalpha() and folded.touches(last)) or (
        first > 0 and text[first - 1].isalpha() and text[first].isalpha() and folded.touches(first)
    )


def inside_letters(folded: Folded, first: int, last: int) -> bool:
    """Whether ASCII letters continue across an edge: a quick test that rejects most hits in English text.

    The rule for Latin letters gives the same result more slowly.
    """
    return _letters_meet(folded, first) or _letters_meet(folded, last)


def _letters_meet(folded: Folded, index: int) -> bool:
    pair = folded.text[index - 1 : index + 1] if index else ""
    return len(pair) == 2 and pair.isascii() and pair.isalpha() and folded.touches(index)


def _with_selectors(source: str, end: int) -> int:
    """The end of a match, extended by the variation selectors after its last character."""
    while end < len(source) and source[end] in SELECTORS:
        end += 1
    return end
