"""Tells whether an ordinary word is used in its everyday sense, and means none of its terms."""

from __future__ import annotations

from collections.abc import Sequence

from glossgen.link.derived_names import is_elsewhere, is_ordinary
from glossgen.link.general_nouns import is_near_its_words
from glossgen.link.surface_match import SurfaceMatch
from glossgen.link.targets import Targets
from glossgen.model import Autolink, Key, TextRun
from glossgen.text.label_folding import fold

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
    return "general-noun"


def _lacks_field(
    targets: Targets, path: str, target: Key, surface: str, text_runs: Sequence[TextRun]
) -> bool:
    """Whether an ordinary word does not mean a term with a qualifier here: token for Token (NLP)."""
    term = targets.terms[target]
    text = "\n".join(run.text for run in text_runs)
    if term.meta.autolink is Autolink.ALWAYS or not is_ordinary(surface, text):
        return False
    return is_elsewhere(term, fold(text), path)
