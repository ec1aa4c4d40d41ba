"""Parses the sections of the configuration: one small function for each, from a field to a value."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import structs

from glossgen.config.globs import is_glob, literal
from glossgen.config.regular_file import is_within
from glossgen.config.values import (
    AUTO,
    MIRROR,
    Compound,
    FrontMatter,
    Links,
    Math,
    Mirror,
    Policy,
    Repository,
    SourceFolder,
    Theme,
    relative_posix,
)
from glossgen.config.yaml_reader import YamlReader
from glossgen.config.yaml_tree import YamlField, given, is_mapping
from glossgen.model import SourceKind
from glossgen.problems import CannotStart
from glossgen.text.columns import COLUMNS, folded
from glossgen.text.nearest import nearest

FORMS = tuple(form for form in SourceKind if form is not SourceKind.INDEX)
ONE_FILE = (".md", ".markdown", ".mdx", ".qmd", ".rmd", ".yml", ".yaml", ".json", ".csv", ".tsv", ".xlsx")
"""The endings of files that may be a source of their own."""
MOST_LINKS = 10_000

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}){1,2}\Z")
_MACRO = re.compile(r"\\(?:[A-Za-z@]+|[^A-Za-z@\s])\Z")


def is_language(text: str) -> bool:
    """Whether a text has the form of a language tag (BCP 47, without extensions)."""
    return _LANGUAGE.match(text) is not None


def language(reader: YamlReader, field: YamlField | None) -> str:
    """A language tag (BCP 47, in the simple form that pages use), or `auto`."""
    text = reader.text(field, AUTO)
    if field is not None and text != AUTO and not is_language(text):
        hint = "write a language tag such as ja, en or zh-Hant"
        reader.problem(field, "config-value", f"{field.name}: “{text}” is not a language", hint)
        return AUTO
    return text


def languages(
    reader: YamlReader, field: YamlField | None, sources: tuple[SourceFolder, ...]
) -> tuple[str, ...]:
    """The languages of the site: those listed, else those of the sources, else none (the files decide)."""
    stated = tuple(dict.fromkeys(source.language for source in sources))
    if field is None:
        return () if AUTO in stated else stated
    listed: list[str] = []
    for item in reader.items(field, "a list of languages"):
        tag = language(reader, item)
        if tag in listed:
            reader.problem(item, "config-value", f"the language “{tag}” is listed twice")
        elif tag == AUTO:
            if item.node.value == AUTO:
                reader.problem(
                    item, "config-value", "“auto” is for source folders; list the languages of the site"
                )
        else:
            listed.append(tag)
    missing = [tag for tag in stated if tag not in (AUTO, *listed)]
    if listed and missing:
        reader.problem(
            field, "config-value", f"languages does not list “{missing[0]}”, the language of a source"
        )
    return tuple(listed)


def web_address(reader: YamlReader, field: YamlField, text: str) -> str:
    """An http or https address (RFC 3986) without query and fragment, or empty after a problem."""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        good = False
    if not good or any(char.isspace() or char in "\"'<>\\" for char in text):
        hint = "write the whole address, such as https://example.org/glossary/"
        reader.problem(field, "config-value", f"{field.name}: “{text}” is not a web address", hint)
        return ""
    if parts.query or parts.fragment or "?" in text or "#" in text:
        reader.problem(field, "config-value", f"{field.name} cannot have a “?” or “#” part")
        return ""
    return text


def base_url(reader: YamlReader, field: YamlField | None) -> str:
    """The address of the published site, ending with a slash; empty for a site with relative addresses."""
    text = reader.text(field).strip()
    if field is None or not text:
        return ""
    address = web_address(reader, field, text)
    return address and address.rstrip("/") + "/"


def sources(reader: YamlReader, field: YamlField | None, root: Path) -> tuple[SourceFolder, ...]:
    """The source folders; without the key, the folder of the configuration is the only one."""
    if field is None:
        return (SourceFolder(root),)
    found: dict[tuple[Path, tuple[str, ...]], SourceFolder] = {}
    for item in reader.items(field, "a list of folders"):
        source = _source(reader, item, root)
        if source is None:
            continue
        place = (source.path, source.include)
        if place in found:
            reader.problem(item, "config-value", f"the folder “{source.prefix or '.'}” is listed twice")
        found[place] = source
    return tuple(found.values()) or (SourceFolder(root),)


def _source(reader: YamlReader, item: YamlField, root: Path) -> SourceFolder | None:
    if not is_mapping(item):
        folder, own = _place(reader, item, reader.text(item), root)
        return SourceFolder(folder, _prefix(folder, root), include=own) if folder else None
    known = ("path", "language", "form", "level", "include", "exclude", "columns")
    fields = reader.fields(structs.replace(item, name="sources"), known)
    if "path" not in fields:
        reader.problem(item, "config-value", "a source needs a path", "write - path: FOLDER")
        folder, own = None, ()
    else:
        folder, own = _place(reader, fields["path"], reader.text(fields["path"]), root)
    tag = language(reader, fields.get("language"))
    form = reader.choice(fields.get("form"), FORMS, SourceKind.AUTO)
    level = reader.number(fields.get("level"), 1, 6) or (1 if form is SourceKind.ARTICLE else 2)
    include, exclude = globs(reader, fields.get("include")), globs(reader, fields.get("exclude"))
    named = columns(reader, fields.get("columns"))
    if folder is None:
        return None
    return SourceFolder(folder, _prefix(folder, root), tag, form, level, own or include, exclude, named)


def columns(reader: YamlReader, field: YamlField | None) -> tuple[tuple[str, str], ...]:
    """The `columns` of a data file: for each field of glossgen, the name or names of its column."""
    if field is None:
        return ()
    fields = reader.fields(field, list(COLUMNS))
    return tuple((folded(name), known) for known, value in fields.items() for name in reader.texts(value))


def _place(
    reader: YamlReader, field: YamlField, text: str, root: Path
) -> tuple[Path | None, tuple[str, ...]]:
    """The folder of a source; with a glob, if the source is one file of it."""
    try:
        file = Path(root / text).resolve()
        within = is_within(file, root)
        is_file = file.is_file()
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, before Python 3.13
        reader.problem(field, "config-folder", f"“{text}” cannot be opened: {error}")
        return None, ()
    if not within:
        hint = "put the configuration into a folder that has all its sources"
        reader.problem(
            field, "config-folder", f"“{text}” is outside of the folder of the configuration", hint
        )
        return None, ()
    if is_file and file.name.lower().endswith(ONE_FILE) and file.stem != "glossgen":
        return file.parent, ("/" + literal(file.name),)
    return _folder(reader, field, text, root), ()


def globs(reader: YamlReader, field: YamlField | None, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """A list of glob patterns."""
    if field is None:
        return default
    found: list[str] = []
    for item in reader.items(field, "a list of texts"):
        text = reader.text(item)
        if text and not is_glob(text):
            hint = "write \\ before a special character that is meant literally"
            reader.problem(item, "config-value", f"{item.name}: “{text}” is not a .gitignore pattern", hint)
        elif text:
            found.append(text)
    return tuple(found)


def _prefix(folder: Path, root: Path) -> str:
    return "" if folder == root else relative_posix(folder, root)


def _folder(reader: YamlReader, field: YamlField, text: str, root: Path) -> Path | None:
    folder = Path(root / text).resolve()
    if folder.is_dir():
        return folder
    if folder.exists():
        reader.problem(field, "config-folder", f"“{text}” is a file, not a folder")
        return None
    close = nearest(folder.name, folders_in(folder.parent))
    hint = f"did you mean “{relative_posix(folder.with_name(close), root)}”?" if close else ""
    reader.problem(field, "config-folder", f"the folder “{text}” does not exist", hint)
    return None


def folders_in(parent: Path) -> list[str]:
    """The names of the subfolders of a folder; none if it cannot be read."""
    try:
        return sorted(path.name for path in parent.iterdir() if path.is_dir())
    except OSError:
        return []


def links(reader: YamlReader, field: YamlField | None) -> Links:
    """The `links` section."""
    if field is None:
        return Links()
    fields = reader.fields(field, ("policy", "ignore", "cap", "compound", "analyser"))
    return Links(
        reader.choice(fields.get("policy"), tuple(Policy), Policy.FIRST),
        reader.texts(fields.get("ignore")),
        reader.number(fields.get("cap"), 0, MOST_LINKS),
        reader.choice(fields.get("compound"), tuple(Compound), Compound.LINK),
        reader.flag(fields.get("analyser")),
    )


def front_matter(reader: YamlReader, field: YamlField | None) -> FrontMatter:
    """The `front_matter` section: a name, or a list of names, for each field of `FrontMatter`."""
    if field is None:
        return FrontMatter()
    names = list(FrontMatter.__struct_fields__)
    fields = reader.fields(field, names)
    plain = {name: reader.texts(value) for name, value in fields.items() if name != "alternative"}
    mapped = structs.replace(FrontMatter(), **plain)
    if "alternative" in fields:
        mapped = structs.replace(mapped, alternative=_alternative(reader, fields["alternative"]))
    return mapped


def _alternative(reader: YamlReader, field: YamlField) -> tuple[tuple[str, str], ...]:
    if not is_mapping(field):
        return tuple((name, AUTO) for name in reader.texts(field))
    pairs: list[tuple[str, str]] = []
    for tag, names in reader.fields(field).items():
        if tag != AUTO and not is_language(tag):
            hint = "write alternative: {en: [e-title]}"
            reader.problem(names, "config-value", f"{field.name}: “{tag}” is not a language", hint)
        pairs += [(name, tag) for name in reader.texts(names)]
    return tuple(pairs)


def math(reader: YamlReader, field: YamlField | None) -> Math:
    """The `math` section. A macro may be named with or without its backslash."""
    if field is None:
        return Math()
    fields = reader.fields(field, ("macros",))
    if "macros" not in fields:
        return Math()
    macros: list[tuple[str, str]] = []
    for name, value in reader.fields(fields["macros"]).items():
        command = name if name.startswith("\\") else "\\" + name
        if not _MACRO.match(command):
            reader.problem(
                value, "config-value", f"“{name}” cannot be the name of a macro", "use letters only"
            )
        macros.append((command, reader.text(value)))
    return Math(tuple(macros))


def repository(reader: YamlReader, field: YamlField | None) -> Repository | None:
    """The `repository` section: an address, or a mapping of url, branch and path."""
    if field is None:
        return None
    if not is_mapping(field):
        url = web_address(reader, field, reader.text(field))
        return Repository(url.rstrip("/")) if url else None
    fields = reader.fields(field, ("url", "branch", "path"))
    if "url" not in fields:
        reader.problem(field, "config-value", "repository needs a url")
        return None
    url = web_address(reader, fields["url"], reader.text(fields["url"]))
    path = reader.text(fields["path"]).strip("/") if "path" in fields else None
    return Repository(url.rstrip("/"), reader.text(fields.get("branch"), "main"), path)


def theme(reader: YamlReader, field: YamlField | None, static: Path) -> Theme:
    """The `theme` section: a colour, and the names of files in the folder `static`."""
    if field is None:
        return Theme()
    fields = reader.fields(field, ("accent", "logo", "style"))
    accent = reader.text(fields.get("accent"))
    if accent and not _COLOUR.match(accent):
        reader.problem(
            fields["accent"],
            "config-value",
            f"accent: “{accent}” is not a colour",
            "write one such as #a83a22",
        )
    for name in ("logo", "style"):
        file = reader.text(fields.get(name))
        if file and not _is_in(static, file):
            hint = f"put it into the folder {static.name} beside the configuration"
            reader.problem(
                fields[name], "config-value", f"{name}: there is no file “{static.name}/{file}”", hint
            )
    return Theme(accent, reader.text(fields.get("logo")), reader.text(fields.get("style")))


def _is_in(folder: Path, name: str) -> bool:
    """Whether `name` is a readable file in a folder or one of its subfolders."""
    return ".." not in Path(name).parts and not Path(name).is_absolute() and os.path.isfile(folder / name)  # noqa: PTH113


def address_option(name: str, text: str) -> str:
    """The value of `--base-url`. Raises CannotStart for anything but an http or https address."""
    reader = YamlReader(name)
    address = base_url(reader, given(name, text))
    if reader.problems:
        raise CannotStart(reader.problems)
    return address


def mirror(reader: YamlReader, field: YamlField | None, base: Path) -> Mirror | None:
    """The `mirror` section: the folder of the linked Markdown, its published address, and its link policy."""
    if field is None:
        return None
    fields = reader.fields(field, ("output", "url", "policy"))
    url = base_url(reader, fields.get("url"))
    policy = reader.choice(fields.get("policy"), list(Policy), Policy.ALL)
    return Mirror((base / reader.text(fields.get("output"), MIRROR)).resolve(), url, policy)
