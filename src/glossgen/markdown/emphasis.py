"""Emphasis that Japanese writers expect, without changing what already parses.

CommonMark's flanking rules (§6.2) leave `**主要:**次` literal, because the
closing run stands between punctuation and a letter. The published amendment
“CommonMark CJK-friendly emphasis” lets a CJK character beside the run count
like a space there. Japanese text is full of half-width colons and parentheses
(`**主要:**AI`), so ASCII punctuation that stands beside a CJK character counts
as CJK here too, one step more than the amendment. All of it applies only to a
block in which plain CommonMark leaves delimiters over, and only if fewer are
left then.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

_ANCHOR = re.compile(r"""<a\s+href=(["'])[^"'<>]*#[A-Za-z0-9+/=%]+\1>|</a>""")
"""A tag of the linked form; a closing one looks like any other."""

_ACTIVE = re.compile(r"[\n\\`~*_\[<&$]|\{[{%]")
"""The characters that inline rules begin with: those of CommonMark, strikethrough, math and ours."""


def is_cjk(char: str) -> bool:
    """Whether a character is set like an ideograph: wide, full-width or half-width (UAX #11), no emoji."""
    return (
        char > "\u10ff"
        and unicodedata.east_asian_width(char) in "WFH"
        and (unicodedata.category(char) != "So")
    )


class LinkedFormState(StateInline):
    """Inline state that judges emphasis as if the anchors of the linked form were not there.

    `**<a href="…#BASE64">語</a>**の` is bold because `**語**の` is: both forms of
    a text must say the same.
    """

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803  (markdown-it's names)
        """Judge a delimiter run of the text without anchors."""
        if "#" not in self.src or not _ANCHOR.search(self.src):
            return self.judge(start, canSplitWord)
        src, last = self.src, self.posMax
        bare, places = _without_anchors(src)
        try:
            self.src, self.posMax = bare, places[last]
            seen = self.judge(places[start], canSplitWord)
        finally:
            self.src, self.posMax = src, last
        # Two runs that only an anchor keeps apart stay two.
        apart = src[start : start + seen.length] != src[start] * seen.length
        return self.judge(start, canSplitWord) if apart else seen

    def judge(self, start: int, can_split_word: bool) -> Scanned:
        """Judge a delimiter run as CommonMark §6.2 does."""
        return super().scanDelims(start, can_split_word)


@lru_cache(maxsize=8)
def _without_anchors(src: str) -> tuple[str, tuple[int, ...]]:
    """The text without anchors, and where each place of `src` is in it."""
    kept: list[str] = []
    places: list[int] = []
    done = size = 0
    for found in [*_ANCHOR.finditer(src), None]:
        start, end = found.span() if found else (len(src), len(src))
        kept.append(src[done:start])
        places.extend(range(size, size + start - done))
        size += start - done
        places.extend([size] * (end - start))
        done = end
    return "".join(kept), (*places, size)


class CjkFriendlyState(LinkedFormState):
    """Inline state whose delimiter runs follow the CJK-friendly amendment."""

    def judge(self, start: int, can_split_word: bool) -> Scanned:
        """Judge a delimiter run; see CommonMark §6.2 and the amendment's definitions."""
        marker = self.src[start]
        end = start
        while end < self.posMax and self.src[end] == marker:
            end += 1
        before = self.src[start - 1] if start > 0 else " "
        after = self.src[end] if end < self.posMax else " "
        beyond_after = self.src[end + 1] if end + 1 < self.posMax else " "
        beyond_before = self.src[start - 2] if start > 1 else " "
        left = _flanks(outer=before, inner=after, beyond=beyond_after)
        right = _flanks(outer=after, inner=before, beyond=beyond_before)
        can_open = left and (can_split_word or not right or _is_punctuation(before))
        can_close = right and (can_split_word or not left or _is_punctuation(after))
        return Scanned(can_open, can_close, end - start)


def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


def _flanks(outer: str, inner: str, beyond: str) -> bool:
    """Whether a run flanks its text.

    `inner` is the character at the text's edge, `beyond` the next one of the
    text, and `outer` the one on the far side of the run.
    """
    if isWhiteSpace(ord(inner)):
        return False
    if not _is_punctuation(inner) or is_cjk(inner) or is_cjk(beyond):
        return True
    return isWhiteSpace(ord(outer)) or _is_punctuation(outer) or is_cjk(outer)


class CjkFriendlyInline(ParserInline):
    """Inline parser that tries plain CommonMark first, and nothing at all on text without any markup."""

    quick = True

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse one inline block; `tokens` is filled and returned."""
        if self.quick and src and not _ACTIVE.search(src):
            tokens.append(Token("text", "", 0, content=src))
            return tokens
        plain = self._run(LinkedFormState(src, md, env, []))
        left_over = _literal_delimiters(plain)
        if left_over and any(map(is_cjk, src)):
            friendly = self._run(CjkFriendlyState(src, md, env, []))
            if _literal_delimiters(friendly) < left_over:
                plain = friendly
        tokens.extend(plain)
        return tokens

    def _run(self, state: StateInline) -> list[Token]:
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _literal_delimiters(tokens: Sequence[Token]) -> int:
    """How many emphasis characters were left as text (escaped ones are tokens of their own)."""
    total = 0
    for token in tokens:
        if token.type == "text":
            total += token.content.count("*") + token.content.count("~~") + token.content.count("_")
        elif token.children and token.type != "image":
            total += _literal_delimiters(token.children)
    return total
