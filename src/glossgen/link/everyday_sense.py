"""Tells whether an ordinary word is used in its everyday sense, and means none of its terms."""

from __future__ import annotations

import re
from collections.abc import Sequence

from glossgen.lexicon import Lexicon
from glossgen.link.derived_names import is_elsewhere, is_ordinary
from glossgen.link.general_nouns import is_general, is_near_its_words
from glossgen.link.surface_match import SurfaceMatch
from glossgen.link.targets import Targets
from glossgen.model import Autolink, Key, TextRun
from glossgen.text.label_folding import fold
from glossgen.text.language_rules import language_rules

_REACH = 40
_BEFORE = re.compile(r"(?<![^\W_])([^\W\d_]\w*)[ -]\Z")
_BEHIND = re.compile(r"[ -]([^\W\d_]\w*)")

EVERYDAY = ("general-sense", "general-noun")
"""The rules of this module."""


def everyday_sense(
    targets: Targets,
    path: str,
    meant: Sequence[Key],
    match: SurfaceMatch,
    text_runs: Sequence[TextRun],
    at: tuple[int, int],
) -> str:
    """The rule by which a match in a file means none of some terms; empty if it may mean one.

    `at` are the number of its text run and its offset there.
    """
    if match.rule == "unqualified" and all(
        _lacks_field(targets, path, target, match.surface, text_runs) for target in meant
    ):
        return "general-sense"
    if not match.general:
        return ""
    text, start, end = text_runs[at[0]].text, at[1], at[1] + len(match.surface)
    for target in meant:
        words = targets.vocabularies.get(target)
        if words is None or is_near_its_words(words, text, start, end, target[0]):
            return ""
    return "" if _is_beside_a_term(targets.lexicons[meant[0][0]], text, start, end) else "general-noun"


def _is_beside_a_term(lexicon: Lexicon, text: str, start: int, end: int) -> bool:
    """Whether the word right before or behind a match is a term that is not as general: a span event.

    Nothing is asked where adjectives and numbers stand behind their noun: “estado HTTP 404” names no estado.
    """
    rules = language_rules(lexicon.language)
    if rules and rules.adjectives_behind:
        return False
    beside = [
        found[1]
        for found in (_BEFORE.search(text, max(0, start - _REACH), start), _BEHIND.match(text, end))
        if found
    ]
    return any(
        form.autolink is not Autolink.NEVER and not (form.unsafe or is_general(form))
        for word in beside
        for form in lexicon.lookup(word)
    )


def _lacks_field(
    targets: Targets, path: str, target: Key, surface: str, text_runs: Sequence[TextRun]
) -> bool:
    """Whether an ordinary word does not mean a term with a qualifier here: token for Token (NLP)."""
    term = targets.terms[target]
    text = "\n".join(run.text for run in text_runs)
    if term.meta.autolink is Autolink.ALWAYS or not is_ordinary(surface, text):
        return False
    return is_elsewhere(term, fold(text), path)
