"""Builds glossaries, and tells what their queries asked of the system other than through an input.

A query is pure if all that it gives depends on what the database gave it. Opening and listing files, starting
processes and talking to others is seen by an audit hook (PEP 578). There is no audit event for a look at a
file (`os.stat`), at the clock or at the environment: these are seen by a profile function, which is told of
every call. An audit hook cannot be removed, so this runs as a process of its own:

    python tests/audited_build.py WORK

Each folder in WORK holds a `glossary`, and in `edits/1`, `edits/2` … files that are put into it, one after
the other, with a build after each. What was found is printed as JSON, by folder.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import FrameType
from typing import Any

from msgspec import Struct, to_builtins

from glossgen.assets import CHECKOUT, PACKAGE, templates_folder
from glossgen.build import Builder, BuildOptions
from glossgen.config import load_config
from glossgen.query.results import Results
from glossgen.query.user_folder import user_folder

WATCHED = ("open", "os.", "shutil.", "glob.", "tempfile.", "subprocess.", "socket.", "sqlite3.", "ctypes.")
"""Beginnings of the audit events of what leaves this process."""

BUILTINS: frozenset[Callable[..., Any]] = frozenset(
    {
        *(os.stat, os.lstat, os.access, os.readlink, os.statvfs, os.getcwd, os.urandom),
        *(time.time, time.time_ns, time.monotonic, time.perf_counter, time.localtime, time.gmtime),
        *(time.ctime, time.strftime, datetime.now, datetime.utcnow, datetime.today, date.today),
    }
)
"""What asks about a file, the clock or chance, and has no audit event."""

ENVIRONMENT = frozenset(
    method.__code__ for method in (type(os.environ).__getitem__, type(os.environ).__iter__)
)
"""What every look at the environment ends in, be it by `os.getenv`, `get` or `in`."""

NO_INPUT = {
    ("", "query/"): "the engine itself, which looks at its store",
    ("monotonic", "render/math/engine.py"): "a formula that takes too long is given up, and expires",
    ("perf_counter", "output/static/katex_fonts.py"): "fontTools takes times for its log",
    ("datetime.now", "render/compile_catalog.py"): "Babel dates the head of a catalog, which nobody reads",
}
"""What is asked (empty: anything), and where in the package, that changes no result; and why."""

LATE = ("<frozen importlib", str(Path(sysconfig.get_path("stdlib"), "importlib")))
"""Modules that are imported late, and versions of libraries: another program empties the store."""


_RUN = Results._run.__code__


class Asked(Struct, frozen=True):
    """A question that went around the inputs: in which query, what was asked of what, and where."""

    query: str
    event: str
    subject: str
    place: str


class Watch:
    """The questions of queries that no input answered. Paths in the folders `free` are nobody's input."""

    def __init__(self, free: tuple[str, ...]) -> None:
        self.free = free
        self.found: dict[Asked, None] = {}
        self._query = ""

    def begin(self) -> None:
        """Watch from now on, for ever."""
        run, read = Results._run, Results._read

        def watched_run(db: Results, query: Any, key: Any) -> Any:
            with self._in(query.name):
                return run(db, query, key)

        def watched_read(db: Results, kind: Any, key: Any, ident: int) -> Any:
            with self._in(""):
                return read(db, kind, key, ident)

        Results._run, Results._read = watched_run, watched_read  # type: ignore[method-assign]
        sys.addaudithook(self._audit)

    @contextmanager
    def _in(self, query: str) -> Iterator[None]:
        """In a query; without a name, in an input, which may ask what it likes."""
        before, self._query = self._query, query
        sys.setprofile(self._profile if query else None)
        try:
            yield
        finally:
            self._query = before
            sys.setprofile(self._profile if before else None)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._query and event.startswith(WATCHED):
            self._note(event, arguments[0] if arguments else "", sys._getframe(1))

    def _profile(self, frame: FrameType, event: str, argument: Any) -> None:
        if event == "c_call" and argument in BUILTINS:
            self._note(argument.__qualname__, _first(frame), frame)
        elif event == "call" and frame.f_code in ENVIRONMENT:
            self._note("os.environ", frame.f_locals.get("key", ""), frame)

    def _note(self, event: str, subject: Any, frame: FrameType) -> None:
        if isinstance(subject, int) and event == "open":
            return  # a file that is open already
        places = list(_places(frame))
        if any(file.startswith(LATE) for file, _ in places):
            return
        file, line = next((each for each in places if each[0].startswith(str(PACKAGE))), places[0])
        place = os.path.relpath(file, PACKAGE)
        path = os.fsdecode(subject) if isinstance(subject, (str, bytes, os.PathLike)) else ""
        known = any(event.startswith(what) and place.startswith(where) for what, where in NO_INPUT)
        if not known and not path.startswith(self.free):
            self.found[Asked(self._query, event, path, f"{place}:{line}")] = None


def _first(frame: FrameType) -> Any:
    """What is most likely looked at by a frame that calls a builtin function: a profile is not told."""
    return next((each for each in frame.f_locals.values() if isinstance(each, (str, os.PathLike))), "")


def _places(frame: FrameType | None) -> Iterator[tuple[str, int]]:
    """File and line of the frames of a query, the innermost first."""
    while frame is not None and frame.f_code is not _RUN:
        yield frame.f_code.co_filename, frame.f_lineno
        frame = frame.f_back


def build_all(work: Path) -> dict[str, list[Asked]]:
    """What the queries of each glossary asked, in its builds one after the other."""
    program = [PACKAGE, templates_folder(), CHECKOUT / "hatch_build.py"]
    program += [Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib", "platlib")]
    caches = [user_folder(""), *(place / "glossary" / ".glossgen" for place in work.iterdir())]
    watch = Watch(tuple(map(str, (*program, *caches))))
    watch.begin()
    answer: dict[str, list[Asked]] = {}
    for place in sorted(work.iterdir()):
        watch.found = {}
        edits = sorted((place / "edits").iterdir()) if (place / "edits").is_dir() else []
        for edit in (None, *edits):
            if edit:
                shutil.copytree(edit, place / "glossary", dirs_exist_ok=True)
            with Builder() as builder:
                builder.build(load_config(place / "glossary", output=place / "site"), BuildOptions(jobs=1))
        answer[place.name] = list(watch.found)
    return answer


if __name__ == "__main__":
    print(json.dumps(to_builtins(build_all(Path(sys.argv[1]).resolve()))))
