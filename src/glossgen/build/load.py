"""Loads a glossary or its term graph as plain values, for commands and for Python programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from glossgen.build.builder import Builder, refuse_empty
from glossgen.build.engine import update_database
from glossgen.build.options import BuildOptions
from glossgen.config import Config
from glossgen.graph import Relations, TermGraph
from glossgen.graph.queries import declared, link_problems
from glossgen.link import build_lexicons
from glossgen.link.queries import linked_of
from glossgen.model import Asset, Glossary, Key, Problem, Source
from glossgen.problems.report import Progress
from glossgen.query import Database, Input
from glossgen.site.queries import urls
from glossgen.sources.inputs import lock_file
from glossgen.sources.lock import Lock
from glossgen.sources.places import places
from glossgen.sources.queries import (
    asset_paths,
    glossary,
    reading_problems,
    source_version,
)

T = TypeVar("T")


def load_glossary(config: Config, progress: Progress | None = None, *, empty: bool = False) -> Glossary:
    """Every source of a glossary with its texts and published ids, and the problems found while reading.

    Raises CannotStart if no file can be read; if there is none, only unless it may be `empty`.
    """
    return ask(config, progress, glossary_of, empty=empty)


def load_graph(config: Config, progress: Progress | None = None) -> TermGraph:
    """The term graph of a glossary."""
    return ask(config, progress, graph_of)


Instead = Mapping[tuple[Input[Any, Any], Any], Any]
"""Values of inputs that count instead of what is on the disk."""


def ask(
    config: Config,
    progress: Progress | None,
    answer: Callable[[Database], T],
    *,
    keep: bool = True,
    instead: Instead | None = None,
    empty: bool = False,
) -> T:
    """Run `answer` on the database of a glossary. Unless `keep` is false, results stay in the store.

    Raises CannotStart if no file can be read, unless the glossary may be `empty`.
    """
    options = BuildOptions(progress) if progress else BuildOptions()

    def work(db: Database) -> T:
        update_database(db, options, instead)
        if not empty:
            refuse_empty(db)
        found = answer(db)
        db.commit()
        return found

    with Builder(keep=keep) as builder:
        return builder.ask(config, options, work)


def graph_of(db: Database) -> TermGraph:
    """The term graph of a glossary whose database is open."""
    whole = glossary_of(db)
    found, problems = db.peek(declared, "")
    relations = Relations(
        {key: each.related for key, each in found if each.related},
        {key: each.broader for key, each in found if each.broader},
        {key: each.narrower for key, each in found if each.narrower},
        {key: each.requires for key, each in found if each.requires},
    )
    applied = db.peek(glossary, "")
    return TermGraph(
        whole,
        {key: linked_of(db, key) for key in db.peek(places, "")},
        relations,
        (*whole.problems, *db.peek(link_problems, ""), *problems),
        build_lexicons(whole),
        applied.redirects,
        applied.moved,
    )


class Published(Struct, frozen=True):
    """The glossary as `glossgen lock` needs it: its terms, their addresses, and the problems."""

    glossary: Glossary
    urls: Mapping[Key, str]
    problems: tuple[Problem, ...]


def load_published(config: Config, lock: Lock | None, progress: Progress | None = None) -> Published:
    """The glossary with the addresses that it would have with this lock. Nothing is stored."""

    def published(db: Database) -> Published:
        whole = glossary_of(db)
        return Published(whole, db.peek(urls, ""), whole.problems)

    return ask(config, progress, published, keep=False, instead={(lock_file, ""): lock})


def glossary_of(db: Database) -> Glossary:
    """The glossary with its texts, from an open database."""
    sources = tuple(_with_texts(db, source) for source in db.peek(glossary, "").glossary.sources)
    assets = tuple(Asset(path, url) for path, url in db.peek(asset_paths, ""))
    return Glossary(sources, assets, db.peek(reading_problems, ""))


def _with_texts(db: Database, head: Source) -> Source:
    first, *bodies = db.peek(source_version(db, head.path), head.path)["bodies"]
    terms = tuple(replace(term, body=body) for term, body in zip(head.terms, bodies, strict=True))
    if head.note:
        return replace(head, terms=terms, note=replace(head.note, body=first))
    return replace(head, terms=terms, intro=first)
