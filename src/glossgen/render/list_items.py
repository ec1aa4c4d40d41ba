"""Items of an index and of a map as HTML: a page has thousands, too many for a template."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from glossgen.site.values import IndexEntry, MapNode, MapPage, Name

# Everything that goes into Markup here is a number, or has been escaped by `escape`.

Href = Callable[[str], str]
"""From an address of the site to one that leads there from the page."""


def index_items(entries: Iterable[IndexEntry], href: Href) -> Markup:
    """List items of an index: a name, and its reading or the term that it is another name of."""
    return Markup("".join([_index_item(entry, href) for entry in entries]))  # noqa: S704


def _index_item(entry: IndexEntry, href: Href) -> str:
    reading = f' <span class="aside">{escape(entry.reading)}</span>' if entry.reading else ""
    see = f' <span class="aside see">{escape(entry.see)}</span>' if entry.see else ""
    return f'<li><a href="{escape(href(entry.link.url))}">{_name(entry.name)}</a>{reading}{see}</li>\n'


def _name(value: Name) -> str:
    text = escape(value.text)
    return f'<span lang="{escape(value.language)}">{text}</span>' if value.language else text


def map_edges(page: MapPage) -> str:
    """The lines between the names of a map (SVG 2 §9.3)."""
    marks = [f"{x} {y}" for x, y in (node.mark for node in page.nodes)]
    return "".join([f"M{marks[a]}L{marks[b]}" for a, b in page.edges])


def map_nodes(nodes: Iterable[MapNode], href: Href, unnamed: str = "") -> Markup:
    """The names of a map, each with its mark; `unnamed` replaces an empty one."""
    return Markup("".join([_map_node(node, href, unnamed) for node in nodes]))  # noqa: S704


def _map_node(node: MapNode, href: Href, unnamed: str) -> str:
    (x, y), link = node.mark, node.link
    to = f' data-to="{" ".join(map(str, node.links))}"' if node.links else ""
    language = f' lang="{escape(link.language)}"' if link.language else ""
    return (
        f'<a class="c{node.group % 8} s{node.size}" href="{escape(href(link.url))}" data-group="{node.group}"'
        f'{to}{language}><use href="#m{node.group % 5}" x="{x}" y="{y}"/>'
        f'<text x="{x + 9}" y="{y + node.size * 3 // 8}">{escape(link.text or unnamed)}</text></a>\n'
    )


def map_items(page: MapPage, group: int, href: Href) -> Markup:
    """List items with the terms of a group of a map, and the names that their lines lead to."""
    texts = [str(escape(node.link.text)) for node in page.nodes]
    made = [_map_item(node, texts, href) for node in page.nodes if node.group == group]
    return Markup("".join(made))  # noqa: S704


def _map_item(node: MapNode, texts: list[str], href: Href) -> str:
    link = node.link
    language = f' lang="{escape(link.language)}"' if link.language else ""
    others = ", ".join([texts[other] for other in node.links])
    after = f' <span class="aside">→ {others}</span>' if node.links else ""
    return f'<li><a href="{escape(href(link.url))}"{language}>{escape(link.text)}</a>{after}</li>\n'
