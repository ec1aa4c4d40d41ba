"""What a build leaves in the cache for the next one: its sources as published, its mentions, its dates.

The values belong to one build (`generation`), which its record names. Those of
another are never read, so a build that was killed halfway leaves nothing that
could be taken for a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from glossgen.build.edits import Forms
from glossgen.build.outline import places_of
from glossgen.cache import Cache
from glossgen.codec import (
    Packed,
    Undecodable,
    carefully,
    encode_source,
    pack,
    pack_problems,
    unpack,
    unpack_problems,
)
from glossgen.model import Key, Linked, Mention, Origin, Position, Source
from glossgen.read.history import History

_ORIGINS = {origin.value: origin for origin in Origin}
_HISTORY, _OUTLINE, _FORMS = "\0history", "\0outline", "\0forms"


Fetch = Callable[[str], bytes]
"""Gives the bytes that are kept of a file by its path; raises Undecodable when there are none."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The state of a build, to be taken from the cache piece by piece."""

    texts: Fetch
    links: Fetch

    def outline(self) -> bytes:
        """The outline of the site (see `glossgen.build.outline`)."""
        return self.links(_OUTLINE)

    def history(self) -> History:
        """The dates."""
        prefix, dates = unpack(self.links(_HISTORY))
        return History({(lang, name): date for lang, name, date in dates}, prefix)

    def forms(self) -> Forms:
        """The folded keys of each term, by language."""
        known = unpack(self.links(_FORMS))
        return {language: {(language, name): keys for name, keys in each} for language, each in known}


def kept(folder: Path, generation: str) -> Kept:
    """What a build has left in the cache."""

    def fetch(kind: str) -> Fetch:
        look_up = Cache(folder, kind).each()

        def fetched(path: str) -> bytes:
            found = look_up(_key(generation, path))
            if found is None:
                raise Undecodable
            return found

        return fetched

    return Kept(fetch("standing"), fetch("linked"))


@dataclass(frozen=True, slots=True)
class Keep:
    """What a build leaves in the cache. Of the files at `as_before`, it is there already.

    `forms` are left out when they are as before, too.
    """

    sources: Sequence[Source]
    linked: Mapping[Key, Linked]
    history: History
    outline: bytes
    forms: Forms | None
    as_before: Collection[str] = ()

    def store(self, folder: Path, generation: str) -> None:
        """Keep it."""
        texts: dict[bytes, bytes] = {}
        links: dict[bytes, bytes] = {}
        for source in self.sources:
            key = _key(generation, source.path)
            texts[key] = encode_source(source)
            links[key] = pack([_packed(self.linked.get(p, Linked(p))) for p in places_of(source)])
        dates = [(*key, date) for key, date in self.history.dates.items()]
        links[_key(generation, _HISTORY)] = pack((self.history.prefix, dates))
        links[_key(generation, _OUTLINE)] = self.outline
        old = [_key(generation, path) for path in self.as_before]
        Cache(folder, "standing").write(texts, old)
        if self.forms is None:
            old.append(_key(generation, _FORMS))
        else:
            forms = {
                language: [(key[1], its) for key, its in each.items()]
                for language, each in self.forms.items()
            }
            links[_key(generation, _FORMS)] = pack(list(forms.items()))
        Cache(folder, "linked").write(links, old)


def _key(generation: str, path: str) -> bytes:
    return blake2b(f"{generation}\0{path}".encode("utf-8", "surrogateescape"), digest_size=16).digest()


def _packed(linked: Linked) -> bytes:
    path = linked.mentions[0].position.path if linked.mentions else ""
    mentions = [_pack_mention(mention) for mention in linked.mentions]
    return pack((*linked.place, path, mentions, pack_problems(linked.problems)))


def _pack_mention(mention: Mention) -> Packed:
    span = (mention.flow, mention.start, mention.end, mention.surface)
    position = (mention.position.line, mention.position.column)
    return (*span, *mention.target, *position, mention.origin.value, mention.linked, mention.rule)


def unpack_linked(data: bytes) -> Linked:
    """One place of those that are kept of a file. Raises Undecodable."""
    values = unpack(data)
    return carefully(lambda: _unpack_linked(*values))


def _unpack_linked(language: str, name: str, path: str, mentions: Packed, problems: Packed) -> Linked:
    found = [
        Mention(flow, start, end, surface, (lang, to), Position(path, line, column), _ORIGINS[origin], *rest)
        for flow, start, end, surface, lang, to, line, column, origin, *rest in mentions
    ]
    return Linked((language, name), tuple(found), unpack_problems(problems))
