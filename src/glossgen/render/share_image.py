"""Draws the image that is shown where a page is shared: `og:image` of the Open Graph protocol.

The only module that imports Pillow, which comes with the extra `glossgen[images]`. The same card, font and
version of Pillow give the same bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, msgpack

from glossgen.render.interface_texts import direction_of
from glossgen.text.line_breaks import balanced, fits, wrapped

if TYPE_CHECKING:
    from PIL.ImageFont import Axis, FreeTypeFont

SIZE = (1200, 630)
"""The size in pixels that Facebook, Slack, LINE and X recommend (1.91 : 1)."""

ACCENT = "#a83a22"
"""The colour of marks on a light ground, as in `static/site.css`; so are the others."""

_PAPER, _INK, _SOFT, _RULE = "#fcfbf8", "#23262b", "#545962", "#dcd7ca"
_STEPS = {_INK: 6, _SOFT: 5, ACCENT: 1, _RULE: 1}
"""The colours, with their shades for antialiasing: fewer than 16 in all, so that a pixel has 4 bits."""

_LEFT, _WIDTH, _TOP, _FOOT = 96, 1008, 64, 544
_NAME_FITS = ((104, 1), (88, 1), (72, 1), (72, 2), (58, 2), (58, 3))
"""Font sizes of the name, each with the most lines; the first that fits is used."""
_NAME_LEADING, _LEADING = 1.3, 1.55
_UNDER_SIZE, _TEXT_SIZE, _SITE_SIZE = 34, 36, 30
_GAP, _STROKE = 26, 6
_MOST_TEXT = 400
"""The most characters of a text that are read: more than a picture holds."""

_MISSING = "\U0010ffff"
"""A noncharacter (Unicode Standard, 23.7): no font has a glyph for it."""

_RAQM = 1
"""`PIL.ImageFont.Layout.RAQM`, which supports text direction; it is not available on every machine."""

Point = tuple[float, float]
V = TypeVar("V")


class Unusable(Exception):
    """The font cannot be read, or a text cannot be drawn with it; or Pillow is missing."""


class Card(Struct, frozen=True, array_like=True):
    """The content of a picture: a name, the line under it, a text, and the title of the site.

    `key` has what else the file name depends on: the page, the font and the version of Pillow. A card
    without `name` stands for a page without a picture.
    """

    name: str = ""
    under: str = ""
    text: str = ""
    site: str = ""
    language: str = ""
    accent: str = ""
    key: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The address of the picture, with a digest of the content, since hosts cache pictures for weeks."""
        digest = hashlib.blake2b(msgpack.encode(self), digest_size=10).hexdigest()
        return f"static/share/{digest}.png" if self.name else ""


def version() -> str:
    """The version of Pillow. Raises Unusable (with ImportError as its cause) if it is not installed."""
    try:
        import PIL
    except ImportError as error:
        raise Unusable("Pillow is not installed") from error
    return PIL.__version__


