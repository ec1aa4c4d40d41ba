"""A large site is read and linked in a process of its own: the same site and report as by one process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from glossgen.build import BuildOptions, build
from glossgen.build import apart as module
from glossgen.build.pieces import by_file, laid_out
from glossgen.config import Config, load_config
from glossgen.problems import CannotStart
from glossgen.record import Asked
from glossgen.workers import standby

ROOT = Path(__file__).parent
GLOSSARIES = [ROOT.parent / "glossary", ROOT / "two_languages", *sorted((ROOT / "glossaries").glob("*/"))]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="forks processes")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every glossary counts as large, and no process makes more than two pages."""
    monkeypatch.setattr(module, "LARGE", 0)
    monkeypatch.setattr("glossgen.build.LIFE", 2)
    monkeypatch.setattr(module, "can_fork", lambda: True)
    monkeypatch.setattr(standby, "can_fork", lambda: True)
    monkeypatch.setattr("glossgen.workers.crew.can_fork", lambda: True)


def copied(folder: Path, to: Path) -> Path:
    """A glossary of its own, without a site or a cache."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if path.is_file() and not {"site", ".glossgen"} & set(name.parts):
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            (to / name).write_bytes(path.read_bytes())
    return to


def site_of(config: Config) -> dict[str, bytes]:
    files = (path for path in config.output.rglob("*") if path.is_file())
    return {path.relative_to(config.output).as_posix(): path.read_bytes() for path in files}


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("folder", GLOSSARIES, ids=lambda folder: folder.name)
def test_the_site_is_the_same(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copied(folder, tmp_path / "glossary")
    one, two = (load_config(root, output=tmp_path / name) for name in ("one", "two"))
    with monkeypatch.context() as patch:
        patch.setattr(module, "LARGE", 1 << 60)
        report = build(one, BuildOptions(jobs=2))
    how = BuildOptions(jobs=2, asked=Asked(root))
    assert build(two, how) == report
    assert site_of(two) == site_of(one)
    stages = [stage.name for stage in how.profile.stages]
    assert stages[:2] == ["read", "link"]
    assert stages[-5:] == ["keep", "recall", "pages", "write", "record"]


@pytest.mark.usefixtures("large")
def test_the_next_build_begins_where_it_ended(tmp_path: Path) -> None:
    root = copied(ROOT / "two_languages", tmp_path / "glossary")
    config = load_config(root, output=tmp_path / "site")
    build(config, BuildOptions(jobs=2, asked=Asked(root)))
    file = next(path for path in sorted(root.rglob("*.md")) if "\n\n## " in path.read_text("utf-8"))
    file.write_text(file.read_text("utf-8").rstrip() + " One more sentence.\n", "utf-8")
    how = BuildOptions(jobs=2, asked=Asked(root))
    again = build(config, how)
    assert how.profile.stages[0].name == "recall"
    whole = load_config(root, output=tmp_path / "whole")
    assert build(whole, BuildOptions(jobs=1)).problems == again.problems
    assert site_of(config) == site_of(whole)


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("jobs", [1, 2])
def test_without_a_cache_one_process_does_it(jobs: int, tmp_path: Path) -> None:
    root = copied(ROOT / "two_languages", tmp_path / "glossary")
    (root / ".glossgen").write_text("in the way of the cache", "utf-8")
    config = load_config(root, output=tmp_path / "site")
    assert build(config, BuildOptions(jobs=jobs)).terms
    assert site_of(config)


@pytest.mark.usefixtures("large")
def test_what_stops_a_build_is_said_by_the_process_that_was_asked(tmp_path: Path) -> None:
    root = copied(ROOT / "two_languages", tmp_path / "glossary")
    (root / "glossgen.lock").write_text("no lock", "utf-8")
    with pytest.raises(CannotStart):
        build(load_config(root, output=tmp_path / "site"), BuildOptions(jobs=2))
    assert not (tmp_path / "site").exists()


@pytest.mark.usefixtures("large")
def test_problems_come_over_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copied(ROOT / "two_languages", tmp_path / "glossary")
    folder = os.fsencode(next(path.parent for path in root.rglob("*.md")))
    with open(folder + b"/bad-\xff.md", "wb") as file:  # noqa: PTH123  (a name that is no text)
        file.write(b"# Bad\n\n## bad\n\nA [[word]] that nobody wrote.\n")
    report = build(load_config(root, output=tmp_path / "two"), BuildOptions(jobs=2))
    monkeypatch.setattr(module, "LARGE", 1 << 60)
    assert build(load_config(root, output=tmp_path / "one"), BuildOptions(jobs=2)).problems == report.problems
    assert "unreadable" in {problem.code for problem in report.problems}


ORPHAN = """
import os, sys, time
from pathlib import Path
from glossgen.build import How, apart, build
from glossgen.config import load_config

def stand(config, how):
    print(os.getpid(), flush=True)
    time.sleep(600)

apart.LARGE, apart.stand = 0, stand
build(load_config(Path(sys.argv[1]), output=Path(sys.argv[2])), How(jobs=2))
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
def test_who_reads_for_a_build_that_was_killed_ends(tmp_path: Path) -> None:
    root = copied(ROOT / "two_languages", tmp_path / "glossary")
    command = [sys.executable, "-c", ORPHAN, str(root), str(tmp_path / "site")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert runs(child)
        parent.kill()
    deadline = time.monotonic() + 60
    while runs(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not runs(child)


def runs(pid: int) -> bool:
    """Whether a process is there and is not one that has ended and was not waited for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


FILES = {"a.md": b"one two three", "b.md": b"", "c.md": b"four"}


def test_pieces_lie_in_their_order() -> None:
    counts = {path: len(data.split()) for path, data in FILES.items()}
    homes = [(path, at) for path, count in counts.items() for at in range(count)]
    wanted = b" ".join(FILES.values()).split()
    pieces = laid_out(FILES.__getitem__, bytes.split, counts)
    assert [bytes(pieces(number)) for number in (3, 0, 1, 2)] == [wanted[3], *wanted[:3]]
    given = by_file(FILES.__getitem__, bytes.split, homes)
    assert [given(number) for number in (3, 0, 1, 2)] == [wanted[3], *wanted[:3]]


def test_nothing_is_laid_out_of_nothing() -> None:
    assert laid_out(FILES.__getitem__, bytes.split, {})
