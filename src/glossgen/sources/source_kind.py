"""Determines the kind and the language of a source file that does not state them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from glossgen.config import AUTO
from glossgen.model import SourceKind
from glossgen.sources.attributes import Attributes
from glossgen.text.scripts import CJK_LETTERS

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_NO_PROSE = re.compile(
    r"```.*?```|`[^`]*`|\$[^$\n]*\$|<[^<>]*>|\]\([^()\s]*\)|(?<![a-z])[a-z]+://[!-~]+", re.DOTALL
)
"""Code, formulas, tags and addresses, which say nothing about the language."""
_CJK_LANGUAGES = ("ja", "zh", "ko")
_INDEX = ("index", "_index")
_HEADINGS = ("headings", "terms")
_KNOWN = re.compile(
    "ar|bg|bn|ca|cs|da|de|el|en|es|et|eu|fa|fi|fr|ga|gl|he|hi|hr|hu|id|is|it|ja|ko|lt|lv|ms|nl|no|pl|pt|ro|ru"
    "|sk|sl|sr|sv|th|tr|uk|ur|vi|zh"
)
"""Languages (ISO 639-1) whose code as the name of a folder is taken as the language of its files."""


def is_home(name: str, language: str, front: Attributes) -> bool:
    """Whether a file is the text of the home page: `index.md` in the top folder of its language."""
    return front.type not in _HEADINGS and category_slug(name, language).lower() in _INDEX


def guess_kind(name: str, language: str, front: Attributes, has_front: bool) -> SourceKind:
    """The kind of a file by its name and front matter.

    `type: note` makes a note. Front matter with a title makes an article about one term, unless it
    says that the file consists of headings.
    """
    if is_home(name, language, front):
        return SourceKind.INDEX
    if front.type in ("note", "notes", "post"):
        return SourceKind.NOTE
    if front.type in _HEADINGS:
        return SourceKind.HEADINGS
    if has_front and front.title and (front.reading or front.meta.translation_key or front.alternative):
        return SourceKind.ARTICLE
    if has_front and front.type in ("glossary", "term", "article"):
        return SourceKind.ARTICLE
    return SourceKind.HEADINGS


def stated_language(name: str, folder_language: str, front: Attributes, languages: tuple[str, ...]) -> str:
    """The language that is stated for a file: by front matter, the configuration, or a folder's name."""
    if front.language:
        return front.language
    if folder_language != AUTO:
        return folder_language
    for part in name.lower().split("/")[:-1]:
        if _KNOWN.fullmatch(part):
            return part
    return languages[0] if len(languages) == 1 else ""


def count_letters(text: str) -> tuple[int, int]:
    """The numbers of CJK and of Latin letters in the prose of a text."""
    prose = _NO_PROSE.sub(" ", text)
    return sum(map(len, CJK_LETTERS.findall(prose))), sum(map(len, _LATIN.findall(prose)))


def shown_language(letters: Iterable[tuple[int, int]], languages: tuple[str, ...] = ()) -> str:
    """The language that the letters of some texts indicate; one of `languages` if these are given.

    A tenth of CJK letters indicates Japanese: Japanese texts contain much English, while English
    ones contain hardly any Japanese.
    """
    counts = list(letters)
    cjk, latin = sum(cjk for cjk, _ in counts), sum(latin for _, latin in counts)
    wanted = "ja" if cjk and cjk * 9 >= latin else "en"
    fitting = [language for language in languages if (language in _CJK_LANGUAGES) == (wanted == "ja")]
    return next(iter(fitting), languages[0] if languages else wanted)


def label_language(label: str, language: str) -> str:
    """The language of a label, by its script, in an entry of the given language."""
    cjk = CJK_LETTERS.search(label) is not None
    if language == "ja":
        return "ja" if cjk else "en"
    if language in ("zh", "ko"):
        return language if cjk or not label.isascii() else "en"
    return "ja" if cjk else language


def category_slug(name: str, language: str) -> str:
    """The address of a file's page: its path without the ending and without the folder of its language."""
    stem = re.sub(r"\.(md|markdown)$", "", name, flags=re.IGNORECASE)
    parts = stem.split("/")
    if language in parts[:-1]:
        at = parts.index(language)
        if parts[:at] in ([], ["content"], ["docs"], ["src"]):
            parts = parts[at + 1 :]
    if len(parts) > 1 and parts[-1].lower() in _INDEX:
        parts.pop()  # the index file of a folder is the page of the folder
    return "/".join(part.strip() for part in parts)
