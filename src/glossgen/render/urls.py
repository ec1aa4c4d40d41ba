"""URLs in a page: relative to it and percent-encoded (RFC 3986)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

FRAGMENT_SAFE = "!$&'()*+,;=:@/?~"
"""What RFC 3986 §3.5 allows in a fragment as it is, so that base64 anchors stay as they are."""

_PLAIN = re.compile(r"[A-Za-z0-9_.~/-]*")
_NOWHERE = "\n"
"""No address begins with this."""
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
    return RelativeUrls(page)[url]


class RelativeUrls:
    """The ways from one page to site addresses.

    With a `base`, which stands before the site root, the ways begin with it.
    An address that begins with `own` lies in the page or in its folder: the way
    there is the page's own. All others are the same, `outside`, for all pages
    in the same `folders`: those with this base, in folders in that folder.
    """

    __slots__ = ("_page", "folders", "outside", "own")

    def __init__(self, page: str, base: str = "") -> None:
        """Compute the page's own folder, and the URLs out of it."""
        folder = "" if base else page[: page.rfind("/") + 1]
        parent = folder[: folder.rfind("/", 0, -1) + 1] if folder else None
        self._page = page
        self.own = _NOWHERE if base else folder or page + "#"
        self.folders = (base, parent)
        self.outside = below(base) if parent is None else beside(parent)

    def __getitem__(self, url: str) -> str:
        """The way to an address."""
        if not url.startswith(self.own):
            return self.outside[url]
        if url.startswith(self._page + "#"):
            return encode(url[len(self._page) :])
        return _standing(encode(url[len(self.own) :]))


class OutsideUrls(dict[str, str]):
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
def beside(parent: str) -> OutsideUrls:
    """The ways out of the folders that lie in the folder `parent`, which is empty or ends with a slash."""
    folders = parent.split("/")[:-1]
    depth = len(folders)
    around = [("/".join(folders[:n]) + "/", "../" * (depth - n + 1)) for n in range(depth, 0, -1)]
    return OutsideUrls(around, "../" * (depth + 1))


@lru_cache(maxsize=8)
def below(base: str) -> OutsideUrls:
    """The ways from a page at the site root, or one whose ways begin with `base`."""
    return OutsideUrls((), base)


def _standing(way: str) -> str:
    """A way that leads to the folder of the page, or to a place there, by itself."""
    return way if way and way[0] != "#" else "./" + way


def root_of(page: str) -> str:
    """The way from the page at `page` back to the site root: empty, or some `../`."""
    return "../" * page.count("/")


def file_of(url: str) -> str:
    """The file that holds the page at `url`: a folder's `index.html`, or the file that `url` names."""
    last = url.rpartition("/")[2]
    if "." in last:
        return url
    return url + ("/" if last else "") + "index.html"
