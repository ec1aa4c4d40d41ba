"""A build that begins where the last one ended.

When nothing but texts and alternative labels has changed (see
`glossgen.build.edits`), only what that can change is made again (see
`glossgen.site.affected`).
Anything else is a build of the whole site. Either way the site is the same,
byte for byte.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import NoReturn

from msgspec import Struct
from msgspec.structs import replace

from glossgen.build.batches import render_pages, search_files
from glossgen.build.edits import Edit, KnownForms, find_edit
from glossgen.build.formulas import formulas_of
from glossgen.build.standing import Standing
from glossgen.config import Config
from glossgen.graph.checks import check_glossary
from glossgen.lexicon import build_lexicon
from glossgen.model import Glossary, Key, Note, Problem, Source, Term
from glossgen.output import Batch, OutFile, WriteReport, write_batches
from glossgen.output.feeds import TERMS_JSON, edited_files
from glossgen.output.search import update
from glossgen.render import encode
from glossgen.site import Affected, LazyPageSpecs, PageSpec, affected, affected_plans, nearer_plans
from glossgen.site.search_pages import search_entries, search_page, search_url
from glossgen.site.values import IndexPage
from glossgen.sources import ReadResult, read_changed, read_files
from glossgen.sources.history import History, read_history
from glossgen.sources.lock import apply_lock, read_lock
from glossgen.workers import no_collection, usable_jobs

_TOGETHER = 8
"""The most pages of one batch."""

_MANY = 30
"""So many batches are worth more than one process."""


class Again(Struct, frozen=True):
    """What a build that begins where the last one ended writes, what stands after it, and what was edited."""

    standing: Standing
    batches: tuple[Batch, ...]
    edit: Edit


def write_again(
    last: Standing, config: Config, changed: Collection[str], forms: KnownForms = None, jobs: int = 0
) -> tuple[Again, WriteReport] | None:
    """Read again, and write what an edit of texts can have changed; None if more than that has changed.

    `changed` are the paths of the inputs that are not as they were. Many pages
    are made in `jobs` processes (0: one for each processor).
    """
    known = {os.path.normpath(config.root / source.path): source for source in last.graph.glossary.sources}
    if not changed or not known.keys() >= set(changed):
        return None
    with no_collection():
        reading, glossary = _read(last, config, {Path(path): known[path] for path in changed})
        again = begin_again(replace(last, reading=reading), glossary, forms)
    if again is None:
        return None
    many = len(again.batches) > _MANY
    with no_collection():
        written = write_batches(
            config.output,
            again.batches,
            keep=config.inputs,
            jobs=(jobs or usable_jobs()) if many else 1,
            others_stay=True,
        )
    return again, written


def _read(last: Standing, config: Config, changed: Mapping[Path, Source]) -> tuple[ReadResult, Glossary]:
    """The glossary as it is now, with its ids: only what has changed is read where that is enough."""
    old, lock = last.graph.glossary, read_lock(config.root)
    if last.reading.context_free and lock is None and not last.graph.problems:
        read = read_changed(config, changed)
        if read is not None:
            sources = tuple(read.get(source.path, source) for source in old.sources)
            return last.reading, replace(old, sources=sources)
    reading = read_files(config, before=last.reading)
    applied = apply_lock(reading.glossary, lock).glossary
    paths = {config.relative(path) for path in changed}
    before = {source.path: source for source in old.sources if source.path not in paths}
    # Of the other files the old sources are right, and may be made on demand: or all is built.
    return reading, replace(applied, sources=tuple(before.get(each.path, each) for each in applied.sources))


def begin_again(last: Standing, glossary: Glossary, forms: KnownForms = None) -> Again | None:
    """The build that takes the site from the last state to that of `glossary` (as read, with its ids).

    None when something other than texts and alternative labels has changed, or
    what follows from it has: then all has to be built.
    """
    config, before = last.config, last.made.site
    edit = find_edit(config, last.graph, glossary, forms)
    if edit is None:
        return None
    changed = Glossary(tuple(edit.sources.values()))
    formulas = last.formulas.with_files(formulas_of(config, changed), edit.sources.keys())
    history = _history(last, _read_anew(last.graph.glossary, glossary))
    if formulas.html.keys() != last.formulas.html.keys() or bool(history.dates) != bool(before.history.dates):
        return None
    after = before.with_texts(edit.graph, history)
    what = affected(before, after, edit.places, _dated(before.history, history))
    if what is None or any(problem.code == "duplicate-address" for problem in last.made.problems):
        return None
    what = replace(what, renamed=bool(edit.renamed))
    plans = {plan.url: plan for plan in affected_plans(after, what)}
    indexes = {plan.url for plan in plans.values() if plan.kind is IndexPage}
    if edit.renamed and indexes != last.made.indexes:
        return None
    made = replace(last.made, site=after, plans=_with(last.made.plans, plans))
    standing = replace(last, graph=edit.graph, made=made, formulas=formulas, checked=_checked(last, edit))
    return Again(standing, tuple(_batches(last, standing, plans, edit, what)), edit)


def _checked(last: Standing, edit: Edit) -> tuple[Problem, ...]:
    """What can be said of the glossary as a whole."""
    graph, lexicons = edit.graph, edit.graph.lexicons
    if not last.checked:
        if not edit.renamed:
            return ()
        # Where no label was unsafe before, only a new one can be.
        terms = [graph.terms[key] for key in edit.renamed]
        lexicons = {term.language: build_lexicon(term.language, terms) for term in terms}
    return check_glossary(graph.glossary, lexicons)


def _with(plans: Collection[PageSpec], others: Mapping[str, PageSpec]) -> Collection[PageSpec]:
    """The plans of all pages, with some others by address: what they say of pages, for these are made."""
    # A plan holds the site that it makes its page of: kept, each edit would leave a whole graph in memory.
    said = {url: replace(plan, make=_no_page) for url, plan in others.items()}

    def make() -> tuple[PageSpec, ...]:
        return tuple(said.get(plan.url, plan) for plan in plans)

    return make() if isinstance(plans, tuple) else LazyPageSpecs(len(plans), make)


def _no_page() -> NoReturn:
    raise AssertionError("this page is made already")


def _read_anew(before: Glossary, after: Glossary) -> Glossary:
    """The files that were read again, though they may say the same: git tells of bytes."""
    pairs = zip(before.sources, after.sources, strict=True)
    return Glossary(tuple(now for was, now in pairs if now is not was))


def _history(last: Standing, changed: Glossary) -> History:
    """The dates of the last time, with those of the changed files looked up again."""
    known = last.made.site.history
    if not known.dates:
        return known
    fresh = read_history(last.config.root, changed)
    keys = {(source.language, "page:" + source.path) for source in changed.sources}
    things: list[Term | Note] = [*changed.terms, *changed.notes]
    keys |= {thing.key for thing in things}
    kept = {key: date for key, date in known.dates.items() if key not in keys}
    return replace(known, dates={**kept, **fresh.dates})


def _dated(before: History, after: History) -> frozenset[Key]:
    """The places that have another date."""
    keys = before.dates.keys() | after.dates.keys()
    return frozenset(key for key in keys if before.dates.get(key) != after.dates.get(key))


def _batches(
    last: Standing, now: Standing, plans: Mapping[str, PageSpec], edit: Edit, what: Affected
) -> Iterator[Batch]:
    pages = list(plans.values())
    for start in range(0, len(pages), _TOGETHER):
        yield Batch(partial(render_pages, now.renderer, pages[start : start + _TOGETHER]))
    nearer = list(nearer_plans(now.made.site, what))
    for start in range(0, len(nearer), _TOGETHER):
        yield Batch(partial(_nearer, last, now, nearer[start : start + _TOGETHER]))
    for language in now.made.site.languages:
        yield Batch(partial(_search, last, now, language, edit.places | what.counted))
    yield Batch(partial(_machines, last, now, plans.values(), edit.places | what.terms | what.notes))


def _nearer(last: Standing, now: Standing, plans: Iterable[tuple[Key, PageSpec]]) -> Iterator[OutFile]:
    """The pages of the terms that have other related terms than before."""
    changed = (plan for key, plan in plans if last.graph.related(key) != now.graph.related(key))
    return render_pages(now.renderer, changed)


def _search(last: Standing, now: Standing, language: str, keys: frozenset[Key]) -> Iterator[OutFile]:
    """The files of the search index that change; all of them where it has to be made again."""
    before, after = (search_entries(each.made.site, sorted(keys), language) for each in (last, now))
    url = search_url(now.made.site, language)
    files = update(url, _OldFiles(now.config.output), zip(before, after, strict=True))
    if files is None:
        yield from search_files(now.renderer, search_page(now.made.site, language))
    else:
        yield from (OutFile(path, content) for path, content in files.items())


def _machines(
    last: Standing, now: Standing, plans: Collection[PageSpec], keys: frozenset[Key]
) -> Iterator[OutFile]:
    with (now.config.output / TERMS_JSON).open("rb") as file:
        old = mmap(file.fileno(), 0, access=ACCESS_READ)
    for path, content in edited_files(last.made, now.made, plans, keys, old, encode):
        yield OutFile(path, content)


class _OldFiles(dict[str, bytes]):
    """Files of the site as it stands, read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, path: str) -> bytes:
        self[path] = content = (self._folder / path).read_bytes()
        return content
