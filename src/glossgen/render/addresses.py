"""Addresses as they stand in a page: relative to it and percent-encoded (RFC 3986)."""

from __future__ import annotations

from urllib.parse import quote

FRAGMENT_SAFE = "!$&'()*+,;=:@/?~"
"""What RFC 3986 §3.5 allows in a fragment as it is, so that base64 anchors stay as they are."""


def encode(url: str) -> str:
    """A site address with its path and fragment percent-encoded as UTF-8."""
    path, hash_mark, fragment = url.partition("#")
    encoded = quote(path, safe="/")
    return f"{encoded}#{quote(fragment, safe=FRAGMENT_SAFE)}" if hash_mark else encoded


def relative(page: str, url: str) -> str:
    """The shortest way from the page at `page` to `url`, both from the site root and not encoded.

    A fragment of the page itself is just the fragment. The result is encoded.
    """
    path, hash_mark, fragment = url.partition("#")
    if path == page and hash_mark:
        return encode("#" + fragment)
    here, there = page.split("/")[:-1], path.split("/")
    same = 0
    while same < min(len(here), len(there) - 1) and here[same] == there[same]:
        same += 1
    way = "../" * (len(here) - same) + "/".join(there[same:])
    return encode((way or "./") + hash_mark + fragment)


def root_of(page: str) -> str:
    """The way from the page at `page` back to the site root: empty, or some `../`."""
    return "../" * page.count("/")


def file_of(url: str) -> str:
    """The file that holds the page at `url`: a folder's `index.html`, or the file that `url` names."""
    last = url.rpartition("/")[2]
    if "." in last:
        return url
    return url + ("/" if last else "") + "index.html"
