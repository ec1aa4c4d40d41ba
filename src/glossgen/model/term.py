"""The result of reading: terms, notes, their source files, and the glossary."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct, field

from glossgen.model.problem import Position, Problem
from glossgen.model.text import Body


class Label(Struct, frozen=True, array_like=True):
    """A name of a term. A hidden label is matched but never shown (SKOS hiddenLabel).

    `reading` is the reading of an alternative label, if given; the reading of the preferred label
    is that of the term. `written` is a name with formulas as it is written, with its TeX; it is empty
    for other names. `text` has characters for them.
    """

    text: str
    language: str
    hidden: bool = False
    reading: str = ""
    written: str = ""


class Autolink(str, Enum):
    """The `autolink` setting of a term, which overrides the link policy of the site."""

    DEFAULT = "default"
    ALWAYS = "always"
    ONCE = "once"
    NEVER = "never"


class Match(str, Enum):
    """How the case of a label is compared with the text."""

    AUTO = "auto"
    EXACT = "exact"
    FOLD = "fold"


class Meta(Struct, frozen=True, array_like=True):
    """Metadata of a term or note.

    Dates are ISO 8601 calendar dates. `related`, `broader` and `narrower` are labels as written
    (SKOS), `requires` the labels of the terms to read before. `aliases` are old addresses that
    redirect to the term.
    """

    description: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    date: str = ""
    lastmod: str = ""
    translation_key: str = ""
    url: str = ""
    aliases: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    autolink: Autolink = Autolink.DEFAULT
    match: Match = Match.AUTO
    priority: int = 0
    scope: str = ""
    more_categories: tuple[str, ...] = ()


class Term(Struct, frozen=True, array_like=True):
    """One entry of the glossary. `id` is unique among the terms of its language.

    `labels[0]` is the preferred label, the others are alternative labels in the order of the
    source. `anchors` are all the anchors of the entry on the category page, including the base64
    anchor of its heading. `heading` is the heading as written, without anchors.
    """

    id: str
    language: str
    labels: tuple[Label, ...]
    position: Position
    body: Body
    heading: str = ""
    reading: str = ""
    anchors: tuple[str, ...] = ()
    meta: Meta = field(default_factory=Meta)
    end_line: int = 0
    explicit_id: bool = False

    @property
    def label(self) -> str:
        """The preferred label."""
        return self.labels[0].text

    @property
    def key(self) -> Key:
        """The identity of the term in the whole site."""
        return (self.language, self.id)


Key = tuple[str, str]
"""(language, id): the identity of a term, or of another place of use, in the whole site."""


class Note(Struct, frozen=True, array_like=True):
    """A page that mentions terms but defines none. `written` is a title with formulas as it is written."""

    id: str
    language: str
    title: str
    position: Position
    body: Body
    meta: Meta = field(default_factory=Meta)
    written: str = ""

    @property
    def key(self) -> Key:
        """The identity of the note among the places of use."""
        return (self.language, "note:" + self.id)


class SourceKind(str, Enum):
    """The kinds of source files; `auto` is resolved by `glossgen.sources.forms`."""

    AUTO = "auto"
    HEADINGS = "headings"
    ARTICLE = "article"
    NOTE = "note"
    INDEX = "index"
    LIST = "list"
    TABLE = "table"
    DEFINITIONS = "definitions"
    DATA = "data"

    @property
    def holds_entries(self) -> bool:
        """Whether a file of this form holds several terms, and has a page with all of them."""
        return self not in (SourceKind.ARTICLE, SourceKind.NOTE, SourceKind.INDEX)


class Source(Struct, frozen=True, array_like=True):
    """One source file: where it is, what it is called, and what it defines.

    `slug` is its path without the ending, relative to its source folder: the address of its
    category page. `published` is the address at which the linked form of this file is published
    (記事URL), if the file states one. `written` is a title with formulas as it is written.
    """

    path: str
    slug: str
    language: str
    form: SourceKind
    title: str
    intro: Body = ()
    published: str = ""
    terms: tuple[Term, ...] = ()
    note: Note | None = None
    ignore: tuple[str, ...] = ()
    written: str = ""


class Asset(Struct, frozen=True, array_like=True):
    """A file that is copied unchanged from `path` to the site address `url`."""

    path: str
    url: str


class Glossary(Struct, frozen=True, array_like=True):
    """Everything read from the source folders, before linking."""

    sources: tuple[Source, ...] = ()
    assets: tuple[Asset, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term, in the order of files and entries."""
        return tuple(term for source in self.sources for term in source.terms)

    @property
    def notes(self) -> tuple[Note, ...]:
        """Every note, in the order of files."""
        return tuple(source.note for source in self.sources if source.note)
