"""Splits a label into the names it contains: `Name (ACR)`, `名前（よみ/略語）`, `A/B`, 「…とは」."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossgen.lexicon.word_tables import WordTables
from glossgen.text.scripts import Script, script

_PARENTHESES = re.compile(r"^(?P<base>[^()（）]+?)\s*[(（](?P<inner>[^()（）]+)[)）]\s*$")
_PARTS = re.compile(r"\s*[/／、,，;；]\s*")
_SLASH = re.compile(r"\s*[/／]\s*")
_TOWA = re.compile(r"とは\s*[?？]?$")
_ACRONYM = re.compile(r"^[A-Z][A-Za-z0-9.\-]*[A-Z0-9][A-Za-z0-9.\-]*s?$")
_COMPOSED = re.compile(r"とは|[(（/／]")
"""What a label that contains several names must match; most labels do not."""

_WIDE = (Script.KANJI, Script.KATAKANA, Script.HIRAGANA)


def names(label: str, tables: WordTables) -> Iterator[tuple[str, str]]:
    """Yield (name, rule) for each name in a label; the first is the label itself.

    Rules: `label`, `toha` (without a trailing とは), `parenthesis` (the text before brackets, and
    that in them), `slash` (the sides of a slash).
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
        yield base, "parenthesis"
        for part in _PARTS.split(found["inner"].strip()):
            if _is_name(part, base, tables):
                yield part, "parenthesis"
    for part in _sides(base):
        yield part, "slash"


def _is_name(inner: str, base: str, tables: WordTables) -> bool:
    """Whether the text in brackets is another name, and not a reading, a remark or a category.

    An acronym is a name, and so is anything in the other script (Normalization after 正規化).
    Between two Japanese texts only katakana is (ディープラーニング after 深層学習): hiragana is the
    reading of the name, and kanji tell homonyms apart.
    """
    if _ACRONYM.match(inner):
        return True
    if inner in tables.heading_qualifiers or len(inner) < 2:
        return False
    scripts = {script(char) for char in inner if not char.isspace()}
    inner_wide, base_wide = bool(scripts.intersection(_WIDE)), _has_wide(base)
    if base_wide and inner_wide:
        return scripts == {Script.KATAKANA}
    return base_wide != inner_wide


def _has_wide(text: str) -> bool:
    return any(script(char) in _WIDE for char in text)


def _sides(name: str) -> list[str]:
    """The sides of a slash that separates two names (誤差関数/損失関数), else an empty list.

    A/Bテスト, I/O, TCP/IP and read/write are one name each. A slash separates names if all sides are
    Japanese, if their scripts differ, or if a side consists of several words.
    """
    parts = _SLASH.split(name)
    if len(parts) < 2 or min(map(len, parts)) < 2:
        return []
    wide = {_has_wide(part) for part in parts}
    spaced = any(" " in part for part in parts) or " / " in name
    return parts if False not in wide or len(wide) == 2 or spaced else []
