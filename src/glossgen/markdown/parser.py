"""The configured markdown-it parser: the Markdown dialect of glossgen.

CommonMark with tables, strikethrough and task lists (GFM), footnotes, front matter, math, callouts,
image attributes and `[[term]]`.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref
from mdit_py_plugins.front_matter import front_matter_plugin

from glossgen.markdown.block_rules import DEFINITIONS, QuickRuler
from glossgen.markdown.callouts import callout_plugin
from glossgen.markdown.emphasis import CjkFriendlyInline
from glossgen.markdown.formula_rules import formula_plugin
from glossgen.markdown.gitbook import gitbook_plugin
from glossgen.markdown.shortcodes import shortcode_rule
from glossgen.markdown.tables import keep_excess_cells
from glossgen.markdown.task_items import task_and_figure_plugin
from glossgen.markdown.wiki_links import wiki_rule

__all__ = ["DEFINITIONS", "Parser", "make_parser"]

Parser = MarkdownIt
"""The type of a parser for other packages. A parser handles one file at a time, any number of files."""


def make_parser() -> Parser:
    """A new parser. Creating one costs about a millisecond, so create one for each run, not for each file."""
    md = MarkdownIt("zero")
    md.inline = CjkFriendlyInline()
    md.configure("commonmark", {"html": True})
    md.enable(["table", "strikethrough"]).disable("text_join")
    md.use(front_matter_plugin)
    md.use(deflist_plugin)
    md.use(footnote_plugin, inline=False)
    md.inline.ruler.at("footnote_ref", _footnote_mark)
    md.use(formula_plugin)
    md.use(callout_plugin)
    md.use(gitbook_plugin)
    md.use(task_and_figure_plugin)
    md.use(attrs_plugin, after=("image",), allowed=("width", "height"))
    md.inline.ruler.before("link", "wiki", wiki_rule)
    md.validateLink = _any_link  # type: ignore[method-assign, assignment]  # the way that markdown-it has
    md.inline.ruler.before("wiki", "shortcode", shortcode_rule)
    md.block.ruler = QuickRuler.of(md.block.ruler)
    md.core.ruler.before("inline", "keep_excess_cells", keep_excess_cells)
    return md


MOST_IN_LABEL = 1000
"""The longest label of a footnote, in characters."""

_LABEL_END = re.compile(r"[ \n\]]")


def _footnote_mark(state: StateInline, silent: bool) -> bool:
    """Apply the rule of the plugin only if the label ends soon, so that `[^` costs no search of the text."""
    start = state.pos + 2
    if not state.src.startswith("[^", state.pos):
        return False
    end = _LABEL_END.search(state.src, start, min(state.posMax, start + MOST_IN_LABEL))
    return end is not None and end[0] == "]" and footnote_ref(state, silent)


def _any_link(_url: str) -> bool:
    """Accept every address: `TextRunBuilder` refuses unsafe ones, and reports them."""
    return True
