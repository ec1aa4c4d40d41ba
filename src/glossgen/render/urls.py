"""Relative URLs in a page (RFC 3986), with letters of all scripts as they are (see `readable`)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from glossgen.text.urls import readable

_NOWHERE = "\n"
"""A prefix that no address has."""
_REMEMBERED = 1 << 12


def relative(page: str, url: str) -> str:
    """The shortest relative URL from the page at `page` to `url`; both count from the site root, unencoded.

    A fragment of the page itself gives only the fragment. The result is as `readable` writes it.
    """
    return RelativeUrls(page)[url]


class RelativeUrls:
    """The relative URLs from one page to addresses of the site.

    If there is a `base`, the path or URL of the site root, all URLs begin with it. An address that
    begins with `own` is the page or in its folder, so its URL is specific to the page. The URLs of
    all other addresses are in `outside`, which pages with equal `folders` share: these have the
    same base and are in folders with the same parent.
    """

    __slots__ = ("_page", "folders", "outside", "own")

    def __init__(self, page: str, base: str = "") -> None:
        """Determine the page's own folder, and the shared URLs out of it."""
        folder = "" if base else page[: page.rfind("/") + 1]
        parent = folder[: folder.rfind("/", 0, -1) + 1] if folder else None
        self._page = page
        self.own = _NOWHERE if base else folder or page + "#"
        self.folders = (base, parent)
        self.outside = urls_from_root(base) if parent is None else urls_from_siblings(parent)

    def __getitem__(self, url: str) -> str:
        """The URL of an address."""
        if not url.startswith(self.own):
            return self.outside[url]
        if url.startswith(self._page + "#"):
            return readable(url[len(self._page) :])
        return _explicit(readable(url[len(self.own) :]))


class OutsideUrls(dict[str, str]):
    """The relative URLs of addresses outside of a page's folder: equal for all sibling folders."""

    def __init__(self, folders: Sequence[tuple[str, str]], root: str) -> None:
        """Take the enclosing folders, innermost first, each with its `../` prefix, and the root's prefix."""
        super().__init__()
        self._folders = folders
        self._root = root

    def __missing__(self, url: str) -> str:
        """Compute a URL and memoise it; the cache is bounded."""
        if len(self) >= _REMEMBERED:
            self.clear()
        rest, up = url, self._root
        for folder, up_to_it in self._folders:
            if url.startswith(folder):
                rest, up = url[len(folder) :], up_to_it
                break
        relative_url = self[url] = _explicit(up + readable(rest))
        return relative_url


@lru_cache(maxsize=8)
def urls_from_siblings(parent: str) -> OutsideUrls:
    """The URLs out of the folders whose parent is `parent`, which is empty or ends with a slash."""
    folders = parent.split("/")[:-1]
    depth = len(folders)
    around = [("/".join(folders[:n]) + "/", "../" * (depth - n + 1)) for n in range(depth, 0, -1)]
    return OutsideUrls(around, "../" * (depth + 1))


@lru_cache(maxsize=8)
def urls_from_root(base: str) -> OutsideUrls:
    """The URLs from a page at the site root, or with `base` as a prefix."""
    return OutsideUrls((), base)


def _explicit(url: str) -> str:
    """A URL that is also valid for the page's own folder: empty and fragment-only URLs get `./`."""
    return url if url and url[0] != "#" else "./" + url


def root_of(page: str) -> str:
    """The relative path from the page at `page` to the site root: empty, or `../` repeated."""
    return "../" * page.count("/")


def file_of(url: str) -> str:
    """The file of the page at `url`: `index.html` in a folder, or the file that `url` names."""
    last = url.rpartition("/")[2]
    if "." in last:
        return url
    return url + ("/" if last else "") + "index.html"
