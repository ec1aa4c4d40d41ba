"""Names that an entry itself gives at its beginning: initials behind its label, and the noun of an adjective.

Initials (“A virtual machine (VM) is …”, “virtual machines, or VMs, are …”) are a name of the term, as if they
stood in the heading. Letters show that they fit a label in Latin letters (and that “Encryption (AES)” names
an example); those in brackets behind a label in another script cannot be compared with it.

“Микросервисы — это …” in the entry “Микросервисная архитектура” is a name as well: the entry says what the
noun is, of which the first word of its label is the adjective. The label of another entry takes precedence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from glossgen.lexicon.same_name import ACRONYM, initials_fit
from glossgen.model import Body, TextRun

_IN_BRACKETS = re.compile(r"\s?[(（]([A-Z][A-Za-z0-9]{1,7})[)）]")
_BEHIND_OR = re.compile(
    r"(?:s|es)?,? (?:or|oder|ou|o|или|або|veya|of|eller|lub|nebo|vagy|tai) "
    r"([A-Z][A-Za-z0-9]{1,7})(?!\w)"
)
"""Initials behind “or”, which must be the first letters of the label: in “TLS or SSL” they are not."""
_SUBJECT = re.compile(r"\s*([А-ЯЁІЇЄҐ][а-яёіїєґ’'-]+) [—–-] (?:это|це)(?!\w)")
_ADJECTIVE = re.compile(r"([а-яёіїєґ]+)н(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|а|я|е|є|і|ї) .+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = 3
_SHORTEST_STEM = 6
_LONGEST_ENDING = 2
_BEGINNING = 300


def own_names(labels: Iterable[str], body: Body) -> tuple[str, ...]:
    """The names that the beginning of an entry gives beside its labels."""
    text, labels = "", tuple(labels)
    for part in body:
        if len(text) < _BEGINNING and isinstance(part, TextRun) and not part.heading:
            text += part.text[:_BEGINNING] + "\n"
    found: list[str] = []
    if "(" in text or "（" in text or _BEHIND_OR.search(text):
        found += filter(None, (_behind(label, text) for label in labels))
    if subject := _SUBJECT.match(text):
        found += [subject[1] for label in labels if _is_of(label, subject[1])]
    return tuple(dict.fromkeys(found))


def rule_of(name: str) -> str:
    """The rule by which a name that an entry gives is found."""
    return "initials" if ACRONYM.match(name) else "own-subject"


def _behind(label: str, text: str) -> str:
    """The initials behind a label in a text; empty if there are none."""
    at = text.lower().find(label.lower())
    if at < 0:
        return ""
    said = _BEHIND_OR.match(text, at + len(label))
    if said and said[1].removesuffix("s").lower() in _first_letters(label):
        return said[1].removesuffix("s")
    found = _IN_BRACKETS.match(text, at + len(label))
    if not found or not ACRONYM.match(found[1]):
        return ""
    return found[1] if not label.isascii() or initials_fit(found[1], label) else ""


def _first_letters(label: str) -> set[str]:
    """The first letters of two or more words, with the small words and without them."""
    words = _WORD.findall(label.lower())
    readings = (words, [word for word in words if len(word) > _SMALL])
    return {"".join(word[0] for word in reading) for reading in readings if len(reading) > 1}


def _is_of(label: str, noun: str) -> bool:
    """Whether the first word of a label is the adjective of a noun: микросервисная, микросервисы."""
    adjective = _ADJECTIVE.fullmatch(label)
    pairs = zip(adjective[1].lower() if adjective else "", noun.lower(), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs)) >= max(
        _SHORTEST_STEM, len(noun) - _LONGEST_ENDING
    )
