"""Locates the files that come with the package, in every kind of install.

A standard wheel carries the templates inside the package; an editable install,
and a checkout that is run as it is, read the folder at its top level. KaTeX's
files and the static ones, which the build hook makes (`hatch_build.py`), are
inside the package in both.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent
CHECKOUT = PACKAGE.parent.parent


class MissingAssetsError(Exception):
    """Files of the package are missing: the installation is incomplete."""


_AGAIN = "install glossgen again, or run “python hatch_build.py” in its checkout"


def templates_folder() -> Path:
    """The built-in Jinja templates. Raises MissingAssetsError."""
    packed, beside = PACKAGE / "_templates", CHECKOUT / "templates"
    if packed.is_dir():
        return packed
    if beside.is_dir() and (CHECKOUT / "hatch_build.py").is_file():
        return beside
    raise MissingAssetsError(f"glossgen's templates are not in {packed}: install glossgen again")


def static_folder() -> Path:
    """The built-in style sheets, scripts and icons, already minified. Raises MissingAssetsError."""
    folder = PACKAGE / "_browser" / "static"
    if not (folder.parent / "manifest.json").is_file():
        raise MissingAssetsError(f"glossgen's static files are not in {folder}: {_AGAIN}")
    return folder


def katex_folder() -> Path:
    """The folder of KaTeX's files: `katex.min.js`, `katex.min.css`, `fonts/*.woff2`, `ttf/*.ttf`, `LICENSE`.

    Pages with formulas load the style sheet and the WOFF2 fonts. The script runs only at build
    time; the TrueType fonts are the originals that `glossgen.output.static.katex_fonts` subsets.
    Raises MissingAssetsError.
    """
    folder = PACKAGE / "_katex"
    if not ((folder / "manifest.json").is_file() and (folder / "ttf").is_dir()):
        raise MissingAssetsError(f"KaTeX's files are not in {folder}: {_AGAIN}")
    return folder
