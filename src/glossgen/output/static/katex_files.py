"""The style sheet and fonts for formulas, reduced to the rules and glyphs that the site uses.

Formulas appear late if a page waits for a large style sheet, and lines move when a font arrives. So
the style sheet has only the rules that can match, and embeds the most used fonts up to `MAX_EMBEDDED`
bytes; `static/site.js` has these decoded before the page is drawn. Browsers load the other fonts as
files, on pages that show them.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from glossgen.assets import katex_folder
from glossgen.output.static.katex_fonts import OURS, RESERVED, FontSubset, subset_of
from glossgen.output.static.katex_style import Face, StyleRule, read_style, used_by, used_rules

STYLE = "katex.min.css"
MAX_EMBEDDED = 21_000
"""Bytes of fonts embedded in the style sheet: together with the site's rules it loads in two round trips."""

HEADER = "/* KaTeX {version}: MIT. Parts of its fonts, renamed: SIL Open Font License 1.1. See LICENSE. */\n"
_VERSION = re.compile(r'\.katex-version:after\{content:"([\d.]+)"\}')


Subset = Callable[[str, str], FontSubset]
"""Gives the subset of a font, by its name without an ending, with the characters of a string."""


def formula_files(
    formulas: Iterable[str], subset: Subset = subset_of, *, embed_all: bool = False
) -> dict[str, bytes]:
    """The style sheet, fonts and license for the HTML of formulas, by paths relative to the style sheet.

    With `embed_all`, the style sheet needs no other file.

    Raises MissingAssetsError if KaTeX's files are not in the package.
    """
    folder = katex_folder()
    css = (folder / STYLE).read_text(encoding="utf-8")
    style = read_style(css)
    used = used_by(formulas, style)
    parts = {
        face: subset(Path(face.file).stem, "".join(sorted(letters))) for face, letters in used.letters.items()
    }
    separate = set() if embed_all else _not_embedded(parts)
    fonts = [
        _font(face, face.file.replace(RESERVED, OURS), "block")
        if face in separate
        else _font(face, _data(parts[face]), "fallback")
        for face in used.letters
    ]
    rules = [_written(rule) for rule in used_rules(style, used.classes)]
    version = _VERSION.search(css)
    header = HEADER.format(version=version[1] if version else "")
    sheet = header + "".join([*fonts, *rules]).replace(RESERVED, OURS) + "\n"
    files = {face.file.replace(RESERVED, OURS): parts[face].content for face in separate}
    files[STYLE] = sheet.encode("utf-8")
    files["LICENSE"] = _license(folder, parts.values()).encode("utf-8")
    return files


def whole_files() -> dict[str, Path]:
    """KaTeX's unmodified fonts and license, for a site with a KaTeX style sheet of its own."""
    folder = katex_folder()
    files = (folder / "LICENSE", *sorted((folder / "fonts").iterdir()))
    return {file.relative_to(folder).as_posix(): file for file in files}


def _not_embedded(parts: Mapping[Face, FontSubset]) -> set[Face]:
    """The fonts that do not fit into the style sheet; earlier ones take precedence."""
    left, out = MAX_EMBEDDED, set()
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
    """The `@font-face` rule of a font. `font-display: fallback` marks embedded fonts for `static/site.js`."""
    style, weight = "italic" if face.italic else "normal", 700 if face.bold else 400
    return (
        f"@font-face{{font-display:{display};font-family:{face.family};font-style:{style};"
        f'font-weight:{weight};src:url({source}) format("woff2")}}'
    )


def _written(rule: StyleRule) -> str:
    return f"{','.join(rule.selectors)}{{{rule.body}}}"


def _license(folder: Path, parts: Iterable[FontSubset]) -> str:
    """KaTeX's license, and the license texts inside its fonts."""
    said = dict.fromkeys(part.license for part in parts)
    names = f"The fonts are parts of KaTeX's, under names that begin with {OURS}:"
    return "\n\n".join([(folder / "LICENSE").read_text(encoding="utf-8").strip(), names, *said]) + "\n"
