"""What the README and the reference say is true: commands run, examples read, tables are complete."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from glossgen.cli.parser import COMMANDS
from glossgen.config import FrontMatter, Links, Math, Mirror, Repository, SourceFolder, load_config
from glossgen.config.load import KEYS
from glossgen.config.values import ShareImage, Theme
from glossgen.graph import TermGraph

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONFIGURATION = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
FORMAT = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
TOP = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "benchmarks/README.md")]
DOCUMENTS = sorted([*TOP, *(ROOT / "docs").rglob("*.md")])
LONGEST_README = 150


def fences(text: str, language: str) -> list[str]:
    """The content of the fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    return [line for block in fences(README, "sh") for line in block.splitlines() if line]


def rows(text: str) -> Iterator[list[str]]:
    """The cells of every row of every table, without heads."""
    for line in text.splitlines():
        if line.startswith("| `"):
            yield [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


# --------------------------------------------------------------- commands


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`pip install .`, into a folder and without a network."""
    assert "pip install ." in commands()
    target = tmp_path_factory.mktemp("installed")
    offline = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--target", str(target)]
    run([sys.executable, "-m", "pip", "install", *offline, "."], ROOT)
    return target


def run(command: list[str], folder: Path, **environment: str) -> str:
    answer = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


def glossgen(command: str) -> list[str]:
    """A command of the README as this Python runs it."""
    return [sys.executable, "-m", "glossgen", *shlex.split(command)[1:]]


def test_every_command_is_known_here() -> None:
    """A new command in the README needs a line in one of the tests below."""
    starts = [re.match(r"\S+( \w+)?", command) for command in commands()]
    assert [start[0] for start in starts if start] == [
        "./run build",
        "pip install",
        "glossgen init",
        "cd my",
        "glossgen new",
        "glossgen serve",
        "glossgen build",
        "./run test",
    ]


def test_every_command_has_its_row() -> None:
    named = re.findall(r"^\| `glossgen (\w+)", README, re.MULTILINE)
    assert sorted(named) == sorted(command.__name__.rsplit(".", 1)[-1].rstrip("_") for command in COMMANDS)


def test_ci_runs_the_two_commands_as_they_stand() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    lines = [line.removesuffix(" || failed=1") for line in script.splitlines()]
    for command in commands():
        if command.startswith("./run"):
            assert lines.count(command) == 1


@pytest.mark.posix
def test_run_explains_itself() -> None:
    said = run(["./run", "--help"], ROOT)
    assert "./run build" in said
    assert "./run test" in said


@pytest.mark.posix
@pytest.mark.parametrize("arguments", [[], ["tset"]])
def test_run_refuses_what_it_does_not_know(arguments: list[str]) -> None:
    answer = subprocess.run(["./run", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert "usage: ./run build" in answer.stderr
    assert answer.stdout == ""


def test_a_first_glossary(installed: Path, tmp_path: Path) -> None:
    folder = tmp_path
    for command in commands():
        if command.startswith("cd "):
            folder /= command.split()[1]
        elif command.startswith("glossgen serve"):
            check_serve(command, folder, installed)
        elif command.startswith("glossgen "):
            run(glossgen(command), folder, PYTHONPATH=str(installed))
    assert folder.name == "my-glossary"
    page = next((folder / "site" / "terms").rglob("learning-rate/index.html"), None) or next(
        path for path in (folder / "site" / "terms").rglob("index.html") if "学習率" in path.parent.name
    )
    assert "がくしゅうりつ" in page.read_text(encoding="utf-8")


def check_serve(command: str, folder: Path, installed: Path) -> None:
    """Start the preview on a free port, ask it for the home page, and stop it as Ctrl-C does."""
    with subprocess.Popen(
        [*glossgen(command), "--port", "0"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout
        said = (re.search(r"http://\S+", line) for line in process.stdout)
        address = next(found[0] for found in said if found)
        with urllib.request.urlopen(address, timeout=120) as answer:
            assert "はじめての用語集" in answer.read().decode()
        if sys.platform == "win32":
            process.terminate()
        else:
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=120) == 0


def test_the_table_of_commands_is_complete() -> None:
    from glossgen.cli.parser import make_parser

    helps = make_parser().format_help()
    listed = [code(row[0])[0].split() for row in rows(README) if row[0].startswith("`glossgen ")]
    names = [command.__name__.rsplit(".", 1)[-1].rstrip("_") for command in COMMANDS]
    assert sorted(words[1] for words in listed) == sorted(names)
    assert all(name in helps for name in names)


@pytest.mark.parametrize(
    "row", [row for row in rows(README) if row[0].startswith("`glossgen ")], ids=lambda r: r[0]
)
def test_the_options_of_the_table_exist(row: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    from glossgen.cli import main

    name = code(row[0])[0].split()[1]
    assert main([name, "--help"]) == 0
    said = capsys.readouterr().out
    assert all(option.split()[0] in said for option in code(row[1]) if option.startswith("--"))


def test_the_picture_can_be_made_again(tmp_path: Path, browser: object) -> None:
    assert "`python tools/picture.py`" in README
    picture = tmp_path / "site.png"
    # The same command, of a glossary that is built sooner.
    small = ["--glossary", "tests/two_languages", "--page", "en/", "--output", str(picture)]
    run([sys.executable, "tools/picture.py", *small], ROOT, PYTHONPATH=str(ROOT / "src"))
    assert picture.read_bytes().startswith(b"\x89PNG")


# --------------------------------------------------------------- examples


def test_the_python_example_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = fences(README, "python")
    monkeypatch.chdir(ROOT)
    exec(compile(example, "README.md", "exec"), {})
    assert "勾配降下法" in capsys.readouterr().out


def test_the_markdown_example_is_read_as_it_says(tmp_path: Path) -> None:
    (example,) = fences(README, "markdown")
    (tmp_path / "a.md").write_text(example, encoding="utf-8")
    (tmp_path / "b.md").write_text("## 勾配降下法\n\n方法。\n", encoding="utf-8")
    graph = TermGraph.from_folder(tmp_path)
    term = graph.term("学習率")
    assert (term.reading, [label.text for label in term.labels]) == (
        "がくしゅうりつ",
        ["学習率", "Learning Rate"],
    )
    assert graph.links(term) == (graph.term("勾配降下法").key,)
    assert graph.related(graph.term("勾配降下法")) == (term.key,)
    assert graph.problems == ()


def test_the_configuration_example_is_read(tmp_path: Path) -> None:
    (example,) = fences(README, "yaml")
    (tmp_path / "glossgen.yml").write_text(example, encoding="utf-8")
    config = load_config(tmp_path)
    assert config.title == "機械学習用語集"
    assert config.base_path == "/glossary/"


def test_the_examples_of_the_format_are_read(tmp_path: Path) -> None:
    for number, example in enumerate(fences(FORMAT, "markdown")):
        more = "" if example.rstrip().endswith("。") else "\n値。\n"
        (tmp_path / f"{number}.md").write_text(example + more, encoding="utf-8")
    graph = TermGraph.from_folder(tmp_path)
    assert {problem.code for problem in graph.problems} <= {"unknown-term"}  # 勾配降下法 is only named there
    assert graph.term("重みパラメータ").reading == "おもみ"
    assert graph.term("Deep Learning").label == "ディープラーニング"
    assert graph.term("Learning Rate").meta.autolink.value == "once"


# -------------------------------------------------------------- reference


def documented(text: str) -> list[str]:
    return [code(row[0])[0] for row in rows(text)]


def test_every_key_of_the_configuration_is_documented_once() -> None:
    sections = {"links": Links, "math": Math, "mirror": Mirror, "repository": Repository}
    sections |= {"theme": Theme, "front_matter": FrontMatter, "share_image": ShareImage}
    keys = [key for key in KEYS if key not in sections or key == "repository"]
    for name, section in {**sections, "sources": SourceFolder}.items():
        keys += [f"{name}.{field}" for field in section.__struct_fields__ if field not in ("prefix", "line")]
    assert sorted(documented(CONFIGURATION)) == sorted(keys)


def test_the_documented_names_of_attributes_are_the_defaults() -> None:
    defaults = {row[0].strip("`"): code(row[1]) for row in rows(CONFIGURATION) if "front_matter." in row[0]}
    for field in FrontMatter.__struct_fields__:
        names = getattr(FrontMatter(), field)
        plain = [name if isinstance(name, str) else name[0] for name in names]
        assert defaults[f"front_matter.{field}"] == plain


def test_the_documented_defaults_hold(tmp_path: Path) -> None:
    """A file that says what the tables say is the same as an empty one."""
    defaults = {row[0].strip("`"): row[1] for row in rows(CONFIGURATION)}
    stated: dict[str, object] = {"output": code(defaults["output"])[0], "exclude": code(defaults["exclude"])}
    stated["links"] = {key: code(defaults[f"links.{key}"])[0] for key in ("policy", "compound")}
    source = {key: code(defaults[f"sources.{key}"])[0] for key in ("language", "form", "level")}
    stated["sources"] = [{"path": ".", **source, "level": int(source["level"])}]
    (tmp_path / "glossgen.yml").write_text("", encoding="utf-8")
    plain = load_config(tmp_path)
    (tmp_path / "glossgen.yml").write_text(yaml.safe_dump(stated), encoding="utf-8")
    assert load_config(tmp_path) == plain


def test_every_attribute_is_documented() -> None:
    listed = {name for row in rows(FORMAT) for name in code(row[0])}
    listed |= {
        name
        for row in rows(FORMAT)
        for name in re.findall(r"also (?:`[^`]+` or )?`([^`]+)`", row[2] if len(row) > 2 else "")
    }
    for field in FrontMatter.__struct_fields__:
        names = getattr(FrontMatter(), field)
        assert listed & {name if isinstance(name, str) else name[0] for name in names}, field


# ------------------------------------------------------------------ house


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= LONGEST_README


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`|```.*?```", "", text, flags=re.DOTALL)):
        path, _, fragment = target.partition("#")
        file = document.parent / path if path else document
        assert "://" in target or file.exists(), f"{document.name}: {target}"
        if fragment and file.suffix == ".md":
            heading = fragment.replace("-", " ")
            assert re.search(
                rf"^#+ {heading}$", file.read_text(encoding="utf-8"), re.IGNORECASE | re.MULTILINE
            )


def test_workflows_test_every_python_that_is_promised() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))
    matrix = workflow["jobs"]["pytest"]["strategy"]["matrix"]
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert matrix["python"] == re.findall(r'"Programming Language :: Python :: (3\.\d+)"', project)
    assert matrix["os"] == ["ubuntu-latest", "macos-latest", "windows-latest"]
