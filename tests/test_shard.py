"""The parts of a site are the site: each file once, and the same bytes when they are merged."""

from __future__ import annotations

import fnmatch
import json
import os
import random
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from glossgen.build import BuildOptions, build
from glossgen.cli import main
from glossgen.config import load_config
from glossgen.output.merge import merge, merge_problems, read_part
from glossgen.problems import CannotStart
from reading_cases import png
from two import BASE, FOLDER

Capture = pytest.CaptureFixture[str]

DOT = png(4, 2)
MANIFEST = ".glossgen.json"
ROOT = Path(__file__).parent.parent
DOCS = (ROOT / "docs" / "large.md").read_text(encoding="utf-8")
STARTER = ROOT / "src" / "glossgen" / "starter" / "common" / "dot-github" / "workflows"


def make_source(folder: Path) -> Path:
    """The glossary in two languages, with a picture, more formulas, and a file of the site's own."""
    shutil.copytree(FOLDER, folder)
    (folder / "ja" / "dot.png").write_bytes(DOT)
    (folder / "ja" / "light.md").write_text(
        "# 光\n\n## 光度 | Luminosity\n\n恒星の明るさ。$L = 4\\pi R^2 \\sigma T^4$。等級とは別のもの。\n\n"
        "![点](dot.png)\n\n## 光年 | Light-year\n\n$$c \\times 1\\,\\mathrm{yr}$$\n\n光の進む距離。\n",
        encoding="utf-8",
    )
    (folder / "static").mkdir()
    (folder / "static" / "own.css").write_text("p { color: red }\n", encoding="utf-8")
    return folder


def make(source: Path, output: Path, shard: tuple[int, int] = (1, 1), base_url: str = BASE) -> Path:
    """Build a part of the site of `source`, or all of it."""
    build(load_config(source, output=output, base_url=base_url), BuildOptions(jobs=1, shard=shard))
    return output


def make_parts(source: Path, folder: Path, count: int, base_url: str = BASE) -> list[Path]:
    """All parts of a site, in folders named by their numbers."""
    numbers = range(1, count + 1)
    return [make(source, folder / f"part-{number}", (number, count), base_url) for number in numbers]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file, hidden ones too, and every folder."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    return {name: b"" if path.is_dir() else path.read_bytes() for name, path in found.items()}


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_source(tmp_path_factory.mktemp("shard") / "stars")


@pytest.fixture(scope="module")
def whole(source: Path) -> Path:
    return make(source, source.parent / "whole")


@pytest.fixture(scope="module")
def three(source: Path) -> list[Path]:
    """Three parts. Tests must not change them."""
    return make_parts(source, source.parent / "three", 3)


@pytest.fixture
def parts(three: list[Path], tmp_path: Path) -> list[Path]:
    """Three parts to be harmed."""
    return [Path(shutil.copytree(part, tmp_path / part.name)) for part in three]


# ---------------------------------------------------------------- the same


def test_the_site_has_all_that_is_to_be_shared_out(whole: Path) -> None:
    names = files(whole)
    for wanted in ("terms.json", "sitemap.xml", "static/own.css", "static/katex/katex.min.css", ".nojekyll"):
        assert wanted in names
    for ending in ("dot.png", "search/index.html", "map/index.html", "feed.xml"):
        assert any(name.endswith(ending) for name in names), ending
    assert {name.split("/")[0] for name in names} >= {"ja", "en"}


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_merged_parts_are_the_whole(source: Path, whole: Path, tmp_path: Path, count: int) -> None:
    given = make_parts(source, tmp_path, count)
    random.Random(count).shuffle(given)
    report = merge(given, tmp_path / "merged")
    assert tree(tmp_path / "merged") == tree(whole)
    assert report.written == len(files(whole)) - 1
    listed = [name for part in given for name in files(part) if name != MANIFEST]
    assert sorted([*listed, MANIFEST]) == files(whole)


def test_more_parts_than_there_is_work(source: Path, whole: Path, tmp_path: Path) -> None:
    given = make_parts(source, tmp_path, 45)
    assert [MANIFEST] in [files(part) for part in given]
    merge(given, tmp_path / "merged")
    assert tree(tmp_path / "merged") == tree(whole)


