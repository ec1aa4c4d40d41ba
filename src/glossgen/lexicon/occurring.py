"""Which terms occur in a text, found without the lexicon: from the keys of each term, as plain data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from ahocorasick_rs import AhoCorasick

from glossgen.lexicon.lexicon import forms_of
from glossgen.lexicon.word_tables import load_tables
from glossgen.model import BLOCK_BREAK, Key, Term

_BEGINNING = 4
"""So many characters of a key tell nearly all that do not occur."""


def keys_of(term: Term) -> frozenset[str]:
    """The folded text of every surface form of a term."""
    return frozenset([form.key for form in forms_of(term, load_tables())])


def occurring(
    keys: Mapping[Key, Iterable[str]], texts: Iterable[str], names: Collection[str] = frozenset()
) -> set[Key]:
    """The terms of which a key stands somewhere in the folded `texts`, or is one of the `names`.

    `keys` holds those of each term (`keys_of`), all of one language.
    """
    text = BLOCK_BREAK.join(texts)
    beginnings = {text[at : at + size] for size in range(1, _BEGINNING + 1) for at in range(len(text))}
    owners: dict[str, list[Key]] = {}
    found: set[Key] = set()
    for term, its in keys.items():
        for key in its:
            if key[:_BEGINNING] in beginnings:
                owners.setdefault(key, []).append(term)
            if key in names:
                found.add(term)
    likely = list(owners)
    if likely:
        matches = AhoCorasick(likely).find_matches_as_indexes(text, overlapping=True)
        found.update(term for number in {match[0] for match in matches} for term in owners[likely[number]])
    return found
