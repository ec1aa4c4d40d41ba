"""Opens the database of a glossary, and updates everything that pages depend on.

Importing this module declares every input and query of the program, in the order in which they may
read each other.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

# The order of these imports is the order of declaration.
from glossgen.build.options import BuildOptions
from glossgen.config import Config
from glossgen.graph.queries import counts
from glossgen.link.lexicon_queries import languages, unsafe, vocabularies
from glossgen.link.queries import autolinks, linked, occurring, release_lexicon
from glossgen.query import REGISTRY, Database, Input, Store
from glossgen.query.pool import Pool
from glossgen.query.program import program
from glossgen.query.store import FILE
from glossgen.render.math.queries import close_engine, formula, formulas
from glossgen.sources.file_queries import evidence, source_files, source_paths
from glossgen.sources.inputs import histories_in_git
from glossgen.sources.places import folded_texts, places
from glossgen.sources.places import paths as path_of_place
from glossgen.sources.queries import dates_in, draft, glossary, keys_in, lines, source, sources

_OF_MANY_TEXTS = (sources, source, keys_in, lines, places, path_of_place, autolinks)
"""What many texts read: else each worker makes it for itself."""


def open_database(config: Config, *, keep: bool = True, jobs: int = 1) -> Database:
    """Open the database of a glossary with its store; with `keep` false, an empty one in memory."""
    store = Store(config.cache / FILE if keep else None, program())
    db = Database(REGISTRY, config, store)
    if jobs > 1:
        db.pool = Pool(jobs, partial(open_database, config) if keep else None)
    return db


def update_database(
    db: Database, options: BuildOptions, instead: Mapping[tuple[Input[Any, Any], Any], Any] | None = None
) -> None:
    """Update everything except the files of the site: parse, link, collect problems.

    `instead` replaces the values of some inputs, as if they were on the disk.
    """
    begin, progress = options.profile.begin, options.progress
    begin("update")
    changed = db.check_inputs()
    for (kind, key), value in (instead or {}).items():
        changed.add(db.set_input(kind, key, value))
    db.update(changed)
    begin("read")
    db.ensure(evidence, list(db.peek(source_files, "")))
    paths = db.peek(source_paths, "")
    _ensure(db, draft, paths, lambda done: progress("read", done, len(paths)))
    begin("formulas")
    db.ensure(formula, db.peek(formulas, ""))
    close_engine(db)
    for each in _OF_MANY_TEXTS:
        db.ensure(each, [""])
    db.release(glossary)
    db.ensure(folded_texts, paths)
    begin("link")
    db.ensure(occurring, paths)
    db.ensure(vocabularies, db.peek(languages, ""))
    keys = list(db.peek(places, ""))
    _ensure(db, linked, keys, lambda done: progress("link", done, len(keys)))
    db.peek(counts, "")
    db.ensure(unsafe, db.peek(languages, ""))  # it looks at all forms, too
    release_lexicon(db)
    if db.peek_input(histories_in_git, ""):
        begin("history")
        db.ensure(dates_in, paths)


def _ensure(db: Database, query: object, keys: object, told: Callable[[int], None]) -> None:
    db.ensure(query, keys)  # type: ignore[arg-type]
    told(len(keys))  # type: ignore[arg-type]


def usable_jobs() -> int:
    """How many processes can run at the same time on this machine."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
