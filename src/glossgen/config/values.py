"""The configuration as frozen values. Nothing here accesses the disk."""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct, field

from glossgen.config.globs import matches
from glossgen.model import SourceKind

AUTO = "auto"
"""The language of a source folder whose files state or show their own language."""

EXCLUDE = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "LICENSE.md")
"""Files that describe a repository and not the glossary; the key `exclude` replaces this list."""

MIRROR = "linked"
"""The default folder of the linked Markdown."""

NEVER = (".*", "node_modules")
"""Names that are never read, whatever the configuration says."""


class Policy(str, Enum):
    """Which mentions of a term become links."""

    FIRST = "first"
    SECTION = "section"
    PARAGRAPH = "paragraph"
    ALL = "all"


class Compound(str, Enum):
    """Whether a label is linked inside a longer, unknown compound word."""

    LINK = "link"
    EDGE = "edge"
    SKIP = "skip"
    WARN = "warn"


class Links(Struct, frozen=True):
    """The `links` section.

    `cap` is the maximum number of links in a paragraph; None means no limit. `analyser` turns on
    the morphological analyser of `glossgen[ja]`, which decides where the boundary rules are in doubt.
    """

    policy: Policy = Policy.FIRST
    ignore: tuple[str, ...] = ()
    cap: int | None = None
    compound: Compound = Compound.LINK
    analyser: bool = False


class FrontMatter(Struct, frozen=True):
    """For each field of `Meta`, the keys that may hold it in the files; the first one present counts.

    `alternative` holds pairs of a key and the language of its label (`auto`: decided by its
    script). The defaults are the keys of a Hugo glossary, where `term` is the reading.
    """

    title: tuple[str, ...] = ("title",)
    alternative: tuple[tuple[str, str], ...] = (("e-title", "en"), ("alt", "auto"), ("synonyms", "auto"))
    reading: tuple[str, ...] = ("term", "reading", "読み")
    tags: tuple[str, ...] = ("keywords", "tags")
    category: tuple[str, ...] = ("category", "categories")
    description: tuple[str, ...] = ("description",)
    date: tuple[str, ...] = ("date",)
    lastmod: tuple[str, ...] = ("lastmod", "updated", "last_modified_at")
    translation_key: tuple[str, ...] = ("translationKey",)
    url: tuple[str, ...] = ("url", "permalink")
    draft: tuple[str, ...] = ("draft",)
    aliases: tuple[str, ...] = ("aliases", "redirect_from")
    language: tuple[str, ...] = ("lang", "language")
    type: tuple[str, ...] = ("type",)
    id: tuple[str, ...] = ("id", "slug")
    related: tuple[str, ...] = ("related", "related_terms", "see_also")
    broader: tuple[str, ...] = ("broader",)
    narrower: tuple[str, ...] = ("narrower",)
    requires: tuple[str, ...] = ("requires",)
    ignore: tuple[str, ...] = ("ignore",)
    autolink: tuple[str, ...] = ("autolink",)
    hidden: tuple[str, ...] = ("hidden",)
    case: tuple[str, ...] = ("case", "match")
    priority: tuple[str, ...] = ("priority",)
    scope: tuple[str, ...] = ("scope",)


class Math(Struct, frozen=True):
    """The `math` section: TeX macros, as pairs of a command (with its backslash) and its replacement."""

    macros: tuple[tuple[str, str], ...] = ()


class Mirror(Struct, frozen=True):
    """The `mirror` section: what `glossgen link` writes.

    `output` is an absolute path. `url` is the published address of the mirror's folder and ends
    with a slash; if it is empty, links are relative.
    """

    output: Path
    url: str = ""
    policy: Policy = Policy.ALL


class Repository(Struct, frozen=True):
    """The repository of the sources, for “edit” and “history” links.

    `path` is the folder of the configuration inside the repository; None means that git determines it.
    """

    url: str
    branch: str = "main"
    path: str | None = None


class SourceFolder(Struct, frozen=True):
    """One folder of sources.

    `path` is absolute; `prefix` is the same folder relative to the configuration, in POSIX form,
    and empty for the configuration's own folder. `level` is the level of the headings that are
    terms. Glob patterns are relative to the folder; a source that is one file is its folder and a
    pattern. `columns` are pairs of the folded name of a column of data and the field that it holds.
    """

    path: Path
    prefix: str = ""
    language: str = AUTO
    form: SourceKind = SourceKind.AUTO
    level: int = 2
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()


class Theme(Struct, frozen=True):
    """The `theme` section: an accent colour (`#rrggbb`), and files in the folder `static` of the glossary.

    `logo` is a picture before the title, `style` a style sheet that is appended to `site.css`.
    """

    accent: str = ""
    logo: str = ""
    style: str = ""


