"""Whether two texts are names of one thing: initials and their expansion, or one word in two scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from glossgen.text.scripts import RUNS, Script

ACRONYM = re.compile(r"^[A-Z][A-Za-z0-9.\-]*[A-Z0-9][A-Za-z0-9.\-]*s?$")
"""Initials: a capital, and another capital or digit (API, IoT, K8s)."""

_WORDS = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|\d+")
_NUMERONYM = re.compile(r"^([a-z])(\d+)([a-z]+)$", re.IGNORECASE)
_KATAKANA, _KANJI = RUNS[Script.KATAKANA], RUNS[Script.KANJI]
_PIECES = re.compile(f"(?P<kana>{_KATAKANA.pattern})|(?P<kanji>{_KANJI.pattern})|(?P<latin>[A-Za-z]+)")

_ROWS = (
    ("アァ", "aui", ""),
    ("イィ", "iey", ""),
    ("ウゥ", "uwv", ""),
    ("エェ", "eah", ""),
    ("オォ", "oa", ""),
    ("カキクケコ", "ckq", "k"),
    ("ガギグゲゴ", "g", "g"),
    ("サシスセソ", "sct", "s"),
    ("ザズゼゾ", "zst", "s"),
    ("ジ", "jgzd", "j"),
    ("タテトッ", "t", "t"),
    ("チツ", "ct", "t"),
    ("ダデドヂヅ", "d", "d"),
    ("ナニヌネノン", "nkgm", "n"),
    ("ハヒフヘホ", "hfpw", "h"),
    ("バビブベボ", "bv", "b"),
    ("ヴ", "v", "b"),
    ("パピプペポ", "p", "p"),
    ("マミムメモ", "m", "n"),
    ("ヤユヨャュョ", "yue", ""),
    ("ラリルレロ", "rlw", "r"),
    ("ワヮヲ", "wo", ""),
)
_INITIALS = {kana: initials for row, initials, _ in _ROWS for kana in row}
"""Kana → the letters with which an English word can begin that begins with this kana in Japanese."""

_SOUNDS = {kana: sound for row, _, sound in _ROWS for kana in row}
"""Kana → its consonant; m and n, b and v, l and r, s and z count as one each."""

_LETTERS = str.maketrans(
    {**dict.fromkeys("aeiouwy", ""), **dict(zip("bvcqfxlzm", "bbkkhsrsn", strict=True)), "'": "", "-": ""}
)


def initials_fit(initials: str, words: str) -> bool:
    """Whether an acronym stands for some words in Latin letters (API, QoS, XML, K8s, UTC).

    Its letters are, in order, the initials of the words, the first of them included, or further letters
    of a word whose initial was taken; or they are the initials in another order.
    """
    letters = initials.lower().replace(".", "").replace("-", "")
    if not letters or initials == words:
        return False
    each_hyphen = dict.fromkeys((words.lower(), words.lower().replace("-", "")))
    readings = [parts for text in each_hyphen if (parts := _WORDS.findall(text))]
    if _NUMERONYM.match(letters) and any(_counts(letters, parts[0]) for parts in readings if len(parts) == 1):
        return True
    forms = dict.fromkeys((letters, letters.removesuffix("s")))
    return any(_letters_fit(each, parts) for each in forms for parts in readings)


def _counts(numeronym: str, word: str) -> bool:
    """Whether a numeronym counts the letters of a word (k8s: kubernetes)."""
    found = _NUMERONYM.match(numeronym)
    return (
        found is not None
        and word == f"{found[1]}{word[1 : -len(found[3])]}{found[3]}"
        and (len(word) == len(found[1]) + int(found[2]) + len(found[3]))
    )


def _letters_fit(letters: str, parts: list[str]) -> bool:
    if len(letters) < 2:
        return False
    if len(parts) > 1 and sorted(letters) == sorted(part[0] for part in parts):
        return True
    first = parts[0].startswith(letters[0]) or (letters[0] == "x" and parts[0].startswith("ex"))
    return first and _spell(letters, tuple(parts), 0)


def _spell(letters: str, parts: tuple[str, ...], skipped: int) -> bool:
    """Whether the letters are spelled by the words; at most two small words are left out."""
    if not letters:
        return all(len(part) < 4 for part in parts)
    if not parts or skipped > 2:
        return False
    word = parts[0]
    start = 1 if letters[0] == "x" and word.startswith("ex") else 0
    if word[start] == letters[0]:
        place, taken = start, 0
        while taken < len(letters) and place >= 0:
            taken += 1
            if _spell(letters[taken:], parts[1:], skipped):
                return True
            place = word.find(letters[taken], place + 1) if taken < len(letters) else -1
    return len(word) < 4 and _spell(letters, parts[1:], skipped + 1)


def initials_of_kana(initials: str, name: str) -> bool | None:
    """Whether an acronym can stand for a Japanese name: by its katakana and Latin parts.

    None (unknown) if the name is all kanji and has a plausible number of characters: a kanji does not show
    the first letter of its English word.
    """
    letters = re.sub(r"[^a-z]", "", initials.removesuffix("s").lower())
    segments = [(found.lastgroup or "", found[0]) for found in _PIECES.finditer(name)]
    if len(letters) < 2 or not segments or not _spread(letters, segments):
        return False
    return True if any(kind != "kanji" for kind, _ in segments) else None


def is_expansion(one: str, other: str) -> bool:
    """Whether one of two texts can stand for the initials of the other."""
    for initials, words in ((one, other), (other, one)):
        if ACRONYM.match(initials) and not ACRONYM.match(words):
            return initials_fit(initials, words) or initials_of_kana(initials, words) is not False
    return False


def _spread(letters: str, segments: list[tuple[str, str]]) -> bool:
    """Whether the letters can be shared out, in order, among the pieces of a name."""
    if not segments:
        return not letters
    (kind, text), rest = segments[0], segments[1:]
    return any(_spread(letters[count:], rest) for count in _taken(kind, text, letters))


def _taken(kind: str, text: str, letters: str) -> Iterator[int]:
    """How many of the next letters one piece of a name can account for."""
    if kind == "kanji":
        yield from range(len(text) // 5 if len(text) > 1 else 0, min(len(letters), len(text)) + 1)
    elif kind == "latin":
        yield from (n for n in range(1, len(letters) + 1) if text.lower().startswith(letters[:n]) or n == 1)
    else:
        place = 0
        for count, letter in enumerate(letters, 1):
            place = next((i for i in range(place, len(text)) if letter in _INITIALS.get(text[i], "")), -1)
            if place < 0 or (count == 1 and place > 0):
                return
            yield count
            place += 1


@lru_cache(maxsize=4096)
def sounds_alike(katakana: str, latin: str) -> bool:
    """Whether katakana are how a word in Latin letters sounds: by the order of their consonants."""
    kana = re.sub(r"(.)\1", r"\1", "".join(_SOUNDS.get(char, "") for char in katakana.replace("ッ", "")))
    word = latin.lower()
    for spelled, sound in _SPELLED:
        word = re.sub(spelled, sound, word)
    word = re.sub(r"(.)\1", r"\1", re.sub(r"[^a-z]", "", word.translate(_LETTERS)))
    if not kana or not word:
        return kana == word
    return _common(kana, word) / max(len(kana), len(word)) >= 0.6


_SPELLED = (
    (r"[ct]i(?=[aou])|sh|ch", "s"),
    (r"c(?=[eiy])", "s"),
    (r"ph", "f"),
    (r"g(?=[ei])", "j"),
    (r"th", "s"),
    (r"r(?![aeiouy])", ""),
    (r"gh", ""),
    (r"ng\b", "n"),
)
"""English spellings and the letter for their sound in katakana; an r that no vowel follows is silent (ー)."""


def _common(one: str, other: str) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for char in one:
        before = 0
        for place, known in enumerate(other, 1):
            before, row[place] = row[place], before + 1 if char == known else max(row[place], row[place - 1])
    return row[-1]
