"""Problems of names that the brackets and slashes of headings give: the ones that most links go by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from glossgen.link.derived_names import DerivedName
from glossgen.model import Key, Position, Problem, Term
from glossgen.text.label_folding import fold

_MOST, _LEAST = 10, 10
"""How many names are told at most, and how many links a name has at least to be told."""

_GENERAL = 3
"""How many links in other fields a name before a qualifier has at least to be told."""


def name_checks(
    found: Iterable[DerivedName], terms: Mapping[Key, Term], lines: Mapping[Key, int]
) -> Iterator[Problem]:
    """The names that carry most links and are no label, and names before a qualifier in another field."""
    links: Counter[tuple[Key, str]] = Counter()
    general: Counter[tuple[Key, str]] = Counter()
    for target, name, count, elsewhere in found:
        links[target, name] += count
        general[target, name] += elsewhere
    for (target, name), count in sorted(general.items()):
        if count >= _GENERAL:
            term = terms[target]
            message = f"“{name}” is linked {count} times in texts of other fields than “{term.label}”"
            hint = "write “autolink: never” there and links by hand, or list the name under “ignore”"
            yield Problem(_place(term, lines), "general-sense", message, hint)
    busy = [(target, name) for (target, name) in links if not _is_label(terms[target], name)]
    for target, name in sorted(busy, key=lambda item: (-links[item], item))[:_MOST]:
        count = links[target, name]
        if count < _LEAST:
            break
        term = terms[target]
        message = f"{count} links go by “{name}”, which is no label, but stands in the heading “{term.label}”"
        hint = "if it is no name of the term, write the label without it"
        yield Problem(_place(term, lines), "derived-name", message, hint)


def _is_label(term: Term, name: str) -> bool:
    return any(fold(label.text).text == name for label in term.labels)


def _place(term: Term, lines: Mapping[Key, int]) -> Position:
    return Position(term.position.path, lines[term.key])
