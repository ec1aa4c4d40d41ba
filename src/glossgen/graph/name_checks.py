"""Reports names derived from brackets and slashes of headings that have many links and need a review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from glossgen.link.derived_names import DerivedName
from glossgen.model import Key, Position, Problem, Term
from glossgen.text.label_folding import fold

_MOST, _LEAST = 10, 10
"""The most names that are reported, and the fewest links of a reported name."""

_GENERAL = 3
"""The fewest links in other fields by which a name before a qualifier is reported."""


def name_checks(
    found: Iterable[DerivedName], terms: Mapping[Key, Term], lines: Mapping[Key, int]
) -> Iterator[Problem]:
    """Report the derived names with the most links, and names before a qualifier linked in other fields."""
    links: Counter[tuple[Key, str]] = Counter()
    general: Counter[tuple[Key, str]] = Counter()
    written: dict[str, str] = {}
    for target, shown, count, elsewhere in found:
        name = fold(shown).text
        written[name] = min(shown, written.get(name, shown))
        links[target, name] += count
        general[target, name] += elsewhere
    for (target, name), count in sorted(general.items()):
        if count >= _GENERAL:
            term = terms[target]
            message = (
                f"“{written[name]}” is linked {count} times in texts of other fields than “{term.label}”"
            )
            hint = "write “autolink: never” there and link by hand, or list the name under “ignore”"
            yield Problem(_place(term, lines), "general-sense", message, hint)
    busy = [(target, name) for (target, name) in links if not _is_label(terms[target], name)]
    for target, name in sorted(busy, key=lambda item: (-links[item], item))[:_MOST]:
        count = links[target, name]
        if count < _LEAST:
            break
        term, shown = terms[target], written[name]
        message = f"{count} links use the name “{shown}”, which is not a label, but a part of “{term.label}”"
        hint = "if it is not a name of the term, write the label without it"
        yield Problem(_place(term, lines), "derived-name", message, hint)


def _is_label(term: Term, name: str) -> bool:
    return any(fold(label.text).text == name for label in term.labels)


def _place(term: Term, lines: Mapping[Key, int]) -> Position:
    return Position(term.position.path, lines[term.key])
