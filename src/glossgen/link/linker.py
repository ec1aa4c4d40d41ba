"""Texts and a lexicon to mentions: what is found, what it means, what becomes a link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from glossgen.config import Compound, Config
from glossgen.lexicon import Lexicon, build_lexicon, fold
from glossgen.link.find import Candidate, Finder, Veto, is_linkable, select
from glossgen.link.homonyms import Setting, by_votes, candidate_terms, gloss_after, gloss_terms, resolve
from glossgen.link.policy import apply_policy, sections_of
from glossgen.link.targets import DISAMBIGUATION, Targets
from glossgen.model import Autolink, Body, Flow, Glossary, Key, Linked, Mention, Origin, Position, Problem
from glossgen.morphology import load_veto
from glossgen.problems import CannotStart
from glossgen.slug import slugify

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Place:
    """A text to be linked: a term's definition, a note, or the introduction of a page."""

    key: Key
    path: str
    language: str
    body: Body
    own: Key | None = None
    ignore: tuple[str, ...] = ()

    @property
    def flows(self) -> list[Flow]:
        """The running text, in order."""
        return [part for part in self.body if isinstance(part, Flow)]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A mention before homonyms are settled: `keys` are the terms that it may mean."""

    mention: Mention
    keys: tuple[Key, ...] = ()
    label: str = ""
    compound: bool = False

    @property
    def open(self) -> bool:
        return len(self.keys) > 1


@dataclass(frozen=True, slots=True)
class Linker:
    """Links the texts of one glossary. Pure: made from values, and nothing changes it."""

    config: Config
    targets: Targets
    veto: Veto | None = None
    finders: dict[tuple[str, tuple[str, ...]], Finder] = field(default_factory=dict)

    def link(self, place: Place) -> Linked:
        """The mentions of one text, in order, with what was found wrong."""
        flows = place.flows
        problems: list[Problem] = []
        drafts = [d for number, flow in enumerate(flows) for d in self._flow(place, number, flow, problems)]
        settled = self._settle(place, drafts, sections_of(flows), problems)
        mentions = list(self._without_repeated_glosses(place, settled, flows))
        autolink = {mention.target: self._wish(mention.target) for mention in mentions}
        decided = apply_policy(mentions, flows, self.config.links, autolink)
        return Linked(place.key, decided, tuple(problems))

    def finder(self, language: str, ignore: tuple[str, ...] = ()) -> Finder:
        """The finder for texts of a language, with the labels that a page ignores."""
        key = (language, ignore)
        if key not in self.finders:
            ignored = frozenset(fold(label).text for label in (*self.config.links.ignore, *ignore))
            lexicon = self.targets.lexicons[language]
            self.finders[key] = Finder(lexicon, self.config.links.compound, ignored, self.veto)
        return self.finders[key]

    def _wish(self, key: Key) -> Autolink:
        term = self.targets.terms.get(key)
        return term.meta.autolink if term else Autolink.DEFAULT

    # -- what is found -----------------------------------------------------------

    def _flow(self, place: Place, number: int, flow: Flow, problems: list[Problem]) -> list[_Draft]:
        by_hand = [_Draft(mention) for mention in self._references(place, number, flow, problems)]
        if flow.heading or place.language not in self.targets.lexicons:
            return by_hand
        taken = tuple((reference.start, reference.end) for reference in flow.references)
        chosen = select(self.finder(place.language, place.ignore).find(flow), taken)
        found = self._found(place, number, flow, chosen)
        return sorted((*by_hand, *found), key=lambda draft: draft.mention.start)

    def _references(
        self, place: Place, number: int, flow: Flow, problems: list[Problem]
    ) -> Iterator[Mention]:
        for reference in flow.references:
            target = self.targets.find(reference, flow, place.path, place.language)
            if target.problem:
                problems.append(target.problem)
            if target.key is None or target.key == place.own:
                continue
            mention = _mention(place, number, flow, (reference.start, reference.end), target.key)
            linked = is_linkable(flow, reference.start, reference.end)
            yield replace(mention, origin=target.origin, linked=linked, rule=target.rule)

    def _found(self, place: Place, number: int, flow: Flow, chosen: list[Candidate]) -> Iterator[_Draft]:
        """The mentions of the candidates; those of the entry itself only take their place."""
        lexicon = self.targets.lexicons[place.language]
        setting = Setting(place.path, self.targets.terms)
        counted, line = 0, flow.line
        for candidate in chosen:
            line += flow.breaks(counted, candidate.start)
            counted = candidate.start
            span = (candidate.start, candidate.end)
            keys = candidate_terms(candidate.forms, flow.text[slice(*span)])
            if place.own in keys:
                continue
            key, rule = resolve(keys, flow.text, span, setting, lexicon)
            why = candidate.rule if rule == "only" else rule
            label = candidate.forms[0].label
            target = key or (place.language, DISAMBIGUATION + slugify(label))
            linked = is_linkable(flow, *span)
            surface = flow.text[slice(*span)]
            position = Position(place.path, line)
            mention = Mention(number, *span, surface, target, position, linked=linked, rule=why)
            if not linked:
                mention = replace(mention, rule="markup")
            yield _Draft(mention, () if key else keys, label, candidate.compound)

    # -- what it means -----------------------------------------------------------

    def _settle(
        self, place: Place, drafts: list[_Draft], sections: list[int], problems: list[Problem]
    ) -> list[Mention]:
        """Let the links of each section vote on its open homonyms; report those that stay open."""
        terms = self.targets.terms
        votes: dict[int, Counter[str]] = {section: Counter() for section in sections}
        for draft in drafts:
            term = terms.get(draft.mention.target)
            if term and not draft.open:
                votes[sections[draft.mention.flow]][term.position.path] += 1
        settled: list[Mention] = []
        for draft in drafts:
            mention = draft.mention
            if draft.open:
                winner = by_votes(draft.keys, votes[sections[mention.flow]], terms)
                if winner:
                    mention = replace(
                        mention, target=winner, rule="votes" if mention.linked else mention.rule
                    )
                else:
                    problems.append(self._ambiguous(draft))
            if draft.compound and self.config.links.compound is Compound.WARN:
                problems.append(_inside_compound(mention))
            settled.append(mention)
        return settled

    def _without_repeated_glosses(
        self, place: Place, mentions: list[Mention], flows: list[Flow]
    ) -> Iterator[Mention]:
        """One link is enough for a term and its other name in brackets: 正規化 (Normalization)."""
        lexicon = self.targets.lexicons.get(place.language)
        glossed: tuple[int, int, Key] | None = None
        for mention in mentions:
            inside = glossed and (mention.flow, mention.target) == (glossed[0], glossed[2])
            if glossed and inside and mention.end <= glossed[1] and mention.origin is Origin.TEXT:
                yield replace(mention, linked=False, rule="gloss-repeats") if mention.linked else mention
                continue
            yield mention
            text = flows[mention.flow].text
            span = gloss_after(text, mention.end)
            if (
                span
                and lexicon
                and mention.linked
                and mention.target in gloss_terms(text, mention.end, lexicon)
            ):
                glossed = (mention.flow, span[1], mention.target)

    def _ambiguous(self, draft: _Draft) -> Problem:
        mention = draft.mention
        terms = [self.targets.terms[key] for key in draft.keys]
        places = ", ".join(f"{term.position.path}:{term.position.line}" for term in terms)
        message = f"“{mention.surface}” could mean {len(terms)} terms: {places}"
        hint = f"write [[{terms[0].id}|{mention.surface}]], or give one of them “priority: 1”"
        return Problem(mention.position, "ambiguous-mention", message, hint)


def _mention(place: Place, number: int, flow: Flow, span: tuple[int, int], key: Key) -> Mention:
    start, end = span
    return Mention(number, start, end, flow.text[start:end], key, Position(place.path, flow.line_at(start)))


def _inside_compound(mention: Mention) -> Problem:
    message = f"“{mention.surface}” stands inside of a longer word"
    hint = "add an entry for the longer word, or write [[!…]] around it"
    return Problem(mention.position, "compound-mention", message, hint)


def load_analyser(config: Config) -> Veto | None:
    """The veto of the morphological analyser, if the configuration asks for it.

    Raises CannotStart (`missing-extra`) when it is not installed.
    """
    if not config.links.analyser:
        return None
    veto = load_veto()
    if veto is None:
        place = Position(config.relative(config.path) if config.path else "links.analyser", 0)
        message = "links.analyser asks for SudachiPy, which is not installed"
        hint = 'install it with: pip install "glossgen[ja]"'
        raise CannotStart([Problem(place, "missing-extra", message, hint)])
    return veto


def build_lexicons(glossary: Glossary) -> dict[str, Lexicon]:
    """A lexicon for each language of the glossary."""
    languages = sorted({source.language for source in glossary.sources})
    return {
        language: build_lexicon(language, (t for t in glossary.terms if t.language == language))
        for language in languages
    }


def places(glossary: Glossary) -> Iterator[Place]:
    """Every text of a glossary that may mention terms, in the order of files."""
    for source in glossary.sources:
        if source.intro:
            key = (source.language, "page:" + source.path)
            yield Place(key, source.path, source.language, source.intro, None, source.ignore)
        for term in source.terms:
            ignore = (*source.ignore, *term.meta.ignore)
            yield Place(term.key, source.path, term.language, term.body, term.key, ignore)
        if source.note:
            note = source.note
            yield Place(note.key, source.path, note.language, note.body, None, source.ignore)


def link_glossary(
    glossary: Glossary,
    lexicons: Mapping[str, Lexicon],
    config: Config,
    progress: Progress | None = None,
    veto: Veto | None = None,
) -> tuple[Linked, ...]:
    """Link every text of a glossary. The result does not depend on the order of files or terms.

    Without a `veto`, the configuration decides whether there is one. Raises
    CannotStart (`missing-extra`) when it asks for an analyser that is not installed.
    """
    veto = veto or load_analyser(config)
    linker = Linker(config, Targets.of(glossary, lexicons), veto)
    everything = list(places(glossary))
    linked: list[Linked] = []
    for number, place in enumerate(everything, 1):
        linked.append(linker.link(place))
        if progress:
            progress("link", number, len(everything))
    return tuple(linked)
