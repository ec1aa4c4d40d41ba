"""Bytes to sources, whole or term by term."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from glossgen.codec.body import decode_body
from glossgen.codec.plain import Buffer, Packed, carefully, unpack
from glossgen.codec.write import NO_META
from glossgen.model import Autolink, Label, Match, Meta, Note, Position, Source, SourceKind, Term


def decode_source(data: bytes) -> Source:
    """The source that `encode_source` was given. Raises Undecodable."""
    values = unpack(data)
    return carefully(lambda: _source(*values))


def unpack_frame(frame: Packed, terms: Sequence[Term], note: Note | None) -> Source:
    """The source that `pack_frame` was given, with these terms and this note. Raises Undecodable."""
    return carefully(lambda: replace(_source(*frame), terms=terms, note=note))


def unpack_terms(data: bytes) -> list[bytes]:
    """The terms of an encoded source, each as bytes for `decode_term`. Raises Undecodable."""
    values = unpack(data)
    return carefully(lambda: list(values[2]))


def decode_term(data: Buffer, path: str, language: str) -> Term:
    """A term of a source with this path and language. Raises Undecodable."""
    values = unpack(data)
    return carefully(lambda: _term(path, language, *values))


def decode_note(data: bytes) -> Note | None:
    """The note of an encoded source. Raises Undecodable."""
    values = unpack(data)
    return carefully(lambda: _note(values[3]))


def _source(head: Packed, intro: bytes, terms: Sequence[bytes], note: Packed) -> Source:
    path, slug, language, form, title, published, ignore = head
    return Source(
        path,
        slug,
        language,
        SourceKind(form),
        title,
        decode_body(intro),
        published,
        tuple([_term(path, language, *unpack(each)) for each in terms]),
        _note(note),
        ignore,
    )


def _term(
    source_path: str,
    source_language: str,
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
    own = source_language if language is None else language
    return Term(
        name,
        own,
        tuple([Label(text, own if other is None else other, hidden) for text, other, hidden in labels]),
        Position(source_path if path is None else path, line, column),
        decode_body(body),
        heading,
        reading,
        anchors,
        _meta_of(meta),
        end_line,
        explicit,
    )


def _note(values: Packed) -> Note | None:
    if not values:
        return None
    name, language, title, position, body, meta = values
    return Note(name, language, title, Position(*position), decode_body(body), _meta_of(meta))


def _meta_of(values: Packed) -> Meta:
    if values is None:
        return NO_META
    named = dict(zip(Meta.__struct_fields__, values, strict=True))
    named["autolink"] = Autolink(named["autolink"])
    named["match"] = Match(named["match"])
    named["priority"] = int(named["priority"])
    return Meta(**named)
