"""Reads the pasted cases of `tests/cases/` and says what was read from each, as text."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from glossgen.config import Config, SourceFolder
from glossgen.model import Meta, Source, Term, TextRun
from glossgen.problems.hints import hinted
from glossgen.render import render_body
from glossgen.site.values import LinkedBody
from made import read_glossary

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One pasted case: its file and title, the text, and what must be read from it."""

    file: str
    title: str
    text: str
    expected: str

    @property
    def name(self) -> str:
        return f"{self.file}: {self.title}"


def load_cases() -> list[Case]:
    """Every case of every file."""
    return [case for path in sorted(FOLDER.glob("*.txt")) for case in _cases(path)]


def _cases(path: Path) -> Iterator[Case]:
    for block in re.split(r"(?m)^=== ", path.read_text(encoding="utf-8"))[1:]:
        title, _, rest = block.partition("\n")
        text, _, expected = rest.partition("--- expected\n")
        yield Case(path.stem, title.strip(), text, expected.strip())


def write_cases(file: str, cases: list[Case]) -> None:
    """Write the cases of one file back, in the form they are pasted in."""
    blocks = [f"=== {case.title}\n{case.text}--- expected\n{case.expected}\n" for case in cases]
    (FOLDER / f"{file}.txt").write_text("\n".join(blocks), encoding="utf-8")


def source_text(case: Case) -> str:
    """The text as it stands in the file."""
    text = case.text.removesuffix("\n")
    if not case.title.endswith("(escaped)"):
        return text
    return re.sub(
        r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text.replace("\\t", "\t").replace("\\n", "\n")
    )


def png(width: int, height: int) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def read_case(case: Case, folder: Path) -> str:
    """What is read from the case, as the text that stands under `--- expected`."""
    (folder / "images").mkdir()
    (folder / "images" / "a.png").write_bytes(png(4, 2))
    (folder / "other.md").write_text("## 他\n\nほか。\n", encoding="utf-8")
    (folder / "terms.md").write_text(source_text(case), encoding="utf-8")
    config = Config(folder, "case", (SourceFolder(folder, language="ja"),), folder / "site")
    glossary = read_glossary(config)
    source = next((source for source in glossary.sources if source.path == "terms.md"), None)
    lines = list(_source(source)) if source else []
    problems = sorted(glossary.problems, key=lambda p: (p.position.line, p.code, p.message))
    lines += [
        f"! {p.code}:{p.position.line} {p.message}" + (f" [{p.hint}]" if p.hint else "")
        for p in hinted(problems, ())
    ]
    return "\n".join(lines)


def _source(source: Source) -> Iterator[str]:
    if source.title != "terms" or source.published:
        yield f"file: {source.title}" + (f" at {source.published}" if source.published else "")
    if source.intro:
        yield from _body(source.intro)
    for term in source.terms:
        yield "# " + _heading(term)
        yield from _body(term.body)
    if source.note:
        yield f"note: {source.note.title}"
        yield from _body(source.note.body)


def _heading(term: Term) -> str:
    names = []
    for label in term.labels:
        mark = " (hidden)" if label.hidden else f" ({label.language})" if label.language != "ja" else ""
        names.append(label.text + mark + (f" [{label.reading}]" if label.reading else ""))
    facts = [f"reading {term.reading}"] if term.reading else []
    facts += [f"id {term.id}"] if term.explicit_id else []
    plain = Meta()
    for name in Meta.__struct_fields__:
        value = getattr(term.meta, name)
        if value != getattr(plain, name) and (name, value) != ("translation_key", "/terms"):
            facts.append(f"{name} {getattr(value, 'value', value)}")
    return "; ".join([" | ".join(names), *facts])


def _body(body: tuple[str | TextRun, ...]) -> Iterator[str]:
    html = render_body(LinkedBody(body), root="", href=str, formula=lambda f: f"$${f.tex}$$")
    yield from (
        line for line in str(html).replace("\u2028", "").replace("\u2029", "").split("\n") if line.strip()
    )
    for part in body:
        if isinstance(part, TextRun):
            for ref in part.references:
                where = f" at {ref.address}" if ref.address else ""
                yield f"> {ref.kind.value} “{part.text[ref.start : ref.end]}” → {ref.target}{where}"
