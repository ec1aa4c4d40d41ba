"""Fast path: neighbours for which no boundary rule can reject an edge (punctuation, space, other script).

Most matches have such a neighbour, and one lookup of that character decides. For all other
neighbours the rules run. What this module accepts the rules must accept too; a test compares them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from glossgen.link.boundaries.katakana import RENAMING
from glossgen.text.label_folding import DOTS, HYPHENS, INVISIBLE, fold, is_separator, plain
from glossgen.text.scripts import Script, is_wide, script

_NAME_SIGNS = frozenset("_\\$.&':/#@+*") | HYPHENS
"""Signs beside which the rules for Latin letters look at further characters."""

_WORD = (Script.LATIN, Script.DIGIT)
NeighbourRule = Callable[[str], bool]


class SafeNeighbours(dict[str, bool]):
    """Whether an edge is accepted beside a neighbour (empty: the text ends there), memoised by neighbour.

    If the neighbour alone does not decide, `by_pair` answers for the pair of the neighbour and the
    character beyond it, in text order.
    """

    __slots__ = ("by_pair", "rule")

    def __init__(
        self, rule: NeighbourRule, by_pair: NeighbourRule | None = None, at_end: bool = True
    ) -> None:
        super().__init__({"": at_end})
        self.rule = rule
        self.by_pair: dict[str, bool] = SafeNeighbours(by_pair) if by_pair else self

    def __missing__(self, char: str) -> bool:
        self[char] = accepts = self.rule(char)
        return accepts


# -- edges in kana or kanji -----------------------------------------------------


def _no_neighbour_in(*scripts: Script, signs: frozenset[str] = frozenset()) -> NeighbourRule:
    """The rule for an edge in kana or kanji: any neighbour but these signs and scripts accepts it."""

    def accepts(char: str) -> bool:
        if is_separator(char):
            return char in HYPHENS or char in DOTS
        folded = fold(char)
        single = len(folded.text) == 1 and not folded.spans
        return single and folded.text not in signs and script(folded.text) not in scripts

    return accepts


def _space_separates(rule: NeighbourRule, space: int) -> NeighbourRule:
    """The rule for a pair with a space next to the edge: a space separates words, a line break does not."""

    def accepts(pair: str) -> bool:
        near, beyond = _split_pair(pair, space)
        if not near.isspace():
            return False
        return not beyond or (not is_separator(beyond) and (near != "\n" or rule(beyond)))

    return accepts


def _wide(space: int, *scripts: Script, signs: frozenset[str] = frozenset()) -> SafeNeighbours:
    rule = _no_neighbour_in(*scripts, signs=signs)
    return SafeNeighbours(rule, _space_separates(rule, space))


# -- edges in Latin letters or digits -------------------------------------------


def _ends_name(*scripts: Script) -> NeighbourRule:
    """The rule for an edge in Latin letters or digits: no word character, sign of names, or these scripts."""

    def accepts(char: str) -> bool:
        if char in INVISIBLE or plain(char) in _NAME_SIGNS or script(plain(char)) in _WORD:
            return False
        folded = fold(char)
        return is_separator(char) or (not folded.spans and script(folded.text) not in (*_WORD, *scripts))

    return accepts


def _sign_ends_name(signs: frozenset[str], sign: int) -> NeighbourRule:
    """The rule for a pair with a sign next to the edge: the name ends unless a word character follows."""

    def accepts(pair: str) -> bool:
        near, beyond = _split_pair(plain(pair), sign)
        if near in HYPHENS and beyond == "\n":
            return False
        return near in signs and near != beyond and (not beyond or script(beyond) not in _WORD)

    return accepts


def _split_pair(pair: str, near: int) -> tuple[str, str]:
    """The neighbour next to the edge, and the character beyond it (or an empty string)."""
    return pair[near], pair[1:] if near == 0 else pair[:-1]


_JOINING = HYPHENS | frozenset(".&':/")
_NAME_BEFORE = SafeNeighbours(_ends_name(Script.KANJI), _sign_ends_name(_JOINING | frozenset("#@+*"), -1))
_NAME_AFTER = SafeNeighbours(_ends_name(), _sign_ends_name(_JOINING | frozenset("@$\\"), 0))

NEVER = SafeNeighbours(lambda char: False, at_end=False)
"""Accepts no neighbour: the rules always run."""

_BEFORE = {
    Script.LATIN: _NAME_BEFORE,
    Script.DIGIT: _NAME_BEFORE,
    Script.KATAKANA: _wide(-1, Script.KATAKANA, Script.KANJI),
    Script.KANJI: _wide(-1, Script.KANJI),
}
_AFTER = {
    Script.LATIN: _NAME_AFTER,
    Script.DIGIT: _NAME_AFTER,
    Script.KATAKANA: _wide(0, Script.KATAKANA, signs=RENAMING),
    Script.KANJI: _wide(0, Script.KANJI, Script.HIRAGANA),
}

AFTER_KANJI = _AFTER[Script.KANJI]
"""The neighbours after kanji; of the others, only hiragana right after it can reject the edge."""


@lru_cache(maxsize=8192)
def safe_neighbours_before(char: str) -> SafeNeighbours:
    """The safe neighbours on the left of a label that begins with `char` (folded)."""
    return _edge(_BEFORE, char)


@lru_cache(maxsize=8192)
def safe_neighbours_after(char: str) -> SafeNeighbours:
    """The safe neighbours on the right of a label that ends with `char` (folded)."""
    return _edge(_AFTER, char)


def _edge(table: dict[Script, SafeNeighbours], char: str) -> SafeNeighbours:
    kind = script(char)
    if kind in _WORD and is_wide(char):
        return NEVER
    return table.get(kind, NEVER)
