"""Checks that inserting links into a block of Markdown changes nothing else in it.

A tag beside a delimiter run changes how CommonMark reads the run (§6.2: `<` is punctuation), so a
link can break bold text. Instead of predicting that, the block is parsed with and without the
links, in glossgen's dialect and in GitHub's, and both results must be equal apart from the links.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from msgspec import Struct

from glossgen.markdown.parser import make_parser
from glossgen.markdown.source_map import Env
from glossgen.model import HARD_BREAK

_ACTIVE = re.compile(r"[\\`*_~\[\]<>&!$^]")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_OURS = "our link"  # not a possible name of a tag or token

Shape = list[tuple[object, ...]]
"""The structure of a block, with adjacent texts joined."""


class Inserted(Struct, frozen=True):
    """What was inserted into a block: opening tags, comments that hide `[[…]]`, and the linked texts."""

    opening: Collection[str]
    hidden: Collection[str]
    surfaces: Sequence[str | None]


class MarkupBroken(Exception):
    """The inserted links are not well nested, or do not parse as links."""


def make_plain_parser() -> MarkdownIt:
    """A parser of CommonMark with the GitHub extensions that our dialect has, and nothing else."""
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(footnote_plugin)


class MarkupCheck:
    """Compares blocks, with one parser for each dialect."""

    def __init__(self) -> None:
        self.dialect, self.plain = make_parser(), make_plain_parser()

    def fits(self, before: str, after: str, inserted: Inserted, env: Env) -> bool:
        """Whether `after` equals `before` plus links in both dialects.

        `env` is what parsing the file has left behind: its link references and footnotes.
        """
        if not _ACTIVE.search(before):
            return True
        nothing = Inserted((), inserted.hidden, ())
        try:
            for md in (self.dialect, self.plain):
                shape, surfaces = _shape(_parse(md, after, env), inserted)
                if shape != _shape(_parse(md, before, env), nothing)[0]:
                    return False
                if len(surfaces) != len(inserted.surfaces):
                    return False
                if md is self.dialect and not _same(surfaces, inserted.surfaces):
                    return False
        except MarkupBroken:
            return False
        return True


def _parse(md: MarkdownIt, content: str, env: Env) -> list[Token]:
    fresh: Env = {"references": env.get("references", {})}
    if notes := env.get("footnotes", {}).get("refs", {}):
        fresh["footnotes"] = {"refs": dict.fromkeys(notes, -1), "list": {}}
    return md.inline.parse(content, md, fresh, [])


def _same(found: Sequence[str], wanted: Sequence[str | None]) -> bool:
    return all(one == other or other is None for one, other in zip(found, wanted, strict=True))


def _shape(tokens: Iterable[Token], inserted: Inserted) -> tuple[Shape, list[str]]:
    """The structure of the tokens without the insertions, and the text of each link. Raises MarkupBroken."""
    reader = _ShapeReader(inserted)
    for token in tokens:
        reader.read(token)
    if _OURS in reader.open:
        raise MarkupBroken
    return reader.shape, reader.surfaces


class _ShapeReader:
    """Collects the structure of a block, token by token."""

    def __init__(self, inserted: Inserted) -> None:
        self.inserted = inserted
        self.shape: Shape = []
        self.surfaces: list[str] = []
        self.open: list[str] = []  # stack of open elements: `_OURS` for an inserted link, else the tag name

    def read(self, token: Token) -> None:
        if token.type == "html_inline":
            self._html(token.content)
        elif token.type in ("text", "text_special"):
            self._text(token.content, token.content)
        elif token.type == "wiki":
            self._text(wiki_source(token), token.content)
        else:
            self._other(token)

    def _text(self, written: str, shown: str) -> None:
        if not written:
            return
        if self.shape and self.shape[-1][0] == "text":
            self.shape[-1] = ("text", f"{self.shape[-1][1]}{written}")
        else:
            self.shape.append(("text", written))
        self._show(shown)

    def _show(self, text: str) -> None:
        if _OURS in self.open:
            self.surfaces[-1] += text

    def _other(self, token: Token) -> None:
        meta = sorted((key, repr(value)) for key, value in token.meta.items() if key != "subId")
        self.shape.append(
            (token.type, token.tag, token.content, token.markup, sorted(token.attrs.items()), meta)
        )
        if token.nesting == 1:
            self._open(token.type.removesuffix("_open"))
        elif token.nesting == -1:
            self._close(token.type.removesuffix("_close"))
        self._show({"softbreak": "\n", "hardbreak": HARD_BREAK}.get(token.type, token.content))

    def _html(self, tag: str) -> None:
        if tag in self.inserted.opening:
            if {_OURS, "link", "a"} & set(self.open):
                raise MarkupBroken
            self.open.append(_OURS)
            self.surfaces.append("")
        elif tag == "</a>" and _OURS in self.open and "a" not in self.open[self.open.index(_OURS) :]:
            self._close(_OURS)
        elif tag in self.inserted.hidden:
            self._text(tag[4:-3], "")
        else:
            self.shape.append(("html_inline", tag))
            found = _TAG.match(tag)
            if found and found[1]:
                self._close(found[2].lower())
            elif found and found[2].lower() not in _VOID and not tag.endswith("/>"):
                self._open(found[2].lower())

    def _open(self, name: str) -> None:
        if name in ("link", "a") and _OURS in self.open:
            raise MarkupBroken  # HTML does not allow nested links
        self.open.append(name)

    def _close(self, name: str) -> None:
        """Close the innermost `name`. An element opened outside of a link cannot be closed inside it."""
        inner = self.open[self.open.index(_OURS) :] if _OURS in self.open else self.open
        if name == _OURS and inner[-1:] != [_OURS]:
            raise MarkupBroken
        if name in inner:
            del self.open[len(self.open) - 1 - self.open[::-1].index(name) :]
        elif _OURS in self.open and name in self.open:
            raise MarkupBroken


def wiki_source(token: Token) -> str:
    """The shortest source of `[[target|text]]` that gives this token."""
    target, text = str(token.meta["target"]), token.content
    mark = "!" if token.meta.get("refuse") else ""
    return f"[[{mark}{target}]]" if target == text else f"[[{target}|{text}]]"
