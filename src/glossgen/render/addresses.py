"""Addresses as they stand in a page: relative to it and percent-encoded (RFC 3986)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from urllib.parse import quote

FRAGMENT_SAFE = "!$&'()*+,;=:@/?~"
"""What RFC 3986 §3.5 allows in a fragment as it is, so that base64 anchors stay as they are."""

_PLAIN = re.compile(r"[A-Za-z0-9_.~/-]*")
_REMEMBERED = 1 << 14


def encode(url: str) -> str:
    """A site address with its path and fragment percent-encoded as UTF-8."""
    return url if _PLAIN.fullmatch(url) else _encode(url)


@lru_cache(maxsize=_REMEMBERED)
def _encode(url: str) -> str:
    path, hash_mark, fragment = url.partition("#")
    encoded = quote(path, safe="/")
    return f"{encoded}#{quote(fragment, safe=FRAGMENT_SAFE)}" if hash_mark else encoded


def relative(page: str, url: str) -> str:
    """The shortest way from the page at `page` to `url`, both from the site root and not encoded.

    A fragment of the page itself is just the fragment. The result is encoded.
    """
    return Ways(page)[url]


class Ways(dict[str, str]):
    """The ways from one page to site addresses: each is found once, however often the page leads there.

    With a `base`, which stands before the site root, the ways begin with it.
    """

    def __init__(self, page: str, base: str = "") -> None:
        """Know the page's own folder, and the ways to what lies outside of it."""
        super().__init__()
        self._own = "" if base else page + "#"
        self._folder = "" if base else page[: page.rfind("/") + 1]
        parent = self._folder[: self._folder.rfind("/", 0, -1) + 1]
        self._outside = _beside(parent) if self._folder else _below(base)

    def __missing__(self, url: str) -> str:
        """Find a way."""
        if self._own and url.startswith(self._own):
            way = encode(url[len(self._own) - 1 :])
            self[url] = way
            return way
        if self._folder and url.startswith(self._folder):
            way = _standing(encode(url[len(self._folder) :]))
        else:
            way = self._outside[url]
        self[url] = way
        return way


class _Outside(dict[str, str]):
    """The ways to addresses outside of a page's own folder: the same from all folders beside it."""

    def __init__(self, folders: Sequence[tuple[str, str]], root: str) -> None:
        """Take the folders around, the innermost first, with how far up each is, and the way to the root."""
        super().__init__()
        self._folders = folders
        self._root = root

    def __missing__(self, url: str) -> str:
        """Find a way, and remember it within a limit."""
        if len(self) >= _REMEMBERED:
            self.clear()
        rest, up = url, self._root
        for folder, up_to_it in self._folders:
            if url.startswith(folder):
                rest, up = url[len(folder) :], up_to_it
                break
        way = self[url] = _standing(up + encode(rest))
        return way


@lru_cache(maxsize=8)
def _beside(parent: str) -> _Outside:
    """The ways out of the folders that lie in the folder `parent`, which is empty or ends with a slash."""
    folders = parent.split("/")[:-1]
    depth = len(folders)
    around = [("/".join(folders[:n]) + "/", "../" * (depth - n + 1)) for n in range(depth, 0, -1)]
    return _Outside(around, "../" * (depth + 1))


@lru_cache(maxsize=8)
def _below(base: str) -> _Outside:
    """The ways from a page at the site root, or one whose ways begin with `base`."""
    return _Outside((), base)


def _standing(way: str) -> str:
    """A way that leads to the folder of the page, or to a place there, by itself."""
    return way if way and way[0] != "#" else "./" + way


class Openings(dict[str, str]):
    """What stands in the opening tag of a link to an address: `href` and, if there is one, its preview."""

    def __init__(self, ways: Ways, previews: dict[str, str]) -> None:
        """Take the ways from the page, and the ids of its previews by address."""
        super().__init__()
        self._ways = ways
        self._previews = previews

    def __missing__(self, url: str) -> str:
        """Make the attributes."""
        interest = f' interestfor="{self._previews[url]}"' if url in self._previews else ""
        way = self._ways[url]
        made = self[url] = f'href="{escape(way) if "#" in way else way}"{interest}'
        return made


def root_of(page: str) -> str:
    """The way from the page at `page` back to the site root: empty, or some `../`."""
    return "../" * page.count("/")


def file_of(url: str) -> str:
    """The file that holds the page at `url`: a folder's `index.html`, or the file that `url` names."""
    last = url.rpartition("/")[2]
    if "." in last:
        return url
    return url + ("/" if last else "") + "index.html"
