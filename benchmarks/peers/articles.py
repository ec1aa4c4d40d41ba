"""A glossary of long articles with links made by hand, some of them dead: the same for the same number.

Every article is one term: about 10 kB under 20 headings, with 20 links that
somebody made by hand. Three of them are dead, each in its own way: a slip in an
address (something near exists), an article that has moved to another folder, and
one that was never written. No two dead links have the same address, so that
nothing is gained by remembering one. Everything is made from a fixed seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .words import ADJECTIVE, NOUN, TOOL

MOST = 4_200
HEADINGS = 20
LINKS = 20
DEAD = 3
SENTENCES = 5
"""In the paragraph under a heading."""

FOLDERS = ("models", "training", "data", "systems", "theory")
PHRASES = (
    "It is chosen before the first step and kept until the loss no longer falls on the held-out part.",
    "In practice a few runs with different seeds show whether the difference is more than noise.",
    "Most libraries offer it under another name, which makes older papers hard to compare with newer ones.",
    "The cost grows with the square of the length, so long inputs are cut into overlapping pieces first.",
    "A small value makes the result stable but slow to reach, while a large one may never settle at all.",
    "Where memory is scarce, intermediate results are thrown away and computed again on the way back.",
)
CONFIG = """\
title: articles
languages: [en]
sources:
- {path: ., form: article, language: en}
"""
REVISED = "This sentence is number {} of those that were put in its place."


@dataclass(frozen=True, slots=True)
class Article:
    """One of the articles, as a site must show it."""

    path: str
    closing: str
    """What stands at the end."""


@dataclass(frozen=True, slots=True)
class Articles:
    """So many articles, and how often the last sentence of the first one was edited."""

    count: int
    revision: int = 0

    def __post_init__(self) -> None:
        """Raises `ValueError` for more articles than there are titles for."""
        if not 1 <= self.count <= MOST:
            raise ValueError(f"there are 1 to {MOST:,} articles, not {self.count:,}")

    @property
    def files(self) -> Iterator[tuple[str, str]]:
        """The configuration, and the path and the text of each article."""
        yield "glossgen.yml", CONFIG
        for number, (path, text) in enumerate(articles(self.count)):
            yield path, text if number else f"{text}{self._closing}\n"

    @property
    def proofs(self) -> Iterator[Article]:
        """The article that is edited."""
        yield Article(next(articles(self.count))[0], self._closing)

    @property
    def _closing(self) -> str:
        return REVISED.format(self.revision)


def write_articles(folder: Path, count: int) -> None:
    """Write a glossary of so many articles into a folder."""
    for path, text in Articles(count).files:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")


def articles(count: int) -> Iterator[tuple[str, str]]:
    """The path and the text of each article, none of which was edited."""
    chance = random.Random(10)
    pairs = [(first, second) for first in ADJECTIVE for second in (*NOUN, *TOOL)]
    chance.shuffle(pairs)
    titles = [f"{first} {second}" for first, second in pairs]
    here, never = titles[:count], titles[count:]
    if len(never) < count:
        never = [f"{title} {tool}" for title, tool in zip(titles, TOOL * len(titles), strict=False)]
    paths = [f"{FOLDERS[number % len(FOLDERS)]}/{_slug(title)}.md" for number, title in enumerate(here)]
    for number, title in enumerate(here):
        yield paths[number], _article(number, title, paths, never[number], chance)


def _article(number: int, title: str, paths: list[str], never: str, chance: random.Random) -> str:
    lines = ["---", f"title: {title}", f"category: {FOLDERS[number % len(FOLDERS)]}", "---", ""]
    links = [f"../{path}" for path in chance.choices(paths, k=LINKS - DEAD)]
    slip, moved = paths[number], paths[(number + 1) % len(paths)]
    at = slip.index("/") + 3
    links += [
        f"../{slip[:at]}{slip[at + 1 :]}",
        f"../archive/{moved}",
        f"../{FOLDERS[0]}/{_slug(never)}.md",
    ]
    chance.shuffle(links)
    for part in range(HEADINGS):
        lines += [f"## Part {part + 1} of {title}", ""]
        text = " ".join(chance.choices(PHRASES, k=SENTENCES))
        shown = [f"See [number {part + 1}]({links[part]})."] if part < len(links) else []
        lines += [" ".join((text, *shown)), ""]
    return "\n".join(lines)


def _slug(title: str) -> str:
    return title.lower().replace(" ", "-")
