"""What a build leaves in the cache for the next one: its sources as published, its mentions, its dates.

The values belong to one build (`generation`), which its record names. Those of
another are never read, so a build that was killed halfway leaves nothing that
could be taken for a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from msgspec import Struct

from glossgen.build.edits import Forms
from glossgen.build.pieces import Fetch
from glossgen.cache import Cache
from glossgen.codec import (
    Buffer,
    StoredMentions,
    Undecodable,
    carefully,
    encode_mentions,
    pack,
    pack_problems,
    unpack,
    unpack_problems,
)
from glossgen.model import Key, Linked
from glossgen.sources.history import History

_HISTORY, _OUTLINE, _FORMS = "\0history", "\0outline", "\0forms"


class Kept(Struct, frozen=True):
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


class Keep(Struct, frozen=True):
    """What a build leaves in the cache: of each file by path its text (encoded) and its links (packed).

    What is left out and stands at `as_before` is there already, and so are the
    `forms` if they are left out. Texts and links are gone through once.
    """

    texts: Iterable[tuple[str, bytes]]
    links: Iterable[tuple[str, bytes]]
    history: History
    outline: bytes
    forms: Forms | None
    as_before: Sequence[str] = ()

    def store(self, folder: Path, generation: str) -> None:
        """Keep it."""
        dates = [(*key, date) for key, date in self.history.dates.items()]
        others = {_HISTORY: pack((self.history.prefix, dates)), _OUTLINE: self.outline}
        if self.forms is not None:
            forms = [
                (lang, [(key[1], its) for key, its in each.items()]) for lang, each in self.forms.items()
            ]
            others[_FORMS] = pack(forms)
        old = [_key(generation, name) for name in (*self.as_before, _FORMS)]
        for kind, values in (("standing", self.texts), ("linked", chain(self.links, others.items()))):
            Cache(folder, kind).write(((_key(generation, name), value) for name, value in values), old)


def packed_links(places: Sequence[Key], linked: Mapping[Key, Linked]) -> bytes:
    """The mentions in the places of a file."""
    return pack([_packed(linked.get(place, Linked(place))) for place in places])


def spliced(old: bytes, places: Sequence[Key], linked: Mapping[Key, Linked]) -> bytes:
    """What `packed_links` has made, with other mentions in some places. Raises Undecodable."""
    pieces = unpack(old)
    return carefully(
        lambda: pack(
            [_packed(linked[key]) if key in linked else it for key, it in zip(places, pieces, strict=True)]
        )
    )


def _key(generation: str, path: str) -> bytes:
    return blake2b(f"{generation}\0{path}".encode("utf-8", "surrogateescape"), digest_size=16).digest()


def _packed(linked: Linked) -> bytes:
    return pack((encode_mentions(linked.mentions), pack_problems(linked.problems)))


def unpack_linked(data: Buffer, place: Key, path: str, targets: tuple[Key, ...]) -> Linked:
    """One place of those that are kept of a file, with what it mentions. Raises Undecodable."""
    mentions, problems = unpack(data)
    stored = StoredMentions(mentions, path, targets) if targets else ()
    return Linked(place, stored, unpack_problems(problems))
