"""Initials that an entry itself gives in brackets behind its label: “A virtual machine (VM) is …”.

They are a name of the term, as if they stood in the heading. Letters show that they fit a label in Latin
letters (and that “Encryption (AES)” names an example); one in another script cannot be compared with them.
Only the beginning of an entry is read, and a label of another entry takes precedence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from glossgen.lexicon.same_name import ACRONYM, initials_fit
from glossgen.model import Body, TextRun

_IN_BRACKETS = re.compile(r"\s?[(（]([A-Z][A-Za-z0-9]{1,7})[)）]")
_BEGINNING = 300


def own_initials(labels: Iterable[str], body: Body) -> tuple[str, ...]:
    """The initials that the beginning of an entry gives behind one of its labels."""
    text = ""
    for part in body:
        if len(text) < _BEGINNING and isinstance(part, TextRun) and not part.heading:
            text += part.text[:_BEGINNING] + "\n"
    if "(" not in text and "（" not in text:
        return ()
    return tuple(dict.fromkeys(found for label in labels if (found := _behind(label, text))))


def _behind(label: str, text: str) -> str:
    at = text.lower().find(label.lower())
    found = _IN_BRACKETS.match(text, at + len(label)) if at >= 0 else None
    if not found or not ACRONYM.match(found[1]):
        return ""
    return found[1] if not label.isascii() or initials_fit(found[1], label) else ""
