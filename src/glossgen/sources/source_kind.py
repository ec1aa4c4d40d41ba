"""Determines the kind and the language of a source file that does not state them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from glossgen.config import AUTO
from glossgen.model import SourceKind
from glossgen.sources.attributes import Attributes
from glossgen.text.language_marks import Marks, marked_language
from glossgen.text.scripts import CJK_LETTERS

_CJK_LANGUAGES = ("ja", "zh", "ko")
_INDEX = ("index", "_index")
NOTE_TYPES = ("note", "notes", "post")
HEADINGS_TYPES = ("headings", "terms")
TERM_TYPES = ("glossary", "term", "article")
"""What front matter says of the form of a file, under `type`."""
_KNOWN = re.compile(
    "(?:af|ar|bg|bn|ca|cs|da|de|el|en|es|et|eu|fa|fi|fr|ga|gl|he|hi|hr|hu|id|is|it|ja|ko|lt|lv|ms|nl|no|pl|pt|ro|ru"
    "|sk|sl|sr|sv|ta|te|th|tr|uk|ur|vi|zh)(?:[-_](?:hans|hant|latn|cyrl|[a-z]{2}|419))*"
)
"""Languages (ISO 639-1), with a script or a country, whose code as the name of a folder is taken as the
language of its files."""


def is_home(name: str, language: str, front: Attributes) -> bool:
    """Whether a file is the text of the home page: `index.md` in the top folder of its language."""
    return front.type not in HEADINGS_TYPES and category_slug(name, language).lower() in _INDEX


def is_folder_page(name: str) -> bool:
    """Whether a file is the page of its folder, as in Hugo: it is no term, whatever the others are."""
    return name.rpartition("/")[2].lower() == "_index.md"


def guess_kind(name: str, language: str, front: Attributes, has_front: bool) -> SourceKind:
    """The kind that a file itself states, by its name and front matter; AUTO if it states none.

    `type: note` makes a note. Front matter with a title and a reading, another label or a
    translation makes an article about one term.
    """
    if is_home(name, language, front):
        return SourceKind.INDEX
    if front.type in NOTE_TYPES:
        return SourceKind.NOTE
    if front.type in HEADINGS_TYPES:
        return SourceKind.HEADINGS
    if has_front and front.title and (front.reading or front.meta.translation_key or front.alternative):
        return SourceKind.ARTICLE
    if has_front and front.type in TERM_TYPES:
        return SourceKind.ARTICLE
    return SourceKind.AUTO


def is_language_folder(name: str) -> bool:
    """Whether the name of a folder says what language its files are written in."""
    return _KNOWN.fullmatch(name.lower()) is not None


def stated_language(name: str, folder_language: str, front: Attributes, languages: tuple[str, ...]) -> str:
    """The language that is stated for a file: by front matter, the configuration, or a folder's name."""
    if front.language:
        return front.language
    if folder_language != AUTO:
        return folder_language
    for part in name.lower().split("/")[:-1]:
        if _KNOWN.fullmatch(part):
            return part.replace("_", "-")
    return languages[0] if len(languages) == 1 else ""


def shown_language(marks: Iterable[Marks], languages: tuple[str, ...] = ()) -> str:
    """The language that some texts indicate; one of `languages` if these are given."""
    wanted = marked_language(marks)
    if wanted in languages or not languages:
        return wanted
    fitting = [tag for tag in languages if primary(tag) == wanted]
    fitting += [tag for tag in languages if (primary(tag) in _CJK_LANGUAGES) == (wanted in _CJK_LANGUAGES)]
    return next(iter(fitting), languages[0])


def primary(language: str) -> str:
    """The first part of a language tag: `pt` of `pt-br`."""
    return language.partition("-")[0].lower()


def label_language(label: str, language: str) -> str:
    """The language of a label, by its script, in an entry of the given language."""
    cjk = CJK_LETTERS.search(label) is not None
    if language == "ja":
        return "ja" if cjk else "en"
    if primary(language) in ("zh", "ko"):
        return language if cjk or not label.isascii() else "en"
    return "ja" if cjk else language


def category_slug(name: str, language: str) -> str:
    """The address of a file's page: its path without the ending and without the folder of its language."""
    stem = re.sub(r"\.(mdx?|markdown|rst|ya?ml|json|csv|tsv|xlsx)$", "", name, flags=re.IGNORECASE)
    parts = stem.split("/")
    folders = [part.lower().replace("_", "-") for part in parts[:-1]]
    if language.lower() in folders:
        at = folders.index(language.lower())
        if parts[:at] in ([], ["content"], ["docs"], ["src"]):
            parts = parts[at + 1 :]
        elif at == 1 and parts[0].startswith("_"):  # a collection of Jekyll
            parts = [parts[0].lstrip("_"), *parts[at + 1 :]]
    if len(parts) > 1 and parts[-1].lower() in _INDEX:
        parts.pop()  # the index file of a folder is the page of the folder
    return "/".join(part.strip() for part in parts)
