"""The preview images (`og:image`) of pages that are shared: one for each term and for each home page."""

from __future__ import annotations

import hashlib

from msgspec.structs import replace

from glossgen.config import Config, ShareImage
from glossgen.config.queries import Settings, setting
from glossgen.config.regular_file import read_regular
from glossgen.model import Position, Problem
from glossgen.output import OutFile
from glossgen.problems import CannotStart
from glossgen.query import Database, declare_input, query
from glossgen.query.database import InputChanged
from glossgen.query.file_status import file_status
from glossgen.render.share_image import Card, Font, Unusable, draw, version
from glossgen.site import Site, frame, page_at
from glossgen.site.values import HomePage, Page, SiteFrame, TermPage
from glossgen.text import plain_run

KINDS = ("term", "home")
"""The kinds of pages that have a picture."""

# -- inputs: the font ---------------------------------------------------------------


def _read(config: Config, _: str) -> bytes:
    """What is in the font; nothing if it is gone since the configuration was read."""
    try:
        return read_regular(config.font) if config.font else b""
    except OSError:
        return b""


def _stamp(config: Config, _: str) -> tuple[int, int]:
    return file_status(config.font) if config.font else (-1, 0)


def _digest_of(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


font_content = declare_input("font_content", _read, _stamp)
"""The bytes of the font, of which results depend on the digest."""


@query(keep=tuple[str, ...])
def drawn_with(db: Database, _: str) -> tuple[str, ...]:
    """The digest of the font and the version of Pillow; nothing where there are to be no pictures.

    Raises CannotStart where the font is none, or Pillow is missing (`missing-extra`).
    """
    wanted: ShareImage | None = db.input(setting, "share_image")
    if wanted is None or not db.input(setting, "base_url"):  # `og:image` has a whole address
        return ()
    digest = _digest_of(db.input(font_content, ""))
    try:
        _font(db, digest)
        return digest, version()
    except Unusable as error:
        raise _refused(db, wanted, error) from error


def _refused(db: Database, wanted: ShareImage, error: Unusable) -> CannotStart:
    config: Config = db.environment
    place = Position(config.relative(config.path) if config.path else "share_image", wanted.line)
    if isinstance(error.__cause__, ImportError):
        hint = 'install it with: pip install "glossgen[images]"'
        return CannotStart(
            [Problem(place, "missing-extra", "share_image asks for Pillow, which is not installed", hint)]
        )
    message = f"share_image.font: “{wanted.font}” cannot be drawn with: {error}"
    return CannotStart([Problem(place, "config-value", message, "take another font, TrueType or OpenType")])


def _font(db: Database, digest: str) -> Font:
    """The opened font. Whoever uses it notes that it reads `drawn_with`."""

    def make() -> Font:
        content = db.peek_input(font_content, "")
        if _digest_of(content) != digest:
            raise InputChanged(str(db.environment.font))
        return Font(content)

    return db.resources.get("font of pictures", digest, make)


# -- pictures ----------------------------------------------------------------------------


@query(keep=Card)
def share_card(db: Database, url: str) -> Card:
    """What the picture of a page shows; an empty card if the font has not all letters of its name."""
    drawn, spec = db.get(drawn_with, ""), db.part(page_at, "", url)
    if not drawn or spec is None or spec.kind not in KINDS:
        return Card()
    font = _font(db, drawn[0])
    card = _term(db, spec.arguments[0]) if spec.kind == "term" else _home(db.get(frame, spec.language))
    if not font.has_letters(card.name):
        return Card()
    written = {name: font.written(getattr(card, name)) for name in ("name", "under", "text", "site")}
    accent: str = Settings(db).theme.accent
    return replace(card, **written, language=spec.language, accent=accent, key=(url, *drawn))


def _term(db: Database, packed: tuple[str, str]) -> Card:
    site, key = Site(db), (packed[0], packed[1])
    term, reading, summary = site.graph.terms[key], site.row(key).reading, site.summary(key)
    text = term.meta.description or (plain_run(summary.text_run) if summary else "")
    names = [name.text for name in site.other_names(term)[:1]]
    under = " · ".join([reading, *names] if reading else names)
    tree: SiteFrame = db.part(frame, term.language, "common")[0]
    return Card(term.label, under, text, tree.title)


def _home(tree: SiteFrame) -> Card:
    return Card(tree.title, "", tree.description)


def with_picture(db: Database, page: Page) -> Page:
    """A page with the address of its picture."""
    if not isinstance(page, TermPage | HomePage) or not db.get(drawn_with, ""):
        return page
    card = db.get(share_card, page.head.url)
    return replace(page, head=replace(page.head, picture=card.path))


@query(root=True)
def share_image(db: Database, url: str) -> tuple[OutFile, ...]:
    """The picture of a page."""
    card, wanted = db.get(share_card, url), db.input(setting, "share_image")
    if not card.name:
        return ()
    try:
        return (OutFile(card.path, draw(card, _font(db, card.key[1]))),)
    except Unusable as error:
        raise _refused(db, wanted, error) from error


def wanted_images(db: Database) -> list[str]:
    """The pages that may have a picture, by their addresses; none if there are to be no pictures."""
    if not db.peek(drawn_with, ""):
        return []
    return [spec.url for spec in db.peek(page_at, "").values() if spec.kind in KINDS]
