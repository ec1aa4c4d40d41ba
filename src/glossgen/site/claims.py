"""Which files of the site belong to whom: what asks for an address that is taken does not get it."""

from __future__ import annotations

import re
from typing import Generic, TypeVar

from msgspec import Struct, field

from glossgen.text.paths import fold_path, parents

_KEPT = re.compile(
    r"static|terms\.json|robots\.txt|sitemap(?:-\d+)?\.xml|sw\.js|\.nojekyll|\.glossgen.*|(?:[^/]+/)?feed\.xml"
    r"|(?:.+/)?anchors\.js|(?:[^/]+/)?search/(?:addresses\.json|(?:names|fields|text(?:-\d+)?|grams-\d+)\.js)"
)
"""Files and folders of the site that are no pages: no page may be in a folder of such a name."""

Owner = TypeVar("Owner")


class Claims(Struct, Generic[Owner]):
    """The files and folders of the site, by their names on case-insensitive file systems."""

    files: dict[str, Owner | str] = field(default_factory=dict)
    folders: dict[str, Owner | str] = field(default_factory=dict)

    def claim_file(self, path: str, named: str) -> None:
        """Claim a file, which is `named` so in problems."""
        self._put(fold_path(path), named)

    def claim_page(self, url: str, owner: Owner) -> Owner | str | None:
        """Claim the file of a page. Returns what is there already, or None."""
        other = self.owner_of(url)
        if other is None:
            self._put(_file_of(url), owner)
        return other

    def owner_of(self, url: str) -> Owner | str | None:
        """What is already where a page would be, or above it."""
        # On many systems two addresses that differ only by case or Unicode normalisation are one file.
        file = _file_of(url)
        above = parents(file)
        if kept := next(filter(_KEPT.fullmatch, above), None):
            return f"the folder “{kept}”" if kept == "static" else f"the file “{kept}”"
        other = self.files.get(file) or self.folders.get(file)
        return other or next((self.files[folder] for folder in above if folder in self.files), None)

    def _put(self, file: str, owner: Owner | str) -> None:
        self.files[file] = owner
        for folder in parents(file):
            self.folders.setdefault(folder, owner)


def _file_of(url: str) -> str:
    url = fold_path(url)
    return url if url and not url.endswith("/") else url + "index.html"
