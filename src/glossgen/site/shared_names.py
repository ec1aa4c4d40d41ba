"""Names that several terms share, and the pages that such a name leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from glossgen.graph import TermGraph
from glossgen.model import DISAMBIGUATION, Key
from glossgen.text.slug import slugify


class SharedName(Struct, frozen=True):
    """A name, its terms, and the key by which mentions that could mean any of them are kept."""

    key: Key
    label: str
    terms: tuple[Key, ...]


def shared_names(graph: TermGraph) -> Mapping[Key, SharedName]:
    """Every name that several terms share as written, or that a mention found to be ambiguous."""
    found: dict[Key, tuple[str, dict[Key, None]]] = {}
    for (language, label), terms in graph.homonyms().items():
        _, keys = found.setdefault(shared_key(language, label), (label, {}))
        keys.update((term.key, None) for term in terms)
    for language, label in _labels(graph, graph.ambiguous_names - found.keys()):
        _, keys = found.setdefault(shared_key(language, label), (label, {}))
        keys.update((form.term, None) for form in graph.lexicons[language].lookup(label))
    return {key: SharedName(key, label, tuple(keys)) for key, (label, keys) in found.items()}


def shared_key(language: str, label: str) -> Key:
    """The key of a name as the target of a mention."""
    return (language, DISAMBIGUATION + slugify(label))


def _labels(graph: TermGraph, keys: frozenset[Key]) -> Iterable[tuple[str, str]]:
    """The labels (language, text) behind the keys of ambiguous mentions."""
    if not keys:
        return ()
    labels = ((term.language, label.text) for term in graph.terms.values() for label in term.labels)
    return [label for label in labels if shared_key(*label) in keys]
