"""The files of a site, as queries: the roots, which nothing else reads.

Each gives some files with their content; a file that is copied as it is, is given as its path.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from glossgen.config import Config
from glossgen.config.queries import Settings, setting
from glossgen.graph.checks import check_glossary
from glossgen.graph.queries import declared, link_problems
from glossgen.link.queries import languages, unsafe
from glossgen.model import Formula, Key, Problem
from glossgen.output import OutFile
from glossgen.output.feeds import TERMS_JSON, atom_feed, head_of, json_lines, robots, sitemaps, terms_json
from glossgen.output.search import MESSAGES, index_files
from glossgen.output.static.static_files import icon, sheets_with_formulas, static_files
from glossgen.problems import in_order
from glossgen.query import Database, declare_input, query
from glossgen.render import Renderer, all_texts, make_environment
from glossgen.render.math.queries import formula, formula_problems, formulas
from glossgen.site import Previews, Site, frame, page_at, page_of, pages
from glossgen.site.math_flags import excerpts_have_math
from glossgen.site.overview_pages import changes_page
from glossgen.site.queries import site_languages
from glossgen.site.search_pages import search_entries, search_url
from glossgen.site.values import Page
from glossgen.sources.data.parts import with_file_paths
from glossgen.sources.queries import asset_paths, asset_urls, glossary, reading_problems
from glossgen.text.urls import encode

# -- inputs: folders of the writer -------------------------------------------------


def _files_in(config: Config, name: str) -> tuple[tuple[str, bytes], ...]:
    """Every file in a folder of the writer with a digest of its content."""
    return tuple((path, _digest(file)) for path, file in _walk(config, name))


def _stamps_in(config: Config, name: str) -> list[tuple[str, int, int]]:
    return [(path, *_status(file)) for path, file in _walk(config, name)]


def _walk(config: Config, name: str) -> Iterator[tuple[str, Path]]:
    folder: Path | None = getattr(config, name)
    if folder:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and not file.name.startswith("."):
                yield file.relative_to(folder).as_posix(), file


def _status(file: Path) -> tuple[int, int]:
    status = file.stat()
    return status.st_size, status.st_mtime_ns


def _digest(file: Path) -> bytes:
    return hashlib.blake2b(file.read_bytes(), digest_size=16).digest()


own_files = declare_input("own_files", _files_in)
"""The files in one of the folders `templates`, `static` and `locale` beside the configuration."""


def _read_asset(config: Config, path: str) -> bytes:
    """The digest of a file; empty for one that was removed since a text showed it."""
    try:
        return _digest(Path(path))
    except OSError:
        return b""


def _asset_stamp(config: Config, path: str) -> tuple[int, int]:
    try:
        return _status(Path(path))
    except OSError:
        return -1, 0


asset_content = declare_input("asset_content", _read_asset, _asset_stamp)
"""The content of a file that a text shows."""


# -- problems ----------------------------------------------------------------------


@query
def glossary_problems(db: Database, _: str) -> tuple[Problem, ...]:
    """What can be said of the glossary as a whole."""
    unlinked = {language: db.get(unsafe, language) for language in db.get(languages, "")}
    return check_glossary(db.get(glossary, "").glossary, unlinked)


@query(keep=tuple[Problem, ...])
def problems(db: Database, _: str) -> tuple[Problem, ...]:
    """Every problem of the glossary, in the order of path and line."""
    return in_order(
        with_file_paths(
            (
                *db.get(reading_problems, ""),
                *db.get(link_problems, ""),
                *db.get(declared, "")[1],
                *db.get(glossary_problems, ""),
                *db.get(formula_problems, ""),
                *db.get(pages, "").problems,
            )
        )
    )


# -- pages -------------------------------------------------------------------------


def _renderer(db: Database) -> Renderer:
    """What makes the HTML of pages; each page notes for itself which frame and settings it uses."""
    marks = [db.fingerprint(frame, language) for language in db.peek(site_languages, "")]
    stamp = (
        marks,
        db.input(own_files, "templates"),
        db.input(own_files, "locale"),
        db.input(own_files, "static"),
    )
    return db.resources.get("renderer", stamp, lambda: _make_renderer(db))


def _make_renderer(db: Database) -> Renderer:
    config: Config = db.environment
    trees = {language: db.peek(frame, language) for language in db.peek(site_languages, "")}
    environment = make_environment((config.templates,) if config.templates else ())
    environment.globals.update(icon=icon(config), sheets_with_formulas=sheets_with_formulas(config))
    texts = all_texts(trees, *((config.locale,) if config.locale else ()))
    return Renderer(trees, environment, _formula_html(db), texts, base_path=Settings(db).base_path)


def _formula_html(db: Database) -> Callable[[Formula], str]:
    return lambda wanted: db.get(formula, (wanted.tex, wanted.display)).html


def _site(db: Database) -> tuple[Site, Previews]:
    """The site as pages see it, made once for each state of the database."""

    def make() -> tuple[Site, Previews]:
        site = Site(db)
        return site, Previews(site)

    return db.resources.get("site", db.revision, make)


@query(root=True)
def page_file(db: Database, url: str) -> tuple[OutFile, ...]:
    """A page."""
    spec = db.part(page_at, "", url)
    if spec is None:
        return ()
    if spec.kind == "home" or db.input(own_files, "templates"):
        db.get(frame, spec.language)
    else:
        db.part(frame, spec.language, "common")
    page = page_of(_site(db)[0], spec, _site(db)[1])
    renderer = _renderer(db)
    if _shows_formulas(page):
        db.input(
            setting, "math"
        )  # what was rendered of a sentence is used again, without a look at its formulas
    return (OutFile(*renderer.render(page)),)


def _shows_formulas(page: Page) -> bool:
    return page.head.has_math or excerpts_have_math(preview.summary for preview in page.head.previews)


# -- around the pages ----------------------------------------------------------------


@query(root=True, alone=True)
def search_files(db: Database, language: str) -> tuple[OutFile, ...]:
    """The search index of a language."""
    site = _site(db)[0]
    db.get(frame, language)
    gettext = _renderer(db).texts[language].gettext
    messages = {key: gettext(text) for key, text in MESSAGES.items()}
    found = search_entries(site, language)
    return tuple(OutFile(*file) for file in index_files(search_url(site, language), found, messages))


@query(root=True, alone=True)
def terms_file(db: Database, _: str) -> tuple[OutFile, ...]:
    """Everything that the glossary says, for other programs."""
    site = _site(db)[0]
    generator = db.get(frame, site.languages[0]).generator
    lines: dict[Key, str] = {}
    for source in site.graph.sources:
        lines.update(db.get(json_lines, source.path))
    terms = [lines[key] for language in site.languages for key in site.order(language)]
    notes = [lines[key] for key in site.graph.notes]
    return (OutFile(TERMS_JSON, tuple(terms_json(head_of(site, generator), terms, notes))),)


@query(root=True)
def sitemap_files(db: Database, _: str) -> tuple[OutFile, ...]:
    """Site maps and robots.txt, which need whole addresses; robots.txt counts at the root of a host only."""
    config: Any = Settings(db)
    base: str = config.base_url
    if not base:
        return ()
    absolute = _absolute(base)
    files = [OutFile(*file) for file in sitemaps(db.get(pages, "").specs, absolute)]
    if config.base_path == "/":
        files.append(OutFile("robots.txt", robots(absolute)))
    return tuple(files)


@query(root=True)
def feed_files(db: Database, language: str) -> tuple[OutFile, ...]:
    """The feed of changes of a language, if the site has addresses for it and dates."""
    tree = db.get(frame, language)
    kinds = [spec.kind for spec in db.get(pages, "").specs if spec.language == language]
    if not tree.feed or "changes" not in kinds:
        return ()
    page = changes_page(_site(db)[0], language)
    return (OutFile(tree.feed, atom_feed(page, tree, _absolute(tree.base_url))),)


def _absolute(base: str) -> Callable[[str], str]:
    return lambda url: base + encode(url)


@query(root=True, alone=True)
def static_file_set(db: Database, _: str) -> tuple[OutFile, ...]:
    """Style sheets, scripts and fonts."""
    db.input(own_files, "static")
    html = [db.get(formula, each).html for each in db.get(formulas, "")]
    return tuple(static_files(db.environment, html))


@query(root=True)
def asset_file(db: Database, path: str) -> tuple[OutFile, ...]:
    """A file that a text shows."""
    url: str | None = db.part(asset_urls, "", path)
    db.input(asset_content, path)
    return (OutFile(url, Path(path)),) if url else ()


def wanted_files(db: Database) -> list[tuple[Any, Any]]:
    """The roots of a whole site: queries and keys. What takes long comes first."""
    roots: list[tuple[Any, Any]] = []
    found = db.peek(site_languages, "")
    roots += [(search_files, language) for language in found]
    roots += [(terms_file, ""), (static_file_set, "")]
    specs = db.peek(pages, "").specs
    heavy = ("index", "map", "home", "categories", "file", "category")
    roots += [(page_file, spec.url) for spec in specs if spec.kind in heavy]
    roots += [(feed_files, language) for language in found]
    roots.append((sitemap_files, ""))
    roots += [(page_file, spec.url) for spec in specs if spec.kind not in heavy]
    roots += [(asset_file, path) for path, _ in db.peek(asset_paths, "")]
    return roots
