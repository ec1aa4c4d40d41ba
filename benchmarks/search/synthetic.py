"""Entries that nobody wrote, in any number: names composed of words of the field, and texts of sentences.

Every word is a Japanese form, its reading and its English form, so that a
composed name has all three as in a real glossary. The same number always gives
the same entries.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

_WORDS = Path(__file__).with_name("words.tsv")

_SENTENCES = (
    "{a}の{b}を{c}によって求める方法である。",
    "{a}が大きいときは、{b}よりも{c}のほうが安定する。",
    "実際には{a}と{b}を組み合わせ、{c}を{n}回くり返すことが多い。",
    "{a}は{b}に依存せず、{c}だけから定まる量として扱われる。",
    "ただし{a}を{b}とみなせるのは、{c}が{n}以下の場合に限られる。",
    "{a}の考え方は{b}の分野で生まれ、のちに{c}にも応用された。",
    "In practice, {A} is combined with {B} for {C}.",
    "手順は{a}、{b}、{c}の順に進め、結果を{n}段階で記録する。",
)


@dataclass(frozen=True)
class Word:
    japanese: str
    reading: str
    english: str


@dataclass(frozen=True)
class Entry:
    """A composed term: labels, reading, address part, number of uses, text."""

    id: str
    labels: tuple[str, ...]
    reading: str
    uses: int
    text: str


def _vocabulary() -> tuple[list[Word], list[Word]]:
    """The words that stand before others, and all others."""
    rows = [line.split("\t") for line in _WORDS.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    first = [Word(*row[1:]) for row in rows if row[0] == "first"]
    return first, [Word(*row[1:]) for row in rows if row[0] == "noun"]


def entries(count: int) -> list[Entry]:
    """`count` different entries, about 380 characters of text each."""
    first, nouns = _vocabulary()
    rng = random.Random(count)
    found: dict[str, Entry] = {}
    while len(found) < count:
        parts = [rng.choice(nouns)]
        if rng.random() < 0.75:
            parts.insert(0, rng.choice(nouns))
        if rng.random() < 0.6:
            parts.insert(0, rng.choice(first))
        name = "".join(part.japanese for part in parts)
        english = " ".join(part.english for part in parts)
        identity = english.replace(" ", "-")
        if len(parts) == 1 or identity in found:
            continue
        labels = [name, english.title()]
        if rng.random() < 0.12:
            labels.append("".join(word[0] for word in english.upper().split()))
        if rng.random() < 0.1:
            labels.insert(1, name + "法")
        reading = "".join(part.reading for part in parts)
        found[identity] = Entry(identity, tuple(labels), reading, _uses(rng), _text(rng, nouns, name))
    return list(found.values())


def _uses(rng: random.Random) -> int:
    return int(rng.paretovariate(1.1)) - 1


def _text(rng: random.Random, nouns: list[Word], name: str) -> str:
    sentences = [f"{name}とは、{rng.choice(nouns).japanese}に関する{rng.choice(nouns).japanese}の一つ。"]
    for _ in range(10):
        a, b, c = rng.sample(nouns, 3)
        shape = rng.choice(_SENTENCES)
        english = {"A": a.english, "B": b.english, "C": c.english}
        sentences.append(
            shape.format(a=a.japanese, b=b.japanese, c=c.japanese, n=rng.randint(2, 9999), **english)
        )
    return "".join(sentences)
