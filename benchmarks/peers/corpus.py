"""A glossary of 300 to 100,000 made-up terms in Japanese and English: the same for the same number.

Every entry is worked out from its number alone, so that a large glossary is
never in memory as a whole. Definitions are a neutral structure, which each
peer writes in its own syntax.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .words import (
    ADJECTIVE,
    ASIDE,
    CLOSING,
    CONSONANTS,
    FIRST,
    FORMULAS,
    FRAMES,
    ITEM,
    NOUN,
    REVISED,
    SECOND,
    THING,
    TOOL,
)

MOST = 100_000
TOPIC = 30
"""Terms in one file, where a generator has several terms in a file."""
MENTIONS = 15
ASIDE_EVERY = 20
"""Every so many-th definition mentions the label that is added later: 500 of 10,000."""
BASIC_SHARE = 100
"""One term of so many, but at least a topic's worth, is a basic one that others mention often."""
ADDED_LABEL = "観測間隔区分"
ADDED_LABELS = (("追加項目甲", "Added Item One"), ("追加項目乙", "Added Item Two"))
"""Of the entry that is added to a file, and of the one that is a new file."""
ADDED_FORMULA = r"\sum_{i=1}^{n} a_i \, b_{i+1}^{2}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A label in running text, and the number of the term that it names."""

    surface: str
    term: int


