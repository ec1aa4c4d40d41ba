"""Separators inside a match: which spaces, hyphens, 中黒 and line breaks are allowed where."""

from __future__ import annotations

from glossgen.lexicon import SurfaceForm
from glossgen.text.label_folding import DOTS, HYPHENS, INVISIBLE, Folded
from glossgen.text.scripts import Script, is_wide, script


def separators_fit(form: SurfaceForm, source: str, folded: Folded, first: int, gaps: tuple[int, ...]) -> bool:
    """Whether the separators in a match that starts at the folded offset `first` are allowed for the form.

    Their folded offsets are `gaps` (see `Folded.gaps_inside`).

    Where the label has a separator, any kind of separator may occur or none (fine-tuning, fine
    tuning, finetuning), except that none may be dropped between two digits. In katakana a 中黒 or one
    space may occur between any two letters. A line break between two wide characters counts as
    nothing.
    """
    if not gaps and not form.separators:
        return True
    text = folded.text
    for index in gaps:
        gap, separator = source[folded.end(index - 1) : folded.start(index)], index - first in form.separators
        if not (separator and gap == " ") and not _gap_fits(gap, text[index - 1], text[index], separator):
            return False
    return not any(
        text[first + separator - 1].isdigit() and text[first + separator].isdigit()
        for separator in form.separators
        if first + separator not in gaps
    )


def _gap_fits(gap: str, left: str, right: str, separator: bool) -> bool:
    visible = "".join(char for char in gap if char not in INVISIBLE)
    if not visible:
        return True
    if visible.strip(" \t") == "\n" and is_wide(left) and is_wide(right):
        return True
    marks = visible.strip()
    if len(marks) > 1 or (marks and marks != visible):
        return False
    if separator:
        return not marks or marks in HYPHENS or marks in DOTS
    katakana = script(left) is Script.KATAKANA and script(right) is Script.KATAKANA
    return katakana and (marks in DOTS if marks else len(visible) == 1)
