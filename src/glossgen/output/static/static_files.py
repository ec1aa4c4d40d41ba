"""The static files of a site: built-in ones, the site's own, and KaTeX's if there are formulas."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import quote

from glossgen.assets import static_folder
from glossgen.config import Config
from glossgen.output import OutFile
from glossgen.output.static.katex_files import STYLE, formula_files, whole_files

KATEX = "static/katex/"
"""The folder of KaTeX's style sheet and fonts on the site."""

FORMULAS = "formulas.css"
"""A style sheet that is appended to KaTeX's."""

FRAME = ("site.css", "lists.css")
"""The style sheets appended to that of the formulas, unless the site overrides a part of them."""

ICON = "favicon.svg"
MOST_OF_ICON = 400
"""The largest icon, in bytes, that is embedded in every page; a larger one is a separate file."""


def static_files(config: Config, formulas: Collection[str]) -> Iterator[OutFile]:
    """The built-in static files, each overridden by the site's own of the same name, and KaTeX's.

    `formulas` is the HTML of all formulas of the site.
    """
    found: dict[str, Path] = {}
    for folder in (static_folder(), config.static):
        if folder:
            for file in sorted(folder.rglob("*")):
                if file.is_file() and not file.name.startswith("."):
                    found["static/" + file.relative_to(folder).as_posix()] = file
    added = found.pop(f"static/{FORMULAS}").read_bytes()
    if formulas:
        yield from _formula_files(config, formulas, found, added)
    yield from (OutFile(path, found[path]) for path in sorted(found))
    yield OutFile(".nojekyll", b"")


def _formula_files(
    config: Config, formulas: Collection[str], found: dict[str, Path], added: bytes
) -> Iterator[OutFile]:
    """The files for pages with formulas; a site with its own KaTeX style sheet gets all of KaTeX's fonts."""
    own = found.pop(KATEX + STYLE, None)
    if own:
        yield OutFile(KATEX + STYLE, own.read_bytes() + added)
        for name, file in whole_files().items():
            found.setdefault(KATEX + name, file)
        return
    made = formula_files(formulas, config.cache)
    frame = b"".join(found[f"static/{name}"].read_bytes() for name in sheets_with_formulas(config))
    yield OutFile(KATEX + STYLE, made.pop(STYLE) + added + frame)
    yield from (OutFile(path, made[name]) for name in made if (path := KATEX + name) not in found)


def sheets_with_formulas(config: Config) -> tuple[str, ...]:
    """The style sheets that are part of the formula style sheet, to save a request on pages with formulas.

    None if the site overrides one of them: its imports and relative URLs would break in another
    file.
    """
    own = config.static
    return () if own and any((own / name).is_file() for name in (*FRAME, f"katex/{STYLE}")) else FRAME


def icon(config: Config) -> str:
    """The icon as a `data:` URL; empty if it is too large to embed."""
    own = config.static / ICON if config.static else None
    content = (own if own and own.is_file() else static_folder() / ICON).read_bytes()
    if len(content) > MOST_OF_ICON:
        return ""
    return "data:image/svg+xml," + quote(content.strip(), safe="/:='(),;!*@$?")
