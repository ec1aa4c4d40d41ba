"""The comparison with peers: how it measures memory, sites, servers and other checkouts, and what it says."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.peers.__main__ import PEERS, plans
from benchmarks.peers.alone import measure_alone
from benchmarks.peers.articles import Articles
from benchmarks.peers.before import before, dependencies, missing
from benchmarks.peers.corpus import MENTIONS, Corpus
from benchmarks.peers.glossgen import Made, made_by, with_articles
from benchmarks.peers.goals import BySize, Verdict, verdicts
from benchmarks.peers.inputs import synchronise
from benchmarks.peers.measure import CommandFailed, Usage, run
from benchmarks.peers.runner import ARTICLE_CASES, CASES, Figures, Plan, measure
from benchmarks.peers.serve import ENTRY, SENTENCE, SERVER_CASES, START, measure_servers, shown
from benchmarks.peers.site import Changes, changes, look
from benchmarks.peers.table import STEPS, Measured, report

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


def usages(*walls: float) -> list[Usage]:
    """Runs that took so many seconds, and a quarter of them of CPU."""
    return [Usage(wall, wall / 4, 10_000_000) for wall in walls]


def verdict(what: str, sizes: BySize, goal: str = "") -> Verdict:
    return next(each for each in verdicts(sizes) if each.what == what and goal in each.goal)


@needs_proc
def test_memory_that_forked_processes_share_counts_once() -> None:
    from benchmarks.peers.processes import family, highest, memory, resident

    process = subprocess.Popen([sys.executable, "-c", FORKED], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin
    assert process.stdout
    try:
        assert process.stdout.readline() == b"ready\n"
        processes = family(process.pid)
        together, one, each = memory(processes), highest(processes), resident(processes)
    finally:
        process.communicate()
    assert len(processes) == 4
    assert 60 * MEGABYTE < together < 120 * MEGABYTE
    assert one > 60 * MEGABYTE
    assert each > 4 * 60 * MEGABYTE


@needs_proc
def test_a_command_may_end_with_some_codes(tmp_path: Path) -> None:
    # It lives long enough to be looked at more than once, as what is measured does.
    command = [sys.executable, "-c", "import time; print('dead links'); time.sleep(0.3); exit(1)"]
    usage = run(command, tmp_path, {}, tmp_path / "log.txt", codes=(0, 1))
    assert usage.cpu > 0
    assert usage.memory > MEGABYTE
    with pytest.raises(CommandFailed, match="ended with 1:\ndead links"):
        run(command, tmp_path, {}, tmp_path / "log.txt")


def test_what_a_build_did_is_told_from_the_files(tmp_path: Path) -> None:
    for name in ("same.html", "again.html", "other.html", "gone.html", "other.js"):
        (tmp_path / name).write_text(name)
    before = look(tmp_path)
    assert changes(before, look(tmp_path)) == Changes(0, 0, 0)
    for name, text in (("again.html", "again.html"), ("other.html", "!"), ("other.js", "!")):
        (tmp_path / "new").write_text(text)
        (tmp_path / "new").replace(tmp_path / name)
    (tmp_path / "gone.html").unlink()
    assert changes(before, look(tmp_path)) == Changes(files=4, pages=2, differ=3)


def test_what_a_build_made_is_told_by_what_it_prints() -> None:
    words = "4,500 mentions, 4,138 links, 30 formulas; files: {}, 5 written, 1,331 unchanged, 0 removed"
    assert made_by(words.format("1,049 made (1,032 pages)")) == Made(1049, 1032)
    assert made_by(words.format("2 made (1 page)")) == Made(2, 1)
    assert made_by(words.format("1,049 made")) == Made(1049, None)
    assert made_by("Built 300 terms") is None


@needs_proc
def test_the_server_shows_what_is_saved(tmp_path: Path) -> None:
    said: list[str] = []
    found = measure_servers([BY_NAME["glossgen"]], {"glossgen": None}, TERMS, 2, tmp_path, said.append)
    assert list(found) == ["glossgen"], said
    assert {case: len(runs) for case, runs in found["glossgen"].items()} == {START: 1, SENTENCE: 2, ENTRY: 2}
    assert all(usage.memory > 0 for runs in found["glossgen"].values() for usage in runs)


def test_each_save_shows_something_new_in_one_file(tmp_path: Path) -> None:
    saves = [(START, 0, 0), (SENTENCE, 1, 2), (SENTENCE, 2, 2), (ENTRY, 1, 2), (ENTRY, 2, 2)]
    state: dict[str, str] = {}
    for number, save in enumerate(saves):
        wanted = shown(TERMS, *save)
        before, state = state, dict(BY_NAME["glossgen"].files(wanted.corpus))
        changed = [name for name in state if before.get(name) != state[name]]
        assert number == 0 or len(changed) == 1
        assert sum(wanted.text in text for text in before.values()) == 0
        assert [name for name in changed if wanted.text in state[name]] == [
            f"glossary/{wanted.entry.topic}.md"
        ]


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
        ours = figures(1.0, changes={"unchanged": Changes(count, 0, 0)})
        assert verdict("nothing changed, 10,000: written", {10_000: {"glossgen": ours}}).met is (count == 0)


def test_a_label_may_cost_its_pages() -> None:
    for wall, met in ((4.9, True), (5.1, False)):
        usage = {"cold": Usage(10, 10, 0), "edit": Usage(1, 1, 0), "label": Usage(wall, 1, 0)}
        did = {"edit": Changes(3, 2, 3), "label": Changes(30, 22, 30)}
        ours = Figures(usage, 1, 1.0, 100, did)
        assert verdict("label added, 10,000", {10_000: {"glossgen": ours}}).met is met


def test_a_server_is_compared_by_its_median() -> None:
    ours, theirs = (
        figures(1.0).with_runs({SENTENCE: usages(*seconds), ENTRY: usages(*seconds)})
        for seconds in ((0.2, 0.2, 9.0), (0.1, 0.4, 0.5))
    )
    sizes = {10_000: {"glossgen": ours, "hugo": theirs}}
    found = [verdict(f"save to page served, {what}, 10,000", sizes) for what in ("a sentence", "an entry")]
    assert [(each.ratio, each.met) for each in found] == [("0.5", False), ("0.5", True)]


def test_an_edit_may_render_few_pages_that_do_not_differ() -> None:
    for pages, met in ((34, True), (35, False), (None, None)):
        did, made = {"entry": Changes(30, 20, 30)}, {"entry": Made(60, pages)}
        ours = figures(1.0, changes=did, made=made)
        assert verdict("pages rendered: entry", {300: {"glossgen": ours}}).met is met


def test_a_ratio_is_the_median_of_pairs() -> None:
    ours, theirs = (figures(1.0).with_runs({"cold": usages(*walls)}) for walls in ((1, 8, 3), (2, 2, 2)))
    assert ours.usage["cold"] == Usage(3, 0.75, 10_000_000)
    assert ours.ratio(theirs, "cold", "wall") == ours.ratio(theirs, "cold", "cpu") == 1.5
    slow = figures(1.0).with_runs({"cold": usages(4)})
    assert ours.ratio(slow, "cold", "wall") == 0.25
    assert ours.ratio(slow, "label", "wall") is None


def test_the_table_has_a_row_for_each_step_and_program() -> None:
    ours = figures(1.0, changes={"edit": Changes(5, 2, 4)}, made={"edit": Made(1006, 3)})
    ours = ours.with_runs({"edit": usages(1, 2, 3)})
    old = figures(2.0, made={"edit": Made(1005, None)}).with_runs({"edit": usages(2, 2, 2)})
    found = {"python": figures(0.1), "glossgen": ours, "before": old}
    peers = [BY_NAME["python"], BY_NAME["glossgen"], replace(BY_NAME["glossgen"], name="before")]
    text = report([Measured(Plan(300, 3), found)], peers, dict.fromkeys(found, "1.0"))
    lines = [line for line in text.splitlines() if line.startswith("| 300 terms")]
    assert "| 300 terms | a sentence | glossgen | 2.00 | 0.50 | 10 | 1,006 (3) | 4 (2) |  |  |" in lines
    assert "| 300 terms | a sentence | before | 2.00 | 0.50 | 10 | 1,005 |  | 1.00 | 1.00 |" in lines
    assert len(lines) == 1 + 2 * len(CASES)


def test_each_case_has_its_words() -> None:
    assert STEPS.keys() == {*CASES, *ARTICLE_CASES, *SERVER_CASES}


def test_slow_peers_have_one_cold_build() -> None:
    plan = Plan(10_000, 3)
    assert plan.cases(BY_NAME["hugo-links"], 1) == ("cold",)
    assert plan.cases(BY_NAME["hugo-links"], 2) == ()
    assert plan.cases(BY_NAME["hugo"], 2) == CASES[:-1]
    assert plan.cases(BY_NAME["glossgen"], 2) == CASES
    assert replace(plan, articles=True).cases(BY_NAME["glossgen"], 2) == ARTICLE_CASES


def test_100_000_terms_are_measured_once_beside_our_own_10_000() -> None:
    assert plans([100_000], None, 9) == [Plan(10_000, 3), Plan(100_000, 1)]
    assert plans([300, 10_000], 2, 9) == [Plan(300, 2, 9), Plan(10_000, 2, 9)]
    assert plans([], None, 9, [3000]) == [Plan(3000, 3, articles=True)]


@needs_proc
def test_articles_are_checked_built_and_edited(tmp_path: Path) -> None:
    peer, said = with_articles(BY_NAME["glossgen"]), []  # type: ignore[var-annotated]
    found = measure([peer], {"glossgen": None}, Plan(10, 1, articles=True), tmp_path, said.append)
    assert set(found["glossgen"].usage) == set(ARTICLE_CASES), said
    assert found["glossgen"].changes["edit"].pages == 1
    assert found["glossgen"].changes["unchanged"] == Changes(0, 0, 0)


def test_an_edit_of_the_articles_touches_one() -> None:
    files, edited = (dict(Articles(5, revision).files) for revision in (0, 1))
    proof = next(Articles(5, 1).proofs)
    assert [name for name in files if files[name] != edited[name]] == [proof.path]
    assert proof.closing in edited[proof.path]
    assert proof.closing not in files[proof.path]


def test_packages_that_only_another_checkout_needs_are_told(tmp_path: Path) -> None:
    packages = '    "no-such-package>=1",\n    "pytest>=7,<99",\n'
    text = f'[project]\ndependencies = [\n{packages}]\n\n[other]\nx = ["y"]\n'
    (tmp_path / "pyproject.toml").write_text(text)
    assert dependencies(tmp_path) == ["no-such-package>=1", "pytest>=7,<99"]
    assert list(missing(dependencies(tmp_path))) == ["no-such-package>=1"]
    assert list(missing(dependencies(ROOT))) == []


def test_another_checkout_is_run_from_its_sources(tmp_path: Path) -> None:
    assert dict(before(ROOT, tmp_path).environment) == {"PYTHONPATH": str(ROOT / "src")}
    with pytest.raises(FileNotFoundError, match="src/glossgen"):
        before(tmp_path, tmp_path)
    package = tmp_path / "src/glossgen"
    package.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("")
    (package / "__init__.py").write_text("import no_such_module")
    with pytest.raises(CommandFailed, match="no_such_module"):
        before(tmp_path, tmp_path)


def test_stages_are_those_that_the_build_tells() -> None:
    command = [sys.executable, "benchmarks/stages.py", "--terms", "20", "--runs", "1"]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    names = [line.split()[0] for line in printed.splitlines()]
    assert {"start", "read", "link", "pages", "all", "memory"} <= set(names)
