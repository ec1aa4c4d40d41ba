"""Cache of page fragments that are the same on nearly all pages of a language.

`{% kept "footer" %}…{% endkept %}` in `base.html` declares that the fragment depends only on
the key of `FragmentCaches.of`: the language and kind of the page, the relative URLs of the frame's links, and
whether it has formulas and code. A fragment in an overriding template may depend on anything, so
nothing is cached for pages that use one.
"""

from __future__ import annotations

from collections.abc import Hashable

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

_MOST = 256


class FragmentCache(dict[str, Markup]):
    """The rendered fragments of pages with the same frame, by name."""

    def keep(self, name: str, html: Markup) -> Markup:
        """Store a fragment."""
        self[name] = html
        return html


class NullCache(FragmentCache):
    """A cache that stores nothing."""

    def keep(self, name: str, html: Markup) -> Markup:
        """Return the fragment without storing it."""
        return html


NOTHING = NullCache()
"""For pages that use a template of the glossary."""


class FragmentCaches:
    """The fragment caches of a site by frame, up to a limit."""

    def __init__(self) -> None:
        """Begin with none."""
        self._made: dict[Hashable, FragmentCache] = {}

    def __len__(self) -> int:
        """How many different frames are cached."""
        return len(self._made)

    def of(self, frame: Hashable) -> FragmentCache:
        """The cache of the pages with the same frame."""
        found = self._made.get(frame)
        if found is None:
            if len(self._made) >= _MOST:
                self._made.clear()
            found = self._made[frame] = FragmentCache()
        return found


class KeptTag(Extension):
    """`{% kept "name" %}`: the fragment of that name in `kept`; else the body, which is stored."""

    tags = frozenset({"kept"})  # type: ignore[assignment]

    def parse(self, parser: Parser) -> nodes.Node:
        """Read the tag as a condition with a block assignment."""
        line = next(parser.stream).lineno
        name = parser.parse_expression()
        body = parser.parse_statements(("name:endkept",), drop_needle=True)
        kept, made = nodes.Name("kept", "load"), nodes.Name("_made", "load")
        keep = nodes.Call(nodes.Getattr(kept, "keep", "load"), [name, made], [], None, None)
        stored = nodes.AssignBlock(nodes.Name("_made", "store"), None, body)
        there = nodes.Output([nodes.Getitem(kept, name, "load")])
        test = nodes.Compare(name, [nodes.Operand("in", kept)])
        return nodes.If(test, [there], [], [stored, nodes.Output([keep])]).set_lineno(line)