Text = tuple[str | Mention, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: Text


@dataclass(frozen=True, slots=True)
class Items:
    """A bulleted list."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Display:
    """A formula on a line of its own, as TeX."""

    tex: str


Block = Paragraph | Items | Display


@dataclass(frozen=True, slots=True)
class Entry:
    """A term: its labels, the preferred one first, and its definition."""

    number: int
    labels: tuple[str, ...]
    blocks: tuple[Block, ...]
    beside: int | None = None
    """The number of the term in whose file it stands; without it, its own."""

    @property
    def id(self) -> str:
        """Its identity, and the last part of its address."""
        return f"t{self.number:06}"

    @property
    def topic(self) -> str:
        """The name of the file that it stands in, without an ending."""
        number = (self.number if self.beside is None else self.beside) // TOPIC
        return f"part-{number // 100:02}/topic-{number:04}"

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions in its definition, in the order of the text."""
        return tuple(piece for text in self.texts for piece in text if isinstance(piece, Mention))

    @property
    def closing(self) -> str:
        """The last sentence of the definition, but for an aside: the one that an edit changes."""
        block = self.blocks[-1]
        pieces = block.text if isinstance(block, Paragraph) else ()
        return next(
            piece for piece in reversed(pieces) if isinstance(piece, str) and piece.startswith("この定義")
        )

    @property
    def texts(self) -> Iterator[Text]:
        """Every running text of the definition."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Items):
                yield from block.items

    @property
    def with_formula(self) -> bool:
        """Whether the definition has a formula."""
        return any(isinstance(block, Display) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Corpus:
    """So many terms, and what was changed in them.

    `revision` counts edits of one definition, `labelled` adds a label to the first term,
    `entry_added` an entry behind the edited one, `file_added` one in a file of its own,
    `formula_added` a formula to the edited one, `described` a description to the site, and `more`
    so many more entries behind the edited one, for a server that is shown one after the other.
    """

    terms: int
    revision: int = 0
    labelled: bool = False
    entry_added: bool = False
    file_added: bool = False
    formula_added: bool = False
    described: bool = False
    more: int = 0

    def __post_init__(self) -> None:
        """Raises `ValueError` for more terms than there are different labels for."""
        if not 1 <= self.terms <= MOST:
            raise ValueError(f"a corpus has 1 to {MOST:,} terms, not {self.terms:,}")

    @property
    def edited(self) -> int:
        """The number of the term whose definition is edited: one without a formula, in the middle."""
        return self.terms // 2 // 5 * 5 + 1

    def __iter__(self) -> Iterator[Entry]:
        """Every entry, in order."""
        for number in range(self.terms):
            yield self.entry(number)
            if self.entry_added and number == self.edited:
                yield self.added(0)
            if number == self.edited:
                yield from map(self.added, range(2, 2 + self.more))
        if self.file_added:
            yield self.added(1)

    def added(self, which: int) -> Entry:
        """The entry that is added to a file (0), that is a new file (1), or that is one of `more` (from 2).

        Another one says the same.
        """
        number = self.terms + TOPIC * (1 + which)
        entry = self.entry((self.edited + 1 + which) % self.terms)
        beside = None if which == 1 else self.edited
        labels = ADDED_LABELS[which] if which < 2 else (f"追加項目{which}番", f"Added Item Number {which}")
        return replace(entry, number=number, labels=labels, beside=beside)

    @property
    def proofs(self) -> Iterator[Entry]:
        """The entries that a site must show as they now are."""
        yield self.entry(self.edited)
        if self.entry_added:
            yield self.added(0)
        if self.file_added:
            yield self.added(1)

    def labels(self, number: int) -> tuple[str, ...]:
        """The labels of a term: Japanese, English, for four of five a short form, and what was added."""
        made = [_japanese(number), _english(number)]
        if number % 5:
            made.append(_short(number))
        if number == 0 and self.labelled:
            made.append(ADDED_LABEL)
        return tuple(made)

    def entry(self, number: int) -> Entry:
        """One entry."""
        chance = random.Random(number)
        mentions = [self._mention(number, chance) for _ in range(MENTIONS)]
        opening = _sentences(mentions[:6], chance)
        more = _sentences(mentions[6:12], chance)
        ending: Text = (
            REVISED.format(self.revision) if self.revision and number == self.edited else CLOSING,
        )
        if number % ASIDE_EVERY == ASIDE_EVERY - 1:
            ending = (*ending, ASIDE.format(ADDED_LABEL))
        blocks: list[Block] = [Paragraph(opening), Items(tuple(_filled(ITEM, [m]) for m in mentions[12:]))]
        if number % 5 == 0:
            blocks.append(Display(chance.choice(FORMULAS).format(number)))
        if self.formula_added and number == self.edited:
            blocks.append(Display(ADDED_FORMULA))
        blocks.append(Paragraph((*more, *ending)))
        return Entry(number, self.labels(number), tuple(blocks))

    def _mention(self, own: int, chance: random.Random) -> Mention:
        """Half from the same topic, a fifth among the basic terms, the others from anywhere."""
        kind = chance.random()
        if kind < 0.5:
            start = own // TOPIC * TOPIC
            number = chance.randrange(start, min(start + TOPIC, self.terms))
        elif kind < 0.7:
            number = chance.randrange(min(max(TOPIC, self.terms // BASIC_SHARE), self.terms))
        else:
            number = chance.randrange(self.terms)
        if number == own:
            number = (own + 1) % self.terms
        label = (_japanese, _japanese, _english)[chance.randrange(3)]
        return Mention(label(number), number)


def _sentences(mentions: list[Mention], chance: random.Random) -> Text:
    """Two mentions in each sentence."""
    pairs = [mentions[i : i + 2] for i in range(0, len(mentions), 2)]
    return tuple(piece for pair in pairs for piece in _filled(chance.choice(FRAMES), pair))


def _filled(frame: str, mentions: list[Mention]) -> Text:
    parts = frame.split("{}")
    found: list[str | Mention] = [parts[0]]
    for mention, part in zip(mentions, parts[1:], strict=True):
        found += (mention, part)
    return tuple(piece for piece in found if piece)


def _japanese(number: int) -> str:
    """Two words in kanji and one in katakana; every tenth without the third, so that labels nest."""
    pair = number // 10
    if number % 10 == 9 and pair < len(FIRST) * len(SECOND):
        return FIRST[pair % len(FIRST)] + SECOND[pair // len(FIRST)]
    first, second, third = _mixed(number)
    return FIRST[first] + SECOND[second] + THING[third]


def _english(number: int) -> str:
    first, second, third = _mixed(number)
    return f"{ADJECTIVE[first]} {NOUN[second]} {TOOL[third]}"


def _mixed(number: int) -> tuple[int, int, int]:
    """A number as three digits of the mixed base 42, 40, 60, well shuffled and never the same twice."""
    firsts, seconds = len(FIRST), len(SECOND)
    spread = number * 58_211 % (firsts * seconds * len(THING))
    return spread % firsts, spread // firsts % seconds, spread // (firsts * seconds)


def _short(number: int) -> str:
    """Four consonants, another four for every term."""
    spread = number * 68_917 % 20**4
    return "".join(CONSONANTS[spread // 20**place % 20] for place in range(4))
