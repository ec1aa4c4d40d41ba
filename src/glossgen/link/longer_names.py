"""Longer names that contain a label: The Washington Post is not Washington, nor the Mayo Clinic a clinic.

This concerns matches that begin with a capital, in languages that write nouns in lower case. The
neighbouring words with a capital form a run with the match. A capital at the start of a sentence does not
count, and a word that is a label itself is a name by itself (Kubernetes Pod). Nothing is rejected in a
sentence that is all in title case or in capitals.

| the label | refused | not refused |
|---|---|---|
| any | before a word with a capital: Facebook AI Research | before one all in capitals: Google API |
| neither initials nor a name | behind one: Mayo Clinic, the US Constitution | behind a function word |
| the same | before one all in capitals: the Gateway API | at the start of a sentence |
| the same | beside of and a capital: the Bank of England, a Book of Entry | |
| the same | behind for and on in a chain or behind an article: the Institute for Cells | Terraform on Azure |
| the same | behind as a and a capital: Platform as a Service | |
| the same | before and and a capital: the Profit and Loss Account | Profit and Revenue, if both are labels |

A name is a label that its own entry writes with a capital within sentences
(`glossgen.lexicon.proper_names`). A text in 『』 or 《》 is a title, and so is one of four words or more in
quotation marks and title case; a label that is a part of it is not a mention.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from glossgen.lexicon import load_tables
from glossgen.text.neighbours import begins_sentence, block_around, sentence_around, words_after, words_before

NOUNS_WITH_CAPITALS = frozenset(("de", "lb", "nds"))
"""Languages that write every noun with a capital, so that a capital does not show a name."""

_MONTHS_AND_MORE = frozenset(
    (
        *("I", "January", "February", "March", "April", "May", "June", "July", "August", "September"),
        *("October", "November", "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    )
)
"""Words with a capital that never form a longer name with a neighbour."""

_LINKS = frozenset(["of", "de", "du", "des", "del", "della", "van", "von"])
_ENGLISH_LINKS = (" of ", " for ", " on ")
_SMALL_IN_TITLES = frozenset(
    (
        *("a", "an", "the", "and", "or", "nor", "but", "for", "of", "in", "on", "at", "to", "by", "as"),
        *("per", "via", "with", "from", "into", "over", "vs", "s"),
    )
)


_BESIDE = 3
"""The words with capitals beside a match that make a name where all nouns are written with capitals."""

_SHORT_SENTENCE = 3
"""The fewest words beside a match from which title case is recognised."""


def inside_longer_name(
    source: str, start: int, end: int, is_label: Callable[[str], bool], *, proper: bool
) -> bool:
    """Whether a match that begins with a capital is a part of a longer name.

    `proper`: the label is a proper name or initials, so that the word before it is not considered.
    """
    if not source[end + 1 : end + 2].isupper() and (proper or begins_sentence(source, start)):
        return False
    after = words_after(source, end, 4)
    goes_on = _goes_on(after, is_label)
    if not proper and not goes_on:
        initials = _before_initials(after, is_label) and not begins_sentence(source, start)
        goes_on = initials or _began_before(source, start, after, is_label)
    if not goes_on:
        return False
    return not _titled(source, start, end)


def _goes_on(after: Sequence[str], is_label: Callable[[str], bool]) -> bool:
    """Whether the words after a match continue a name: one begins with a capital, and is not all capitals."""
    run: list[str] = []
    for word in after:
        if not word[0].isupper() or word in _MONTHS_AND_MORE:
            break
        run.append(word)
    if not any(_written_large(word) for word in run):
        return False
    return not any(is_label(" ".join(run[:size])) for size in range(1, len(run) + 1))


def _before_initials(after: Sequence[str], is_label: Callable[[str], bool]) -> bool:
    """Whether initials follow a match, of which they are the end of a name: the Gateway API."""
    return bool(after) and len(after[0]) > 1 and after[0].isupper() and not is_label(after[0])


def _began_before(source: str, start: int, after: Sequence[str], is_label: Callable[[str], bool]) -> bool:
    """Whether the word before a match begins a name that the match continues."""
    if begins_sentence(source, start):
        return False
    joined = len(after) > 2 and after[0] == "and" and all(map(_written_large, after[1:3]))
    if joined and not is_label(" ".join(after[1:3])):
        return True
    if len(after) > 1 and after[0] in _LINKS and after[1][0].isupper():
        return True
    before = words_before(source, start, 3)
    small = before[:1] in (["a"], ["an"], ["for"], ["on"])
    if small and _through_small_words(words_before(source, start, 7), is_label):
        return True
    if len(before) > 1 and before[0] in _LINKS and _written_large(before[1]):
        return not is_label(before[1]) and before[1].lower() not in load_tables().english_common
    if not before or not before[0][0].isupper() or before[0] in _MONTHS_AND_MORE:
        return False
    if before[0].lower() in load_tables().english_common or before[0].endswith(("'s", "’s")):
        return False
    if any(is_label(" ".join(reversed(before[:size]))) for size in range(1, len(before) + 1)):
        return False
    if len(before) > 1 or (len(before[0]) > 1 and before[0].isupper()):
        return True
    return not begins_sentence(source, source.rindex(before[0], 0, start))


def _through_small_words(before: Sequence[str], is_label: Callable[[str], bool]) -> bool:
    """Whether the words before a match begin a name that continues through small words up to it.

    For and on join a name after an article (the Institute for Cell Biology) and in a chain of such words
    (Center for Research on Cells), and for joins one of several words with the match (Microsoft Defender for
    Cloud Apps); else they separate two names (Terraform on Azure).
    """
    if len(before) > 2 and before[0] in ("a", "an") and before[1] == "as":
        return before[2][0].isupper()
    if before[0] in ("a", "an"):
        return False
    joints, head = 0, ""
    for word in before:
        if word in ("for", "on", *_LINKS):
            joints, head = joints + 1, ""
            continue
        if word.lower() in load_tables().english_common or not _written_large(word):
            several = joints > 1 or (before[0] == "for" and " " in head)
            return bool(head) and (several or word.lower() in ("the", "a", "an"))
        head = f"{word} {head}".strip()
        if is_label(head):
            return False
    return bool(head) and (joints > 1 or (before[0] == "for" and " " in head))


def inside_run_of_capitals(
    source: str, start: int, end: int, is_label: Callable[[str], bool], *, proper: bool
) -> bool:
    """Whether a match has three or more words with capitals beside it: Java Script Object Notation.

    Even where nouns have capitals, so many in a row are a name. The first word of a sentence does not count,
    if it is no initials. At the end of a name, initials say what kind of thing it is.
    """
    before = _while_large(words_before(source, start, _BESIDE))
    after = _while_large(words_after(source, end, _BESIDE))
    if len(before) + len(after) < _BESIDE or (proper and not after):
        return False
    if before and not before[-1].isupper() and begins_sentence(source, source.rindex(before[-1], 0, start)):
        before.pop()
    if len(before) + len(after) < _BESIDE:
        return False
    others = (" ".join(reversed(before)), " ".join(after))
    return not all(is_label(each) for each in others if each)


def _while_large(words: Sequence[str]) -> list[str]:
    return list(takewhile(lambda word: word[0].isupper(), words))


def behind_english(source: str, start: int, is_label: Callable[[str], bool]) -> bool:
    """Whether a match in a language with noun capitals ends an English name: Center for Models."""
    if not source[max(0, start - 5) : start].endswith(_ENGLISH_LINKS):
        return False
    before = words_before(source, start, 2)
    return len(before) > 1 and _written_large(before[1]) and not is_label(before[1])


def _written_large(word: str) -> bool:
    return word[0].isupper() and any(char.islower() for char in word)


def _titled(source: str, start: int, end: int) -> bool:
    """Whether the sentence around a match is in title case: only articles and prepositions in lower case.

    For a sentence that is too short to tell, the paragraph decides.
    """
    first, last = sentence_around(source, start, end)
    around = source[first:start] + " " + source[end:last]
    if len(around.split()) < _SHORT_SENTENCE:
        around = block_around(source, start, end)
    if any(ord(char) > 0x2E7F for char in around):
        return False
    words = [word.strip("\"'“”‘’()[],;") for word in around.split()]
    return not any(word[:1].islower() and word not in _SMALL_IN_TITLES for word in words)


# -- titles in 『』, 《》 and quotation marks ----------------------------------------


_TITLE = re.compile("『[^『』\u2029]{1,200}』|《[^《》\u2029]{1,200}》")
_QUOTED = re.compile('[“"„]([^“”"„\u2029]{1,200})[”"“]')
_WORDS_IN_TITLE = 4
"""The fewest words from which a text in quotation marks and title case is a title."""


def titles_in(source: str) -> tuple[tuple[int, int], ...]:
    """The spans between 『 and 』 or 《 and 》, and of titles between quotation marks: titles of works."""
    found = []
    if "『" in source or "《" in source:
        found += [(each.start() + 1, each.end() - 1) for each in _TITLE.finditer(source)]
    if "“" in source or '"' in source or "„" in source:
        found += [each.span(1) for each in _QUOTED.finditer(source) if _is_title(each[1])]
    return tuple(found)


def _is_title(text: str) -> bool:
    """Whether a text in Latin letters is in title case."""
    words = text.split()
    large = [word.lstrip("'‘(")[:1] for word in words if word not in _SMALL_IN_TITLES]
    return len(words) >= _WORDS_IN_TITLE and all(char.isupper() or not char.isalpha() for char in large)


def inside_title(source: str, start: int, end: int, titles: Sequence[tuple[int, int]]) -> bool:
    """Whether a match is a part of a title, and not the whole of it."""
    for first, last in titles:
        if first <= start and end <= last:
            return bool((source[first:start] + source[end:last]).strip())
    return False
