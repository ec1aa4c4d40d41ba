"""`glossgen build --profile`: every stage has its line, and the last line is their sum."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from glossgen.build import BuildOptions, build
from glossgen.build.profile import MEGABYTE, Profile, ProfileStage
from glossgen.cli import main
from glossgen.config import load_config
from two import FOLDER

STAGES = ["update", "read", "formulas", "link", "plan", "pages", "write", "record"]
"""Those of a glossary that is in no repository; `history` comes after `link`."""


@pytest.fixture
def stars(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(FOLDER, tmp_path / "stars")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "stars"


def test_the_table(stars: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "stars", "-o", "site", "--profile", "--jobs", "1"]) == 0
    head, *lines, done = capsys.readouterr().out.splitlines()
    assert re.split(r"\s{2,}", head) == ["stage", "seconds", "CPU s", "memory MB", "worker MB"]
    rows = [line.split() for line in lines]
    assert [row[0] for row in rows] == [*STAGES, "all"]
    assert all(len(row) == 5 for row in rows)
    numbers = [[float(cell) for cell in row[1:]] for row in rows]
    half = 0.005 * len(STAGES) + 0.005  # each cell is rounded
    for column in (0, 1):
        assert sum(row[column] for row in numbers[:-1]) == pytest.approx(numbers[-1][column], abs=half)
    for column in (2, 3):
        assert max(row[column] for row in numbers[:-1]) == numbers[-1][column]
    assert len({len(line) for line in (head, *lines)}) == 1  # in columns
    assert done.startswith("Built ")


def test_a_profile_is_of_a_build_even_when_nothing_changed(
    stars: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "stars", "-o", "site"]) == 0
    assert main(["build", "stars", "-o", "site"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("Nothing changed")
    assert main(["build", "stars", "-o", "site", "--profile"]) == 0
    words = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert (words[0], words[-2:]) == ("stage", ["all", "Built"])
    assert {"read", "pages"} < set(words)


def test_quiet_is_quiet(stars: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "stars", "-o", "site", "--profile", "--quiet"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("jobs", [1, 2])
def test_stages_are_noted_for_any_number_of_processes(stars: Path, jobs: int) -> None:
    how = BuildOptions(jobs=jobs)
    build(load_config(stars), how)
    assert [stage.name for stage in how.profile.stages] == STAGES
    assert all(stage.wall >= 0 and stage.cpu >= 0 for stage in how.profile.stages)


def test_an_empty_part_has_its_stages(stars: Path) -> None:
    how = BuildOptions(jobs=1, shard=(900, 900))
    build(load_config(stars), how)
    assert [stage.name for stage in how.profile.stages] == STAGES


def test_dates_have_a_stage_in_a_repository(stars: Path) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "--quiet"], ["add", "."], [*who, "commit", "--quiet", "-m", "All"]):
        subprocess.run(["git", *command], cwd=stars, check=True)
    how = BuildOptions(jobs=1)
    build(load_config(stars), how)
    names = [stage.name for stage in how.profile.stages]
    assert names[names.index("link") + 1] == "history"


def test_the_sum() -> None:
    profile = Profile(
        [
            ProfileStage("read", 1.0, 2.0, 30 * MEGABYTE, 0),
            ProfileStage("link", 0.5, 1.25, 20 * MEGABYTE, 40 * MEGABYTE),
        ]
    )
    assert profile.total == ProfileStage("all", 1.5, 3.25, 30 * MEGABYTE, 40 * MEGABYTE)
    assert list(profile.lines()) == [
        "stage       seconds    CPU s  memory MB  worker MB",
        "read           1.00     2.00         30          0",
        "link           0.50     1.25         20         40",
        "all            1.50     3.25         30         40",
    ]


def test_stages_follow_each_other() -> None:
    profile = Profile()
    assert profile.total == ProfileStage("all", 0, 0, 0, 0)
    for name in ("a", "b", ""):
        profile.begin(name)
    profile.begin("")
    assert [stage.name for stage in profile.stages] == ["a", "b"]
