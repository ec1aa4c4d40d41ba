"""The stages in a row: from a configuration to a site on the disk, and a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from glossgen import __version__
from glossgen.build.batches import site_batches
from glossgen.build.formulas import formulas_of
from glossgen.build.part import part_of
from glossgen.build.profile import Profile
from glossgen.build.static import static_files
from glossgen.check import check_glossary
from glossgen.config import Config
from glossgen.graph import TermGraph
from glossgen.model import Formula, Glossary, Problem
from glossgen.pages import SitePages, make_pages
from glossgen.problems import in_order
from glossgen.read import read_glossary
from glossgen.read.history import read_history
from glossgen.record import Asked, remember, take_snapshot
from glossgen.record.inputs import Input
from glossgen.render import Renderer, all_texts, make_environment
from glossgen.report import Report
from glossgen.workers import frozen_values, no_collection, usable_jobs
from glossgen.write import files_of, write_batches

__all__ = ["How", "Profile", "Progress", "Report", "build", "check"]

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class How:
    """How a build is done. The site is the same for any of these, but for `shard`.

    `progress` is called with stage, done and total. The work is shared out
    among `jobs` processes (0: one for each processor). What was `asked` is
    remembered, for `glossgen.record.unchanged` to answer next time. `shard` is
    the part of the files to be made, as number from 1 and count.
    """

    progress: Progress = lambda _stage, _done, _total: None
    jobs: int = 0
    asked: Asked | None = None
    shard: tuple[int, int] = (1, 1)
    profile: Profile = field(default_factory=Profile)


def build(config: Config, how: How = How()) -> Report:
    """Build the site of a configuration into its output folder.

    The site is written even when there are errors in the glossary; each page is
    then as right as it can be. Raises `glossgen.problems.CannotStart` when
    nothing can be written, with the old site as it was.
    """
    snapshot = None
    if how.asked or how.shard[1] > 1:
        snapshot = take_snapshot(how.asked or Asked(config.root), config.output, *_read_by(config))
    graph, report = _build(config, how, snapshot.inputs if snapshot else ())
    if how.asked and snapshot:
        how.profile.begin("record")
        shown = [asset.path for asset in graph.glossary.assets]
        remember(snapshot, report, files_of(config.output), shown)
    how.profile.begin("")
    return report


def _read_by(config: Config) -> tuple[list[Path], list[Path]]:
    """The source folders of a configuration, and the folders of overrides."""
    extra = (config.templates, config.static, config.locale)
    return [source.path for source in config.sources], [path for path in extra if path]


def _build(config: Config, how: How, inputs: Sequence[Input]) -> tuple[TermGraph, Report]:
    begin, jobs = how.profile.begin, how.jobs or usable_jobs()
    with no_collection():
        begin("read")
        glossary = read_glossary(config, how.progress)
        begin("link")
        graph = TermGraph.from_glossary(glossary, config, how.progress)
        begin("check")
        problems = _problems(graph)
        begin("history")
        history = read_history(config.root, graph.glossary, how.progress)
        begin("plan")
        made = make_pages(config, graph, history, f"glossgen {__version__}")
        begin("formulas")
        formulas, math_problems = formulas_of(config, graph.glossary)
    renderer = _renderer(config, made, formulas)
    batches = site_batches(
        made, renderer, graph.glossary.assets, lambda: static_files(config, bool(formulas))
    )
    number, count = how.shard
    begin("pages")
    with frozen_values():
        report = write_batches(
            config.output,
            batches[number - 1 :: count],
            keep=config.inputs,
            jobs=jobs,
            progress=lambda done, total: _told(how, done, total),
            part=part_of(how.shard, config, inputs, graph.glossary.assets, history),
        )
    return graph, _report(
        graph,
        (*problems, *math_problems, *made.problems),
        formulas=len(formulas),
        pages=len(made.plans),
        files=(report.written, report.unchanged, report.removed),
    )


def _told(how: How, done: int, total: int) -> None:
    how.progress("pages", done, total)
    if done == total:
        how.profile.begin("write")


def _renderer(config: Config, made: SitePages, formulas: Mapping[Formula, str]) -> Renderer:
    environment = make_environment((config.templates,) if config.templates else ())
    texts = all_texts(made.trees, *((config.locale,) if config.locale else ()))
    return Renderer(made.trees, environment, formulas.__getitem__, texts, base_path=config.base_path)


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
