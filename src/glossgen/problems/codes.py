"""The table of problem codes, and how a problem is worded.

Finding a problem is the work of the stage that meets it; `glossgen.problems.hints`
guesses what was meant; this module says how severe it is and turns it into
words. Printing is the command line's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from glossgen.model import Position, Problem, Severity
from glossgen.text.nearest import nearest

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741  (one letter keeps the table readable)

CODES: dict[str, tuple[Severity, str]] = {
    # configuration
    "config-syntax": (E, "the configuration file is not valid YAML"),
    "config-key": (E, "a key that glossgen does not know"),
    "config-type": (E, "a value of the wrong type"),
    "config-value": (E, "a value that is not one of the choices"),
    "config-folder": (E, "a folder that does not exist"),
    "config-file": (E, "a configuration file that cannot be read"),
    # reading
    "unreadable": (E, "a file that cannot be read"),
    "external-image": (W, "an image on another host"),
    "table-excess": (W, "cells that a table has no column for"),
    "encoding": (E, "a file that is not UTF-8"),
    "front-matter": (E, "front matter that is not valid YAML"),
    "attributes": (E, "an attribute block that is not valid YAML"),
    "attribute-key": (W, "an attribute that glossgen does not know"),
    "attribute-value": (E, "an attribute with a value that does not fit"),
    "duplicate-attribute": (E, "an attribute that stands twice in one place"),
    "empty-heading": (E, "a heading with no label"),
    "empty-entry": (W, "an entry with no definition"),
    "fullwidth-bar": (W, "a full-width bar where a label separator may be meant"),
    "duplicate-label": (E, "the same label twice in one file"),
    "homonym": (W, "one label, several terms"),
    "case-homonym": (W, "labels that differ only by case"),
    "duplicate-id": (E, "one id, several terms"),
    "unsafe-label": (I, "a label too short or too common to be linked by itself"),
    "no-terms": (W, "a glossary without terms"),
    "raw-html": (W, "HTML that is not on the safe list"),
    "missing-image": (E, "an image that does not exist"),
    "math-repaired": (I, "doubled backslashes in formulas, repaired"),
    "duplicate-address": (E, "two pages with one address"),
    "unknown-category": (W, "a category in the configuration that the glossary does not have"),
    "missing-extra": (E, "an optional part that is not installed"),
    "reading": (W, "a line of the readings file that does not fit"),
    "reading-proposed": (I, "proposed readings that wait for review"),
    # linking
    "dangling-anchor": (W, "a base64 anchor of a term that does not exist"),
    "stale-anchor": (I, "a base64 anchor whose term has moved"),
    "unknown-term": (E, "a written link to a term that does not exist"),
    "broken-link": (E, "a link to a file that does not exist"),
    "ambiguous-mention": (W, "a mention that could mean several terms"),
    "compound-mention": (I, "a mention inside of a longer word"),
    # rendering
    "math": (E, "a formula that KaTeX cannot read"),
    "template": (E, "a template that cannot be rendered"),
    "catalog": (E, "a catalog of interface texts that cannot be read"),
    # writing
    "output-folder": (E, "an output folder that must not be written to"),
    "output-busy": (E, "an output folder that another build is writing to"),
    "output-write": (E, "an output folder that cannot be written to"),
    "user-file": (E, "a file in the output folder that glossgen did not make, in the way of a page"),
    "file-name": (E, "an address that is not a safe file name on every system"),
    "merge-part": (E, "a folder that is not one of the parts of one site"),
    # identity
    "lock-file": (E, "a glossgen.lock that cannot be read"),
    "lock-stale": (E, "a glossgen.lock that does not hold what is published now"),
    "lock-missing": (I, "terms that glossgen.lock does not know yet"),
    "vanished": (E, "a published address or anchor that would vanish"),
    # the mirror
    "stale-mirror": (E, "a mirror that is not what the sources give now"),
    # commands
    "port": (E, "a port that cannot be used"),
    "explain-place": (E, "a file or line that the glossary does not have"),
    "not-empty": (E, "a folder that must be empty and is not"),
    "new-label": (E, "a label that cannot be added"),
    "new-file": (E, "a file that an entry cannot be added to"),
    "worker": (E, "a worker process that was ended from outside"),
    "internal": (E, "a bug of glossgen itself"),
}
"""Code → severity and the meaning of the code."""


class CannotStart(Exception):
    """Work stops before anything is written: the problems say why (exit code 2)."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, in order."""
        self.problems = in_order(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))

    def __reduce__(self) -> tuple[type[CannotStart], tuple[tuple[Problem, ...]]]:
        """What pickle keeps: an error of a worker process goes through a pipe."""
        return CannotStart, (self.problems,)


def severity(problem: Problem) -> Severity:
    """The severity of a problem, by its code."""
    return CODES[problem.code][0]


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems sorted by place, then code, without repeats."""

    def rank(problem: Problem) -> tuple[str, int, int, str, str]:
        place = problem.position
        return (place.path, place.line, place.column or 0, problem.code, problem.message)

    return tuple(sorted(set(problems), key=rank))


def where(position: Position) -> str:
    """`path:line` or `path:line:column`; line 0 means no line at all (an option, a folder)."""
    if not position.line:
        return position.path
    column = f":{position.column}" if position.column else ""
    return f"{position.path}:{position.line}{column}"


def wording(problem: Problem) -> str:
    """`path:line: severity[code]: what is wrong`, and the hint on a line of its own.

    What was probably meant is guessed before (`glossgen.problems.hints.hinted`).
    """
    line = f"{where(problem.position)}: {severity(problem).value}[{problem.code}]: {problem.message}"
    return f"{line}\n    hint: {problem.hint}" if problem.hint else line


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A hint that names the nearest known word, or lists them all when none is near."""
    close = nearest(word, known)
    return f"did you mean “{close}”?" if close else "known: " + ", ".join(sorted(known))
