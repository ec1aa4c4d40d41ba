"""`Builder`: builds one glossary any number of times over one open database."""

from __future__ import annotations

import gc
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from glossgen.build.engine import open_database, update_database, usable_jobs
from glossgen.build.options import BuildOptions
from glossgen.build.roots import make_shared, page_file, problems, wanted_files
from glossgen.build.shards import shard_fingerprint
from glossgen.build.understood import skipped_files, understood_lines
from glossgen.build.write_files import write_files
from glossgen.config import Config
from glossgen.graph.queries import counts
from glossgen.model import Glossary, Position, Problem, Severity
from glossgen.output import Output, WriteReport, opened
from glossgen.problems import CannotStart, severity
from glossgen.problems.hints import names_for
from glossgen.problems.report import Report
from glossgen.query import Database
from glossgen.query.database import InputChanged
from glossgen.query.freshness import NOTE, FileStates, input_states, remember, with_files
from glossgen.query.pool import WorkerDied
from glossgen.query.row_checksum import Harmed
from glossgen.query.store import FILE
from glossgen.query.store_lock import lock_store
from glossgen.render.math.queries import formulas
from glossgen.site import pages
from glossgen.sources.file_queries import source_paths
from glossgen.sources.files import NOT_READ, no_sources
from glossgen.sources.queries import asset_paths, reading_problems, sizes, sources

T = TypeVar("T")

_TRIES = 3
"""How often a build is restarted because a source changed while it was read, or the store was damaged."""


class Builder:
    """Builds a glossary repeatedly: later builds reuse what is in memory and in the store."""

    def __init__(self, *, keep: bool = True) -> None:
        """Without `keep`, nothing is stored: results live as long as this object."""
        self._db: Database | None = None
        self._keep = keep

    def __enter__(self) -> Builder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        if self._db is not None:
            self._db.store.close()
            self._db = None

    def build(self, config: Config, options: BuildOptions | None = None) -> Report:
        """Build the site of a configuration into its output folder (see `glossgen.build.build`)."""
        options = options or BuildOptions()
        if options.strict:
            report = self.check(config, options)
            if any(severity(problem) is not Severity.INFO for problem in options.counted(report.problems)):
                return report
        refuse_gone(config)
        with opened(config.output, config.inputs, durable=options.durable) as output:
            report = self._tried(config, options, lambda db: _build(db, config, options, output))
        if options.paranoid:
            compare_with_clean(config, options)
        return report

    def ask(self, config: Config, options: BuildOptions, work: Callable[[Database], T]) -> T:
        """Run `work` on the database, with the retries and the locking that a build has."""
        return self._tried(config, options, work)

    def check(self, config: Config, options: BuildOptions | None = None) -> Report:
        """Find the problems of a glossary (see `glossgen.build.check`)."""
        options = options or BuildOptions()
        return self._tried(config, options, lambda db: _check(db, options))

    def _tried(self, config: Config, options: BuildOptions, work: Callable[[Database], T]) -> T:
        """Run `work` on the database; start again after a change of a source or a damaged store."""
        with _no_collection():
            for _ in range(_TRIES):
                try:
                    with self._locked_database(config, options) as db:
                        answer = work(db)
                        if db.overtaken:  # nothing was stored: the next build must reload
                            self.close()
                        return answer
                except (Harmed, sqlite3.DatabaseError):  # noqa: PERF203  (three tries at most)
                    if self._db:
                        self._db.store.clear()
                    self.close()
                except InputChanged:
                    self.close()
                except WorkerDied as error:
                    self.close()
                    raise CannotStart([_worker_died()]) from error
                except BaseException:
                    self.close()  # results in memory may be incomplete; those in the store never are
                    raise
        raise CannotStart([_unstable_source()])

    @contextmanager
    def _locked_database(self, config: Config, options: BuildOptions) -> Iterator[Database]:
        """The database, locked for this process; one without a store while another process holds the lock."""
        # A contributor's link must not decide where we write.
        usable = self._keep and not config.cache.is_symlink()
        with lock_store(config.cache / FILE if usable else None) as locked:
            locked = locked and usable
            if not locked:
                self.close()
            yield self._opened(config, options, keep=locked)

    def _opened(self, config: Config, options: BuildOptions, *, keep: bool) -> Database:
        db = self._db
        if db and (db.environment.root != config.root or options.fresh or db.store.is_overtaken()):
            self.close()
        if self._db is None:
            self._db = open_database(config, keep=keep, jobs=options.jobs or usable_jobs())
            if options.fresh:
                self._db.store.clear()
        self._db.environment = config
        return self._db