class Font:
    """A font at several sizes and weights; the first one of a font collection."""

    def __init__(self, content: bytes) -> None:
        """Open the font. Raises Unusable if `content` is not a font."""
        version()
        self._content = content
        self.of_size = lru_cache(maxsize=None)(self._of_size)
        self.has_glyph = lru_cache(maxsize=None)(self._has_glyph)
        self._missing = self._shape(_MISSING)
        self._shape("A")

    def written(self, text: str) -> str:
        """A text on one line without characters that the font has no glyph for, such as many emoji."""
        short = unicodedata.normalize("NFC", " ".join(text[: 2 * _MOST_TEXT].split()))[:_MOST_TEXT]
        return " ".join("".join(map(self._known, short)).split())

    def has_letters(self, text: str) -> bool:
        """Whether the font has every letter and number of a name, so that it can be read."""
        return any(map(str.isalnum, text)) and not self.lacking(text)

    def lacking(self, text: str) -> set[str]:
        """The letters and numbers of a name for which the font has no glyph."""
        return {char for char in text[:_MOST_TEXT] if char.isalnum() and not self._known(char)}

    def _known(self, char: str) -> str:
        """A character that the font has, or its NFKC form; empty if the font has neither."""
        if char.isspace() or unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn"):
            return " " if char.isspace() else ""
        if self.has_glyph(char):
            return char
        others = unicodedata.normalize("NFKC", char)
        return others if others != char and all(map(self.has_glyph, others)) else ""

    def _has_glyph(self, char: str) -> bool:
        return self._shape(char) != self._missing

    def _shape(self, char: str) -> tuple[object, ...]:
        font = self.of_size(_SITE_SIZE, 400, raqm=False)
        mask = guarded(lambda: font.getmask(char))
        return guarded(lambda: font.getlength(char)), mask.size, bytes(mask)

    def _of_size(self, size: int, weight: int, *, raqm: bool) -> FreeTypeFont:
        from PIL import ImageFont, features

        layout = ImageFont.Layout.RAQM if raqm and features.check("raqm") else ImageFont.Layout.BASIC
        font = guarded(lambda: ImageFont.truetype(BytesIO(self._content), size, layout_engine=layout))
        with contextlib.suppress(OSError):  # it does not vary
            axes = [_on_axis(axis, weight) for axis in font.get_variation_axes()]
            font.set_variation_by_axes(axes)
        return font


def _on_axis(axis: Axis, weight: int) -> float:
    """The position on an axis of a variable font: the nearest weight, or the default of another axis."""
    low, high = axis["minimum"], axis["maximum"]
    if axis.get("name") == b"Weight" and low is not None and high is not None:
        return min(max(weight, low), high)
    return axis["default"] or 0


def guarded(work: Callable[[], V]) -> V:
    """Call `work`. Raises Unusable for the errors of FreeType and Pillow."""
    from PIL.Image import DecompressionBombError

    try:
        return work()
    except (OSError, ValueError, OverflowError, MemoryError, DecompressionBombError) as error:
        raise Unusable(str(error) or type(error).__name__) from error


def draw(card: Card, font: Font) -> bytes:
    """The picture of a card as PNG. Raises Unusable where a text cannot be drawn."""
    return guarded(lambda: _Picture(card, font).png())


