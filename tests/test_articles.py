"""Folders of articles without a title in front matter, and articles in several languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossgen.model import Glossary, SourceKind
from made import read_glossary, write


def read(tmp_path: Path, files: dict[str, str]) -> Glossary:
    return read_glossary(write(tmp_path, files))


def labels(glossary: Glossary) -> list[tuple[str, ...]]:
    return [tuple(label.text for label in term.labels) for term in glossary.terms]


def shown(glossary: Glossary) -> list[str]:
    """What is shown of each term: running text, and tags of headings."""
    return ["".join(getattr(part, "text", part) for part in term.body).strip() for term in glossary.terms]


def test_sections_that_are_called_as_columns_say_what_columns_do(tmp_path: Path) -> None:
    def record(names: str, category: str, text: str) -> str:
        return f"## category\n\n{category}\n\n## titles\n\n{names}\n\n## description\n\n{text}\n"

    files = {
        "data/AXLE.md": record("Axle\nShaft", "wheels", "It turns.\n\n### Kinds\n\nTwo."),
        "data/BELT.md": record("- Belt", "drives", "It runs."),
        "data/CAM.md": record("Cam", "drives", "It lifts."),
    }
    glossary = read(tmp_path, files)
    assert labels(glossary) == [("Axle", "Shaft"), ("Belt",), ("Cam",)]
    assert [term.meta.category for term in glossary.terms] == ["wheels", "drives", "drives"]
    assert "description" not in "".join(shown(glossary))
    assert "Kinds" in shown(glossary)[0]


def test_sections_that_are_no_names_stay_as_text(tmp_path: Path) -> None:
    def text(term: str) -> str:
        rest = "## Definition\n\nIt is.\n\n## Synonyms\n\nThere are none. Really!\n\n## Example\n\nx\n"
        return f"# {term}\n\n{rest}"

    glossary = read(tmp_path, {f"{name}.md": text(name.title()) for name in ("axle", "belt", "cam")})
    assert labels(glossary) == [("Axle",), ("Belt",), ("Cam",)]
    assert "Definition" in shown(glossary)[0]
    assert "There are none." in shown(glossary)[0]


def test_files_alike_in_two_languages_are_files_of_terms(tmp_path: Path) -> None:
    text = "## Axle\n\nIt turns.\n\n## Belt\n\nIt runs.\n"
    assert len(read(tmp_path, {f"{tag}/a.md": text for tag in ("en", "de", "fr", "it")}).terms) == 8


def test_articles_with_sections_of_their_own_are_called_like_their_files(tmp_path: Path) -> None:
    """As in a wiki: nothing is shared, and the headings are no names."""
    names = ("Axle", "Belt drive", "Cam", "Disk", "Edge", "Fork")
    files = {
        f"{at} part/word-{at}-{name.lower().replace(' ', '-')}.md": f"# {name}\n\nIt is.\n\n"
        f"## Why the {name} turned out to be so useful\n\nx\n\n## What number {at} does not do\n\ny\n"
        for at, name in enumerate(names)
    }
    assert labels(read(tmp_path, files)) == [(name,) for name in names]


def test_files_of_terms_are_called_like_their_first_heading_too(tmp_path: Path) -> None:
    names = ("Axles", "Belts", "Cams", "Disks", "Edges", "Forks")
    files = {
        f"{name.lower()}.md": f"# {name}\n\n## Word {at}\n\nx\n\n## Word {at + 10}\n\ny\n"
        for at, name in enumerate(names)
    }
    assert len(read(tmp_path, files).terms) == 12


def test_files_with_one_heading_of_level_two_are_articles_of_that_name(tmp_path: Path) -> None:
    """As the chapters of a Pandoc book are: sections stand one level below, and classes behind the id."""
    names = [f"Part {at}" for at in range(21)]
    files = {
        f"{name}.md".replace(
            " ", "-"
        ): f"## {name} {{#The-{at} .chapter}}\n\nIt turns.\n\n### Use\n\nTo turn.\n"
        for at, name in enumerate(names)
    }
    files["Wheel.md"] = "### Wheel {#Wheel}\n\nIt rolls. See [this](#The-3).\n\n#### Use\n\nTo roll.\n"
    files["Two.md"] = "## Axle\n\nOne.\n\n## Belt\n\nTwo.\n"
    glossary = read(tmp_path, files)
    forms = {source.path: source.form for source in glossary.sources}
    assert forms.pop("Two.md") is SourceKind.HEADINGS
    assert set(forms.values()) == {SourceKind.ARTICLE}
    assert {label for label, *_ in labels(glossary)} == {*names, "Wheel", "Axle", "Belt"}
    assert {term.id for term in glossary.terms} >= {"the-0", "the-20", "wheel", "axle"}
    files["Own.md"] = "## Cam | Lifter\n<!-- reading: cam -->\n\nIt lifts.\n"
    assert {source.form for source in read(tmp_path / "marked", files).sources} == {SourceKind.HEADINGS}
    (text,) = {text for text in shown(glossary) if "Use" in text and "turns" in text}
    assert "Part" not in text


def test_a_term_called_like_a_file_for_coding_agents(tmp_path: Path) -> None:
    names = ("Claude", "Gemini", "Security", "Support")
    files = {f"{name}.md": f"## {name}\n\nIt is.\n" for name in names}
    files["AGENTS.md"] = "# Agents\n\n## Commands\n\nRun it.\n"
    assert labels(read(tmp_path, files)) == [(name,) for name in names]


@pytest.mark.parametrize("key", ["term", "name", "Word", "用語"])
def test_a_key_that_names_the_term(key: str, tmp_path: Path) -> None:
    files = {f"{name}.md": f"---\n{key}: {name.title()}\n---\nIt is.\n" for name in ("axle", "belt", "cam")}
    glossary = read(tmp_path, files)
    assert labels(glossary) == [("Axle",), ("Belt",), ("Cam",)]
    assert not any(term.reading for term in glossary.terms)


def test_a_definition_in_front_matter_is_the_text_where_there_is_none(tmp_path: Path) -> None:
    files = {
        f"{name}.md": f"---\nterm: {name}\ndefinition: >\n  It **is**.\n---\n"
        for name in ("axle", "belt", "cam")
    }
    glossary = read(tmp_path, files)
    assert "It is." in shown(glossary)[0]
    assert glossary.problems == ()


def test_a_page_of_links_in_a_folder_of_articles_is_no_article(tmp_path: Path) -> None:
    files = {f"terms/{name}.md": f"---\ntitle: {name}\n---\nIt is.\n" for name in ("axle", "belt", "cam")}
    files["terms/a.md"] = (
        "---\ntitle: 'Terms: A'\n---\n# A\n\n- [axle](axle.md)\n- [b](belt.md)\n- [c](cam.md)\n"
    )
    glossary = read(tmp_path, files)
    assert labels(glossary) == [("axle",), ("belt",), ("cam",)]
    assert {source.path for source in glossary.sources if source.form is SourceKind.NOTE} == {"terms/a.md"}


TREES = {
    "beside folders": ("{name}.md", "ja/{name}.md"),
    "endings": ("{name}.md", "{name}.ja.md"),
    "endings of both": ("terms/{name}.en.md", "terms/{name}.ja.md"),
    "docusaurus": ("docs/{name}.md", "i18n/ja/docusaurus-plugin-content-docs/current/{name}.md"),
    "vuepress": ("docs/{name}.md", "docs/ja/{name}.md"),
    "a tree": ("terms/{name}.md", "i18n/ja/terms/{name}.md"),
    "folders with endings": ("terms/{name}.md", "terms-ja/{name}.md"),
}


@pytest.mark.parametrize("tree", TREES)
def test_translations_are_joined_in_every_tree(tree: str, tmp_path: Path) -> None:
    files = {}
    for name in ("axle", "belt", "cam"):
        english, japanese = (pattern.format(name=name) for pattern in TREES[tree])
        files[english] = f"---\ntitle: {name}\n---\n" + "It is a part of the machine that turns. " * 30
        files[japanese] = f"---\ntitle: 「{name}」の語\n---\n" + "これは機械の部品であり、回るものです。" * 50
    found = read(tmp_path, files)
    keys: dict[str, set[str]] = {}
    for term in found.terms:
        keys.setdefault(term.meta.translation_key, set()).add(term.language)
    assert list(keys.values()) == [{"en", "ja"}] * 3
    assert {source.slug for source in found.sources if source.language == "ja"} <= {
        source.slug for source in found.sources if source.language == "en"
    } or tree in ("vuepress", "folders with endings")


def test_each_folder_shows_its_own_language(tmp_path: Path) -> None:
    files = {
        "words/a.md": "## Axle\n\n" + "It is a part of the machine. " * 120,
        "言葉/a.md": "## 軸\n\n" + "これは機械の部品です。" * 200,
        "言葉/more/b.md": "## CPU\n\nIt is small.\n",
        "b.md": "## Belt\n\nIt runs.\n",
    }
    found = {source.path: source.language for source in read(tmp_path, files).sources}
    assert found["words/a.md"] == "en"
    assert found["言葉/a.md"] == found["言葉/more/b.md"] == "ja"
