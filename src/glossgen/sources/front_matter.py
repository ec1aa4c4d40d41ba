"""Finds the front matter of a text: YAML between `---`, TOML between `+++`, or a JSON object."""

from __future__ import annotations

import json
import re

from msgspec import Struct

_YAML = re.compile(r"\s*?^---[ \t\r]*\n(.*?)^---[ \t\r]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\s*?^\+\+\+[ \t\r]*\n(.*?)^\+\+\+[ \t\r]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_NAMED = re.compile(r"(?:\s*#[^\n]*\n)*\s*[\"']?[^\W\d][\w .-]*(?:[\"'\t][ \t]*)?:(?:\s|\Z)")
_OBJECT = re.compile(r'\{\s*"')
_NO_BREAK = re.compile(r"[^\n]")


class FrontMatterText(Struct, frozen=True):
    """Front matter as written, its language (`yaml`, `toml`, `json`), its first line, and where it ends."""

    text: str = ""
    syntax: str = ""
    line: int = 0
    end: int = 0


def find_front_matter(text: str) -> FrontMatterText:
    """The front matter of a text; blank lines may precede it.

    After blank lines, `---` is front matter only if a key follows, since it may also be a thematic break.
    """
    found = _YAML.match(text)
    if found and (text.startswith("---") or _NAMED.match(found[1])):
        return FrontMatterText(found[1], "yaml", text.count("\n", 0, found.start(1)) + 1, found.end())
    found = _TOML.match(text)
    if found:
        return FrontMatterText(found[1], "toml", text.count("\n", 0, found.start(1)) + 1, found.end())
    start = len(text) - len(text.lstrip())
    if _OBJECT.match(text, start):
        end = _end_of_json(text, start)
        if end:
            return FrontMatterText(text[start:end], "json", text.count("\n", 0, start) + 1, end)
    return FrontMatterText()


def _end_of_json(text: str, start: int) -> int:
    """The end of the JSON object at `start`; 0 if there is none."""
    try:
        value, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return 0
    rest = text[end:].split("\n", 1)[0]
    return end if isinstance(value, dict) and not rest.strip() else 0


def without_front_matter(text: str, front: FrontMatterText) -> str:
    """A text in which front matter is blanked, unless the Markdown parser recognises it itself.

    Lines and offsets do not change.
    """
    if not front.end or (front.syntax == "yaml" and text.startswith("---")):
        return text
    return _NO_BREAK.sub(" ", text[: front.end]) + text[front.end :]
