"""`glossgen serve` begins where the last `glossgen build` ended, with the same site as one from nothing."""

from __future__ import annotations

import _thread
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from glossgen.build import BuildOptions, Workshop, build
from glossgen.cli import main
from glossgen.cli.terminal import Terminal
from glossgen.config import load_config
from glossgen.problems.report import Report
from glossgen.record import Asked
from glossgen.serve import PreviewBuilder

FILES = {
    "glossgen.yml": "title: Words\nlanguages: [en]\n",
    "a.md": "# A\n\n## light\n\nA wave.\n\n## shade\n\nNo light.\n",
    "b.md": "# B\n\n## heat\n\nWhat flows. See light.\n\n## cold\n\nNo heat.\n",
    "c.md": "---\ntitle: eye\ncategory: C\nalt: [eyes]\n---\n\nIt sees light, $x$.\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A glossary that was just built as people build it: in its folder, without options."""
    folder = tmp_path / "words"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    assert main(["build", "-q"]) == 0
    return folder


class Served:
    """What `glossgen serve` does, without a server."""

    def __init__(self, folder: Path, site: Path) -> None:
        self.workshop = Workshop(Asked.of(str(folder)))
        self.preview = PreviewBuilder(
            lambda: load_config(folder),
            lambda config: self.workshop.build(config, BuildOptions(jobs=1)),
            site,
        )

    def refresh(self) -> Report:
        report = self.preview.refresh().report
        assert isinstance(report, Report)
        return report


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def from_nothing(folder: Path, copy: Path) -> tuple[dict[str, bytes], Report]:
    """The site that a build makes that knows nothing of another, and its report."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".glossgen", "site"))
    report = build(load_config(copy), BuildOptions(jobs=1))
    return tree(copy / "site"), report


def edit(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def test_what_has_not_changed_is_not_made_again(folder: Path, tmp_path: Path) -> None:
    served = Served(folder, tmp_path / "preview")
    first = served.refresh()
    whole, report = from_nothing(folder, tmp_path / "copy")
    assert first.made == 0
    assert tree(tmp_path / "preview") == whole == tree(folder / "site")
    assert (first.problems, first.terms, first.pages) == (report.problems, report.terms, report.pages)


def test_what_was_edited_since_is_made_again_and_no_more(folder: Path, tmp_path: Path) -> None:
    edit(folder, "b.md", "See light.", "See shade.")
    site = tree(folder / "site")
    served = Served(folder, tmp_path / "preview")
    first = served.refresh()
    whole, report = from_nothing(folder, tmp_path / "copy")
    assert 0 < first.made < report.made
    assert tree(tmp_path / "preview") == whole
    assert tree(folder / "site") == site
    assert main(["build", "-q"]) == 0  # which begins where the last build ended, too
    assert tree(folder / "site") == whole


@pytest.mark.parametrize("settled", [True, False])
def test_edits_follow(folder: Path, tmp_path: Path, settled: bool) -> None:
    served = Served(folder, tmp_path / "preview")
    served.refresh()
    if settled:
        served.workshop.settle(BuildOptions(jobs=1))
    for old, new in (("A wave.", "A ray."), ("A ray.", "A ray of heat.")):
        edit(folder, "a.md", old, new)
        again = served.refresh()
        whole, report = from_nothing(folder, tmp_path / "copy")
        assert tree(tmp_path / "preview") == whole
        assert not settled or again.made < report.made


def test_an_edit_while_it_settles_is_not_lost(folder: Path, tmp_path: Path) -> None:
    served = Served(folder, tmp_path / "preview")
    served.refresh()
    edit(folder, "a.md", "A wave.", "A ray.")
    served.workshop.settle(BuildOptions(jobs=1))
    served.refresh()
    assert tree(tmp_path / "preview") == from_nothing(folder, tmp_path / "copy")[0]


def add_a_file(folder: Path) -> None:
    (folder / "d.md").write_text("# D\n\n## star\n\nIt sends light.\n", encoding="utf-8")


OTHERWISE: dict[str, Callable[[Path], object]] = {
    "a new file": add_a_file,
    "another title": lambda folder: edit(folder, "glossgen.yml", "Words", "Things"),
    "a page that somebody has touched": lambda folder: (folder / "site/a/index.html").write_text("not ours"),
    "a site that is gone": lambda folder: shutil.rmtree(folder / "site"),
    "a cache that is gone": lambda folder: shutil.rmtree(folder / ".glossgen"),
    "a build with other options": lambda folder: main(
        ["build", "-q", "--base-url", "https://example.org/", "-o", str(folder / "site")]
    ),
}


@pytest.mark.parametrize("change", OTHERWISE.values(), ids=OTHERWISE)
def test_where_it_cannot_begin_there_it_makes_everything(
    folder: Path, tmp_path: Path, change: Callable[[Path], object]
) -> None:
    change(folder)
    served = Served(folder, tmp_path / "preview")
    served.refresh()
    assert tree(tmp_path / "preview") == from_nothing(folder, tmp_path / "copy")[0]


def test_the_command_begins_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def say(_: Terminal, text: str) -> None:
        said.append(text)
        if "Ctrl-C" in text:
            _thread.interrupt_main()

    monkeypatch.setattr(Terminal, "say", say)
    before = signal.getsignal(signal.SIGTERM)
    assert main(["serve", "--port", "0"]) == 0
    signal.signal(signal.SIGTERM, before)
    assert said[0].endswith(" s, 0 files changed")
