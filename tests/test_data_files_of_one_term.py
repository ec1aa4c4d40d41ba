"""A folder of data with a file for each term, as editors of static sites keep their collections."""

from __future__ import annotations

import json
from pathlib import Path

from glossgen.build.inspect import configuration, inspect
from glossgen.config import load_config
from glossgen.model import SourceKind
from made import read_glossary, write

WORDS = {
    "axle": ("Axle", "It turns in a bearing.", "Essieu", "Il tourne dans un palier."),
    "belt": ("Belt", "It drives an axle.", "Courroie", "Elle entraîne un essieu."),
    "cam": ("Cam", "It lifts a lever.", "Came", "Elle soulève un levier."),
}
CONFIGURATION = json.dumps({"name": "words", "description": "A site of words.", "meaning": 3})


def files(*languages: str) -> dict[str, str]:
    """The files of the words, and a file of settings that has similar names."""
    made = {"package.json": CONFIGURATION, "a.yml": "name: One\ndescription: Of the program.\n"}
    for name, (term, text, word, sentence) in WORDS.items():
        record = {"term_en": term, "definition_en": text, "term_fr": word, "definition_fr": sentence}
        plain = {"term": term, "definition": text, "see": [{"title": "A page", "url": "https://example.org"}]}
        made[f"words/{name}.json"] = json.dumps(record if languages else plain, indent=1)
    return made


def test_each_file_is_an_article(tmp_path: Path) -> None:
    glossary = read_glossary(write(tmp_path, files()))
    assert [source.form for source in glossary.sources] == [SourceKind.ARTICLE] * 3
    assert [(term.label, term.language, term.position.line) for term in glossary.terms] == [
        ("Axle", "en", 2),
        ("Belt", "en", 2),
        ("Cam", "en", 2),
    ]
    assert glossary.problems == ()


def test_two_languages_of_a_file_are_translations(tmp_path: Path) -> None:
    glossary = read_glossary(write(tmp_path, files("en", "fr")))
    assert {(term.language, term.label) for term in glossary.terms} == {
        (language, record[at]) for record in WORDS.values() for language, at in (("en", 0), ("fr", 2))
    }
    keys = [term.meta.translation_key for term in glossary.terms]
    assert len(set(keys)) == 3
    assert all(keys)


def test_the_configuration_that_is_proposed_reads_the_same(tmp_path: Path) -> None:
    folder = write(tmp_path, files("en", "fr")).root
    found = configuration(inspect(load_config(folder)))
    assert found.count("path: words") == 1
    before = read_glossary(load_config(folder))
    (folder / "glossgen.yml").write_text(found, encoding="utf-8")
    assert read_glossary(load_config(folder)).terms == before.terms


def test_pages_with_titles_and_descriptions_are_no_terms(tmp_path: Path) -> None:
    pages = {
        f"pages/{name}.json": json.dumps(
            {"title_en": term, "description_en": text, "title_fr": word, "description_fr": sentence}
        )
        for name, (term, text, word, sentence) in WORDS.items()
    }
    glossary = read_glossary(write(tmp_path, {**pages, "wheel.md": "## Wheel\n\nIt rolls.\n"}))
    assert [term.label for term in glossary.terms] == ["Wheel"]


def test_two_files_are_no_folder_of_terms(tmp_path: Path) -> None:
    some = {name: text for name, text in files().items() if "cam" not in name}
    glossary = read_glossary(write(tmp_path, {**some, "terms.md": "## Wheel\n\nIt rolls.\n"}))
    assert [term.label for term in glossary.terms] == ["Wheel"]
