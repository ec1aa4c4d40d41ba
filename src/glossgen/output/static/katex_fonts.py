"""Subsets KaTeX's fonts to the glyphs that a site shows.

The fonts are under the SIL Open Font License, which reserves their names: a modified font must not
use them. So a subset of `KaTeX_Main` is named `Formula_Main`.
"""

from __future__ import annotations

import io
import logging

from msgspec import Struct

from glossgen.assets import katex_folder

RESERVED, OURS = "KaTeX_", "Formula_"
"""The prefixes of the names of KaTeX's fonts and of our subsets."""

NAMES = {1: "{family}", 2: "Regular", 4: "{family}", 6: "{family}"}
"""The required entries of a font's name table, by name id: family, style, full name, PostScript name."""

LICENSE = 13
"""The name id of the license description."""


class FontSubset(Struct, frozen=True):
    """A subset of a font as WOFF2, and the license text that the font contains."""

    content: bytes
    license: str


def subset_of(font: str, letters: str) -> FontSubset:
    """Subset one of KaTeX's fonts, such as `KaTeX_Main-Regular`, to these characters and rename it.

    Raises MissingAssetsError if KaTeX's files are not in the package.
    """
    from fontTools import subset  # a slow import, not needed if all subsets are kept

    # fontTools would warn about the creation date of each of KaTeX's fonts (1970).
    logging.getLogger("fontTools.ttLib.tables._h_e_a_d").setLevel(logging.ERROR)
    options = subset.Options(
        flavor="woff2",
        hinting=False,
        layout_features=[],
        name_IDs=[],
        notdef_outline=False,
        glyph_names=False,
    )
    whole = subset.load_font(katex_folder() / "ttf" / f"{font}.ttf", options)
    said = str(whole["name"].getDebugName(LICENSE) or "").strip()
    subsetter = subset.Subsetter(options)
    # The space stands in for characters without width, such as KaTeX's U+200B.
    subsetter.populate(unicodes=[ord(letter) for letter in (" ", *letters)])
    subsetter.subset(whole)
    for number, text in NAMES.items():
        whole["name"].setName(text.format(family=font.replace(RESERVED, OURS)), number, 3, 1, 0x409)
    written = io.BytesIO()
    subset.save_font(whole, written, options)
    return FontSubset(written.getvalue(), said)