class ShareImage(Struct, frozen=True):
    """The `share_image` section: the font, relative to the configuration in POSIX form, and its line."""

    font: str
    line: int = 0


class Config(Struct, frozen=True):
    """The configuration of a build: `glossgen.yml`, the options of the command, and defaults for the rest.

    - `root`: the folder of the configuration (or of the sources, without a configuration).
    - `path`: the configuration file.
    - `languages`: empty if the sources decide.
    - `base_url`: ends with a slash; empty for a site with relative addresses only.
    - `templates`, `static`, `locale`: the site's own folders of overrides, where they exist.
    - `ruby`: whether readings are shown above headwords.
    - `offline`: whether browsers keep the pages that a reader has opened.
    - `share_image`: how pictures of pages are drawn; None: there are none.
    - `titles`, `descriptions`: pairs of a language and its text, where they differ by language.
    - `root_language`: the language whose pages stand at the root of a site of several languages.
    - `shortcodes`: for each name the pairs of a kind (`term`, `page`, `text`) and an argument.
    - `categories`: paths of files without suffix, or names from front matter, in the order of the
      home page.

    All paths except those in `categories` are absolute.
    """

    root: Path
    title: str
    sources: tuple[SourceFolder, ...]
    output: Path
    path: Path | None = None
    description: str = ""
    base_url: str = ""
    languages: tuple[str, ...] = ()
    exclude: tuple[str, ...] = EXCLUDE
    links: Links = field(default_factory=Links)
    front_matter: FrontMatter = field(default_factory=FrontMatter)
    math: Math = field(default_factory=Math)
    repository: Repository | None = None
    mirror: Mirror | None = None
    templates: Path | None = None
    static: Path | None = None
    locale: Path | None = None
    ruby: bool = False
    offline: bool = False
    theme: Theme = field(default_factory=Theme)
    share_image: ShareImage | None = None
    categories: tuple[str, ...] = ()
    titles: tuple[tuple[str, str], ...] = ()
    descriptions: tuple[tuple[str, str], ...] = ()
    root_language: str = ""
    shortcodes: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()

    @property
    def base_path(self) -> str:
        """The path under which the site is published, from slash to slash: `/` or `/tech_glossary/`."""
        return urlsplit(self.base_url).path or "/"

    @property
    def cache(self) -> Path:
        """The cache folder: it may be deleted at any time, and then the next build is slow."""
        return self.root / ".glossgen"

    @property
    def readings(self) -> Path:
        """The file of readings that the sources do not give; it may be missing."""
        return self.root / "readings.yml"

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The paths that a build reads and must never write to."""
        extra = (self.path, self.templates, self.static, self.locale, self.font)
        return tuple(source.path for source in self.sources) + tuple(path for path in extra if path)

    @property
    def font(self) -> Path | None:
        """The font of the pictures of pages, if there are to be any."""
        return self.root / self.share_image.font if self.share_image else None

    def relative(self, path: Path) -> str:
        """`path` as problems name it: in POSIX form, relative to `root` where that is possible."""
        return relative_posix(path, self.root)

    def selects(self, folder: SourceFolder, name: str) -> bool:
        """Whether the file `name` of a source folder is read.

        `name` is relative to the folder, in POSIX form. A file belongs to the deepest source folder
        that contains it, so that source folders may be nested, each with its own language.
        """
        return not self._excludes(folder, name) and (not folder.include or matches(folder.include, name))

    def enters(self, folder: SourceFolder, name: str) -> bool:
        """Whether the folder `name` of a source folder may contain files to read."""
        # `include` matches files; the folders above them must be entered all the same.
        return not self._excludes(folder, name + "/")

    def _excludes(self, folder: SourceFolder, name: str) -> bool:
        path = folder.path / name
        if any(path.is_relative_to(own) for own in self._own_folders()):
            return True
        if any(_is_inside(path, other.path, folder.path) for other in self.sources):
            return True
        if matches(NEVER, name) or matches(folder.exclude, name):
            return True
        return matches(self.exclude, self.relative(path) + ("/" if name.endswith("/") else ""))

    def _own_folders(self) -> tuple[Path, ...]:
        extra = tuple(path for path in (self.templates, self.static, self.locale) if path)
        extra += (self.mirror.output,) if self.mirror else ()
        sources = [source.path for source in self.sources]
        return tuple(path for path in (self.output, self.cache, *extra) if path not in sources)


def _is_inside(path: Path, inner: Path, outer: Path) -> bool:
    return inner != outer and inner.is_relative_to(outer) and path.is_relative_to(inner)


def relative_posix(path: Path, root: Path) -> str:
    """`path` relative to `root` with forward slashes; absolute when on another drive."""
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:
        return path.as_posix()
