"""Locates the files that come with the package, in every kind of install.

A standard wheel carries templates and static files inside the package; an
editable install, and a checkout that is run as it is, read the folders at its
top level. KaTeX's files are inside the package in both.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent
CHECKOUT = PACKAGE.parent.parent


class MissingAssetsError(Exception):
    """Files that belong to glossgen are not there: the install is incomplete."""


def templates_folder() -> Path:
    """The built-in Jinja templates. Raises MissingAssetsError."""
    return _packed("templates")


def static_folder() -> Path:
    """The built-in style sheets, scripts and icons. Raises MissingAssetsError."""
    return _packed("static")


def katex_folder() -> Path:
    """KaTeX: `katex.min.js`, `katex.min.css`, `fonts/*.woff2`, `ttf/*.ttf`, `LICENSE`.

    Raises MissingAssetsError.

    A page that shows a formula needs the style sheet with the `fonts` folder
    beside it; the script runs at build time only, and parts of fonts are made of those in `ttf`.
    """
    folder = PACKAGE / "_katex"
    if not ((folder / "manifest.json").is_file() and (folder / "ttf").is_dir()):
        raise MissingAssetsError(
            f"KaTeX's files are not in {folder}: install glossgen again,"
            " or run “python hatch_build.py” in its checkout"
        )
    return folder


def _packed(name: str) -> Path:
    packed, beside = PACKAGE / f"_{name}", CHECKOUT / name
    if packed.is_dir():
        return packed
    if beside.is_dir() and (CHECKOUT / "hatch_build.py").is_file():
        return beside
    raise MissingAssetsError(f"glossgen's {name} are not in {packed}: install glossgen again")
