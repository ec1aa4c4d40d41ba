"""Explains why each label in a text was linked or not, with the rules in words."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from glossgen.config import Config
from glossgen.link import (
    Candidate,
    Linker,
    Place,
    Targets,
    autolinks_of,
    build_lexicons,
    candidate_terms,
    load_analyser,
    places,
    sentence,
)
from glossgen.link.spans import Lines
from glossgen.model import Glossary, Key, Mention, Origin, Position, Problem, Term, TextRun
from glossgen.problems import CannotStart
from glossgen.text.nearest import nearest

LINKED, MENTIONED, REFUSED = "linked", "mentioned", "refused"


class Explanation(Struct, frozen=True):
    """A candidate with its position, the terms that it may mean, the outcome, and the rules that decided.

    `verdict` is `linked`, `mentioned` (a use of the term that the policy or the writer keeps from
    being a link), or `refused` (not an occurrence of the label). `rules` are the rules that
    decided, in order. `target` is the id of the term that is meant, or empty.
    """

    position: Position
    surface: str
    terms: tuple[Term, ...]
    verdict: str
    rules: tuple[str, ...]
    target: str = ""

    @property
    def why(self) -> str:
        """The sentences of the rules."""
        return "; ".join(sentence(rule) for rule in self.rules)


def explain(
    glossary: Glossary, config: Config, path: str, line: int | None = None
) -> tuple[Explanation, ...]:
    """Explain every candidate in a file, or in one line of it, in text order.

    `path` is relative to the configuration, as in problems. Raises CannotStart (`explain-place`) if
    the glossary has no such file or line.
    """
    _check(glossary, path, line, config)
    targets = Targets.of(glossary, build_lexicons(glossary))
    linker = Linker(config, targets, load_analyser(config), autolinks=autolinks_of(targets.terms))
    here = (place for place in places(glossary) if place.path == path)
    found = [each for place in here for each in _explain_place(linker, place)]
    return tuple(each for each in found if line is None or each.position.line == line)


def _check(glossary: Glossary, path: str, line: int | None, config: Config) -> None:
    paths = [source.path for source in glossary.sources]
    if path not in paths:
        close = nearest(path, paths)
        hint = f"did you mean “{close}”?" if close else "name a file of the glossary, and a line: terms.md:12"
        problem = Problem(Position(path, 0), "explain-place", "the glossary has no such file", hint)
        raise CannotStart([problem])
    if line is not None:
        count = len((config.root / path).read_text(encoding="utf-8").split("\n"))
        if not 1 <= line <= count:
            message = f"the file has {count} lines"
            raise CannotStart([Problem(Position(path, line), "explain-place", message)])


def _explain_place(linker: Linker, place: Place) -> Iterator[Explanation]:
    """The candidates of one text and the links made by hand, in order."""
    mentions = {(m.text_run, m.start, m.end): m for m in linker.link(place).mentions}
    for number, text_run in enumerate(place.text_runs):
        lines = Lines.of(text_run)
        entries = [
            (mention.start, -mention.end, _by_hand(linker, mention))
            for mention in mentions.values()
            if mention.text_run == number and mention.origin is not Origin.TEXT
        ]
        for candidate in _candidates(linker, place, text_run):
            mention = mentions.get((number, candidate.start, candidate.end))
            if mention and mention.origin is not Origin.TEXT:
                continue
            position = Position(place.path, lines.at(candidate.start))
            explained = _explain(linker, place, text_run, candidate, mention, position)
            entries.append((candidate.start, -candidate.end, explained))
        yield from (entry for *_, entry in sorted(entries, key=lambda entry: entry[:2]))


def _candidates(linker: Linker, place: Place, text_run: TextRun) -> list[Candidate]:
    if place.language not in linker.targets.lexicons:
        return []
    return linker.finder(place.language, place.ignore).find(text_run)


def _by_hand(linker: Linker, mention: Mention) -> Explanation:
    term = linker.targets.terms.get(mention.target)
    verdict = LINKED if mention.linked else MENTIONED
    named = (term,) if term else ()
    rules = ("written", mention.rule)
    return Explanation(mention.position, mention.surface, named, verdict, rules, mention.target[1])


def _explain(
    linker: Linker,
    place: Place,
    text_run: TextRun,
    candidate: Candidate,
    mention: Mention | None,
    position: Position,
) -> Explanation:
    surface = text_run.text[candidate.start : candidate.end]
    keys = candidate_terms(candidate.forms, surface)
    terms = tuple(linker.targets.terms[key] for key in keys)
    if mention and candidate.accepted:
        piece = ("compound",) if candidate.compound else ()
        rules = tuple(dict.fromkeys((candidate.rule, *piece, mention.rule)))
        verdict = LINKED if mention.linked else MENTIONED
        return Explanation(position, surface, terms, verdict, rules, mention.target[1])
    verdict, rule = _unlinked(text_run, candidate, keys, place)
    return Explanation(position, surface, terms, verdict, (rule,))


def _unlinked(
    text_run: TextRun, candidate: Candidate, keys: tuple[Key, ...], place: Place
) -> tuple[str, str]:
    """The verdict and the rule for a candidate that is not a mention."""
    if text_run.heading:
        return REFUSED, "heading"
    if not candidate.accepted:
        return REFUSED, candidate.rule
    if any(ref.start < candidate.end and candidate.start < ref.end for ref in text_run.references):
        return REFUSED, "by-hand"
    if candidate.silent:
        return MENTIONED, candidate.rule
    return (MENTIONED, "own") if place.own in keys else (REFUSED, "overlap")
