"""Links texts: finds mentions, resolves the terms that they mean, and decides which become links."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from glossgen.config import Compound, Config
from glossgen.lexicon import Lexicon, build_lexicon
from glossgen.lexicon.same_name import is_expansion
from glossgen.link.boundaries.referee import Referee, load_referee
from glossgen.link.everyday_sense import EVERYDAY, everyday_sense
from glossgen.link.finder import Finder
from glossgen.link.homonyms import MentionContext, by_majority, gloss_after, gloss_terms, resolve
from glossgen.link.mention_builder import MentionBuilder
from glossgen.link.policy import apply_policy, sections_of
from glossgen.link.spans import Lines, Marks
from glossgen.link.surface_match import SurfaceMatch
from glossgen.link.targets import Target, Targets
from glossgen.model import (
    DISAMBIGUATION,
    Autolink,
    Body,
    Glossary,
    Key,
    Linked,
    Mention,
    Origin,
    Position,
    Problem,
    Reference,
    RepositoryLink,
    Term,
    TextRun,
)
from glossgen.problems import CannotStart, Progress
from glossgen.sources.translated_names import by_translation
from glossgen.text.label_folding import fold
from glossgen.text.slug import slugify

_TEXT = Origin.TEXT
_DEFAULT = Autolink.DEFAULT
_WIDEST_BRACKET = 4
"""The most characters between a name and the text in brackets after it: spaces and the bracket."""
_WHERE = attrgetter("text_run", "start")


class Place(Struct, frozen=True):
    """A place of use, to be linked: a term's definition, a note, or the introduction of a page."""

    key: Key
    path: str
    language: str
    body: Body
    own: Key | None = None
    ignore: tuple[str, ...] = ()

    @property
    def text_runs(self) -> list[TextRun]:
        """The text runs of the place, in order."""
        return [part for part in self.body if isinstance(part, TextRun)]


