"""Edges of labels that begin or end with a Latin letter or a digit.

A Latin name ends where another script begins. A name that continues is another name: OpenAI, FP8,
R-CNN, RNN-T, GPT-3.5, Node.js, C++ and TCP/IP are not AI, FP, CNN, RNN, GPT-3, Node, C and TCP.
"""

from __future__ import annotations

from glossgen.lexicon import WordTables
from glossgen.link.boundaries.result import ACCEPTED, BoundaryResult, rejected
from glossgen.link.boundaries.text_view import LONGEST_RUN, Hit, TextView
from glossgen.text.label_folding import HYPHENS
from glossgen.text.language_rules import LanguageRules
from glossgen.text.scripts import Script, script

_WORD = (Script.LATIN, Script.DIGIT)
_CONTINUES = rejected("name-continues")
_CONJUNCTIONS = frozenset(
    ["und", "oder", "bzw", "sowie", "bis", "als", "wie", "noch", "statt", "en", "of", "och", "eller", "og"]
)
"""Words after a suspended hyphen (Ein- und Ausgabe), in the languages that write compounds in one word."""


def _is_word(char: str) -> bool:
    return bool(char) and script(char) in _WORD


def latin_left(
    text: TextView, hit: Hit, tables: WordTables, rules: LanguageRules | None = None
) -> BoundaryResult:
    """Judge the character before a label that begins with a Latin letter or digit."""
    here = text.before(hit.start)
    neighbour, beyond = text.at(here), text.at(here - 1)
    if not neighbour:
        return ACCEPTED
    kind = script(neighbour)
    if kind is Script.LATIN:
        return rejected("inside-word")
    if kind is Script.DIGIT:
        return _after_number(text, hit, here, tables)
    if neighbour in HYPHENS:
        compounds = rules is not None and rules.compounds
        return _after_hyphen(text, hit, here, tables, compounds) if _is_word(beyond) else ACCEPTED
    if neighbour == "'" and rules and _word_before(text, here).lower() in rules.elided:
        return ACCEPTED
    if neighbour in "_\\$" or (neighbour in ".&'" and _is_word(beyond)) or (neighbour == ":" == beyond):
        return _CONTINUES
    if (
        neighbour == "/"
        and _is_word(beyond)
        and (hit.end - hit.start == 1 or _is_one_name(text, here, tables))
    ):
        return _CONTINUES
    return ACCEPTED


def latin_right(
    text: TextView, hit: Hit, tables: WordTables, rules: LanguageRules | None = None
) -> BoundaryResult:
    """Judge the character after a label that ends with a Latin letter or digit."""
    here = text.after(hit.end)
    neighbour, beyond = text.at(here), text.at(here + 1)
    if not neighbour:
        return ACCEPTED
    if _is_word(neighbour):
        return rejected("inside-word")
    if neighbour in HYPHENS:
        return _hyphen_after(text, hit, here, tables, rules)
    if rules and neighbour in rules.signs and beyond.islower():
        return ACCEPTED
    single = hit.end - hit.start == 1
    if neighbour == "'":
        own = not _is_word(beyond) or (beyond in "sS" and not _is_word(text.at(here + 2)))
        return ACCEPTED if own else _CONTINUES
    if (
        neighbour in "_#"
        or (neighbour in ".&@" and _is_word(beyond))
        or (neighbour == "+" and not _begins_name(beyond))
        or (neighbour == ":" == beyond)
        or (single and (neighbour == "*" or (neighbour == "/" and _is_word(beyond))))
        or (neighbour == "/" and _is_one_name(text, here, tables))
    ):
        return _CONTINUES
    return ACCEPTED


def _begins_name(char: str) -> bool:
    """Whether a plus sign before this character joins two names (LLM+RAG) rather than ending one (C++)."""
    return _is_word(char) or (bool(char) and script(char) in (Script.KANJI, Script.KATAKANA))


def _is_one_name(text: TextView, slash: int, tables: WordTables) -> bool:
    """Whether the words beside a slash are one name (TCP/IP), or initials and a version (HTTP/2)."""
    before, after = _word_before(text, slash), _word_after(text, slash + 1)
    version = len(after) == 1 and after.isdigit() and len(before) > 1
    return f"{before}/{after}".lower() in tables.slashed_names or (
        version and before.isalpha() and before.isupper()
    )


