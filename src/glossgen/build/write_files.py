"""Makes the wanted files of a site that are out of date, and writes them to the output folder."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from glossgen.build.options import BuildOptions
from glossgen.build.roots import make_parts, release_shared
from glossgen.output import OutFile, Output, Staged, StagingArea, WriteReport
from glossgen.query import Database, Id, Query, node_id
from glossgen.query.changes import Changes, OutputRow
from glossgen.query.pool import Pool, chunks, worker_database

_FEW = 40
"""Up to so many files are not worth a look into the folder of another build."""

_SWEPT = 8
"""After so many pages, what they have left is freed."""

Root = tuple[Any, Any]
"""A root query and its key."""

Files = Mapping[str, OutputRow]
"""The files of a root in an output folder, by path."""


class Written(Struct, frozen=True):
    """The result of writing: the report, and the list of files to store for this output folder.

    `others` are the lists for the other output folders, without the files that this build made
    again: those are out of date there.
    """

    report: WriteReport
    files: dict[str, OutputRow]
    others: dict[str, dict[str, OutputRow]]


def write_files(
    db: Database, output: Output, roots: Sequence[Root], options: BuildOptions, shard: str
) -> Written:
    """Make the wanted files that are out of date, and put them in place.

    A file is up to date if its root is, and if the file on the disk is as the last build left it. A
    file that is up to date in another output folder is copied from there.
    """
    folder = str(output.folder)
    by_id = {node_id(query.name, key): (query, key) for query, key in roots}
    here = standing_files(folder, db.store.outputs(folder))
    right = {
        node_id(query.name, key) for query, keys in _by_query(roots) for key in db.all_up_to_date(query, keys)
    }
    kept = {path: row for ident in right for path, row in here.get(ident, {}).items()}
    stale = [ident for ident in by_id if ident not in right or ident not in here]
    copied, stale = _copied(db, output, right, stale)
    made = _made(db, output, [by_id[ident] for ident in stale], options)
    staged = [file for files in (*copied.values(), *made.values()) for file in files]
    options.profile.begin("write")
    report = output.commit(staged, kept, shard)
    files = dict(kept)
    for ident, its in (*copied.items(), *made.items()):
        for file in its:
            status = os.lstat(f"{folder}{os.sep}{file.path}")
            files[file.path] = (ident, status.st_size, status.st_mtime_ns)
    made_files = [file for files in made.values() for file in files]
    pages_made = sum(file.path.endswith(".html") for file in made_files)
    report = replace(report, made=len(made_files), pages_made=pages_made)
    return Written(report, files, dict(_still_right(db, folder, made.keys())))


def _by_query(roots: Sequence[Root]) -> Iterator[tuple[Query[Any, Any], list[Any]]]:
    """The keys of roots by query."""
    found: dict[str, list[Any]] = {}
    for query, key in roots:
        found.setdefault(query.name, []).append(key)
    queries = {query.name: query for query, _ in roots}
    return ((queries[name], keys) for name, keys in found.items())


def _still_right(
    db: Database, folder: str, made: Collection[Id]
) -> Iterator[tuple[str, dict[str, OutputRow]]]:
    """The stored lists of other folders, without files that were made again; a removed folder has none."""
    for other in db.store.output_folders():
        if other == folder:
            continue
        if not os.path.isdir(other):  # noqa: PTH112  (a text, as the store has it)
            yield other, {}
        elif made:
            yield other, {path: row for path, row in db.store.outputs(other).items() if row[0] not in made}


def standing_files(folder: str, known: Mapping[str, OutputRow]) -> dict[Id, dict[str, OutputRow]]:
    """The files of each root in a folder, for roots whose files are all unmodified since the last build."""
    found: dict[Id, dict[str, OutputRow]] = {}
    harmed: set[Id] = set()
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
    return {root: files for root, files in found.items() if root not in harmed}


# -- files copied from another output folder -----------------------------------------


def _copied(
    db: Database, output: Output, right: set[Id], stale: Sequence[Id]
) -> tuple[dict[Id, list[Staged]], list[Id]]:
    """Copy up-to-date files from other output folders; also the roots that no folder has."""
    copied: dict[Id, list[Staged]] = {}
    if len(stale) <= _FEW:
        return copied, list(stale)
    for folder in db.store.output_folders():
        if folder == str(output.folder):
            continue
        there = standing_files(folder, db.store.outputs(folder))
        for number, ident in enumerate(stale):
            if ident in right and ident in there and ident not in copied:
                copied[ident] = [
                    output.area.file(f"copy-{number}-{count}", OutFile(path, Path(folder, path)))
                    for count, path in enumerate(there[ident])
                ]
    return copied, [ident for ident in stale if ident not in copied]


# -- files that are made -----------------------------------------------------------

Task = tuple[int, "list[tuple[str, Any]]", StagingArea]
Result = tuple[Changes, "list[tuple[tuple[str, Any], list[Staged]]]"]


def _made(
    db: Database, output: Output, roots: Sequence[Root], options: BuildOptions
) -> dict[Id, list[Staged]]:
    """Make files, in other processes where there are many, and stage them."""
    pool = db.pool if isinstance(db.pool, Pool) and db.pool.worth(len(roots)) else Pool(1)
    if pool.usable(db):
        make_parts(db, {query.name: query for query, _ in roots}.values())
        release_shared(db)
    tasks: list[Task] = [
        (number, [(query.name, key) for query, key in part], output.area)
        for number, part in enumerate(_shares(roots, pool.jobs))
    ]
    found: dict[Id, list[Staged]] = {}
    told: Callable[[str, int, int], None] = options.progress
    for changes, made in pool.run(db, _stage, tasks):
        db.take(changes)
        db.relieve()
        for (name, key), files in made:
            found[node_id(name, key)] = files
        db.made["files"] = len(found)
        told("pages", len(found), len(roots))
    return found


def _shares(roots: Sequence[Root], jobs: int) -> Iterator[Sequence[Root]]:
    """Split roots into tasks: each slow root is a task of its own, the others are chunked."""
    alone = [root for root in roots if root[0].alone]
    yield from ([root] for root in alone)
    yield from chunks([root for root in roots if not root[0].alone], jobs)


def _stage(task: Task) -> Result:
    """In a worker: make the files of some roots, and stage them."""
    number, roots, area = task
    db = worker_database()
    made: list[tuple[tuple[str, Any], list[Staged]]] = []
    for name, key in roots:
        files = db.make_root(db.registry.by_name[name], key)
        staged = [area.file(f"{number}-{len(made)}-{count}", file) for count, file in enumerate(files)]
        made.append(((name, key), staged))
        if len(made) % _SWEPT == 0:
            gc.collect(0)  # the cycles of Jinja's that pages leave: some 40 kB each, of long ones more
    return db.handed_over(), made
