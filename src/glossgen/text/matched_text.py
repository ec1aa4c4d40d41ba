"""The text of a text run in which labels are searched: formulas are characters, as they are in labels.

So `$k$-means` mentions k-means, and `$L^2$ ノルム` mentions L² ノルム. Offsets stay those of the text run,
which holds the TeX of its formulas.
"""

from __future__ import annotations

from functools import lru_cache

from glossgen.model import TextRun
from glossgen.text.readable_tex import readable

_FILLER = "\ufe00"
"""A variation selector: folding removes it, and a match that ends before it goes on to its end."""


def formula_characters(text_run: TextRun) -> dict[tuple[int, int], str]:
    """The span of each formula that may be a part of a name, and its characters, filled to its length.

    A formula on a line of its own, or inside of something that is not linked, such as a link, is none.
    """
    if not any(mark.formula for mark in text_run.marks):
        return {}
    zones = set(text_run.zones)
    inline = (
        (mark.start, mark.end, mark.formula.tex)
        for mark in text_run.marks
        if mark.formula and not mark.formula.display and (mark.start, mark.end) in zones
    )
    filled = {(start, end): _filled(tex, end - start) for start, end, tex in inline}
    return {span: characters for span, characters in filled.items() if characters}


def matched_text(text_run: TextRun) -> str:
    """The text of a text run with the characters of its formulas; empty for a heading."""
    if text_run.heading:
        return ""
    text = text_run.text
    if text_run.zones:
        for (start, end), characters in formula_characters(text_run).items():
            text = text[:start] + characters + text[end:]
    return text


@lru_cache(maxsize=4096)
def _filled(tex: str, length: int) -> str:
    """The characters of a formula, filled to a length; empty if there is none or if they are longer."""
    characters = readable(tex)
    return characters.ljust(length, _FILLER) if 0 < len(characters) <= length else ""
