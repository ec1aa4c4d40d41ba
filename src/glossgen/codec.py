"""Sources as bytes and back, for the cache and for the pipes of worker processes.

The bytes are MessagePack: quick to read, and nothing in them can run. Values
stand by position, what nobody wrote is left out, and what repeats in a file
(its path, its language, a formula) is kept once. There is no version in them:
whoever keeps them must know which glossgen wrote them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgpack

from glossgen.model import (
    Autolink,
    Body,
    Flow,
    Form,
    Formula,
    Label,
    Mark,
    Match,
    Meta,
    Note,
    Position,
    Problem,
    Reference,
    ReferenceKind,
    Source,
    Term,
)

T = TypeVar("T")

Packed = Any
"""What MessagePack can hold: None, numbers, texts, bytes, and tuples of these."""

_NO_META = Meta()
_KINDS = {kind.value: kind for kind in ReferenceKind}


class Undecodable(Exception):
    """Bytes that are not what this module writes."""


def pack(value: Packed) -> bytes:
    """Plain values as bytes. Texts may hold halves of surrogate pairs."""
    packed: bytes = msgpack.packb(value, unicode_errors="surrogatepass")
    return packed


def unpack(data: bytes) -> Packed:
    """The plain values in `data`, with tuples where there were tuples or lists. Raises Undecodable."""
    return carefully(lambda: msgpack.unpackb(data, use_list=False, unicode_errors="surrogatepass"))


def encode_source(source: Source) -> bytes:
    """A source with all that stands in it."""
    return pack(_Writer(source).source())


def decode_source(data: bytes) -> Source:
    """The source that `encode_source` was given. Raises Undecodable."""
    values = unpack(data)
    return carefully(lambda: _Reader(values).source())


def pack_problems(problems: Sequence[Problem]) -> Packed:
    """Problems as plain values."""
    return [
        (p.position.path, p.position.line, p.position.column, p.code, p.message, p.hint) for p in problems
    ]


def unpack_problems(values: Packed) -> tuple[Problem, ...]:
    """The problems that `pack_problems` was given. Raises Undecodable."""
    return carefully(lambda: tuple(Problem(Position(*value[:3]), *value[3:]) for value in values))


def carefully(work: Callable[[], T]) -> T:
    """What `work` makes of values that were unpacked. Raises Undecodable, whatever goes wrong."""
    try:
        return work()
    except Exception as error:  # foreign bytes can go wrong in as many ways as there are lines below
        raise Undecodable from error


class _Writer:
    """Takes a source to pieces; formulas are gathered on the way and written behind the rest."""

    def __init__(self, source: Source) -> None:
        self.of = source
        self.formulas: dict[Formula, int] = {}

    def source(self) -> Packed:
        of = self.of
        note = self._note(of.note) if of.note else None
        terms = [self._term(term) for term in of.terms]
        head = (of.path, of.slug, of.language, of.form.value, of.title, of.published, of.ignore)
        intro = self._body(of.intro)
        return (head, intro, terms, note, [(formula.tex, formula.display) for formula in self.formulas])

    def _term(self, term: Term) -> Packed:
        position = term.position
        return (
            term.id,
            self._same(term.language, self.of.language),
            [(label.text, self._same(label.language, term.language), label.hidden) for label in term.labels],
            (self._same(position.path, self.of.path), position.line, position.column),
            self._body(term.body),
            term.heading,
            term.reading,
            term.anchors,
            _meta(term.meta),
            term.end_line,
            term.explicit_id,
        )

    def _note(self, note: Note) -> Packed:
        position = (note.position.path, note.position.line, note.position.column)
        return (note.id, note.language, note.title, position, self._body(note.body), _meta(note.meta))

    @staticmethod
    def _same(value: str, usual: str) -> str | None:
        return None if value == usual else value

    def _body(self, body: Body) -> Packed:
        return [part if isinstance(part, str) else self._flow(part) for part in body]

    def _flow(self, flow: Flow) -> Packed:
        marks = [self._mark(mark) for mark in flow.marks]
        references = [(r.kind.value, r.start, r.end, r.target, r.address) for r in flow.references]
        if marks or references or flow.zones or flow.addresses or flow.heading:
            return (flow.text, flow.line, marks, flow.zones, flow.addresses, references, flow.heading)
        return (flow.text, flow.line)

    def _mark(self, mark: Mark) -> Packed:
        formula = None
        if mark.formula is not None:
            formula = self.formulas.setdefault(mark.formula, len(self.formulas))
        return (mark.start, mark.end, mark.html, mark.depth, formula, mark.line)


def _meta(meta: Meta) -> Packed:
    if meta == _NO_META:
        return None
    values = [getattr(meta, name) for name in Meta.__slots__]
    # A number in YAML may have any length; MessagePack's have 64 bits.
    plain = {"autolink": meta.autolink.value, "match": meta.match.value, "priority": str(meta.priority)}
    return [plain.get(name, value) for name, value in zip(Meta.__slots__, values, strict=True)]


class _Reader:
    """Puts a source together again."""

    def __init__(self, values: Packed) -> None:
        self.head, self.intro, self.terms, self.note, formulas = values
        self.formulas = [Formula(tex, display) for tex, display in formulas]
        self.path: str = self.head[0]
        self.language: str = self.head[2]

    def source(self) -> Source:
        path, slug, language, form, title, published, ignore = self.head
        return Source(
            path,
            slug,
            language,
            Form(form),
            title,
            self._body(self.intro),
            published,
            tuple([self._term(*values) for values in self.terms]),
            self._note(*self.note) if self.note else None,
            ignore,
        )

    def _term(
        self,
        name: str,
        language: str | None,
        labels: Packed,
        position: Packed,
        body: Packed,
        heading: str,
        reading: str,
        anchors: tuple[str, ...],
        meta: Packed,
        end_line: int,
        explicit: bool,
    ) -> Term:
        path, line, column = position
        own = self.language if language is None else language
        return Term(
            name,
            own,
            tuple([Label(text, own if other is None else other, hidden) for text, other, hidden in labels]),
            Position(self.path if path is None else path, line, column),
            self._body(body),
            heading,
            reading,
            anchors,
            _meta_of(meta),
            end_line,
            explicit,
        )

    def _note(
        self, name: str, language: str, title: str, position: Packed, body: Packed, meta: Packed
    ) -> Note:
        return Note(name, language, title, Position(*position), self._body(body), _meta_of(meta))

    def _body(self, parts: Packed) -> Body:
        return tuple(
            [
                part if type(part) is str else Flow(*part) if len(part) == 2 else self._flow(*part)
                for part in parts
            ]
        )

    def _flow(
        self,
        text: str,
        line: int,
        marks: Packed,
        zones: tuple[tuple[int, int], ...],
        addresses: tuple[tuple[int, int], ...],
        references: Packed,
        heading: bool,
    ) -> Flow:
        formulas = self.formulas
        return Flow(
            text,
            line,
            tuple(
                [
                    Mark(start, end, html, depth, None if formula is None else formulas[formula], at)
                    for start, end, html, depth, formula, at in marks
                ]
            ),
            zones,
            addresses,
            tuple([Reference(_KINDS[kind], *rest) for kind, *rest in references]),
            heading,
        )


def _meta_of(values: Packed) -> Meta:
    if values is None:
        return _NO_META
    named = dict(zip(Meta.__slots__, values, strict=True))
    named["autolink"] = Autolink(named["autolink"])
    named["match"] = Match(named["match"])
    named["priority"] = int(named["priority"])
    return Meta(**named)
