"""The ids of the headings inside one section, and the fragments that links may use for them.

The parts of a generated id are joined by `--`. No slug contains it, so an id inside one entry never
collides with that of another entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from markdown_it.token import Token

from glossgen.text.fragments import normalised_fragment
from glossgen.text.slug import slugify, unique

EXPLICIT = re.compile(
    r"(?<![ \t])[ \t]*\{(?:#([^\s{}\"<>&]+)|\.[\w-]+)(?:[ \t]+[.\w][^{}\n]*)?\}[ \t]*\Z", re.ASCII
)
"""`{#id}` at the end of a heading, and `{#id .class key=value}` or `{.class}`, as in Pandoc and kramdown."""
_RAW_ID = re.compile(r"""<a\s[^<>]*?\b(?:id|name)\s*=\s*["']?([^"'\s<>]+)""")


def visible_text(tokens: Sequence[Token]) -> str:
    """The visible text of inline tokens, without tags."""
    return "".join(token.content for token in without_readings(tokens) if token.type != "html_inline")


def without_readings(tokens: Sequence[Token]) -> Iterator[Token]:
    """Inline tokens without the readings of ruby texts: `学習率` of `<ruby>学習<rt>…</rt></ruby>率`."""
    above = ""
    for token in tokens:
        tag = token.content.lower() if token.type == "html_inline" else ""
        if tag.startswith(("<rt", "<rp")):
            above = tag[1:3]
        elif above and tag.startswith((f"</{above}", "</ruby")):
            above = ""
        elif not above:
            yield token


def heading_ids(tokens: Sequence[Token], prefix: str) -> tuple[list[str], Mapping[str, str]]:
    """The ids of the headings in order, and a mapping from the fragments in links to these ids.

    The keys of the mapping are in the form that `normalised_fragment` returns.
    """
    made: list[str] = []
    fragments: dict[str, str] = {}
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            explicit = _take_explicit(tokens[index + 1])
            if explicit and explicit not in taken:
                taken.add(explicit)
                made.append(explicit)
                fragments[normalised_fragment(explicit)] = explicit
                continue
            slug = slugify(visible_text(tokens[index + 1].children or ()))
            made.append(unique(f"{prefix}--{slug}" if prefix else slug, taken, numbers))
            fragments.setdefault(normalised_fragment(slug), made[-1])
        elif token.children or token.type == "html_block":
            for raw in _raw_ids(token):
                fragments[normalised_fragment(raw)] = raw
    return made, fragments


def _take_explicit(heading: Token) -> str:
    """Remove `{#id}` from the end of a heading, and return the id; empty if there is none."""
    last = heading.children[-1] if heading.children else None
    found = EXPLICIT.search(last.content) if last is not None and last.type == "text" else None
    if last is None or found is None:
        return ""
    last.content = last.content[: found.start()]
    return found[1] or ""


def _raw_ids(token: Token) -> list[str]:
    """The ids that raw HTML sets."""
    parts = [token] if token.type == "html_block" else token.children or ()
    return [found for part in parts if "html" in part.type for found in _RAW_ID.findall(part.content)]
