"""Matches published terms with the terms of the glossary.

A term is identified by its explicit id, or by what its readers know: its heading and labels. Its
position alone proves nothing: a new term in the place of another one is a different term, and
giving it the old address would mislead readers. In order:

1. the explicit id (`{#id}` or `id:`) is the published id;
2. the heading is a published one (its anchor is known), or labels are shared: the pair that shares
   most wins, then the one in the same file.

An unmatched published term that has a label in common with a term that got this label since was
merged into that term.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from glossgen.model import Key, Term
from glossgen.sources.lock.values import Lock, PublishedTerm
from glossgen.text.anchors import encode_anchor
from glossgen.text.case_folding import fold_name

PlaceInFile = tuple[str, int]
"""Path and line of a term: its identity before ids are assigned."""


class Matches(Struct, frozen=True):
    """The published entry of each term, the entries merged into it, and the entries without a term."""

    entries: Mapping[PlaceInFile, PublishedTerm] = field(default_factory=dict)
    merged: Mapping[PlaceInFile, tuple[PublishedTerm, ...]] = field(default_factory=dict)
    lost: tuple[PublishedTerm, ...] = ()

    def of(self, term: Term) -> tuple[PublishedTerm, ...]:
        """All entries that a term continues, its own first."""
        own = self.entries.get(place_of(term))
        return (*([own] if own else []), *self.merged.get(place_of(term), ()))


def place_of(term: Term) -> PlaceInFile:
    """The path and line of a term."""
    return (term.position.path, term.position.line)


def match(terms: Sequence[Term], lock: Lock) -> Matches:
    """Match the entries of a lock with the terms of a glossary. Independent of the order of both."""
    entries: dict[PlaceInFile, PublishedTerm] = {}
    by_key = {entry.key: entry for entry in lock.entries}
    for term in sorted(terms, key=lambda term: term.position):
        entry = by_key.get(term.key) if term.explicit_id else None
        if entry and entry not in entries.values():
            entries[place_of(term)] = entry
    taken = {entry.key for entry in entries.values()}
    for _, place, key in sorted(_pairs(terms, lock.entries, entries, taken)):
        if place not in entries and key not in taken:
            entries[place] = by_key[key]
            taken.add(key)
    left = [entry for entry in lock.entries if entry.key not in taken]
    merged = _merged(terms, left, entries)
    gone = {entry.key for found in merged.values() for entry in found}
    return Matches(entries, merged, tuple(entry for entry in left if entry.key not in gone))


Score = tuple[int, int, int, int, str]


def _pairs(
    terms: Iterable[Term],
    entries: Iterable[PublishedTerm],
    settled: Mapping[PlaceInFile, PublishedTerm],
    taken: set[Key],
) -> Iterable[tuple[Score, PlaceInFile, Key]]:
    """Every pair of a term and an entry with something in common; sorted, the best pairs come first."""
    by_name: dict[tuple[str, str], list[PublishedTerm]] = defaultdict(list)
    for entry in entries:
        if entry.key not in taken:
            for name in {*map(fold_name, entry.labels), *("#" + anchor for anchor in entry.anchors)}:
                by_name[(entry.language, name)].append(entry)
    for term in terms:
        if place_of(term) in settled:
            continue
        labels = {fold_name(label.text) for label in term.labels}
        names = (*sorted(labels), "#" + encode_anchor(term.heading))
        found = {entry.key: entry for name in names for entry in by_name.get((term.language, name), ())}
        for entry in found.values():
            yield _score(term, labels, entry), place_of(term), entry.key


def _score(term: Term, labels: set[str], entry: PublishedTerm) -> Score:
    """The score of a pair; smaller is better."""
    anchor = encode_anchor(term.heading)
    heading = 2 if entry.anchors[-1:] == (anchor,) else 1 if anchor in entry.anchors else 0
    known = set(map(fold_name, entry.labels))
    preferred = fold_name(term.label) == fold_name(entry.labels[0]) if entry.labels else False
    same_file = term.position.path == entry.file
    return (-heading, -len(labels & known), -int(preferred), -int(same_file), entry.id)


def _merged(
    terms: Iterable[Term], left: Iterable[PublishedTerm], entries: Mapping[PlaceInFile, PublishedTerm]
) -> dict[PlaceInFile, tuple[PublishedTerm, ...]]:
    """Unmatched entries of which a term has a label now that it did not have when it was published."""
    gained: dict[tuple[str, str], PlaceInFile] = {}
    for term in sorted(terms, key=lambda term: term.position, reverse=True):
        own = entries.get(place_of(term))
        known = {fold_name(label) for label in own.labels} if own else set()
        for label in term.labels:
            if own and fold_name(label.text) not in known:
                gained[(term.language, fold_name(label.text))] = place_of(term)
    merged: dict[PlaceInFile, tuple[PublishedTerm, ...]] = {}
    for entry in left:
        names = ((entry.language, fold_name(label)) for label in entry.labels)
        place = next((gained[name] for name in names if name in gained), None)
        if place is not None:
            merged[place] = (*merged.get(place, ()), entry)
    return merged
