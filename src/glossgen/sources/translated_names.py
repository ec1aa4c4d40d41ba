"""Finds the language that the name of a file states, and the name that it shares with its translations.

Generators keep translations apart in five ways: a folder for each language (`ja/x.md`), the main
language beside such folders (`x.md`, `ja/x.md`), an ending (`x.ja.md`), folders whose names end
with the language (`terms`, `terms-ja`), and a tree of translations (`i18n/ja/…` of Docusaurus).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from glossgen.model import Key, Term

_TAG = (
    "(?:af|ar|bg|bn|ca|cs|da|de|el|en|es|et|eu|fa|fi|fr|ga|gl|he|hi|hr|hu|id|is|it|ja|ko|lt|lv|ms|nl|no|pl|pt|ro|ru"
    "|sk|sl|sr|sv|ta|te|th|tr|uk|ur|vi|zh)(?:[-_](?:hans|hant|latn|cyrl|[a-z]{2}|419))*"
)
"""Languages (ISO 639-1), with a script or a country (BCP 47), whose code in a name is taken as a language."""
_KNOWN = re.compile(_TAG)
_ENDING = re.compile(rf"(?P<name>.+)\.(?P<tag>{_TAG})(?P<ending>\.[a-z]+)")
_INDEX = ("index", "_index")
_TOPS = ("content", "docs", "src")
_TREE = "i18n"
_PLUGINS = {
    "docusaurus-plugin-content-docs": "docs",
    "docusaurus-plugin-content-blog": "blog",
    "docusaurus-plugin-content-pages": "src/pages",
}
"""Folders of a tree of translations → the folder whose files they translate (Docusaurus, i18n)."""


def is_language_folder(name: str) -> bool:
    """Whether the name of a folder is the tag of a language."""
    return _KNOWN.fullmatch(name.lower()) is not None


def named_language(name: str) -> str:
    """The language that the path of a file names, by a folder or before its ending; else empty."""
    for part in name.lower().split("/")[:-1]:
        if _KNOWN.fullmatch(part):
            return part.replace("_", "-")
    ending = _ENDING.fullmatch(name.rpartition("/")[2].lower())
    return ending["tag"].replace("_", "-") if ending else ""


def without_ending_language(name: str, language: str) -> str:
    """A path without the language before its ending: `x.md` for `x.ja.md`."""
    folder, slash, last = name.rpartition("/")
    found = _ENDING.fullmatch(last.lower())
    if not found or found["tag"].replace("_", "-") != language.lower():
        return name
    return folder + slash + last[: found.end("name")] + last[found.start("ending") :]


def category_slug(name: str, language: str) -> str:
    """The address of a file's page: its path without the ending and without the folder of its language."""
    name = without_ending_language(name, language)
    stem = re.sub(r"\.(mdx?|markdown|qmd|rmd|rst|ya?ml|json|csv|tsv|xlsx)$", "", name, flags=re.IGNORECASE)
    parts = stem.split("/")
    folders = [part.lower().replace("_", "-") for part in parts[:-1]]
    if language.lower() in folders:
        at = folders.index(language.lower())
        if parts[:at] in ([], *([top] for top in _TOPS)):
            parts = parts[at + 1 :]
        elif parts[:at] == [_TREE]:
            parts = _translated(parts[at + 1 :])
        elif at == 1 and parts[0].startswith("_"):  # a collection of Jekyll
            parts = [parts[0].lstrip("_"), *parts[at + 1 :]]
    if len(parts) > 1 and parts[-1].lower() in _INDEX:
        parts.pop()  # the index file of a folder is the page of the folder
    return "/".join(part.strip() for part in parts)


def _translated(parts: list[str]) -> list[str]:
    """The path of the original of a file in a tree of translations."""
    plugin = _PLUGINS.get(parts[0])
    if plugin is None or len(parts) < 2:
        return parts
    versioned = parts[0].endswith(("docs",)) and len(parts) > 2
    return [*plugin.split("/"), *parts[2 if versioned else 1 :]]


def shared_name(name: str, language: str) -> str:
    """The path that a file has in common with its translations."""
    parts = category_slug(name, language).split("/")
    parts = parts[1:] if len(parts) > 1 and parts[0] in _TOPS else parts
    suffix = re.compile(rf"[-_.]{re.escape(language)}\Z", re.IGNORECASE)
    return "/".join(suffix.sub("", part.lstrip("_")) for part in parts)


def by_translation(terms: Iterable[Term]) -> dict[str, dict[str, Key]]:
    """The terms with each translation key, by language.

    A name that two files of one language have says nothing about their translations.
    """
    found: dict[str, dict[str, Key]] = {}
    doubtful: set[str] = set()
    for term in terms:
        name = term.meta.translation_key
        if name:
            own = found.setdefault(name, {})
            if term.language in own and name.startswith("/"):
                doubtful.add(name)
            own[term.language] = term.key
    return {name: own for name, own in found.items() if name not in doubtful}
