"""Compiles a message catalog from a PO file to the MO format of gettext.

`hatch_build.py` runs this file for the catalogs of the package, without the rest of the package. Only the
catalogs of a glossary are compiled when its site is built.
"""

from __future__ import annotations

import gettext
import io
from datetime import datetime, timezone

from babel import Locale, UnknownLocaleError

_COUNTS = 101
"""Numbers for which a catalog's plural rule is checked: rules use the last two digits at most."""

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class CatalogError(Exception):
    """A catalog cannot be read; `line` is 0 if the error has no line."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def known_locale(name: str) -> Locale | None:
    """The locale for the name of a catalog; it gives the plural rule if the catalog has none."""
    try:
        return Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None


def compile_catalog(name: str, content: bytes) -> bytes:
    """Compile a catalog; `name` is the name of its file without `.po`. Raises CatalogError.

    A message without a translation for some plural form is left out, since another catalog may have it.
    """
    from babel.messages.mofile import write_mo  # slow to import and seldom needed
    from babel.messages.pofile import PoFileError, read_po

    written = io.BytesIO()
    try:
        catalog = read_po(io.BytesIO(content), locale=known_locale(name), abort_invalid=True)
        catalog.creation_date = catalog.revision_date = _EPOCH  # of a head without dates, Babel's are now
        for each in [*catalog]:
            if isinstance(each.string, tuple) and not all(each.string):
                catalog.delete(each.id)
        write_mo(written, catalog)
        texts = gettext.GNUTranslations(io.BytesIO(written.getvalue()))
        for count in range(_COUNTS):
            texts.ngettext("", "", count)
    except (ValueError, LookupError, ArithmeticError, PoFileError) as error:
        line = getattr(error, "lineno", 0)
        raise CatalogError(str(error), line if isinstance(line, int) else 0) from error
    return written.getvalue()
