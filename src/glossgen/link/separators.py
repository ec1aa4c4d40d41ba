"""Separators inside a match: which spaces, hyphens, 中黒 and line breaks are allowed where."""

from __future__ import annotations

from glossgen.lexicon import SurfaceForm, load_tables
from glossgen.text.label_folding import DOTS, HYPHENS, INVISIBLE, Folded
from glossgen.text.scripts import Script, is_wide, script


def separators_fit(form: SurfaceForm, source: str, folded: Folded, first: int, gaps: tuple[int, ...]) -> bool:
    """Whether the separators in a match that starts at the folded offset `first` are allowed for the form.

    Their folded offsets are `gaps` (see `Folded.gaps_inside`).

    | in the label | in the text |
    |---|---|
    | a separator (fine-tuning) | any kind of separator, or none (fine tuning, finetuning) |
    | the same between digits (1-2) | any kind of separator |
    | a space between short words (log in) | any kind of separator |
    | nothing, in a compound in Latin letters (datacenter) | nothing, one space or one hyphen |
    | nothing, between Latin and Japanese (AI学習) | nothing or one space, which is style |
    | nothing, in katakana | nothing, a 中黒 or one space |
    | a space in Korean, which many leave out | any kind of separator, or none |
    | nothing between Japanese letters | nothing or a line break |
    """
    if not gaps and not form.separators:
        return True
    text = folded.text
    for index in gaps:
        gap, separator = source[folded.end(index - 1) : folded.start(index)], index - first in form.separators
        if separator and gap == " ":
            continue
        if not _gap_fits(gap, text[index - 1], text[index], separator) and (
            separator or len(gap) > 1 or not _parts_compound(text, index, first, gaps, form)
        ):
            return False
    return all(
        _may_close(text, first + separator, first, gaps, form)
        for separator in form.separators
        if first + separator not in gaps
    )


def _may_close(text: str, index: int, first: int, gaps: tuple[int, ...], form: SurfaceForm) -> bool:
    """Whether a separator of the label may be missing: finetuning, but not login for log in."""
    left, right = text[index - 1], text[index]
    if left.isdigit() and right.isdigit():
        return False
    if not (left.isalpha() and right.isalpha()) or "-" in form.label:
        return True
    if any(is_wide(char) or script(char) is Script.HANGUL for char in (left, right)):
        return True
    return _parts_compound(text, index, first, gaps, form)


def _parts_compound(text: str, index: int, first: int, gaps: tuple[int, ...], form: SurfaceForm) -> bool:
    """Whether two words at a folded offset are one compound, closed or not (data center, datacenter).

    Both have three letters or more, together eight or more, and neither is a common word (the rapist).
    """
    edges = {0, len(form.key), *form.separators, *(gap - first for gap in gaps)} - {index - first}
    before = max(edge for edge in edges if edge < index - first) + first
    after = min(edge for edge in edges if edge > index - first) + first
    one, other = text[before:index], text[index:after]
    if not (one + other).isalpha() or any(script(char) is not Script.LATIN for char in (one[-1], other[0])):
        return False
    common = load_tables().english_common
    long = len(one) >= 3 and len(other) >= 3 and len(one) + len(other) >= 8
    return long and one not in common and other not in common


def _gap_fits(gap: str, left: str, right: str, separator: bool) -> bool:
    visible = "".join(char for char in gap if char not in INVISIBLE)
    if not visible:
        return True
    if visible.strip(" \t\u3000") == "\n" and is_wide(left) and is_wide(right):
        return True
    marks = visible.strip()
    if len(marks) > 1 or (marks and marks != visible):
        return False
    if separator:
        return not marks or marks in HYPHENS or marks in DOTS
    one, other = script(left), script(right)
    if one is Script.KATAKANA is other:
        return marks in DOTS if marks else len(visible) == 1
    return (
        not marks
        and len(visible) == 1
        and (one in _WESTERN) is not (other in _WESTERN)
        and {one, other} <= _UNSPACED
    )


_WESTERN = (Script.LATIN, Script.DIGIT)
_UNSPACED = {*_WESTERN, Script.KATAKANA, Script.HIRAGANA, Script.KANJI}
