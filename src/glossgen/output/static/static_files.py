"""The static files of a site: ours, those of the writer, and KaTeX's where there are formulas."""

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
"""What is added to KaTeX's style sheet."""

FRAME = ("site.css", "lists.css")
"""What a page with formulas needs besides; it comes with KaTeX's rules where nobody has replaced a part."""

ICON = "favicon.svg"
MOST_OF_ICON = 400
"""The largest icon, in bytes, that is embedded in every page; a larger one is a file and a request."""


def static_files(config: Config, formulas: Collection[str]) -> Iterator[OutFile]:
    """The built-in static files, each replaced by the site's own of the same name, and KaTeX's.

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
    """What pages with formulas load; a site with a style sheet of its own gets KaTeX's fonts whole."""
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
    """The style sheets that come with that of the formulas: a page with formulas waits for one request less.

    None where the site brings one of its own, with imports and addresses that hold where it lies.
    """
    own = config.static
    return () if own and any((own / name).is_file() for name in (*FRAME, f"katex/{STYLE}")) else FRAME


def icon(config: Config) -> str:
    """The icon as an address that needs no request; empty when it is too large for that."""
    own = config.static / ICON if config.static else None
    content = (own if own and own.is_file() else static_folder() / ICON).read_bytes()
    if len(content) > MOST_OF_ICON:
        return ""
    return "data:image/svg+xml," + quote(content.strip(), safe="/:='(),;!*@$?")