def test_each_page_is_made_once(three: list[Path], whole: Path) -> None:
    """Counted in the folders: three parts that each made everything would merge just as well."""
    pages = [{name for name in files(part) if name.endswith(".html")} for part in three]
    everything = {name for name in files(whole) if name.endswith(".html")}
    assert sum(map(len, pages)) == len(everything)
    assert set().union(*pages) == everything
    assert all(pages)


def test_parts_of_other_machines(source: Path, whole: Path, tmp_path: Path) -> None:
    """Each part is built in a clone of its own, as CI does: with its own path, token and times."""
    root = tmp_path / "origin"
    shutil.copytree(source, root, ignore=shutil.ignore_patterns(".glossgen"))
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "Stars")
    given = []
    for number in (1, 2):
        clone = tmp_path / f"machine-{number}" / "stars"
        git(tmp_path, "clone", "--quiet", str(root), str(clone))
        git(clone, "config", "http.extraheader", f"token {number}")
        given.append(make(clone, tmp_path / f"part-{number}", (number, 2)))
    one = make(root, tmp_path / "one")
    merge(given, tmp_path / "merged")
    assert tree(tmp_path / "merged") == tree(one) != tree(whole)


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_parts_are_built_again_after_an_edit(tmp_path: Path) -> None:
    source = make_source(tmp_path / "stars")
    make_parts(source, tmp_path, 3)
    merge([tmp_path / f"part-{number}" for number in (1, 2, 3)], tmp_path / "merged")
    file = source / "en" / "sky.md"
    file.write_text(
        file.read_text("utf-8").replace("## Comet", "## Tail\n\nOf a comet.\n\n## Comet"), "utf-8"
    )
    again = make_parts(source, tmp_path, 3)
    report = merge(again, tmp_path / "merged")
    assert tree(tmp_path / "merged") == tree(make(source, tmp_path / "whole"))
    assert report.unchanged
    assert report.written
    before = tree(tmp_path / "merged")
    report = merge(again, tmp_path / "merged")
    assert (report.written, report.removed) == (0, 0)
    assert tree(tmp_path / "merged") == before


def test_a_part_becomes_a_whole_site_and_a_part_again(source: Path, whole: Path, tmp_path: Path) -> None:
    output = make(source, tmp_path / "site", (2, 3))
    part = tree(output)
    assert tree(make(source, output)) == tree(whole)
    assert tree(make(source, output, (2, 3))) == part


def test_files_of_nobody_are_left_out(parts: list[Path], whole: Path, tmp_path: Path) -> None:
    (parts[0] / "log.txt").write_text("of the machine")
    merge(parts, tmp_path / "merged")
    assert tree(tmp_path / "merged") == tree(whole)


# --------------------------------------------------------------- refusals


def refused(parts: list[Path], output: Path) -> list[str]:
    """What is said, with the names of folders alone; and nothing is written."""
    before = tree(output) if output.exists() else None
    with pytest.raises(CannotStart) as stop:
        merge(parts, output)
    assert (tree(output) if output.exists() else None) == before
    assert {problem.code for problem in stop.value.problems} == {"merge-part"}
    above = str(parts[0].parent) + os.sep
    return sorted(f"{p.position.path}: {p.message}".replace(above, "") for p in stop.value.problems)


def test_a_part_is_missing(parts: list[Path], tmp_path: Path) -> None:
    assert refused(parts[1:], tmp_path / "merged") == ["PART: part 1 of 3 is missing"]


def test_a_part_is_there_twice(parts: list[Path], tmp_path: Path) -> None:
    copy = shutil.copytree(parts[1], tmp_path / "x")
    assert refused([*parts, copy], tmp_path / "merged") == ["x: it is part 2 of 3, and so is “part-2”"]
    assert refused([*parts, parts[0]], tmp_path / "merged") == ["part-1: it is given twice"]
    assert refused([parts[0], parts[1], copy], tmp_path / "merged") == [
        "PART: part 3 of 3 is missing",
        "x: it is part 2 of 3, and so is “part-2”",
    ]


def test_many_are_missing(source: Path, tmp_path: Path) -> None:
    part = make(source, tmp_path / "part-3", (3, 900_000_000))
    assert refused([part], tmp_path / "merged") == ["PART: parts 1, 2, 4, 5, 6 … of 900000000 are missing"]


