"""The truth sets of languages: one glossary for each, and texts with the mentions that an editor would link.

`tests/truth/languages/README.md` says how a file is written. A language without ten texts has no row.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml

from glossgen.config import Config, Links, Policy, SourceFolder
from glossgen.link import Linker, Targets, autolinks_of, build_lexicons, places
from made import read_glossary
from truth_cases import Found, same, surface_of, targets_of

FOLDER = Path(__file__).parent / "truth" / "languages"
FILES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yml"))}


def cases() -> Iterator[Any]:
    for name, file in FILES.items():
        for number, case in enumerate(file["texts"]):
            yield pytest.param(name, number, id=f"{name}: {case['why']}")


@cache
def mentions(name: str) -> list[list[Found]]:
    """The mentions of every text of a language that would be links, from one glossary."""
    file = FILES[name]
    language = file["lang"]
    with TemporaryDirectory() as folder:
        root = Path(folder)
        entries = "".join(f"## {heading}\n\n{number}.\n\n" for number, heading in enumerate(file["terms"]))
        (root / "terms.md").write_text(entries, encoding="utf-8")
        head = f"---\ntype: note\ntitle: text\nlang: {language}\n---\n"
        for number, case in enumerate(file["texts"]):
            (root / f"{number:03}.md").write_text(f"{head}{case['text']}\n", encoding="utf-8")
        source = SourceFolder(root, language=language)
        links = Links(policy=Policy.ALL)
        config = Config(root, "truth", (source,), root / "site", links=links, exclude=())
        glossary = read_glossary(config)
    targets = Targets.of(glossary, build_lexicons(glossary))
    linker = Linker(config, targets, autolinks=autolinks_of(targets.terms))
    notes = {place.path: place for place in places(glossary) if place.own is None}
    return [
        [(surface_of(m), targets_of(m, targets.terms)) for m in linker.link(notes[path]).mentions if m.linked]
        for path in sorted(notes)
    ]


@pytest.mark.parametrize(("name", "number"), list(cases()))
def test_mentions(name: str, number: int) -> None:
    case, found = FILES[name]["texts"][number], mentions(name)[number]
    accepted = case["accept"] if "accept" in case else [case["expect"]]
    right = any(len(found) == len(each) and all(map(same, found, each)) for each in accepted)
    assert right, f"{case['why']}\ntext: {case['text']!r}\nfound: {found}\naccepted: {accepted}"
