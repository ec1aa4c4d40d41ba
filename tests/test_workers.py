"""Work in forked processes: the same results in the same order, and nothing left behind whatever happens."""

from __future__ import annotations

import gc
import mmap
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from glossgen.workers import WorkerTrace, crew, run, spare, standby, usable_jobs

from glossgen.model import Position, Problem
from glossgen.problems import CannotStart

T = TypeVar("T")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks processes")

needs_fork = pytest.mark.skipif(sys.platform == "darwin", reason="works inline there")


def pid_of(_task: object) -> bytes:
    return str(os.getpid()).encode()


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever threads other tests have left in this process, it forks."""
    monkeypatch.setattr(crew, "can_fork", lambda: True)
    monkeypatch.setattr(standby, "can_fork", lambda: True)


def noting(folder: Path, work: Callable[[T], bytes]) -> Callable[[T], bytes]:
    """The same work, with the processes that did it noted in a folder."""

    def noted(task: T) -> bytes:
        (folder / str(os.getpid())).touch()
        return work(task)

    return noted


def left(folder: Path) -> list[int]:
    """The noted processes that are still there, be it only because nobody has waited for them."""
    pids = [int(path.name) for path in folder.iterdir()]
    assert pids
    return [pid for pid in pids if pid != os.getpid() and Path(f"/proc/{pid}").exists()]


@needs_fork
@pytest.mark.usefixtures("forks")
def test_a_worker_goes_on_while_the_parent_is_at_work_on_something_long() -> None:
    parent, shared, seen = os.getpid(), mmap.mmap(-1, 2), []  # whether the parent has begun, answers made

    def wait_for(place: int, least: int) -> None:
        deadline = time.monotonic() + 20
        while shared[place] < least and time.monotonic() < deadline:
            time.sleep(0.01)

    def work(_task: int) -> bytes:
        if os.getpid() != parent:
            wait_for(0, 1)
            shared[1] += 1
            return bytes(100_000)  # more than a pipe holds
        shared[0] = 1
        if not seen:
            wait_for(1, 10)
        seen.append(shared[1])
        return b""

    assert len(list(run(range(64), work, 2, here=True))) == 64
    assert seen[0] >= 10


@pytest.mark.usefixtures("forks")
@pytest.mark.parametrize("jobs", [1, 2, 3, 9])
@pytest.mark.parametrize("count", [0, 1, 2, 7, 500, 3000])
@pytest.mark.parametrize("here", [False, True])
def test_results_come_in_the_order_of_the_tasks(jobs: int, count: int, here: bool) -> None:
    tasks = [f"{number}" * (number % 7) for number in range(count)]
    assert list(run(tasks, str.encode, jobs, here=here)) == [task.encode() for task in tasks]


@pytest.mark.usefixtures("forks")
def test_large_results_and_large_tasks() -> None:
    sizes = [10, 3_000_000, 0, 5, 1_000_000, 70_000, *[1] * 50]
    made = list(run(sizes, lambda size: b"x" * size, 3, size=int))
    assert [len(each) for each in made] == sizes


@needs_fork
@pytest.mark.usefixtures("forks")
def test_two_workers_are_at_work_at_once(tmp_path: Path) -> None:
    def meet(task: str) -> bytes:
        """Ends only when the other task has begun too."""
        (tmp_path / task).touch()
        while len(list(tmp_path.iterdir())) < 2:
            pass
        return pid_of(task)

    first, second = run(["a", "b"], meet, 2)
    assert len({first, second, pid_of(None)}) == 3


@needs_fork
@pytest.mark.usefixtures("forks")
def test_this_process_is_one_of_them_where_it_is_to_be(tmp_path: Path) -> None:
    def meet(task: str) -> bytes:
        """Ends only when the other task has begun too."""
        (tmp_path / task).touch()
        while len(list(tmp_path.iterdir())) < 2:
            pass
        return pid_of(task)

    made = list(run(["a", "b"], meet, 2, here=True))
    assert len(set(made)) == 2
    assert pid_of(None) in made


@needs_fork
@pytest.mark.usefixtures("forks")
@pytest.mark.parametrize(("life", "least"), [(1, 20), (10, 2)])
def test_a_worker_that_has_done_enough_makes_room_for_another(life: int, least: int, tmp_path: Path) -> None:
    held: list[int] = []

    def work(task: int) -> bytes:
        held.append(task)
        return b"%d" % len(held)

    made = [int(each) for each in run(range(20), noting(tmp_path, work), 2, life=life)]
    assert len(made) == 20
    assert max(made) <= life
    assert (held, left(tmp_path)) == ([], [])
    assert len(list(tmp_path.iterdir())) >= least


@needs_fork
@pytest.mark.usefixtures("forks")
def test_an_error_of_a_late_worker_reaches_the_parent(tmp_path: Path) -> None:
    def work(task: int) -> bytes:
        if task == 17:
            raise ValueError(task)
        return bytes(task)

    made = []
    with pytest.raises(ValueError, match="17"):
        made.extend(run(range(20), noting(tmp_path, work), 2, life=2))
    assert (len(made), left(tmp_path)) == (17, [])


@needs_fork
def test_another_thread_forbids_a_fork() -> None:
    code = "from glossgen.workers import can_fork\nfrom threading import Event, Thread\nprint(can_fork())\n"
    code += "end = Event(); Thread(target=end.wait).start(); print(can_fork()); end.set()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True\nFalse\n"


def test_one_job_one_task_and_other_threads_stay_in_this_process() -> None:
    own = pid_of(None)
    assert list(run([1, 2, 3], pid_of, 1)) == [own] * 3
    assert list(run([1], pid_of, 4)) == [own]
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert list(run([1, 2, 3], pid_of, 2)) == [own] * 3
    finally:
        stop.set()
        thread.join()


class Unspeakable(Exception):
    """Cannot be sent: pickle finds no way to make it again."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