def test_no_part_at_all(parts: list[Path], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (parts[0] / MANIFEST).unlink()
    assert refused([*parts, tmp_path / "empty", tmp_path / "nowhere"], tmp_path / "merged") == [
        f"{name}: this is no part of a site: {MANIFEST} is not in it"
        for name in ("empty", "nowhere", "part-1")
    ]


def edit_list(folder: Path, **changes: object) -> None:
    listed = json.loads((folder / MANIFEST).read_text("utf-8"))
    (folder / MANIFEST).write_text(json.dumps({**listed, **changes}), "utf-8")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"files": ["a"]}', '{"generator": "x", "files": [3]}'])
def test_a_list_that_cannot_be_read(parts: list[Path], tmp_path: Path, text: str) -> None:
    (parts[1] / MANIFEST).write_text(text)
    assert refused(parts, tmp_path / "merged") == [
        f"part-2: this is no part of a site: {MANIFEST} is not in it"
    ]


@pytest.mark.parametrize("which", ["2", "0/3 abc", "4/3 abc", "2/3", "x/3 abc"])
def test_a_part_that_is_none(parts: list[Path], tmp_path: Path, which: str) -> None:
    edit_list(parts[1], part=which)
    assert refused(parts, tmp_path / "merged") == [
        f"part-2: {MANIFEST} does not say which part of a site this is"
    ]