def _build(db: Database, config: Config, options: BuildOptions, output: Output) -> Report:
    states = _input_states(config) if options.request else None
    update_database(db, options)
    refuse_empty(db)
    options.profile.begin("plan")
    make_shared(db)
    number, count = options.shard
    roots = wanted_files(db)[number - 1 :: count]
    if options.why:
        options.reasons.extend(db.why(page_file, options.why.lstrip("/")))
    options.profile.begin("pages")
    written = write_files(db, output, roots, options, shard_fingerprint(options.shard, db))
    options.profile.begin("record")
    report = _report(db, written.report)
    notes = {}
    if options.request and states is not None:
        states = with_files(states, (path for path, _ in db.peek(asset_paths, "")))
        notes[NOTE] = remember(options.request, states, output.folder, report)
    db.keep(roots, outputs={**written.others, str(output.folder): written.files}, notes=notes)
    options.profile.begin("")
    return report


def _check(db: Database, options: BuildOptions) -> Report:
    update_database(db, options)
    refuse_empty(db)
    report = _report(db, WriteReport(0, 0, 0))
    db.commit()
    return report


def refuse_gone(config: Config) -> None:
    """Raise CannotStart where the folder of the glossary is gone: an output folder would bring it back."""
    if not config.root.is_dir():
        where = Position(str(config.root), 0)
        raise CannotStart([Problem(where, "config-folder", "the folder is gone, or cannot be opened")])


def refuse_empty(db: Database) -> None:
    """Raise CannotStart where no file could be read: an empty site must not take the place of the old one."""
    if db.peek(sources, ""):
        return
    found = db.peek(reading_problems, "")
    unread = [problem for problem in found if problem.code in NOT_READ]
    paths = db.peek(source_paths, "")
    if not paths:
        why = [problem for problem in found if problem.code in ("not-read", "data", *NOT_READ)]
        unread = [*why, no_sources(db.environment, left_out=skipped_files(db))]
    if len(unread) >= len(paths):
        raise CannotStart(unread)


def _report(db: Database, written: WriteReport) -> Report:
    found = db.peek(problems, "")
    terms, notes = db.peek(sizes, "")
    mentions, links = db.peek(counts, "")
    guessed = any(problem.wanted for problem in found)
    return Report(
        problems=found,
        terms=terms,
        notes=notes,
        mentions=mentions,
        links=links,
        formulas=len(db.peek(formulas, "")),
        pages=len(db.peek(pages, "").specs),
        written=written.written,
        unchanged=written.unchanged,
        removed=written.removed,
        made=written.made,
        understood=understood_lines(db),
        pages_made=written.pages_made,
        known=names_for(Glossary(db.peek(sources, "")), found) if guessed else (),
    )


def _input_states(config: Config) -> FileStates | None:
    extra = (config.path, config.templates, config.static, config.locale, config.font)
    folders = [source.path for source in config.sources]
    return input_states(config.root, config.output.resolve(), folders, [path for path in extra if path])


@contextmanager
def _no_collection() -> Iterator[None]:
    """Switch the garbage collector off: only pages leave reference cycles, and pools collect those."""
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


def _unstable_source() -> Problem:
    message = "a file was changed again and again while it was being read"
    return Problem(Position("glossgen", 0), "unreadable", message, "build again when it is at rest")


# -- paranoid ----------------------------------------------------------------------


class Differs(AssertionError):
    """An incremental build differs from a clean build: a bug in glossgen."""


def compare_with_clean(config: Config, options: BuildOptions) -> None:
    """Build the site again from scratch and compare every byte. Raises Differs."""
    with tempfile.TemporaryDirectory(prefix="glossgen-") as folder:
        clean = replace(config, output=Path(folder, "site"))
        db = open_database(clean, keep=False)
        plain = replace(options, paranoid=False, request=None, why="", jobs=1)
        with opened(clean.output) as output, _no_collection():
            _build(db, clean, plain, output)
        different = sorted(_different(config.output, clean.output))
    if different:
        raise Differs(f"{len(different)} files differ from a build from nothing, “{different[0]}” first")


def _different(one: Path, other: Path) -> Iterator[str]:
    """The paths of files that differ between two sites, or exist in only one of them."""
    from glossgen.output import manifest

    paths = manifest.read(one) | manifest.read(other)
    for path in paths:
        left, right = one / path, other / path
        if not left.is_file() or not right.is_file() or left.read_bytes() != right.read_bytes():
            yield path
