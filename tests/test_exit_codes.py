"""One rule for every command: 0 no error, 1 errors, 2 nothing read or the machine refuses, 3 a bug."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from glossgen.cli import main
from glossgen.sources.files import DATA_ENDINGS, ENDINGS, SPHINX

READING = {
    "build": ["build", "g", "-o", "out", "--jobs", "1"],
    "check": ["check", "g"],
    "explain": ["explain", "g/a.md:3", "--source", "g"],
    "link": ["link", "g", "-o", "out"],
    "graph": ["graph", "g"],
    "lock": ["lock", "g"],
    "readings": ["readings", "g"],
    "suggest": ["suggest", "g"],
    "book": ["book", "g", "-o", "out", "--format", "html"],
}
"""Every command whose result is made of the whole glossary."""

STRIP = {"strip": ["link", "g", "-o", "out", "--strip"]}
OTHER = {
    "inspect": ["inspect", "g"],
    "serve": ["serve", "g", "--port", "0"],
    "new": ["new", "b", "-f", "a.md"],
}
OTHER["new"] += ["--source", "g"]


@pytest.fixture(autouse=True)
def glossary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "g"
    folder.mkdir()
    (folder / "glossgen.yml").write_text("title: t\n")
    (folder / "a.md").write_text("## 光 | light\n\n熱の話。\n\n## 熱\n\n光の話。\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    # With the extra [ja] or without it.
    monkeypatch.setattr("glossgen.sources.readings.propose.sudachi_words", lambda: lambda _text: [])
    return folder


def ended(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code of a command, and what it says."""
    code = main(arguments)
    shown = "".join(capsys.readouterr())
    assert "Traceback" not in shown
    assert "bug of its own" not in shown
    return code, shown


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_one_file_that_cannot_be_read(glossary: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(glossary / "p.md")
    found = {name: ended(arguments, capsys) for name, arguments in READING.items()}
    assert {name: code for name, (code, _) in found.items()} == dict.fromkeys(READING, 1)
    for name, (_, shown) in found.items():
        assert "g/p.md:1: error[unreadable]" in shown, name


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_nothing_that_would_be_read_is_skipped_in_silence(
    glossary: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"p{ending}" for ending in (*ENDINGS, SPHINX, *DATA_ENDINGS)]
    for name in names:
        os.mkfifo(glossary / name)
    (glossary / "link.json").symlink_to("/dev/zero")
    (glossary / "lost.csv").symlink_to("nowhere.csv")
    code, shown = ended(["build", "g", "--output", "out"], capsys)
    assert code == 1
    told = set(re.findall(r"g/(\S+):1: error", shown))
    assert told == {*names, "link.json", "lost.csv"}
    (glossary / "static").mkdir()
    os.mkfifo(glossary / "static" / "own.css")
    code, shown = ended(["build", "g", "--output", "out"], capsys)
    assert (code, "static/own.css:1: error[unreadable]" in shown) == (2, True)


def test_files_beside_the_sources_that_lead_outside(
    glossary: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither is told nor published what a pull request only links to."""
    (glossary.parent / "secret").write_text("光: ひみつ\n", encoding="utf-8")
    for name, wanted in (("readings.yml", 1), ("glossgen.lock", 2)):
        (glossary / name).symlink_to("../secret")
        code, shown = ended(["build", "g", "--output", "out"], capsys)
        assert (code, "leads outside" in shown, "ひみつ" in shown) == (wanted, True, False)
        (glossary / name).unlink()
    assert all("ひみつ" not in page.read_text("utf-8") for page in Path("out").rglob("*.html"))
    for text in ("光: [", "\0"):
        (glossary / "readings.yml").write_text(text, encoding="utf-8")
        assert ended(["build", "g", "--output", "out"], capsys)[0] == 1


def test_a_language_that_is_called_like_a_device(glossary: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (glossary / "b.md").write_text("---\nlang: con\n---\n## b\n\nIt is.\n")
    assert ended(["build", "g", "--output", "out"], capsys)[0] == 0
    assert Path("out/con_/terms/b/index.html").exists()


def test_folders_without_end(glossary: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = glossary.joinpath(*["d"] * 500)
    os.makedirs(place)  # noqa: PTH103  (Path.mkdir goes down to each of them)
    (place / "b.md").write_text("## b\n\nx\n")
    code, shown = ended(["build", "g", "--output", "out"], capsys)
    assert (code, shown.count("error[unreadable]")) == (1, 1)


def only_a_pipe(folder: Path) -> None:
    (folder / "a.md").unlink()
    os.mkfifo(folder / "a.md")


def no_source(folder: Path) -> None:
    (folder / "a.md").unlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("state", [only_a_pipe, no_source])
def test_nothing_can_be_read(
    glossary: Path, state: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    state(glossary)
    commands = READING | STRIP
    assert {name: ended(arguments, capsys)[0] for name, arguments in commands.items()} == dict.fromkeys(
        commands, 2
    )
    assert not Path("out").exists()


def gone(folder: Path) -> None:
    shutil.rmtree(folder)


def a_pipe(folder: Path) -> None:
    shutil.rmtree(folder)
    os.mkfifo(folder)


def a_loop(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to("g")


def configuration(text: str) -> Callable[[Path], None]:
    return lambda folder: (folder / "glossgen.yml").write_text(text) and None


def configuration_is_a_folder(folder: Path) -> None:
    (folder / "glossgen.yml").unlink()
    (folder / "glossgen.yml").mkdir()


def configuration_leads_nowhere(folder: Path) -> None:
    (folder / "glossgen.yml").unlink()
    (folder / "glossgen.yml").symlink_to("/dev/zero")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize(
    "state",
    [
        *(gone, a_pipe, a_loop, configuration_is_a_folder, configuration_leads_nowhere),
        *map(configuration, ["title: [", "sources: [../..]", "sources: [/]", 'sources: ["a\\0b"]']),
        *map(configuration, [f"sources: [{'x' * 300}]", 'output: "a\\0b"', "theme: {logo: ../a.md}"]),
    ],
)
def test_a_glossary_that_cannot_be_opened(
    glossary: Path, state: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    state(glossary)
    for name, arguments in (READING | STRIP | OTHER).items():
        code, shown = ended(arguments, capsys)
        assert code == 2, name
        assert "error[" in shown, name


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_rights(glossary: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (glossary / "sub").mkdir(mode=0)
    assert ended(READING["check"], capsys)[0] == 1
    glossary.chmod(0)
    try:
        assert {ended(arguments, capsys)[0] for arguments in (READING | OTHER).values()} == {2}
    finally:
        glossary.chmod(0o755)


def test_a_folder_that_is_gone_while_one_is_in_it(
    glossary: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(glossary)
    shutil.rmtree(glossary)
    for arguments in (["build"], ["check"], ["graph"], ["import", "a.csv", "--to", "b.md"]):
        assert ended(arguments, capsys)[0] == 2


def test_a_source_of_the_repository_may_be_beside_the_configuration(
    glossary: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (glossary / ".git").mkdir()
    (glossary / "site").mkdir()
    (glossary / "site" / "glossgen.yml").write_text("sources: [..]\n")
    assert ended(["check", "g/site"], capsys)[0] == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_an_entry_for_a_pipe(glossary: Path, capsys: pytest.CaptureFixture[str]) -> None:
    only_a_pipe(glossary)
    assert ended(OTHER["new"], capsys)[0] == 2
