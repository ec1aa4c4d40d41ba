"""Base64 anchors: the standard base64 (RFC 4648 §4) of a heading's UTF-8 text.

An anchor *contains* the heading that it points to, so a link to a term can be resolved wherever the
term has moved.
"""

from __future__ import annotations

import base64
import binascii
import re

_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==|[A-Za-z0-9+/]=))?")

_WORD = re.compile(r"[A-Za-z][a-z]*")
_LINES = re.compile(r"L\d+")
"""Anchors of lines, as hosts of repositories have them."""


def encode_anchor(heading: str) -> str:
    """The anchor of a heading as written (labels and bars, no markup around it)."""
    return base64.b64encode(heading.encode("utf-8")).decode("ascii")


def decode_anchor(anchor: str) -> str | None:
    """The heading encoded in an anchor; None if the text is not such an anchor.

    A plain word such as `word` or `Overview` may happen to be valid base64, so the decoded bytes
    must be printable UTF-8 that encodes back to the same text.
    """
    if not _BASE64.fullmatch(anchor):
        return None
    try:
        heading = base64.b64decode(anchor, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return None
    if not heading.strip() or not heading.replace("\t", " ").replace("\u3000", " ").isprintable():
        return None
    return heading if encode_anchor(heading) == anchor else None


def anchored_heading(anchor: str) -> str | None:
    """The heading that an anchor in a text means; None for a word or the number of a line (`acid`, `L312`).

    By chance these decode to printable characters, but not to those of a heading.
    """
    heading = decode_anchor(anchor)
    if heading is None or _LINES.fullmatch(anchor) or (_WORD.fullmatch(anchor) and not heading.isascii()):
        return None
    return heading
