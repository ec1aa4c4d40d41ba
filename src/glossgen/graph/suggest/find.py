"""Collects candidate phrases from all texts of a glossary and ranks them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from glossgen.graph import TermGraph
from glossgen.graph.suggest.phrases import MASK, Phrase, brackets, masked, phrases
from glossgen.graph.suggest.values import Kind, Suggestion
from glossgen.graph.suggest.words import PhraseFilter, key_of, load_words
from glossgen.lexicon import Lexicon
from glossgen.link import Place, places
from glossgen.model import Key, Mention, Origin, Position, TextRun

LEAST_PLACES = 2
"""A phrase is suggested if this many texts use it; one use is enough if brackets explain it."""
WEAK_PLACES = 4
"""The same threshold for phrases made of everyday words only."""
SHOWN = 3
"""The number of example places in each suggestion."""


class _Seen(Struct):
    """What was counted for one phrase."""

    texts: Counter[str] = field(default_factory=Counter)
    places: dict[Key, None] = field(default_factory=dict)
    at: dict[Position, None] = field(default_factory=dict)
    others: Counter[str] = field(default_factory=Counter)
    strong: bool = False

    def add(self, place: Place, text_run: TextRun, phrase: Phrase) -> None:
        """Count one use of the phrase."""
        self.texts[phrase.text] += 1
        self.places[place.key] = None
        self.at[Position(place.path, text_run.line_at(phrase.start))] = None
        self.others.update(phrase.others)
        self.strong |= not phrase.weak


def suggest(graph: TermGraph, limit: int | None = None) -> tuple[Suggestion, ...]:
    """The suggestions for a glossary, the most wanted of each kind first."""
    search = _Search(graph, load_words())
    found = [*search.terms(), *search.by_hand()]
    ranked = sorted(found, key=lambda s: (list(Kind).index(s.kind), -s.places, -s.count, s.label))
    if limit is None:
        return tuple(ranked)
    return tuple(s for kind in Kind for s in [s for s in ranked if s.kind is kind][:limit])


class _Search:
    """One pass over all texts."""

    def __init__(self, graph: TermGraph, words: PhraseFilter) -> None:
        self.graph = graph
        self.words = words
        self.texts = list(places(graph.glossary))
        self.seen: dict[tuple[str, str], _Seen] = {}
        for place in self.texts:
            self._count_phrases(place)

    def _count_phrases(self, place: Place) -> None:
        mentions: dict[int, list[Mention]] = {}
        for mention in self.graph.mentions(place.key):
            mentions.setdefault(mention.text_run, []).append(mention)
        text_runs = [part for part in place.body if isinstance(part, TextRun)]
        lexicon = self.graph.lexicons.get(place.language)
        for number, text_run in enumerate(text_runs):
            if text_run.heading or lexicon is None:
                continue
            text = masked(text_run)
            found = list(phrases(text, self.words))
            inside = brackets(text, found)
            for phrase in found:
                named = any(start <= phrase.start and phrase.end <= end for start, end in inside)
                if not named and not self._is_covered(phrase, mentions.get(number, ()), lexicon):
                    key = (place.language, key_of(phrase.text))
                    self.seen.setdefault(key, _Seen()).add(place, text_run, phrase)

    def _is_covered(self, phrase: Phrase, mentions: Iterable[Mention], lexicon: Lexicon) -> bool:
        """Whether labels of the glossary, with everyday words around them, make up the whole phrase."""
        if phrase.others:
            return all(lexicon.lookup(name) for name in (phrase.text, *phrase.others))
        rest = phrase.text
        for mention in mentions:
            if mention.start < phrase.end and phrase.start < mention.end:
                rest = rest.replace(mention.surface, MASK)
        if lexicon.lookup(phrase.text):
            return True
        if MASK in rest:
            return all(self._is_filler(part) for part in rest.split(MASK))
        return self._holds_label(phrase.text, lexicon)

    def _is_filler(self, part: str) -> bool:
        return not part.strip(" -・") or self.words.is_made_of_words(part) or len(part) == 1

    def _holds_label(self, text: str, lexicon: Lexicon) -> bool:
        """Whether a label is at the start or end of the text and only everyday words are left."""
        for size in range(len(text) - 1, 1, -1):
            for label, rest in ((text[:size], text[size:]), (text[-size:], text[:-size])):
                if lexicon.lookup(label) and self._is_filler(rest):
                    return True
        return False

    # -- wanted terms and labels -------------------------------------------

    def terms(self) -> Iterator[Suggestion]:
        """Suggest phrases that no label covers."""
        labels = {key_of(label.text) for term in self.graph.glossary.terms for label in term.labels}
        for (language, key), seen in self.seen.items():
            if not any(key in label for label in labels if len(label) > len(key)) or seen.others:
                yield from self._suggestion(language, key, seen)

    def _suggestion(self, language: str, key: str, seen: _Seen) -> Iterator[Suggestion]:
        least = 1 if seen.others else LEAST_PLACES if seen.strong else WEAK_PLACES
        if len(seen.places) < least:
            return
        lexicon = self.graph.lexicons[language]
        label = seen.texts.most_common(1)[0][0]
        others = tuple(name for name, _ in seen.others.most_common())
        names = (label, *others)
        known = [form.term for name in names for form in lexicon.lookup(name)]
        at = tuple(seen.at)[:SHOWN]
        if known:
            fresh = [name for name in names if not lexicon.lookup(name)]
            term = self.graph.terms[known[0]].label
            for name in fresh:
                yield Suggestion(Kind.LABEL, name, len(seen.places), seen.texts.total(), at, (), term)
            return
        yield Suggestion(Kind.TERM, label, len(seen.places), seen.texts.total(), at, others)

    # -- links by hand -----------------------------------------------------

    def by_hand(self) -> Iterator[Suggestion]:
        """Suggest names that were linked by hand once and occur elsewhere without a link."""
        names: dict[tuple[str, str], Key] = {}
        for place in self.texts:
            lexicon = self.graph.lexicons[place.language]
            for mention in self._linked_by_hand(place):
                named = mention.target in self.graph.terms and len(mention.surface) > 2
                if named and not lexicon.lookup(mention.surface):
                    names[(place.language, mention.surface)] = mention.target
        for (language, surface), target in sorted(names.items()):
            yield from self._missed(language, surface, target)

    def _linked_by_hand(self, place: Place) -> Iterator[Mention]:
        by_hand = (Origin.WIKI, Origin.ANCHOR)
        return (mention for mention in self.graph.mentions(place.key) if mention.origin in by_hand)

    def _missed(self, language: str, surface: str, target: Key) -> Iterator[Suggestion]:
        seen = _Seen()
        for place in self.texts:
            if place.language != language or place.own == target:
                continue
            for text_run in place.body:
                if isinstance(text_run, TextRun) and not text_run.heading:
                    start = masked(text_run).find(surface)
                    while start >= 0:
                        seen.add(place, text_run, Phrase(start, start + len(surface), surface))
                        start = masked(text_run).find(surface, start + 1)
        if seen.places:
            count, at = seen.texts.total(), tuple(seen.at)[:SHOWN]
            term = self.graph.terms[target].label
            yield Suggestion(Kind.MENTION, surface, len(seen.places), count, at, (), term)
