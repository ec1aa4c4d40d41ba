"""Queries for places of use: the texts of terms, notes and introductions, in which terms are mentioned."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from glossgen.model import BLOCK_BREAK, Body, Key, TextRun
from glossgen.query import Database, query
from glossgen.sources.queries import PAGE, file_part, keys_in, lines, source, sources
from glossgen.text.label_folding import fold
from glossgen.text.language_rules import inflection
from glossgen.text.matched_text import matched_text


class PlaceHead(Struct, frozen=True, array_like=True):
    """A place of use without its text: its file and language, and the labels that its page ignores."""

    path: str
    language: str
    number: int
    own: Key | None = None
    ignore: tuple[str, ...] = ()


@query(table=True, keep=PlaceHead)
def places(db: Database, _: str) -> dict[Key, PlaceHead]:
    """Every place of use, in the order of files."""
    found: dict[Key, PlaceHead] = {}
    for each in db.get(sources, ""):
        texts = file_part(db, each.path, "head").texts
        if each.note:
            found[each.note.key] = PlaceHead(each.path, each.note.language, 0, None, each.ignore)
        elif texts[0]:
            found[(each.language, PAGE + each.path)] = PlaceHead(
                each.path, each.language, 0, None, each.ignore
            )
        for number, term in enumerate(each.terms, 1):
            ignore = (*each.ignore, *term.meta.ignore)
            found[term.key] = PlaceHead(each.path, term.language, number, term.key, ignore)
    return found


@query(table=True, keep=str)
def paths(db: Database, _: str) -> dict[Key, str]:
    """The file of each place of use."""
    return {key: place.path for key, place in db.get(places, "").items()}


def places_in(db: Database, path: str) -> list[Key]:
    """The places of use in a file, in order."""
    known = db.part(source, "", path)
    if known is None:
        return []
    first = known.note.key if known.note else (known.language, PAGE + path)
    keys = (first, *(db.part(keys_in, "", path) or ()))
    return [key for key, head in zip(keys, db.parts(places, "", keys), strict=True) if head]


@query(table=True, keep=Body, pooled=True, large=True)
def bodies(db: Database, path: str) -> dict[Key, Body]:
    """The text of each place of use of a file, with the lines of an entry counted from its heading.

    So the text of an entry does not change when a line is added above it.
    """
    parsed, known = file_part(db, path, "head").source, db.part(source, "", path)
    if parsed is None or known is None:
        return {}
    first, *others = file_part(db, path, "bodies")
    found = {known.note.key if known.note else (known.language, PAGE + path): first}
    for key, term, body in zip(db.part(keys_in, "", path), parsed.terms, others, strict=True):
        found[key] = moved(body, -term.position.line)
    return found


@query(keep=tuple[str, ...], pooled=True, large=True)
def folded_texts(db: Database, path: str) -> tuple[str, ...]:
    """The running text of each body of a file, folded for the label matcher."""
    known = db.part(source, "", path)
    rules = inflection(known.language) if known else None
    return tuple(
        fold(
            BLOCK_BREAK.join(matched_text(part) for part in body if isinstance(part, TextRun)),
            rules.stems if rules else None,
        ).text
        for body in db.get(bodies, path).values()
    )


def body_of(db: Database, key: Key) -> Body:
    """The text of a place of use (see `bodies`); empty if there is none."""
    path = db.part(paths, "", key)
    return () if path is None else db.part(bodies, path, key) or ()


def placed_body_of(db: Database, key: Key) -> Body:
    """The text of a place of use, with the lines of its file."""
    first, _ = db.part(lines, "", key) or (0, 0)
    body = body_of(db, key)
    return moved(body, first) if first else body


def moved(body: Body, by: int) -> Body:
    """A text whose lines are increased by `by`; the lines of markup, which are not needed, become 0."""
    return tuple(part if isinstance(part, str) else _moved(part, by) for part in body)


def _moved(run: TextRun, by: int) -> TextRun:
    marks = tuple(replace(mark, line=0) if mark.line else mark for mark in run.marks)
    return replace(run, line=run.line + by, marks=marks)
