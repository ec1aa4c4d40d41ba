"""Finds source files, reads their text, and locates the files that they show."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from glossgen.config import Config, SourceFolder
from glossgen.config.regular_file import read_regular
from glossgen.config.values import EXCLUDE
from glossgen.markdown import Resource
from glossgen.model import Asset, Position, Problem
from glossgen.problems.machine import EXHAUSTED
from glossgen.sources.linked_files import is_kind_published, refusal
from glossgen.text.odd_characters import CONTROL, OVERRIDE
from glossgen.text.slug import safe_name

ENDINGS = (".md", ".markdown", ".mdx", ".qmd", ".rmd")
"""Endings of Markdown files; MDX and Quarto are Markdown with program code around the text."""
SPHINX = ".rst"
UNREAD = (".adoc", ".asciidoc", ".org", ".textile", ".mediawiki", ".docx", ".odt")
"""Endings of formats that may hold a glossary and that glossgen does not read; a build reports them."""
DATA_ENDINGS = (".yml", ".yaml", ".json", ".csv", ".tsv", ".xlsx")
_ALL_ENDINGS = (*ENDINGS, SPHINX, *DATA_ENDINGS, *UNREAD)

MANIFEST = ".glossgen.json"
"""The manifest that `glossgen.output` writes into a folder."""


def is_data(path: str) -> bool:
    """Whether a file, or a part of one, holds data and not text."""
    return path.partition("#")[0].lower().endswith(DATA_ENDINGS)


def is_sphinx(path: str) -> bool:
    """Whether a file is reStructuredText."""
    return path.lower().endswith(SPHINX)


def is_unread(path: str) -> bool:
    """Whether a file is in a text format that glossgen does not read."""
    return path.lower().endswith(UNREAD)


def is_markdown(path: str) -> bool:
    """Whether a file is Markdown."""
    return path.lower().endswith(ENDINGS)


def is_obstacle(path: str) -> bool:
    """Whether an entry is listed only to report that it is not read: a folder, or a link to one."""
    return not path.lower().endswith(_ALL_ENDINGS)


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
    """Every file that may be read, including files such as README.md, unless `exclude` is configured.

    A README may be the glossary, and `license.md` the entry of a term, so the default of `exclude` is applied
    only after the files have been looked at (see `forms.understand`).
    """
    everything = replace(config, exclude=()) if config.exclude == EXCLUDE else config
    for folder in config.sources:
        for file in _walk(everything, folder, folder.path, _ALL_ENDINGS):
            if file.file != config.path and file.name not in OWN_FILES:
                yield file


OWN_FILES = ("glossgen.yml", "glossgen.yaml", "readings.yml")
"""YAML files of glossgen itself, which are not glossaries."""


MOST_DEPTH = 100
"""So many folders may be in each other; those that are deeper are not read."""


def _walk(
    config: Config, folder: SourceFolder, here: Path, endings: tuple[str, ...] = ENDINGS
) -> Iterator[SourceFile]:
    try:
        entries = sorted(os.scandir(here), key=lambda entry: entry.name)
    except OSError as error:
        if error.errno in EXHAUSTED:
            raise
        # Listed, so that reading it reports the problem, and its pages do not vanish without a message.
        yield SourceFile(folder, here, here.relative_to(folder.path).as_posix(), config.relative(here))
        return
    for entry in entries:
        path = Path(entry.path)
        name = path.relative_to(folder.path).as_posix()
        if entry.is_dir(follow_symlinks=False):
            if name.count("/") >= MOST_DEPTH:
                yield SourceFile(folder, path, name, config.relative(path))  # to tell that it is not read
            elif _enters(config, folder, name):
                yield from _walk(config, folder, path, endings)
        elif _is_listed(config, folder, entry, name, endings):
            yield SourceFile(folder, path, name, config.relative(path))


def _is_listed(
    config: Config, folder: SourceFolder, entry: os.DirEntry[str], name: str, endings: tuple[str, ...]
) -> bool:
    """Whether to read an entry that is not a folder, if only so that reading it reports the problem."""
    if entry.is_symlink() and Path(entry.path).is_dir():
        return _enters(config, folder, name) and _leads_outside(Path(entry.path), (folder.path,))
    return name.lower().endswith(endings) and config.selects(folder, name)


def _leads_outside(link: Path, tops: Iterable[Path]) -> bool:
    """Whether a symbolic link leads out of the source folders, or to something hidden in them."""
    real = Path(os.path.realpath(link))
    for top in map(Path.resolve, tops):
        if real.is_relative_to(top):
            return any(part.startswith(".") for part in real.relative_to(top).parts)
    return True


def _enters(config: Config, folder: SourceFolder, name: str) -> bool:
    if os.path.isfile(folder.path / name / MANIFEST):  # noqa: PTH113  (also where we have no rights)
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
        hint = "rename it: pages name their files in UTF-8"
        return b"", Problem(Position(shown), "unreadable", "the name of the file is not UTF-8", hint)
    if problem := unfit_name(source.path):
        return b"", problem
    found = read_source(source.file, (source.folder.path,))
    return (found, None) if isinstance(found, bytes) else (b"", refused(source.path, found))


def unfit_name(path: str) -> Problem | None:
    """The problem of a path with characters that pages and terminals must not hold; None if it has none."""
    bad = CONTROL.search(path) or OVERRIDE.search(path) or re.search("[\t\n\r]", path)
    if not bad:
        return None
    message = f"the name of the file holds the character U+{ord(bad[0]):04X}"
    return Problem(Position(path), "unreadable", message, "rename it")


def read_source(file: Path, tops: Iterable[Path]) -> bytes | str:
    """The bytes of a source file, or why they are not read.

    A symbolic link that leads out of the source folders is not followed: a contributor could use it to
    publish files of the machine that builds the site.
    """
    try:
        if file.is_symlink() and _leads_outside(file, tops):
            return OUTSIDE
        return read_regular(file)
    except OSError as error:
        if error.errno in EXHAUSTED:
            raise
        return error.strerror or "unknown error"


NOT_READ = ("unreadable", "encoding", "outside-link")
"""The codes of problems of files that are not read at all."""


def no_sources(
    config: Config,
    message: str = "there is no glossary in the source folders",
    left_out: Sequence[tuple[str, str]] = (),
) -> Problem:
    """The problem of a glossary without any source file; `left_out` are files that are not read, and why."""
    hint = "write a file, or correct “sources”"
    if left_out:
        path, why = left_out[0]
        rest = len(left_out) - 1
        more = f", and {rest:,} more files are left out (“glossgen inspect” lists them)" if rest else ""
        hint = f"“{path}” is left out, as {why}{more}; {hint}"
    return Problem(Position(config.relative(config.root), 0), "no-sources", message, hint)


OUTSIDE = "outside"
"""The reason for a symbolic link that leads out of the source folders (see `refused`)."""


def refused(path: str, why: str) -> Problem:
    """The problem of a source file that is not read."""
    if why == OUTSIDE:
        message = "this symbolic link leads out of the source folder and is not followed"
        return Problem(Position(path), "outside-link", message, "put a copy in its place, or exclude it")
    return Problem(Position(path), "unreadable", f"the file cannot be read: {why}")


def decode_text(source: SourceFile, data: bytes) -> tuple[str, Problem | None]:
    """Decode the text of a file; or the problem."""
    if found := _ISO_2022.search(data):
        line = data.count(b"\n", 0, found.start()) + 1
        hint = "save it as UTF-8; it looks like ISO-2022-JP"
        return "", Problem(Position(source.path, line), "encoding", "the file is not UTF-8", hint)
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "save it as UTF-8; it looks like " + _guess_encoding(data)
        return "", Problem(Position(source.path, line), "encoding", "the file is not UTF-8", hint)


_ISO_2022 = re.compile(rb"\x1b(?:\$[@B(]|\([IJ])")
"""The escape sequences of ISO-2022-JP, whose other bytes are all ASCII."""


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
        return tuple(
            sorted(
                (asset for asset, resource in self.by_file.values() if not resource.refused),
                key=lambda asset: asset.url,
            )
        )

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
        self.by_file[file] = (Asset(str(file), free), resource_of(file, free))


def locate(folder: SourceFolder, source: Path, address: str) -> tuple[Path, str] | None:
    """The file for an address as written in the file `source`, and its name in the source folder.

    An address with a leading slash is relative to the source folder, or to a folder that a site generator
    publishes as it is. Hidden files and files outside of the source folder are not found: a page may show
    only files of the glossary.
    """
    address = address.split("#", 1)[0].split("?", 1)[0]
    if not address.startswith("/"):
        return _located_in(folder.path, source.parent, folder.path, address)
    address = address.lstrip("/")
    found = _located_in(folder.path, folder.path, folder.path, address)
    if found is None and "." in address.rpartition("/")[2]:
        for base in _published_folders(folder.path, source):
            if os.path.isfile(f"{base}/{address}"):  # noqa: PTH113  (a dead link asks for each of them)
                return _located_in(folder.path, Path(base), Path(base), address)
    return found


PUBLISHED = ("static", "public", "docs/public", ".vuepress/public", ".vitepress/public", "source")
"""Folders whose files Hugo, Docusaurus, Astro, VitePress, VuePress and Hexo publish at the top of a site."""


def _published_folders(top: Path, source: Path) -> Iterator[str]:
    """The folders of published files in those above a source file, from the nearest."""
    here = source.parent
    while here.is_relative_to(top):
        yield from (f"{here}/{name}" for name in PUBLISHED)
        if here == top:
            return
        here = here.parent


def _located_in(top: Path, base: Path, named: Path, address: str) -> tuple[Path, str] | None:
    """The file of `top` that an address means from `base`, and its name in `named`; no hidden one."""
    try:
        file = (base / address).resolve()
        if not (address and file.is_relative_to(top.resolve()) and file.is_file()):
            return None
        name = file.relative_to(named.resolve()).as_posix()
    except (OSError, ValueError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
        return None
    return None if any(part.startswith(".") for part in name.split("/")) else (file, name)


MOST_URL = 1000
"""The longest address of a file that a text shows, in bytes of UTF-8: no system has paths of any length."""

_OF_THE_SITE = re.compile(
    r"static/|(?:.+/)?[^/]+\.(?:html|xml|json|js|txt)/|terms\.json\Z|robots\.txt\Z|(?:[^/]+/)?search/addresses\.json\Z",
    re.IGNORECASE,
)
"""Addresses that are those of other files of a site, or below what is no folder there."""


def natural_url(prefix: str, name: str) -> str:
    """The address on the site of a file that a text shows, unless another file has it already.

    `name` is relative to the source folder. `prefix` is the prefix of that folder if there are
    several.
    """
    *folders, last = [part for part in f"{prefix}/{name}".split("/") if part not in ("", "..")]
    # Folders are in lower case like those of pages, since some file systems would merge them.
    url = "/".join([*(safe_name(folder).lower() or "files" for folder in folders), safe_name(last)])
    name = url.rsplit("/", 1)[-1]
    if len(url.encode()) > MOST_URL:
        return f"files/{name}"
    own = "." not in name or name.lower() in ("index.html", "404.html") or _OF_THE_SITE.match(url)
    return f"files/{url}" if own else url


def resource_of(file: Path, url: str) -> Resource:
    """A file that a text shows, with its size in pixels, or the reason why it is not published."""
    why = refusal(file)
    return Resource(url, 0, 0, why, not is_kind_published(file)) if why else Resource(url, *image_size(file))


def image_size(file: Path) -> tuple[int, int]:
    """Width and height of an image in pixels; 0 if the file is not an image."""
    import imagesize  # a slow import, and most glossaries have no images

    try:
        width, height = imagesize.get(str(file))
    except Exception:  # imagesize lets all kinds of exceptions through for a damaged image
        return 0, 0
    return max(0, int(width)), max(0, int(height))
