"""The static files of a site: ours, those of the writer, and KaTeX's where there are formulas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from glossgen.assets import katex_folder, static_folder
from glossgen.config import Config
from glossgen.render.scripts import lean, lean_style
from glossgen.write import OutFile

SCRIPTS = ("site.js", "preview.js", "copy.js")
"""The parts of the one script that every page loads, `static/site.js`."""

KATEX = "static/katex/"
"""Where KaTeX's style sheet and fonts stand on the site."""


def static_files(config: Config, with_math: bool) -> Iterator[OutFile]:
    """The built-in static files, each replaced by the site's own of the same name, and KaTeX's."""
    found: dict[str, Path] = {}
    for folder in (static_folder(), config.static):
        if folder:
            for file in sorted(folder.rglob("*")):
                if file.is_file() and not file.name.startswith("."):
                    found["static/" + file.relative_to(folder).as_posix()] = file
    if with_math:
        katex = katex_folder()
        for file in (katex / "katex.min.css", katex / "LICENSE", *sorted((katex / "fonts").iterdir())):
            found.setdefault(KATEX + file.relative_to(katex).as_posix(), file)
    parts = [found.pop(f"static/{name}") for name in SCRIPTS]
    yield OutFile("static/site.js", b"".join(_script(part) for part in parts))
    for path in sorted(found):
        file = found[path]
        lighter = {".js": _script, ".css": _style}.get(file.suffix)
        yield OutFile(path, lighter(file) if lighter else file)
    yield OutFile(".nojekyll", b"")


def _style(file: Path) -> bytes:
    """A style sheet; ours goes out without comments and space."""
    content = file.read_bytes()
    ours = file.is_relative_to(static_folder())
    return lean_style(content.decode("utf-8")).encode("utf-8") if ours else content


def _script(file: Path) -> bytes:
    """A script; ours goes out without its comments."""
    content = file.read_bytes()
    ours = file.is_relative_to(static_folder())
    return lean(content.decode("utf-8")).encode("utf-8") if ours else content
