"""Addresses as they are written: percent-encoded (RFC 3986), and as they stand in HTML."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

FRAGMENT_SAFE = "!$&'()*+,;=:@/?~"
"""The characters that RFC 3986 §3.5 allows unencoded in a fragment, so that base64 anchors are unchanged."""

_PLAIN = re.compile(r"[A-Za-z0-9_.~/-]*")


def encode(url: str) -> str:
    """A site address with its path and fragment percent-encoded as UTF-8."""
    return url if _PLAIN.fullmatch(url) else _encode(url)


def readable(url: str) -> str:
    """A site address for an attribute of HTML: letters of all scripts stand as they are, as people read them.

    A URL in HTML may have them (WHATWG URL §4.3, URL code points), and the browser asks the server for the
    encoded address. A page of Japanese terms is a quarter smaller so.
    """
    return url if _PLAIN.fullmatch(url) else _readable(url)


@lru_cache(maxsize=1 << 14)
def _readable(url: str) -> str:
    path, hash_mark, fragment = url.partition("#")
    way = "".join([_written(char, "/") for char in path])
    return f"{way}#{''.join([_written(char, FRAGMENT_SAFE) for char in fragment])}" if hash_mark else way


@lru_cache(maxsize=1 << 12)
def _written(char: str, safe: str) -> str:
    return char if not char.isascii() and unicodedata.category(char)[0] in "LMN" else quote(char, safe=safe)


@lru_cache(maxsize=1 << 14)
def _encode(url: str) -> str:
    path, hash_mark, fragment = url.partition("#")
    encoded = quote(path, safe="/")
    return f"{encoded}#{quote(fragment, safe=FRAGMENT_SAFE)}" if hash_mark else encoded
