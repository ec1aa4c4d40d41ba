"""`Site`: the context of all page makers, with the graph, addresses, dates, and lookups over them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from glossgen.config.queries import Settings
from glossgen.graph.view import GraphView
from glossgen.link.queries import linked
from glossgen.model import Body, Key, Label, Mention, Note, RepositoryLink, Source, Term, TextRun
from glossgen.query import Database
from glossgen.site import queries
from glossgen.site.addresses import SharedName, prefix
from glossgen.site.repository_links import edit_and_history, file_url
from glossgen.site.values import BodyLink, Excerpt, LinkedBody, LinkTo, Name, PageMeta, TermLink, Use
from glossgen.sources.data.parts import file_path
from glossgen.sources.inputs import repository_prefix
from glossgen.sources.places import paths
from glossgen.sources.queries import date_of, dates_of_all, terms, translations
from glossgen.text import first_sentence, plain_run
from glossgen.text.slug import slugify

SUMMARY_LENGTH = 160
"""The most characters of a description for search engines and link previews."""


class Addresses:
    """The address of each page. A site in several languages has a folder for each language."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def __getitem__(self, key: Key) -> str:
        """The address of a term, note, source file or shared name."""
        url: str | None = self._db.part(queries.urls, "", key)
        if url is None:
            raise KeyError(key)
        return url

    @property
    def urls(self) -> dict[Key, str]:
        """All addresses."""
        return self._db.get(queries.urls, "")

    @property
    def shared(self) -> tuple[SharedName, ...]:
        """The shared names that need a page of their own."""
        return self._db.get(queries.address_book, "").shared

    def prefix(self, language: str) -> str:
        """The path from the site root to the folder of a language."""
        return prefix(language, queries.has_folder(self._db, language))

    def home(self, language: str) -> str:
        """The address of the home page of a language."""
        return self.prefix(language)

    def index(self, language: str) -> str:
        """The address of the index of a language."""
        return self.prefix(language) + "index/"

    def map(self, language: str) -> str:
        """The address of the map of a language."""
        return self.prefix(language) + "map/"

    def category(self, language: str, name: str) -> str:
        """The address of a category that is named in front matter (and is not a file)."""
        return f"{self.prefix(language)}categories/{slugify(name)}/"


