"""A writer's own templates, catalogs and static files: what is read of them is what results depend on."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from glossgen.build import BuildOptions, build
from glossgen.config import load_config
from glossgen.problems import CannotStart

EXTENDED = '{% extends "builtin/term.html" %}{% block title %}WORD{% endblock %}'
FILES = {
    "templates/term.html": EXTENDED,
    "templates/base.html": '{% extends "builtin/base.html" %}{# WORD #}',
    "locale/en.po": 'msgid "Index"\nmsgstr "WORD"\n',
    "static/katex/katex.min.css": ".katex { color: WORD }",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "glossary"
    folder.mkdir()
    (folder / "glossgen.yml").write_text("languages: [en]\n")
    (folder / "a.md").write_text("## light\n\nA wave: $E$.\n")
    return folder


def put(file: Path, content: str | bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


def built(root: Path, *, meanwhile: object = None) -> str:
    """The texts of the site. `meanwhile` is done once, when everything is linked and no page is made yet."""
    left = [meanwhile] if meanwhile else []

    def progress(stage: str, _done: int, _total: int) -> None:
        if stage == "link" and left:
            left.pop()()  # type: ignore[operator]

    build(load_config(root), BuildOptions(progress, jobs=1))
    files = sorted((root / "site").rglob("*"))
    return "\n".join(file.read_text() for file in files if file.suffix in (".html", ".css"))


@pytest.mark.parametrize("name", [name for name in FILES if "base" not in name])
def test_what_is_changed_during_a_build_and_back_after_it_leaves_no_trace(root: Path, name: str) -> None:
    first, second = (FILES[name].replace("WORD", word) for word in ("before", "meanwhile"))
    put(root / name, first)
    built(root)
    put(root / "a.md", "## light\n\nOther waves: $m$.\n")
    assert "meanwhile" in built(root, meanwhile=lambda: put(root / name, second))
    put(root / name, first)
    again = built(root)
    assert "before" in again
    assert "meanwhile" not in again


@pytest.mark.parametrize("name", ["templates/term.html", "templates/base.html"])
def test_a_template_that_is_no_text_is_a_problem(root: Path, name: str) -> None:
    put(root / name, b"{# one #}\n{# \xff #}\n")
    with pytest.raises(CannotStart) as caught:
        built(root)
    (problem,) = caught.value.problems
    assert (problem.position.path, problem.position.line, problem.code) == (name, 2, "template")
    assert "UTF-8" in problem.message


def test_a_folder_that_is_gone_meanwhile_is_empty(root: Path) -> None:
    put(root / "templates" / "term.html", EXTENDED)
    config = load_config(root)
    shutil.rmtree(root / "templates")
    build(config, BuildOptions(jobs=1))
    assert (config.output / "index.html").is_file()


@pytest.mark.parametrize("name", FILES)
def test_a_folder_comes_and_goes(root: Path, name: str) -> None:
    before = built(root)
    put(root / name, FILES[name])
    assert ("WORD" in built(root)) == ("base" not in name)
    shutil.rmtree(root / name.split("/")[0])
    assert built(root) == before


@pytest.mark.parametrize("first", ["", "{% set m = 1 %}", "{% import 'own.html' as m %}"])
@pytest.mark.parametrize("base", ["base.html", "builtin/term.html"])
def test_a_page_needs_no_macros_of_its_own_to_extend_another(root: Path, first: str, base: str) -> None:
    put(root / "templates/own.html", "{% macro name(value) %}{{ value }}{% endmacro %}")
    title = "{% block title %}WORD{% endblock %}"
    put(root / "templates/term.html", f"{{% extends '{base}' %}}{first}{title}")
    assert '<button class="theme"' in built(root).partition("<title>WORD")[2]


@pytest.mark.posix
def test_links_are_followed_and_do_not_lead_in_circles(root: Path) -> None:
    put(root / "shared" / "term.html", EXTENDED.replace("WORD", "shared"))
    put(root / "shared" / "own.css", "a { color: shared }")
    (root / "templates").symlink_to(root / "shared")
    (root / "static").mkdir()
    (root / "static" / "linked").symlink_to(root / "shared")
    (root / "shared" / "back").symlink_to(root / "static")
    assert "<title>shared" in built(root).replace("\n", "")
    assert (root / "site" / "static" / "linked" / "own.css").is_file()


@pytest.mark.posix
@pytest.mark.parametrize(
    "path", ["static", "static/a", "static/a.css", "templates/term.html", "locale/ja.po"]
)
def test_links_to_what_is_outside_are_refused(root: Path, tmp_path: Path, path: str) -> None:
    outside = tmp_path / "outside"
    put(outside / "id_rsa", "SECRET")
    os.mkfifo(outside / "pipe")  # which would be a problem of its own, if the folder were entered
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).symlink_to(outside / "id_rsa" if "." in path else outside)
    with pytest.raises(CannotStart) as stopped:
        built(root)
    assert [each.code for each in stopped.value.problems] == ["outside-link"]
    assert stopped.value.problems[0].position.path == path
    assert not list((root / "site").rglob("*"))


def test_a_site_has_its_own_colour_logo_rules_and_files_at_its_root(root: Path) -> None:
    put(root / "static/extra.css", ".entry { color: teal }")
    put(root / "static/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    put(root / "static/root/robots.txt", "User-agent: *\nDisallow: /\n")
    theme = "theme:\n  accent: '#0a6e4f'\n  logo: logo.svg\n  style: extra.css\n"
    put(root / "glossgen.yml", f"base_url: https://example.org/\nlanguages: [en]\n{theme}")
    built(root)
    site = root / "site"
    for name in ("static/site.css", "static/katex/katex.min.css"):
        style = (site / name).read_text()
        assert style.index("--seal:light-dark(#0a6e4f,") < style.index(".entry { color: teal }")
    assert '<img class="logo" src="../../static/logo.svg"' in (site / "terms/light/index.html").read_text()
    assert "Disallow: /" in (site / "robots.txt").read_text()


def test_a_theme_that_cannot_be_is_told(root: Path) -> None:
    put(root / "glossgen.yml", "theme:\n  accent: teal\n  logo: gone.svg\n")
    with pytest.raises(CannotStart) as caught:
        load_config(root)
    lines = [(each.code, each.position.line) for each in caught.value.problems]
    assert lines == [("config-value", 2), ("config-value", 3)]
