"""The root queries: each returns files of the site, and no other query reads it.

A file is given with its content, or as the path of a file to copy.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any

from glossgen.build.own_files import own_files, own_paths, reader
from glossgen.build.search_index import (
    names_in_segments,
    search_layout,
    search_segment,
    segment_postings,
)
from glossgen.build.share_images import glyph_problems, share_image, wanted_images, with_picture
from glossgen.config import Config
from glossgen.config.queries import Settings, setting
from glossgen.config.root_files import ROOT
from glossgen.graph.checks import check_glossary
from glossgen.graph.queries import (
    declared,
    link_problems,
    links,
    mentioned,
    name_problems,
    relations,
    shared_labels,
)
from glossgen.link.lexicon_queries import languages, unsafe
from glossgen.link.queries import autolinks
from glossgen.model import Formula, Key, Position, Problem
from glossgen.output import OutFile
from glossgen.output.feeds import TERMS_JSON, atom_feed, head_of, json_lines, robots, sitemaps, terms_json
from glossgen.output.search import MESSAGES, grams_file, names_files, text_files
from glossgen.output.static.katex_fonts import FontSubset, subset_of
from glossgen.output.static.static_files import icon, sheets_with_formulas, static_files, theme_style
from glossgen.problems import in_order
from glossgen.query import Database, Query, declare_input, query
from glossgen.query.file_status import file_status
from glossgen.render import InterfaceTexts, Renderer, Templates, all_texts, make_environment
from glossgen.render.interface_texts import is_translated
from glossgen.render.math.queries import formula, formula_problems, formulas
from glossgen.site import Site, frame, page_at, page_of, pages
from glossgen.site.category_anchors import anchors_file
from glossgen.site.category_parts import later_entries
from glossgen.site.fields import places_in_field
from glossgen.site.index_names import index_names, named_languages
from glossgen.site.overview_pages import changes_page
from glossgen.site.queries import link_rows, site_languages, summaries, term_at
from glossgen.site.redirects import relocated
from glossgen.site.search_pages import search_entries_in, search_url
from glossgen.sources.data.parts import with_file_paths
from glossgen.sources.file_queries import evidence, source_paths
from glossgen.sources.places import places
from glossgen.sources.queries import asset_paths, asset_urls, glossary, lines, reading_problems
from glossgen.sources.segments import Segment, all_segments, segments_of
from glossgen.text.urls import encode

# -- inputs: assets -------------------------------------------------------------


def _read_asset(config: Config, path: str) -> bytes:
    """The digest of a file; empty if it was removed after the text that shows it was read."""
    try:
        return hashlib.blake2b(Path(path).read_bytes(), digest_size=16).digest()
    except OSError:
        return b""


asset_content = declare_input("asset_content", _read_asset, lambda config, path: file_status(path))
"""The digest of a file that a text shows."""


# -- problems ----------------------------------------------------------------------


@query
def glossary_problems(db: Database, _: str) -> tuple[Problem, ...]:
    """The problems of rules over the whole glossary."""
    unlinked = {language: db.get(unsafe, language) for language in db.get(languages, "")}
    return check_glossary(db.get(glossary, "").glossary, unlinked)


@query
def untranslated(db: Database, _: str) -> tuple[Problem, ...]:
    """The languages of the site whose interface has no catalog."""
    db.input(own_files, "locale")
    texts = interface_texts(db, db.get(site_languages, ""))
    return tuple(
        Problem(
            Position(f"locale/{language}.po"),
            "no-catalog",
            f"there are no interface texts in “{language}”: the pages of this language speak English",
        )
        for language, each in texts.items()
        if not is_translated(each)
    )


@query(keep=tuple[Problem, ...])
def problems(db: Database, _: str) -> tuple[Problem, ...]:
    """Every problem of the glossary, in the order of path and line."""
    return in_order(
        with_file_paths(
            (
                *db.get(reading_problems, ""),
                *db.get(link_problems, ""),
                *db.get(name_problems, ""),
                *db.get(declared, "")[1],
                *db.get(glossary_problems, ""),
                *db.get(formula_problems, ""),
                *db.get(pages, "").problems,
                *db.get(untranslated, ""),
                *db.get(glyph_problems, ""),
            )
        )
    )


_OF_FORMULAS = (b"<math", b"math-error")
"""What a page with a formula contains."""

# -- pages -------------------------------------------------------------------------


def _renderer(db: Database) -> Renderer:
    """The renderer of pages. It is cached without recording reads; each page records its own."""
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
    read, environment = reader(db), template_environment(db)
    environment.globals.update(
        icon=icon(config, read), sheets_with_formulas=sheets_with_formulas(own_paths(db, "static"))
    )
    texts = interface_texts(db, trees)
    return Renderer(trees, environment, _formula_html(db), texts, base_path=Settings(db).base_path)


def template_environment(db: Database) -> Templates:
    """The templates of the site, and those of glossgen."""
    own: Path | None = db.environment.templates
    return make_environment((own,) if own else (), reader(db))


def interface_texts(db: Database, languages: Iterable[str]) -> dict[str, InterfaceTexts]:
    """The interface texts of languages. Whoever uses them notes that it reads the folder of catalogs."""
    own: Path | None = db.environment.locale
    return all_texts(languages, *((own,) if own else ()), read=reader(db))


def _formula_html(db: Database) -> Callable[[Formula], str]:
    return lambda wanted: db.get(formula, (wanted.tex, wanted.display)).html


_PAGES = 500
"""So many pages share the links that a `Site` has made."""


def _site(db: Database) -> Site:
    """The site as page makers see it, cached until the database changes, or many pages have filled it."""
    return db.resources.get("site", (db.revision, db.made.get("page_file", 0) // _PAGES), lambda: Site(db))


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
    page = with_picture(db, page_of(_site(db), spec))
    if not page.head.description:  # the template makes one of the heading and that of the site
        db.part(frame, spec.language, "description")
    path, content = _renderer(db).render(page)
    if any(mark in content for mark in _OF_FORMULAS):
        db.input(setting, "math")  # names and sentences are cached as HTML, formulas included
    return (OutFile(path, content),)


# -- around the pages ----------------------------------------------------------------


@query(root=True)
def search_names(db: Database, language: str) -> tuple[OutFile, ...]:
    """The files of the search index that have the names of a language."""
    db.input(own_files, "locale")
    gettext = interface_texts(db, [language])[language].gettext
    messages = {key: gettext(text) for key, text in MESSAGES.items()}
    segments, layout = names_in_segments(db, language), db.get(search_layout, language)
    found = names_files(search_url(_site(db), language), segments, layout, messages)
    return tuple(OutFile(*file) for file in found)


@query(root=True)
def search_texts(db: Database, segment: Segment) -> tuple[OutFile, ...]:
    """The files of the search index that have the texts of a segment; the first may have those of all."""
    language, number = segment
    layout = db.get(search_layout, language)
    if not layout.texts_per_file and number > 0:
        return ()
    shown = [segment] if layout.texts_per_file else segments_of(db, language)
    texts = [text for each in shown for text in db.part(search_segment, each, "texts")]
    url = search_url(_site(db), language)
    return tuple(OutFile(*file) for file in text_files(url, number, texts, layout))


@query(root=True)
def search_grams(db: Database, file: tuple[str, int]) -> tuple[OutFile, ...]:
    """A file of posting lists of a language, by its number."""
    language, number = file
    lists = db.gather(segment_postings, [(segment, number) for segment in segments_of(db, language)])
    return (OutFile(*grams_file(search_url(_site(db), language), number, lists)),)


@query(root=True, alone=True)
def terms_file(db: Database, _: str) -> tuple[OutFile, ...]:
    """`terms.json`: the whole glossary for other programs."""
    site = _site(db)
    generator = db.get(frame, site.languages[0]).generator
    lines: dict[Key, str] = {}
    for source in site.graph.sources:
        lines.update(db.get(json_lines, source.path))
    terms = [lines[key] for language in site.languages for key in site.order(language)]
    notes = [lines[key] for key in site.graph.notes]
    return (OutFile(TERMS_JSON, terms_json(head_of(site, generator), terms, notes)),)


@query(root=True)
def other_addresses(db: Database, _: str) -> tuple[OutFile, ...]:
    """The addresses that no search finds, old ones among them: the 404 page leads there in any case."""
    urls = [spec.url for spec in db.get(pages, "").specs if spec.kind not in ("term", "404")]
    return (OutFile("search/addresses.json", json.dumps(urls, ensure_ascii=False).encode()),)


@query(root=True)
def anchor_files(db: Database, path: str) -> tuple[OutFile, ...]:
    """The anchors that the first page of a long file of entries lacks, and the pages that have them."""
    made = anchors_file(_site(db), path)
    return (OutFile(*made),) if made else ()


@query(root=True)
def sitemap_files(db: Database, _: str) -> tuple[OutFile, ...]:
    """The site map and robots.txt. They need a base URL, and robots.txt counts at the root of a host only."""
    config: Any = Settings(db)
    base: str = config.base_url
    if not base:
        return ()
    absolute = _absolute(base)
    files = [OutFile(*file) for file in sitemaps(db.get(pages, "").specs, absolute)]
    db.input(own_files, "static")
    if config.base_path == "/" and f"{ROOT}robots.txt" not in own_paths(db, "static"):
        files.append(OutFile("robots.txt", robots(absolute)))
    return tuple(files)


@query(root=True)
def feed_files(db: Database, language: str) -> tuple[OutFile, ...]:
    """The feed of changes of a language; nothing without a base URL or dates."""
    tree = db.get(frame, language)
    kinds = [spec.kind for spec in db.get(pages, "").specs if spec.language == language]
    if not tree.feed or "changes" not in kinds:
        return ()
    page = changes_page(_site(db), language)
    return (OutFile(tree.feed, atom_feed(page, tree, _absolute(tree.base_url))),)


def _absolute(base: str) -> Callable[[str], str]:
    return lambda url: base + encode(url)


@query(keep=FontSubset)
def font_subset(db: Database, asked: tuple[str, str]) -> FontSubset:
    """One of KaTeX's fonts, reduced to the characters that formulas show; making it takes 0.1 s."""
    return subset_of(*asked)