class Site:
    """The glossary as page makers see it. Reads are recorded as dependencies of the page.

    Values that many pages share are cached in the `Site`; it must not outlive the state of the
    database that it was made for.
    """

    def __init__(self, db: Database) -> None:
        self.db = db
        self.graph = GraphView(db)
        self.config: Any = Settings(db)
        self.addresses = Addresses(db)
        self._links: dict[tuple[str, Key], LinkTo] = {}
        self._term_links: dict[tuple[str, Key], TermLink] = {}
        self._summaries: dict[Key, Excerpt | None] = {}
        self._paths: dict[Key, str] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the site, the primary one first."""
        return self.db.get(queries.site_languages, "")

    # -- things ------------------------------------------------------------

    def source_of(self, key: Key) -> Source:
        """The source file of a term or note."""
        return self.graph.source(self.graph.path_of(key))

    def home_source(self, language: str) -> Source | None:
        """The source file of the home page's text in a language."""
        path = self.db.part(queries.home_sources, "", language)
        return self.graph.source(path) if path else None

    def intro(self, source: Source) -> Body:
        """The text of a file before its first entry."""
        return self.graph.body((source.language, "page:" + source.path))

    def translations_of(self, term: Term) -> list[Term]:
        """The translations of a term, in the order of the site's languages."""
        if not term.meta.translation_key:
            return []
        group: Mapping[str, Key] = self.db.part(translations, "", term.meta.translation_key) or {}
        others = (lang for lang in self.languages if lang in group and lang != term.language)
        return [self.graph.terms[group[lang]] for lang in others]

    def translation(self, term: Term, language: str) -> Term | None:
        """The translation of a term in another language."""
        group: Mapping[str, Key] = self.db.part(translations, "", term.meta.translation_key) or {}
        key = group.get(language) if term.meta.translation_key else None
        return self.graph.terms[key] if key else None

    def order(self, language: str) -> tuple[Key, ...]:
        """The keys of the terms of a language in the order of its index."""
        return self.db.get(queries.order, language)

    def ordered(self, language: str) -> Iterator[Term]:
        """The terms of a language in the order of its index."""
        known = self.db.get(terms, "")
        return (known[key] for key in self.order(language))

    def term_at(self, url: str) -> Key | None:
        """The term at an address."""
        return self.db.part(queries.term_at, "", url)  # type: ignore[no-any-return]

    # -- links -------------------------------------------------------------

    def link(self, key: Key, language: str) -> LinkTo:
        """A link to a term, note or file on a page in `language`, with its title as text."""
        return self.link_of(self.row(key), key, language)

    def link_of(self, row: queries.LinkRow, key: Key, language: str) -> LinkTo:
        """The same, for who has the data already."""
        known = self._links.get((language, key))
        if known is None:
            foreign = row.language if row.language != language else ""
            known = self._links[language, key] = LinkTo(row.url, row.text, foreign, written=row.written)
        return known

    def row(self, key: Key) -> queries.LinkRow:
        """What lists show of a term, note or file."""
        return self.db.part(queries.link_rows, "", key)  # type: ignore[no-any-return]

    def rows(self, keys: Sequence[Key]) -> list[queries.LinkRow]:
        """The same of several."""
        return self.db.parts(queries.link_rows, "", keys)

    def links(self, keys: Iterable[Key], language: str) -> tuple[LinkTo, ...]:
        """Links to some terms and notes."""
        listed = tuple(keys)
        rows = zip(self.rows(listed), listed, strict=True)
        return tuple([self.link_of(row, key, language) for row, key in rows])

    def term_link(self, key: Key, language: str) -> TermLink:
        """A term in a list, with its defining sentence."""
        link, summary = self.link(key, language), self.summary(key)
        known = self._term_links.get((language, key))
        if known is None:
            known = self._term_links[language, key] = TermLink(link, self.row(key).reading, summary)
        return known

    def linked_body(self, key: Key, body: Body) -> LinkedBody:
        """A body with the links that the linker decided on."""
        shown = [mention for mention in self.graph.mentions(key) if mention.linked]
        urls = self.db.parts(queries.urls, "", [mention.target for mention in shown])
        links = [
            BodyLink(mention.text_run, mention.start, mention.end, url + _hash(mention))
            for mention, url in zip(shown, urls, strict=True)
        ]
        return LinkedBody(body, (*links, *self._repository_links(key)))

    def alternates(self, source: Source) -> tuple[tuple[str, str], ...]:
        """The pages of the files with the same path in each language, if there are several."""
        return self.db.part(queries.counterparts, "", (source.slug, source.form.value)) or ()

    def field(self, key: Key) -> str:
        """The title of the field of a term; empty for other things, and for an article without category."""
        return self.row(key).field

    def use(self, place: Key, target: Key, language: str, *, quoted: bool = True) -> Use:
        """One use of a term: the place that mentions it, and the sentence of the first mention."""
        excerpt = self.db.part(queries.text, place, target) if quoted else None
        row = self.row(place)
        return Use(self.link_of(row, place, language), row.field, excerpt)

    # -- texts -------------------------------------------------------------

    def summary(self, key: Key) -> Excerpt | None:
        """The defining sentence of a term: its description if there is one, else its first sentence."""
        # The sentence goes with its file, so the file is no dependency of its own where there is a sentence.
        path = self._paths.get(key)
        if path is None:
            path = self._paths[key] = self.db.peek_part(paths, "", key) or ""
        quote: Excerpt | None = self.db.part(queries.summaries, path, key)
        if quote is None:
            self.db.note_parts(paths, "", (key,))
            description = self.graph.terms[key].meta.description
            quote = Excerpt(TextRun(description, 0)) if description else None
        # Pages share the same object, so that the renderer can cache its HTML.
        return self._summaries.setdefault(key, quote)

    def term_description(self, term: Term) -> str:
        """The description of a term for metadata: the given one, else its defining sentence."""
        summary = None if term.meta.description else self.summary(term.key)
        return self.description(term.meta.description or (plain_run(summary.text_run) if summary else ""), ())

    def description(self, given: str, body: Body) -> str:
        """The description of a page for metadata, as plain text."""
        sentence = None if given else first_sentence(body)
        text = given or (plain_run(sentence) if sentence else "")
        return text if len(text) <= SUMMARY_LENGTH else text[: SUMMARY_LENGTH - 1].rstrip() + "…"

    def name(self, label: Label, language: str) -> Name:
        """A label as shown on a page in `language`."""
        return Name(label.text, label.language if label.language != language else "", label.written)

    def label(self, name: SharedName) -> Label:
        """The label of a shared name, as its first term has it."""
        labels = (label for key in name.terms for label in self.graph.terms[key].labels)
        return next((label for label in labels if label.text == name.label), Label(name.label, name.key[0]))

    def terms_named(self, name: Key) -> tuple[Key, ...]:
        """The terms of a shared name; `name` is the key that mentions get which could mean any of them."""
        shared = self.db.get(queries.shared_names, "")
        return next((each.terms for each in shared if each.key == name), ())

    def other_names(self, term: Term) -> tuple[Name, ...]:
        """The alternative labels of a term."""
        return tuple(self.name(label, term.language) for label in term.labels[1:] if not label.hidden)

    # -- metadata ----------------------------------------------------------

    def head(
        self,
        url: str,
        language: str,
        title: str,
        *,
        description: str = "",
        alternates: tuple[tuple[str, str], ...] = (),
        changed: str = "",
        path: str = "",
        has_math: bool = False,
        has_code: bool = False,
    ) -> PageMeta:
        """The metadata of a page; `path` is the source file of its text."""
        edit, history = self.repository_links(path) if path else ("", "")
        return PageMeta(
            url,
            language,
            title,
            description,
            alternates,
            changed,
            edit,
            history,
            has_math,
            has_code=has_code,
        )

    def repository_links(self, path: str) -> tuple[str, str]:
        """The URLs for editing a source file and for its history."""
        repository = self.config.repository
        if repository is None:
            return "", ""
        inside = self._folder_in_repository
        return edit_and_history(repository, inside, file_path(path))

    @property
    def _folder_in_repository(self) -> str:
        path: str | None = self.config.repository.path
        return self.db.input(repository_prefix, "") if path is None else path

    def _repository_links(self, key: Key) -> Iterator[BodyLink]:
        """The links of a text to files of the repository that are no pages."""
        if self.config.repository is None:
            return
        found: tuple[RepositoryLink, ...] = self.db.part(linked, key, "outside") or ()
        for each in found:
            folder = self._folder_in_repository
            url = file_url(self.config.repository, folder, each.path, each.fragment)
            if url:
                yield BodyLink(each.text_run, each.start, each.end, url)

    def changed(self, thing: Term | Note) -> str:
        """The date of a term's or note's last change: as declared, else from git."""
        return thing.meta.lastmod or date_of(self.db, thing.key, thing.position.path) or thing.meta.date

    def all_changed(self, things: Sequence[Term | Note]) -> list[str]:
        """The same of many terms and notes."""
        dates = dates_of_all(self.db, [(thing.position.path, thing.key) for thing in things])
        return [
            thing.meta.lastmod or date or thing.meta.date for thing, date in zip(things, dates, strict=True)
        ]


def _hash(mention: Mention) -> str:
    """The fragment that leads from the page of a target to the heading that the writer linked to."""
    return f"#{mention.fragment}" if mention.fragment else ""
