"""The stages in a row: from a configuration to a site on the disk, and a report."""

from __future__ import annotations

from glossgen.build.again import write_again
from glossgen.build.formulas import formulas_of
from glossgen.build.how import How, Progress
from glossgen.build.profile import Profile
from glossgen.build.recalled import keep_again, keep_standing, recall
from glossgen.build.standing import Standing, report_of
from glossgen.build.whole import build_all, read_by
from glossgen.build.workshop import Workshop
from glossgen.check import check_glossary
from glossgen.codec import Undecodable
from glossgen.config import Config
from glossgen.graph import TermGraph
from glossgen.model import Glossary
from glossgen.pages import make_pages
from glossgen.read.history import read_history
from glossgen.record import Asked, Last, last_build, remember, take_snapshot
from glossgen.report import Report
from glossgen.write import files_of

__all__ = ["How", "Profile", "Progress", "Report", "Workshop", "build", "check"]


def build(config: Config, how: How | None = None) -> Report:
    """Build the site of a configuration into its output folder.

    The site is written even when there are errors in the glossary; each page is
    then as right as it can be. Raises `glossgen.problems.CannotStart` when
    nothing can be written, with the old site as it was.
    """
    how = how or How()
    asked, whole = how.asked, how.shard[1] == 1
    if asked is None and whole:
        report = build_all(config, how)[1]
        how.profile.begin("")
        return report
    snapshot = take_snapshot(asked or Asked(config.root), config.output, *read_by(config))
    last = last_build(asked) if asked and whole and not how.fresh else None
    again = _again(config, last, how) if last else None
    standing, report = again or build_all(config, how, snapshot.inputs)
    if asked:
        how.profile.begin("record")
        generation = last.generation if again and last else keep_standing(standing) if whole else ""
        shown = [asset.path for asset in standing.graph.glossary.assets]
        remember(snapshot, report, files_of(config.output), shown, generation)
    how.profile.begin("")
    return report


def _again(config: Config, last: Last, how: How) -> tuple[Standing, Report] | None:
    """Only what an edit of texts can have changed, if there was no other since the last build."""
    if not last.generation or not last.changed:
        return None
    how.profile.begin("recall")
    try:
        recalled = recall(config, last)
        how.profile.begin("pages")
        made = write_again(recalled.standing, config, last.changed, recalled.kept.forms)
        if made is None:
            return None
        again, report = made
        how.profile.begin("keep")
        keep_again(recalled, again, last)
    except Undecodable:
        return None
    return again.standing, report


def check(config: Config, *, progress: Progress | None = None) -> Report:
    """Find the problems of a glossary and write nothing."""
    graph = TermGraph.from_config(config, progress)
    made = make_pages(config, graph, read_history(config.root, Glossary()), "")
    formulas = formulas_of(config, graph.glossary)
    checked = check_glossary(graph.glossary, graph.lexicons)
    problems = (*graph.problems, *checked, *formulas.problems, *made.problems)
    return report_of(graph, problems, formulas=len(formulas.html))
