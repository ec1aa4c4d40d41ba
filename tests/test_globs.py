"""`exclude` and `include` mean what the same lines mean to git in a `.gitignore`."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from glossgen.config import load_config
from glossgen.config.globs import is_glob, literal, matches
from glossgen.problems import CannotStart
from glossgen.serve.preview import elsewhere
from glossgen.sources.files import find_files

NAMES = ("a", "b", "x", "ab", "draft-1", "draft-2", "[x]", "!a", "#a", "a b", "a*", "a?")
FOLDERS = ("", "ai/", "ai/deep/", "b/", "b/ai/", "drafts/", "ai/drafts/", "ab/x/")
FILES = frozenset(f"{folder}{name}.md" for folder in FOLDERS for name in NAMES)

LINES = r"""
draft-*.md . !draft-1.md . [xy].md
!draft-1.md . draft-*.md
a.md
/a.md
ai/a.md
drafts
drafts/
/drafts
/drafts/
drafts . !drafts/a.md
drafts/* . !drafts/a.md
drafts/** . !drafts/a.md
/ai/** . !/ai/deep . /ai/deep/*
* . !a.md
* . !*/ . !a.md
** . !*/ . !ai/**
/* . !/ai . /ai/* . !/ai/deep
*.md . !ai/**/*.md
ai/*.md
ai/**/*.md
**/ai
**/ai/*.md
**/a.md
ai/**
ab/**/a.md
?.md
??.md
[a]b.md
[ax].md
[a-c].md
[!a-x].md
[^ab].md
[]x].md
\[x].md
[[]x[]].md
\!a.md
!!a.md . *.md
\#a.md
a\*.md
a\?.md
a b.md
a?.md
a.md . !/a.md . /a.md
!a.md
ai . !ai
ai/ . !ai/ . a.md
/ai/drafts/ . !/ai/drafts/a.md
.* . _*
none.md
"""


def git_reads(folder: Path, globs: list[str]) -> set[str]:
    """The files that are not ignored by git."""
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    (folder / ".gitignore").write_text("\n".join(globs), encoding="utf-8")
    command = ["git", "-c", "core.excludesFile=", "check-ignore", "--no-index", "--stdin", "-z"]
    said = subprocess.run(command, cwd=folder, input="\0".join(FILES).encode(), capture_output=True)
    assert said.returncode in (0, 1), said.stderr
    return set(FILES - set(said.stdout.decode().split("\0")))


def we_read(folder: Path, **settings: object) -> set[str]:
    """The files that are read with these settings."""
    (folder / "glossgen.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    return {file.name for file in find_files(load_config(folder))}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("globs")
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


@pytest.mark.posix  # other systems have no such names
@pytest.mark.parametrize("lines", LINES.split("\n")[1:-1])
def test_exclude_is_read_as_git_reads_it(folder: Path, lines: str) -> None:
    globs = lines.split(" . ")
    left = git_reads(folder, globs)
    assert we_read(folder, exclude=globs) == left
    assert we_read(folder, sources=[{"path": ".", "exclude": globs}], exclude=[]) == left
    assert we_read(folder, sources=[{"path": ".", "include": globs}], exclude=[]) == FILES - left


def test_a_question_mark_stands_for_a_character(tmp_path: Path) -> None:
    """For git, which knows bytes only, this would be three of them."""
    for name in ("語.md", "語彙.md"):
        (tmp_path / name).touch()
    assert we_read(tmp_path, exclude=["?.md"]) == {"語彙.md"}
    assert we_read(tmp_path, exclude=["[!a]彙.md"]) == {"語.md"}


def test_case_is_ignored(tmp_path: Path) -> None:
    for name in ("readme.md", "Draft-A.md", "draft-b.MD", "other.md"):
        (tmp_path / name).touch()
    assert we_read(tmp_path) == {"Draft-A.md", "draft-b.MD", "other.md"}
    assert we_read(tmp_path, exclude=["DRAFT-[AB].md"]) == {"readme.md", "other.md"}


def test_what_is_never_read_cannot_be_taken_back(tmp_path: Path) -> None:
    for name in (".git/a.md", "node_modules/a.md", ".a.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert we_read(tmp_path, exclude=["!.git", "!.*", "!node_modules"]) == set()
    assert we_read(tmp_path, sources=[{"path": ".", "include": ["*", ".*"]}]) == set()


@pytest.mark.parametrize("glob", ["!", "[z-a]", "[[:alpha:]].md", "[a", "#a.md", "a\\", "/"])
def test_a_glob_that_can_name_nothing_is_a_problem(tmp_path: Path, glob: str) -> None:
    (tmp_path / "glossgen.yml").write_text(f"exclude:\n- a\n- '{glob}'\n", encoding="utf-8")
    with pytest.raises(CannotStart) as caught:
        load_config(tmp_path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.position.line) == ("config-value", 3)
    assert f"“{glob}”" in problem.message


@given(st.text("ab.*?[]!^-/\\( ", min_size=1, max_size=8), st.text("ab./", min_size=1, max_size=8))
def test_no_glob_breaks(glob: str, path: str) -> None:
    if is_glob(glob):
        matches((glob,), path)


@pytest.mark.posix
@pytest.mark.parametrize("name", ["[site]", "!site", "si*te", "#site", "site "])
def test_the_name_of_the_output_folder_is_no_glob(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    for file in ("a.md", "s.md", f"{name}/b.md"):
        (tmp_path / file).touch()
    (tmp_path / "glossgen.yml").write_text(yaml.safe_dump({"output": name}), encoding="utf-8")
    config = elsewhere(load_config(tmp_path), tmp_path / "preview")
    assert {file.name for file in find_files(config)} == {"a.md", "s.md"}
    assert matches((literal(name),), name)
