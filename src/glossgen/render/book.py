"""Renders a book: as one HTML page that prints well, and as the documents of an EPUB 3.3 publication."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from html import escape
from typing import Any
from urllib.parse import unquote
from uuid import NAMESPACE_URL, uuid5

import jinja2
from markupsafe import Markup
from msgspec import Struct

from glossgen.render.body_html import FormulaHtml, body_html, mathml
from glossgen.render.interface_texts import InterfaceTexts
from glossgen.render.names import Named, name_html
from glossgen.render.template_messages import in_language
from glossgen.render.xhtml import to_xhtml
from glossgen.site.book import Book
from glossgen.site.values import LinkedBody
from glossgen.text.urls import encode

CHAPTERS = "chapter-{}.xhtml"
_HERE = "site:"
"""A placeholder scheme for addresses of the site in a body, until they are replaced by those in the book."""
_NOT_IN_NAMES = re.compile(r"[^\w.\-]")


class Material(Struct, frozen=True):
    """What a book is rendered with.

    - `environment`: the templates.
    - `texts`: the interface texts of its language.
    - `formula`: returns the HTML of a formula.
    - `picture`: returns the address in the document for a picture of the site.
    - `base_url`: the address of the site, for links to pages that are not in the book; may be empty.
    """

    environment: jinja2.Environment
    texts: InterfaceTexts
    formula: FormulaHtml
    picture: Callable[[str], str]
    base_url: str = ""


def render_page(book: Book, material: Material, formula_style: Callable[[], str]) -> str:
    """The book as one HTML page. `formula_style` returns the style sheet of its formulas afterwards."""
    document = _Document(book, material, lambda _: "")
    body = [document.part(n) for n in document.numbers()]
    style = Markup(formula_style())  # noqa: S704  (KaTeX's own style sheet)
    return document.render("book.html", parts=body, formula_style=style)


def render_publication(book: Book, material: Material) -> dict[str, str]:
    """The documents of an EPUB by their paths in its folder, without pictures and the package document."""
    only_mathml = Material(
        material.environment,
        material.texts,
        lambda formula: mathml(material.formula(formula)),
        material.picture,
        material.base_url,
    )
    document = _Document(book, only_mathml, lambda n: CHAPTERS.format(n) if n else "index.xhtml")
    documents = {
        document.file(n): document.render("book.xhtml", part=document.part(n), title=document.title(n))
        for n in document.numbers()
    }
    cover = document.render("book.xhtml", part=document.render_part("book-title.html"), title=book.title)
    nav = document.render("book-nav.xhtml", files={n: document.file(n) for n in document.numbers()})
    style = document.render("book.css")
    return {"title.xhtml": cover, "nav.xhtml": nav, "book.css": style, **documents}


def render_package(
    book: Book, material: Material, documents: Mapping[str, str], files: Mapping[str, str]
) -> str:
    """The package document of an EPUB. `files` are the media types of pictures by path."""
    template = _Document(book, material, lambda _: "")
    address = material.base_url or "glossgen:"
    return template.render(
        "book.opf",
        identifier=uuid5(NAMESPACE_URL, f"{address}#{book.language}#{book.title}"),
        properties={path: _properties(text) for path, text in documents.items() if _properties(text)},
        documents=[path for path in documents if path not in ("nav.xhtml", "book.css")],
        files=files,
    )


def _properties(document: str) -> str:
    """The manifest properties of a document (EPUB 3.3 §D.6.1)."""
    return " ".join(name for name, tag in (("mathml", "<math"), ("svg", "<svg")) if tag in document)


class _Document:
    """One rendering of a book: the ids in it, and the links to them.

    The index has the number 0, and chapters count from 1. `file_of` gives the document of a number.
    """

    def __init__(self, book: Book, material: Material, file_of: Callable[[int], str]) -> None:
        self.book, self.material, self.file = book, material, file_of
        self._places = dict(_places(book))
        self._ids: set[str] = set()
        texts = material.texts
        self._environment = in_language(material.environment, texts.gettext, texts.words)
        for n in self.numbers():  # all ids are known before links are written
            self.part(n)

    def numbers(self) -> Iterator[int]:
        """The chapters, then the index."""
        yield from range(1, len(self.book.chapters) + 1)
        if self.book.index:
            yield 0

    def title(self, n: int) -> str:
        """The title of a chapter or of the index."""
        texts = self.material.texts
        return (
            (self.book.chapters[n - 1].title or texts.gettext("Other terms")) if n else texts.gettext("Index")
        )

    def part(self, n: int) -> Markup:
        """A chapter or the index, as well-formed HTML."""
        if not n:
            return self.render_part("book-index.html")
        chapter = self.book.chapters[n - 1]
        return self.render_part(
            "book-chapter.html",
            chapter=chapter,
            title=self.title(n),
            id=partial(self._ident, n),
            body=lambda linked, top: Markup(self._body(n, linked, top)),  # noqa: S704  (written by to_xhtml)
        )

    def render_part(self, template: str, **values: Any) -> Markup:
        """A part of a document."""
        return Markup(self.render(template, **values))  # noqa: S704  (rendered with autoescaping)

    def render(self, template: str, **values: Any) -> str:
        """A template of the book."""
        texts = self.material.texts
        own = {
            "book": self.book,
            "texts": texts,
            "_": texts.gettext,
            "number": texts.number,
            "href": self._href,
            "shown": self._shown,
            "numbers": list(self.numbers()),
            "title_of": self.title,
            "intro": lambda: Markup(self._body(0, self.book.intro, 2)),  # noqa: S704  (written by to_xhtml)
            **values,
        }
        return self._environment.get_template(template).render(own)

    def _body(self, n: int, linked: LinkedBody, top: int) -> str:
        html = body_html(
            linked,
            root=_HERE,
            opening=lambda url: f'href="{escape(_HERE + url)}"',
            formula=self.material.formula,
            top=top,
        )

        def link(url: str) -> str:
            if url.startswith("#"):
                return f"{self.file(n)}#{_id(n, unquote(url[1:]))}"
            return self._href(url.removeprefix(_HERE)) if url.startswith(_HERE) else url

        def picture(url: str) -> str:
            return self.material.picture(unquote(url.removeprefix(_HERE))) if url.startswith(_HERE) else url

        return to_xhtml(html, ident=partial(self._ident, n), link=link, picture=picture)

    def _shown(self, name: Named) -> Markup:
        """A name with its formulas, of which KaTeX's HTML is no XHTML."""
        html = name_html(name, self.material.formula)
        made = to_xhtml(html, ident=str, link=str, picture=str) if name.written else html
        return Markup(made)  # noqa: S704  (written by to_xhtml)

    def _ident(self, n: int, anchor: str) -> str:
        """The id in the book of an anchor of a chapter; registers it as a possible link target."""
        self._ids.add(found := _id(n, anchor))
        return found

    def _href(self, url: str) -> str:
        """The address in the book for an address of the site; else the one on the web, or empty."""
        page, _, anchor = url.partition("#")
        for address in (page, unquote(page)):
            if address in self._places:
                n, own = self._places[address]
                wanted = _id(n, unquote(anchor)) if anchor else ""
                return f"{self.file(n)}#{wanted if wanted in self._ids else _id(n, own)}"
        return self.material.base_url + encode(url) if self.material.base_url else ""


def _places(book: Book) -> Iterator[tuple[str, tuple[int, str]]]:
    """The chapter and the anchor in it for the address of each page whose text is in the book."""
    for n, chapter in enumerate(book.chapters, 1):
        if chapter.url:
            yield chapter.url, (n, "")
        for entry in chapter.entries:
            yield entry.url, (n, entry.id)


def _id(n: int, anchor: str) -> str:
    """The id in the book of an anchor of a chapter: an NCName, as XML demands of ids."""
    name = _NOT_IN_NAMES.sub(lambda found: f"_{ord(found[0]):x}_", anchor)
    return f"c{n}-{name}" if name else f"c{n}"
