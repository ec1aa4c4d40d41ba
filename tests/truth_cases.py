"""Loads the truth set and runs the real reader and linker on its cases."""

from __future__ import annotations

import base64
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from glossgen.config import Config, Links, Policy, SourceFolder
from glossgen.link import Linker, Place, Referee, Targets, autolinks_of, build_lexicons, places
from glossgen.model import DISAMBIGUATION, Key, Mention, Term
from made import read_glossary

TEXT_FILE = "text.md"

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A PNG of one pixel, for the images that a text shows."""


Found = tuple[str, tuple[str, ...]]
"""A surface form that became a link, and the names of its target."""


def same(found: Found, wanted: str) -> bool:
    """Whether a link is the wanted one: the surface, and the target where it is named."""
    surface, _, target = wanted.partition(" -> ")
    return found[0] == surface and (not target or target in found[1])


@dataclass(frozen=True)
class Case:
    """One case: headings of a glossary, a text, and the lists of mentions that are right."""

    group: str
    title: str
    why: str
    terms: tuple[Any, ...]
    text: str
    accepted: tuple[tuple[str, ...], ...]
    language: str = "ja"
    own: str = ""
    file: str = ""
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def clear(self) -> bool:
        """Whether only one reading is fair."""
        return len(self.accepted) == 1

    def agrees(self, found: list[Found], accepted: tuple[str, ...]) -> bool:
        """Whether the mentions found are the accepted ones: surface, and target where it is named."""
        return len(found) == len(accepted) and all(map(same, found, accepted))

    def right(self, found: list[Found]) -> bool:
        """Whether the mentions found are one of the accepted readings."""
        return any(self.agrees(found, accepted) for accepted in self.accepted)


@dataclass(frozen=True)
class Tally:
    """A case in figures: the mentions made, wanted, and both."""

    clear: bool
    right: bool
    hits: int
    made: int
    wanted: int


def tally(case: Case, found: list[Found]) -> Tally:
    """The figures of a case, against the reading that it is nearest to."""

    def hits(accepted: tuple[str, ...]) -> int:
        left = list(found)
        for item in accepted:
            match = next((each for each in left if same(each, item)), None)
            if match:
                left.remove(match)
        return len(found) - len(left)

    nearest = min(case.accepted, key=lambda each: len(found) + len(each) - 2 * hits(each))
    return Tally(case.clear, case.right(found), hits(nearest), len(found), len(nearest))


def load_cases(folder: Path) -> list[Case]:
    """Every case of every file in the folder."""
    cases = []
    for path in sorted(folder.glob("*.yml")):
        for raw in yaml.safe_load(path.read_text(encoding="utf-8")):
            accepted = raw["accept"] if "accept" in raw else [raw["expect"]]
            known = {"title", "why", "terms", "text", "expect", "accept", "lang", "in", "file"}
            cases.append(
                Case(
                    path.stem,
                    raw["title"],
                    raw["why"],
                    tuple(raw["terms"]),
                    raw["text"],
                    tuple(tuple(each) for each in accepted),
                    raw.get("lang", "ja"),
                    raw.get("in", ""),
                    raw.get("file", ""),
                    {key: value for key, value in raw.items() if key not in known},
                )
            )
    return cases


def mentions_of(case: Case, referee: Referee | None = None) -> list[Found]:
    """The mentions that would be links, soft breaks as one space or none."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        path = write_glossary(root, case)
        links = Links(policy=Policy.ALL, **case.options.get("links", {}))
        source = SourceFolder(root, language=case.language)
        config = Config(root, "truth", (source,), root / "site", links=links, exclude=())
        glossary = read_glossary(config)
    lexicons = build_lexicons(glossary)
    targets = Targets.of(glossary, lexicons)
    linker = Linker(config, targets, referee, autolinks=autolinks_of(targets.terms))
    place = next(place for place in places(glossary) if _is_place(place, path, case, linker.targets.terms))
    return [
        (surface_of(m), targets_of(m, linker.targets.terms)) for m in linker.link(place).mentions if m.linked
    ]


def _is_place(place: Place, path: str, case: Case, terms: Mapping[Key, Term]) -> bool:
    if not case.own:
        return place.own is None and place.path == path
    return place.own is not None and case.own in (terms[place.own].label, f"#{place.own[1]}")


def surface_of(mention: Mention) -> str:
    """The surface form as a reader sees it: a line break is a space between Latin letters, else nothing."""
    parts = mention.surface.replace("\u3000\n", "\n").split("\n")
    text = parts[0]
    for part in parts[1:]:
        joined = text[-1:].isascii() and part[:1].isascii()
        text += (" " if joined else "") + part
    return text


def targets_of(mention: Mention, terms: Mapping[Key, Term]) -> tuple[str, ...]:
    """What a case may call the target: its preferred label and `#id`, or `?` for a disambiguation page."""
    term = terms.get(mention.target)
    if term:
        return (term.label, f"#{term.id}")
    return ("?",) if mention.target[1].startswith(DISAMBIGUATION) else (mention.target[1],)


def write_glossary(root: Path, case: Case) -> str:
    """Write the case as real files; returns the path of the text."""
    files: dict[str, list[str]] = {}
    for image in re.findall(r"!\[[^\]]*\]\(([\w.]+)\)", case.text):
        (root / image).write_bytes(PIXEL)
    for index, raw in enumerate(case.terms):
        term = raw if isinstance(raw, dict) else {"heading": raw}
        heading = term["heading"]
        attributes = {k: v for k, v in term.items() if k not in ("heading", "file", "body")}
        label = heading.split("|")[0].strip()
        own = case.own and case.own in (label, f"#{term.get('id')}")
        body = case.text if own else term.get("body", f"{index + 1}.")
        lines = "\n".join(f"{name}: {value}" for name, value in attributes.items())
        comment = f"<!--\n{lines}\n-->\n" if attributes else ""
        path = term.get("file", case.file if own and case.file else "terms.md")
        files.setdefault(path, []).append(f"## {heading}\n{comment}\n{body}\n")
    for name, entries in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(entries), encoding="utf-8")
    place = case.file or TEXT_FILE
    if case.own:
        return place
    target = root / place
    if target.exists():  # a text in the file of the terms is what stands before its first entry
        target.write_text(f"# text\n\n{case.text}\n\n{target.read_text(encoding='utf-8')}", encoding="utf-8")
        return place
    target.parent.mkdir(parents=True, exist_ok=True)
    head = f"---\ntype: note\ntitle: text\nlang: {case.language}\n---\n"
    target.write_text(f"{head}{case.text}\n", encoding="utf-8")
    return place
