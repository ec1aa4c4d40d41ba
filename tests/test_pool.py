"""Work in several processes: the same results, and nothing left behind whatever happens."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from glossgen.build import BuildOptions, build
from glossgen.build.engine import usable_jobs
from glossgen.model import Position, Problem
from glossgen.problems import CannotStart
from glossgen.query import Database, Registry, Store
from glossgen.query.changes import Changes
from glossgen.query.pool import Pool, WorkerDied, chunks
from made import write

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork") or sys.platform == "darwin", reason="processes are not forked there"
)

PROBLEMS = (Problem(Position("a.md", 3), "encoding", "bad", "hint"), Problem(Position("b.md"), "math", "x"))


@pytest.fixture
def db() -> Database:
    """A database that knows nothing; what is run beside it needs nothing."""
    return Database(Registry(), None, Store(None, "tests"))


def forking(jobs: int) -> Pool:
    """A pool that forks, whatever threads other tests have left in this process."""
    return Pool(jobs, None, lambda: True)


def note(folder: Path) -> None:
    """Leave the number of this process in a folder."""
    (folder / str(os.getpid())).touch()


def left(folder: Path) -> list[int]:
    """The noted processes that are still there, be it only because nobody has waited for them."""
    pids = [int(path.name) for path in folder.iterdir()]
    assert pids
    return [pid for pid in pids if pid != os.getpid() and Path(f"/proc/{pid}").exists()]


def test_what_is_written_while_others_work_still_reaches_its_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry = Registry()
    number = registry.input("number", lambda environment, key: environment[key])

    @registry.query(table=True, keep=int, pooled=True)
    def column(db: Database, key: int) -> dict[str, int]:
        return {"value": db.input(number, key), "same": 0}

    @registry.query(keep=int)
    def double(db: Database, key: int) -> int:
        return 2 * db.part(column, key, "value")

    keys = range(8)
    monkeypatch.setattr("glossgen.query.database._MUCH", 0)  # each chunk is written at once
    for value in (1, 3):
        db = Database(registry, dict.fromkeys(keys, value), Store(tmp_path / "store", "tests"))
        db.pool = Pool(2, None, lambda: True, few=1)
        db.refresh()
        assert [db.peek(double, key) for key in keys] == [2 * value] * 8
        db.commit()
        db.store.close()


# -- work that the workers do; they find it by the name of its module ---------------


def encoded(task: str) -> bytes:
    return task.encode()


def pid_of(_task: object) -> int:
    return os.getpid()


def filled(size: int) -> bytes:
    return b"x" * size


def meet(folder: Path) -> int:
    """Ends only when another process has begun the same."""
    note(folder)
    deadline = time.monotonic() + 60
    while len(list(folder.iterdir())) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    return os.getpid()


def stop_at_40(task: tuple[Path, int]) -> int:
    folder, number = task
    note(folder)
    if number == 40:
        raise CannotStart(PROBLEMS)
    return number


def fatal(task: tuple[Path, str]) -> bytes:
    """A worker that begins a task ends."""
    folder, how = task
    note(folder)
    if not multiprocessing.parent_process():
        return b""
    if how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(7)


def noted(task: tuple[Path, int]) -> bytes:
    note(task[0])
    return bytes(100_000)


def killed(_task: object) -> tuple[Changes, list[object]]:
    if multiprocessing.parent_process():
        os.kill(os.getpid(), signal.SIGKILL)
    return Changes(), []


# -- results -----------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2, 3, 9])
@pytest.mark.parametrize("count", [0, 1, 7, 500])
def test_every_task_is_done_once(db: Database, jobs: int, count: int) -> None:
    tasks = [f"{number}" * (number % 7) for number in range(count)]
    assert sorted(forking(jobs).run(db, encoded, tasks)) == sorted(task.encode() for task in tasks)


@pytest.mark.parametrize("jobs", [1, 2, 7])
@pytest.mark.parametrize("count", [0, 1, 2, 47, 48, 1000])
def test_chunks_hold_every_key_once_and_in_order(jobs: int, count: int) -> None:
    parts = list(chunks(range(count), jobs))
    assert [key for part in parts for key in part] == list(range(count))
    assert all(parts)


def test_large_results(db: Database) -> None:
    sizes = [10, 3_000_000, 0, 5, 1_000_000, 70_000, *[1] * 50]
    assert sorted(len(each) for each in forking(3).run(db, filled, sizes)) == sorted(sizes)


def test_this_process_and_a_worker_are_at_work_at_once(db: Database, tmp_path: Path) -> None:
    first, second = forking(2).run(db, meet, [tmp_path, tmp_path])
    assert first != second
    assert os.getpid() in (first, second)


def test_one_job_stays_in_this_process(db: Database) -> None:
    assert set(forking(1).run(db, pid_of, [1, 2, 3])) == {os.getpid()}


def test_beside_other_threads_nothing_is_forked(db: Database) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert set(Pool(2).run(db, pid_of, [1, 2, 3])) == {os.getpid()}
    finally:
        stop.set()
        thread.join()


def test_a_quiet_process_forks() -> None:
    code = (
        "from glossgen.query.pool import can_fork\nfrom threading import Event, Thread\nprint(can_fork())\n"
    )
    code += "end = Event(); Thread(target=end.wait).start(); print(can_fork()); end.set()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True\nFalse\n"


def test_there_is_at_least_one_job() -> None:
    assert usable_jobs() >= 1


# -- ends --------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 3])
def test_errors_reach_the_parent(db: Database, jobs: int, tmp_path: Path) -> None:
    results = forking(jobs).run(db, stop_at_40, [(tmp_path, number) for number in range(100)])
    done: list[int] = []
    with pytest.raises(CannotStart) as caught:
        done.extend(results)
    assert caught.value.problems == PROBLEMS
    assert str(caught.value) == "bad; x"
    assert 40 not in done
    assert left(tmp_path) == []


@pytest.mark.parametrize("how", ["kill", "exit"])
def test_a_killed_worker_is_noticed(db: Database, how: str, tmp_path: Path) -> None:
    with pytest.raises(WorkerDied):
        list(forking(2).run(db, fatal, [(tmp_path, how)] * 10))
    assert left(tmp_path) == []


def test_a_build_says_that_a_worker_was_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = "".join(f"## Term {number}\n\nText.\n\n" for number in range(60))
    config = write(tmp_path, {"a.md": entries})
    monkeypatch.setattr("glossgen.build.write_files._stage", killed)
    monkeypatch.setattr(Pool, "usable", lambda pool, _: pool.jobs > 1)
    monkeypatch.setattr(Pool, "worth", lambda pool, count: pool.jobs > 1 and count > 50)  # its pages
    with pytest.raises(CannotStart) as caught:
        build(config, BuildOptions(jobs=2))
    assert [problem.code for problem in caught.value.problems] == ["worker"]
    assert not config.output.exists()


def test_whoever_stops_listening_leaves_no_process_behind(db: Database, tmp_path: Path) -> None:
    frozen = gc.get_freeze_count()
    results = forking(3).run(db, noted, [(tmp_path, number) for number in range(1000)])
    next(results)
    results.close()
    assert left(tmp_path) == []
    assert gc.get_freeze_count() == frozen


# -- in a process of its own -------------------------------------------------------

SLEEPERS = """
import os, sys, time
from glossgen.query import Database, Registry, Store
from glossgen.query.pool import Pool

