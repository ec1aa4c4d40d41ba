"""Parses a heading into the labels of its term.

`docs/format.md` lists the rules. They apply only to headings without bars, since `A | B` states its labels.
The address and the anchor of the entry come from the whole heading, so that a new rule does not change them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from glossgen.text.readable_tex import formulas_apart

_NUMBER = re.compile(
    r"(?:\(?\d{1,3}(?:\.\d{1,3})*[.)]|[(（]\d{1,3}[)）]|\d{1,3}[、．.]|第\d+[章節回])\s*(?=\D)"
)
_QUESTIONS = (
    re.compile(
        r"what(?:['’]s|\s+is|\s+are|\s+does)\s+(?:an?\s+|the\s+)?(.+?)(?:\s+mean)?\s*[?？]", re.IGNORECASE
    ),
    re.compile(r"was\s+(?:ist|sind)\s+(?:ein|eine|einen|der|die|das)?\s*\b(.+?)\s*\?", re.IGNORECASE),
    re.compile(r"qu['’]est[- ]ce\s+qu(?:e\s+(?:les?\s+|la\s+|l['’])?|['’]une?\s+)(.+?)\s*\?", re.IGNORECASE),
    re.compile(r"¿?qué\s+(?:es|son)\s+(?:una?\s+|el\s+|la\s+|los\s+|las\s+)?(.+?)\s*\?", re.IGNORECASE),
    re.compile(
        r"(.+?)\s*とは(?:何か|なにか|何ですか|なんですか|何|なに|なん|どういう意味(?:ですか)?)?\s*[?？。]?"
    ),
    re.compile(
        r"什么是\s*(.+?)\s*[?？]|什麼是\s*(.+?)\s*[?？]|(.+?)(?:的含义|的含義)?(?:是什么|是什麼)[?？]?"
    ),
)
_QUOTED = re.compile(r"[「『“\"](.+)[」』”\"]")
_MIDDLE = re.compile(r"\s*：\s*|\s+[–—]\s+")
_COLON = re.compile(r"(?<!\s)\s*[:：]\s*")
_READING = re.compile(r"[ぁ-ゖー・ 　]*[ぁ-ゖ][ぁ-ゖー・ 　]*")
_COMMA = re.compile(r",\s+")
_ARTICLE = re.compile(
    r"(?:an?|the|to|of|for|and|or|is|are|how|when|why|that|which|with|in|on|und|et|y|e)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[。．！？!?;；]|\.\s|\.\Z")
_PARTICLE = re.compile(r"[ぁ-ん](?:.*[ぁ-ん]){2}")
_SIGN = re.compile("[\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3\U0001f000-\U0001faff\U000e0020-\U000e007f]")
"""A picture (emoji), or a part of one."""
_MOST_ASKED = 300
"""The longest heading that is matched against the questions, whose expressions backtrack."""
_WORDS = 4
_LONG_NAME = 3
_CHARACTERS = 14


class HeadingLabels(Struct, frozen=True):
    """The labels of a heading, and the gloss and the reading of the first one, if the heading has them."""

    labels: tuple[str, ...]
    gloss: str = ""
    reading: str = ""


def heading_labels(labels: Iterable[str]) -> HeadingLabels:
    """The labels that the parts of a heading between bars mean, with their formulas as written."""
    labels = tuple(labels)
    if len(labels) != 1:
        return HeadingLabels(labels)
    if "$" not in labels[0]:
        return _meant(labels[0])
    apart, whole = formulas_apart(labels)
    meant = _meant(apart[0])
    return HeadingLabels(tuple(map(whole, meant.labels)), whole(meant.gloss), meant.reading)


def _meant(heading: str) -> HeadingLabels:
    """The labels that a heading without bars means."""
    text = _without_marks(heading)
    name = asked(text)
    if name:
        return HeadingLabels((name,))
    parts = _COLON.split(text, maxsplit=1)
    if len(parts) == 2 and parts[0] and _READING.fullmatch(parts[1]) and not _READING.fullmatch(parts[0]):
        return HeadingLabels((parts[0],), reading=parts[1])
    if len(parts) != 2 or not _are_one_name_in_two_scripts(*parts):
        parts = _MIDDLE.split(text, maxsplit=1)
    if len(parts) == 2 and all(parts):
        first, second = parts
        named = is_name(second) and not _is_specification(first, second)
        return HeadingLabels((first, second)) if named else HeadingLabels((first,), second)
    names = _COMMA.split(text)
    if len(names) > 1 and all(map(is_name, names)):
        return HeadingLabels(tuple(dict.fromkeys(names)))
    return HeadingLabels((text,))


def _are_one_name_in_two_scripts(first: str, second: str) -> bool:
    """Whether a colon separates a name in two scripts (`ラベル: label`), like a full-width colon does."""
    return _is_cjk(first) != _is_cjk(second) and is_name(first) and is_name(second)


def _is_specification(first: str, second: str) -> bool:
    """Whether `second` is one word that specifies a long name, and not its initials."""
    alike = first.isascii() and second.isascii()
    return alike and len(first.split()) >= _LONG_NAME and second.isalpha() and not second.isupper()


def is_name(text: str) -> bool:
    """Whether a text may be the name of a term: it is short, and not a part of a sentence."""
    if not text or _SENTENCE.search(text) or _ARTICLE.match(text):
        return False
    if text.isascii() or not _is_cjk(text):
        return len(text.split()) <= _WORDS and "," not in text
    return len(text) <= _CHARACTERS and not _PARTICLE.search(text) and "、" not in text


def _is_cjk(text: str) -> bool:
    return any("\u3041" <= char <= "\u9fff" for char in text)


def _without_marks(text: str) -> str:
    """A heading without a leading number, symbols at its ends, and a final colon."""
    shown = _without_signs(text).rstrip()
    if shown.endswith((":", "：")):
        shown = shown[:-1].rstrip()
    number = _NUMBER.match(shown)
    if number and (shown[number.end() - 1].isspace() or not number[0].rstrip()[-1].isascii()):
        shown = shown[number.end() :].strip()
    return shown or text


def _without_signs(text: str) -> str:
    """A heading without emoji and symbols at its ends; unchanged if nothing else would be left."""
    start, end = 0, len(text)
    while start < end and _is_sign(text[start]):
        start += 1
    while end > start and _is_sign(text[end - 1]):
        end -= 1
    return text[start:end] if any(char.isalnum() for char in text[start:end]) else text


def _is_sign(char: str) -> bool:
    return char.isspace() or _SIGN.match(char) is not None


def asked(text: str) -> str:
    """The subject of a question: “warp” for “What is a warp?”; empty for other headings."""
    if len(text) > _MOST_ASKED:
        return ""
    for pattern in _QUESTIONS:
        found = pattern.fullmatch(text)
        if found:
            name = next(group for group in found.groups() if group)
            quoted = _QUOTED.fullmatch(name)
            return quoted[1] if quoted else name
    return ""
