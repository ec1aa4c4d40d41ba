"""Determines the kind and the language of a source file that does not state them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable

from glossgen.config import AUTO
from glossgen.model import SourceKind
from glossgen.sources.attributes import Attributes
from glossgen.sources.translated_names import category_slug, named_language
from glossgen.text.language_marks import Marks, han_form, letters_in, marked_language
from glossgen.text.scripts import CJK_LETTERS

_CJK_LANGUAGES = ("ja", "zh", "ko")
_TRADITIONAL = re.compile(r"-(?:Hant|TW|HK|MO)\b", re.IGNORECASE)
"""Tags of Chinese in traditional characters."""
_INDEX = ("index", "_index")
_MUCH_TEXT = 2_000
"""The fewest letters from which the language of a folder is detected; else the folder above decides."""
NOTE_TYPES = ("note", "notes", "post")
HEADINGS_TYPES = ("headings", "terms")
TERM_TYPES = ("glossary", "term", "article")
"""Values of `type` in front matter that state the form of a file."""


def is_home(name: str, language: str, front: Attributes) -> bool:
    """Whether a file is the text of the home page: `index.md` in the top folder of its language."""
    return front.type not in HEADINGS_TYPES and category_slug(name, language).lower() in _INDEX


def is_folder_page(name: str) -> bool:
    """Whether a file is the page of its folder (Hugo), which is never an article about a term."""
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


def has_other_names_only(front: Attributes) -> bool:
    """Whether nothing but other names makes an article of a file: no reading, translation or type."""
    return not (front.reading or front.meta.translation_key or front.type in TERM_TYPES)


def stated_language(name: str, folder_language: str, front: Attributes, languages: tuple[str, ...]) -> str:
    """The language that is stated for a file: by front matter, the configuration, or a folder's name."""
    if front.language:
        return front.language
    if folder_language != AUTO:
        return folder_language
    return named_language(name) or (languages[0] if len(languages) == 1 else "")


def folder_languages(files: Iterable[tuple[int, str, Marks]]) -> dict[tuple[int, str], str]:
    """The language of the files that state none, by their folder; the key `(-1, "")` has that of all files.

    `files` are triples of the number of a source folder, the name of a file in it, and its counts. A folder
    with little text has the language of the folder above it, and at the top that of all files.
    """
    every: list[Marks] = []
    below: dict[tuple[int, str], list[Marks]] = {}
    stated: set[str] = set()
    for number, name, marks in files:
        if tag := named_language(name):
            stated.add(tag)
            continue
        every.append(marks)
        for folder in folders_of(name):
            below.setdefault((number, folder), []).append(marks)
    common = _as_stated(shown_language(every), stated)
    found = {(-1, ""): common}
    for number, folder in sorted(below, key=lambda place: (place[0], place[1].count("/"), place[1])):
        its = below[number, folder]
        above = found.get((number, folder.rpartition("/")[0]), common)
        own = letters_in(its) >= _MUCH_TEXT
        found[number, folder] = _as_stated(shown_language(its), stated) if own else above
    return found


def _as_stated(language: str, stated: Collection[str]) -> str:
    """A detected language by the tag that folders of the site use: `en-us` if there is no `en`."""
    variants = sorted(tag for tag in stated if primary(tag) == language)
    return variants[0] if variants and language not in stated else language


def language_of_folder(number: int, name: str, find: Callable[[tuple[int, str]], str | None]) -> str:
    """The language of files beside a file that state none; `find` looks a folder up in `folder_languages`."""
    places = [(number, folder) for folder in reversed(folders_of(name))]
    return next((found for place in places if (found := find(place))), find((-1, "")) or "")


def folders_of(name: str) -> list[str]:
    """The folders above a file, from the outermost one."""
    parts = name.split("/")[:-1]
    return ["/".join(parts[: at + 1]) for at in range(len(parts))]


def shown_language(marks: Iterable[Marks], languages: tuple[str, ...] = ()) -> str:
    """The language that some texts indicate; one of `languages` if these are given."""
    marks = tuple(marks)
    wanted = marked_language(marks)
    fitting = [tag for tag in languages if primary(tag) == wanted]
    if wanted == "zh" and len(fitting) > 1:
        form = han_form(marks)
        fitting.sort(key=lambda tag: bool(_TRADITIONAL.search(tag)) != (form == "Hant"))
        return fitting[0]
    if wanted in languages or not languages:
        return wanted
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
