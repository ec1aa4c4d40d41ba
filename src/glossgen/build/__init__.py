"""From a configuration to a site on the disk, and a report.

Whole build, edit, preview, part of a site and check are one walk: bring the
database up to date, and make those of the wanted files that are not.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from glossgen.build.engine import bring_up, open_database, usable_jobs
from glossgen.build.load import load_glossary, load_graph, load_published
from glossgen.build.options import BuildOptions, Progress
from glossgen.build.profile import Profile
from glossgen.build.roots import problems, wanted_files
from glossgen.build.shards import shard_fingerprint
from glossgen.config import Config
from glossgen.graph.queries import counts
from glossgen.model import Glossary, Position, Problem
from glossgen.output import Output, Staged, StagingArea, WriteReport, opened
from glossgen.problems import CannotStart
from glossgen.problems.hints import names_for
from glossgen.problems.report import Report
from glossgen.query import Database, node_id
from glossgen.query.database import InputChanged
from glossgen.query.freshness import NOTE, Look, look_at, remember, with_files
from glossgen.query.pool import Pool, WorkerDied, chunks, worker_database
from glossgen.query.store import Changes, Harmed, OutputRow
from glossgen.render.math.queries import formulas
from glossgen.site import pages
from glossgen.sources.queries import asset_paths, sizes, sources

__all__ = [
    "BuildOptions",
    "Builder",
    "Profile",
    "Progress",
    "Report",
    "build",
    "check",
    "load_glossary",
    "load_graph",
    "load_published",
]

_TRIES = 3
"""So often a build begins again because a file was changed while it was read."""


def build(config: Config, options: BuildOptions | None = None) -> Report:
    """Build the site of a configuration into its output folder.

    The site is written even when there are errors in the glossary; each page is
    then as right as it can be. Raises `glossgen.problems.CannotStart` when
    nothing can be written, with the old site as it was.
    """
    with Builder() as builder:
        return builder.build(config, options)


def check(config: Config, options: BuildOptions | None = None) -> Report:
    """Find the problems of a glossary and write no site."""
    options = options or BuildOptions()
    with Builder() as builder:
        db = builder.database(config, options)
        bring_up(db, options)
        found = db.peek(problems, "")
        db.commit()
        return _report(db, found, WriteReport(0, 0, 0))


class Builder:
    """Builds a glossary, as often as it is asked to; the database stays open in between."""

    def __init__(self) -> None:
        self._db: Database | None = None
        self._config: Config | None = None

    def __enter__(self) -> Builder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        if self._db is not None:
            self._db.store.close()
            self._db = None

    def database(self, config: Config, options: BuildOptions) -> Database:
        """The database of a configuration."""
        db = self._db
        if db is None or db.environment.root != config.root or options.fresh:
            self.close()
            jobs = options.jobs or usable_jobs()
            db = self._db = open_database(config, jobs=jobs)
            if options.fresh:
                db.store.clear()
        db.environment = config
        return db

    def build(self, config: Config, options: BuildOptions | None = None) -> Report:
        """Build the site of a configuration (see `glossgen.build.build`)."""
        options = options or BuildOptions()
        with _no_collection():
            for _ in range(_TRIES):
                try:
                    return self._build(config, options)
                except Harmed:
                    db = self.database(config, options)
                    db.store.clear()
                    self.close()
                except InputChanged:
                    self.close()
                except WorkerDied as error:
                    self.close()
                    raise CannotStart([_worker_died()]) from error
                except BaseException:
                    self.close()  # what is in memory may be half done; what is in the store is not
                    raise
        raise CannotStart([_restless()])

    def _build(self, config: Config, options: BuildOptions) -> Report:
        db = self.database(config, options)
        with opened(config.output, config.inputs) as output:
            look = _look(config) if options.asked else None
            bring_up(db, options)
            options.profile.begin("plan")
            roots = wanted_files(db)
            number, count = options.shard
            written, files = _write(db, output, roots[number - 1 :: count], options)
            options.profile.begin("record")
            found = db.peek(problems, "")
            report = _report(db, found, written)
            db.sweep_if_needed(node_id(query.name, key) for query, key in roots)
            notes = {}
            if options.asked and look is not None:
                look = with_files(look, (path for path, _ in db.peek(asset_paths, "")))
                notes[NOTE] = remember(options.asked, look, output.folder, report)
            db.commit(outputs={str(output.folder): files}, notes=notes)
        options.profile.begin("")
        return report


def _look(config: Config) -> Look | None:
    extra = (config.path, config.templates, config.static, config.locale)
    folders = [source.path for source in config.sources]
    return look_at(config.root, config.output.resolve(), folders, [path for path in extra if path])


@contextmanager
def _no_collection() -> Iterator[None]:
    """Leave the garbage collector out of work that makes many values and no circles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _worker_died() -> Problem:
    hint = "build again; with --jobs 1 less memory is needed"
    return Problem(Position("glossgen", 0), "worker", "a process that was making pages was killed", hint)


