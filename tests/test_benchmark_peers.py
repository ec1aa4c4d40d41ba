"""The comparison with peers: how it measures memory, sites and servers, and what it says of goals."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.peers.__main__ import PEERS, plans
from benchmarks.peers.alone import measure_alone
from benchmarks.peers.corpus import MENTIONS, Corpus
from benchmarks.peers.goals import BySize, Verdict, verdicts
from benchmarks.peers.inputs import synchronise
from benchmarks.peers.measure import Usage
from benchmarks.peers.runner import CASES, Figures, Plan
from benchmarks.peers.serve import Save, Served, measure_servers
from benchmarks.peers.site import Changes, changes, look

ROOT = Path(__file__).parent.parent
TERMS = 30
BY_NAME = {peer.name: peer for peer in PEERS}
MEGABYTE = 1 << 20
FORKED = """
import os, sys
block = bytearray(os.urandom(1 << 20) * 60)
read, write = os.pipe()
for _ in range(3):
    if os.fork() == 0:
        os.close(write)
        os.read(read, 1)
        os._exit(0)
print("ready", flush=True)
sys.stdin.read()
"""

needs_proc = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")


def figures(wall: float, **more: object) -> Figures:
    """Of a peer that takes so many seconds for each case, and half of them of CPU."""
    usage = {case: Usage(wall, wall / 2, 200_000_000) for case in CASES}
    return Figures(usage, 1000, 1600.0, 100, **more)  # type: ignore[arg-type]


def verdict(what: str, sizes: BySize, goal: str = "") -> Verdict:
    return next(each for each in verdicts(sizes) if each.what == what and goal in each.goal)


@needs_proc
def test_memory_that_forked_processes_share_counts_once() -> None:
    from benchmarks.peers.processes import family, highest, memory

    process = subprocess.Popen([sys.executable, "-c", FORKED], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin
    assert process.stdout
    try:
        assert process.stdout.readline() == b"ready\n"
        processes = family(process.pid)
        together, one = memory(processes), highest(processes)
    finally:
        process.communicate()
    assert len(processes) == 4
    assert 60 * MEGABYTE < together < 120 * MEGABYTE
    assert one > 60 * MEGABYTE


def test_what_a_build_did_is_told_from_the_files(tmp_path: Path) -> None:
    for name in ("same.html", "again.html", "other.html", "gone.html", "other.js"):
        (tmp_path / name).write_text(name)
    before = look(tmp_path)
    assert changes(before, look(tmp_path)) == Changes(0, 0)
    for name, text in (("again.html", "again.html"), ("other.html", "!"), ("other.js", "!")):
        (tmp_path / "new").write_text(text)
        (tmp_path / "new").replace(tmp_path / name)
    (tmp_path / "gone.html").unlink()
    assert changes(before, look(tmp_path)) == Changes(files=4, pages=2)


@needs_proc
def test_the_server_shows_what_is_saved(tmp_path: Path) -> None:
    said: list[str] = []
    found = measure_servers([BY_NAME["glossgen"]], {"glossgen": None}, TERMS, 2, tmp_path, said.append)
    assert list(found) == ["glossgen"], said
    assert len(found["glossgen"].saves) == 2
    assert found["glossgen"].memory > 0


def test_linking_alone_links_all_mentions(tmp_path: Path) -> None:
    synchronise(BY_NAME["glossgen"], Corpus(TERMS), tmp_path)
    alone = measure_alone(tmp_path / "glossary", 1)
    assert alone.mentions == TERMS * MENTIONS
    assert alone.found >= alone.mentions


def test_a_goal_is_met_missed_or_not_measured() -> None:
    cold = "cold build, 10,000"
    sizes = {10_000: {"glossgen": figures(3.0), "hugo": figures(2.0), "hugo-backlinks": figures(2.9)}}
    assert verdict(cold, sizes, "× hugo").met is True
    assert verdict(cold, sizes, "hugo-backlinks").met is False
    assert verdict(cold, sizes, "hugo-links").met is None
    assert verdict("peak memory, 10,000", sizes).met is True
    assert verdict("peak memory, 100,000", sizes).met is None


def test_files_written_for_nothing_miss_the_goal() -> None:
    for count in (0, 1):
        ours = figures(1.0, changes={"unchanged": Changes(count, 0)})
        assert verdict("nothing changed, 10,000: written", {10_000: {"glossgen": ours}}).met is (count == 0)


def test_a_label_may_cost_its_pages() -> None:
    for wall, met in ((4.9, True), (5.1, False)):
        usage = {"cold": Usage(10, 10, 0), "edit": Usage(1, 1, 0), "label": Usage(wall, 1, 0)}
        did = {"edit": Changes(3, 2), "label": Changes(30, 22)}
        ours = Figures(usage, 1, 1.0, 100, did)
        assert verdict("label added, 10,000", {10_000: {"glossgen": ours}}).met is met


def test_a_server_is_compared_by_its_median() -> None:
    ours, theirs = (
        figures(1.0, served=Served(1.0, tuple(Save(each, 0.1) for each in seconds), 1))
        for seconds in ((0.2, 0.2, 9.0), (0.1, 0.4, 0.5))
    )
    found = verdict("save to page served, 10,000", {10_000: {"glossgen": ours, "hugo": theirs}})
    assert (found.ratio, found.met) == ("0.5", True)


def test_slow_peers_have_one_cold_build() -> None:
    plan = Plan(10_000, 3)
    assert plan.cases(BY_NAME["hugo-links"], 1) == ("cold",)
    assert plan.cases(BY_NAME["hugo-links"], 2) == ()
    assert plan.cases(BY_NAME["hugo"], 2) == CASES[:-1]
    assert plan.cases(BY_NAME["glossgen"], 2) == CASES


def test_100_000_terms_are_measured_once_beside_our_own_10_000() -> None:
    assert plans([100_000], None, 9) == [Plan(10_000, 3), Plan(100_000, 1)]
    assert plans([300, 10_000], 2, 9) == [Plan(300, 2, 9), Plan(10_000, 2, 9)]


def test_stages_are_those_that_the_build_tells() -> None:
    command = [sys.executable, "benchmarks/stages.py", "--terms", "20", "--runs", "1"]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    names = [line.split()[0] for line in printed.splitlines()]
    assert {"start", "read", "link", "pages", "all", "memory"} <= set(names)
