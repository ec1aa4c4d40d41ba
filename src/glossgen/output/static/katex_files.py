"""What a page needs to show formulas: the rules and letters that this site uses, in one style sheet.

A style sheet that a page has to wait for, and fonts that come after it and move
its lines, are what makes formulas slow. So the sheet holds the rules that can
match, and the fonts that the most formulas show, as far as `MOST` bytes go;
`static/site.js` has these made ready before the page is drawn. The other fonts
are files, which browsers load on the pages that show them.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from pathlib import Path

from glossgen.assets import katex_folder
from glossgen.output.static.katex_fonts import OURS, RESERVED, FontSubset, parts_of
from glossgen.output.static.katex_style import Face, StyleRule, read_style, used_by, used_rules

STYLE = "katex.min.css"
MOST = 21_000
"""Bytes of fonts in the style sheet: with the rules of the site it comes in two round trips."""

HEADER = "/* KaTeX {version}: MIT. Parts of its fonts, renamed: SIL Open Font License 1.1. See LICENSE. */\n"
_VERSION = re.compile(r'\.katex-version:after\{content:"([\d.]+)"\}')


def formula_files(formulas: Iterable[str], cache: Path | None = None) -> dict[str, bytes]:
    """The style sheet, fonts and license for the HTML of formulas: paths from the sheet's folder.

    Raises:
        MissingAssetsError: KaTeX's files are not in the package.
    """
    folder = katex_folder()
    css = (folder / STYLE).read_text(encoding="utf-8")
    style = read_style(css)
    used = used_by(formulas, style)
    sources = {face: folder / "ttf" / f"{Path(face.file).stem}.ttf" for face in used.letters}
    made = parts_of({sources[face]: letters for face, letters in used.letters.items()}, cache)
    parts = {face: made[source] for face, source in sources.items()}
    beside = _too_many(parts)
    fonts = [
        _font(face, face.file.replace(RESERVED, OURS), "block")
        if face in beside
        else _font(face, _data(parts[face]), "fallback")
        for face in used.letters
    ]
    rules = [_written(rule) for rule in used_rules(style, used.classes)]
    version = _VERSION.search(css)
    header = HEADER.format(version=version[1] if version else "")
    sheet = header + "".join([*fonts, *rules]).replace(RESERVED, OURS) + "\n"
    files = {face.file.replace(RESERVED, OURS): parts[face].content for face in beside}
    files[STYLE] = sheet.encode("utf-8")
    files["LICENSE"] = _license(folder, parts.values()).encode("utf-8")
    return files


def whole_files() -> dict[str, Path]:
    """KaTeX's own fonts and license, for a site that brings a style sheet of its own."""
    folder = katex_folder()
    files = (folder / "LICENSE", *sorted((folder / "fonts").iterdir()))
    return {file.relative_to(folder).as_posix(): file for file in files}


def _too_many(parts: Mapping[Face, FontSubset]) -> set[Face]:
    """The fonts that have no room in the style sheet; the first have it first."""
    left, out = MOST, set()
    for face, part in parts.items():
        size = len(part.content)
        if size > left:
            out.add(face)
        else:
            left -= size
    return out


def _data(part: FontSubset) -> str:
    return f"data:font/woff2;base64,{b64encode(part.content).decode('ascii')}"


def _font(face: Face, source: str, display: str) -> str:
    """The rule of a font. `fallback` tells `static/site.js` those that lie in the style sheet."""
    style, weight = "italic" if face.italic else "normal", 700 if face.bold else 400
    return (
        f"@font-face{{font-display:{display};font-family:{face.family};font-style:{style};"
        f'font-weight:{weight};src:url({source}) format("woff2")}}'
    )


def _written(rule: StyleRule) -> str:
    return f"{','.join(rule.selectors)}{{{rule.body}}}"


def _license(folder: Path, parts: Iterable[FontSubset]) -> str:
    """KaTeX's license, and what its fonts say of theirs."""
    said = dict.fromkeys(part.license for part in parts)
    names = f"The fonts are parts of KaTeX's, under names that begin with {OURS}:"
    return "\n\n".join([(folder / "LICENSE").read_text(encoding="utf-8").strip(), names, *said]) + "\n"
