"""Emphasis next to CJK characters, without changing text that parses already.

CommonMark's flanking rules (§6.2) leave `**主要:**次` literal, because the closing run is between
punctuation and a letter. The published amendment “CommonMark CJK-friendly emphasis” lets a CJK
character beside the run count like a space there. Japanese text often has half-width colons and
parentheses (`**主要:**AI`), so here ASCII punctuation beside a CJK character counts as CJK too,
which goes beyond the amendment. All of this applies only to a block in which plain CommonMark
leaves literal delimiters, and only if it leaves fewer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from glossgen.text.scripts import is_east_asian_wide

_ANCHOR = re.compile(r"""<a\s+href=(["'])[^"'<>]*#[A-Za-z0-9+/=%]+\1>|</a>""")
"""A link tag of the linked form, or any closing `</a>`."""

_ACTIVE = re.compile(r"[\n\\`~*_\[<&$]|\{[{%]")
"""Characters that start an inline rule: those of CommonMark, strikethrough, math, wiki links, shortcodes."""


class LinkedFormState(StateInline):
    """Inline state that ignores the anchor tags of the linked form when it judges emphasis.

    `**<a href="…#BASE64">語</a>**の` is bold because `**語**の` is: the linked form and the source
    form of a text must parse alike.
    """

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803  (markdown-it's names)
        """Judge a delimiter run as in the text without anchor tags."""
        if "#" not in self.src or not _has_anchor(self.src):
            return self.judge(start, canSplitWord)
        src, last = self.src, self.posMax
        bare, places = _without_anchors(src)
        try:
            self.src, self.posMax = bare, places[last]
            seen = self.judge(places[start], canSplitWord)
        finally:
            self.src, self.posMax = src, last
        # Two runs that are separated by an anchor tag only stay two runs.
        apart = src[start : start + seen.length] != src[start] * seen.length
        return self.judge(start, canSplitWord) if apart else seen

    def judge(self, start: int, can_split_word: bool) -> Scanned:
        """Judge a delimiter run by CommonMark §6.2."""
        return super().scanDelims(start, can_split_word)


@lru_cache(maxsize=8)
def _has_anchor(src: str) -> bool:
    """Whether a text has anchor tags. Cached, since it is needed for each delimiter run of the text."""
    return _ANCHOR.search(src) is not None


@lru_cache(maxsize=8)
def _without_anchors(src: str) -> tuple[str, tuple[int, ...]]:
    """The text without anchor tags, and the new offset of each offset of `src`."""
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
    """Inline state that applies the CJK-friendly amendment to delimiter runs."""

    def judge(self, start: int, can_split_word: bool) -> Scanned:
        """Judge a delimiter run by CommonMark §6.2 and the definitions of the amendment."""
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
    """Whether a run is flanking on one side (CommonMark §6.2).

    `inner` is the character at the text's edge, `beyond` the next one of the text, and `outer` the
    one on the far side of the run.
    """
    if isWhiteSpace(ord(inner)):
        return False
    if not _is_punctuation(inner) or is_east_asian_wide(inner) or is_east_asian_wide(beyond):
        return True
    return isWhiteSpace(ord(outer)) or _is_punctuation(outer) or is_east_asian_wide(outer)


MOST_MARKS = 50_000
"""The most markup characters in one paragraph; one with more is generated, and is shown as text."""

_MARKS = "*_[]<`$~&\\!"


class CjkFriendlyInline(ParserInline):
    """Inline parser that tries plain CommonMark first, and skips parsing for text without markup."""

    quick = True

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse one inline block; fills and returns `tokens`."""
        if self.quick and src and not _ACTIVE.search(src):
            tokens.append(Token("text", "", 0, content=src))
            return tokens
        if len(src) > MOST_MARKS and sum(map(src.count, _MARKS)) > MOST_MARKS:
            tokens.append(Token("text", "", 0, content=src, meta={"dense": True}))
            return tokens
        plain = self._run(LinkedFormState(src, md, env, []))
        left_over = _literal_delimiters(plain)
        if left_over and any(map(is_east_asian_wide, src)):
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
    """How many emphasis delimiters were left as text (escaped ones are separate tokens)."""
    total = 0
    for token in tokens:
        if token.type == "text":
            total += token.content.count("*") + token.content.count("~~") + token.content.count("_")
        elif token.children and token.type != "image":
            total += _literal_delimiters(token.children)
    return total