@dataclass(frozen=True, slots=True)
class Linker:
    """Links the texts of one glossary. Immutable."""

    config: Config
    targets: Targets
    referee: Referee | None = None
    finders: dict[tuple[str, tuple[str, ...]], Finder] = field(default_factory=dict)
    autolinks: Mapping[Key, Autolink] = field(default_factory=dict, repr=False, compare=False)
    """The terms with an `autolink` setting of their own, which overrides the policy (see `autolinks_of`)."""
    in_repository: Callable[[str, str], str] = field(default=lambda _path, _address: "", compare=False)
    """Returns the path of a file of the repository, for an address in a file; empty if there is none."""

    def link(self, place: Place) -> Linked:
        """The mentions of one text, in order, and the problems found."""
        text_runs = place.text_runs
        if not text_runs:
            return Linked(place.key)
        sections = sections_of(text_runs)
        problems: list[Problem] = []
        outside: list[RepositoryLink] = []
        builder = MentionBuilder(list(self._references(place, text_runs, problems, outside)))
        if place.language in self.targets.lexicons:
            by_hand = bool(builder.mentions)
            self._find(place, text_runs, builder)
            if by_hand:
                builder.mentions.sort(key=_WHERE)
        self._resolve_by_majority(builder, sections, problems)
        _join_expansions(builder, text_runs)
        self._suppress_repeated_glosses(place, builder, text_runs)
        apply_policy(builder, sections, self.config.links, self.autolinks)
        return Linked(place.key, tuple(builder.mentions), tuple(problems), tuple(outside))

    def finder(self, language: str, ignore: tuple[str, ...] = ()) -> Finder:
        """The finder for texts of a language, without the labels that a page ignores."""
        key = (language, ignore)
        if key not in self.finders:
            ignored = frozenset(fold(label).text for label in (*self.config.links.ignore, *ignore))
            lexicon = self.targets.lexicons[language]
            referee = self.referee if language.partition("-")[0] == "ja" else None
            self.finders[key] = Finder(lexicon, self.config.links.compound, ignored, referee)
        return self.finders[key]

    # -- finding mentions ------------------------------------------------------------

    def _references(
        self,
        place: Place,
        text_runs: list[TextRun],
        problems: list[Problem],
        outside: list[RepositoryLink],
    ) -> Iterator[Mention]:
        for number, text_run in enumerate(text_runs):
            if not text_run.references:
                continue
            lines, marks = Lines.of(text_run), Marks.of(text_run)
            for reference in text_run.references:
                start, end = reference.start, reference.end
                position = Position(place.path, lines.at(start))
                target = self.targets.find_at(reference, position, place.language)
                target, path = self._in_repository(target, reference, position)
                if path:
                    outside.append(RepositoryLink(number, start, end, path, reference.target))
                    continue
                if target.problem:
                    problems.append(target.problem)
                if target.key is None and target.origin is Origin.FILE:
                    target = self.targets.named(text_run.text[start:end], position, place.language) or target
                if target.key is None or target.key == place.own:
                    continue
                linked, surface = marks.let(start, end), text_run.text[start:end]
                to = (target.key, position, target.origin, linked, target.rule, target.fragment)
                yield Mention(number, start, end, surface, *to)

    def _in_repository(self, target: Target, reference: Reference, position: Position) -> tuple[Target, str]:
        """The target, and the path of a file of the repository that is meant, if its host is known."""
        if target.key is not None or target.origin is not Origin.FILE:
            return target, ""
        path = self.in_repository(position.path, reference.address)
        if path and self.config.repository is None:
            return replace(target, problem=_of_repository(reference.address, position)), ""
        return target, path

    def _find(self, place: Place, text_runs: list[TextRun], builder: MentionBuilder) -> None:
        """Add the mentions of labels in the text. Labels of the entry itself only block shorter ones."""
        own, here, add = place.own, -1, builder.mentions.append
        for number, start, end, match, compound in self.finder(place.language, place.ignore).choose(
            text_runs
        ):
            if number != here:
                here, text_run = number, text_runs[number]
                lines, marks, position = (
                    Lines.of(text_run),
                    Marks.of(text_run),
                    Position(place.path, text_run.line),
                )
                several, marked = bool(lines.starts), bool(marks.marks)
            target, rule, surface = match.target, match.rule, match.surface
            if own in match.keys or (own and _is_base(own, match)):
                continue
            if target is None:
                target, rule = self._resolve_homonym(place, text_run, (number, start, end), match, builder)
            # Variation selectors may extend a match, and a formula has other characters than its TeX.
            if marked or len(surface) != end - start:
                surface = text_run.text[start:end]
            if several and lines.at(start) != position.line:
                position = Position(place.path, lines.at(start))
            if compound:
                builder.inside.add((number, start))
            ordinary = rule == "unqualified" or match.general
            at = (number, start)
            meant = builder.ambiguous.get(at, (target,))
            unlinked = (
                everyday_sense(self.targets, place.path, meant, match, text_runs, at) if ordinary else ""
            )
            if marked and not unlinked and not marks.let(start, end):
                unlinked = "markup"
            add(Mention(number, start, end, surface, target, position, _TEXT, not unlinked, unlinked or rule))

    def _resolve_homonym(
        self,
        place: Place,
        text_run: TextRun,
        span: tuple[int, int, int],
        match: SurfaceMatch,
        builder: MentionBuilder,
    ) -> tuple[Key, str]:
        """The target of a homonym and the rule that decided; ambiguous if the place does not decide."""
        context = MentionContext(place.path, self.targets.terms)
        lexicon = self.targets.lexicons[place.language]
        target, rule = resolve(match.keys, text_run.text, span[1:], context, lexicon, match.in_case)
        if target:
            return target, rule
        builder.ambiguous[span[:2]] = match.keys
        return (place.language, DISAMBIGUATION + slugify(match.usable[0].label)), rule

    # -- resolving ambiguous mentions ---------------------------------------------------

    def _resolve_by_majority(
        self, builder: MentionBuilder, sections: list[int], problems: list[Problem]
    ) -> None:
        """Resolve ambiguous mentions by the majority of their section, and report the rest."""
        inside = builder.inside if self.config.links.compound is Compound.WARN else ()
        if not builder.ambiguous and not inside:
            return
        terms, mentions = self.targets.terms, builder.mentions
        votes: dict[int, Counter[str]] = {section: Counter() for section in sections}
        for mention in mentions:
            term = terms.get(mention.target)
            if term and not builder.keys(mention):
                votes[sections[mention.text_run]][term.position.path] += 1
        for index, mention in enumerate(mentions):
            keys = builder.keys(mention)
            if keys:
                winner = by_majority(keys, votes[sections[mention.text_run]], terms)
                if winner:
                    rule = "votes" if mention.linked else mention.rule
                    builder.resolve(index, winner, rule, linked=mention.linked)
                elif mention.rule not in EVERYDAY:
                    problems.append(self._ambiguous(mention, keys))
            if (mention.text_run, mention.start) in inside and mention.origin is _TEXT:
                problems.append(_inside_compound(mention))

    def _suppress_repeated_glosses(
        self, place: Place, builder: MentionBuilder, text_runs: list[TextRun]
    ) -> None:
        """Do not link the second of two names of a term when it is in brackets: 正規化 (Normalization)."""
        lexicon = self.targets.lexicons.get(place.language)
        brackets = {
            number
            for number, text_run in enumerate(text_runs)
            if "(" in text_run.text or "（" in text_run.text
        }
        if not lexicon or not brackets:
            return
        glossed: tuple[int, int, Key] | None = None
        for index, mention in enumerate(builder.mentions):
            inside = glossed and (mention.text_run, mention.target) == (glossed[0], glossed[2])
            if glossed and inside and mention.end <= glossed[1] and mention.origin is _TEXT:
                if mention.linked:
                    builder.suppress(index, "gloss-repeats")
                continue
            text = text_runs[mention.text_run].text
            span = gloss_after(text, mention.end) if mention.linked and mention.text_run in brackets else None
            if span and mention.target in gloss_terms(text, mention.end, lexicon):
                glossed = (mention.text_run, span[1], mention.target)

    def _ambiguous(self, mention: Mention, keys: tuple[Key, ...]) -> Problem:
        terms = [self.targets.terms[key] for key in keys]
        places = ", ".join(f"{term.position.path}:{term.position.line}" for term in terms)
        message = f"“{mention.surface}” could mean {len(terms)} terms: {places}"
        hint = f"write [[{terms[0].id}|{mention.surface}]], or give one of them “priority: 1”"
        return Problem(mention.position, "ambiguous-mention", message, hint)