def _restless() -> Problem:
    message = "a file was changed again and again while it was being read"
    return Problem(Position("glossgen", 0), "unreadable", message, "build again when it is at rest")


# -- making files ------------------------------------------------------------------

Root = tuple[Any, Any]
"""A query and its key."""


def _write(
    db: Database, output: Output, roots: Sequence[Root], options: BuildOptions
) -> tuple[WriteReport, dict[str, OutputRow]]:
    """Make the wanted files that are not up to date, and put them in their places."""
    options.profile.begin("pages")
    folder = str(output.folder)
    known = db.store.outputs(folder)
    standing = _standing(folder, known)
    idents = {node_id(query.name, key): (query, key) for query, key in roots}
    stale = [ident for ident, (query, key) in idents.items() if not _is_done(db, query, key, ident, standing)]
    again = frozenset(stale)
    kept = {
        path: row for ident in idents if ident not in again for path, row in standing.get(ident, {}).items()
    }
    staged: list[Staged] = []
    owners: dict[str, int] = {}
    tasks = [
        (number, [(idents[ident][0].name, idents[ident][1]) for ident in part], output.stage)
        for number, part in enumerate(chunks(stale, options.jobs or usable_jobs()))
    ]
    pool = db.pool if isinstance(db.pool, Pool) and len(stale) > _FEW else Pool(1)
    done = 0
    for changes, made in pool.run(db, _stage, tasks):
        db.take(changes)
        for (name, key), files in made:
            ident = node_id(name, key)
            db.stale.discard(ident)
            staged += files
            owners.update((file.path, ident) for file in files)
        done += len(made)
        options.progress("pages", done, len(stale))
    options.profile.begin("write")
    part = shard_fingerprint(options.shard, db)
    report = output.commit(staged, kept, part)
    rows = dict(kept)
    for path, ident in owners.items():
        status = os.lstat(f"{folder}{os.sep}{path}")
        rows[path] = (ident, status.st_size, status.st_mtime_ns)
    return report, rows


_FEW = 40
"""Up to so many files are made here."""


def _standing(folder: str, known: dict[str, OutputRow]) -> dict[int, dict[str, OutputRow]]:
    """Of each root, the files in the output folder, if all of them are as they were left."""
    found: dict[int, dict[str, OutputRow]] = {}
    harmed: set[int] = set()
    for path, row in known.items():
        root, size, time = row
        try:
            status = os.lstat(f"{folder}{os.sep}{path}")
        except OSError:
            harmed.add(root)
            continue
        if status.st_mtime_ns != time or status.st_size != size:
            harmed.add(root)
        found.setdefault(root, {})[path] = row
    for root in harmed:
        found.pop(root, None)
    return found


def _is_done(
    db: Database, query: Any, key: Any, ident: int, standing: dict[int, dict[str, OutputRow]]
) -> bool:
    return ident in standing and db.up_to_date(query, key)


Made = tuple[tuple[str, Any], list[Staged]]


def _stage(task: tuple[int, list[tuple[str, Any]], StagingArea]) -> tuple[Changes, list[Made]]:
    """In a worker: make some files, and stage them."""
    number, roots, stage = task
    db = worker_database()
    made: list[Made] = []
    count = 0
    for name, key in roots:
        files = []
        for file in db.make_root(db.registry.by_name[name], key):
            files.append(stage.file(f"{number}-{count}", file))
            count += 1
        made.append(((name, key), files))
    return db.handed_over(), made


def _report(db: Database, found: tuple[Problem, ...], written: WriteReport) -> Report:
    terms, notes = db.peek(sizes, "")
    mentions, links = db.peek(counts, "")
    asked = any(problem.wanted for problem in found)
    return Report(
        found,
        terms,
        notes,
        mentions,
        links,
        len(db.peek(formulas, "")),
        len(db.peek(pages, "").specs),
        written.written,
        written.unchanged,
        written.removed,
        written.made,
        names_for(Glossary(db.peek(sources, "")), found) if asked else (),
    )
