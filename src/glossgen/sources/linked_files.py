"""Decides which linked files are published: only kinds that a browser never executes.

A linked file is copied unchanged to the site. If a browser took it for a page, its scripts would run with the
rights of the site. So there is an allow list of endings, and the content must be of the kind that the ending
says, in case a server or browser guesses the kind from the content.
"""

from __future__ import annotations

import re
from pathlib import Path

MOST_BYTES = 100_000_000
"""The largest linked file that is published."""

_LOOKED_AT = 4096
"""Bytes at the start of a file by which its kind is judged; browsers look at 1445 (MIME Sniffing §5)."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TEXT = _names(
    "txt text md markdown rst adoc org log csv tsv json jsonl ndjson geojson ipynb yml yaml toml ini"
    " cfg conf tex bib cls sty bst ris py pyi r rmd jl m c h cc cpp cxx hpp hh cs java kt kts scala go"
    " rs rb pl pm lua swift zig hs ml f f90 sh bash zsh ps1 sql dot gv po pot diff patch srt vtt proto"
    " lock ics vcf"
)
_MAGIC: dict[str, tuple[tuple[int, bytes], ...]] = {
    "png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "jpg": ((0, b"\xff\xd8\xff"),),
    "gif": ((0, b"GIF87a"), (0, b"GIF89a")),
    "webp": ((8, b"WEBP"),),
    "avif": ((4, b"ftyp"),),
    "bmp": ((0, b"BM"),),
    "ico": ((0, b"\0\0\1\0"),),
    "tif": ((0, b"II*\0"), (0, b"MM\0*")),
    "pdf": ((0, b"%PDF-"),),
    "zip": ((0, b"PK\3\4"), (0, b"PK\5\6")),
    "gz": ((0, b"\x1f\x8b"),),
    "bz2": ((0, b"BZh"),),
    "xz": ((0, b"\xfd7zXZ\0"),),
    "zst": ((0, b"\x28\xb5\x2f\xfd"),),
    "7z": ((0, b"7z\xbc\xaf\x27\x1c"),),
    "tar": ((257, b"ustar"),),
    "mp3": ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2"), (0, b"\xff\xfa")),
    "mp4": ((4, b"ftyp"),),
    "webm": ((0, b"\x1a\x45\xdf\xa3"),),
    "ogg": ((0, b"OggS"),),
    "wav": ((8, b"WAVE"),),
    "flac": ((0, b"fLaC"),),
    "parquet": ((0, b"PAR1"),),
    "npy": ((0, b"\x93NUMPY"),),
    "sqlite": ((0, b"SQLite format 3\0"),),
    "doc": ((0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),),
}
"""Kind → the offsets and bytes of its signature; one of them must match."""

_SAME = {
    "jpeg": "jpg",
    "jfif": "jpg",
    "apng": "png",
    "tiff": "tif",
    "tgz": "gz",
    "txz": "xz",
    "tbz": "bz2",
    "heic": "avif",
    "m4a": "mp4",
    "m4v": "mp4",
    "mov": "mp4",
    "mkv": "webm",
    "oga": "ogg",
    "ogv": "ogg",
    "opus": "ogg",
    "xls": "doc",
    "ppt": "doc",
    "db": "sqlite",
    "npz": "zip",
} | dict.fromkeys(["docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "whl", "jar"], "zip")
"""Ending → the ending in `_MAGIC` of the same kind."""

_PAGE = re.compile(
    rb"<(?:!doctype\s+html|(?:html|head|body|script|iframe|frameset|object|embed|svg|math)(?=[\s/>]|\Z))"
    rb"|<[a-z][^<>]{0,200}\son[a-z]+\s*=",
    re.IGNORECASE,
)
"""Active content, searched in the first `_GUESSED_FROM` bytes, from which old browsers guess the type."""

_START = re.compile(
    rb"\s*<(?:!--|\?xml|(?:h1|div|font|table|a|style|title|b|br|p|link|meta|base|img|form)[\s>/])",
    re.IGNORECASE,
)
"""The other beginnings by which browsers take a text for a page (MIME Sniffing §7.1)."""

_GUESSED_FROM = 1024


def is_kind_published(file: Path) -> bool:
    """Whether files with the ending of this one may be published, if they hold what it says."""
    ending = file.suffix.lower().removeprefix(".")
    return not ending or ending == "svg" or _SAME.get(ending, ending) in _MAGIC or ending in _TEXT


def refusal(file: Path) -> str:
    """Why a linked file is not published, as the predicate of a sentence; empty if it is published."""
    ending = file.suffix.lower().removeprefix(".")
    if not is_kind_published(file):
        return f"is of a kind that is not published (“.{ending}”)"
    try:
        size = file.stat().st_size
        if size > MOST_BYTES:
            return f"has {size // 1_000_000:,} MB, more than {MOST_BYTES // 1_000_000} MB"
        if ending == "svg":
            from glossgen.sources.svg_check import svg_refusal  # an XML parser, which few glossaries need

            return svg_refusal(file)
        with file.open("rb") as stream:
            start = stream.read(_LOOKED_AT)
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    return _judged(ending, start)


def _judged(ending: str, start: bytes) -> str:
    kind = _SAME.get(ending, ending)
    if kind in _MAGIC:
        # What may stand before a signature is what a browser would read first.
        fits = not start.lstrip().startswith(b"<") and any(
            start[at : at + len(magic)] == magic for at, magic in _MAGIC[kind]
        )
        return "" if fits or not start else f"is not what its ending “.{ending}” says"
    if looks_like_page(start):
        return "holds HTML, which could run a script on the address of the site"
    if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "is not the text that its name says"
    return ""


def looks_like_page(start: bytes) -> bool:
    """Whether a browser that guesses from the first bytes of a file could take it for a page."""
    plain = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")  # of UTF-16, too, the letters are left
    return _PAGE.search(plain, 0, _GUESSED_FROM) is not None or _START.match(plain) is not None
