"""Determines which rules and which characters of KaTeX's style sheet the formulas of a site use.

The style sheet is flat (no at-rules but `@font-face`), and a font is chosen by the classes of a
single element. So this part of the cascade suffices: the rules for an element's own classes, then
inherited values.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import unescape

from msgspec import Struct

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)")
_NOT = re.compile(r":not\([^)]*\)")
_FILE = re.compile(r"url\(([^)]+)\)")
_FAMILY = re.compile(r"KaTeX_\w+")
_TAG = re.compile(r'<(/?)(\w+)(?: class="([^"]*)")?[^>]*>([^<]*)')
_HIDDEN = re.compile(r"<math\b.*?</math>", re.DOTALL)

NUMBERED = "eqn-num"
"""The class of equation numbers, which the style sheet generates by a counter."""


class Face(Struct, frozen=True):
    """A font face of the style sheet: file, family, bold and italic."""

    file: str
    family: str
    bold: bool
    italic: bool


class StyleRule(Struct, frozen=True):
    """A rule of the style sheet: selectors, and declarations as written."""

    selectors: tuple[str, ...]
    body: str


class StyleSheet(Struct, frozen=True):
    """KaTeX's style sheet, parsed."""

    faces: tuple[Face, ...]
    rules: tuple[StyleRule, ...]


class Used(Struct, frozen=True):
    """What formulas use: the classes of their elements, and the characters shown in each font.

    Fonts are ordered by the number of formulas that use them, the most used first.
    """

    classes: frozenset[str]
    letters: Mapping[Face, frozenset[str]]


def read_style(css: str) -> StyleSheet:
    """Parse a style sheet. Raises ValueError if it is not flat."""
    faces, rules = [], []
    for selector, body in _RULE.findall(css):
        if selector == "@font-face":
            faces.append(_face(_declarations(body)))
        elif selector.startswith("@"):
            raise ValueError(f"KaTeX's style sheet has {selector}")
        else:
            rules.append(StyleRule(tuple(selector.split(",")), body))
    if _RULE.sub("", css).strip():
        raise ValueError("KaTeX's style sheet is not flat")
    return StyleSheet(tuple(faces), tuple(rules))


def used_by(formulas: Iterable[str], style: StyleSheet) -> Used:
    """The classes and characters in the HTML of formulas."""
    fonts = _Fonts(style)
    classes: set[str] = set()
    letters: dict[Face, set[str]] = {}
    often: Counter[Face] = Counter()
    for html in formulas:
        here: dict[Face, set[str]] = {}
        own = _walk(_HIDDEN.sub("", html), fonts, here)
        if NUMBERED in own:
            here.setdefault(fonts.face(fonts.first), set()).update("()0123456789")
        for face, found in here.items():
            letters.setdefault(face, set()).update(found)
        often.update(here.keys())
        classes |= own
    order = sorted(letters, key=lambda face: (-often[face], face.file))
    return Used(frozenset(classes), {face: frozenset(letters[face]) for face in order})


def _walk(html: str, fonts: _Fonts, letters: dict[Face, set[str]]) -> set[str]:
    """The classes of one formula; adds its characters to those of each font."""
    classes: set[str] = set()
    looks = [fonts.first]
    for closing, name, own, text in _TAG.findall(html):
        if name == "span" and closing:
            looks.pop()
        elif name == "span":
            looks.append(fonts.inside(looks[-1], own))
        classes.update(own.split())
        if text:
            letters.setdefault(fonts.face(looks[-1]), set()).update(unescape(text))
    return classes


def used_rules(style: StyleSheet, classes: frozenset[str]) -> tuple[StyleRule, ...]:
    """The rules that can match elements with these classes."""
    kept = []
    for rule in style.rules:
        selectors = tuple(one for one in rule.selectors if _classes(one) <= classes)
        if selectors:
            kept.append(StyleRule(selectors, rule.body))
    return tuple(kept)


class _FontProperties(Struct, frozen=True):
    """The computed font properties of an element."""

    family: str
    bold: bool
    italic: bool


class _Fonts:
    """Computes which font the rules choose."""

    def __init__(self, style: StyleSheet) -> None:
        self._faces = style.faces
        self._rules = [
            (_classes(selector.rpartition(" ")[2]), _declarations(rule.body))
            for rule in style.rules
            for selector in rule.selectors
            if "font" in rule.body
        ]
        self._rules.sort(key=lambda pair: len(pair[0]))
        self.inside = lru_cache(maxsize=None)(self._inside)
        self.face = lru_cache(maxsize=None)(self._face)
        self.first = self._inside(_FontProperties("", bold=False, italic=False), "katex")

    def _inside(self, around: _FontProperties, own: str) -> _FontProperties:
        """The properties of an element with the classes `own` inside an element with those of `around`."""
        classes = frozenset(own.split())
        family, bold, italic = around.family, around.bold, around.italic
        for wanted, said in self._rules:
            if wanted and wanted <= classes:
                if found := _FAMILY.search(said.get("font-family", "") or said.get("font", "")):
                    family = found[0]
                bold = said["font-weight"] == "700" if "font-weight" in said else bold
                italic = said["font-style"] == "italic" if "font-style" in said else italic
        return _FontProperties(family, bold, italic)

    def _face(self, look: _FontProperties) -> Face:
        """The font that browsers choose (CSS Fonts 4 §5.2): style takes precedence over weight."""
        same = [face for face in self._faces if face.family == look.family]
        return min(same, key=lambda face: (face.italic != look.italic, face.bold != look.bold))


def _face(said: Mapping[str, str]) -> Face:
    file = _FILE.search(said["src"])
    if not file:
        raise ValueError("KaTeX's style sheet has a font without a file")
    return Face(
        file[1], said["font-family"].strip('"'), said["font-weight"] == "700", said["font-style"] == "italic"
    )


def _declarations(body: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in body.split(";") if part)
    return {name: value for name, _, value in pairs}


def _classes(selector: str) -> frozenset[str]:
    return frozenset(_CLASS.findall(_NOT.sub("", selector)))
