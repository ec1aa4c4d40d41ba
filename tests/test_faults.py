"""Builds that are killed, or refused by the machine, lose nothing. `tools/faults.py` does many more."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from long import examples

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
if not hasattr(os, "fork"):
    pytest.skip("builds are killed as POSIX systems do", allow_module_level=True)

from faults import (
    CALLS,
    Trial,
    build,
    edits,
    full_disk,
    in_child,
    kill_lock,
    kill_serve,
    killed_at,
    limits,
    tree,
)

pytestmark = pytest.mark.posix

ENTRY = "## {0}\n\n{1}の値。\n"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(tmp_path_factory.mktemp("faults"))


@pytest.fixture
def trial(shared: Trial) -> Trial:
    """One glossary and its site for all tests; each begins with texts of its own."""
    shared.begin()
    return shared


def test_a_build_that_is_killed_while_files_are_put_in_place(trial: Trial) -> None:
    row = [(f"replace {number}", partial(killed_at, "replace", number)) for number in (1, 2, 5)]
    assert trial.faults(row) == 3


def test_a_build_that_is_killed_at_each_call(trial: Trial) -> None:
    """Of those by which files reach the disk, in a row: each build begins where the last was killed."""
    names = ["open", "manifest.stage", "fsync", "manifest.place", "replace", "the store"]
    assert set(names) <= CALLS.keys()
    assert trial.faults([(name, partial(killed_at, name, 1)) for name in names]) >= 5


def test_a_lock_and_a_preview_that_are_killed(trial: Trial) -> None:
    kill_lock(trial)
    assert kill_serve(trial) == 1


def test_a_machine_that_refuses(trial: Trial) -> None:
    """No byte in a file, and handles for the start alone: exit code 2, and the old site stays."""
    asked = ("files of 0 bytes at most", "files of 2000 bytes at most", "7 handles")
    assert trial.faults([(what, inject) for what, inject in limits() if what in asked]) == 3


@pytest.mark.skipif(not Path("/proc/mounts").exists() or os.geteuid() != 0, reason="mounts a small disk")
def test_a_disk_with_too_little_room(tmp_path: Path) -> None:
    try:
        assert len(list(full_disk(Trial(tmp_path), tmp_path, examples(2, 6)))) >= 2
    except subprocess.CalledProcessError:
        pytest.skip("nothing may be mounted here")


def test_random_edits(tmp_path: Path) -> None:
    """`python tools/faults.py --edits 2000` makes many more."""
    count = examples(4, 500)
    assert len(list(edits(tmp_path / "law", count, random.Random(count)))) == count


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


def test_several_builds_at_once(trial: Trial) -> None:
    """One of them builds, or some do one after the other; the others say that they cannot."""
    trial.edit()
    command = [sys.executable, "-m", "glossgen", "build", str(trial.source), "-o", str(trial.site), "-q"]
    builds = [subprocess.Popen([*command, "--jobs", "1"], stderr=subprocess.DEVNULL) for _ in range(3)]
    codes = [each.wait() for each in builds]
    assert 0 in codes
    assert set(codes) <= {0, 2}
    assert tree(trial.site) == trial.wanted()


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
