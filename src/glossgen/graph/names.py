"""Which terms have which labels and ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from glossgen.model import Key, Term


def names_of(terms: Iterable[Term]) -> tuple[Mapping[str, Key], Mapping[str, tuple[Key, ...]]]:
    """The first term of each label and id, and all terms of those that several have."""
    first: dict[str, Key] = {}
    shared: dict[str, dict[Key, None]] = {}
    for term in terms:
        key = term.key
        for name in (term.id, *(label.text for label in term.labels)):
            known = first.setdefault(name, key)
            if known != key:
                shared.setdefault(name, {known: None})[key] = None
    return first, {name: tuple(found) for name, found in shared.items()}