def _after_number(text: TextView, hit: Hit, here: int, tables: WordTables) -> BoundaryResult:
    """After a digit: a unit or a lower-case word makes a quantity (30fps, 16GB); in 2FA, FA is not a word."""
    surface = text.plain[hit.start : hit.end]
    if not surface[0].isalpha() or not (surface in tables.units or surface.islower()):
        return rejected("number-before")
    stop = max(0, here - LONGEST_RUN)
    while here >= stop and (
        text.at(here).isdigit() or (text.at(here) in ".," and text.at(here - 1).isdigit())
    ):
        here -= 1
    glued = here >= 0 and (script(text.at(here)) is Script.LATIN or text.at(here) in "-_")
    return rejected("number-before") if glued else ACCEPTED


def _word_before(text: TextView, end: int) -> str:
    """The letters and digits right before an offset."""
    start = end
    stop = max(0, end - LONGEST_RUN)
    while start > stop and _is_word(text.at(start - 1)):
        start -= 1
    return text.plain[start:end]


def _word_after(text: TextView, start: int) -> str:
    """The letters and digits from an offset on."""
    end = start
    stop = min(len(text.plain), start + LONGEST_RUN)
    while end < stop and _is_word(text.at(end)):
        end += 1
    return text.plain[start:end]


def _after_hyphen(
    text: TextView, hit: Hit, hyphen: int, tables: WordTables, compounds: bool = False
) -> BoundaryResult:
    """After a hyphen: accepted only after prefixes that count or grade (multi-GPU, low-latency, 8-bit).

    With `compounds`, a hyphen also joins initials to the label (TCP-Verbindung), unless there are more
    hyphens, as in a longer name (Vision-Language-Models). A noun before it makes another word of it, as it
    does without a hyphen: a Domänen-Schicht is no Schicht of a wall, a Quellenkonflikt-Punkt no point of
    geometry.
    """
    word = _word_before(text, hyphen)
    start = hyphen - len(word)
    if text.at(start - 1) in HYPHENS and start > 0:
        return rejected("hyphen-chain")
    surface = text.plain[hit.start : hit.end]
    if word.isdecimal() and (surface.islower() or surface in tables.units):
        return ACCEPTED
    joins = compounds and len(word) > 1 and word.isalpha() and not word.istitle()
    if joins and word.lower() not in tables.hyphen_prefixes_change:
        chain = not HYPHENS.isdisjoint(surface)
        return rejected("hyphen-chain") if chain else ACCEPTED
    kind = tables.hyphen_prefixes_keep.get(word.lower())
    graded = word[1:].islower() or word.islower()
    if kind is None or not graded:
        changes = word.lower() in tables.hyphen_prefixes_change
        return rejected("hyphen-prefix" if changes else "hyphen-before")
    return ACCEPTED if kind != "acronym" or surface.rstrip("s").isupper() else rejected("hyphen-prefix")


def _hyphen_after(
    text: TextView, hit: Hit, hyphen: int, tables: WordTables, rules: LanguageRules | None
) -> BoundaryResult:
    """Judge a label before a hyphen.

    In languages that write compounds in one word, a label with a hyphen on both sides is the middle of a
    compound. A label before a hyphen at the end of a line is the first part of one (Querschnitts-,
    bemessung), unless a conjunction follows (Ein-, und Ausgabe).
    """
    compounds, start = rules is not None and rules.compounds, hyphen + 1
    broken = compounds and text.at(start) == "\n"
    start += broken
    if not _is_word(text.at(start)):
        return ACCEPTED
    before = text.before(hit.start)
    if compounds and text.at(before) in HYPHENS and _is_word(text.at(before - 1)):
        return rejected("hyphen-chain")
    if broken and text.at(start).islower():
        return ACCEPTED if _word_after(text, start) in _CONJUNCTIONS else _CONTINUES
    return _before_hyphen(text, start, tables, rules)


def _before_hyphen(
    text: TextView, start: int, tables: WordTables, rules: LanguageRules | None
) -> BoundaryResult:
    """Before a hyphen: a lower-case word qualifies the label (LLM-based, token-level).

    In some languages a hyphen also joins a noun (HTML-Datei), or an ending (API-t).
    """
    word = _word_after(text, start)
    end = start + len(word)
    if text.at(end) in HYPHENS and _is_word(text.at(end + 1)):
        return rejected("hyphen-chain")
    if rules and rules.hyphen_endings and rules.is_ending(word):
        return ACCEPTED
    if rules and rules.compounds and word.istitle() and len(word) > 2:
        return ACCEPTED
    if len(word) < 2 or not (word.isalpha() and word.islower()):
        return _CONTINUES
    return rejected("hyphen-suffix") if word in tables.hyphen_suffixes_change else ACCEPTED