@pytest.mark.usefixtures("forks")
@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize("here", [False, True])
def test_errors_reach_the_parent_after_what_came_before(jobs: int, here: bool, tmp_path: Path) -> None:
    problems = (
        Problem(Position("a.md", 3), "encoding", "bad", "hint"),
        Problem(Position("b.md"), "math", "x"),
    )

    def work(task: int) -> bytes:
        if task in (40, 90):
            raise CannotStart(problems)
        return b"%d" % task

    results = run(range(100), noting(tmp_path, work), jobs, here=here)
    assert [int(next(results)) for _ in range(40)] == list(range(40))
    with pytest.raises(CannotStart) as caught:
        next(results)
    assert caught.value.problems == problems
    assert str(caught.value) == "bad; x"
    assert left(tmp_path) == []


@needs_fork
@pytest.mark.usefixtures("forks")
def test_an_error_says_where_in_the_worker_it_came_up() -> None:
    def work(task: int) -> bytes:
        return b"%d" % (1 // task)

    with pytest.raises(ZeroDivisionError) as caught:
        list(run([1, 0], work, 2))
    assert isinstance(caught.value.__cause__, WorkerTrace)
    assert 'b"%d" % (1 // task)' in str(caught.value.__cause__)


@needs_fork
@pytest.mark.usefixtures("forks")
def test_an_error_that_cannot_be_sent_is_told_all_the_same() -> None:
    def work(task: int) -> bytes:
        raise Unspeakable("one", "two")

    with pytest.raises(RuntimeError, match="Unspeakable: onetwo"):
        list(run([1, 2], work, 2))


@needs_fork
@pytest.mark.usefixtures("forks")
@pytest.mark.parametrize("how", ["kill", "exit"])
def test_a_killed_worker_is_told(how: str, tmp_path: Path) -> None:
    def work(task: int) -> bytes:
        if task == 5 and how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if task == 5:
            os._exit(7)
        return b""

    with pytest.raises(CannotStart) as caught:
        list(run(range(10), noting(tmp_path, work), 2))
    (problem,) = caught.value.problems
    assert problem.code == "worker"
    assert problem.message.endswith("by signal 9" if how == "kill" else "with status 7")
    assert left(tmp_path) == []


@needs_fork
@pytest.mark.usefixtures("forks")
def test_whoever_stops_listening_leaves_no_process_behind(tmp_path: Path) -> None:
    frozen = gc.get_freeze_count()
    results = run(range(1000), noting(tmp_path, lambda task: b"x" * 100_000), 3)
    next(results)
    results.close()
    assert left(tmp_path) == []
    assert gc.get_freeze_count() == frozen


@needs_fork
@pytest.mark.usefixtures("forks")
def test_work_is_done_before_anybody_waits_for_it(tmp_path: Path) -> None:
    def work(name: bytes) -> bytes:
        (tmp_path / name.decode()).touch()
        return name * 1_000_000  # more than a pipe takes

    with spare(work, 2) as begin:
        assert list(tmp_path.iterdir()) == []
        answers = begin([b"a", b"b"])
        while len(list(tmp_path.iterdir())) < 2:
            pass
        assert answers() == [b"a" * 1_000_000, b"b" * 1_000_000]


@pytest.mark.usefixtures("forks")
@pytest.mark.parametrize("jobs", [0, 3, 5])
@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_requests_are_answered_in_their_order(jobs: int, count: int) -> None:
    requests = [b"%d" % number * 100_000 for number in range(count)]
    with spare(bytes.swapcase, jobs) as begin:
        assert begin(requests)() == requests


@needs_fork
@pytest.mark.usefixtures("forks")
@pytest.mark.parametrize("asked", [True, False])
def test_what_nobody_waits_for_is_ended(asked: bool, tmp_path: Path) -> None:
    frozen, pipes = gc.get_freeze_count(), len(list(Path("/proc/self/fd").iterdir()))
    never = threading.Event()
    with spare(noting(tmp_path, lambda request: bytes(never.wait())), 2) as begin:
        if asked:
            begin([b"", b""])
            while len(list(tmp_path.iterdir())) < 2:
                pass
            assert len(left(tmp_path)) == 2
    assert not asked or left(tmp_path) == []
    assert gc.get_freeze_count() == frozen
    assert len(list(Path("/proc/self/fd").iterdir())) == pipes


@pytest.mark.usefixtures("forks")
@pytest.mark.parametrize("jobs", [0, 2])
def test_an_error_comes_up_where_the_answers_are_waited_for(jobs: int) -> None:
    def work(request: bytes) -> bytes:
        return bytes(1 // len(request))

    with spare(work, jobs) as begin:
        answers = begin([b"x", b""])
        with pytest.raises(ZeroDivisionError):
            answers()


@needs_fork
@pytest.mark.usefixtures("forks")
def test_whoever_stands_by_ends_with_the_parent() -> None:
    code = "import os\nfrom glossgen.workers import spare\n"
    code += "with spare(bytes, 2): os._exit(0)\n"
    # The output is at its end when no process holds it any more.
    subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=True, timeout=60)


INTERRUPTED = """
import os, sys, time
from glossgen.workers import run

def work(task):
    os.write(1, b"%d\\n" % os.getpid())  # in one piece, whoever else writes
    time.sleep(60)
    return b""

try:
    list(run([1, 2], work, 2))
except KeyboardInterrupt:
    print("interrupted", flush=True)
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        print("alone", flush=True)
"""


@needs_fork
@pytest.mark.usefixtures("forks")
def test_ctrl_c_ends_all_of_them() -> None:
    command = [sys.executable, "-c", INTERRUPTED]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout
        pids = [int(process.stdout.readline()) for _ in range(2)]
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
        assert process.stdout.read().split() == ["interrupted", "alone"]
    assert process.returncode == 0
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_there_is_at_least_one_job() -> None:
    assert usable_jobs() >= 1
