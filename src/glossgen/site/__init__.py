"""The content of each page, as values. No HTML here, and no decisions about content after this package."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct

from glossgen.config import Config
from glossgen.graph import TermGraph
from glossgen.model import Problem, SourceKind
from glossgen.site.address_conflicts import resolve_address_conflicts
from glossgen.site.addresses import Addresses
from glossgen.site.affected import Affected, affected
from glossgen.site.content_pages import named_categories
from glossgen.site.home_texts import home_description, home_title
from glossgen.site.map_pages import has_map
from glossgen.site.overview_pages import categories_url, changes_url, feed_url, has_categories, has_changes
from glossgen.site.page_specs import LazyPageSpecs, PageSpec, PageSpecs, affected_plans, nearer_plans
from glossgen.site.reading_path import unknown_categories
from glossgen.site.search_pages import search_url
from glossgen.site.shared_names import SharedName
from glossgen.site.site import Site
from glossgen.site.values import IndexPage, LinkTo, Page, SiteFrame
from glossgen.sources.history import History

CLAIMS = frozenset(("duplicate-address", "unknown-category"))
"""The codes of the problems that are found in making pages."""

__all__ = [
    "CLAIMS",
    "Addresses",
    "Affected",
    "LazyPageSpecs",
    "PageSpec",
    "SharedName",
    "Site",
    "SitePages",
    "affected",
    "affected_plans",
    "known_pages",
    "make_pages",
    "nearer_plans",
    "site_languages",
]


class SitePages(Struct, frozen=True):
    """Every page of a site, the frame of each language, and pages that claim one address.

    `indexes` are the addresses of the pages of indexes.
    """

    plans: Collection[PageSpec]
    trees: Mapping[str, SiteFrame]
    site: Site
    problems: tuple[Problem, ...] = ()
    indexes: frozenset[str] = frozenset()

    @property
    def planner(self) -> PageSpecs | None:
        """What makes the plans of a large site one by one, if they are not all there."""
        return self.plans.planner if isinstance(self.plans, LazyPageSpecs) else None

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages at once, made anew at every call; a large site has them one by one from `plans`."""
        return tuple(plan.make() for plan in self.plans)


def make_pages(config: Config, graph: TermGraph, history: History, generator: str) -> SitePages:
    """All the pages of a site."""
    languages = site_languages(config, graph)
    site = Site(config, graph, Addresses.of(graph, languages), history, languages)
    trees = {language: _tree(site, language, generator) for language in languages}
    plans, problems = resolve_address_conflicts(PageSpecs.of(site).all(), site)
    indexes = frozenset(plan.url for plan in plans if plan.kind is IndexPage)
    return SitePages(plans, trees, site, (*problems, *unknown_categories(site)), indexes)


def known_pages(
    site: Site,
    trees: Mapping[str, SiteFrame],
    count: int,
    problems: tuple[Problem, ...],
    indexes: frozenset[str],
) -> SitePages:
    """The pages of a site of which it is known how many they are, and that they had these problems."""
    planner = PageSpecs.of(site)
    alone = not any(problem.code == "duplicate-address" for problem in problems)
    plans = LazyPageSpecs(
        count, lambda: resolve_address_conflicts(planner.all(), site)[0], planner if alone else None
    )
    return SitePages(plans, trees, site, problems, indexes)


def site_languages(config: Config, graph: TermGraph) -> tuple[str, ...]:
    """The languages of the site: those of the configuration, then those met in the sources."""
    met = {source.language for source in graph.glossary.sources}
    found = dict.fromkeys([*(lang for lang in config.languages if lang in met), *sorted(met)])
    return tuple(found) or config.languages[:1] or ("en",)


def _tree(site: Site, language: str, generator: str) -> SiteFrame:
    categories = [
        site.link((language, "page:" + source.path), language)
        for source in site.graph.glossary.sources
        if source.language == language and source.form is SourceKind.HEADINGS and source.terms
    ]
    named = [
        LinkTo(site.addresses.category(lang, name), name)
        for lang, name in named_categories(site)
        if lang == language
    ]
    title = home_title(site, language)
    return SiteFrame(
        language=language,
        title=title,
        description=home_description(site, language),
        home=LinkTo(site.addresses.home(language), title),
        index=LinkTo(site.addresses.index(language), ""),
        map=LinkTo(site.addresses.map(language), "") if has_map(site, language) else None,
        categories=(*categories, *named),
        notes=tuple(site.link(n.key, language) for n in site.graph.glossary.notes if n.language == language),
        languages=tuple(LinkTo(site.addresses.home(lang), lang, lang) for lang in site.languages),
        all_categories=categories_url(site, language) if has_categories(site, language) else "",
        changes=changes_url(site, language) if has_changes(site, language) else "",
        feed=feed_url(site, language),
        ruby=site.config.ruby,
        base_url=site.config.base_url,
        repository_url=site.config.repository.url if site.config.repository else "",
        generator=generator,
        search=LinkTo(search_url(site, language), ""),
    )
