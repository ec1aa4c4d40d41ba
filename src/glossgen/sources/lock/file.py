"""The file `glossgen.lock`: one line of JSON for each term, in a YAML frame.

One line for each term gives readable diffs, and lets git merge two branches that both add terms.
Lines are JSON, which is fast to parse; the whole file is valid YAML, which every tool can read.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from glossgen.config.regular_file import read_own
from glossgen.model import Position, Problem
from glossgen.problems import CannotStart
from glossgen.sources.lock.values import Lock, PublishedTerm

NAME = "glossgen.lock"
VERSION = 1

_HEAD = """\
# What was published, so that addresses and anchors outlive new names and places.
# “glossgen lock” writes this file. Commit it; after a merge, run the command again.
"""
_LISTS = ("labels", "addresses", "pages", "anchors")
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def read_lock(root: Path) -> Lock | None:
    """Read the lock of a folder; None if there is none. Raises CannotStart (`lock-file`) if it is invalid."""
    try:
        text = read_own(root / NAME).decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _broken(0, f"the file cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _broken(0, "the file is not UTF-8") from error
    return parse_lock(text)


def parse_lock(text: str) -> Lock:
    """Parse a lock. Two lines for the same term, which a git merge can leave, are joined."""
    lists: dict[str, list[PublishedTerm]] = {"terms": [], "retired": []}
    current = ""
    for number, line in enumerate(text.split("\n"), 1):
        content = line.strip()
        if not content or content.startswith("#"):
            continue
        if content.startswith("- "):
            if not current:
                raise _broken(number, "an entry that is in no list")
            lists[current].append(_entry(content[2:], number))
            continue
        name, _, value = content.partition(":")
        if name == "version":
            _check_version(value.strip(), number)
        elif name in lists and value.strip() in ("", "[]"):
            current = name
        else:
            raise _broken(number, f"this line is not understood: {content[:40]}")
    return Lock(_joined(lists["terms"]), _joined(lists["retired"]))


def _check_version(version: str, number: int) -> None:
    if version != str(VERSION):
        raise _broken(number, f"it has version {version}, and this glossgen knows version {VERSION}")


def _entry(content: str, number: int) -> PublishedTerm:
    try:
        data = json.loads(content)
    except ValueError as error:
        raise _broken(number, f"the entry is not valid JSON: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get("id"), str) or "/" not in data["id"]:
        raise _broken(number, "an entry needs an “id” such as ja/term")
    lists = {name: data.get(name, []) for name in _LISTS}
    file = data.get("file", "")
    if not isinstance(file, str) or not all(map(_is_texts, lists.values())):
        raise _broken(number, f"an entry holds texts and lists of texts ({', '.join(_LISTS)})")
    language, _, name = data["id"].partition("/")
    return PublishedTerm(
        language, name, file=file, line=number, **{key: tuple(value) for key, value in lists.items()}
    )


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _joined(entries: Iterable[PublishedTerm]) -> tuple[PublishedTerm, ...]:
    found: dict[tuple[str, str], PublishedTerm] = {}
    for entry in entries:
        found[entry.key] = joined(found[entry.key], entry) if entry.key in found else entry
    return tuple(found[key] for key in sorted(found))


def joined(older: PublishedTerm, newer: PublishedTerm) -> PublishedTerm:
    """One entry with everything that both have published; its current state is that of the newer one."""

    def both(name: str) -> tuple[str, ...]:
        now: tuple[str, ...] = getattr(newer, name)
        return (*(value for value in getattr(older, name) if value not in now), *now)

    return replace(newer, addresses=both("addresses"), pages=both("pages"), anchors=both("anchors"))


def _broken(line: int, message: str) -> CannotStart:
    hint = "put the last good version back; after a merge, keep the lines of both sides"
    return CannotStart([Problem(Position(NAME, line), "lock-file", message, hint)])


# -- writing ------------------------------------------------------------------


def lock_text(lock: Lock) -> str:
    """The text of a lock; independent of the order of its entries."""
    return "".join(
        [_HEAD, f"version: {VERSION}\n", *_list("terms", lock.entries), *_list("retired", lock.retired)]
    )


def _list(name: str, entries: Iterable[PublishedTerm]) -> Iterator[str]:
    ordered = sorted(entries, key=lambda entry: entry.key)
    yield f"{name}:\n" if ordered else f"{name}: []\n"
    for entry in ordered:
        data: dict[str, object] = {
            "id": f"{entry.language}/{entry.id}",
            "labels": entry.labels,
            "file": entry.file,
        }
        data |= {key: getattr(entry, key) for key in _LISTS[1:] if getattr(entry, key)}
        text = json.dumps(data, ensure_ascii=False)
        yield "- " + _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def write_lock(root: Path, text: str) -> bool:
    """Replace the lock atomically; returns False if it is unchanged. Raises CannotStart."""
    place = root / NAME
    staged = place.with_name(f".{NAME}.{os.getpid()}.tmp")
    try:
        if place.is_file() and place.read_bytes() == text.encode():
            return False
        with staged.open("xb") as stream:
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(staged, place)  # noqa: PTH105  (os.replace is what tests make fail)
    except OSError as error:
        message = f"the file cannot be written: {error.strerror}"
        raise CannotStart([Problem(Position(NAME, 0), "output-write", message)]) from error
    finally:
        with contextlib.suppress(OSError):
            staged.unlink(missing_ok=True)
    return True
