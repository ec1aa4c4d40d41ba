"""Bodies as bytes and back. A body is far larger than all else of a term, and mostly nobody looks at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import overload

from glossgen.codec.plain import Packed, carefully, pack, unpack
from glossgen.model import Body, BodyPart, Formula, InlineMarkup, Reference, ReferenceKind, TextRun

_KINDS = {kind.value: kind for kind in ReferenceKind}
_AT_HAND = 1 << 10


class StoredBody(Sequence[BodyPart]):
    """A body that lies in memory as bytes; its parts are made when somebody asks for them.

    Those of the bodies that were asked for last are at hand. It is equal to a
    tuple of the same parts. Asking may raise Undecodable.
    """

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        """Take what `encode_body` has made of a body that is not empty."""
        self.data = data

    def __len__(self) -> int:
        return len(_parts(self.data))

    def __bool__(self) -> bool:
        return True

    @overload
    def __getitem__(self, place: int) -> BodyPart: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[BodyPart]: ...

    def __getitem__(self, place: int | slice) -> BodyPart | Sequence[BodyPart]:
        return _parts(self.data)[place]

    def __iter__(self) -> Iterator[BodyPart]:
        return iter(_parts(self.data))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, StoredBody):
            return self.data == other.data
        return _parts(self.data) == other

    def __hash__(self) -> int:
        return hash(_parts(self.data))

    def __repr__(self) -> str:
        return repr(_parts(self.data))


def encode_body(body: Body) -> bytes:
    """A body as bytes; none for none."""
    if isinstance(body, StoredBody):
        return body.data
    return pack([part if isinstance(part, str) else _packed(part) for part in body]) if body else b""


def decode_body(data: bytes) -> Body:
    """The body that `encode_body` was given."""
    return StoredBody(data) if data else ()


def _packed(text_run: TextRun) -> Packed:
    marks = [_packed_mark(mark) for mark in text_run.marks]
    references = [(r.kind.value, r.start, r.end, r.target, r.address) for r in text_run.references]
    if marks or references or text_run.zones or text_run.addresses or text_run.heading:
        return (
            text_run.text,
            text_run.line,
            marks,
            text_run.zones,
            text_run.addresses,
            references,
            text_run.heading,
        )
    return (text_run.text, text_run.line)


def _packed_mark(mark: InlineMarkup) -> Packed:
    formula = mark.formula and (mark.formula.tex, mark.formula.display)
    return (mark.start, mark.end, mark.html, mark.depth, formula, mark.line)


@lru_cache(maxsize=_AT_HAND)
def _parts(data: bytes) -> tuple[BodyPart, ...]:
    values = unpack(data)
    return carefully(
        lambda: tuple(
            [
                part if type(part) is str else TextRun(*part) if len(part) == 2 else _flow(*part)
                for part in values
            ]
        )
    )


def _flow(
    text: str,
    line: int,
    marks: Packed,
    zones: tuple[tuple[int, int], ...],
    addresses: tuple[tuple[int, int], ...],
    references: Packed,
    heading: bool,
) -> TextRun:
    return TextRun(
        text,
        line,
        tuple(
            [
                InlineMarkup(start, end, html, depth, formula and Formula(*formula), at)
                for start, end, html, depth, formula, at in marks
            ]
        ),
        zones,
        addresses,
        tuple([Reference(_KINDS[kind], *rest) for kind, *rest in references]),
        heading,
    )
