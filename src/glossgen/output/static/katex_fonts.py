"""Subsets KaTeX's fonts to the glyphs that a site shows.

The fonts are under the SIL Open Font License, which reserves their names: a modified font must not
use them. So a subset of `KaTeX_Main` is named `Formula_Main`. Subsets are made once for each set of
glyphs and kept in the cache folder.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import json
import logging
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

RESERVED, OURS = "KaTeX_", "Formula_"
"""The prefixes of the names of KaTeX's fonts and of our subsets."""

FOLDER = "fonts"
"""The subfolder of the cache folder."""

NAMES = {1: "{family}", 2: "Regular", 4: "{family}", 6: "{family}"}
"""The required entries of a font's name table, by name id: family, style, full name, PostScript name."""

LICENSE = 13
"""The name id of the license description."""


class FontSubset(Struct, frozen=True):
    """A subset of a font as WOFF2, and the license text that the font contains."""

    content: bytes
    license: str


def subsets_of(fonts: Mapping[Path, frozenset[str]], cache: Path | None = None) -> dict[Path, FontSubset]:
    """The subset of each font with these characters. Files in `cache` that are no longer used are removed."""
    parts: dict[Path, FontSubset] = {}
    files: set[str] = set()
    for path, letters in fonts.items():
        whole = path.read_bytes()
        name = f"{_key(whole, letters)}.json"
        part = _kept(cache, name) if cache else None
        if part is None:
            part = subset_of(whole, letters, path.stem.replace(RESERVED, OURS))
            if cache:
                _keep(cache, name, part)
        files.add(name)
        parts[path] = part
    if cache:
        _remove_unused(cache, files)
    return parts


def subset_of(font: bytes, letters: Iterable[str], family: str) -> FontSubset:
    """Subset a font to these characters and rename it."""
    from fontTools import subset  # a slow import, not needed if all subsets are cached

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
    whole = subset.load_font(io.BytesIO(font), options)
    said = str(whole["name"].getDebugName(LICENSE) or "").strip()
    subsetter = subset.Subsetter(options)
    # The space stands in for characters without width, such as KaTeX's U+200B.
    subsetter.populate(unicodes=[ord(letter) for letter in (" ", *letters)])
    subsetter.subset(whole)
    for number, text in NAMES.items():
        whole["name"].setName(text.format(family=family), number, 3, 1, 0x409)
    written = io.BytesIO()
    subset.save_font(whole, written, options)
    return FontSubset(written.getvalue(), said)


def _key(font: bytes, letters: frozenset[str]) -> str:
    """A digest of everything that a subset depends on."""
    from importlib.metadata import version  # a slow import that few builds need

    tools = f"{version('fonttools')} {version('brotli')}\0{''.join(sorted(letters))}\0"
    return hashlib.blake2b(tools.encode("utf-8", "surrogatepass") + font, digest_size=16).hexdigest()


def _kept(cache: Path, name: str) -> FontSubset | None:
    """A subset from the cache; None if it is missing or damaged."""
    try:
        content, said, digest = json.loads((cache / FOLDER / name).read_text(encoding="utf-8"))
        part = FontSubset(base64.b64decode(content, validate=True), str(said))
        return part if digest == _digest(part) else None
    except (OSError, ValueError, TypeError):
        return None


def _keep(cache: Path, name: str, part: FontSubset) -> None:
    """Write a subset to the cache atomically; errors are ignored."""
    file = cache / FOLDER / name
    beside = file.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps([base64.b64encode(part.content).decode("ascii"), part.license, _digest(part)])
        beside.write_text(text, encoding="utf-8")
        beside.replace(file)


def _digest(part: FontSubset) -> str:
    return hashlib.blake2b(part.content + part.license.encode(), digest_size=16).hexdigest()


def _remove_unused(cache: Path, files: set[str]) -> None:
    with contextlib.suppress(OSError):
        for file in (cache / FOLDER).iterdir():
            if file.name not in files:
                file.unlink()
