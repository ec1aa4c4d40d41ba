"""A glossary among other texts: in a manual, in a repository, in its language and under its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossgen.model import SourceKind
from glossgen.sources.forms.candidate import is_called, is_named
from made import graph_of, read_glossary, write
from test_forms import read, terms

ENTRIES = "# Glossary\n\n## Axle\n\nIt turns.\n\n## Belt\n\nIt runs.\n\n## Cam\n\nIt lifts.\n"
GUIDE = "---\ntitle: {0}\n---\n\n## Usage\n\nUse it.\n\n## Options\n\nNone.\n"
MANUAL = {f"docs/{name}.md": GUIDE.format(name) for name in ("install", "serve", "build", "test")}
FOUND = {"en": [("Axle",), ("Belt",), ("Cam",)]}


@pytest.mark.parametrize(
    "entries",
    [
        {"docs/glossary.md": "---\ntitle: Glossary\n---\n" + ENTRIES},
        {
            "docs/reference/terminology/README.md": ENTRIES.replace("## Axle", "## A\n\n### Axle")
            .replace("## B", "### B")
            .replace("## C", "### C")
        },
        {
            "docs/source/glossary.rst": ".. glossary::\n\n   Axle\n      It turns.\n\n"
            "   Belt\n      It runs.\n\n   Cam\n      It lifts.\n"
        },
        {"includes/abbreviations.md": "*[Axle]: It turns.\n*[Belt]: It runs.\n*[Cam]: It lifts.\n"},
    ],
)
def test_pages_with_titles_and_shared_headings_are_no_terms_beside_a_glossary(
    entries: dict[str, str], tmp_path: Path
) -> None:
    others = "".join(f"- {{name: {name}, description: One.}}\n" for name in ("alpha", "beta", "gamma"))
    glossary = read(tmp_path, {**MANUAL, **entries, "assets/metrics.yml": others})
    assert terms(glossary) == FOUND
    forms = {source.path: source.form for source in glossary.sources}
    assert {forms[path] for path in MANUAL} == {SourceKind.NOTE}


def test_records_of_decisions_are_no_terms_beside_articles(tmp_path: Path) -> None:
    files = {
        f"words/parts/{name}.md": f"---\nterm: {name}\n---\n\n# {name}\n\nIt is.\n"
        for name in ("Axle", "Belt", "Cam")
    }
    files |= {f"adr/000{at}.md": f"# {at}. A choice\n\n### Why\n\nx\n\n### What\n\ny\n" for at in range(4)}
    assert terms(read(tmp_path, files)) == FOUND


def test_an_article_on_dictionaries_is_no_dictionary(tmp_path: Path) -> None:
    text = "## Definition\n\nIt is.\n\n## Example\n\nOne.\n\n## See also\n\nMore.\n"
    files = {
        f"{name}.md": f"---\ntitle: {name}\n---\n\n{text}" for name in ("dictionary", "list", "tuple", "set")
    }
    assert len(read(tmp_path, files).terms) == 4


def test_files_of_a_glossary_folder_that_hold_entries_one_level_down(tmp_path: Path) -> None:
    """As in Hugo with a folder for each language: the files have titles, and are no articles."""

    def page(title: str, *names: str) -> str:
        return f"---\ntitle: {title}\n---\nAll words.\n<!--more-->\n\n" + "".join(
            f"### {name}\n> what {name} is\n\n" for name in names
        )

    files = {
        f"content/{tag}/glossary/{name}.md": page(name, *(f"{word} {tag}" for word in words))
        for tag in ("en-us", "fr-fr")
        for name, words in {"people": ("Owner", "Maker", "Buyer"), "things": ("Axle", "Belt", "Cam")}.items()
    }
    files["about.md"] = "# About\n\nThis is the text of the people who write all of it.\n"
    glossary = read(tmp_path, files)
    assert {tag: len(found) for tag, found in terms(glossary).items()} == {"en-us": 6, "fr-fr": 6}
    assert {source.language for source in glossary.sources} == {"en-us", "fr-fr"}


def test_a_readme_whose_title_is_html_is_the_only_glossary(tmp_path: Path) -> None:
    text = '<p align="center"><img src="a.png"/></p>\n<h2 align="center">Glossaire <b>Roue</b></h2>\n'
    assert terms(read(tmp_path, {"README.md": text + ENTRIES.partition("\n")[2]})) == FOUND


def test_sections_that_group_beside_an_introduction(tmp_path: Path) -> None:
    groups = "# 用語集\n\n## はじめに\n\n読み方。\n\n## 用語\n\n"
    text = groups + "".join(f"### {name}\n\n値。\n\n" for name in ("重み", "層", "偏り", "軸"))
    assert [term.label for term in read(tmp_path, {"docs/用語集.md": text}).terms] == [
        "重み",
        "層",
        "偏り",
        "軸",
    ]


NAMES = (
    "glossary Glossar Glossaire Glosario Glosarium lexique Woordenlijst Ordlista Sanasto Słowniczek Slovník"
    " Szószedet Sözlük Словарь Глоссарий Глосарій Γλωσσάρι 用語集 术语表 術語表 용어집 शब्दावली"
    " المصطلحات términos"
)


@pytest.mark.parametrize("name", [*NAMES.split(), "Thuật ngữ", "מילון מונחים", "واژه‌نامه", "Slovníček pojmů"])
def test_what_a_glossary_is_called(name: str) -> None:
    assert is_called(name)


@pytest.mark.parametrize(
    ("name", "named"), [("glossary-style-guide", True), ("installation", False), ("long-term", False)]
)
def test_what_is_called_otherwise(name: str, named: bool) -> None:
    assert not is_called(name)
    assert is_named(name) is named


def test_articles_of_quarto(tmp_path: Path) -> None:
    def article(title: str, more: str = "") -> str:
        text = "## Definición\n\n::: {#lead}\nUn texto.\n:::\n\n## Ejemplos\n\nUno.\n"
        return f"---\ntitle: {title}\n{more}---\n\n{text}"

    files = {
        "terminos/eje.qmd": article("Eje", "sinonimos:\n  - árbol\n") + "\n- [La leva](leva.qmd)\n",
        "terminos/leva.qmd": article("Leva"),
        "terminos/rueda.qmd": article("Rueda"),
        "index.qmd": "---\ntitle: Glosario\n---\n\nTodos los términos de la máquina.\n",
    }
    graph = graph_of(write(tmp_path, files))
    assert [*terms(graph.glossary).values()] == [[("Eje", "árbol"), ("Leva",), ("Rueda",)]]
    assert graph.problems == ()
    assert "".join(getattr(part, "text", "") for part in graph.glossary.terms[0].body).count(":::") == 0


def test_a_list_of_names_in_code(tmp_path: Path) -> None:
    text = "# Glossary\n\n- `sh` Bourne shell\n- `zsh` **Z** shell\n- `ksh`\n\nand\n\n- `x` is\n- y\n"
    assert [term.label for term in read(tmp_path, {"glossary.md": text}).terms] == ["sh", "zsh", "ksh"]


def test_the_code_of_a_country_is_its_language(tmp_path: Path) -> None:
    assert terms(read(tmp_path, {"a.md": "---\nlang: jp\n---\n\n## PC\n\nx\n"})) == {"ja": [("PC",)]}


# -- old addresses -----------------------------------------------------------------------


def test_files_that_only_lead_elsewhere_are_old_addresses(tmp_path: Path) -> None:
    files = {
        "terms/axle.md": "---\ntitle: Axle\nredirect_from: [/alt/shaft/]\n---\n\nIt turns.\n",
        "terms/belt.md": "---\ntitle: Belt\npermalink: /strap/\n---\n\n"
        "It runs. See [it](/old/axle/) and [this](/alt/shaft/).\n",
        "terms/cam.md": "---\ntitle: Cam\naliases: [../lobe]\n---\n\nIt lifts.\n",
        "old/axle.md": "---\ntitle: Spindle\nlayout: redirect\ndestination: /terms/axle/\n---\n",
        "old/belt.md": "---\nredirect_to:\n  - /strap/\n---\n",
        "old/far.md": "---\nredirect_to: https://example.org/axle/\n---\n",
    }
    glossary = read_glossary(write(tmp_path, files))
    aliases = {term.label: term.meta.aliases for term in glossary.terms}
    assert aliases == {"Axle": ("/alt/shaft/", "/old/axle/"), "Belt": ("/old/belt/",), "Cam": ("../lobe",)}
    assert [label.text for term in glossary.terms for label in term.labels] == [
        "Axle",
        "Spindle",
        "Belt",
        "Cam",
    ]
    graph = graph_of(write(tmp_path, files))
    assert graph.problems == ()
