"""Renders pages to HTML files.

`docs/templates.md` documents what templates see: the page and its frame (`glossgen.site.values`),
the functions of the page (`glossgen.render.template_api`) and those of its language.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping

import jinja2
from markupsafe import Markup
from msgspec import structs

from glossgen.render.body_html import FormulaHtml, render_body, render_excerpt
from glossgen.render.environment import cannot_render, is_built_in, make_environment
from glossgen.render.fragment_cache import NOTHING, FragmentCache, FragmentCaches
from glossgen.render.interface_texts import InterfaceTexts, all_texts, direction_of, load_texts
from glossgen.render.json_ld import json_ld
from glossgen.render.list_items import Macros, SharedItems
from glossgen.render.names import SET_FORMULA, name_functions
from glossgen.render.template_api import TemplateApi, map_edges
from glossgen.render.template_messages import in_language
from glossgen.render.urls import RelativeUrls, file_of, root_of
from glossgen.site.values import (
    CardsPage,
    CategoriesPage,
    CategoryPage,
    ChangesPage,
    ComparePage,
    DisambiguationPage,
    HomePage,
    IndexPage,
    LanguagesPage,
    MapPage,
    NotePage,
    NotFoundPage,
    Page,
    RedirectPage,
    SearchPage,
    SiteFrame,
    TagPage,
    TermPage,
)
from glossgen.text.urls import encode

__all__ = [
    "TEMPLATES",
    "InterfaceTexts",
    "Renderer",
    "Templates",
    "all_texts",
    "encode",
    "file_of",
    "load_texts",
    "make_environment",
    "render_body",
    "render_excerpt",
]

TEMPLATES: dict[type, str] = {
    TermPage: "term.html",
    CategoryPage: "category.html",
    NotePage: "note.html",
    IndexPage: "index.html",
    CategoriesPage: "categories.html",
    ChangesPage: "changes.html",
    SearchPage: "search.html",
    HomePage: "home.html",
    MapPage: "map.html",
    DisambiguationPage: "disambiguation.html",
    TagPage: "tag.html",
    CardsPage: "cards.html",
    ComparePage: "compare.html",
    NotFoundPage: "404.html",
    RedirectPage: "redirect.html",
    LanguagesPage: "languages.html",
}
"""The template of each type of page."""

Templates = jinja2.Environment
"""The templates of a site, as `make_environment` finds them."""

_MOST_FOLDERS = 8
_OFTEN = 1000
"""Messages with numbers up to this one are memoised."""

_LANG = re.compile(r' lang="([A-Za-z0-9-]+)"(?! dir=|><(?:use|text))')
"""The `lang` of an element without `dir`; elements of SVG cannot have one."""

_OF_TAGS = string.ascii_letters + string.digits + "-"

_INDENTED = re.compile(r"\n\s+")
_PRE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)


class Renderer:
    """Renders pages. Caches compiled templates, fragments, and the HTML of links; keeps no pages."""

    def __init__(
        self,
        trees: Mapping[str, SiteFrame],
        environment: jinja2.Environment,
        formula: FormulaHtml,
        texts: Mapping[str, InterfaceTexts] | None = None,
        *,
        base_path: str = "/",
    ) -> None:
        """Take the frame of each language and the function that renders formulas.

        `texts` are loaded for the languages of `trees` if they are not given. `base_path` is the
        path of the site, with slashes at both ends. All addresses on the 404 page start with it,
        because a server shows that page for URLs of any depth.
        """
        self.trees = trees
        self.environment = environment
        self.formula = formula
        self.texts = all_texts(trees) if texts is None else texts
        self.base_path = base_path
        self._environments = {
            language: in_language(environment, each.gettext, each.words)
            for language, each in self.texts.items()
            if language in trees
        }
        self._frames = {
            language: _frame(tree, self.texts[language], formula) for language, tree in trees.items()
        }
        self._addresses = {language: _addresses(tree) for language, tree in trees.items()}
        self._plain: dict[str, bool] = {}
        self._fragment_caches = FragmentCaches()
        self._macros: dict[str, Macros] = {}
        self._items: dict[tuple[str, str, str | None], SharedItems] = {}

    def render(self, page: Page) -> tuple[str, bytes]:
        """Render a page: the path of its file from the site root, and its content in UTF-8.

        Raises CannotStart (`template`) if a template fails.
        """
        try:
            html = self._html(page)
            if SET_FORMULA in html and not page.head.has_math:  # one in the name of a term
                html = self._html(structs.replace(page, head=structs.replace(page.head, has_math=True)))
        except Exception as error:
            problem = cannot_render(error)
            if problem is None:
                raise
            raise problem from error
        direction = self.texts[page.head.language].direction
        return file_of(page.head.url), _with_directions(_compact(html), direction).encode("utf-8")

    def _html(self, page: Page) -> str:
        template = self._environments[page.head.language].get_template(TEMPLATES[type(page)])
        return template.render(self._context(page))

    def _context(self, page: Page) -> dict[str, object]:
        head, tree = page.head, self.trees[page.head.language]
        base = self.base_path if isinstance(page, NotFoundPage) else ""
        page_urls = RelativeUrls(head.url, base)
        href = page_urls.__getitem__
        shared = self._items_of(head.language, page_urls)
        root = base or root_of(head.url)
        api = TemplateApi(head, root, page_urls, shared, self.formula)

        def absolute(url: str) -> str:
            return tree.base_url + encode(url) if tree.base_url else href(url)

        return {
            **self._frames[head.language],
            "page": page,
            "kept": self._fragments(page, page_urls),
            "root": api.root,
            "kind": TEMPLATES[type(page)].removesuffix(".html"),
            "href": href,
            "static": api.static,
            "absolute": absolute,
            "body": api.body,
            "excerpt": api.excerpt,
            "preview": api.preview,
            "link_to": api.link_to,
            "link_items": api.link_items,
            "term_items": api.term_items,
            "use_items": api.use_items,
            "split_uses": api.split_uses,
            "index_items": api.index_items,
            "map_nodes": api.map_nodes,
            "map_items": api.map_items,
            "structured": Markup(json_ld(page, tree, absolute)),  # noqa: S704  (escaped by json_ld)
        }

    def _items_of(self, language: str, page_urls: RelativeUrls) -> SharedItems:
        """The cache of items that pages in sibling folders share, because their relative URLs are equal."""
        if language not in self._macros:
            self._macros[language] = Macros(self._environments[language], self._frames[language])
        folders = (language, *page_urls.folders)
        found = self._items.get(folders)
        if found is None:
            if len(self._items) >= _MOST_FOLDERS:
                self._items.clear()
            found = self._items[folders] = SharedItems(
                self._macros[language], page_urls.outside, self.formula
            )
        return found

    def _fragments(self, page: Page, page_urls: RelativeUrls) -> FragmentCache:
        """The cache of fragments for pages with the same frame; `NOTHING` if an override is involved."""
        head, name = page.head, TEMPLATES[type(page)]
        if name not in self._plain:
            get = self._environments[head.language].get_template
            self._plain[name] = all(is_built_in(get(each)) for each in (name, "base.html", "macros.html"))
        if not self._plain[name]:
            return NOTHING
        urls = [page_urls[url] for url in self._addresses[head.language]]
        return self._fragment_caches.of((head.language, name, head.has_math, head.has_code, *urls))


def _addresses(tree: SiteFrame) -> list[str]:
    """The addresses that the frame of a page links to, and one in the folder of static files."""
    home = tree.home.url
    links = [link.url for link in (tree.home, tree.index, tree.map, tree.search) if link]
    more = [tree.all_categories or home + "#home--categories", home + "#home--notes", tree.feed]
    return ["static/site.css", *links, *filter(None, more)]


def _frame(tree: SiteFrame, texts: InterfaceTexts, formula: FormulaHtml) -> dict[str, object]:
    """The variables and functions that templates see on every page of a language."""
    messages: dict[str, str] = {}
    counted: dict[tuple[str, str, int], str] = {}

    def gettext(message: str, **values: object) -> str:
        found = messages.get(message) or messages.setdefault(message, texts.gettext(message))
        return found % values if values else found

    def ngettext(singular: str, plural: str, count: int, **values: object) -> str:
        if values or count > _OFTEN:
            return texts.ngettext(singular, plural, count, **values)
        key = (singular, plural, count)
        return counted.get(key) or counted.setdefault(key, texts.ngettext(singular, plural, count))

    return {
        "tree": tree,
        "texts": texts,
        "map_edges": map_edges,
        **name_functions(formula, texts.language),
        "date": texts.date,
        "number": texts.number,
        "language_name": texts.language_name,
        "_": gettext,
        "ngettext": ngettext,
    }


def _with_directions(html: str, direction: str) -> str:
    """The page with `dir` beside every `lang` of a language that is written in the other direction.

    The text of an element with `dir` is isolated (UAX #9): it does not change the order of the text around
    it.
    """
    found = {rest.partition('"')[0] for rest in html.split(' lang="')[1:]}  # of SVG and in texts, too
    tags = (each for each in found if each and not each.strip(_OF_TAGS))
    if all(direction_of(each) == direction for each in tags):
        return html

    def marked(match: re.Match[str]) -> str:
        own = direction_of(match[1])
        return match[0] if own == direction else f'{match[0]} dir="{own}"'

    return _LANG.sub(marked, html)


def _compact(html: str) -> str:
    """The page without blank lines and indentation, except in `<pre>`; it ends with one newline."""
    if not _INDENTED.search(html):
        return html.strip() + "\n"
    parts = _PRE.split(html) if "<pre" in html else [html]
    for index in range(0, len(parts), 2):
        parts[index] = _INDENTED.sub("\n", parts[index])
    return "".join(parts).strip() + "\n"
