"""What the last build left in the cache, taken from it piece by piece as somebody asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, partial

from msgspec import Struct

from glossgen.build.outline import Outline, place_keys
from glossgen.build.stored import Fetch, unpack_linked
from glossgen.codec import StoredTerms, unpack, unpack_frame
from glossgen.model import Key, Linked, Source, Term
from glossgen.ondemand import OnDemand


class Shelf(Struct, frozen=True, dict=True):
    """The sources, terms, mentions and users of a site by its outline.

    `text` and `links` fetch what is kept of a file by its path. Whatever is
    looked up may raise `glossgen.codec.Undecodable`: then it is not there, or harmed.
    """

    outline: Outline
    text: Fetch
    links: Fetch

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Every source, with its terms decoded when they are asked for."""
        return tuple(self._source(*file) for file in self.outline.files)

    def _source(self, frame: Sequence[object], keys: Sequence[Key], note: Key | None, _: bool) -> Source:
        path = frame[0][0]  # type: ignore[index]  # a plain value, whose shape the codec knows
        terms = StoredTerms(len(keys), partial(self.text, path))
        return unpack_frame(frame, terms, terms.note() if note else None)

    # -- terms ------------------------------------------------------------

    @cached_property
    def keys(self) -> list[Key]:
        """What can be mentioned: every term, then the others."""
        return [key for _, keys, _, _ in self.outline.files for key in keys] + list(self.outline.others)

    @cached_property
    def numbers(self) -> dict[Key, int]:
        """The number of each of them."""
        return {key: number for number, key in enumerate(self.keys)}

    @cached_property
    def terms(self) -> Mapping[Key, Term]:
        """Every term by its key."""
        homes = [(source.terms, place) for source in self.sources for place in range(len(source.terms))]

        def make(number: int) -> Term:
            terms, place = homes[number]
            return terms[place]

        return OnDemand({key: self.numbers[key] for key in self.keys[: len(homes)]}, make)

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
    def place_in_source(self) -> dict[Key, int]:
        """Where each term stands among those of its file, from 0."""
        return {key: place for _, keys, _, _ in self.outline.files for place, key in enumerate(keys)}

    # -- mentions ------------------------------------------------------------

    @cached_property
    def _places(self) -> list[tuple[Key, str, int]]:
        """Every place, with the path of its file, and where it stands in that."""
        return [
            (key, frame[0][0], at)
            for frame, keys, note, intro in self.outline.files
            for at, key in enumerate(place_keys(frame, keys, note, intro))
        ]

    @cached_property
    def places(self) -> Mapping[Key, Linked]:
        """The mentions of every place."""
        places, files = self._places, dict[str, list[bytes]]()
        keys, links = self.keys, self.outline.links

        def make(number: int) -> Linked:
            place, path, at = places[number]
            if path not in files:
                files[path] = list(unpack(self.links(path)))
            packed, files[path][at] = files[path][at], b""  # it is asked for once
            return unpack_linked(packed, place, path, [keys[target] for target in links[number]])

        return OnDemand({key: number for number, (key, _, _) in enumerate(places)}, make)

    @cached_property
    def targets(self) -> Mapping[Key, tuple[Key, ...]]:
        """The terms that each place mentions."""
        keys, links, count = self.keys, self.outline.links, len(self.terms)

        def make(number: int) -> tuple[Key, ...]:
            return tuple(keys[target] for target in links[number] if target < count)

        return OnDemand({key: number for number, (key, _, _) in enumerate(self._places)}, make)

    @cached_property
    def users(self) -> Mapping[Key, tuple[Key, ...]]:
        """The places that mention each target."""
        places = [key for key, _, _ in self._places]
        users: list[list[int]] = [[] for _ in self.keys]
        for place, targets in enumerate(self.outline.links):
            for target in targets:
                users[target].append(place)

        def make(number: int) -> tuple[Key, ...]:
            return tuple([places[place] for place in users[number]])

        return OnDemand({key: number for number, key in enumerate(self.keys) if users[number]}, make)
