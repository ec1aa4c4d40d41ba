"""Builds that are killed, or refused by the machine, lose nothing. `tools/faults.py` does many more."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
if not hasattr(os, "fork"):
    pytest.skip("builds are killed as POSIX systems do", allow_module_level=True)

from faults import Trial, build, in_child, kill_points, killed_at, limits, tree

pytestmark = pytest.mark.posix

ENTRY = "## {0}\n\n{1}の値。\n"


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    return Trial(tmp_path)


def test_a_build_that_is_killed_while_files_are_put_in_place(trial: Trial) -> None:
    for number in (1, 2, 5):
        assert trial.fault(lambda number=number: killed_at("replace", number), f"replace {number}")


@pytest.mark.parametrize("call", ["unlink", "mkdir", "open"])
def test_a_build_that_is_killed_before(trial: Trial, call: str) -> None:
    trial.fault(lambda: killed_at(call, 1), call)


def test_a_machine_that_refuses(trial: Trial) -> None:
    """No byte in a file, and handles for the start alone: exit code 2, and the old site stays."""
    for what, inject in limits():
        if what in ("files of 0 bytes at most", "files of 2000 bytes at most", "7 handles"):
            assert trial.fault(inject, what)


def test_a_fault_that_is_seen(trial: Trial) -> None:
    """The harness itself can fail: a file of the site that is cut off is neither old nor new."""

    def cut() -> None:
        page = trial.site / "index.html"
        page.write_bytes(page.read_bytes()[:100])
        killed_at("replace", 1)

    with pytest.raises(AssertionError, match="neither old nor new"):
        trial.fault(cut, "cut")


def test_an_item_that_comes_after_its_table_was_empty(trial: Trial) -> None:
    """A page depends on the links of its term even while no text of the glossary has a link."""
    mentions, other = ENTRY.format("層", "重み"), ENTRY.format("損失", "点")
    for files in (
        {"a.md": mentions, "b.md": other},
        {"a.md": mentions},
        {"a.md": mentions, "b.md": ENTRY.format("重み", "点")},
    ):
        trial.put(files)
        trial.at_rest(str(files))
    assert b"<a " in tree(trial.site)["terms/層/index.html"].split(b"<main", 1)[1]


def test_a_cache_of_another_place_is_not_followed(trial: Trial, tmp_path: Path) -> None:
    """A `.glossgen` that is a link to elsewhere: nothing is written there."""
    shutil.rmtree(trial.source / ".glossgen")
    (tmp_path / "elsewhere").mkdir()
    (trial.source / ".glossgen").symlink_to(tmp_path / "elsewhere")
    trial.edit()
    trial.at_rest("a linked cache")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_four_builds_at_once(trial: Trial) -> None:
    """One of them builds, or some do one after the other; the others say that they cannot."""
    trial.edit()
    command = [sys.executable, "-m", "glossgen", "build", str(trial.source), "-o", str(trial.site), "-q"]
    builds = [subprocess.Popen([*command, "--jobs", "1"], stderr=subprocess.DEVNULL) for _ in range(4)]
    codes = [each.wait() for each in builds]
    assert 0 in codes
    assert set(codes) <= {0, 2}
    assert tree(trial.site) == trial.wanted()


def test_every_call_is_a_point_to_be_killed_at(trial: Trial) -> None:
    assert len(list(kill_points(trial, 1))) >= 3


def test_a_strict_build_writes_nothing_where_there_is_a_problem(trial: Trial) -> None:
    old = tree(trial.site)
    trial.put({"a.md": ENTRY.format("重み | ", "点")})
    assert in_child(lambda: build(trial.source, trial.site, "--strict")) == 1
    assert tree(trial.site) == old


def test_a_folder_without_a_file_leaves_the_old_site(trial: Trial) -> None:
    old = tree(trial.site)
    trial.put({})
    assert in_child(lambda: build(trial.source, trial.site)) == 2
    (trial.source / "a.md").write_bytes("## 重み\n\n層。\n".encode("shift_jis"))
    assert in_child(lambda: build(trial.source, trial.site)) == 2
    assert tree(trial.site) == old
