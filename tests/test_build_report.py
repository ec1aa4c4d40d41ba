"""The stages in a row: what a build reports, writes, replaces and leaves alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from msgspec import structs

from glossgen.build import BuildOptions, build, check
from glossgen.config import load_config
from glossgen.problems import CannotStart
from made import write
from reading_cases import png


def codes(report: object) -> list[str]:
    return [problem.code for problem in getattr(report, "problems")]  # noqa: B009  (any report)


def test_counts(tmp_path: Path) -> None:
    config = write(
        tmp_path, {"a.md": "## 重み\n\n層の値$w$。層。\n\n## 層\n\n重み。\n", "n.md": "重みと$w$。\n"}
    )
    report = build(config)
    assert (report.terms, report.notes, report.formulas) == (2, 1, 1)
    assert (report.mentions, report.links) == (4, 3)
    assert report.pages == len(list(config.output.rglob("*.html")))
    assert (report.unchanged, report.removed) == (0, 0)


def test_check_finds_the_same_and_writes_no_site(tmp_path: Path) -> None:
    config = write(tmp_path, {"a.md": "## 重み\n\n$\\frac$と[[無い]]。\n"})
    found = check(config)
    assert not config.output.exists()
    assert found.problems == build(config).problems
    assert sorted(codes(found)) == ["math", "unknown-term"]


def test_a_formula_that_fails_names_its_line(tmp_path: Path) -> None:
    config = write(tmp_path, {"a.md": "## 重み\n\n一行\n二行$x$と\n三行$\\frac$。\n\n$$\na\n\\frac\n$$\n"})
    lines = [p.position.line for p in build(config).problems if p.code == "math"]
    assert lines == [5, 9]


def test_pictures_are_copied_and_removed(tmp_path: Path) -> None:
    config = write(tmp_path, {"ai/a.md": "## 重み\n\n![図](fig/a.png)\n"})
    (config.root / "ai" / "fig").mkdir()
    (config.root / "ai" / "fig" / "a.png").write_bytes(png(3, 3))
    (config.root / "ai" / "fig" / "unused.png").write_bytes(png(3, 3))
    build(config)
    assert (config.output / "ai/fig/a.png").read_bytes() == png(3, 3)
    assert not (config.output / "ai/fig/unused.png").exists()
    (config.root / "ai" / "a.md").write_text("## 重み\n\n値。\n", encoding="utf-8")
    assert build(config).removed == 1
    assert not (config.output / "ai" / "fig").exists()


def test_katex_is_there_only_for_formulas(tmp_path: Path) -> None:
    config = write(tmp_path, {"a.md": "## 重み\n\n値。\n"})
    build(config)
    assert not (config.output / "static" / "katex").exists()
    (config.root / "a.md").write_text("## 重み\n\n$w$\n", encoding="utf-8")
    build(config)
    sheet = (config.output / "static" / "katex" / "katex.min.css").read_text("utf-8")
    assert "font-family:Formula_Math" in sheet
    assert ".formula{" in sheet


def test_own_static_files_replace_ours(tmp_path: Path) -> None:
    config = write(tmp_path, {"a.md": "## 重み\n\n値。\n"})
    static = config.root / "static"
    static.mkdir()
    (static / "site.css").write_text("body { color: red }", encoding="utf-8")
    (static / "more.txt").write_text("x", encoding="utf-8")
    build(structs.replace(config, static=static))
    assert (config.output / "static" / "site.css").read_text(encoding="utf-8") == "body { color: red }"
    assert (config.output / "static" / "more.txt").is_file()
    assert (config.output / "static" / "site.js").is_file()


def test_a_broken_template_leaves_the_old_site(tmp_path: Path) -> None:
    config = write(tmp_path, {"a.md": "## 重み\n\n値。\n"})
    build(config)
    before = {file: file.read_bytes() for file in config.output.rglob("*") if file.is_file()}
    templates = config.root / "templates"
    templates.mkdir()
    (templates / "term.html").write_text("{% if %}", encoding="utf-8")
    with pytest.raises(CannotStart) as stopped:
        build(structs.replace(config, templates=templates))
    assert [problem.code for problem in stopped.value.problems] == ["template"]
    assert {file: file.read_bytes() for file in config.output.rglob("*") if file.is_file()} == before


def test_progress_is_told_for_each_stage(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build(write(tmp_path, {"a.md": "## 重み\n\n値。\n"}), BuildOptions(lambda *step: told.append(step)))
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert [stage for stage in stages if stage in ("read", "link", "pages")] == ["read", "link", "pages"]
    assert all(1 <= done <= total for _, done, total in told)


def git(folder: Path, *arguments: str, date: str = "") -> None:
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
        "GIT_AUTHOR_DATE": date,
        "GIT_COMMITTER_DATE": date,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run([*command, *arguments], cwd=folder, env=environment, check=True, capture_output=True)


def test_dates_are_those_of_the_lines_of_an_entry(tmp_path: Path) -> None:
    folder = tmp_path / "glossary"
    folder.mkdir()
    (folder / "glossgen.yml").write_text("title: 試し\n", encoding="utf-8")
    (folder / "a.md").write_text("## 重み\n\n値。\n\n## 層\n\n段。\n", encoding="utf-8")
    git(folder, "init")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "one", date="2024-01-02T23:30:00+0900")
    (folder / "a.md").write_text("## 重み\n\n値。\n\n## 層\n\n重ねた段。\n", encoding="utf-8")
    git(folder, "commit", "-am", "two", date="2025-03-04T00:30:00+0900")
    config = load_config(folder, output=tmp_path / "site")
    build(config)

    def dates(term: str) -> str:
        return (config.output / "terms" / term / "index.html").read_text(encoding="utf-8")

    assert 'datetime="2024-01-02"' in dates("重み")
    assert 'datetime="2025-03-04"' in dates("層")


def test_a_term_used_everywhere_quotes_some_places_and_counts_all(tmp_path: Path) -> None:
    many = "\n".join(f"## 項目{number:03}番\n\n偏光の話{number}。\n" for number in range(61))
    config = write(tmp_path, {"a.md": "## 偏光\n\n光。\n", "b.md": many})
    build(config)
    page = (config.output / "terms/偏光/index.html").read_text(encoding="utf-8")
    assert 1 <= page.count("<mark>") <= 50
    assert ">61<" in page


def test_a_folder_with_only_a_readme_says_why_it_is_empty(tmp_path: Path) -> None:
    with pytest.raises(CannotStart) as stop:
        build(write(tmp_path, {"README.md": "# About\n"}))
    (problem,) = stop.value.problems
    assert problem.code == "no-sources"
    assert "“README.md” is left out, as it is about the repository" in problem.hint
