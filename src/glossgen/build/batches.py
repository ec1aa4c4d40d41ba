"""The site as batches of files, made lazily, in any process, and never kept in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from glossgen.model import Asset
from glossgen.output import Batch, OutFile
from glossgen.output.feeds import machine_files
from glossgen.output.search import MESSAGES, index_files
from glossgen.render import Renderer, encode
from glossgen.site import PageSpec, SitePages
from glossgen.site.values import CategoryPage, IndexPage, MapPage, SearchPage, TermPage

_TOGETHER = 16
"""The most pages of one batch."""

MakePlan = Callable[[], PageSpec]

_SIZES: dict[type, int] = {CategoryPage: 8, MapPage: 8}
"""How much work a page is, beside that of a term: rough figures, to begin with what takes long."""


def site_batches(
    made: SitePages, renderer: Renderer, assets: Iterable[Asset], static: Callable[[], Iterable[OutFile]]
) -> list[Batch]:
    """Every file of the site."""
    copies = [OutFile(asset.url, Path(asset.path)) for asset in assets]
    others, terms = _in_order_of_sources(made)
    large = [
        *(partial(_search, renderer, plan) for plan in others if plan.kind is SearchPage),
        partial(_machines, made),
        partial(render_pages, renderer, [plan for plan in others if plan.kind is IndexPage]),
    ]
    if made.planner:  # each takes much memory, so no two of them are made at a time
        large = [partial(_one_by_one, large)]
    batches = [Batch(lambda: copies), Batch(static)]
    batches += [Batch(make, 1 + len(terms) // 8) for make in large]
    batches += [
        Batch(partial(render_pages, renderer, [plan]), _SIZES.get(plan.kind, 1))
        for plan in others
        if plan.kind is not IndexPage and plan.kind is not SearchPage
    ]
    for at in range(0, len(terms), _TOGETHER):
        some = terms[at : at + _TOGETHER]
        batches.append(Batch(partial(_term_pages, renderer, some), len(some)))
    return batches


def _in_order_of_sources(made: SitePages) -> tuple[Sequence[PageSpec], Sequence[MakePlan]]:
    """The plans of other pages, and what makes those of terms, the terms of a file together.

    They mention each other, and lie near in memory.
    """
    site, planner = made.site, made.planner
    if planner:
        return list(planner.others()), [partial(planner.of_term, key) for key in site.graph.terms]
    pages = {plan.url: plan for plan in made.plans if plan.kind is TermPage}
    places = (site.addresses[key] for key in site.graph.terms)
    terms = [partial(pages.__getitem__, url) for url in places if url in pages]
    return [plan for plan in made.plans if plan.kind is not TermPage], terms


def warm_up(made: SitePages, renderer: Renderer) -> None:
    """Make the page of one term, and with it all that each process would look up or load by itself."""
    if made.planner:
        some: Iterable[PageSpec] = map(made.planner.of_term, made.site.graph.terms)
    else:
        some = (plan for plan in made.plans if plan.kind is TermPage)
    for plan in islice(some, 1):
        renderer.render(plan.make())


def _term_pages(renderer: Renderer, plans: Iterable[MakePlan]) -> Iterator[OutFile]:
    return render_pages(renderer, (make() for make in plans))


def render_pages(renderer: Renderer, plans: Iterable[PageSpec]) -> Iterator[OutFile]:
    """The files of some pages, made lazily."""
    for plan in plans:
        yield OutFile(*renderer.render(plan.make()))


def _one_by_one(makers: Iterable[Callable[[], Iterable[OutFile]]]) -> Iterator[OutFile]:
    return (file for make in makers for file in make())


def _search(renderer: Renderer, plan: PageSpec) -> Iterator[OutFile]:
    """The search page of a language, and the index beside it."""
    page = plan.make()
    yield OutFile(*renderer.render(page))
    if isinstance(page, SearchPage):
        yield from search_files(renderer, page)


def search_files(renderer: Renderer, page: SearchPage) -> Iterator[OutFile]:
    """The search index of a language."""
    gettext = renderer.texts[page.head.language].gettext
    for path, content in index_files(page, {key: gettext(text) for key, text in MESSAGES.items()}):
        yield OutFile(path, content)


def _machines(made: SitePages) -> Iterator[OutFile]:
    for path, content in machine_files(made, encode):
        yield OutFile(path, content)
