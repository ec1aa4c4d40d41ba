"""Names that an entry gives at its beginning, and names that leave a word to another one."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from glossgen.config import Config, Links, Policy, SourceFolder
from glossgen.link.explain import explain
from made import graph_of, read_glossary, write
from test_link_queries import CONFIG as JAPANESE
from test_link_queries import LinkedFiles

NOTE = "---\ntype: note\n---\n"
CONFIG = replace(JAPANESE, sources=(SourceFolder(JAPANESE.root, language="en"),))


def site(tmp_path: Path, language: str, files: dict[str, str]) -> Config:
    config = write(tmp_path, files)
    folder = SourceFolder(config.sources[0].path, language=language)
    return replace(config, sources=(folder,), links=Links(Policy.ALL))


def mentions(tmp_path: Path, language: str, entry: str, text: str) -> list[tuple[str, str]]:
    """The mentions of a text, each with the rule that found it, beside one entry."""
    graph = graph_of(site(tmp_path, language, {"terms.md": entry, "n.md": f"{NOTE}{text}\n"}))
    (place,) = [key for key in graph.places if key[1] == "note:n"]
    return [(each.surface, each.rule) for each in graph.mentions(place)]


@pytest.mark.parametrize(
    ("begins", "text", "expected"),
    [
        ("A service level objective (SLO) is a goal.", "Our SLOs.", [("SLOs", "initials")]),
        ("Service level objective, or SLO, is a goal.", "Our SLO.", [("SLO", "initials")]),
        ("Service level objectives, or SLOs, are goals.", "Our SLO.", [("SLO", "initials")]),
        ("A service level objective or KPI is a goal.", "Our KPI.", []),
        ("A service level objective or SO is a goal.", "Our SO.", []),
    ],
)
def test_initials_behind_a_label(
    begins: str, text: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert mentions(tmp_path, "en", f"## Service level objective\n\n{begins}\n", text) == expected


@pytest.mark.parametrize(
    ("label", "begins", "text", "expected"),
    [
        ("Контейнерная платформа", "Контейнеры — это упаковка.", "Пять контейнеров.", ["контейнеров"]),
        ("Контейнерная платформа", "Контейнеризация — это упаковка.", "Контейнеризация идёт.", []),
        ("Контейнерная платформа", "Платформы — это опора.", "Пять платформ.", []),
        ("Контейнерная платформа", "Опора. Контейнеры — это упаковка.", "Пять контейнеров.", []),
        ("Сетевая карта", "Сети — это связи.", "Пять сетей.", []),
        ("Карта контейнеров", "Контейнеры — это упаковка.", "Пять контейнеров.", []),
    ],
)
def test_the_noun_of_an_adjective_which_the_entry_begins_with(
    label: str, begins: str, text: str, expected: list[str], tmp_path: Path
) -> None:
    found = mentions(tmp_path, "ru", f"## {label}\n\n{begins}\n", text)
    assert [surface for surface, _ in found] == expected


def test_a_name_that_leaves_a_word_to_another_is_explained(tmp_path: Path) -> None:
    text = "Horizontal and vertical scaling, `static` and dynamic checks."
    terms = "## Horizontal scaling\n\nMore machines.\n\n## Static check\n\nBefore it runs.\n"
    config = site(tmp_path, "en", {"terms.md": terms, "n.md": f"{NOTE}{text}\n"})
    (found,) = explain(read_glossary(config), config, "n.md")
    assert (found.surface, found.verdict, found.rules) == ("Horizontal", "linked", ("shared-word",))
    assert found.terms[0].id == found.target


def test_a_text_is_linked_again_when_the_whole_name_becomes_a_label() -> None:
    text = {"n.md": f"{NOTE}Horizontal and vertical scaling.\n"}
    with_term = {**text, "t.md": "## Horizontal scaling\n\nMore machines.\n"}
    other = {**text, "t.md": "## Other scaling\n\nMore machines.\n"}
    links = LinkedFiles(other, CONFIG)
    for files, surfaces in ((with_term, ["Horizontal"]), (other, []), (with_term, ["Horizontal"])):
        found = links.edit(files)
        (note,) = [key for key in found if key[1] == "note:n"]
        assert [each.surface for each in found[note].get("mentions", ())] == surfaces
        assert found == LinkedFiles(files, CONFIG).edit(files)