def _join_expansions(builder: MentionBuilder, text_runs: list[TextRun]) -> None:
    """Give initials and their expansion one target: CNN (Convolutional Neural Network) is one thing.

    If both are entries, both get the target of the expansion, or that of the initials if it is ambiguous.
    """
    for index, (one, other) in enumerate(itertools.pairwise(builder.mentions)):
        near = one.text_run == other.text_run and one.origin is other.origin is _TEXT
        if not near or one.target == other.target or other.start - one.end > _WIDEST_BRACKET:
            continue
        span = gloss_after(text_runs[one.text_run].text, one.end)
        if span != (other.start, other.end) or not is_expansion(one.surface, other.surface):
            continue
        long, short = (one, other) if len(one.surface) > len(other.surface) else (other, one)
        target = (short if builder.keys(long) else long).target
        for each in (one, other):
            builder.ambiguous.pop((each.text_run, each.start), None)
        builder.resolve(index, target, "expansion", linked=one.linked)
        builder.resolve(index + 1, target, "gloss-repeats", linked=False)


def _is_base(own: Key, match: SurfaceMatch) -> bool:
    """Whether a match is the name of an entry before its qualifier: property in Property (CSS)."""
    return len(match.usable) > 1 and any(
        form.term == own and form.rule in ("unqualified", "parenthesis") for form in match.usable
    )


def _of_repository(address: str, position: Position) -> Problem:
    message = f"“{address}” is in the repository, and no page of the site"
    hint = "state the address of the repository in glossgen.yml, “repository: https://…”, to link to it there"
    return Problem(position, "repository-file", message, hint)


def _inside_compound(mention: Mention) -> Problem:
    message = f"“{mention.surface}” is inside a longer word"
    hint = "add an entry for the longer word, or write [[!…]] around it"
    return Problem(mention.position, "compound-mention", message, hint)


def load_analyser(config: Config) -> Referee | None:
    """The referee of the boundary rules, if the configuration asks for it.

    Raises CannotStart (`missing-extra`) if it is not installed.
    """
    if not config.links.analyser:
        return None
    referee = load_referee()
    if referee is None:
        place = Position(config.relative(config.path) if config.path else "links.analyser", 0)
        message = "links.analyser asks for SudachiPy, which is not installed"
        hint = 'install it with: pip install "glossgen[ja]"'
        raise CannotStart([Problem(place, "missing-extra", message, hint)])
    return referee


def build_lexicons(glossary: Glossary) -> dict[str, Lexicon]:
    """Build a lexicon for each language of the glossary."""
    languages = sorted({source.language for source in glossary.sources})
    known = {term.key: term for term in glossary.terms}
    groups = by_translation(glossary.terms)

    def translated(term: Term) -> tuple[str, ...]:
        return labels_in_other_languages(term, groups.get(term.meta.translation_key), known.__getitem__)

    return {
        language: build_lexicon(language, (t for t in glossary.terms if t.language == language), translated)
        for language in languages
    }


def labels_in_other_languages(
    term: Term, group: Mapping[str, Key] | None, term_at: Callable[[Key], Term]
) -> tuple[str, ...]:
    """The labels of the translations of a term; `group` has the terms with its key, by language."""
    others = sorted(key for language, key in (group or {}).items() if language != term.language)
    return tuple(label.text for key in others for label in term_at(key).labels)


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


def autolinks_of(terms: Mapping[Key, Term]) -> dict[Key, Autolink]:
    """The `autolink` settings of terms that do not follow the policy."""
    settings = ((key, term.meta.autolink) for key, term in terms.items())
    return {key: autolink for key, autolink in settings if autolink is not _DEFAULT}


def link_each(
    glossary: Glossary,
    lexicons: Mapping[str, Lexicon],
    config: Config,
    progress: Progress | None = None,
    referee: Referee | None = None,
) -> Iterator[Linked]:
    """Link every text of a glossary. The result does not depend on the order of files or terms.

    Without `referee`, the configuration decides whether the analyser is used. Raises CannotStart
    (`missing-extra`) if it is wanted and not installed.
    """
    referee = referee or load_analyser(config)
    targets = Targets.of(glossary, lexicons)
    linker = Linker(config, targets, referee, autolinks=autolinks_of(targets.terms))
    everything = list(places(glossary))
    for number, place in enumerate(everything, 1):
        yield linker.link(place)
        if progress:
            progress("link", number, len(everything))
