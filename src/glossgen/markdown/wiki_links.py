"""`[[term]]`, `[[term|text]]` and `[[!text]]`: what a writer specifies for one mention."""

from __future__ import annotations

import re

from markdown_it.rules_inline.state_inline import StateInline

_PATTERN = re.compile(r"\[\[(?P<refuse>!)?(?P<target>[^\[\]|\n]+?)(?:\|(?P<text>[^\[\]\n]+?))?\]\]")


def wiki_rule(state: StateInline, silent: bool) -> bool:
    """Inline rule of markdown-it: pushes a `wiki` token with `target`, `text` and `refuse`."""
    if state.src[state.pos] != "[":
        return False
    found = _PATTERN.match(state.src, state.pos, state.posMax)
    if not found or state.src[found.end() : found.end() + 1] in ("(", "["):
        return False
    refuse = bool(found["refuse"])
    if refuse and found["text"]:
        return False
    if not silent:
        token = state.push("wiki", "", 0)
        token.content = (found["text"] or found["target"]).strip()
        token.meta = {"target": found["target"].strip(), "refuse": refuse}
    state.pos = found.end()
    return True
