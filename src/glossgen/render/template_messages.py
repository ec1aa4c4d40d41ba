"""Translates messages when templates are compiled, once for each language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import jinja2
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from glossgen.render.template_cache import Compiled

_CALL = ("name", "lparen", "string", "rparen")


class SetMessages(Extension):
    """Compiles `_("words")` to the translated string, so that no message is looked up for each page."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """The tokens of a template, with its constant messages translated."""
        translate = getattr(self.environment, "translate", None)
        return _translated(iter(stream), translate) if translate else stream


def in_language(
    environment: jinja2.Environment, translate: Callable[[str], str], words: str = ""
) -> jinja2.Environment:
    """A copy of the environment in which constant messages of templates are translated.

    Environments with an equal `words`, the digest of their messages, share compiled templates.
    """
    kept = environment.bytecode_cache
    cache = kept.with_messages(words) if isinstance(kept, Compiled) and words else None
    own = environment.overlay(cache_size=-1, extensions=[SetMessages], bytecode_cache=cache)
    own.extend(translate=translate)
    return own


def _translated(tokens: Iterator[Token], translate: Callable[[str], str]) -> Iterator[Token]:
    for token in tokens:
        if token.type != "name" or token.value != "_":
            yield token
            continue
        call = [token, *islice(tokens, 3)]
        if tuple(each.type for each in call) == _CALL:
            yield Token(token.lineno, "string", translate(call[2].value))
        else:
            yield from call
