"""Applies the readings file to the glossary."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from glossgen.model import Among, Glossary, Position, Problem, Source, Wanted
from glossgen.sources.readings.file import Readings


def with_readings(glossary: Glossary, readings: Readings) -> Glossary:
    """The glossary with the accepted readings of the file, where the sources give none."""
    accepted = {each.label: each.text for each in readings.by_label if not each.waiting}
    problems = (*glossary.problems, *readings.problems, *_problems(glossary, readings))
    sources = tuple(_given(source, accepted) for source in glossary.sources)
    return replace(glossary, sources=sources, problems=problems)


def _given(source: Source, accepted: dict[str, str]) -> Source:
    if not any(not term.reading and term.label in accepted for term in source.terms):
        return source
    terms = (
        term if term.reading else replace(term, reading=accepted.get(term.label, "")) for term in source.terms
    )
    return replace(source, terms=tuple(terms))


def _problems(glossary: Glossary, readings: Readings) -> Iterator[Problem]:
    """Report readings of unknown labels, and how many proposals wait for review."""
    labels = {term.label for term in glossary.terms}
    for reading in readings.by_label:
        if reading.label not in labels:
            message = f"no term is called “{reading.label}”"
            hint, wanted = "write the first label of an entry", Wanted(Among.HEADINGS, (reading.label,))
            yield Problem(Position(readings.path, reading.line), "reading", message, hint, wanted)
    waiting = [reading for reading in readings.by_label if reading.waiting]
    if waiting:
        count = "1 reading waits" if len(waiting) == 1 else f"{len(waiting)} readings wait"
        hint = "take the “?” away from those that are right"
        yield Problem(
            Position(readings.path, waiting[0].line), "reading-proposed", f"{count} for review", hint
        )
