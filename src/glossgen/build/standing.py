"""What is known of a site that stands: what a build made, and what the next may begin from."""

from __future__ import annotations

from msgspec import Struct

from glossgen.build.formulas import Formulas
from glossgen.config import Config
from glossgen.graph import TermGraph
from glossgen.model import Problem
from glossgen.output import WriteReport
from glossgen.problems import in_order
from glossgen.problems.hints import names_for
from glossgen.problems.report import Names, Report
from glossgen.render import Renderer
from glossgen.site import SitePages
from glossgen.sources import ReadResult

_NOTHING = WriteReport(0, 0, 0)


class Standing(Struct, frozen=True):
    """The values behind the site in the output folder of `config`. `checked` are problems of the whole.

    `known` are the names for hints where another process has gathered them already.
    """

    config: Config
    reading: ReadResult
    graph: TermGraph
    made: SitePages
    formulas: Formulas
    renderer: Renderer
    checked: tuple[Problem, ...] = ()
    known: tuple[Names, ...] | None = None

    def report(self, written: WriteReport = _NOTHING) -> Report:
        """What there is to say of it."""
        return report_of(
            self.graph,
            (*self.graph.problems, *self.checked, *self.formulas.problems, *self.made.problems),
            formulas=len(self.formulas.html),
            pages=len(self.made.plans),
            written=written,
            known=self.known,
        )


def report_of(
    graph: TermGraph,
    problems: tuple[Problem, ...],
    *,
    formulas: int,
    pages: int = 0,
    written: WriteReport = _NOTHING,
    known: tuple[Names, ...] | None = None,
) -> Report:
    """A report on a glossary, and on what was written."""
    return Report(
        in_order(problems),
        terms=sum(len(source.terms) for source in graph.glossary.sources),
        notes=sum(source.note is not None for source in graph.glossary.sources),
        mentions=graph.counted[0],
        links=graph.counted[1],
        formulas=formulas,
        pages=pages,
        written=written.written,
        unchanged=written.unchanged,
        removed=written.removed,
        made=written.made,
        known=names_for(graph.glossary, problems) if known is None else known,
    )
