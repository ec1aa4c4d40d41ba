"""The static files of a site: ours, those of the writer, and KaTeX's where there are formulas."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import quote

from glossgen.assets import static_folder
from glossgen.config import Config
from glossgen.output import OutFile
from glossgen.output.static.katex_files import STYLE, formula_files, whole_files

SCRIPTS = ("site.js", "preview.js", "copy.js")
"""The parts of the one script that every page loads, `static/site.js`."""

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
    added = _style(found.pop(f"static/{FORMULAS}"))
    if formulas:
        yield from _formula_files(config, formulas, found, added)
    parts = [found.pop(f"static/{name}") for name in SCRIPTS]
    yield OutFile("static/site.js", b"".join(_script(part) for part in parts))
    for path in sorted(found):
        file = found[path]
        lighter = {".js": _script, ".css": _style}.get(file.suffix)
        yield OutFile(path, lighter(file) if lighter else file)
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
    frame = b"".join(_style(found[f"static/{name}"]) for name in FRAME) if one_sheet(config) else b""
    yield OutFile(KATEX + STYLE, made.pop(STYLE) + added + frame)
    yield from (OutFile(path, made[name]) for name in made if (path := KATEX + name) not in found)


def one_sheet(config: Config) -> bool:
    """Whether a page with formulas has one style sheet, and waits for one request less.

    Not where the site brings one of its own, with imports and addresses that hold where it lies.
    """
    own = config.static
    return not own or not any((own / name).is_file() for name in (*FRAME, f"katex/{STYLE}"))


def icon(config: Config) -> str:
    """The icon as an address that needs no request; empty when it is too large for that."""
    own = config.static / ICON if config.static else None
    content = (own if own and own.is_file() else static_folder() / ICON).read_bytes()
    if len(content) > MOST_OF_ICON:
        return ""
    return "data:image/svg+xml," + quote(content.strip(), safe="/:='(),;!*@$?")


def _style(file: Path) -> bytes:
    """A style sheet; ours goes out without comments and space."""
    content = file.read_bytes()
    return lean_style(content) if file.is_relative_to(static_folder()) else content


def _script(file: Path) -> bytes:
    """A script; ours goes out without comments and space."""
    content = file.read_bytes()
    return lean_script(content) if file.is_relative_to(static_folder()) else content


def lean_style(style: bytes) -> bytes:
    """A style sheet without what no browser reads."""
    import rcssmin  # a site that stands needs it no more

    return bytes(rcssmin.cssmin(style)) + b"\n"


def lean_script(script: bytes) -> bytes:
    """A script without what no browser reads."""
    import rjsmin

    return bytes(rjsmin.jsmin(script)) + b"\n"
