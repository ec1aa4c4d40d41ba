"""Dispatches block rules by the first character of a line, to parse faster.

markdown-it calls every block rule for every line, and most rules fail at the first character. Here
only the rules that can succeed for that character are called, in the same order, so that the tokens
are the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from markdown_it.ruler import Rule, Ruler
from markdown_it.rules_block import StateBlock

from glossgen.text.callout_names import KINDS

DEFINITIONS = "glossgen definitions"
"""Key in the environment of a parse: whether the text may have definition lists."""

BlockRule = Callable[[StateBlock, int, int, bool], bool]

STARTS: Mapping[str, str] = {
    "container_callout": ":",
    "admonition": "!?",
    "gitbook": "{",
    "tex_block": "\\",
    "math_block": "$",
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*-+0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
"""For each rule, the characters one of which must begin a line (after indentation) for it to apply."""


class QuickRuler(Ruler[BlockRule]):
    """A markdown-it ruler that compiles each chain of rules into one function."""

    @classmethod
    def of(cls, ruler: Ruler[BlockRule]) -> QuickRuler:
        """A ruler with the rules of another one."""
        quick = cls()
        quick.__rules__ = ruler.__rules__
        return quick

    def __compile__(self) -> None:
        """Compile the chains; overrides the method of markdown-it."""
        rules = [rule for rule in self.__rules__ if rule.enabled]
        chains = {"", *(name for rule in rules for name in rule.alt)}
        self.__cache__ = {
            chain: [_chosen([rule for rule in rules if not chain or chain in rule.alt])] for chain in chains
        }


def _chosen(rules: Sequence[Rule[BlockRule]]) -> BlockRule:
    """Combine rules into one that applies the first rule that succeeds."""
    guarded = [(STARTS.get(rule.name), _guarded(rule)) for rule in rules]
    others = tuple(rule for starts, rule in guarded if starts is None)
    by_start = {
        char: tuple(rule for starts, rule in guarded if starts is None or char in starts)
        for char in sorted(set("".join(STARTS.values())))
    }

    def choose(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        at = state.bMarks[line] + state.tShift[line]
        for rule in by_start.get(state.src[at : at + 1], others):  # noqa: SIM110  (any() takes twice as long)
            if rule(state, line, end, silent):
                return True
        return False

    return choose


def _guarded(rule: Rule[BlockRule]) -> BlockRule:
    """A rule behind a cheap test that fails only where the rule would fail, too."""
    guard, apply = _GUARDS.get(rule.name), rule.fn
    if guard is None:
        return apply
    may_apply = guard

    def guarded(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        return may_apply(state, line, end) and apply(state, line, end, silent)

    return guarded


def _may_be_table(state: StateBlock, line: int, end: int) -> bool:
    """The second line of a table consists of bars, hyphens and colons (GFM §4.10)."""
    return line + 2 <= end and _start(state, line + 1) in ("|", "-", ":")


def _may_be_underlined(state: StateBlock, line: int, end: int) -> bool:
    """A setext heading (CommonMark §4.3) needs an underline before the next blank line.

    The positions of underlines are looked up, because searching the lines below each paragraph would be
    quadratic for many footnotes in a row.
    """
    line += 1
    if line >= end:
        return False
    underlines, blanks = _underlines(state.src)
    at = bisect_left(underlines, state.bMarks[line])
    bound = bisect_left(blanks, state.bMarks[line])
    if at == len(underlines) or (bound < len(blanks) and blanks[bound] < underlines[at]):
        return False
    while line < end and not state.isEmpty(line):
        if _start(state, line) in ("-", "="):
            return True
        line += 1
    return False


@lru_cache(maxsize=4)
def _underlines(src: str) -> tuple[list[int], list[int]]:
    """The offsets of `-` or `=` at the end of a line, and of blank lines."""
    return [found.start() for found in _UNDERLINE.finditer(src)], _formula_lines(src)[1]


_UNDERLINE = re.compile(r"[-=](?=[^\S\n]*$)", re.MULTILINE)


def _may_be_definition(state: StateBlock, _line: int, _end: int) -> bool:
    """Definition lists are read only in files of that form; elsewhere a colon below a line is text."""
    return bool(state.env.get(DEFINITIONS))


def _may_be_code(state: StateBlock, line: int, _end: int) -> bool:
    return state.is_code_block(line)


def _may_be_admonition(state: StateBlock, line: int, _end: int) -> bool:
    """An admonition has a known kind after its marks; any other “!!!” is text."""
    found = _ADMONITION.match(state.src, state.bMarks[line] + state.tShift[line])
    return found is not None and found[1].lower() in KINDS


_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+([A-Za-z]+)(?=[ \t\n\"]|\Z)")


def _may_be_front_matter(_state: StateBlock, line: int, _end: int) -> bool:
    return line == 0


def _may_be_formula(state: StateBlock, line: int, _end: int) -> bool:
    """A formula ends with `$$` at the end of a line, before any blank one.

    The positions of `$$` are looked up, because searching the rest of the text for each would be quadratic.
    """
    begin = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith("$$", begin):
        return False
    closers, blanks, quoted = _formula_lines(state.src)
    at = bisect_left(closers, begin)
    bounds = quoted if state.parentType == "blockquote" else blanks
    bound = bisect_left(bounds, begin)
    return at < len(closers) and (bound == len(bounds) or closers[at] < bounds[bound])


@lru_cache(maxsize=4)
def _formula_lines(src: str) -> tuple[list[int], list[int], list[int]]:
    """The offsets of `$$` at the end of a line, of blank lines, and of lines that are blank in a quote."""
    patterns = (_CLOSER, _BLANK, _BLANK_QUOTE)
    closers, blanks, quoted = ([found.start() for found in each.finditer(src)] for each in patterns)
    return closers, blanks, quoted


_CLOSER = re.compile(r"\$\$(?=[^\S\n]*$)", re.MULTILINE)
_BLANK = re.compile(r"^[^\S\n]*$", re.MULTILINE)
_BLANK_QUOTE = re.compile(r"^[^\S\n]*(?:>[^\S\n]*)*$", re.MULTILINE)


def _start(state: StateBlock, line: int) -> str:
    at = state.bMarks[line] + state.tShift[line]
    return state.src[at : at + 1]


_GUARDS: Mapping[str, Callable[[StateBlock, int, int], bool]] = {
    "table": _may_be_table,
    "lheading": _may_be_underlined,
    "code": _may_be_code,
    "math_block": _may_be_formula,
    "deflist": _may_be_definition,
    "front_matter": _may_be_front_matter,
    "admonition": _may_be_admonition,
}
