"""The Jinja environment, and the problem that a failing template becomes."""

from __future__ import annotations

import traceback
from functools import lru_cache
from html import escape
from pathlib import Path

import jinja2
from jinja2.loaders import split_template_path
from markupsafe import Markup

from glossgen.assets import PACKAGE, templates_folder
from glossgen.config.own_files import Read, from_disk
from glossgen.model import Position, Problem
from glossgen.problems import CannotStart
from glossgen.render.fragment_cache import KeptTag
from glossgen.render.template_cache import Compiled

BUILT_IN = "builtin/"
"""Name prefix that selects the built-in template, so that an override can extend the one it replaces."""


def is_built_in(template: jinja2.Template) -> bool:
    """Whether a template comes with glossgen, and not from the folder of a glossary."""
    return template.filename is not None and Path(template.filename).parent == templates_folder()


def make_environment(own: tuple[Path, ...] = (), read: Read = from_disk) -> jinja2.Environment:
    """An environment that searches the site's own template folders first (by `read`), then the built-in one.

    Raises MissingAssetsError if the built-in templates are missing.
    """
    built_in = templates_folder()
    loader = jinja2.ChoiceLoader(
        [
            jinja2.FunctionLoader(lambda name: _own_template(name, own, read)),
            jinja2.FileSystemLoader(built_in),
            jinja2.PrefixLoader({BUILT_IN.rstrip("/"): jinja2.FileSystemLoader(built_in)}),
        ]
    )
    environment = jinja2.Environment(
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=Compiled.of_user(),
        keep_trailing_newline=True,
        extensions=[KeptTag],
    )
    environment.filters["text"] = label
    return environment


def _own_template(name: str, folders: tuple[Path, ...], read: Read) -> tuple[str, str, None] | None:
    """Source and path of a template of the site; None where it has none of this name."""
    for folder in folders:
        file = folder.joinpath(*split_template_path(name))
        try:
            content = read(file)
            if content is not None:
                return content.decode("utf-8"), str(file), None
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1 if content else 0
            raise jinja2.TemplateSyntaxError("the file is not UTF-8", line, name, str(file)) from error
        except OSError as error:
            raise jinja2.TemplateSyntaxError(
                f"the file cannot be read: {error}", 0, name, str(file)
            ) from error
    return None


@lru_cache(maxsize=1 << 12)
def label(text: str) -> Markup:
    """The filter `text`: escapes a text. Memoised, since many pages show the same labels."""
    return Markup(escape(text, quote=False))  # noqa: S704


def cannot_render(error: Exception) -> CannotStart | None:
    """The problem for a failed template, with its line; None if the error is not in a template."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        path = Path(error.filename or error.name or "template")
        return CannotStart([_problem(path, error.lineno, error.message or "syntax error")])
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _is_ours(frame.filename)]
    if not ours or not _is_template(ours[-1].filename):
        return None
    what = str(error) if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: {error}"
    if isinstance(error, jinja2.TemplateNotFound):
        what = f"there is no template “{error.name}”"
    return CannotStart([_problem(Path(ours[-1].filename), ours[-1].lineno or 0, what)])


def _problem(path: Path, line: int, what: str) -> Problem:
    shown = f"{path.parent.name}/{path.name}" if path.parent.name else path.name
    hint = "remove the file to use the template that comes with glossgen"
    built_in = path.is_absolute() and path.parent == templates_folder()
    return Problem(Position(shown, line), "template", what, "" if built_in else hint)


def _is_template(filename: str) -> bool:
    return not filename.endswith(".py") and Path(filename).is_file()


def _is_ours(filename: str) -> bool:
    """Whether a line of a traceback is in a template or in glossgen, rather than in a library.
    This module does not count: it only forwards calls from templates.
    """
    passed_on = filename == __file__
    return _is_template(filename) or (Path(filename).is_relative_to(PACKAGE) and not passed_on)
