"""Percent-encodes addresses for use in a page (RFC 3986)."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

FRAGMENT_SAFE = "!$&'()*+,;=:@/?~"
"""The characters that RFC 3986 §3.5 allows unencoded in a fragment, so that base64 anchors are unchanged."""

_PLAIN = re.compile(r"[A-Za-z0-9_.~/-]*")


def encode(url: str) -> str:
    """A site address with its path and fragment percent-encoded as UTF-8."""
    return url if _PLAIN.fullmatch(url) else _encode(url)


@lru_cache(maxsize=1 << 14)
def _encode(url: str) -> str:
    path, hash_mark, fragment = url.partition("#")
    encoded = quote(path, safe="/")
    return f"{encoded}#{quote(fragment, safe=FRAGMENT_SAFE)}" if hash_mark else encoded
