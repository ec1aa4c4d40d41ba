"""The entries and notes of `glossary/` as plain text, read without glossgen, for tests of the content."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "glossary"
LANGUAGES = ("ja", "en")
HOME = {"ja": FOLDER, "en": FOLDER / "en"}
SOURCE = {"ja": "出典: ", "en": "Source: "}
ENTRY = re.compile(r"## (?P<labels>[^\n]*)\n<!-- (?P<attributes>.*?)-->\n?(?P<body>.*)", re.DOTALL)


@dataclass(frozen=True)
class Entry:
    """A term: `path` is relative to the folder of its language, so twins have the same."""

    language: str
    path: str
    line: int
    labels: tuple[str, ...]
    attributes: dict[str, str]
    body: str

    @property
    def id(self) -> str:
        return self.attributes["id"]

    def __str__(self) -> str:
        return f"{self.language}/{self.path}:{self.line} {self.id}"

    def ids(self, attribute: str) -> list[str]:
        """The ids in a list such as `related: [a, b]`."""
        return [
            each.strip() for each in self.attributes.get(attribute, "").strip("[]").split(",") if each.strip()
        ]

    @property
    def definition(self) -> str:
        return self.body.split("\n\n")[0]

    @property
    def source(self) -> str:
        """The last paragraph without its mark, or nothing."""
        last = self.body.rsplit("\n\n", 1)[-1]
        return last.removeprefix(SOURCE[self.language]) if last.startswith(SOURCE[self.language]) else ""

    @property
    def prose(self) -> str:
        """The text that is read: no code, display formulas, images, marks of links, or sources."""
        text = re.sub(r"```.*?```|\$\$.*?\$\$", " ", self.body, flags=re.DOTALL)
        text = re.sub(rf"^{SOURCE[self.language]}.*$|!\[[^\]]*\]\([^)]*\)", "", text, flags=re.MULTILINE)
        return re.sub(r"\[\[!?(?:[^\]|]*\|)?([^\]]*)\]\]", r"\1", text)

    @property
    def length(self) -> int:
        """Characters in Japanese, words in English (a formula counts as one)."""
        if self.language == "ja":
            return len(re.sub(r"\s", "", self.prose))
        return len(re.findall(r"[A-Za-z][\w'-]*", re.sub(r"\$[^$]*\$", "x", self.prose)))

    @property
    def figures(self) -> list[tuple[str, Path]]:
        """Alternative text and file of each image."""
        found = re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", self.body)
        return [(text, (HOME[self.language] / self.path).parent / file) for text, file in found]


def _read(language: str) -> Iterator[Entry]:
    home = HOME[language]
    for file in sorted([*home.glob("ai/*.md"), *home.glob("math/*.md")]):
        line = 1
        for part in re.split(r"^(?=## )", file.read_text(encoding="utf-8"), flags=re.MULTILINE):
            found = ENTRY.match(part)
            if found:
                attributes = dict(
                    re.findall(r"^[ \t]*(\w+):[ \t]*(.*?)[ \t]*$", found["attributes"], re.MULTILINE)
                )
                labels = tuple(label.strip() for label in found["labels"].split("|"))
                path = file.relative_to(home).as_posix()
                yield Entry(language, path, line, labels, attributes, found["body"].strip())
            elif part.startswith("## "):
                raise ValueError(f"{file}:{line}: a heading without a comment of attributes")
            line += part.count("\n")


@cache
def entries(language: str) -> dict[str, Entry]:
    """All entries of a language by id, in the order of the files."""
    found = list(_read(language))
    by_id = {entry.id: entry for entry in found}
    assert len(by_id) == len(found), "two entries have the same id"
    return by_id


def every_entry() -> list[Entry]:
    return [entry for language in LANGUAGES for entry in entries(language).values()]


def those(wrong: Callable[[Entry], object]) -> list[str]:
    """The entries for which something is wrong, with what it is: empty when all is well."""
    return [f"{entry}: {found}" for entry in every_entry() if (found := wrong(entry))]


@cache
def notes(language: str) -> dict[str, str]:
    """The text of each note by file name."""
    files = sorted((HOME[language] / "notes").glob("*.md"))
    return {file.name: file.read_text(encoding="utf-8") for file in files}
