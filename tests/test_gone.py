"""A glossary whose folder is moved away stays away: nothing that reads or builds it makes the folder anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from glossgen.build import BuildOptions, build, check
from glossgen.build.builder import Builder
from glossgen.config import Config, load_config
from glossgen.problems import CannotStart
from glossgen.problems.machine import machine_problem

COMMANDS: dict[str, Callable[[Config, BuildOptions], object]] = {"build": build, "check": check}


@pytest.fixture
def config(tmp_path: Path) -> Config:
    root = tmp_path / "glossary"
    root.mkdir()
    (root / "glossgen.yml").write_text("languages: [en]\n")
    (root / "a.md").write_text("## light\n\nA wave.\n")
    return load_config(root)


@pytest.mark.parametrize("command", COMMANDS)
def test_before_it_is_read(config: Config, command: str) -> None:
    shutil.rmtree(config.root)
    with pytest.raises(CannotStart):
        COMMANDS[command](config, BuildOptions(jobs=1))
    assert not config.root.exists()


@pytest.mark.parametrize("stage", ["read", "link", "pages"])
def test_while_it_is_built(config: Config, stage: str) -> None:
    def progress(at: str, _done: int, _total: int) -> None:
        if at == stage:
            shutil.rmtree(config.root, ignore_errors=True)

    with pytest.raises((CannotStart, OSError)) as caught:
        build(config, BuildOptions(progress, jobs=1))
    assert isinstance(caught.value, CannotStart) or machine_problem(caught.value)
    assert not config.root.exists()


def test_between_two_builds_of_a_preview(config: Config) -> None:
    with Builder() as builder:
        builder.build(config, BuildOptions(jobs=1))
        shutil.rmtree(config.root)
        with pytest.raises(CannotStart):
            builder.build(config, BuildOptions(jobs=1))
        with pytest.raises(CannotStart):
            builder.check(config, BuildOptions(jobs=1))
    assert not config.root.exists()
