"""Resolves addresses of pages as the writer's site generator has them: `/slug/`, `../slug/`, `slug.html`.

A page is found by its path without ending, by the `url` and `aliases` in its front matter, and by its file
name alone. These names are tried in the language of the text first, unless the address names a language.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from glossgen.model import Note, Source, SourceKind, Term

_ENDING = re.compile(r"\.(?:html?|md|markdown|mdx|qmd|rmd)\Z")
_LEADING = re.compile(r"docs?|content|wiki|pages|_.*|gloss.*|terms?|definitions?|用語.*")
"""Leading folders of an address that are not part of a source path: where a site publishes its glossary."""
_INDEX = ("index", "_index")


def _parts(address: str) -> list[str]:
    """The parts of an address, without its ending, in one case."""
    parts = [part for part in address.casefold().split("/") if part not in ("", ".")]
    if parts:
        parts[-1] = _ENDING.sub("", parts[-1])
        if parts[-1] in _INDEX:
            parts.pop()
    return parts


def names_of(source: Source) -> dict[str, None]:
    """The names of the page of a file: `=` with a whole path, `^` with its end, `~` with its last part.

    A quotation mark stands before the title of a page.
    """
    paths = [source.slug]
    things: Iterable[Term | Note] = (*(source.terms if not source.form.holds_entries else ()), *_note(source))
    for thing in things:
        paths += [_path(thing.meta.url), *map(_path, thing.meta.aliases)]
        if isinstance(thing, Term):
            paths.append(thing.id)
    found: dict[str, None] = {"=": None} if source.form is SourceKind.INDEX else {}
    for path in paths:
        parts = _parts(path)
        if parts and parts[0] == source.language.casefold():
            parts = parts[1:]
        if parts:
            found[f"={'/'.join(parts)}"] = None
            found[f"={'/'.join(part.lstrip('_') for part in parts)}"] = None
            found[f"~{parts[-1]}"] = None
            for count in range(2, len(parts)):
                found[f"^{'/'.join(parts[-count:])}"] = None
    for note in _note(source):
        found[f'"{note.title.casefold()}'] = None
    return found


def find_titled(
    title: str, language: str, languages: Iterable[str], table: Mapping[str, tuple[str, ...]]
) -> str | None:
    """The path of the only page with a title, in a language before all others."""
    for tag in (language, *sorted(set(languages) - {language})):
        paths = table.get(f'{tag}:"{title.casefold()}', ())
        if len(paths) == 1:
            return paths[0]
    return None


def _note(source: Source) -> tuple[Note, ...]:
    return (source.note,) if source.note else ()


def _path(url: str) -> str:
    try:
        return unquote(urlsplit(url).path)
    except ValueError:
        return ""


def address_table(sources: Iterable[Source]) -> dict[str, tuple[str, ...]]:
    """The paths of the files that have a name, by `language:name`."""
    found: dict[str, tuple[str, ...]] = {}
    for source in sources:
        for name in names_of(source):
            key = f"{source.language}:{name}"
            found[key] = (*found.get(key, ()), source.path)
    return found


def find_source(
    address: str, here: Source, languages: Iterable[str], table: Mapping[str, tuple[str, ...]]
) -> str | None:
    """The path of the file whose page an address means, as written in the file `here`."""
    known = {language.casefold(): language for language in sorted(languages)}
    stated, names = "", list(_names(address, here.slug, known))
    if names and names[0].startswith(":"):
        stated, names = known[names[0][1:]], names[1:]
    others = [tag for tag in known.values() if tag != here.language]
    for language in (stated,) if stated else (here.language, *others):
        for name in names:
            paths = table.get(f"{language}:{name}", ())
            if len(paths) == 1 or (paths and name[0] == "="):
                return paths[0]
    return None


def _names(address: str, slug: str, languages: Mapping[str, str]) -> Iterator[str]:
    """The names to be looked up, the best first; `:tag` before them, if the address names a language."""
    path = address.split("?", 1)[0]
    parts = [part for part in _parts(path) if part != ".."]
    if parts and parts[0] in languages:
        yield f":{parts[0]}"
        parts, path = parts[1:], "/"
    if not path.startswith("/"):
        for base in (posixpath.dirname(slug), slug):
            joined = _parts(posixpath.normpath(posixpath.join(base.casefold(), path.casefold())))
            yield "=" + "/".join(part for part in joined if part != "..")
    below = parts[1:] if path.startswith("/") else []
    if not parts:
        yield "="
    while parts:
        yield "=" + "/".join(parts)
        yield f"~{parts[0]}" if len(parts) == 1 else f"^{'/'.join(parts)}"
        if not _LEADING.fullmatch(parts[0]):
            break
        parts = parts[1:]
    if len(below) > 1:
        yield f"^{'/'.join(below)}"  # after the base path of the site: `/project/chapter/page/`
        yield f"={'/'.join(below)}"
