"""Builds: from a configuration to a site on disk and a report."""

from __future__ import annotations

from msgspec import Struct

from glossgen.build.again import write_again
from glossgen.build.apart import LIFE, is_large, stand_apart
from glossgen.build.formulas import formulas_of
from glossgen.build.options import BuildOptions
from glossgen.build.profile import Profile
from glossgen.build.recalled import keep_again, keep_standing, recall
from glossgen.build.standing import Standing, report_of
from glossgen.build.whole import build_all, read_by, write_all
from glossgen.build.workshop import Workshop
from glossgen.codec import Undecodable
from glossgen.config import Config
from glossgen.graph import TermGraph
from glossgen.graph.checks import check_glossary
from glossgen.model import Glossary
from glossgen.output import WriteReport
from glossgen.problems import Progress
from glossgen.problems.report import Report
from glossgen.record import Asked, Last, Snapshot, last_build, remember, take_snapshot
from glossgen.site import make_pages
from glossgen.sources.history import read_history

__all__ = ["BuildOptions", "Profile", "Progress", "Report", "Workshop", "build", "check"]


def build(config: Config, how: BuildOptions | None = None) -> Report:
    """Build the site of a configuration into its output folder.

    The site is written even when there are errors in the glossary; each page is
    then as right as it can be. Raises `glossgen.problems.CannotStart` when
    nothing can be written, with the old site as it was.
    """
    how = how or BuildOptions()
    asked, whole = how.asked, how.shard[1] == 1
    last = how.last or last_build(asked) if asked and whole and not how.fresh else None
    made = (asked and last and _again(config, asked, last, how)) or _whole(config, how)
    report = made.standing.report(made.written)
    if asked:
        how.profile.begin("record")
        generation = made.generation or keep_standing(made.standing) if whole else ""
        shown = [asset.path for asset in made.standing.graph.glossary.assets]
        known = {file[0]: file for file in last.files} if last else {}
        files = {
            path: None if path in made.written.changed else known.get(path) for path in made.written.paths
        }
        remember(made.snapshot, report, files, shown, generation)
    how.profile.begin("")
    return report


class _Made(Struct, frozen=True):
    """A site that is written, and what was there before; `generation` if its state is kept already."""

    standing: Standing
    written: WriteReport
    snapshot: Snapshot
    generation: str = ""


def _whole(config: Config, how: BuildOptions) -> _Made:
    snapshot = take_snapshot(how.asked or Asked(config.root), config.output, *read_by(config))
    inputs = snapshot.inputs
    apart = stand_apart(config, how, inputs) if is_large(inputs) else None
    if apart is None:
        return _Made(*build_all(config, how, inputs), snapshot)
    standing, generation = apart
    return _Made(standing, write_all(standing, how, inputs, LIFE), snapshot, generation)


def _again(config: Config, asked: Asked, last: Last, how: BuildOptions) -> _Made | None:
    """Only what an edit of texts can have changed, if there was no other since the last build."""
    if not last.generation or not last.changed:
        return None
    how.profile.begin("recall")
    snapshot = Snapshot(asked, last.output, last.inputs).look_again(last.changed)
    try:
        recalled = recall(config, last.generation, last.report)
        how.profile.begin("pages")
        made = write_again(recalled.standing, config, last.changed, recalled.kept.forms, how.jobs)
        if made is None:
            return None
        again, written = made
        how.profile.begin("keep")
        keep_again(recalled, again, last)
    except Undecodable:
        return None
    return _Made(again.standing, written, snapshot, last.generation)


def check(config: Config, *, progress: Progress | None = None) -> Report:
    """Find the problems of a glossary and write nothing."""
    graph = TermGraph.from_config(config, progress)
    made = make_pages(config, graph, read_history(config.root, Glossary()), "")
    formulas = formulas_of(config, graph.glossary)
    checked = check_glossary(graph.glossary, graph.lexicons)
    problems = (*graph.problems, *checked, *formulas.problems, *made.problems)
    return report_of(graph, problems, formulas=len(formulas.html))
