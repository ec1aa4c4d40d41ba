"""Highlights code blocks when the site is built, so that pages need no script for it.

The hundred token types of Pygments are reduced to four: keywords, literals, comments, and names where they
are defined. Their colours are in the style sheet `code.css`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import Any

from msgspec import Struct, field

from glossgen.model import CODE

MOST = 40_000_000
"""What the highlighted code of one file may cost: of each block the square of its length in characters.

Lexers are lists of regular expressions, and nearly all of them take quadratic time for some code that is none
of their language (line breaks alone, in Java and reStructuredText). So much takes 5 s at most. One block may
have 6,324 characters, and forty of 1,000 are highlighted in one file.
"""

MOST_LANGUAGES = 100
"""The most languages of one file: to load the lexers of all six hundred takes 7 s."""

_MOST_BACKSLASHES = {
    "CddlLexer": 16,
    "ChapelLexer": 16,
    "FactorLexer": 16,
    "FancyLexer": 1,
    "FishShellLexer": 16,
    "FortranFixedLexer": 1,
    "FortranLexer": 1,
    "MapleLexer": 1,
    "NCLLexer": 1,
    "OocLexer": 1,
    "PanLexer": 16,
    "Perl6Lexer": 1,
    "PugLexer": 16,
    "RegeditLexer": 1,
    "RegoLexer": 16,
    "RellLexer": 1,
    "RitaLexer": -1,
    "ScalaLexer": 16,
    "ScamlLexer": 16,
    "SmithyLexer": 1,
    "TNTLexer": -1,
    "Tads3Lexer": 1,
    "TcshLexer": 1,
    "TcshSessionLexer": 1,
    "UrbiscriptLexer": 1,
    "apdlexer": 1,
}
"""Lexers that try a string without an end in every way: each more of its backslashes doubles the time.

With -1 it is something else that does.
"""

TIMES_AS_DEAR = {"AutohotkeyLexer": 16, "AutoItLexer": 4}
"""Lexers that take so many times as long as others for line breaks alone: a minute for 6,324 of them."""

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


class Highlighter(Struct):
    """Makes the code blocks of one file: `left` is what they may still cost, `languages` those it has had."""

    left: int = MOST
    languages: set[str] = field(default_factory=set)

    def html(self, code: str, language: str) -> str:
        """The HTML of a code block, highlighted if Pygments knows the language and enough is left for it."""
        lexer = _lexer(language.lower()) if language and self._takes(language.lower()) else None
        if lexer is not None and (_is_endless(lexer, code) or not self._spend(_cost(lexer, code))):
            lexer = None
        shown = "".join(_spans(lexer, code)) if lexer is not None else escape(code, quote=False)
        begin = CODE if lexer is not None else "<pre"
        css = f' class="language-{escape(language)}"' if language else ""
        return f'{begin} tabindex="0"><code{css}>{shown}</code></pre>\n'

    def _takes(self, language: str) -> bool:
        """Whether the file has not had too many other languages."""
        if len(self.languages) < MOST_LANGUAGES:
            self.languages.add(language)
        return language in self.languages

    def _spend(self, cost: int) -> bool:
        """Whether so much was left. Code that is too long leaves all to the others."""
        if cost > self.left:
            return False
        self.left -= cost
        return True


def _cost(lexer: Any, code: str) -> int:
    """What it takes to highlight a code, as `MOST` counts it."""
    return TIMES_AS_DEAR.get(type(lexer).__name__, 1) * len(code) ** 2


def _is_endless(lexer: Any, code: str) -> bool:
    """Whether a lexer could take exponential time for a code (see `_MOST_BACKSLASHES`)."""
    most = _MOST_BACKSLASHES.get(type(lexer).__name__)
    return most is not None and code.count("\\") > most


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
    # Nor may the code inside of a code choose another lexer (Markdown, reStructuredText).
    return getattr(lexers, names[language])(stripnl=False, ensurenl=False, handlecodeblocks=False)
