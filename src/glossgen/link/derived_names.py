"""Counts links by derived names: names in brackets or beside slashes of headings, which are not labels.

Such a name is a guess, and a wrong one is noticed by the number of its links. So the links of each text by
these names are counted; for a name before a qualifier, also whether the text mentions the qualifier.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from glossgen.lexicon import load_tables
from glossgen.lexicon.label_names import brackets_of
from glossgen.link.finder import inside_letters
from glossgen.model import Body, Key, Mention, Term, TextRun
from glossgen.text.label_folding import Folded, fold

_NAMES = frozenset(("parenthesis", "slash", "unqualified"))

DerivedName = tuple[Key, str, int, int]
"""A term, a name as its first mention has it, the links of a text by it, and those in a general sense."""


def derived_names(
    mentions: Iterable[Mention], body: Body, terms: Mapping[Key, Term], path: str
) -> tuple[DerivedName, ...]:
    """The derived names by which a text in the file `path` links."""
    found: Counter[tuple[Key, str, str]] = Counter()
    written: dict[str, str] = {}
    for m in mentions:
        if m.linked and m.rule in _NAMES:
            name = fold(m.surface).text
            found[m.target, name, m.rule] += 1
            written.setdefault(name, m.surface)
    if not found:
        return ()
    text = fold("\n".join(part.text for part in body if isinstance(part, TextRun)))
    made = []
    for (target, name, rule), count in sorted(found.items()):
        term = terms.get(target)
        if term is not None:
            general = rule == "unqualified" and is_elsewhere(term, text, path)
            made.append((target, written[name], count, count if general else 0))
    return tuple(made)


def is_elsewhere(term: Term, text: Folded, path: str) -> bool:
    """Whether a text is in another file than a term, and mentions none of its qualifiers."""
    qualifiers = {inner for label in term.labels for inner in brackets_of(label.text)}
    return term.position.path != path and not any(_has_word(text, inner) for inner in qualifiers)


def _has_word(text: Folded, word: str) -> bool:
    """Whether a folded word is in a text, and not only inside longer words: AI, but not in chain."""
    at = text.text.find(word)
    while at >= 0 and inside_letters(text, at, at + len(word)):
        at = text.text.find(word, at + 1)
    return at >= 0


def is_ordinary(surface: str, text: str) -> bool:
    """Whether a name is one word and not a proper name, so that it has a general sense: token, not Kotlin.

    A name with an initial capital is ordinary if the text also has it in lower case.
    """
    if surface.isascii():
        small = surface.islower() or (
            surface[1:].islower() and re.search(rf"(?<![\w-]){re.escape(surface.lower())}(?![\w-])", text)
        )
        return bool(small) and " " not in surface
    key, tables = fold(surface).text, load_tables()
    return key in tables.katakana_words or key in tables.kanji_words
