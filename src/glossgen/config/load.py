"""Loads a `Config` from a folder or a file: the only module of this package that reads the disk."""

from __future__ import annotations

from pathlib import Path

from glossgen.config import sections
from glossgen.config.regular_file import read_regular
from glossgen.config.share_image import share_image
from glossgen.config.site_texts import by_language, shortcodes
from glossgen.config.values import AUTO, EXCLUDE, Config, relative_posix
from glossgen.config.yaml_reader import YamlReader, compose
from glossgen.config.yaml_tree import YamlField, given
from glossgen.model import Position, Problem
from glossgen.problems import CannotStart
from glossgen.text.nearest import nearest

NAMES = ("glossgen.yml", "glossgen.yaml")
"""The possible names of a configuration file."""

KEYS = (
    "title",
    "description",
    "base_url",
    "languages",
    "sources",
    "exclude",
    "output",
    "links",
    "front_matter",
    "math",
    "repository",
    "mirror",
    "ruby",
    "offline",
    "theme",
    "share_image",
    "categories",
    "root_language",
    "shortcodes",
)


def load_config(source: Path, *, output: Path | None = None, base_url: str | None = None) -> Config:
    """Load the configuration of a glossary.

    `source` is a folder, with or without a `glossgen.yml`, or the configuration file itself.
    `output` (relative to the current folder) and `base_url` override the values of the file.
    Raises CannotStart with all problems that were found.
    """
    file = find(source)
    root = (file.parent if file else source).resolve()
    reader = YamlReader(file.name if file else root.name)
    tree = compose(_text(file), file.name) if file else None
    fields = reader.fields(tree, KEYS) if tree else {}
    options = {"output": str(output) if output else None, "base_url": base_url}
    config = _config(reader, fields, root, file, options)
    if not reader.problems:
        _check_output(
            reader, config, fields.get("output") if output is None else _option("output", str(output))
        )
    if reader.problems:
        raise CannotStart(reader.problems)
    return config


def find(source: Path) -> Path | None:
    """The configuration file that `source` is or contains; None if there is none.

    Raises CannotStart if `source` does not exist, cannot be looked into, is another kind of file, or
    contains both `glossgen.yml` and `glossgen.yaml`.
    """
    try:
        return _found(source)
    except OSError as error:  # no rights, a loop of links, a name too long
        raise _stop(str(source), f"the folder cannot be opened: {error.strerror}") from error


def _found(source: Path) -> Path | None:
    if source.is_file():
        if source.suffix in (".yml", ".yaml"):
            return _placed(source)
        raise _stop(str(source), "this is a file; give the folder of the glossary, or its glossgen.yml")
    if not source.is_dir():
        message = "this is not a folder" if source.exists() else "there is no such folder"
        raise _stop(str(source), message, _near(source))
    found = [source / name for name in NAMES if _is_there(source / name)]
    if len(found) > 1:
        message = "there is also a glossgen.yml, and only one can count"
        raise CannotStart([Problem(Position(NAMES[1], 0), "config-file", message, "remove one of the two")])
    return _placed(found[0]) if found else None


def _placed(file: Path) -> Path:
    """The absolute path of the file. A link to it is not followed: the folder of the link counts."""
    return file.parent.resolve() / file.name


def _is_there(file: Path) -> bool:
    """Whether the name exists. A folder or a pipe counts: reading it reports what is wrong."""
    try:
        file.lstat()
    except FileNotFoundError:
        return False
    return True


def _near(source: Path) -> str:
    parent = source.parent
    close = nearest(source.name, sections.folders_in(parent))
    return f"did you mean “{parent / close}”?" if close else ""


def _stop(path: str, message: str, hint: str = "") -> CannotStart:
    return CannotStart([Problem(Position(path, 0), "config-folder", message, hint)])


def _text(file: Path) -> str:
    try:
        data = read_regular(file)
    except OSError as error:
        message = f"the configuration cannot be read: {error.strerror}"
        raise CannotStart([Problem(Position(file.name, 0), "config-file", message)]) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        position = Position(file.name, data.count(b"\n", 0, error.start) + 1)
        problem = Problem(position, "encoding", "the file is not UTF-8", "save it as UTF-8")
        raise CannotStart([problem]) from error


def _option(name: str, text: str) -> YamlField:
    """A command-line option as a field, so that it is validated like a key of the file."""
    return given("--" + name.replace("_", "-"), text)


def _config(
    reader: YamlReader,
    fields: dict[str, YamlField],
    root: Path,
    file: Path | None,
    options: dict[str, str | None],
) -> Config:
    folders = sections.sources(reader, fields.get("sources"), root)
    title, titles = by_language(reader, fields.get("title"), root.name)
    description, descriptions = by_language(reader, fields.get("description"))
    root_language = sections.language(reader, fields.get("root_language"))
    return Config(
        root=root,
        title=title,
        titles=titles,
        sources=folders,
        output=_output(reader, fields.get("output"), options["output"], root if file else Path.cwd()),
        path=file,
        description=description,
        descriptions=descriptions,
        root_language="" if root_language == AUTO else root_language,
        shortcodes=shortcodes(reader, fields.get("shortcodes")),
        base_url=_base_url(reader, fields.get("base_url"), options["base_url"]),
        languages=sections.languages(reader, fields.get("languages"), folders),
        exclude=sections.globs(reader, fields.get("exclude"), EXCLUDE),
        links=sections.links(reader, fields.get("links")),
        front_matter=sections.front_matter(reader, fields.get("front_matter")),
        math=sections.math(reader, fields.get("math")),
        repository=sections.repository(reader, fields.get("repository")),
        mirror=sections.mirror(reader, fields.get("mirror"), root if file else Path.cwd()),
        templates=_own(root / "templates"),
        static=_own(root / "static"),
        locale=_own(root / "locale"),
        ruby=reader.flag(fields.get("ruby")),
        offline=reader.flag(fields.get("offline")),
        theme=sections.theme(reader, fields.get("theme"), root / "static"),
        share_image=share_image(reader, fields.get("share_image"), root),
        categories=tuple(name.removesuffix(".md") for name in reader.texts(fields.get("categories"))),
    )


def _own(folder: Path) -> Path | None:
    return folder if folder.is_dir() else None


def _output(reader: YamlReader, field: YamlField | None, option: str | None, base: Path) -> Path:
    stated = reader.text(field, "site")
    return Path(option).resolve() if option else (base / stated).resolve()


def _base_url(reader: YamlReader, field: YamlField | None, option: str | None) -> str:
    stated = sections.base_url(reader, field)
    if option is None:
        return stated
    checker = YamlReader("--base-url")
    address = sections.base_url(checker, _option("base_url", option))
    reader.problems += checker.problems
    return address


def _check_output(reader: YamlReader, config: Config, field: YamlField | None) -> None:
    """Refuse an output folder that contains sources or configuration, which a build would overwrite."""
    inside = [path for path in config.inputs if path.is_relative_to(config.output)]
    if not inside:
        return
    name = relative_posix(inside[0], config.root)
    what = "the folder of the glossary" if name == "." else f"“{name}”"
    message = f"the output folder “{config.output}” would hold {what}, which is read"
    position = Position(reader.path, field.line) if field else Position("--output", 0)
    reader.problems.append(Problem(position, "output-folder", message, "choose another folder, such as site"))
