"""Parses the section `share_image`: the font that the pictures of pages are drawn with."""

from __future__ import annotations

import stat
from pathlib import Path

from glossgen.config.regular_file import is_within
from glossgen.config.values import ShareImage, relative_posix
from glossgen.config.yaml_reader import YamlReader
from glossgen.config.yaml_tree import YamlField

MOST_BYTES = 40_000_000
"""The largest font: one with all of Chinese, Japanese and Korean has 20 MB."""

_BEGINS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf")
"""The first bytes of TrueType and OpenType fonts and collections (OpenType 1.9, “Organization of an OpenType
Font”). Compressed fonts (WOFF) are refused, because their size is known only after decompression.
"""

_HINT = "write share_image: {font: fonts/NAME.otf}, with a TrueType or OpenType font"


def share_image(reader: YamlReader, field: YamlField | None, root: Path) -> ShareImage | None:
    """The `share_image` section: a file with a font in the folder of the configuration, or its repository."""
    if field is None:
        return None
    fields = reader.fields(field, ("font",))
    if "font" not in fields:
        reader.problem(field, "config-value", "share_image needs a font", _HINT)
        return None
    font, name = fields["font"], reader.text(fields["font"])
    wrong = _wrong(root, name)
    if wrong:
        reader.problem(font, "config-value", f"share_image.font: “{name}” {wrong}", _HINT)
        return None
    return ShareImage(relative_posix(root / name, root), font.line)


def _wrong(root: Path, name: str) -> str:
    """Why a file cannot be the font; empty if it can."""
    try:
        file = Path(root / name).resolve()
        if not is_within(file, root):
            return "is outside of the folder of the configuration"
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            return "is not a file"
        if status.st_size > MOST_BYTES:
            return f"has more than {MOST_BYTES // 1_000_000} MB"
        with file.open("rb") as opened:
            begin = opened.read(4)
    except FileNotFoundError:
        return "does not exist"
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, before Python 3.13
        return f"cannot be read: {getattr(error, 'strerror', None) or error}"
    return "" if begin in _BEGINS else "is not a TrueType or OpenType font"
