"""The stages in a row: from a configuration to a site on the disk, and a report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from glossgen import __version__
from glossgen.build.batches import site_batches
from glossgen.build.formulas import formulas_of
from glossgen.build.static import static_files
from glossgen.check import check_glossary
from glossgen.config import Config
from glossgen.graph import TermGraph
from glossgen.model import Glossary, Problem
from glossgen.pages import make_pages
from glossgen.problems import in_order
from glossgen.read.history import read_history
from glossgen.record import Asked, remember, take_snapshot
from glossgen.render import Renderer, all_texts, make_environment
from glossgen.report import Report
from glossgen.workers import no_collection, usable_jobs
from glossgen.write import files_of, write_batches

__all__ = ["Progress", "Report", "build", "check"]

Progress = Callable[[str, int, int], None]


def build(
    config: Config,
    *,
    progress: Progress | None = None,
    jobs: int | None = None,
    asked: Asked | None = None,
) -> Report:
    """Build the site of a configuration into its output folder.

    The site is written even when there are errors in the glossary; each page is
    then as right as it can be. `progress` is called with stage, done and total.
    The work is shared out among `jobs` processes (without it, one for each
    processor); the site is the same for any number. What was `asked` is
    remembered, for `glossgen.record.unchanged` to answer next time. Raises
    `glossgen.problems.CannotStart` when nothing can be written, with the old
    site as it was.
    """
    snapshot = take_snapshot(asked, config.output, *_read_by(config)) if asked else None
    with no_collection():
        graph, report = _build(config, progress or _silent, usable_jobs() if jobs is None else jobs)
    if snapshot:
        shown = [asset.path for asset in graph.glossary.assets]
        remember(snapshot, report, files_of(config.output), shown)
    return report


def _read_by(config: Config) -> tuple[list[Path], list[Path]]:
    """The source folders of a configuration, and the folders of overrides."""
    extra = (config.templates, config.static, config.locale)
    return [source.path for source in config.sources], [path for path in extra if path]


def _build(config: Config, step: Progress, jobs: int) -> tuple[TermGraph, Report]:
    graph = TermGraph.from_config(config, step)
    history = read_history(config.root, graph.glossary, step)
    made = make_pages(config, graph, history, f"glossgen {__version__}")
    formulas, math_problems = formulas_of(config, graph.glossary)
    environment = make_environment((config.templates,) if config.templates else ())
    texts = all_texts(made.trees, *((config.locale,) if config.locale else ()))
    renderer = Renderer(made.trees, environment, formulas.__getitem__, texts, base_path=config.base_path)
    batches = site_batches(
        made, renderer, graph.glossary.assets, lambda: static_files(config, bool(formulas))
    )
    report = write_batches(
        config.output,
        batches,
        keep=config.inputs,
        jobs=jobs,
        progress=lambda done, total: step("render", done, total),
    )
    problems = (*_problems(graph), *math_problems, *made.problems)
    return graph, _report(
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
    formulas, math_problems = formulas_of(config, graph.glossary)
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
