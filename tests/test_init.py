from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from glossgen.cli import install_line, main
from glossgen.cli.install_line import from_origin
from glossgen.config import load_config
from glossgen.problems import severity
from made import read_glossary

MADE = [
    ".github/workflows/pages.yml",
    ".gitignore",
    "ai/basics.md",
    "ai/descent.svg",
    "glossgen.yml",
    "index.md",
]


def tree(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_it_makes_a_glossary_that_reads_without_a_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "deep/own"]) == 0
    assert tree(tmp_path / "deep" / "own") == MADE
    said = capsys.readouterr().out
    assert "glossgen serve deep/own" in said
    assert all(f"deep/own/{name}" in said for name in MADE)
    glossary = read_glossary(load_config(Path("deep/own")))
    assert [severity(problem) for problem in glossary.problems] == []
    assert len(glossary.terms) == 5
    assert all(term.reading for term in glossary.terms)
    assert [asset.url for asset in glossary.assets] == ["ai/descent.svg"]


def test_the_comments_in_the_configuration_are_right(tmp_path: Path) -> None:
    """A key that is commented out works when the mark is taken away."""
    assert main(["init", str(tmp_path / "own"), "--quiet"]) == 0
    file = tmp_path / "own" / "glossgen.yml"
    text = re.sub(r"^# (?=[a-z_]+:|  )", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")
    config = load_config(tmp_path / "own")
    assert config.repository is not None
    assert config.base_path == "/my-glossary/"
    assert config.sources[0].prefix == "ai"


def test_the_workflow_publishes_with_history_and_rights(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "own"), "--quiet"]) == 0
    workflow = yaml.safe_load((tmp_path / "own" / ".github/workflows/pages.yml").read_text())
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    assert workflow["permissions"] == {}
    assert build["permissions"] == {"contents": "read", "pages": "read"}
    assert (deploy["permissions"], deploy["needs"]) == ({"pages": "write", "id-token": "write"}, "build")
    steps = build["steps"]
    assert steps[0]["with"]["fetch-depth"] == 0
    assert any("glossgen build" in step.get("run", "") for step in steps)


def test_git_may_be_there_already(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert main(["init", str(tmp_path), "--quiet"]) == 0
    assert tree(tmp_path) == MADE


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "index.md").write_text("mine")
    (tmp_path / "README.md").write_text("# Mine\n\nA repository.\n")
    (tmp_path / ".gitignore").write_text("*.log")
    assert main(["init", str(tmp_path)]) == 0
    assert "Left as they are: " in capsys.readouterr().out
    assert tree(tmp_path) == sorted([*MADE, "README.md"])
    assert (tmp_path / "index.md").read_text() == "mine"
    assert (tmp_path / ".gitignore").read_text() == "*.log\n/site/\n/.glossgen/\n"
    assert main(["init", str(tmp_path)]) == 2
    assert "there is a glossgen.yml already" in capsys.readouterr().err
    assert main(["init", str(tmp_path / "index.md")]) == 2
    assert "this is a file" in capsys.readouterr().err


def test_a_folder_that_holds_a_glossary_gets_its_configuration(tmp_path: Path) -> None:
    for name in ("axle", "belt", "cam", "disk"):
        file = tmp_path / "my-terms" / "content" / "en" / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ntitle: {name}\n---\nText.\n")
    root = tmp_path / "my-terms"
    before = read_glossary(load_config(root))
    assert main(["init", "-q", str(root)]) == 0
    assert not (root / "ai").exists()
    config = load_config(root)
    assert (config.title, [(source.prefix, source.form.value) for source in config.sources]) == (
        "my terms",
        [("content/en", "article")],
    )
    assert [term.labels for term in read_glossary(config).terms] == [term.labels for term in before.terms]
    assert (root / ".github/workflows/pages.yml").is_file()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_both_starters_have_the_same_entries(language: str, tmp_path: Path) -> None:
    assert main(["init", "-q", str(tmp_path), "--lang", language]) == 0
    assert tree(tmp_path) == MADE
    glossary = read_glossary(load_config(tmp_path))
    assert glossary.problems == ()
    assert {term.language for term in glossary.terms} == {language}
    english = {label.text for term in glossary.terms for label in term.labels if label.language == "en"}
    assert english == {"Machine Learning", "ML", "Model", "Training Data", "Gradient Descent", "Overfitting"}


