"""Splits a label into the names it contains: `Name (ACR)`, `名前（よみ/略語）`, `A/B`, 「…とは」.

A text in brackets is a name of the term only if one of these rules says so; else it is a qualifier, which
distinguishes homonyms for readers and is never matched (`Hallucination (AI)`).

| brackets after | hold | a name | otherwise |
|---|---|---|---|
| any name | initials that fit it, or fit another label of the entry | always | |
| any name | a label of a translation of the entry | always | |
| initials | their expansion | always | |
| katakana | a word in Latin letters that sounds like it, or the reverse | always | no name |
| a name with kanji | initials, a word in Latin letters, katakana | unless in doubt | |
| Latin letters | Japanese that is not all hiragana | unless in doubt | |
| a name in one script | a text in the same script | never | |

A text is “in doubt” if it is a field (`data/fields.txt`, `data/heading-qualifiers.txt`), a label of another
entry, or in the brackets of several headings.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import partial

from glossgen.lexicon.same_name import ACRONYM, initials_fit, initials_of_kana, sounds_alike
from glossgen.lexicon.word_tables import WordTables
from glossgen.text.label_folding import fold
from glossgen.text.scripts import Script, script

_PARENTHESES = re.compile(r"^(?P<base>[^()（）]*[^()（）\s])\s*[(（](?P<inner>[^()（）]+)[)）]\s*$")
_PARTS = re.compile(r"(?<!\s)\s*[/／、,，;；]\s*")
_SLASH = re.compile(r"(?<!\s)\s*[/／]\s*")
_TOWA = re.compile(r"とは\s*[?？]?$")
_COMPOSED = re.compile(r"とは|[(（/／]")
"""Matches every label that contains several names; most labels do not match."""

_WIDE = (Script.KANJI, Script.KATAKANA, Script.HIRAGANA)
_KANA, _HIRAGANA = frozenset((Script.KATAKANA, Script.HIRAGANA)), frozenset((Script.HIRAGANA,))


def names(
    label: str, tables: WordTables, others: Collection[str] = (), doubted: Collection[str] = ()
) -> Iterator[tuple[str, str]]:
    """Yield (name, rule) for each name in a label; the first is the label itself.

    `others` are the other labels of the entry and those of its translations, and `doubted` folded texts that
    are qualifiers unless the label or one of these shows that they are names (see `doubtful`).
    Rules: `label`; `toha`: without a trailing とは; `parenthesis`: the text before or in brackets;
    `unqualified`: the text before a qualifier; `slash`: a side of a slash.
    """
    yield label, "label"
    if not _COMPOSED.search(label):
        stripped = label.strip()
        if stripped and stripped != label:
            yield stripped, "toha"
        return
    base = _TOWA.sub("", label).strip()
    if base and base != label:
        yield base, "toha"
    found = _PARENTHESES.match(base)
    if found:
        base = found["base"].strip()
        inner = _names_in_brackets(found["inner"].strip(), base, tables, others, doubted)
        qualified = inner is not None and not inner
        yield base, "unqualified" if qualified else "parenthesis"
        for part in inner or ():
            yield part, "parenthesis"
    for part in _sides(base):
        yield part, "slash"


def brackets_of(label: str) -> list[str]:
    """The texts in the brackets of a label, folded."""
    found = _PARENTHESES.match(_TOWA.sub("", label).strip())
    return [fold(part).text for part in _PARTS.split(found["inner"].strip())] if found else []


def doubtful(labels: Iterable[str]) -> frozenset[str]:
    """The folded texts in brackets that are labels themselves, or are in the brackets of several labels."""
    once: set[str] = set()
    twice: set[str] = set()
    plain: set[str] = set()
    for label in labels:
        plain.add(fold(label).text)
        for inner in dict.fromkeys(brackets_of(label)):
            (twice if inner in once else once).add(inner)
    return frozenset(twice | (once & plain))


# -- brackets ------------------------------------------------------------------


def _names_in_brackets(
    inner: str, base: str, tables: WordTables, others: Collection[str], doubted: Collection[str]
) -> list[str] | None:
    """The names in the brackets of a label; None if they hold only its reading."""
    parts = [part for part in _PARTS.split(inner) if _scripts(part) != _HIRAGANA]
    if not parts:
        return None
    shown = [part for part in parts if any(_shown(part, name) for name in (base, *others))]
    if len(shown) == len(parts):
        return parts
    possible = partial(_possible, base=base, tables=tables, doubted=doubted)
    return parts if all(part in shown or possible(part) for part in parts) else shown


def _shown(inner: str, name: str) -> bool:
    """Whether the letters show that two texts are names of one thing."""
    if fold(inner).text == fold(name).text:
        return True
    if ACRONYM.match(inner) and (initials_fit(inner, name) or initials_of_kana(inner, name)):
        return True
    if ACRONYM.match(name) and (initials_fit(name, inner) or initials_of_kana(name, inner)):
        return True
    kinds, known = _scripts(inner), _scripts(name)
    if Script.KATAKANA in kinds and kinds <= _KANA:
        return known == {Script.LATIN} and sounds_alike(inner, name)
    return kinds == {Script.LATIN} and Script.KATAKANA in known <= _KANA and sounds_alike(name, inner)


def _possible(inner: str, base: str, tables: WordTables, doubted: Collection[str]) -> bool:
    """Whether a text in brackets may be the name in another script, and is not in doubt."""
    kinds, known = _scripts(inner), _scripts(base)
    if len(inner) < 2 or inner in tables.heading_qualifiers or fold(inner).text in doubted:
        return False
    own = tables.fields.get(inner.lower())
    if own is not None:
        return base in own.split("、")
    if ACRONYM.match(inner):
        return initials_of_kana(inner, base) is None
    if not _has_wide(base):
        return known <= {Script.LATIN, Script.DIGIT} and _has_wide(inner)
    return Script.KANJI in known and (not _has_wide(inner) or kinds == {Script.KATAKANA})


def _scripts(text: str) -> set[Script]:
    return {script(char) for char in text if char.isalnum() or char == "ー"}


def _has_wide(text: str) -> bool:
    return any(script(char) in _WIDE for char in text)


# -- slashes -------------------------------------------------------------------


def _sides(name: str) -> list[str]:
    """The sides of a slash that separates two names (誤差関数/損失関数), else an empty list.

    A/Bテスト, I/O, TCP/IP, read/write and Load/Store Unit are one name each. A slash separates names if there
    are spaces around it, if one side is Japanese and the other Latin (重み/Weight), or if both sides are
    Japanese and have the same last character or about the same length. 読み取り/書き込み権限 is one name: its
    left side lacks the last word of the right one.
    """
    parts = _SLASH.split(name)
    if len(parts) < 2 or any(_is_slight(part) for part in parts):
        return []
    if " / " in name or "／ " in name:
        return parts
    wide = {_has_wide(part) for part in parts}
    if len(wide) == 2:
        pure = all(not _has_wide(part) or Script.LATIN not in _scripts(part) for part in parts)
        return parts if pure else []
    if wide == {False}:
        return []
    alike = len({part[-1] for part in parts}) == 1
    return parts if alike or max(map(len, parts)) - min(map(len, parts)) <= 1 else []


def _is_slight(part: str) -> bool:
    """Whether a part is empty, or a single character that is not a kanji."""
    return not part or (len(part) == 1 and script(part) is not Script.KANJI)
