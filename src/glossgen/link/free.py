"""Edges that need no judging: what stands beside them has nothing to say.

Most labels stand beside a full stop, a space or a letter of another script. For
these one look at the neighbouring character settles what the rules would find
out at length; any other neighbour is left to them.
"""

from __future__ import annotations

from collections.abc import Callable

from glossgen.lexicon import DOTS, HYPHENS, INVISIBLE, Script, fold, is_separator, is_wide, plain, script

_NAME_SIGNS = frozenset("_\\$.&':/#@+*") | HYPHENS
"""Signs beside which the rules of Latin letters look further."""


class Free(dict[str, bool]):
    """Whether an edge is free beside a neighbour (empty: there is none); found out once for each."""

    __slots__ = ("rule",)

    def __init__(self, rule: Callable[[str], bool], alone: bool = True) -> None:
        super().__init__({"": alone})
        self.rule = rule

    def __missing__(self, char: str) -> bool:
        self[char] = free = self.rule(char)
        return free


def _beside(*scripts: Script) -> Callable[[str], bool]:
    """The rule of an edge in kana or kanji, which hears these scripts only."""

    def free(char: str) -> bool:
        if is_separator(char):
            return char in HYPHENS or char in DOTS
        folded = fold(char)
        return len(folded.text) == 1 and not folded.spans and script(folded.text) not in scripts

    return free


def _beside_name(*scripts: Script) -> Callable[[str], bool]:
    """The rule of an edge in Latin letters or digits, which hears words, signs of names and these scripts."""
    words = (Script.LATIN, Script.DIGIT)

    def free(char: str) -> bool:
        if char in INVISIBLE or plain(char) in _NAME_SIGNS or script(plain(char)) in words:
            return False
        folded = fold(char)
        return is_separator(char) or (not folded.spans and script(folded.text) not in (*words, *scripts))

    return free


NEVER = Free(lambda char: False, alone=False)
"""An edge that is always judged."""

_NAME_BEFORE, _NAME_AFTER = Free(_beside_name(Script.KANJI)), Free(_beside_name())

_BEFORE = {
    Script.LATIN: _NAME_BEFORE,
    Script.DIGIT: _NAME_BEFORE,
    Script.KATAKANA: Free(_beside(Script.KATAKANA, Script.KANJI)),
    Script.KANJI: Free(_beside(Script.KANJI)),
}
_AFTER = {
    Script.LATIN: _NAME_AFTER,
    Script.DIGIT: _NAME_AFTER,
    Script.KATAKANA: Free(_beside(Script.KATAKANA)),
    Script.KANJI: Free(_beside(Script.KANJI, Script.HIRAGANA)),
}


def free_before(char: str) -> Free:
    """Beside which characters a label that begins with `char` (folded) is free on its left."""
    return _edge(_BEFORE, char)


def free_after(char: str) -> Free:
    """Beside which characters a label that ends with `char` (folded) is free on its right."""
    return _edge(_AFTER, char)


def _edge(table: dict[Script, Free], char: str) -> Free:
    kind = script(char)
    if kind in (Script.LATIN, Script.DIGIT) and is_wide(char):
        return NEVER
    return table.get(kind, NEVER)