@query(root=True, alone=True)
def static_file_set(db: Database, _: str) -> tuple[OutFile, ...]:
    """Style sheets, scripts and fonts."""
    db.input(own_files, "static")
    shown = db.get(formulas, "")
    html = (db.get(formula, each).html for each in shown)  # one at a time, as they are many
    own = own_paths(db, "static")
    read = reader(db)
    config: Any = Settings(db)
    theme = theme_style(config.theme, own, read)

    def subset(font: str, letters: str) -> FontSubset:
        return db.get(font_subset, (font, letters))

    return tuple(static_files(html if shown else None, own, read, subset, theme, offline=config.offline))


@query(root=True)
def asset_file(db: Database, path: str) -> tuple[OutFile, ...]:
    """A file that a text shows."""
    url: str | None = db.part(asset_urls, "", path)
    db.input(asset_content, path)
    return (OutFile(url, Path(path)),) if url else ()


def wanted_files(db: Database) -> list[tuple[Any, Any]]:
    """The roots of a whole site, as queries with keys. Slow ones come first, so that no worker ends late."""
    roots: list[tuple[Any, Any]] = []
    found = db.peek(site_languages, "")
    roots += [(terms_file, ""), (static_file_set, "")]
    specs = db.peek(pages, "").specs
    heavy = ("index", "map", "home", "categories", "file", "category")
    roots += [(page_file, spec.url) for spec in specs if spec.kind in heavy]
    roots += [(feed_files, language) for language in found]
    roots += [(sitemap_files, ""), (other_addresses, "")]
    roots += [(page_file, spec.url) for spec in specs if spec.kind not in heavy]
    roots += [(search_names, language) for language in found]
    roots += [(search_texts, segment) for segment in all_segments(db, found)]
    files = {language: db.peek(search_layout, language).gram_files for language in found}
    roots += [(search_grams, (language, number)) for language in found for number in range(files[language])]
    roots += [(anchor_files, path) for path in db.peek(source_paths, "") if db.peek(later_entries, path)]
    roots += [(share_image, url) for url in wanted_images(db)]
    roots += [(asset_file, path) for path, _ in db.peek(asset_paths, "")]
    return roots


