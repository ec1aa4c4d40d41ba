"""A site as batches of files, each made when it is its turn: in any process, and none kept in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from glossgen.feeds import machine_files
from glossgen.model import Asset
from glossgen.pages import Plan, SitePages
from glossgen.pages.values import CategoryPage, IndexPage, MapPage, SearchPage, TermPage
from glossgen.render import Renderer, encode
from glossgen.search import MESSAGES, index_files
from glossgen.write import Batch, OutFile

_TOGETHER = 16
"""The most pages of one batch."""

_SIZES: dict[type, int] = {CategoryPage: 8, MapPage: 8}
"""How much work a page is, beside that of a term: rough figures, to begin with what takes long."""


def site_batches(
    made: SitePages, renderer: Renderer, assets: Iterable[Asset], static: Callable[[], Iterable[OutFile]]
) -> list[Batch]:
    """Every file of the site."""
    terms = sum(plan.kind is TermPage for plan in made.plans)
    copies = [OutFile(asset.url, Path(asset.path)) for asset in assets]
    batches = [Batch(lambda: copies), Batch(static)]
    indexes = [plan for plan in made.plans if plan.kind is IndexPage]
    batches.append(Batch(partial(_render, renderer, indexes), 8 * len(indexes)))
    together: list[Plan] = []
    for plan in made.plans:
        if plan.kind is IndexPage:
            continue
        if plan.kind is TermPage and len(together) < _TOGETHER:
            together.append(plan)
            continue
        if together:
            batches.append(_pages(renderer, together))
            together = [plan] if plan.kind is TermPage else []
        if plan.kind is SearchPage:
            batches.append(Batch(partial(_search, renderer, plan), 1 + terms // 8))
        elif plan.kind is not TermPage:
            batches.append(Batch(partial(_render, renderer, [plan]), _SIZES.get(plan.kind, 1)))
    if together:
        batches.append(_pages(renderer, together))
    return [*batches, Batch(partial(_machines, made), 1 + terms // 8)]


def _pages(renderer: Renderer, plans: Sequence[Plan]) -> Batch:
    return Batch(partial(_render, renderer, plans), len(plans))


def _render(renderer: Renderer, plans: Sequence[Plan]) -> Iterator[OutFile]:
    for plan in plans:
        yield OutFile(*renderer.render(plan.make()))


def _search(renderer: Renderer, plan: Plan) -> Iterator[OutFile]:
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