def work(task):
    os.write(1, b"%d\\n" % os.getpid())  # in one piece, whoever else writes
    time.sleep(600)  # longer than anybody waits for this test

def results():
    return Pool(2).run(Database(Registry(), None, Store(None, "tests")), work, [1, 2])
"""

INTERRUPTED = """
try:
    list(results())
except KeyboardInterrupt:
    print("interrupted", flush=True)
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        print("alone", flush=True)
"""


def started(code: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SLEEPERS + code]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)


def test_ctrl_c_ends_all_of_them() -> None:
    with started(INTERRUPTED) as process:
        assert process.stdout
        pids = [int(process.stdout.readline()) for _ in range(2)]
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
        assert process.communicate(timeout=120)[0].split() == ["interrupted", "alone"]
    assert process.returncode == 0
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_workers_end_with_the_parent() -> None:
    with started("list(results())") as process:
        assert process.stdout
        pids = [int(process.stdout.readline()) for _ in range(2)]
        process.kill()  # which lets it do nothing more
        assert process.stdout.read() == ""  # the output is at its end when no process holds it any more
    assert len(set(pids)) == 2


# -- in a whole build --------------------------------------------------------------

SLOW_STAGE = """
import os, time

def stage(task):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(600)
"""

SLOW_BUILD = """
import sys
import slow_stage
from functools import partial
from glossgen.build import engine, write_files
from glossgen.cli import program
from glossgen.query.pool import Pool, can_fork

write_files._stage, write_files._FEW = slow_stage.stage, 1
Pool.worth = lambda pool, count: True
engine.Pool = partial(Pool, fork=can_fork if sys.argv.pop(1) == "forked" else bool)
program()
"""


@pytest.mark.parametrize("kind", ["forked", "started anew"])
def test_ctrl_c_ends_a_build_and_leaves_the_old_site(tmp_path: Path, kind: str) -> None:
    config = write(tmp_path, {"a.md": "## one\n\nText.\n\n## two\n\nText.\n"})
    build(config, BuildOptions(jobs=1))
    before = {path: path.read_bytes() for path in config.output.rglob("*") if path.is_file()}
    (config.root / "a.md").write_text("## one\n\nOther.\n\n## three\n\nText.\n", "utf-8")
    (tmp_path / "slow_stage.py").write_text(SLOW_STAGE, "utf-8")
    command = [sys.executable, "-c", SLOW_BUILD, kind, "build", str(config.root), "-o", str(config.output)]
    path = os.pathsep.join((str(tmp_path), *sys.path))
    with subprocess.Popen(
        [*command, "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": path},
    ) as process:
        assert process.stdout
        pids = [int(process.stdout.readline()) for _ in range(2)]
        os.killpg(process.pid, signal.SIGINT)
        said = process.communicate(timeout=120)
    assert (process.returncode, *said) == (130, "", "")
    assert {path: path.read_bytes() for path in config.output.rglob("*") if path.is_file()} == before
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    assert build(config, BuildOptions(jobs=1)).terms == 2
