"""The stages in a row: from a configuration to a site on the disk, and a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from glossgen import __version__
from glossgen.assets import katex_folder, static_folder
from glossgen.check import check_glossary
from glossgen.config import Config
from glossgen.feeds import machine_files
from glossgen.graph import TermGraph
from glossgen.math import FormulaCache, render_formulas
from glossgen.model import Flow, Formula, Glossary, Mark, Problem
from glossgen.pages import SitePages, make_pages
from glossgen.pages.values import SearchPage
from glossgen.problems import in_order
from glossgen.read.history import read_history
from glossgen.render import Renderer, all_texts, encode, make_environment
from glossgen.render.scripts import lean, lean_style
from glossgen.search import MESSAGES, index_files
from glossgen.write import OutFile, write_site

Progress = Callable[[str, int, int], None]

SCRIPTS = ("site.js", "preview.js", "copy.js")
"""The parts of the one script that every page loads, `static/site.js`."""

KATEX = "static/katex/"
"""Where KaTeX's style sheet and fonts stand on the site."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did. `mentions` and `links` count those of all texts; the last three count files."""

    problems: tuple[Problem, ...]
    terms: int
    notes: int
    mentions: int
    links: int
    formulas: int
    pages: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0


def build(config: Config, *, progress: Progress | None = None) -> Report:
    """Build the site of a configuration into its output folder.

    The site is written even when there are errors in the glossary; each page is
    then as right as it can be. `progress` is called with stage, done and total.
    Raises `glossgen.problems.CannotStart` when nothing can be written, with the
    old site as it was.
    """
    step = progress or _silent
    graph = TermGraph.from_config(config, step)
    history = read_history(config.root, graph.glossary, step)
    made = make_pages(config, graph, history, f"glossgen {__version__}")
    formulas, math_problems = _formulas(config, graph.glossary)
    environment = make_environment((config.templates,) if config.templates else ())
    texts = all_texts(made.trees, *((config.locale,) if config.locale else ()))
    renderer = Renderer(made.trees, environment, formulas.__getitem__, texts, base_path=config.base_path)
    files = _files(config, graph.glossary, made, renderer, bool(formulas), step)
    report = write_site(config.output, files, keep=config.inputs)
    problems = (*_problems(graph), *math_problems, *made.problems)
    return _report(
        graph,
        problems,
        formulas=len(formulas),
        pages=len(made.plans),
        files=(report.written, report.unchanged, report.removed),
    )


def check(config: Config, *, progress: Progress | None = None) -> Report:
    """Find the problems of a glossary and write nothing."""
    graph = TermGraph.from_config(config, progress)
    made = make_pages(config, graph, read_history(config.root, Glossary()), "")
    formulas, math_problems = _formulas(config, graph.glossary)
    return _report(graph, (*_problems(graph), *math_problems, *made.problems), formulas=len(formulas))


def _problems(graph: TermGraph) -> tuple[Problem, ...]:
    return (*graph.problems, *check_glossary(graph.glossary, graph.lexicons))


def _report(
    graph: TermGraph,
    problems: tuple[Problem, ...],
    *,
    formulas: int,
    pages: int = 0,
    files: tuple[int, int, int] = (0, 0, 0),
) -> Report:
    mentions = [mention for linked in graph.linked for mention in linked.mentions]
    return Report(
        in_order(problems),
        terms=len(graph.glossary.terms),
        notes=len(graph.glossary.notes),
        mentions=len(mentions),
        links=sum(mention.linked for mention in mentions),
        formulas=formulas,
        pages=pages,
        written=files[0],
        unchanged=files[1],
        removed=files[2],
    )


def _silent(_stage: str, _done: int, _total: int) -> None:
    """No progress is shown."""


# -- formulas -----------------------------------------------------------------


def _formulas(config: Config, glossary: Glossary) -> tuple[Mapping[Formula, str], list[Problem]]:
    """The HTML of every formula of the glossary, and what is wrong with some."""
    places = list(_formula_places(glossary))
    wanted = dict.fromkeys(mark.formula for _, mark in places if mark.formula)
    cache = FormulaCache(config.cache)
    rendered = render_formulas(wanted, macros=dict(config.math.macros), cache=cache)
    problems = [
        rendered.errors[mark.formula].problem(path, mark.line)
        for path, mark in places
        if mark.formula and mark.formula in rendered.errors
    ]
    return rendered.html, problems


def _formula_places(glossary: Glossary) -> Iterator[tuple[str, Mark]]:
    for source in glossary.sources:
        bodies = [source.intro, *(term.body for term in source.terms)]
        if source.note:
            bodies.append(source.note.body)
        for body in bodies:
            for part in body:
                if isinstance(part, Flow):
                    yield from ((source.path, mark) for mark in part.marks if mark.formula)


# -- files --------------------------------------------------------------------


def _files(
    config: Config,
    glossary: Glossary,
    made: SitePages,
    renderer: Renderer,
    with_math: bool,
    progress: Progress,
) -> Iterator[OutFile]:
    """Every file of the site, made one after the other so that none is kept in memory."""
    for asset in glossary.assets:
        yield OutFile(asset.url, Path(asset.path))
    yield from _static_files(config, with_math)
    for number, plan in enumerate(made.plans, 1):
        page = plan.make()
        path, content = renderer.render(page)
        yield OutFile(path, content)
        if isinstance(page, SearchPage):
            gettext = renderer.texts[page.head.language].gettext
            index = index_files(page, {key: gettext(text) for key, text in MESSAGES.items()})
            yield from (OutFile(path, content) for path, content in index)
        progress("render", number, len(made.plans))
    for path, content in machine_files(made, encode):
        yield OutFile(path, content)


def _static_files(config: Config, with_math: bool) -> Iterator[OutFile]:
    """The built-in static files, each replaced by the site's own of the same name, and KaTeX's."""
    found: dict[str, Path] = {}
    for folder in (static_folder(), config.static):
        if folder:
            for file in sorted(folder.rglob("*")):
                if file.is_file() and not file.name.startswith("."):
                    found["static/" + file.relative_to(folder).as_posix()] = file
    if with_math:
        katex = katex_folder()
        for file in (katex / "katex.min.css", katex / "LICENSE", *sorted((katex / "fonts").iterdir())):
            found.setdefault(KATEX + file.relative_to(katex).as_posix(), file)
    parts = [found.pop(f"static/{name}") for name in SCRIPTS]
    yield OutFile("static/site.js", b"".join(_script(part) for part in parts))
    for path in sorted(found):
        file = found[path]
        lighter = {".js": _script, ".css": _style}.get(file.suffix)
        yield OutFile(path, lighter(file) if lighter else file)
    yield OutFile(".nojekyll", b"")


def _style(file: Path) -> bytes:
    """A style sheet; ours goes out without comments and space."""
    content = file.read_bytes()
    ours = file.is_relative_to(static_folder())
    return lean_style(content.decode("utf-8")).encode("utf-8") if ours else content


def _script(file: Path) -> bytes:
    """A script; ours goes out without its comments."""
    content = file.read_bytes()
    ours = file.is_relative_to(static_folder())
    return lean(content.decode("utf-8")).encode("utf-8") if ours else content