def make_shared(db: Database) -> None:
    """Make what many pages read, before other processes make pages: each would make it for itself.

    How many files a search index has is known when its texts are, so these come before `wanted_files`.
    """
    found = db.peek(site_languages, "")
    for each in (
        declared,
        relations,
        links,
        link_rows,
        page_at,
        term_at,
        relocated,
        shared_labels,
        autolinks,
    ):
        db.ensure(each, [""])
    for by_language in (frame, places_in_field):
        db.ensure(by_language, found)
    paths = db.peek(source_paths, "")
    db.ensure(summaries, paths)
    db.ensure(search_entries_in, paths)
    db.ensure(search_segment, all_segments(db, found))
    db.ensure(
        index_names,
        [(*each, names) for each in all_segments(db, found) for names in named_languages(db, each[0])],
    )
    db.ensure(problems, [""])  # they are reported later, of what `release_shared` drops


def make_parts(db: Database, wanted: Collection[Query[Any, Any]]) -> None:
    """Make, in several processes, what some of the `wanted` roots read of every file or segment."""
    if terms_file in wanted:
        db.ensure(json_lines, db.peek(source_paths, ""))
    if search_grams in wanted:
        db.ensure(segment_postings, all_segments(db, db.peek(site_languages, "")))


def release_shared(db: Database) -> None:
    """Drop what pages do not read, before other processes get a copy of it."""
    db.release(glossary, evidence, mentioned, places, lines)
    db.release(problems, reading_problems, link_problems, name_problems, formula_problems, declared)
