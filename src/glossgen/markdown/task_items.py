"""Plugin for task lists (GFM §5.3) and figures (an image with a title, alone in its paragraph)."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
TASK = "task"
"""Key in the meta of an item's inline token: whether the task is done."""
CAPTION = "caption"
"""Key in the meta of a figure's inline token: its caption."""


def task_and_figure_plugin(md: MarkdownIt) -> None:
    """Teach a parser task lists, and figures: an image with a title that stands alone."""
    md.core.ruler.before("inline", "tasks", _tasks)
    md.core.ruler.after("inline", "figures", _figures)


def _tasks(state: StateCore) -> None:
    """Move `[x]` from the text of a list item to the meta of its token."""
    tokens = state.tokens
    for item, inline in zip(tokens, tokens[2:], strict=False):
        if (
            item.type == "list_item_open"
            and inline.type == "inline"
            and (found := _TASK.match(inline.content))
        ):
            inline.content = inline.content[found.end() :]
            inline.meta = {**inline.meta, TASK: found[1] != " "}


def _figures(state: StateCore) -> None:
    """Make a figure of a paragraph that is an image with a title."""
    tokens = state.tokens
    for at, inline in enumerate(tokens):
        if inline.type != "inline" or not 0 < at < len(tokens) - 1 or tokens[at - 1].type != "paragraph_open":
            continue
        shown = [child for child in inline.children or () if child.type != "text" or child.content.strip()]
        if len(shown) != 1 or shown[0].type != "image" or tokens[at - 1].hidden:
            continue
        title = str(shown[0].attrs.pop("title", "") or "")
        if title:
            inline.meta = {**inline.meta, CAPTION: title}
            tokens[at - 1].tag = tokens[at + 1].tag = "figure"
