"""Sources to bytes."""

from __future__ import annotations

from msgspec.structs import replace

from glossgen.codec.body import encode_body
from glossgen.codec.plain import Packed, pack
from glossgen.model import Meta, Note, Source, Term

NO_META = Meta()


def encode_source(source: Source) -> bytes:
    """A source with all that stands in it."""
    return pack(_Writer(source).source())


def pack_frame(source: Source) -> Packed:
    """A source without its terms and its note, as plain values."""
    return _Writer(replace(source, terms=(), note=None)).source()


class _Writer:
    """Takes a source to pieces."""

    def __init__(self, source: Source) -> None:
        self.of = source

    def source(self) -> Packed:
        of = self.of
        note = self._note(of.note) if of.note else None
        terms = [pack(self._term(term)) for term in of.terms]  # each can be had without the others
        head = (of.path, of.slug, of.language, of.form.value, of.title, of.published, of.ignore)
        return (head, encode_body(of.intro), terms, note)

    def _term(self, term: Term) -> Packed:
        position = term.position
        return (
            term.id,
            self._same(term.language, self.of.language),
            [(label.text, self._same(label.language, term.language), label.hidden) for label in term.labels],
            (self._same(position.path, self.of.path), position.line, position.column),
            encode_body(term.body),
            term.heading,
            term.reading,
            term.anchors,
            _meta(term.meta),
            term.end_line,
            term.explicit_id,
        )

    def _note(self, note: Note) -> Packed:
        position = (note.position.path, note.position.line, note.position.column)
        return (note.id, note.language, note.title, position, encode_body(note.body), _meta(note.meta))

    @staticmethod
    def _same(value: str, usual: str) -> str | None:
        return None if value == usual else value


def _meta(meta: Meta) -> Packed:
    if meta == NO_META:
        return None
    values = [getattr(meta, name) for name in Meta.__struct_fields__]
    # A number in YAML may have any length; MessagePack's have 64 bits.
    plain = {"autolink": meta.autolink.value, "match": meta.match.value, "priority": str(meta.priority)}
    return [plain.get(name, value) for name, value in zip(Meta.__struct_fields__, values, strict=True)]
