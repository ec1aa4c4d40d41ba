"""How words inflect in a language: the table `data/languages.ini`, read as rules for folding and comparing.

An inflected form of a label is found in two steps. `LanguageRules.stems` blanks, in a folded text, whatever
may be an ending, so that all forms of a word have one key (which a few other words share).
`LanguageRules.compare` then tells whether a label and a spelling that was found are forms of one word.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from configparser import ConfigParser, SectionProxy
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct

from glossgen.text.endings import SHORTEST, Endings, Tails, shared
from glossgen.text.label_folding import DOTS, HYPHENS, INVISIBLE, SEPARATOR, plain

_MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u09d7\u09e2\u09e3"
)
_POINTS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]"
)
"""Vowel signs of Arabic and Hebrew, which most texts leave out."""

_LETTER = f"[\\w{_MARKS}]"
_APOSTROPHE = re.compile(f"(?<={_LETTER})['’\u02bc](?={_LETTER})")
"""An apostrophe within a word, which `LanguageRules.stems` turns into a letter that Ukrainian lacks."""
_TOKEN = re.compile(f"{_LETTER}+|[^\\w{_MARKS}]+")
_WORD_BEFORE = re.compile(f"{_LETTER}*\\Z")
_WORD_AFTER = re.compile(f"{_LETTER}*")
WORD_GAP = re.compile(f"\\s+|[{re.escape(''.join(sorted(HYPHENS | DOTS)))}]")
"""Separates the words of a name."""
_DOTTED = str.maketrans({"İ": "i", "I": "ı"})
_PROCESSES = ("ние", "ция", "ння", "ція")
"""The ends of nouns in Russian and Ukrainian that name what is done."""
_LONGEST_WORD = 60
_MOST_WORDS = 50_000
"""The most words that are kept with their ending blanked."""


class Same(IntEnum):
    """How a spelling relates to a label: another word, another form of it, or the same word."""

    NO = 0
    FORM = 1
    YES = 2


class Blanked(dict[str, str]):
    """Maps each word of a folded text to the word with its article and ending blanked; filled on demand."""

    __slots__ = ("article", "ending")

    def __init__(self, article: re.Pattern[str] | None = None, ending: re.Pattern[str] | None = None) -> None:
        super().__init__()
        self.article, self.ending = article, ending

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_WORDS:
            self.clear()
        bare = self.article.sub(_blank, word) if self.article else word
        self[word] = blanked = self.ending.sub(_blank, bare) if self.ending else bare
        return blanked


class LanguageRules(Struct, frozen=True):
    """The rules of one language, from its row of the table; `docs/languages.md` explains the keys.

    `tails` are the endings by position: of a name of one word, of the first word of a name, of a middle
    one, and of the last one. `blanked` caches what `stems` makes of each word.
    """

    code: str
    endings: tuple[Endings, ...] = ()
    tails: tuple[Tails, Tails, Tails, Tails] = (Tails(), Tails(), Tails(), Tails())
    changes: Mapping[int, str] = {}
    same: Mapping[int, str] = {}
    letters: Mapping[int, str] = {}
    other_stems: Mapping[str, str] = {}
    other_words: Mapping[str, tuple[str, ...]] = {}
    elided: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    signs: str = ""
    compounds: bool = False
    hyphen_endings: bool = False
    capitals: bool = False
    dotless: bool = False
    apostrophe: bool = False
    inside: frozenset[str] = frozenset()
    modifiers: bool = False
    clipped: Mapping[str, str] = {}
    words: str = ""
    particles: Endings = frozenset()
    verbs: tuple[str, ...] = ()
    joints: tuple[str, ...] = ()
    adjectives_behind: bool = False
    blanked: Blanked = Blanked()
    between: re.Pattern[str] | None = None

    @property
    def inflects(self) -> bool:
        """Whether words change, so that a label is searched by stems."""
        return bool(self.blanked.ending or self.blanked.article)

    # -- the key of a text or label ---------------------------------------------------

    def stems(self, lowered: str) -> str:
        """A text in lower case with each ending and article blanked; no offset changes."""
        if self.apostrophe:
            lowered = _APOSTROPHE.sub("ъ", lowered)
        if self.letters:
            lowered = lowered.translate(self.letters)
        if self.between:
            lowered = self.between.sub(_blank, lowered)
        lowered = "".join(map(self.blanked.__getitem__, _TOKEN.findall(lowered)))
        return _POINTS.sub(_blank, lowered) if self.prefixes else lowered

    def spellings(self, name: str) -> Iterator[str]:
        """A name in the form that `compare` takes, and again with the second stem of words that have one."""
        words = spelled(name)
        yield words
        others = [self.other_stems.get(word.lower(), word) for word in WORD_GAP.split(words)]
        if " ".join(others) != " ".join(WORD_GAP.split(words)):
            yield " ".join(others)
        for short, long in self.clipped.items():
            if words.lower().startswith(short) and words.endswith(_PROCESSES):
                yield f"{long} {words[len(short) :]}"

    # -- one label and one spelling -----------------------------------------------------

    def compare(self, label: str, surface: str) -> Same:
        """Whether a spelling found is a label, or a form of it; both as `spelled` returns them."""
        one, other = WORD_GAP.split(label), WORD_GAP.split(surface)
        if len(other) == 1 < len(one) and not _joins_digits(one):
            one = ["".join(one)]
        if len(one) < len(other):
            other = [other[0], *(word for word in other[1:] if word.lower() not in self.inside)]
        if len(one) != len(other):
            return Same.NO
        last = len(one) - 1
        if not last and _is_initials(other[0]) and not one[0].isupper():
            return Same.NO
        if self.capitals and not last and _loses_capital(one[0], other[0], self.tails[0]):
            return Same.NO
        return min(
            self._compare_words(label, word, self.tails[_place(number, last)])
            for number, (label, word) in enumerate(zip(one, other, strict=True))
        )

    def _compare_words(self, label: str, word: str, tails: Tails) -> Same:
        turkish = self.dotless and not {"I", "İ"}.isdisjoint(label + word)
        cases: tuple[Callable[[str], str], ...] = (_turkish, str.lower) if turkish else (str.lower,)
        best = Same.NO
        for lower in cases:
            one, other = (lower(each).translate(self.same) for each in (label, word))
            if one == other:
                return Same.YES
            if best is Same.NO and self._is_form(one, other, tails):
                best = Same.FORM
        return best

    def _is_form(self, one: str, other: str, tails: Tails) -> bool:
        if other.startswith(self.other_words.get(one, ()), len(one)) and other.startswith(one):
            return False
        bare = {one, *(one[len(each) :] for each in self.prefixes if one.startswith(each))}
        for label, word in itertools.product(bare, self._without_prefix(other)):
            one, other = label.translate(self.changes), word.translate(self.changes)
            if label == word and len(label) >= SHORTEST:
                return True
            if one != other and tails.join(one, other):
                return True
        return False

    def _without_prefix(self, word: str) -> Iterator[str]:
        yield word
        for each in self.prefixes:
            if word.startswith(each):
                yield word[len(each) :]

    # -- around a match -----------------------------------------------------------------

    def word_around(self, source: str, start: int, end: int) -> tuple[int, int]:
        """The span of a match with the endings and articles that `stems` blanked."""
        if start and not source[start - 1].isspace():
            before = _WORD_BEFORE.search(source, max(0, start - _LONGEST_WORD), start)
            start = before.start() if before else start
        after = _WORD_AFTER.match(source, end)
        return start, (after.end() if after else end)

    def is_particle(self, word: str) -> bool:
        """Whether `word`, attached to a label without a space, is a particle or makes a verb of the label."""
        return not word or word in self.particles or word.startswith(self.verbs)

    def is_ending(self, word: str) -> bool:
        """Whether a word is an ending of the language."""
        return bool(word) and any(word.translate(self.changes) in each for each in self.endings)


def spelled(text: str) -> str:
    """A label or surface in one width and composition, without invisible characters."""
    visible = "".join(char for char in unicodedata.normalize("NFKC", text) if char not in INVISIBLE)
    return plain(_POINTS.sub("", visible))


def _place(number: int, last: int) -> int:
    """The place of a word in a name, in the order of `LanguageRules.tails`."""
    if number == 0:
        return 1 if last else 0
    return 2 if number < last else 3


def _is_initials(word: str) -> bool:
    """Whether a word in capitals is more likely to be initials than a word that is stressed."""
    return 1 < len(word) < 6 and word.isupper()


def _loses_capital(label: str, surface: str, tails: Tails) -> bool:
    """Whether a noun with a capital is found in small letters; an adjective may be."""
    if not label[:1].isupper() or surface[:1].isupper() or label.isupper():
        return False
    lower = label.lower()
    return not tails.join(lower, lower + "em")


def _joins_digits(words: list[str]) -> bool:
    return any(one[-1:].isdigit() and other[:1].isdigit() for one, other in itertools.pairwise(words))


def _turkish(text: str) -> str:
    return text.translate(_DOTTED).lower()


def _blank(found: re.Match[str]) -> str:
    kept = found[1] if found.lastindex else ""
    return kept + SEPARATOR * (len(found[0]) - len(kept))


# -- reading the table --------------------------------------------------------------


def language_rules(language: str) -> LanguageRules | None:
    """The rules of a language tag (BCP 47), by its most specific row; None if the table has none."""
    parts = language.lower().replace("_", "-").split("-")
    tags = ("-".join(parts[:size]) for size in range(len(parts), 0, -1))
    return next((found for found in map(_rules, tags) if found), None)


def is_known(language: str) -> bool:
    """Whether there are rules for a language: a row of the table, or those for Japanese and English."""
    return language.partition("-")[0] in ("ja", "en") or language_rules(language) is not None


def inflection(language: str) -> LanguageRules | None:
    """The rules of a language in which words change; None if a label is found in its own form only."""
    rules = language_rules(language)
    return rules if rules and rules.inflects else None


@lru_cache(maxsize=1)
def _table() -> ConfigParser:
    table = ConfigParser(delimiters=("=",), comment_prefixes=("#",), interpolation=None)
    table.read_string((files("glossgen") / "data" / "languages.ini").read_text(encoding="utf-8"))
    return table


@lru_cache(maxsize=64)
def _rules(code: str) -> LanguageRules | None:
    if code not in _table():
        return None
    row = _table()[code]
    changes, final, same = (_letters(row, name) for name in ("changes", "final", "same"))
    kinds = {name: _endings(row, name, changes) for name in ("endings", "before", "after")}
    endings, before, after = (tuple(its for its, _ in kinds[name]) for name in ("endings", "before", "after"))
    stems = (pair.split() for pair in row.get("stems", "").split(",") if pair.strip())
    articles, inside = row.get("articles", "").split(), row.get("inside", "").split()
    dotless = row.get("case") == "turkish"
    letters = {**same, **changes, **final, **({ord("ı"): "i"} if dotless else {})}
    varying = "".join(each for lines in kinds.values() for _, each in lines).translate(letters)
    variable = "".join(sorted(set(varying)))
    fronts = (*articles, *row.get("prefixes", "").split())
    return LanguageRules(
        code,
        endings=endings,
        tails=_tails(row, endings, before, after),
        changes=changes,
        same=same,
        letters=letters,
        other_stems=dict(stems),
        other_words=_other_words(row),
        elided=frozenset(row.get("elided", "").split()),
        prefixes=fronts,
        signs=row.get("signs", ""),
        compounds=row.get("hyphens") == "compounds",
        hyphen_endings=row.get("hyphens") == "endings",
        capitals=row.get("capitals") == "nouns",
        modifiers=row.get("modifiers") == "latin",
        clipped=dict(pair.split("=") for pair in row.get("clipped", "").split()),
        dotless=dotless,
        apostrophe=row.get("apostrophe") == "letter",
        inside=frozenset(inside),
        words=row.get("words", ""),
        particles=frozenset().union(*(each for each, _ in _endings(row, "particles", {}))),
        verbs=tuple(row.get("verbs", "").split()),
        joints=tuple(row.get("and", "").split()),
        adjectives_behind=bool(after),
        blanked=Blanked(
            _article(articles) if articles else None,
            _ending(variable, {each[0] for each in fronts}) if variable else None,
        ),
        between=_between(each.translate(letters) for each in inside) if inside else None,
    )


def _tails(
    row: SectionProxy,
    endings: tuple[Endings, ...],
    before: tuple[Endings, ...],
    after: tuple[Endings, ...],
) -> tuple[Tails, Tails, Tails, Tails]:
    """The endings by position, in the order of `LanguageRules.tails`."""
    labels = frozenset().union(*(its for its, _ in _endings(row, "labels", _letters(row, "changes"))))
    final = {chr(letter): hard for letter, hard in _letters(row, "final").items()}
    middle = endings + before + after
    one, first, between, last = (
        Tails.of(its, labels, final) for its in (endings, endings + before, middle, endings + after)
    )
    return one, first, between, last


def _ending(letters: str, fronts: Iterable[str]) -> re.Pattern[str]:
    """Matches what may be the ending of a word: all of its last letters that occur in endings.

    Three letters stay in front of it, or four in a word that may begin with a prefix (`fronts`).
    """
    last = f"[{re.escape(letters)}]+(?!{_LETTER})"
    if not fronts:
        return re.compile(f"(?<={_LETTER}{{{SHORTEST}}}){last}")
    front = f"[{''.join(sorted(fronts))}]"
    stem = f"(?:{front}{_LETTER}{{{SHORTEST}}}|(?!{front}){_LETTER}{{{SHORTEST}}}){_LETTER}*?"
    return re.compile(f"(?<!{_LETTER})({stem}){last}")


def _article(articles: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(articles, key=len, reverse=True)
    return re.compile(f"(?<!{_LETTER})(?:{'|'.join(longest_first)})(?={_LETTER}{{{SHORTEST}}})")


def _between(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"(?<={_LETTER}[ \n])(?:{'|'.join(words)})(?=[ \n]{_LETTER})")


def _other_words(row: SectionProxy) -> dict[str, tuple[str, ...]]:
    """What is no ending behind some words, since it makes the form of another word."""
    lines = (line.partition(":") for line in row.get("other", "").split("\n") if line.strip())
    return {word: tuple(ends.split()) for words, _, ends in lines for word in words.split()}


def _letters(row: SectionProxy, name: str) -> dict[int, str]:
    pairs = (pair.split("=") for pair in row.get(name, "").split())
    return {ord(letter): other for letter, other in pairs}


def _endings(row: SectionProxy, name: str, changes: Mapping[int, str]) -> list[tuple[Endings, str]]:
    """The lines of a key: the endings that take each other's place, and the letters in which they differ."""
    found = []
    for line in unicodedata.normalize("NFKC", row.get(name, "")).split("\n"):
        if not line.strip():
            continue
        tails, _, last = line.rpartition(":")
        lists = [part.split() for part in last.translate(changes).split("+")]
        endings = {"".join(each).replace("-", "") for each in itertools.product(*lists)}
        same = shared(endings)
        letters = "".join(each[same:] for each in endings)
        fronts = tails.translate(changes).split() or [""]
        found.append((frozenset(front + each for front in fronts for each in endings), letters))
    return found
