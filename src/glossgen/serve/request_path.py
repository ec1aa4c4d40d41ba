"""Maps the path of a request to a file of the site, like a static web server."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, unquote

from msgspec import Struct

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".graphml": "application/xml; charset=utf-8",
    ".dot": "text/vnd.graphviz; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".wasm": "application/wasm",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mp3": "audio/mpeg",
}
"""Ending → media type. Fixed, because the tables of operating systems differ."""

HTML = TYPES[".html"]


class Redirect(Struct, frozen=True):
    """The request must be redirected to another address."""

    location: str


def media_type(path: Path) -> str:
    """The media type of a file, by its ending."""
    return TYPES.get(path.suffix.lower(), "application/octet-stream")


def find(folder: Path, base: str, target: str) -> Path | Redirect | None:
    """Resolve a request path: a file inside `folder`, a redirect, or None.

    `base` is the path that the site is published under, with slashes at both ends. No path leads
    out of the folder: neither by `..`, encoded or not, nor by a symbolic link.
    """
    if base != "/" and target in ("/", base[:-1]):
        return Redirect(base)
    if not target.startswith(base):
        return None
    parts = _parts(target[len(base) :])
    if parts is None:
        return None
    place = folder.joinpath(*parts)
    try:
        if not place.resolve().is_relative_to(folder.resolve()):
            return None
        if place.is_dir():
            if target.endswith("/"):
                place = place / "index.html"
            else:
                return Redirect(base + "".join(quote(part) + "/" for part in parts))
        return place if place.is_file() and (place.name == "index.html" or not target.endswith("/")) else None
    except (OSError, ValueError, RuntimeError):  # an invalid name, or a loop of symbolic links
        return None


def _parts(path: str) -> list[str] | None:
    try:
        decoded = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return None
    parts = [part for part in decoded.split("/") if part]
    bad = any(part in (".", "..") or part.startswith(".glossgen") for part in parts)
    return None if bad or any(char in decoded for char in "\0\\:") else parts
