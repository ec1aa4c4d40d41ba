"""Callouts (notes, warnings) in the syntaxes of several tools.

`> [!NOTE]` (GitHub, Obsidian), `:::note` (Docusaurus, VuePress, Zenn, MyST), `::: {.callout-note}`
(Quarto), `!!! note` and `??? note` (MkDocs), and a fence `{note}` (MyST) become tokens
`callout_open` and `callout_close`. Containers and fences of unknown kinds stay text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.container import container_plugin

from glossgen.text.callout_names import KINDS

_ALERT = re.compile(r"\[!(?P<kind>\w+)\][+-]?(?:[ \t]+(?P<title>[^\n]*))?(?:\n|\Z)")
_CONTAINER = re.compile(
    r"\s*\{?\.?(?P<kind>[A-Za-z]+)\}?(?:\[(?P<bracketed>[^\]]*)\]|\{title=\"?(?P<given>[^\"}]*)\"?\})?\s*(?P<title>.*)"
)
_DIV = re.compile(r"\s*\{\s*(?=[#.])(?P<attributes>[^{}]*)\}\s*:*\s*")
_DIV_KIND = re.compile(r"(?:\A|\s)\.(?:callout-)?(?P<kind>[a-z]+)(?=\s|\Z)")
_DIV_TITLE = re.compile(r"\btitle=\"(?P<title>[^\"]*)\"")
_FENCE = re.compile(r"\{(?P<kind>[a-z]+)\}\s*(?P<title>.*)")
UNKNOWN = re.compile(r":{3,}(?P<name>\s*\{?\.?[A-Za-z][\w:.-]*\}?)|!!!\s+[A-Za-z][\w-]*")
"""A container or admonition of unknown kind, which is left as text."""


def callout_plugin(md: MarkdownIt) -> None:
    """Teach a parser callouts."""
    md.use(container_plugin, "callout", validate=_is_known)
    md.use(admon_plugin)
    md.core.ruler.before("inline", "callouts", _mark)


def _is_known(params: str, _markup: str) -> bool:
    found = _CONTAINER.fullmatch(params)
    return (found is not None and found["kind"].lower() in KINDS) or _DIV.fullmatch(params) is not None


def _mark(state: StateCore) -> None:
    """Core rule: turn the tokens of all forms into those of callouts, before their text is parsed."""
    state.tokens[:] = _marked(state.tokens, state.md)


def _marked(given: Sequence[Token], md: MarkdownIt) -> list[Token]:
    tokens: list[Token] = []
    open_quotes: list[bool] = []
    containers: list[bool] = []
    skip = 0
    for index, token in enumerate(given):
        token.level -= containers.count(False)
        if skip:
            skip -= 1
        elif token.type == "blockquote_open":
            skip = _alert(given, index, tokens)
            open_quotes.append(tokens[-1].type == "callout_open")
        elif token.type == "blockquote_close" and open_quotes.pop():
            tokens.append(_close(token))
        elif token.type == "admonition_open":
            titled = given[index + 1].type == "admonition_title_open"
            skip = 3 if titled else 0
            kind = str(token.meta["tag"])
            plain = titled and token.content == kind.title()  # the plugin's default title
            tokens.append(_open(token, kind, "" if plain else token.content))
        elif token.type == "container_callout_open":
            opening = _container(token)
            containers.append(bool(opening))
            tokens += opening
        elif token.type in ("container_callout_close", "admonition_close"):
            if token.type == "admonition_close" or containers.pop():
                tokens.append(_close(token))
            else:
                token.level += 1
        elif token.type == "fence" and (fenced := _FENCE.fullmatch(token.info.strip())):
            tokens += _fenced(token, fenced["kind"], fenced["title"], md)
        else:
            tokens.append(token)
    return tokens


def _container(token: Token) -> list[Token]:
    """The opening token of a container; none for a Pandoc div that is not a callout, whose text is kept."""
    div = _DIV.fullmatch(token.info)
    found = None if div else _CONTAINER.fullmatch(token.info)
    if found:
        return [_open(token, found["kind"], _title(found))]
    kinds = _DIV_KIND.finditer(div["attributes"]) if div else ()
    kind = next((each["kind"] for each in kinds if each["kind"] in KINDS), "")
    title = _DIV_TITLE.search(token.info)
    return [_open(token, kind, title["title"] if title else "")] if kind else []


def _alert(tokens: Sequence[Token], index: int, done: list[Token]) -> int:
    """Add a quote to `done`, as a callout if it begins with `[!NOTE]`.

    Returns the number of tokens after it that are consumed.
    """
    quote, inline = tokens[index], tokens[index + 2] if index + 2 < len(tokens) else None
    found = _ALERT.match(inline.content) if inline is not None and inline.type == "inline" else None
    if inline is None or found is None or found["kind"].lower() not in KINDS:
        done.append(quote)
        return 0
    done.append(_open(quote, found["kind"], (found["title"] or "").strip()))
    rest = inline.content[found.end() :]
    if not rest:
        return 3
    inline.content = rest
    inline.map = [(inline.map or [0])[0] + 1, (inline.map or [0, 0])[1]]
    return 0


def _title(found: re.Match[str]) -> str:
    return (found["bracketed"] or found["given"] or found["title"] or "").strip()


def _open(token: Token, kind: str, title: str) -> Token:
    meta = {"kind": kind.lower(), "title": title}
    return token.copy(type="callout_open", tag="section", attrs={}, meta=meta)


def _close(token: Token) -> Token:
    return token.copy(type="callout_close", tag="section")


def _fenced(fence: Token, kind: str, title: str, md: MarkdownIt) -> list[Token]:
    if kind not in KINDS:
        return [fence]
    first = (fence.map or [0])[0] + 1
    parsed: list[Token] = []
    md.block.parse(fence.content, md, {}, parsed)
    inner = _marked(parsed, md)
    for token in inner:
        token.level += 1
        if token.map is not None:
            token.map = [token.map[0] + first, token.map[1] + first]
    opening = Token("callout_open", "section", 1, map=fence.map, block=True, level=fence.level)
    closing = Token("callout_close", "section", -1, block=True, level=fence.level)
    return [_open(opening, kind, title), *inner, closing]
