"""reStructuredText to Markdown, through docutils: the texts of glossary entries.

Raw HTML and the inclusion of files are disabled. docutils does not know the roles of Sphinx, so they are
replaced before it reads the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from docutils import nodes

from glossgen.sources.sphinx.doctree import Effort, TooMuch, doctree

_ROLE = re.compile(r":(?:(?:py|c|cpp|js|rst|std):)?(?P<role>[a-z]+):`(?P<text>[^`]+)`")
_TITLED = re.compile(r"(?P<text>.*?)\s*<(?P<target>[^<>]+)>\Z", re.DOTALL)
_TEXT_ROLES = (
    "ref",
    "doc",
    "any",
    "numref",
    "download",
    "abbr",
    "menuselection",
    "guilabel",
    "dfn",
    "pep",
    "rfc",
)
_SPECIAL = re.compile(r"([\\`*_<>&$#]|^[+-](?=\s)|^\d+(?=[.)]\s))", re.MULTILINE)
_SUBSTITUTION = re.compile(r"^(\s*\.\.[ \t]+)(?=\|)", re.MULTILINE)
"""The beginning of a substitution, which is turned into a comment: nested substitutions can make gigabytes of
text, and `date` would make another site every day."""
_MARKS = re.compile(r"[`*|:@]|_(?!\w)")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
MOST_MARKS = 500
"""The most markup characters of one paragraph, because docutils takes quadratic time."""
_BORDER = re.compile(r"^[ \t]*=[= \t]{2000}", re.MULTILINE)
"""The border of a table with over 1,000 columns: docutils takes quadratic time in their number."""
_LINK = re.compile(r"\[\[[^\[\]]+\]\]")


def markdown_of(text: str, effort: Effort) -> str:
    """The Markdown of a text.

    Raises TooMuch for a text that docutils cannot parse, or not fast (see `MOST_MARKS` and `Effort`).
    """
    readable = _readable(text)
    marks = [len(_MARKS.findall(paragraph)) for paragraph in _PARAGRAPHS.split(readable)]
    if max(marks) > MOST_MARKS or _BORDER.search(readable):
        raise TooMuch
    effort.spend(sum(marks))
    try:
        return _blocks(doctree(readable, effort).children).strip()
    except TooMuch:
        raise
    except Exception as error:  # very deep nesting, or one of many errors inside docutils
        raise TooMuch from error


def as_written(text: str) -> str:
    """The Markdown that shows a text unparsed."""
    return _escaped(text).strip()


def _readable(text: str) -> str:
    """Replace the roles of Sphinx: `:term:` by a wiki link, others by their text or code."""

    def shown(found: re.Match[str]) -> str:
        role, written = found["role"], " ".join(found["text"].split())
        titled = _TITLED.match(written)
        name = titled["text"] if titled else written.lstrip("!~.")
        if role == "term":
            target = titled["target"] if titled else written
            return f"[[{target}|{name}]]" if target != name else f"[[{name}]]"
        if role in _TEXT_ROLES:
            return name
        return f"``{name}``"

    return _ROLE.sub(shown, _SUBSTITUTION.sub(r"\1\\", text))


# -- blocks ------------------------------------------------------------------------


def _blocks(found: Iterable[nodes.Node]) -> str:
    return "\n\n".join(block for node in found if (block := _block(node)))


def _block(node: nodes.Node) -> str:
    for kind, make in _BLOCKS:
        if isinstance(node, kind):
            return make(node)
    if isinstance(node, nodes.Text | nodes.Inline):
        return _inline([node])
    return _blocks(node.children)


def _code(node: nodes.Element) -> str:
    classes: list[str] = node.get("classes", [])
    language = next((name for name in classes if name != "code"), "")
    return f"```{language}\n{node.astext()}\n```"


def _list(node: nodes.Element) -> str:
    numbered = isinstance(node, nodes.enumerated_list)
    items = []
    for number, item in enumerate(node.children, int(node.get("start", 1)) if numbered else 1):
        mark = f"{number}. " if numbered else "- "
        items.append(mark + _indented(_blocks(item.children), len(mark)))
    return "\n".join(items)


def _indented(text: str, width: int) -> str:
    return text.replace("\n", "\n" + " " * width)


def _quote(node: nodes.Element) -> str:
    return "> " + _blocks(node.children).replace("\n", "\n> ")


def _titled(node: nodes.Element) -> str:
    return f"> **{node.tagname.capitalize()}**\n>\n{_quote(node)}"


def _definition(node: nodes.Element) -> str:
    parts = [child for child in node.children if isinstance(child, nodes.term)]
    texts = [child for child in node.children if isinstance(child, nodes.definition)]
    term = " ".join(f"**{_inline(part.children)}**" for part in parts)
    return "\n\n".join([term, *(_blocks(text.children) for text in texts)])


_BLOCKS: tuple[tuple[type[Any], Callable[[Any], str]], ...] = (
    (nodes.paragraph, lambda node: _inline(node.children)),
    (nodes.literal_block, _code),
    (nodes.bullet_list, _list),
    (nodes.enumerated_list, _list),
    (nodes.definition_list_item, _definition),
    (nodes.block_quote, _quote),
    (nodes.Admonition, _titled),
    (nodes.title, lambda node: f"#### {_inline(node.children)}"),
    (nodes.Invisible, lambda _node: ""),
    (nodes.system_message, lambda _node: ""),
    (nodes.transition, lambda _node: "---"),
)


# -- inline ------------------------------------------------------------------------


def _inline(found: Iterable[nodes.Node]) -> str:
    return "".join(map(_inline_of, found))


def _inline_of(node: nodes.Node) -> str:
    if isinstance(node, nodes.Text):
        return _escaped(node.astext())
    if isinstance(node, nodes.literal):
        return f"`{node.astext()}`"
    if isinstance(node, nodes.math):
        return f"${node.astext()}$"
    if isinstance(node, nodes.reference) and node.get("refuri"):
        return f"[{_inline(node.children)}](<{node['refuri']}>)"
    if isinstance(node, nodes.image):
        return f"![{node.get('alt', '')}](<{node['uri']}>)"
    inner = _inline(node.children)
    if isinstance(node, nodes.strong):
        return f"**{inner}**"
    return f"*{inner}*" if isinstance(node, nodes.emphasis | nodes.title_reference) else inner


def _escaped(text: str) -> str:
    """Escape Markdown in a text, except wiki links."""
    parts, at = [], 0
    for link in _LINK.finditer(text):
        parts += [_SPECIAL.sub(r"\\\1", text[at : link.start()]), link.group()]
        at = link.end()
    return "".join([*parts, _SPECIAL.sub(r"\\\1", text[at:])])