@pytest.mark.parametrize(
    ("origin", "requirement"),
    [
        (None, "glossgen==1.2"),
        ("no json", "glossgen==1.2"),
        (
            '{"url": "https://e.org/g.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}}',
            "glossgen @ git+https://e.org/g.git@abc",
        ),
        ('{"url": "https://e.org/g.whl", "archive_info": {}}', "glossgen @ https://e.org/g.whl"),
        ('{"url": "file:///no/such/folder", "dir_info": {"editable": true}}', "glossgen==1.2"),
    ],
)
def test_the_workflow_installs_what_is_installed_here(origin: str | None, requirement: str) -> None:
    found = from_origin("1.2", origin)
    assert found.requirement == requirement
    assert found.doubtful == (origin is not None and "https" not in origin)


def test_a_wheel_on_this_machine_stands_beside_the_workflow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = tmp_path / "glossgen-1.2-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    found = from_origin("1.2", json.dumps({"url": wheel.as_uri(), "archive_info": {}}))
    monkeypatch.setattr(install_line, "installation", lambda: found)
    assert main(["init", "-q", str(tmp_path / "own")]) == 0
    assert (tmp_path / "own/.github" / wheel.name).read_bytes() == b"wheel"
    steps = (tmp_path / "own/.github/workflows/pages.yml").read_text()
    assert f"run: pip install .github/{wheel.name}\n" in steps


def stub_wheel(folder: Path) -> Path:
    """A wheel whose command is the program that is tried here: its dependencies are there already."""
    wheel = folder / "glossgen-9.9-py3-none-any.whl"
    about = "glossgen-9.9.dist-info"
    files = {
        "tried_here.py": "from glossgen.cli import main\n",
        f"{about}/METADATA": "Metadata-Version: 2.1\nName: glossgen\nVersion: 9.9\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/entry_points.txt": "[console_scripts]\nglossgen = tried_here:main\n",
    }
    files[f"{about}/RECORD"] = "".join(f"{name},,\n" for name in (*files, f"{about}/RECORD"))
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return wheel


def test_the_steps_of_the_workflow_build_a_fresh_clone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on the day it is pushed, as far as a machine without GitHub can: its answers are made up."""
    origin = json.dumps({"url": stub_wheel(tmp_path).as_uri(), "archive_info": {}})
    monkeypatch.setattr(install_line, "installation", lambda: from_origin("9.9", origin))
    own, clone, target = tmp_path / "own", tmp_path / "clone", tmp_path / "installed"
    assert main(["init", "-q", str(own)]) == 0
    name = ["-c", "user.name=a", "-c", "user.email=a@e.org"]
    for command in (["init", "-q"], ["add", "-A"], [*name, "commit", "-qm", "a"]):
        subprocess.run(["git", *command], cwd=own, check=True)
    subprocess.run(["git", "clone", "-q", own.as_uri(), str(clone)], check=True)
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool, line in {
        "pip": f'python3 -m pip --python "{sys.executable}" "$@"',
        "gh": "echo https://e.github.io/own/",
    }.items():
        (tools / tool).write_text(f"#!/bin/sh\nexec {line}\n")
        (tools / tool).chmod(0o755)
    env = {
        **os.environ,
        "PATH": os.pathsep.join((str(tools), str(target / "bin"), os.environ["PATH"])),
        "PYTHONPATH": os.pathsep.join((str(target), *sys.path)),
        "PIP_TARGET": str(target),
        "PIP_NO_INDEX": "1",
        "GITHUB_REPOSITORY": "e/own",
    }
    steps = yaml.safe_load((clone / ".github/workflows/pages.yml").read_text())["jobs"]["build"]["steps"]
    for step in steps:
        if "run" in step:
            done = subprocess.run(
                ["bash", "-eo", "pipefail", "-c", step["run"]],
                cwd=clone,
                env=env,
                capture_output=True,
                text=True,
            )
            assert done.returncode == 0, done.stderr
    site = clone / steps[-1]["with"]["path"]
    assert (site / "index.html").is_file()
    assert "https://e.github.io/own/" in (site / "sitemap.xml").read_text()
