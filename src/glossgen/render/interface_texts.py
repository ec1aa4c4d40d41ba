"""Messages of the interface, and dates, in the language of a page."""

from __future__ import annotations

import gettext
import hashlib
import io
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from babel import Locale
from babel.core import get_global, parse_locale
from babel.dates import format_date
from msgspec import Struct

from glossgen.assets import PACKAGE
from glossgen.config.own_files import Read, from_disk
from glossgen.model import Position, Problem
from glossgen.problems import CannotStart
from glossgen.render.compile_catalog import CatalogError, compile_catalog, known_locale

FALLBACK = "en"
"""The language of the messages in the templates, used where there is no translation."""

_PLAIN_SCRIPTS = ("Latn", "Grek", "Cyrl", "Jpan", "")
"""Scripts that `site.css` knows (ISO 15924)."""


class InterfaceTexts(Struct, frozen=True):
    """The interface texts of one language; a message without translation stays English.

    `words` is a digest of the catalogs; empty for catalogs that were not read from files.
    """

    language: str
    locale: Locale
    catalog: gettext.NullTranslations
    words: str = ""

    def gettext(self, message: str, **values: object) -> str:
        """A translated message, with `%(name)s` replaced by the values."""
        found = self.catalog.gettext(message)
        return self._isolated(found % values if values else found)

    def ngettext(self, singular: str, plural: str, count: int, **values: object) -> str:
        """A translated message that depends on a number, which is available as `%(count)s`."""
        found = self.catalog.ngettext(singular, plural, count)
        return self._isolated(found % {"count": self.number(count), **values})

    def _isolated(self, message: str) -> str:
        """A message with isolates (UAX #9) around it if it is English in a text from right to left."""
        if self.direction == "ltr" or is_translated(self):
            return message
        return f"\u2066{message}\u2069"  # LRI, PDI

    def number(self, count: int) -> str:
        """A whole number with the thousands separators of the language."""
        return str(count) if -1000 < count < 1000 else _grouped(count, self.locale)

    def date(self, iso: str) -> str:
        """An ISO 8601 calendar date in the long format of the language; any other text is unchanged."""
        try:
            day = date.fromisoformat(iso)
        except ValueError:
            return iso
        return _long_date(day, self.locale)

    def language_name(self, tag: str, language: str = "") -> str:
        """The name of a language (BCP 47) in `language` or in itself; the tag if Babel has no name for it."""
        named = _locale(tag)
        known = tag.split("-")[0].lower() == named.language
        name = named.get_display_name(_locale(language)) if language else named.get_display_name()
        return name if known and name else tag

    @property
    def region(self) -> str:
        """The language with its most likely territory, such as `ja_JP` (Open Graph's `og:locale`)."""
        return _region(self.locale)

    @property
    def has_own_style(self) -> bool:
        """Whether the script of the language needs the style sheet `writing.css`."""
        return (self.locale.script or _likely(self.locale)[0]) not in _PLAIN_SCRIPTS

    @property
    def direction(self) -> str:
        """The writing direction, `ltr` or `rtl`, as for the HTML attribute `dir`."""
        return direction_of(self.language)


@lru_cache(maxsize=1 << 12)
def _long_date(day: date, locale: Locale) -> str:
    return format_date(day, "long", locale=locale)


@lru_cache(maxsize=1 << 12)
def _grouped(count: int, locale: Locale) -> str:
    from babel.numbers import format_decimal  # most sites have no number that long

    return format_decimal(count, locale=locale)


@lru_cache
def _region(locale: Locale) -> str:
    territory = locale.territory or _likely(locale)[1]
    return f"{locale.language}_{territory}" if territory else locale.language


def _likely(locale: Locale) -> tuple[str, str]:
    """The most likely script and territory of a locale, empty if unknown (UTS #35, Likely Subtags)."""
    likely = get_global("likely_subtags")
    _, territory, script, *_ = parse_locale(likely.get(str(locale)) or likely.get(locale.language) or "und")
    return script or "", territory or ""


@lru_cache
def direction_of(language: str) -> str:
    """The writing direction of a language tag (BCP 47), `ltr` or `rtl`."""
    return _locale(language).text_direction


def load_texts(
    language: str, *own: Path, folder: Path = PACKAGE / "locale", read: Read = from_disk
) -> InterfaceTexts:
    """Load the interface texts for a language tag (BCP 47) such as `ja` or `pt-BR`.

    A message is looked up in the catalogs `catalog_names` of the site's `own` folders, then in those
    of `folder`. A message without translation is English, while dates follow the language if Babel
    knows it. Raises CannotStart (`catalog`) for a catalog that cannot be read.
    """
    locale = _locale(language)
    paths = (place / f"{name}.po" for place in (*own, folder) for name in catalog_names(language))
    files = {path: content for path in paths if (content := _read(path, read)) is not None}
    catalogs = [_translations(path, content) for path, content in files.items()]
    for catalog, fallback in pairwise(catalogs):
        catalog.add_fallback(fallback)
    order = direction_of(language)  # of English messages, see `_isolated`
    words = hashlib.blake2b(b"\0".join([f"{language} {order}".encode(), *files.values()]))
    return InterfaceTexts(
        language, locale, catalogs[0] if catalogs else gettext.NullTranslations(), words.hexdigest()
    )


@lru_cache
def catalog_names(language: str) -> tuple[str, ...]:
    """The names of catalogs that fit a language tag, the closest first.

    A catalog for a script fits the regions that use it: `zh-TW` is served by `zh-Hant`, and `zh` and
    `zh-CN` by `zh-Hans`. Each name is looked for with hyphens and with underscores.
    """
    names = [language]
    locale = known_locale(language)
    if locale is not None:
        names += [str(locale)]
        names += [f"{locale.language}_{locale.territory}"] if locale.territory else []
        names += [f"{locale.language}_{locale.script or _likely(locale)[0]}"]
    names.append(language.split("-")[0])
    spelled = (each for name in names for each in (name, name.replace("_", "-"), name.replace("-", "_")))
    return tuple(name for name in dict.fromkeys(spelled) if name)


def is_translated(texts: InterfaceTexts) -> bool:
    """Whether a catalog serves the language, or the language needs none."""
    english = texts.language.split("-")[0].lower() == FALLBACK
    return english or type(texts.catalog) is not gettext.NullTranslations


def all_texts(languages: Iterable[str], *own: Path, read: Read = from_disk) -> dict[str, InterfaceTexts]:
    """The interface texts of several languages."""
    return {language: load_texts(language, *own, read=read) for language in languages}


def _locale(language: str) -> Locale:
    return known_locale(language) or Locale.parse(FALLBACK)


def _translations(path: Path, content: bytes) -> gettext.GNUTranslations:
    """A catalog that came compiled with the package (see `hatch_build.py`), or is compiled now."""
    packed = PACKAGE / "_catalogs" / f"{path.stem}-{hashlib.sha256(content).hexdigest()[:16]}.mo"
    if packed.is_file():
        return gettext.GNUTranslations(io.BytesIO(packed.read_bytes()))
    try:
        return gettext.GNUTranslations(io.BytesIO(compile_catalog(path.stem, content)))
    except CatalogError as error:
        raise _unreadable(path, error, error.line) from error


def _read(path: Path, read: Read) -> bytes | None:
    try:
        return read(path)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception, line: int = 0) -> CannotStart:
    where = Position(f"{path.parent.name}/{path.name}", line)
    return CannotStart([Problem(where, "catalog", f"the catalog cannot be read: {error}")])
