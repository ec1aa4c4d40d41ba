"""The readings file: lines of `label: reading` in YAML.

Lines are only appended: what a writer has written, with comments and order, is preserved.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from glossgen.config.regular_file import read_own
from glossgen.config.yaml_reader import compose
from glossgen.config.yaml_tree import YamlField, is_mapping, pairs
from glossgen.model import Position, Problem
from glossgen.problems import CannotStart

MARK = "?"
"""Marks a proposed reading at the end of its line, until a person has reviewed it."""

HEADER = """\
# Readings of terms whose own file gives none. Take the “?” away from a line to accept it.
"""

_PLAIN = re.compile(r"[^\W\d_][\w ・（）()+/.-]*\Z")
_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))
_KANA = re.compile(r"[\u3041-\u309f\u30a1-\u30ff\s]+\Z")


class Reading(Struct, frozen=True):
    """One line of the file: a label of a term, its reading, and whether it waits for review."""

    label: str
    text: str
    line: int = 0
    waiting: bool = False


class Readings(Struct, frozen=True):
    """The readings of a file by label, the file's name, and the problems in it."""

    path: str = ""
    by_label: tuple[Reading, ...] = ()
    problems: tuple[Problem, ...] = ()


def load_readings(file: Path) -> Readings:
    """Load a readings file; empty if there is none. Raises CannotStart if it is not valid YAML."""
    try:
        text = read_own(file).decode("utf-8-sig")
    except FileNotFoundError:
        return Readings(file.name)
    except (OSError, UnicodeDecodeError) as error:
        code = "encoding" if isinstance(error, UnicodeDecodeError) else "unreadable"
        unread = f"the file cannot be read: {getattr(error, 'strerror', error)}"
        reason = "the file is not UTF-8" if code == "encoding" else unread
        raise CannotStart([Problem(Position(file.name), code, reason)]) from error
    return parse_readings(text, file.name)


def parse_readings(text: str, path: str) -> Readings:
    """Parse readings. Raises CannotStart (`config-syntax`) if the text is not valid YAML."""
    root = compose(text, path)
    if root is None:
        return Readings(path)
    if not is_mapping(root):
        problem = Problem(
            Position(path, root.line), "reading", "the file must hold lines of “label: reading”"
        )
        return Readings(path, (), (problem,))
    found: dict[str, Reading] = {}
    problems: list[Problem] = []
    for field in pairs(root):
        label, (reading, wrong) = field.name, _reading(field)
        if label in found:
            wrong = f"“{label}” stands here again; it is first in line {found[label].line}"
        if wrong:
            problems.append(Problem(Position(path, field.line), "reading", wrong))
        else:
            found[label] = reading
    return Readings(path, tuple(found.values()), tuple(problems))


def _reading(field: YamlField) -> tuple[Reading, str]:
    label, value = field.name, field.node.value
    text = unicodedata.normalize("NFC", value.strip()) if isinstance(value, str) else ""
    waiting = text.endswith(MARK)
    text = text.removesuffix(MARK).strip()
    kana = _KANA.match(unicodedata.normalize("NFKC", text))
    wrong = "" if kana else f"“{text}”, the reading of “{label}”, is not in kana"
    return Reading(label, text, field.line, waiting), wrong


def append_readings(file: Path, readings: Iterable[Reading]) -> None:
    """Append lines to a readings file, which is created if necessary; the file is replaced atomically.

    Raises CannotStart (`output-write`).
    """
    try:
        before = file.read_text(encoding="utf-8-sig") if file.exists() else HEADER
        ending = "" if not before or before.endswith("\n") else "\n"
        lines = "".join(f"{line(reading)}\n" for reading in readings)
        new = file.with_name(f".{file.name}.{os.getpid()}.tmp")
        with new.open("xb") as stream:  # "x": never through an existing symbolic link
            stream.write((before + ending + lines).encode("utf-8"))
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(file)
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(Position(file.name, 0), "output-write", f"cannot write: {error}")
        raise CannotStart([problem]) from error


def line(reading: Reading) -> str:
    """A reading as a line of the file. A label that YAML could misread is quoted."""
    plain = _PLAIN.match(reading.label) and not reading.label.endswith(" ")
    safe = plain and reading.label.lower() not in _WORDS
    label = reading.label if safe else json.dumps(reading.label, ensure_ascii=False)
    return f"{label}: {reading.text}{' ' + MARK if reading.waiting else ''}"
