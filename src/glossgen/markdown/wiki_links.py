"""`[[term]]`, `[[term|text]]` and `[[!text]]`: links that a writer asks for, or refuses, at one place."""

from __future__ import annotations

import re
from urllib.parse import quote

from markdown_it.rules_inline.state_inline import StateInline
from markdown_it.token import Token

_PATTERN = re.compile(r"\[\[(?P<refuse>!)?(?P<target>[^\[\]|\n]+?)(?:\|(?P<text>[^\[\]\n]+?))?\]\]")


_TABLE_OF_TOML = re.compile(r"\n[ \t]*[\w.-]+[ \t]*=[ \t]")
"""Text behind the name of a table of TOML, `[[menus.main]]`, in a block that a shortcode shows as code."""
_EMBEDDED = re.compile(r"!\[\[(?P<target>[^\[\]|\n]+?)(?:\|(?P<text>[^\[\]\n]*))?\]\]")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp)\Z", re.IGNORECASE)
_SIZE = re.compile(r"\d+(?:x\d+)?")


def _embedded(state: StateInline, silent: bool) -> bool:
    """`![[picture.png|300]]` of Obsidian: an image; any other file is a link."""
    found = _EMBEDDED.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    target, text = found["target"].strip(), (found["text"] or "").strip()
    picture = target.partition("#")[0]  # the rest is for Obsidian's style sheets
    if not silent and _PICTURE.search(picture):
        token = state.push("image", "img", 0)
        token.attrs = {"src": quote(picture, safe="/"), "alt": ""}
        sized = _SIZE.fullmatch(text)
        if sized:
            token.attrs["width"] = text.partition("x")[0]
        words = "" if sized else text
        token.children = [Token("text", "", 0, content=words)]
        token.content = words
    elif not silent:
        token = state.push("wiki", "", 0)
        token.content = text or target
        token.meta = {"target": target, "refuse": False}
    state.pos = found.end()
    return True


def wiki_rule(state: StateInline, silent: bool) -> bool:
    """Inline rule of markdown-it: pushes a `wiki` token with `target`, `text` and `refuse`."""
    if state.src[state.pos] == "!":
        return _embedded(state, silent)
    if state.src[state.pos] != "[":
        return False
    found = _PATTERN.match(state.src, state.pos, state.posMax)
    if not found or state.src[found.end() : found.end() + 1] in ("(", "["):
        return False
    if _TABLE_OF_TOML.match(state.src, found.end()):
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
