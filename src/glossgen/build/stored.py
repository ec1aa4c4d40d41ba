"""What a build leaves in the cache for the next one: its sources as published, its mentions, its dates.

The values belong to one build (`generation`), which its record names. Those of
another are never read, so a build that was killed halfway leaves nothing that
could be taken for a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from glossgen.cache import Cache
from glossgen.codec import (
    Packed,
    Undecodable,
    carefully,
    decode_source,
    encode_source,
    pack,
    pack_problems,
    unpack,
    unpack_problems,
)
from glossgen.link import PAGE
from glossgen.model import Key, Linked, Mention, Origin, Position, Source
from glossgen.read.history import History

_ORIGINS = {origin.value: origin for origin in Origin}
_HISTORY = "\0history"


@dataclass(frozen=True, slots=True)
class Stored:
    """The state of a build: some of its sources by path, the mentions of all, the dates."""

    sources: Mapping[str, Source]
    linked: tuple[Linked, ...]
    history: History


def store(
    folder: Path,
    generation: str,
    sources: Iterable[Source],
    linked: Mapping[Key, Linked],
    history: History,
    kept: Iterable[str] = (),
) -> None:
    """Keep the state of a build, of the files at `kept` as it is there already."""
    texts: dict[bytes, bytes] = {}
    links: dict[bytes, bytes] = {}
    for source in sources:
        key = _key(generation, source.path)
        texts[key] = encode_source(source)
        links[key] = pack([_pack_linked(linked[place]) for place in places_of(source) if place in linked])
    dates = [(*key, date) for key, date in history.dates.items()]
    links[_key(generation, _HISTORY)] = pack((history.prefix, dates))
    old = [_key(generation, path) for path in kept]
    Cache(folder, "standing").write(texts, old)
    Cache(folder, "linked").write(links, old)


def recall(folder: Path, generation: str, order: Sequence[str], wanted: Collection[str]) -> Stored | None:
    """The state of a build whose files are in this `order`, with those of its sources that are `wanted`.

    None when something of it is not there, or is harmed.
    """
    links = Cache(folder, "linked").read()
    texts = Cache(folder, "standing").read([_key(generation, path) for path in wanted])
    try:
        sources = {path: decode_source(texts[_key(generation, path)]) for path in wanted}
        prefix, dates = unpack(links[_key(generation, _HISTORY)])
        linked = [each for path in order for each in _unpack_all(links[_key(generation, path)])]
    except (KeyError, Undecodable):
        return None
    return Stored(sources, tuple(linked), History({(lang, name): date for lang, name, date in dates}, prefix))


def places_of(source: Source) -> Iterator[Key]:
    """The places of a file in which terms may be mentioned, in their order (see `glossgen.link.places`)."""
    yield (source.language, PAGE + source.path)
    yield from (term.key for term in source.terms)
    if source.note:
        yield source.note.key


def _key(generation: str, path: str) -> bytes:
    return blake2b(f"{generation}\0{path}".encode("utf-8", "surrogateescape"), digest_size=16).digest()


def _pack_linked(linked: Linked) -> Packed:
    path = linked.mentions[0].position.path if linked.mentions else ""
    mentions = [_pack_mention(mention) for mention in linked.mentions]
    return (*linked.place, path, mentions, pack_problems(linked.problems))


def _pack_mention(mention: Mention) -> Packed:
    span = (mention.flow, mention.start, mention.end, mention.surface)
    position = (mention.position.line, mention.position.column)
    return (*span, *mention.target, *position, mention.origin.value, mention.linked, mention.rule)


def _unpack_all(data: bytes) -> list[Linked]:
    values = unpack(data)
    return carefully(lambda: [_unpack_linked(*each) for each in values])


def _unpack_linked(language: str, name: str, path: str, mentions: Packed, problems: Packed) -> Linked:
    found = [
        Mention(flow, start, end, surface, (lang, to), Position(path, line, column), _ORIGINS[origin], *rest)
        for flow, start, end, surface, lang, to, line, column, origin, *rest in mentions
    ]
    return Linked((language, name), tuple(found), unpack_problems(problems))
