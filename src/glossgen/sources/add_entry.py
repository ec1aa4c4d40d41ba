"""Adds an entry to a source file, in place.

The file belongs to its writer. Every existing byte is preserved (byte order mark, line endings,
spaces), the new entry is appended, and the file is replaced atomically.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml
from msgspec import Struct

from glossgen.config import Config, SourceFolder
from glossgen.config.regular_file import read_regular
from glossgen.markdown import Document, make_parser, parse_document
from glossgen.model import Glossary, Position, Problem, SourceKind
from glossgen.problems import CannotStart
from glossgen.sources.attributes import Attributes
from glossgen.sources.files import ENDINGS
from glossgen.sources.source_builder import labels_of
from glossgen.sources.source_kind import guess_kind
from glossgen.text.anchors import decode_anchor, encode_anchor

_MARKUP = re.compile(r"([\\`*_\[\]<>#&$~!{}])")
_CJK = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")


class _TargetFile(Struct, frozen=True):
    """The file to add to: its path, its name in problems, and its source folder."""

    file: Path
    path: str
    name: str
    folder: SourceFolder


def add_entry(
    glossary: Glossary, config: Config, file: str, labels: Sequence[str], reading: str = ""
) -> Position:
    """Append an entry to a file, which is created if necessary; returns the position of the entry.

    `file` is relative to the configuration, to a source folder or to the current folder. Raises
    CannotStart and changes nothing: `new-label` for a label that exists or is invalid, `new-file`
    for a file that entries cannot be added to.
    """
    wanted = _checked(labels, reading)
    place = _place(config, file)
    _refuse_known(glossary, wanted)
    _refuse_form(glossary, place)
    old = _bytes(place)
    new = _extended(place, old, wanted, _attribute(config, reading))
    with _in_words(place):
        _replace(place.file, old, new)
    added = _parse(new, place.folder.level).sections[-1]
    return Position(place.path, added.line)


def _stop(code: str, position: Position, message: str, hint: str = "") -> CannotStart:
    return CannotStart([Problem(position, code, message, hint)])


# --------------------------------------------------------------------------
# Validation


def _checked(labels: Sequence[str], reading: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(unicodedata.normalize("NFC", label).strip() for label in labels))
    for text in (*wanted, reading):
        if any(unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs") for char in text):
            message = f"{text!r} holds a line break or another control character"
            raise _stop("new-label", Position("glossgen new", 0), message)
    for label in wanted:
        if "|" in label:
            message = f"the label “{label}” holds a bar, which splits labels"
            raise _stop(
                "new-label", Position("glossgen new", 0), message, "give the other labels with --en and --alt"
            )
        if not label:
            raise _stop("new-label", Position("glossgen new", 0), "a label is empty")
    if "--" in reading or ">" in reading:
        raise _stop(
            "new-label", Position("glossgen new", 0), f"the reading “{reading}” cannot stand in a comment"
        )
    return wanted


def _place(config: Config, file: str) -> _TargetFile:
    bases = [config.root, *(source.path for source in config.sources), Path.cwd()]
    candidates = [(base / file).resolve() for base in bases]
    for candidate in sorted(candidates, key=lambda path: not path.is_file()):
        for folder in config.sources:
            if not candidate.is_relative_to(folder.path.resolve()):
                continue
            name = candidate.relative_to(folder.path.resolve()).as_posix()
            if name.lower().endswith(ENDINGS) and config.selects(folder, name) and not candidate.is_dir():
                return _TargetFile(candidate, config.relative(candidate), name, folder)
    if not file.lower().endswith(ENDINGS):
        raise _stop(
            "new-file", Position(file, 0), "this is not the name of a Markdown file", "give it the ending .md"
        )
    folders = ", ".join(source.prefix or "." for source in config.sources)
    message = f"this file is not read as a part of the glossary (source folders: {folders})"
    raise _stop("new-file", Position(file, 0), message)


def _key(label: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())


def _refuse_known(glossary: Glossary, wanted: Sequence[str]) -> None:
    known = {_key(label.text): term for term in reversed(glossary.terms) for label in term.labels}
    found = [(label, known[_key(label)]) for label in wanted if _key(label) in known]
    if found:
        raise CannotStart(
            Problem(
                term.position, "new-label", f"“{label}” is a label already, of the entry “{term.heading}”"
            )
            for label, term in found
        )


def _refuse_form(glossary: Glossary, place: _TargetFile) -> None:
    form = next((source.form for source in glossary.sources if source.path == place.path), None)
    if form is None:
        stated = place.folder.form
        form = stated if stated is not SourceKind.AUTO else guess_kind(place.name, "", Attributes(), False)
    if form not in (SourceKind.HEADINGS, SourceKind.AUTO):
        kinds = {
            SourceKind.ARTICLE: "an article about one term",
            SourceKind.NOTE: "a note",
            SourceKind.INDEX: "the text of the home page",
        }
        message = f"this file is {kinds.get(form, form.value)}, and holds no entries"
        raise _stop("new-file", Position(place.path, 0), message, "choose a file of entries")


def _attribute(config: Config, reading: str) -> str:
    if not reading:
        return ""
    names = config.front_matter.reading
    name = "reading" if "reading" in names or not names else names[0]
    return str(yaml.safe_dump({name: reading}, allow_unicode=True, width=10_000)).strip()


# --------------------------------------------------------------------------
# The text


def _bytes(place: _TargetFile) -> bytes:
    with _in_words(place):
        old = read_regular(place.file) if place.file.exists() else b""
    try:
        old.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = old.count(b"\n", 0, error.start) + 1
        raise _stop(
            "encoding", Position(place.path, line), "the file is not UTF-8", "save it as UTF-8"
        ) from error
    return old


def _extended(place: _TargetFile, old: bytes, labels: Sequence[str], attribute: str) -> bytes:
    """The old bytes with the entry appended; checks that the result parses as intended."""
    before = _parse(old, place.folder.level)
    linked = any(decode_anchor(anchor) for section in before.sections for anchor in section.anchors)
    grown = False
    escaped = tuple(_MARKUP.sub(r"\\\1", label) for label in labels)
    # A bar after the last label means that the heading is taken literally.
    for written in (tuple(labels), escaped, (*labels, ""), (*escaped, "")):
        new = old + _addition(old, _entry(place, written, attribute, linked))
        after = _parse(new, place.folder.level)
        grown = len(after.sections) == len(before.sections) + 1
        if grown and labels_of(after.sections[-1]).labels == tuple(labels):
            return new
    if grown:
        raise _stop(
            "new-label", Position("glossgen new", 0), f"“{' | '.join(labels)}” cannot be written as a heading"
        )
    message = "the file ends inside an open code block, comment or formula, so that no entry can follow"
    raise _stop("new-file", Position(place.path, old.count(b"\n") + 1), message, "close it first")


def _parse(data: bytes, level: int) -> Document:
    return parse_document(make_parser(), data.decode("utf-8-sig"), level=level, locate=lambda address: None)


def _entry(place: _TargetFile, labels: Sequence[str], attribute: str, linked: bool) -> str:
    heading = " | ".join(labels).rstrip()
    anchor = f'<a id="{encode_anchor(heading)}"></a>' if linked else ""
    lines = ["#" * place.folder.level + f" {heading}{anchor}"]
    if attribute:
        lines.append(f"<!-- {attribute} -->")
    japanese = place.folder.language == "ja" or _CJK.search(heading)
    lines += ["", "（定義を書く）" if japanese else "(Write the definition here.)", ""]
    return "\n".join(lines)


def _addition(old: bytes, entry: str) -> bytes:
    """The entry with the file's own line endings, after one blank line."""
    ending = "\r\n" if old.count(b"\r\n") * 2 > old.count(b"\n") else "\n"
    text = old.decode("utf-8-sig").replace("\r\n", "\n")
    breaks = len(text) - len(text.rstrip("\n"))
    gap = "\n" * max(0, 2 - breaks) if text.strip("\n") else ""
    return (gap + entry).replace("\n", ending).encode()


# --------------------------------------------------------------------------
# The disk


@contextlib.contextmanager
def _in_words(place: _TargetFile) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _stop(
            "new-file", Position(place.path, 0), f"the file cannot be written: {error.strerror}"
        ) from error


def _replace(file: Path, old: bytes, new: bytes) -> None:
    """Replace the content atomically, unless the file has changed since it was read."""
    file.parent.mkdir(parents=True, exist_ok=True)
    staged = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        with staged.open("xb") as stream:
            stream.write(new)
            stream.flush()
            os.fsync(stream.fileno())
        if file.exists():
            shutil.copymode(file, staged)
            if file.read_bytes() != old:
                raise OSError(0, "another program has just changed it")
        os.replace(staged, file)  # noqa: PTH105  (os.replace is what tests make fail)
    finally:
        staged.unlink(missing_ok=True)
