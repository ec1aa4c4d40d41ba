"""Blocks of GitBook, which tags on lines of their own begin and end: `{% hint %}` … `{% endhint %}`.

A hint is a callout, a tab a callout with its title; what is embedded is a link. Tags that only say how
their text is laid out are left out, and the text stays. Any other tag is shown as it stands
(`markdown.shortcodes`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from glossgen.markdown.shortcodes import Arguments
from glossgen.text.callout_names import KINDS

_TAG = re.compile(r"\{%-?[ \t]*(?P<name>[a-z-]+)(?P<arguments>[^\n]{0,1000}?)-?%\}[ \t]*")
_BLOCKS = re.compile(
    r"^[ \t>]*(?P<tag>\{%-?[ \t]*(?P<end>end)?(?P<name>hint|tab)\b[^\n]*%\}[ \t]*)$", re.MULTILINE
)
_CALLOUTS = ("hint", "tab")
_LINKS = ("embed", "file")
_LAYOUT = frozenset(
    (
        "code",
        "column",
        "columns",
        "content-ref",
        "embed",
        "file",
        "raw",
        "step",
        "stepper",
        "tabs",
        "update",
        "updates",
    )
)
"""What stands inside of these is text like any other."""


def gitbook_plugin(md: MarkdownIt) -> None:
    """Teach a parser the blocks of GitBook."""
    md.block.ruler.before(
        "fence", "gitbook", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def _block(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    found = None if state.is_code_block(line) else _tag(state, line)
    if found is None:
        return False
    name, arguments = found["name"], Arguments.of(found["arguments"])
    if name in _CALLOUTS:
        last = _last(state, line, end)
        if last is None:
            return False
        if not silent:
            _callout(state, line, last, arguments)
        return True
    is_link = name in _LINKS and (arguments.get("url") or arguments.get("src"))
    if name.removeprefix("end") not in _LAYOUT or (name in _LINKS and not is_link):
        return False
    if not silent:
        if is_link:
            _link(state, line, str(is_link))
        state.line = line + 1
    return True


def _tag(state: StateBlock, line: int) -> re.Match[str] | None:
    begin, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    return _TAG.fullmatch(state.src, begin, end) if state.src.startswith("{%", begin) else None


def _last(state: StateBlock, line: int, end: int) -> int | None:
    """The line of the tag that ends the block which begins in a line."""
    closer = _pairs(state.src).get(state.bMarks[line] + state.tShift[line])
    last = bisect_right(state.bMarks, closer) - 1 if closer else end
    return last if last < end else None


@lru_cache(maxsize=4)
def _pairs(src: str) -> dict[int, int]:
    """Where the tag stands that ends each block of a text; blocks may hold others of their kind.

    Found once: each of many blocks that do not end would be looked for to the end of the text.
    """
    found: dict[int, int] = {}
    begun: defaultdict[str, list[int]] = defaultdict(list)
    for tag in _BLOCKS.finditer(src):
        if not tag["end"]:
            begun[tag["name"]].append(tag.start("tag"))
        elif begun[tag["name"]]:
            found[begun[tag["name"]].pop()] = tag.start("tag")
    return found


def _callout(state: StateBlock, line: int, last: int, arguments: Arguments) -> None:
    style = arguments.get("style", "").lower()
    kind = style if style in KINDS else "note"
    opening = state.push("callout_open", "section", 1)
    opening.block, opening.map = True, [line, last + 1]
    opening.meta = {"kind": kind, "title": arguments.get("title", "")}
    above, bound = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", last
    state.md.block.tokenize(state, line + 1, last)
    state.parentType, state.lineMax = above, bound
    state.push("callout_close", "section", -1).block = True
    state.line = last + 1


def _link(state: StateBlock, line: int, address: str) -> None:
    """A paragraph with a link to what is embedded."""
    state.push("paragraph_open", "p", 1).map = [line, line + 1]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = f"[{address}](<{address}>)", [line, line + 1], []
    state.push("paragraph_close", "p", -1)
