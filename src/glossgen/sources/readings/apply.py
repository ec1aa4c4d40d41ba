"""Applies the readings file to the glossary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from glossgen.model import Among, Glossary, Label, Position, Problem, Source, Term, Wanted
from glossgen.sources.readings.file import Readings


def with_readings(glossary: Glossary, readings: Readings) -> Glossary:
    """The glossary with the accepted readings of the file, where the sources give none."""
    accepted = {each.label: each.text for each in readings.by_label if not each.waiting}
    problems = (*glossary.problems, *readings.problems, *_problems(glossary, readings))
    sources = tuple(_given(source, accepted) for source in glossary.sources)
    return replace(glossary, sources=sources, problems=problems)


def _given(source: Source, accepted: Mapping[str, str]) -> Source:
    terms = tuple(_read_by(term, accepted) for term in source.terms)
    same = all(new is old for new, old in zip(terms, source.terms, strict=True))
    return source if same else replace(source, terms=terms)


def _read_by(term: Term, accepted: Mapping[str, str]) -> Term:
    """The term with readings for those of its labels that have none."""
    reading = term.reading or accepted.get(term.label, "")
    preferred, *others = term.labels
    read = [each if each.reading else _label(each, accepted.get(each.text, "")) for each in others]
    if reading == term.reading and all(new is old for new, old in zip(read, others, strict=True)):
        return term
    return replace(term, reading=reading, labels=(preferred, *read))


def _label(label: Label, reading: str) -> Label:
    return replace(label, reading=reading) if reading else label


def _problems(glossary: Glossary, readings: Readings) -> Iterator[Problem]:
    """Report readings of unknown labels, and how many proposals wait for review."""
    labels = {label.text for term in glossary.terms for label in term.labels}
    for reading in readings.by_label:
        if reading.label not in labels:
            message = f"no term is called “{reading.label}”"
            hint, wanted = "write a label of an entry", Wanted(Among.HEADINGS, (reading.label,))
            yield Problem(Position(readings.path, reading.line), "reading", message, hint, wanted)
    waiting = [reading for reading in readings.by_label if reading.waiting]
    if waiting:
        count = "1 reading waits" if len(waiting) == 1 else f"{len(waiting)} readings wait"
        hint = "take the “?” away from those that are right"
        yield Problem(
            Position(readings.path, waiting[0].line), "reading-proposed", f"{count} for review", hint
        )
