"""Finds URLs, handles, file names and version numbers in running text.

They are zones: a term inside one of them is not a mention. Only ASCII characters continue an address, so that
Japanese text may follow it without a space. Exception: in a URL, kana and kanji after a delimiter (/申請,
?q=申請) belong to it, unless they begin with a particle (/を見る).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from html import escape

_PARTICLE = "[をにのへとがはもや]|から|まで|で[はあす]"
_WIDE = rf"(?<=[/=#_])(?!{_PARTICLE})[\u3041-\u3096\u30a1-\u30fa\u30fc\u3005\u4e00-\u9fff]+"
_URL = (
    r"(?:https?|ftp)://(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]|" + _WIDE + ")+"
    r"|(?<![A-Za-z0-9.])www\.[A-Za-z0-9\-._~:/?#@!$&'*+,;=%]+"
)
_MAIL = r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"
_HANDLE = r"(?<![A-Za-z0-9_@/.])[@#][A-Za-z0-9_][A-Za-z0-9_\-]*"
_PATH = (
    r"(?<![A-Za-z0-9_./\\~\-])(?:~|\.{1,2})?(?:/[A-Za-z0-9_.\-]+){2,}/?"
    r"|(?<![A-Za-z0-9_./\-])(?:\.{1,2}/|~/)[A-Za-z0-9_./\-]+"
)
_FILE = (
    r"(?<![A-Za-z0-9_./\-])[A-Za-z0-9_][A-Za-z0-9_./\-]*\."
    r"(?:py|pyc|ipynb|rs|go|c|h|cc|cpp|hpp|cs|java|kt|js|mjs|jsx|ts|tsx|rb|php|pl|sh|bat|sql|r|jl|swift|lua|scala"
    r"|md|txt|rst|tex|pdf|docx?|xlsx?|pptx?|csv|tsv|json|jsonl|xml|ya?ml|toml|ini|cfg|conf|lock|log"
    r"|html?|css|scss|svg|png|jpe?g|gif|webp|mp3|mp4|wav|zip|gz|tar|whl|exe|dll|so"
    r"|bin|pt|pth|onnx|ckpt|safetensors|parquet|npy|npz|pkl)"
    r"(?![A-Za-z0-9_\-])(?!\.[A-Za-z0-9])"
)
_VERSION = (
    r"(?<![A-Za-z0-9.\-])v?\d+(?:\.\d+)+(?:-?(?:rc|beta|alpha|b|a)\.?\d*)?(?![A-Za-z0-9])"
    r"|(?<![A-Za-z0-9.\-])v\d+(?![A-Za-z0-9])"
)
_ADDRESS = re.compile(
    f"(?P<url>{_URL})|(?P<mail>{_MAIL})|(?P<file>{_FILE})|(?P<path>{_PATH})"
    f"|(?P<handle>{_HANDLE})|(?P<version>{_VERSION})"
)
_HINT = re.compile(r"[/@#]|\.[A-Za-z0-9]|v\d|www\.")
"""A pre-filter: each kind of address matches one of these; a full stop after a sentence does not."""


def addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind (`url`, `mail`, `file`, `path`, `handle`, `version`) of each address in `text`."""
    if not _HINT.search(text):
        return
    for found in _ADDRESS.finditer(text):
        start, end = found.span()
        kind = found.lastgroup or ""
        if kind == "url":
            end = start + len(_trimmed(found.group()))
        yield start, end, kind


def _trimmed(url: str) -> str:
    """A URL without the punctuation of the sentence around it (GFM §6.9)."""
    end = len(url)
    closed, opened = url.count(")"), url.count("(")
    while end:
        last = url[end - 1]
        if last == ")" and opened < closed:
            closed -= 1
        elif last not in "?!.,:;*_~'":
            break
        end -= 1
    return url[:end]


def link_html(url: str) -> str:
    """The link of an address in the text, which may lack its scheme."""
    href = url if "://" in url else "https://" + url
    return f'<a href="{escape(href)}" rel="external">{escape(url)}</a>'


def disjoint(zones: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The zones sorted, with overlapping ones merged."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(zones):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def overlaps(spans: Sequence[tuple[int, int]], ends: Sequence[int], start: int, end: int) -> bool:
    """Whether `start:end` overlaps one of some sorted, disjoint spans; `ends` has the end of each."""
    first = bisect_right(ends, start)
    return first < len(spans) and spans[first][0] < end
