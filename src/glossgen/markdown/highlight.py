"""Highlights code blocks when the site is built, so that pages need no script for it.

The hundred token types of Pygments are reduced to four: keywords, literals, comments, and names where they
are defined. Their colours are in the style sheet `code.css`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import Any

from glossgen.model import CODE

MOST = 20_000
"""The longest code that is highlighted, in characters, because some lexers take very long for more."""

_CLASSES = (
    ("Comment", "c"),
    ("Keyword", "k"),
    ("Operator.Word", "k"),
    ("Name.Tag", "k"),
    ("Name.Function", "d"),
    ("Name.Class", "d"),
    ("Name.Attribute", "d"),
    ("Literal", "s"),
    ("Generic.Deleted", "s"),
    ("Generic.Inserted", "k"),
)


def code_html(code: str, language: str) -> str:
    """The HTML of a code block, highlighted if Pygments knows the language."""
    lexer = _lexer(language.lower()) if language and len(code) <= MOST else None
    shown = "".join(_spans(lexer, code)) if lexer is not None else escape(code, quote=False)
    begin = CODE if lexer is not None else "<pre"
    css = f' class="language-{escape(language)}"' if language else ""
    return f'{begin} tabindex="0"><code{css}>{shown}</code></pre>\n'


def _spans(lexer: Any, code: str) -> Iterator[str]:
    """The HTML of the tokens of a code; neighbours of one class share an element."""
    waiting, name = "", ""
    for kind, text in lexer.get_tokens(code):
        css = "" if text.isspace() else _class_of(str(kind))
        if css == name or text.isspace():
            waiting += text
            continue
        yield _span(waiting, name)
        waiting, name = text, css
    yield _span(waiting, name)


def _span(text: str, css: str) -> str:
    shown = escape(text, quote=False)
    return f'<span class="{css}">{shown}</span>' if css else shown


@lru_cache(maxsize=256)
def _class_of(kind: str) -> str:
    return next((css for name, css in _CLASSES if kind.startswith(f"Token.{name}")), "")


@lru_cache(maxsize=64)
def _lexer(language: str) -> Any:
    """The Pygments lexer of a language; None if there is none, or if it does not distinguish tokens."""
    from pygments import lexers  # a slow import, and most glossaries have no code

    # `get_lexer_by_name` searches all installed packages for plug-ins, which reads the disk.
    names = {alias: name for name, (_, _, aliases, _, _) in lexers.LEXERS.items() for alias in aliases}
    if language not in names or language in ("text", "output"):
        return None
    return getattr(lexers, names[language])(stripnl=False, ensurenl=False)
