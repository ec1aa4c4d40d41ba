"""The preview images (`og:image`) of pages that are shared: of terms, notes, categories and home pages."""

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
from glossgen.site import PageSpec, Site, frame, page_at
from glossgen.site.specs import MAKERS
from glossgen.site.values import CategoryPage, HomePage, NotePage, Page, SiteFrame, TermPage
from glossgen.text import plain_run

KINDS = ("term", "home", "file", "category", "note")
"""The kinds of pages that have a picture."""

MOST_LETTERS = 20
"""The letters that a problem names."""

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


@query(keep=tuple[Problem, ...])
def glyph_problems(db: Database, _: str) -> tuple[Problem, ...]:
    """One warning that names all letters and numbers of names which the font does not have."""
    drawn, wanted = db.get(drawn_with, ""), db.input(setting, "share_image")
    if not drawn:
        return ()
    font, config = _font(db, drawn[0]), db.environment
    names = [spec.title for spec in db.get(page_at, "").values() if spec.kind in KINDS]
    lacking = [letters for letters in map(font.lacking, names) if letters]
    if not lacking:
        return ()
    letters = sorted(set[str]().union(*lacking))
    shown = ", ".join(letters[:MOST_LETTERS]) + (
        f" and {more} more" if (more := len(letters[MOST_LETTERS:])) else ""
    )
    message = (
        f"share_image.font: “{wanted.font}” has no glyph for {shown}; pages without a picture: {len(lacking)}"
    )
    place = Position(config.relative(config.path) if config.path else "share_image", wanted.line)
    return (Problem(place, "missing-glyph", message),)


# -- pictures ----------------------------------------------------------------------------


@query(keep=Card)
def share_card(db: Database, url: str) -> Card:
    """What the picture of a page shows; an empty card if the font has not all letters of its name."""
    drawn, spec = db.get(drawn_with, ""), db.part(page_at, "", url)
    if not drawn or spec is None or spec.kind not in KINDS:
        return Card()
    font = _font(db, drawn[0])
    card = _shown(db, spec)
    if not font.has_letters(card.name):
        return Card()
    written = {name: font.written(getattr(card, name)) for name in ("name", "under", "text", "site")}
    accent: str = Settings(db).theme.accent
    return replace(card, **written, language=spec.language, accent=accent, key=(url, *drawn))


def _shown(db: Database, spec: PageSpec) -> Card:
    """What there is to show on the picture of a page."""
    if spec.kind == "term":
        return _term(db, spec.arguments[0])
    if spec.kind == "home":
        return _home(db.get(frame, spec.language))
    tree: SiteFrame = db.part(frame, spec.language, "common")[0]
    head = MAKERS[spec.kind](Site(db), spec).head
    return Card(head.title, "", head.description.removeprefix(f"{head.title}: "), tree.title)


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
    if not isinstance(page, TermPage | HomePage | CategoryPage | NotePage) or not db.get(drawn_with, ""):
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