EDITS: dict[str, Callable[[Path], object]] = {
    "a text": lambda root: (root / "ja" / "light.md").write_text("## 光\n\n何か。\n", "utf-8"),
    "a picture": lambda root: (root / "ja" / "dot.png").write_bytes(png(2, 4)),
    "a style sheet": lambda root: (root / "static" / "own.css").write_text(""),
    "the configuration": lambda root: (root / "glossgen.yml").open("a").write("ruby: true\n"),
    "readings": lambda root: (root / "readings.yml").write_text("星団: ほしだん\n", "utf-8"),
    "another file": lambda root: (root / "en" / "more.md").write_text("## Sun\n\nA star.\n"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_parts_of_other_sources(tmp_path: Path, edit: Callable[[Path], object]) -> None:
    source = make_source(tmp_path / "stars")
    first = make(source, tmp_path / "part-1", (1, 2))
    edit(source)
    second = make(source, tmp_path / "part-2", (2, 2))
    assert refused([first, second], tmp_path / "merged") == [
        "part-2: it was built from other texts, dates or settings than “part-1”"
    ]


def test_parts_for_another_address(source: Path, parts: list[Path], tmp_path: Path) -> None:
    make(source, parts[2], (3, 3), "https://example.org/other/")
    assert refused(parts, tmp_path / "merged") == [
        "part-3: it was built from other texts, dates or settings than “part-1”"
    ]


def test_parts_with_other_dates(source: Path, tmp_path: Path) -> None:
    """The same texts without their history: a shallow clone shows other dates."""
    root = tmp_path / "stars"
    shutil.copytree(source, root, ignore=shutil.ignore_patterns(".glossgen"))
    first = make(root, tmp_path / "part-1", (1, 2))
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "Stars")
    second = make(root, tmp_path / "part-2", (2, 2))
    assert refused([first, second], tmp_path / "merged") == [
        "part-2: it was built from other texts, dates or settings than “part-1”"
    ]


def test_parts_of_another_version(parts: list[Path], tmp_path: Path) -> None:
    edit_list(parts[1], generator="glossgen 0.0.1")
    (said,) = refused(parts, tmp_path / "merged")
    assert said.startswith("part-2: it was made by glossgen 0.0.1, and this is glossgen ")


def test_parts_of_other_counts(source: Path, whole: Path, parts: list[Path], tmp_path: Path) -> None:
    four = make(source, tmp_path / "four", (4, 4))
    assert refused([*parts, four], tmp_path / "merged") == [
        "four: it is part 4 of 4, and “part-1” is part 1 of 3"
    ]
    copy = shutil.copytree(whole, tmp_path / "whole")
    assert refused([parts[0], copy], tmp_path / "merged") == [
        "whole: it is a whole site, and “part-1” is part 1 of 3"
    ]


def test_one_file_in_two_parts(parts: list[Path], tmp_path: Path) -> None:
    (name, *_) = files(parts[2])[1:]
    (parts[0] / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(parts[2] / name, parts[0] / name)
    edit_list(parts[0], files=[*read_part(parts[0]).files, name])
    assert refused(parts, tmp_path / "merged") == [f"part-3: “{name}” is in it, and in “part-1” too"]


def test_a_file_was_lost(parts: list[Path], whole: Path, tmp_path: Path) -> None:
    """As when a copy leaves hidden files out. The old site stays as it was."""
    output = shutil.copytree(whole, tmp_path / "merged")
    (part,) = (part for part in parts if (part / ".nojekyll").exists())
    (part / ".nojekyll").unlink()
    assert refused(parts, output) == [f"{part.name}: “.nojekyll” belongs to it and is not there"]


@pytest.mark.parametrize("path", ["../secret.txt", "/etc/hostname", ".glossgen-work/x", "a\\b", ""])
def test_a_path_that_leads_out(parts: list[Path], tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    edit_list(parts[1], files=[*read_part(parts[1]).files, path])
    assert refused(parts, tmp_path / "merged") == [f"part-2: “{path}” belongs to it and is not there"]


@pytest.mark.posix
def test_a_link_that_leads_out(parts: list[Path], tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (parts[1] / "page.html").symlink_to(tmp_path / "secret.txt")
    edit_list(parts[1], files=[*read_part(parts[1]).files, "page.html"])
    assert refused(parts, tmp_path / "merged") == ["part-2: “page.html” belongs to it and is not there"]


def test_the_output_may_not_hold_a_part(parts: list[Path], tmp_path: Path) -> None:
    before = tree(parts[0])
    with pytest.raises(CannotStart, match="which is read"):
        merge(parts, parts[0])
    with pytest.raises(CannotStart, match="which is read"):
        merge(parts, tmp_path)
    assert tree(parts[0]) == before


def test_no_parts_are_no_problem_of_parts() -> None:
    assert merge_problems([]) == []


# ----------------------------------------------------------- command line


def test_the_commands(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(source, "stars", ignore=shutil.ignore_patterns(".glossgen"))
    for number in (1, 2, 3):
        assert main(["build", "stars", "--shard", f"{number}/3", "-o", f"part-{number}", "--jobs", "1"]) == 0
    assert main(["build", "stars", "-o", "whole", "--jobs", "1"]) == 0
    capsys.readouterr()
    assert main(["merge", "part-3", "part-1", "part-2", "-o", "merged"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith(f"Merged 3 parts, {len(files(Path('whole'))) - 1} files in ")
    assert said.out.endswith(" s → merged\n")
    assert said.err == ""
    assert tree(Path("merged")) == tree(Path("whole"))
    assert main(["merge", "part-1", "part-2", "part-3", "-o", "merged", "--verbose"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("0 written, ")
    assert main(["merge", "part-1", "stars"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("stars: error[merge-part]: this is no part of a site: .glossgen.json is not")
    assert not Path("site").exists()


def test_the_part_that_was_built_last_is_not_built_again(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """And another part is no reason to say that nothing has changed."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(source, "stars", ignore=shutil.ignore_patterns(".glossgen"))
    words = []
    for shard in ("1/2", "1/2", "2/2", "1/3"):
        assert main(["build", "stars", "--shard", shard, "-o", "part", "--jobs", "1"]) == 0
        words.append(capsys.readouterr().out.split()[0])
    assert words == ["Built", "Nothing", "Built", "Built"]


@pytest.mark.parametrize("text", ["0/3", "4/3", "x", "1", "1/2/3", "/", "-1/3", "1/x", "1/" + "9" * 5000])
def test_no_such_shard(text: str, capsys: Capture) -> None:
    assert main(["build", f"--shard={text}"]) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said == (
        f"glossgen build: error: argument --shard: “{text}” is not a part: choose 1/N to N/N, such as 2/8"
    )


@pytest.mark.parametrize("text", ["0", "-1", "x", "", "1.5"])
def test_no_such_number_of_processes(text: str, capsys: Capture) -> None:
    assert main(["build", f"--jobs={text}"]) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said == (
        f"glossgen build: error: argument --jobs: “{text}” is not a number of processes: choose 1 or more"
    )


def test_a_cache_without_its_output(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """A job of CI begins with the cache of the last run, and with an empty folder for its part."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(source, "stars", ignore=shutil.ignore_patterns(".glossgen"))
    made = []
    for _ in range(2):
        assert main(["build", "stars", "--shard", "1/2", "-o", "part", "--jobs", "1"]) == 0
        made.append(tree(Path("part")))
        shutil.rmtree("part")
    assert Path("stars/.glossgen").is_dir()
    assert made[0] == made[1]
    assert capsys.readouterr().out.count("Built") == 2


# ------------------------------------------------------------------- docs


def test_the_example_of_the_docs_runs(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shutil.copytree(source, tmp_path / "stars"))
    (example,) = fences("sh")
    for command in example.splitlines():
        assert main([*shlex.split(command)[1:], "--quiet"]) == 0
    assert main(["build", "--output", "whole", "--quiet"]) == 0
    assert tree(Path("site")) == tree(Path("whole"))


def fences(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", DOCS, re.MULTILINE | re.DOTALL)


def steps(job: str) -> list[dict[str, Any]]:
    (text,) = fences("yaml")
    found: list[dict[str, Any]] = yaml.safe_load(text)["jobs"][job]["steps"]
    return found


def using(job: str, action: str) -> dict[str, Any]:
    """What a step gives to an action; there must be one such step."""
    (step,) = [step for step in steps(job) if step.get("uses", "").split("@")[0] == action]
    given: dict[str, Any] = step["with"]
    return given


def glossgen(job: str, **context: object) -> list[str]:
    """The arguments of glossgen in a job, with its expressions filled in."""
    (step,) = [step for step in steps(job) if step.get("run", "").startswith("glossgen ")]
    line = step["run"]
    for name, value in sorted(step.get("env", {}).items(), reverse=True):
        line = line.replace(f"${name}", value)
    for name, value in context.items():
        line = line.replace("${{ " + name.replace("__", ".").replace("_", "-") + " }}", str(value))
    assert "${{" not in line
    return shlex.split(line)[1:]


def test_the_workflow_of_the_docs_has_what_a_build_needs() -> None:
    (text,) = fences("yaml")
    workflow = yaml.safe_load(text)
    jobs = workflow["jobs"]
    parts = jobs["part"]["strategy"]["matrix"]["part"]
    assert parts == list(range(1, len(parts) + 1))
    assert jobs["merge"]["needs"] == "part"
    assert jobs["deploy"]["needs"] == "merge"
    assert using("part", "actions/checkout")["fetch-depth"] == 0
    assert using("part", "actions/cache")["path"] == load_config(FOLDER).cache.name
    assert workflow["permissions"] == {}
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    starter = yaml.safe_load((STARTER / "pages.yml").read_text("utf-8"))
    versions = {step["uses"] for job in starter["jobs"].values() for step in job["steps"] if "uses" in step}
    for step in (*steps("part"), *steps("merge"), *steps("deploy")):
        name = step.get("uses", "").split("@")[0]
        assert not any(other.split("@")[0] == name and other != step["uses"] for other in versions)


def test_the_workflow_of_the_docs_makes_the_site(
    source: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its commands, on machines that are folders here, with what the actions carry between them."""
    (text,) = fences("yaml")
    numbers = yaml.safe_load(text)["jobs"]["part"]["strategy"]["matrix"]["part"]
    upload = using("part", "actions/upload-artifact")
    download = using("merge", "actions/download-artifact")
    assert upload["include-hidden-files"] is True
    assert download["merge-multiple"] is False
    last = tmp_path / "publish"
    last.mkdir()
    for number in numbers:
        machine = shutil.copytree(source, tmp_path / f"machine-{number}")
        with (machine / "glossgen.yml").open("a", encoding="utf-8") as config:
            config.write(f"base_url: {BASE}\n")
        monkeypatch.chdir(machine)
        arguments = glossgen("part", matrix__part=number, strategy__job_total=len(numbers))
        assert main([*arguments, "--quiet", "--jobs", "1"]) == 0
        name = upload["name"].replace("${{ matrix.part }}", str(number))
        assert fnmatch.fnmatch(name, download["pattern"])
        shutil.copytree(machine / upload["path"], last / download["path"] / name)
    monkeypatch.chdir(last)
    (kind, pattern, *rest) = glossgen("merge")
    named = sorted(path.as_posix() for path in Path().glob(pattern))
    assert main([kind, *named, *rest, "--quiet"]) == 0
    assert tree(Path(using("merge", "actions/upload-pages-artifact")["path"])) == tree(whole)
