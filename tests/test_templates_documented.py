"""`docs/templates.md` names what templates have and see, and its examples work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from glossgen.assets import templates_folder
from glossgen.build import build
from glossgen.config import load_config
from glossgen.render import TEMPLATES, make_environment
from test_render_pages import full, full_tree, renderer

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs/templates.md").read_text("utf-8")
CELLS = {
    cell for row in re.findall(r"^\| (`[^|]*`) \|", TEXT, re.MULTILINE) for cell in re.findall("`(.*?)`", row)
}
NAMES = {cell.partition("(")[0] for cell in CELLS}


def test_every_variable_and_function_is_documented() -> None:
    page = full("ja")[0]
    seen = set(renderer(full_tree("ja"))._context(page))
    assert seen - NAMES == set()


def test_every_block_is_documented() -> None:
    for path in templates_folder().glob("*.html"):
        for block in re.findall(r"{%-? block (\w+)", path.read_text("utf-8")):
            assert f"`{block}`" in TEXT, (path.name, block)


def test_every_template_and_page_is_documented() -> None:
    for page, name in TEMPLATES.items():
        assert re.search(rf"^\| `{re.escape(name)}` \|.*\| `{page.__name__}` \|", TEXT, re.MULTILINE)
    assert all(f"`{path.name}`" in TEXT for path in templates_folder().glob("*.html"))


def test_every_macro_of_items_is_documented_with_its_arguments() -> None:
    source = (templates_folder() / "items.html").read_text("utf-8")
    assert set(re.findall(r"{% macro (\w+\(.*?\))", source)) <= CELLS


def test_every_static_file_is_documented() -> None:
    files = [path.name for path in (ROOT / "static").iterdir()]
    assert all(f"`{name}`" in TEXT for name in files)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("term.html", "</div>\n<p>© G</p>"), ("items.html", '<li><p class="quote">')],
)
def test_the_examples_work(name: str, expected: str, tmp_path: Path) -> None:
    (example,) = [
        each for each in re.findall(r"```jinja\n(.*?)```", TEXT, re.DOTALL) if f"templates/{name}" in each
    ]
    folder = tmp_path / "glossary"
    (folder / "templates").mkdir(parents=True)
    (folder / "glossgen.yml").write_text("title: G\nlanguages: [en]\n", encoding="utf-8")
    (folder / "a.md").write_text(
        "## Weight\n\nA factor.\n\n## Layer\n\nEach has a weight.\n", encoding="utf-8"
    )
    (folder / "templates" / name).write_text(example, encoding="utf-8")
    build(load_config(folder, output=tmp_path / "site"))
    assert expected in (tmp_path / "site/terms/weight/index.html").read_text("utf-8")


def test_filters_are_those_of_the_document() -> None:
    assert "text" in make_environment().filters
    assert "text" in NAMES