class _Picture:
    """A picture that is being drawn, from its top to its foot."""

    def __init__(self, card: Card, font: Font) -> None:
        from PIL import Image, ImageDraw

        self._card, self._font = card, font
        self._layers = {colour: Image.new("L", SIZE) for colour in _STEPS}
        self._pens = {colour: ImageDraw.Draw(layer) for colour, layer in self._layers.items()}
        self._mirrored = direction_of(card.language) == "rtl"
        self._shaped = any(map(_needs_shaping, f"{card.name}{card.under}{card.text}{card.site}"))

    def png(self) -> bytes:
        """Draw all parts, and return the file."""
        card, below = self._card, self._name()
        if card.under:
            below = self._lines(card.under, below + 0.7 * _UNDER_SIZE, _UNDER_SIZE, _SOFT, 1)
        top = below + 0.8 * _TEXT_SIZE
        self._lines(card.text, top, _TEXT_SIZE, _INK, int((_FOOT - 14 - top) / (_LEADING * _TEXT_SIZE)))
        self._foot()
        return self._joined()

    def _joined(self) -> bytes:
        """Join the layers, which do not overlap, into one picture with a palette."""
        from PIL import Image, ImageChops, ImageColor

        numbers, palette = Image.new("L", SIZE), [*ImageColor.getrgb(_PAPER)]
        for colour, steps in _STEPS.items():
            first, accent = len(palette) // 3, self._card.accent or ACCENT
            ink = ImageColor.getrgb(accent if colour == ACCENT else colour)
            shades = [round(value * steps / 255) for value in range(256)]
            layer = self._layers[colour].point([shade and first + shade - 1 for shade in shades])
            numbers = ImageChops.lighter(numbers, layer)
            for step in range(1, steps + 1):
                palette += [
                    round(a + (b - a) * step / steps) for a, b in zip(palette[:3], ink[:3], strict=True)
                ]
        picture = Image.frombytes("P", SIZE, numbers.tobytes())
        picture.putpalette(palette)
        file = BytesIO()
        picture.save(file, "PNG", bits=4)
        return file.getvalue()

    def _name(self) -> float:
        """The name between its brackets; returns where it ends."""
        for size, most in _NAME_FITS:
            face = self._face(size, bold=True)
            if fits(self._card.name, _WIDTH, face.getlength, most):
                break
        name = balanced(self._card.name, _WIDTH, face.getlength, most)
        below = float(_TOP)
        for line in name:
            below += _NAME_LEADING * size
            self._write(line, below - 0.3 * size, face, _INK)
        arm, end = 0.36 * size, _LEFT + max(map(face.getlength, name), default=0) + _GAP
        begin = _LEFT - _GAP
        self._corner((begin, _TOP), (begin + arm, _TOP), (begin, _TOP + arm))
        self._corner((end, below), (end - arm, below), (end, below - arm))
        return below

    def _lines(self, text: str, top: float, size: int, colour: str, most: int) -> float:
        """Lines of text; returns where they end."""
        face = self._face(size)
        for line in wrapped(text, _WIDTH, face.getlength, most):
            top += _LEADING * size
            self._write(line, top - 0.5 * size, face, colour)
        return top

    def _foot(self) -> None:
        """The title of the site and its mark, below a line."""
        self._pens[_RULE].line([(_LEFT, _FOOT), (_LEFT + _WIDTH, _FOOT)], 255, 2)
        left, top, edge = _LEFT + 3, _FOOT + 24, 30
        right, bottom, arm = left + edge, top + edge, 0.6 * edge
        self._corner((left, top), (left + arm, top), (left, top + arm))
        self._corner((right, bottom), (right - arm, bottom), (right, bottom - arm))
        x, y = left + edge / 2, top + edge / 2
        self._pens[ACCENT].ellipse([(self._x(x) - 5, y - 5), (self._x(x) + 5, y + 5)], 255)
        face = self._face(_SITE_SIZE)
        for line in wrapped(self._card.site, _WIDTH - 70, face.getlength, 1):
            self._write(line, bottom - 4, face, _SOFT, indent=60)

    def _corner(self, corner: Point, *ends: Point) -> None:
        """Two strokes that meet in a corner."""
        for end in ends:
            left, right = sorted((self._x(corner[0]), self._x(end[0])))
            top, bottom = sorted((corner[1], end[1]))
            half = _STROKE // 2
            box = (round(left) - half, round(top) - half, round(right) + half, round(bottom) + half)
            self._pens[ACCENT].rectangle(box, 255)

    def _write(self, line: str, baseline: float, face: FreeTypeFont, colour: str, indent: int = 0) -> None:
        place = (self._x(_LEFT + indent), round(baseline))
        if not self._mirrored:
            self._pens[colour].text(place, line, 255, face, anchor="ls")
        else:
            direction = "rtl" if face.layout_engine == _RAQM else None
            self._pens[colour].text(place, line, 255, face, anchor="rs", direction=direction)

    def _x(self, x: float) -> float:
        """A place on a line, which begins at the right for a language that is written from there."""
        return SIZE[0] - x if self._mirrored else x

    def _face(self, size: int, *, bold: bool = False) -> FreeTypeFont:
        return self._font.of_size(size, 700 if bold else 400, raqm=self._shaped)


def _needs_shaping(char: str) -> bool:
    """Whether a letter changes with its neighbours or is written right to left (Indic, Arabic, Hebrew)."""
    return "\u0590" <= char <= "\u109f" or "\u1780" <= char <= "\u18af" or "\ufb1d" <= char <= "\ufefc"
