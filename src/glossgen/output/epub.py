"""Packs an EPUB: a zip archive of documents (EPUB 3.3, Open Container Format)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MEDIA_TYPE = "application/epub+zip"
FOLDER = "EPUB/"
PACKAGE = "package.opf"

_CONTAINER = f"""\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="{FOLDER}{PACKAGE}" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_TIME = (1980, 1, 1, 0, 0, 0)
"""That of each file, the first one of the format: equal books give equal archives."""


def pack_epub(files: Mapping[str, bytes]) -> bytes:
    """The archive of the files of a publication, by their paths from the package document `PACKAGE`.

    The media type is its first file and is not compressed (OCF §4.3).
    """
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "mimetype", MEDIA_TYPE.encode(), zipfile.ZIP_STORED)
        _add(archive, "META-INF/container.xml", _CONTAINER.encode())
        for path in sorted(files):
            _add(archive, FOLDER + path, files[path])
    return written.getvalue()


def _add(archive: zipfile.ZipFile, path: str, content: bytes, kind: int = zipfile.ZIP_DEFLATED) -> None:
    about = zipfile.ZipInfo(path, _TIME)
    about.create_system = 3  # Unix, as the rights below have it, wherever the book is made
    about.compress_type = kind
    about.external_attr = 0o644 << 16
    archive.writestr(about, content)
