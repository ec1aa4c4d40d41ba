"""What the last build left in the cache, taken from it piece by piece as somebody asks."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from glossgen.build.outline import Outline, place_keys
from glossgen.build.pieces import Fetch, Pieces, TakeApart, by_file, laid_out
from glossgen.build.stored import unpack_linked
from glossgen.codec import decode_note, decode_term, unpack, unpack_frame, unpack_terms
from glossgen.model import Key, Linked, Source, Term
from glossgen.ondemand import Looked, OnDemand

_AT_HAND = 1 << 13
"""So many terms and places are at hand when all of them are asked for again and again."""


class Shelf(Struct, frozen=True, dict=True):
    """The sources, terms, mentions and users of a site by its outline.

    `text` and `links` fetch what is kept of a file by its path. With
    `everything`, all is fetched at once, and few values of it are kept. Whatever
    is looked up may raise `glossgen.codec.Undecodable`: then it is not there, or harmed.
    """

    outline: Outline
    text: Fetch
    links: Fetch
    everything: bool = False

    @property
    def _most(self) -> int:
        return _AT_HAND if self.everything else 0

    def _pieces(self, fetch: Fetch, take_apart: TakeApart, counts: Mapping[str, int]) -> Pieces:
        if self.everything:
            return laid_out(fetch, take_apart, counts)
        homes = [(path, at) for path, count in counts.items() for at in range(count)]
        return by_file(fetch, take_apart, homes)

    # -- terms ------------------------------------------------------------

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Every source, with its terms decoded when they are asked for."""
        return tuple(self._source(*file) for file in self.outline.files)

    def _source(self, frame: Sequence[object], keys: Sequence[Key], note: Key | None, _: bool) -> Source:
        path = frame[0][0]  # type: ignore[index]  # a plain value, whose shape the codec knows
        found = decode_note(self.text(path)) if note else None
        return unpack_frame(frame, Looked(keys, self.terms) if keys else (), found)

    @cached_property
    def keys(self) -> list[Key]:
        """What can be mentioned: every term, then the others."""
        return [key for _, keys, _, _ in self.outline.files for key in keys] + list(self.outline.others)

    @cached_property
    def terms(self) -> Mapping[Key, Term]:
        """Every term by its key."""
        heads = [frame[0] for frame, keys, _, _ in self.outline.files for _ in keys]
        counts = {frame[0][0]: len(keys) for frame, keys, _, _ in self.outline.files}
        piece = self._pieces(self.text, unpack_terms, counts)

        def make(number: int) -> Term:
            path, _, language, *_ = heads[number]
            return decode_term(piece(number), path, language)

        return OnDemand({key: number for number, key in enumerate(self.keys[: len(heads)])}, make, self._most)

    @cached_property
    def source_of(self) -> dict[Key, Source]:
        """The source of each term and note."""
        found: dict[Key, Source] = {}
        for source, (_, keys, note, _) in zip(self.sources, self.outline.files, strict=True):
            found.update(dict.fromkeys(keys, source))
            if note:
                found[note] = source
        return found

    @cached_property
    def keys_in(self) -> dict[str, Sequence[Key]]:
        """The keys of the terms of each file by its path."""
        return {frame[0][0]: keys for frame, keys, _, _ in self.outline.files}

    # -- mentions ------------------------------------------------------------

    @cached_property
    def _places(self) -> list[tuple[Key, str]]:
        """Every place, with the path of its file."""
        return [
            (key, frame[0][0])
            for frame, keys, note, intro in self.outline.files
            for key in place_keys(frame, keys, note, intro)
        ]

    @cached_property
    def places(self) -> Mapping[Key, Linked]:
        """The mentions of every place."""
        places, keys, links = self._places, self.keys, self.outline.links
        counts = dict.fromkeys((frame[0][0] for frame, *_ in self.outline.files), 0)
        for _, path in places:
            counts[path] += 1
        piece = self._pieces(self.links, unpack, counts)

        def make(number: int) -> Linked:
            targets = tuple([keys[target] for target in unpack(links[number])])
            return unpack_linked(piece(number), *places[number], targets)

        return OnDemand({key: number for number, (key, _) in enumerate(places)}, make, self._most)

    @cached_property
    def targets(self) -> Mapping[Key, tuple[Key, ...]]:
        """The terms that each place mentions."""
        keys, links, count = self.keys, self.outline.links, len(self.terms)

        def make(number: int) -> tuple[Key, ...]:
            return tuple([keys[target] for target in unpack(links[number]) if target < count])

        return OnDemand({key: number for number, (key, _) in enumerate(self._places)}, make, self._most)

    @cached_property
    def users(self) -> Mapping[Key, tuple[Key, ...]]:
        """The places that mention each target."""
        places = [key for key, _ in self._places]
        users = [array("I") for _ in self.keys]
        for place, targets in enumerate(self.outline.links):
            for target in unpack(targets):
                users[target].append(place)

        def make(number: int) -> tuple[Key, ...]:
            return tuple([places[place] for place in users[number]])

        return OnDemand(
            {key: number for number, key in enumerate(self.keys) if users[number]}, make, self._most
        )
