"""The plural and the singular forms of English names, from rules and a table of irregular words.

| name | forms | rule |
|---|---|---|
| query, box, class, hero | queries, boxes, classes, heroes | spelling of the regular plural |
| epoch, batch | epochs, epoches; batches | ch may sound like k |
| crisis, plateau, stadium | crises, plateaux, stadia | endings of Latin, Greek and French |
| fireman, stepchild, forefoot | firemen, stepchildren, forefeet | old plurals at the end of a longer word |
| nucleus, knife, matrix | nuclei, knives, matrices | `data/english-plurals.txt` |
| bill of lading, passer-by, son-in-law | bills of lading, passers-by, sons-in-law | before a preposition |
| attorney general | attorneys general | `data/english-postpositives.txt` |

The sources are the sections on number in common English grammars. All possible forms are generated, because a
form that nobody writes does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_letters

from glossgen.lexicon.word_tables import load_tables

_BY_PREPOSITION = re.compile(
    r"^(?P<head>[a-z][a-z '’-]*[a-z])(?P<rest>[ -](?:of|in|per|for|to|by|at|on|up|down|out|off|with"
    r"|without|under|over|de|du|d['’])(?:$|[ -].+|(?<=['’]).+))$",
    re.IGNORECASE,
)
"""A noun and a preposition after it, with a space or a hyphen between them (bill of lading, runner-up)."""

_LAST_WORD = re.compile("[A-Za-z\u00c0-\u024f]+$")
_ADVERBS = ("by", "up", "on", "in", "out", "off", "down", "over")
_VOWELS = ("", *"aeiou")
_SINGULAR_S = ("ss", "us", "is", "as", "os", "ics", "series", "species", "news", "lens")
_OLD = (
    ("woman", "women"),
    ("man", "men"),
    ("child", "children"),
    ("foot", "feet"),
    ("tooth", "teeth"),
    ("goose", "geese"),
    ("mouse", "mice"),
)
_NOT_OLD = frozenset(
    (
        "human",
        "german",
        "roman",
        "norman",
        "ottoman",
        "shaman",
        "talisman",
        "caiman",
        "ataman",
        "dolman",
        "hetman",
        "pullman",
        "mongoose",
    )
)
_NO_SINGULAR = frozenset(
    (
        "people",
        "media",
        "data",
        "dice",
        "lives",
        "leaves",
        "opera",
        "agenda",
        "pence",
        "staves",
        "axes",
        "bases",
        "men",
        "women",
    )
)
"""Irregular plurals with a meaning of their own, from which no singular is derived."""


def numbers(name: str) -> list[tuple[str, str]]:
    """The plurals of an English name, or the singular of a plural, with the rule (`plural`, `singular`)."""
    line = name.removesuffix("\n")
    head = line.rstrip(ascii_letters) if line.isascii() else _LAST_WORD.sub("", line)
    word = line[len(head) :]
    if not word or len(name) < 2:
        return []
    if word.isupper():
        return [(f"{name}s", "plural")] if len(word) > 1 or head else []
    if len(word) < 2:
        return []
    inner = [(form, "plural") for form in _inner_plurals(name)] if head else []
    lower = word.lower()
    single = _singulars().get(lower)
    if single and lower not in _NO_SINGULAR:
        return [*inner, (head + _cased(single, word), "singular")]
    if lower.endswith("s") and not lower.endswith(_SINGULAR_S) and lower not in load_tables().english_plurals:
        found_one = len(word) > 3 and (word == lower or head or word[:-1].isupper())
        return [*inner, (head + _singular(word), "singular")] if found_one else inner
    return [*inner, *((head + form, "plural") for form in plurals(word))]


def plurals(word: str) -> list[str]:
    """The plurals of one word, with its first letters in their case as written."""
    lower = word.lower()
    found = [_cased(form, word) for form in _irregular(lower)]
    last, before = lower[-1:], lower[-2:-1]
    consonant = before not in _VOWELS
    if last == "y" and consonant:
        found.append(word[:-1] + "ies")
    elif lower.endswith("is"):
        found.append(word[:-2] + "es")
    elif lower.endswith("ch"):
        found += [word + "es", word + "s"]
    elif lower.endswith(("s", "x", "z", "sh")):
        found.append(word + "es")
    else:
        found.append(word + "s")
        if last == "o" and consonant:
            found.append(word + "es")
    return found


def _irregular(lower: str) -> Iterator[str]:
    """The plurals that are not made by adding s."""
    table = load_tables().english_plurals
    for size in range(len(lower), min(2, len(lower) - 1), -1):
        end = lower[-size:]
        if end in table and (end == lower or size >= 5 or end in ("wife", "life", "leaf", "self", "wolf")):
            yield from (lower[:-size] + form for form in table[end].split(","))
            break
    for one, many in _OLD:
        if lower.endswith(one) and lower not in _NOT_OLD:
            yield lower.removesuffix(one) + many
            return
    if lower.endswith("eau"):
        yield lower + "x"
    elif lower.endswith("ium") and len(lower) > 5:
        yield lower[:-2] + "a"


def _inner_plurals(name: str) -> Iterator[str]:
    """The name with the plural in its middle: degrees of freedom, passers-by, notaries public."""
    found = _BY_PREPOSITION.match(name)
    if found:
        head, rest = found["head"], found["rest"]
        start = head.rfind(" ") + 1
        hyphened = rest.startswith("-") or rest.split()[0].lower() not in _ADVERBS or " " in rest.strip()
        if hyphened and len(head) - start > 1:
            yield from (head[:start] + form + rest for form in plurals(head[start:]))
        return
    noun, _, last = name.rpartition(" ")
    known = load_tables().english_postpositives.get(last.lower())
    start = noun.rfind(" ") + 1
    if noun and known is not None and (not known or noun[start:].lower() in known.split(",")):
        yield from (f"{noun[:start]}{form} {last}" for form in plurals(noun[start:]))


@lru_cache(maxsize=1)
def _singulars() -> dict[str, str]:
    """The singular of each irregular plural."""
    table = load_tables().english_plurals
    found = {many: one for one, forms in table.items() for many in forms.split(",")}
    return found | {many: one for one, many in _OLD}


def _cased(form: str, word: str) -> str:
    """A lower-case form, in which the letters that it shares with the beginning of a word have its case."""
    same = 0
    while same < min(len(form), len(word)) and word[same].lower() == form[same]:
        same += 1
    return word[:same] + form[same:]


def _singular(word: str) -> str:
    lower = word.lower()
    if lower.endswith("ies"):
        return word[:-3] + "y"
    if lower.endswith(("ches", "shes", "xes", "zes", "sses")):
        return word[:-2]
    return word[:-1]
