"""Makes the book of a glossary: an HTML page and an EPUB for each of its languages."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from glossgen.build.load import ask
from glossgen.build.roots import font_subset, interface_texts, template_environment
from glossgen.config import Config
from glossgen.model import Formula, Position, Problem
from glossgen.output.epub import PACKAGE, pack_epub
from glossgen.output.pdf import find_chromium, print_pdf
from glossgen.output.static.katex_files import STYLE, formula_files
from glossgen.output.static.katex_fonts import FontSubset
from glossgen.problems import CannotStart
from glossgen.problems.report import Progress
from glossgen.query import Database
from glossgen.render.book import Material, render_package, render_page, render_publication
from glossgen.render.math.queries import formula
from glossgen.site import Site
from glossgen.site.book import Book, make_book
from glossgen.site.queries import site_languages
from glossgen.sources.queries import asset_urls, reading_problems
from glossgen.text.slug import slugify

MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
"""The pictures that every reading system shows (EPUB 3.3 §3.2), by the ending of their files."""

NO_CHROMIUM = "No PDF: there is no Chromium to print it; GLOSSGEN_CHROMIUM names one"
NO_PDF = "No PDF: Chromium could not print it"


class Written(Struct, frozen=True):
    """The files that were written, and why there is no PDF among them, if that was wanted.

    `problems` are those of reading: what is missing in the book.
    """

    files: tuple[Path, ...] = ()
    no_pdf: str = ""
    problems: tuple[Problem, ...] = ()


def write_books(
    config: Config, output: Path, formats: Sequence[str], language: str = "", progress: Progress | None = None
) -> Written:
    """Write the books of a glossary into a folder: in each of its languages, or in one.

    `formats` are `html`, `epub` and `pdf`; none means all of them. Raises
    `glossgen.problems.CannotStart` if nothing can be read or written.
    """
    wanted = formats or ("html", "epub", "pdf")
    written: list[Path] = []
    no_pdf = ""
    books, problems = ask(
        config, progress, lambda db: (list(_books(db, language, wanted)), db.peek(reading_problems, ""))
    )
    for name, made in books:
        for kind in wanted:
            content = _pdf(made["html"]) if kind == "pdf" else made[kind]
            if isinstance(content, str):
                no_pdf = content
            else:
                written.append(_write(output / f"{name}.{kind}", content))
    return Written(tuple(written), no_pdf, problems)


def _books(db: Database, wanted: str, formats: Sequence[str]) -> Iterator[tuple[str, dict[str, bytes]]]:
    """The name of each book, and its HTML page and EPUB as far as the formats need them."""
    languages = db.peek(site_languages, "")
    if wanted and wanted not in languages:
        message = f"there is no term in “{wanted}”; the glossary has {', '.join(languages)}"
        raise CannotStart([Problem(Position(str(db.environment.root)), "no-terms", message)])
    for language in [wanted] if wanted else languages:
        book = make_book(Site(db), language)
        name = slugify(book.title) or "glossary"
        name += f".{language}" if len(languages) > 1 else ""
        maker = _Maker(db, book)
        # Always in one order: pictures are numbered as they are met.
        kinds = {"epub": maker.epub, "html": maker.html}
        wanted_kinds = {"html" if each == "pdf" else each for each in formats}
        yield name, {kind: make() for kind, make in kinds.items() if kind in wanted_kinds}


def _pdf(html: bytes) -> bytes | str:
    """The PDF of a page, or why there is none."""
    chromium = find_chromium()
    return (print_pdf(html, chromium) or NO_PDF) if chromium else NO_CHROMIUM


def _write(file: Path, content: bytes) -> Path:
    """Write a file as a whole, or leave the old one."""
    beside = file.with_name(f".{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(file)
    except OSError as error:
        problem = Problem(Position(str(file), 0), "output-write", f"cannot write: {error.strerror}")
        raise CannotStart([problem]) from error
    return file


class _Maker:
    """Makes the files of one book."""

    def __init__(self, db: Database, book: Book) -> None:
        self._db, self._book = db, book
        self._files = {url: Path(path) for path, url in db.peek(asset_urls, "").items()}
        self._formulas: dict[str, None] = {}
        self._pictures: dict[str, tuple[str, str, bytes]] = {}

    def html(self) -> bytes:
        """One page that needs no other file."""
        return render_page(self._book, self._material(self._inside), self._formula_style).encode("utf-8")

    def epub(self) -> bytes:
        """A publication."""
        material = self._material(self._beside)
        documents = render_publication(self._book, material)
        pictures = self._pictures.values()
        files = {path: text.encode("utf-8") for path, text in documents.items()}
        files |= {path: content for path, _, content in pictures}
        package = render_package(self._book, material, documents, {path: kind for path, kind, _ in pictures})
        return pack_epub(files | {PACKAGE: package.encode("utf-8")})

    def _material(self, picture: Callable[[str], str]) -> Material:
        language = self._book.language
        texts = interface_texts(self._db, [language])[language]
        base_url = self._db.environment.base_url
        return Material(template_environment(self._db), texts, self._formula, picture, base_url)

    # -- formulas ------------------------------------------------------------------

    def _formula(self, wanted: Formula) -> str:
        html = self._db.peek(formula, (wanted.tex, wanted.display)).html
        self._formulas[html] = None
        return html

    def _formula_style(self) -> str:
        if not self._formulas:
            return ""
        return formula_files(self._formulas, self._subset, embed_all=True)[STYLE].decode("utf-8")

    def _subset(self, font: str, letters: str) -> FontSubset:
        return self._db.peek(font_subset, (font, letters))

    # -- pictures: their addresses in a document ----------------------------------

    def _inside(self, url: str) -> str:
        _, kind, content = self._picture(url)
        return f"data:{kind};base64,{b64encode(content).decode('ascii')}"

    def _beside(self, url: str) -> str:
        return self._picture(url)[0]

    def _picture(self, url: str) -> tuple[str, str, bytes]:
        """The path of a picture in a publication, its media type, and its content."""
        if url not in self._pictures:
            ending = Path(url).suffix.lower()
            path = f"pictures/{len(self._pictures) + 1}{ending}"
            self._pictures[url] = path, MEDIA_TYPES.get(ending, "image/png"), self._content(url)
        return self._pictures[url]

    def _content(self, url: str) -> bytes:
        """The content of a picture; empty if it is gone since the text that shows it was read."""
        try:
            return self._files[url].read_bytes()
        except (KeyError, OSError):
            return b""
