"""The static files of a site: built-in ones, the site's own, and KaTeX's if there are formulas."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from glossgen.assets import static_folder
from glossgen.config import Config, Theme
from glossgen.config.own_files import Read, from_disk
from glossgen.config.root_files import ROOT
from glossgen.output import OutFile
from glossgen.output.static.katex_files import STYLE, Subset, formula_files, whole_files

KATEX = "static/katex/"
"""The folder of KaTeX's style sheet and fonts on the site."""

FORMULAS = "formulas.css"
"""A style sheet that is appended to KaTeX's."""

SITE = "static/site.css"

FRAME = ("site.css", "lists.css")
"""The style sheets appended to that of the formulas, unless the site overrides a part of them."""

ICON = "favicon.svg"
MOST_OF_ICON = 400
"""The largest icon, in bytes, that is embedded in every page; a larger one is a separate file."""


OFFLINE = {"static/offline.js": "static/offline.js", "static/sw.js": "sw.js"}
"""The files of sites that can be read without a network; a service worker rules the folder that it is in."""


def static_files(
    formulas: Iterable[str] | None,
    own: Mapping[str, Path],
    read: Read,
    subset: Subset,
    theme: bytes = b"",
    *,
    offline: bool = False,
) -> Iterator[OutFile]:
    """The built-in static files, each overridden by the site's `own` of the same name, and KaTeX's.

    `formulas` is the HTML of all formulas of the site, if there are any; `subset` makes the fonts for
    them. `theme` is added to the style sheets that every page has. `offline`: those of a service worker
    belong to them.
    """
    folder = static_folder()
    built_in = (
        file for file in sorted(folder.rglob("*")) if file.is_file() and not file.name.startswith(".")
    )
    found = {file.relative_to(folder).as_posix(): file for file in built_in} | {**own}
    found = {
        path.removeprefix(ROOT) if path.startswith(ROOT) else "static/" + path: file
        for path, file in found.items()
    }
    for path, target in OFFLINE.items():
        file = found.pop(path)
        if offline:
            found.setdefault(target, file)
    added = _bytes(found.pop(f"static/{FORMULAS}"), read)
    if formulas is not None:
        style = found.pop(KATEX + STYLE, None)
        if style:
            yield from _own_formula_files(found, _bytes(style, read) + added)
        else:
            frame = b"".join(_bytes(found[f"static/{name}"], read) for name in sheets_with_formulas(own))
            yield from _formula_files(formulas, found, added + frame + theme, subset)
    if theme:
        yield OutFile(SITE, _bytes(found.pop(SITE), read) + theme)
    yield from (OutFile(path, found[path]) for path in sorted(found))
    yield OutFile(".nojekyll", b"")


def _own_formula_files(found: dict[str, Path], style: bytes) -> Iterator[OutFile]:
    """The style sheet of a site that brings one for formulas; it gets KaTeX's fonts whole."""
    yield OutFile(KATEX + STYLE, style)
    for name, file in whole_files().items():
        found.setdefault(KATEX + name, file)


def _formula_files(
    formulas: Iterable[str], found: Mapping[str, Path], added: bytes, subset: Subset
) -> Iterator[OutFile]:
    """The files for pages with formulas."""
    made = formula_files(formulas, subset)
    yield OutFile(KATEX + STYLE, made.pop(STYLE) + added)
    yield from (OutFile(path, made[name]) for name in made if (path := KATEX + name) not in found)


def sheets_with_formulas(own: Collection[str]) -> tuple[str, ...]:
    """The style sheets that are part of the formula style sheet, to save a request on pages with formulas.

    None if the site overrides one of them: its imports and relative URLs would break in another
    file.
    """
    return () if any(name in own for name in (*FRAME, f"katex/{STYLE}")) else FRAME


def theme_style(theme: Theme, own: Mapping[str, Path], read: Read) -> bytes:
    """What a site adds to the style sheet: its colour, lighter on a dark ground, and its own sheet."""
    accent = theme.accent
    colour = f":root{{--seal:light-dark({accent},color-mix(in oklab,{accent},#fff 45%))}}" if accent else ""
    return colour.encode() + (_bytes(own[theme.style], read) if theme.style in own else b"")


def _bytes(file: Path, read: Read) -> bytes:
    """The content of a file that is there: gone since it was listed, it is empty."""
    return read(file) or b""


def icon(config: Config, read: Read = from_disk) -> str:
    """The icon as a `data:` URL; empty if it is too large to embed."""
    own = read(config.static / ICON) if config.static else None
    content = (static_folder() / ICON).read_bytes() if own is None else own
    if len(content) > MOST_OF_ICON:
        return ""
    return "data:image/svg+xml," + quote(content.strip(), safe="/:='(),;!*@$?")
