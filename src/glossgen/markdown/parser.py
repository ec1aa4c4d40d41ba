"""The configured markdown-it parser: the Markdown dialect of glossgen.

CommonMark with tables and strikethrough (GFM), footnotes, front matter, dollar math, image
attributes and `[[term]]`. The math plugin is configured so that “$5 and $10” is not a formula.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from glossgen.markdown.block_rules import DEFINITIONS, QuickRuler
from glossgen.markdown.emphasis import CjkFriendlyInline
from glossgen.markdown.shortcodes import shortcode_rule
from glossgen.markdown.tables import keep_excess_cells
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
    md.use(
        dollarmath_plugin,
        allow_space=False,
        allow_digits=False,
        allow_labels=False,
        allow_blank_lines=False,
        double_inline=True,
    )
    md.use(attrs_plugin, after=("image",), allowed=("width", "height"))
    md.inline.ruler.before("link", "wiki", wiki_rule)
    md.inline.ruler.before("wiki", "shortcode", shortcode_rule)
    md.block.ruler = QuickRuler.of(md.block.ruler)
    md.core.ruler.before("inline", "keep_excess_cells", keep_excess_cells)
    return md
