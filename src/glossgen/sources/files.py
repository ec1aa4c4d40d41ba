"""Finds source files, reads their text, and locates the files that they show."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from glossgen.config import Config, SourceFolder
from glossgen.config.values import EXCLUDE
from glossgen.markdown import Resource
from glossgen.model import Asset, Position, Problem
from glossgen.text.slug import safe_name

ENDINGS = (".md", ".markdown", ".mdx")
SPHINX = ".rst"
UNREAD = (".adoc", ".asciidoc", ".org", ".textile", ".mediawiki", ".docx", ".odt")
"""Endings of texts that may be a glossary, and that nothing here reads: a build says so."""
DATA_ENDINGS = (".yml", ".yaml", ".json", ".csv", ".tsv", ".xlsx")

MANIFEST = ".glossgen.json"
"""The manifest that `glossgen.output` writes into a folder."""


def is_data(path: str) -> bool:
    """Whether a file, or a part of one, holds data and no text."""
    return path.partition("#")[0].lower().endswith(DATA_ENDINGS)


def is_sphinx(path: str) -> bool:
    """Whether a file is reStructuredText."""
    return path.lower().endswith(SPHINX)


def is_unread(path: str) -> bool:
    """Whether a file is a text in a form that nothing here reads."""
    return path.lower().endswith(UNREAD)


def is_markdown(path: str) -> bool:
    """Whether a file is Markdown."""
    return path.lower().endswith(ENDINGS)


class SourceFile(Struct, frozen=True):
    """A source file: its path on the disk, its name in the source folder, its path in problems."""

    folder: SourceFolder
    file: Path
    name: str
    path: str


def find_files(config: Config) -> Iterator[SourceFile]:
    """Every Markdown file of every source folder, in order of folders and names."""
    for folder in config.sources:
        yield from _walk(config, folder, folder.path)


def find_candidates(config: Config) -> Iterator[SourceFile]:
    """Every file that may be read: those too whose name says that they are about a repository.

    A README may be the glossary, and `license.md` the entry of a term. Who writes an `exclude`
    of their own has said what is left out.
    """
    everything = replace(config, exclude=()) if config.exclude == EXCLUDE else config
    for folder in config.sources:
        for file in _walk(everything, folder, folder.path, (*ENDINGS, SPHINX, *DATA_ENDINGS, *UNREAD)):
            if file.file != config.path and file.name not in OWN_FILES:
                yield file


OWN_FILES = ("glossgen.yml", "glossgen.yaml", "readings.yml")
"""Files of ours that are YAML and no glossary."""


def _walk(
    config: Config, folder: SourceFolder, here: Path, endings: tuple[str, ...] = ENDINGS
) -> Iterator[SourceFile]:
    try:
        entries = sorted(os.scandir(here), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = Path(entry.path)
        name = path.relative_to(folder.path).as_posix()
        if entry.is_dir(follow_symlinks=False):
            if _enters(config, folder, name):
                yield from _walk(config, folder, path, endings)
        elif name.lower().endswith(endings) and _is_file(entry) and config.selects(folder, name):
            yield SourceFile(folder, path, name, config.relative(path))


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether to read an entry. A link to itself is included, so that reading it reports the problem."""
    try:
        return entry.is_file()
    except OSError:
        return True


def _enters(config: Config, folder: SourceFolder, name: str) -> bool:
    if (folder.path / name / MANIFEST).is_file():
        return False  # a site or mirror that glossgen has written
    return config.enters(folder, name)


def read_text(source: SourceFile) -> tuple[str, Problem | None]:
    """The text of a file, or the problem that prevents reading it."""
    data, problem = read_bytes(source)
    return ("", problem) if problem else decode_text(source, data)


def read_bytes(source: SourceFile) -> tuple[bytes, Problem | None]:
    """The bytes of a file, or the problem that prevents reading it."""
    shown = source.path.encode(errors="replace").decode()
    if shown != source.path:
        hint = "rename it; every page that tells of it is UTF-8"
        return b"", Problem(Position(shown), "unreadable", "the name of the file is not UTF-8", hint)
    try:
        return source.file.read_bytes(), None
    except OSError as error:
        return b"", Problem(Position(source.path), "unreadable", f"the file cannot be read: {error.strerror}")


def decode_text(source: SourceFile, data: bytes) -> tuple[str, Problem | None]:
    """Decode the text of a file; or the problem."""
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "save it as UTF-8; it looks like " + _guess_encoding(data)
        return "", Problem(Position(source.path, line), "encoding", "the file is not UTF-8", hint)


def _guess_encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    for encoding, name in (("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP")):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return name
    return "another encoding"


class Assets(Struct):
    """Collects the files that texts show, and assigns them addresses on the site."""

    config: Config
    by_file: dict[Path, tuple[Asset, Resource]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    @property
    def found(self) -> tuple[Asset, ...]:
        """Every file found, sorted by address."""
        return tuple(sorted((asset for asset, _ in self.by_file.values()), key=lambda asset: asset.url))

    def locate(self, source: SourceFile, address: str) -> Resource | None:
        """The file for an address as written in `source`; None if there is none."""
        found = locate(source.folder, source.file, address)
        if found is None:
            return None
        file, name = found
        if file not in self.by_file:
            prefix = source.folder.prefix if len(self.config.sources) > 1 else ""
            self._add(file, natural_url(prefix, name))
        return self.by_file[file][1]

    def _add(self, file: Path, url: str) -> None:
        """Assign an address to a file that no other file has."""
        stem, dot, ending = url.rpartition(".")
        count, free = 1, url
        while free.casefold() in self.taken:
            count += 1
            free = f"{stem}-{count}{dot}{ending}"
        self.taken.add(free.casefold())
        self.by_file[file] = (Asset(str(file), free), Resource(free, *image_size(file)))


def locate(folder: SourceFolder, source: Path, address: str) -> tuple[Path, str] | None:
    """The file for an address as written in the file `source`, and its name in the source folder.

    An address with a leading slash is relative to the source folder. Hidden files and files outside
    of the source folder are not found: a page may only show what the writer put into the glossary.
    """
    address = address.split("#", 1)[0].split("?", 1)[0]
    base = folder.path if address.startswith("/") else source.parent
    top = folder.path.resolve()
    try:
        file = (base / address.lstrip("/")).resolve()
        if not address or not file.is_relative_to(top) or not file.is_file():
            return None
    except (OSError, ValueError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
        return None
    name = file.relative_to(top).as_posix()
    return None if any(part.startswith(".") for part in name.split("/")) else (file, name)


def natural_url(prefix: str, name: str) -> str:
    """The address on the site of a file that a text shows, unless another file has it already.

    `name` is relative to the source folder. `prefix` is the prefix of that folder if there are
    several.
    """
    *folders, last = [part for part in f"{prefix}/{name}".split("/") if part not in ("", "..")]
    # Folders are in lower case like those of pages, since some file systems would merge them.
    url = "/".join([*(safe_name(folder).lower() or "files" for folder in folders), safe_name(last)])
    name = url.rsplit("/", 1)[-1]
    if "." not in name or name.lower() in ("index.html", "404.html") or url.startswith("static/"):
        return f"files/{url}"
    return url


def image_size(file: Path) -> tuple[int, int]:
    """Width and height of an image in pixels; 0 if the file is not an image."""
    import imagesize  # a slow import, and most glossaries have no images

    try:
        width, height = imagesize.get(str(file))
    except Exception:  # imagesize lets all kinds of exceptions through for a damaged image
        return 0, 0
    return max(0, int(width)), max(0, int(height))
