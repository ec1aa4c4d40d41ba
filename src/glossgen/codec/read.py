"""Bytes to sources, whole or term by term."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import overload

from msgspec.structs import replace

from glossgen.codec.body import decode_body
from glossgen.codec.plain import Packed, carefully, unpack
from glossgen.codec.write import NO_META
from glossgen.model import (
    Autolink,
    Form,
    Label,
    Match,
    Meta,
    Note,
    Position,
    Source,
    Term,
)


def decode_source(data: bytes) -> Source:
    """The source that `encode_source` was given. Raises Undecodable."""
    values = unpack(data)
    return carefully(lambda: _Reader(values).source())


def unpack_frame(frame: Packed, terms: Sequence[Term], note: Note | None) -> Source:
    """The source that `pack_frame` was given, with these terms and this note. Raises Undecodable."""
    return carefully(lambda: replace(_Reader(frame).source(), terms=terms, note=note))


class StoredTerms(Sequence[Term]):
    """The terms of an encoded source, each decoded when it is asked for."""

    __slots__ = ("_count", "_load", "_reader", "_terms")

    def __init__(self, count: int, load: Callable[[], bytes]) -> None:
        """Take how many they are, and what fetches the bytes of the source. It may raise Undecodable."""
        self._count = count
        self._load = load
        self._reader: _Reader | None = None
        self._terms: dict[int, Term] = {}

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Term: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Term]: ...

    def __getitem__(self, place: int | slice) -> Term | Sequence[Term]:
        """The terms at one or some places. Raises Undecodable."""
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(self._count))]
        if not 0 <= place < self._count:
            raise IndexError(place)
        if place not in self._terms:
            self._terms[place] = carefully(lambda: self._decode(place))
        return self._terms[place]

    def _decode(self, place: int) -> Term:
        reader = self._reader = self._reader or _Reader(unpack(self._load()))
        packed, reader.terms[place] = reader.terms[place], b""  # who has the term need not have its bytes
        return reader.term(packed)

    def note(self) -> Note | None:
        """The note of the source. Raises Undecodable."""
        reader = self._reader = self._reader or _Reader(unpack(self._load()))
        return carefully(lambda: reader.note_of())


class _Reader:
    """Puts a source together again."""

    def __init__(self, values: Packed) -> None:
        self.head, self.intro, terms, self.note = values
        self.terms = list(terms)
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
            decode_body(self.intro),
            published,
            tuple([self.term(each) for each in self.terms]),
            self.note_of(),
            ignore,
        )

    def note_of(self) -> Note | None:
        return self._note(*self.note) if self.note else None

    def term(self, data: bytes) -> Term:
        return self._term(*unpack(data))

    def _term(
        self,
        name: str,
        language: str | None,
        labels: Packed,
        position: Packed,
        body: bytes,
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
            decode_body(body),
            heading,
            reading,
            anchors,
            _meta_of(meta),
            end_line,
            explicit,
        )

    def _note(
        self, name: str, language: str, title: str, position: Packed, body: bytes, meta: Packed
    ) -> Note:
        return Note(name, language, title, Position(*position), decode_body(body), _meta_of(meta))


def _meta_of(values: Packed) -> Meta:
    if values is None:
        return NO_META
    named = dict(zip(Meta.__struct_fields__, values, strict=True))
    named["autolink"] = Autolink(named["autolink"])
    named["match"] = Match(named["match"])
    named["priority"] = int(named["priority"])
    return Meta(**named)
