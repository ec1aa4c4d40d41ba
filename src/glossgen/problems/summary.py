"""Many problems as a summary: by code, how many there are, what causes most of them, and the first few."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from glossgen.model import Position, Problem, Severity
from glossgen.problems.codes import CODES, severity

MANY = 40
"""Up to this many problems are listed one by one."""

_FEW = 3
_QUOTED = re.compile("“([^”]*)”")
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


SAME = 5
"""From this number of places on, a problem that says the same in each of them is told once."""


class Repeated(Struct, frozen=True):
    """A problem, and the other places where the same is wrong: those of one dead address, for instance."""

    problem: Problem
    others: tuple[Position, ...] = ()

    @property
    def count(self) -> int:
        """The number of all places."""
        return 1 + len(self.others)


def repeated(problems: Sequence[Problem]) -> tuple[Repeated, ...]:
    """The problems in order; those that quote the same name and say the same in `SAME` or more places once.

    What quotes nothing, such as a formula that does not end, says the same of different things.
    """
    counts = Counter((each.code, each.message) for each in problems if _named(each.message))
    found: dict[tuple[object, ...], list[Problem]] = {}
    for number, each in enumerate(problems):
        many = counts[(each.code, each.message)] >= SAME
        found.setdefault((each.code, each.message) if many else (number,), []).append(each)
    return tuple(Repeated(group[0], tuple(each.position for each in group[1:])) for group in found.values())


class CodeSummary(Struct, frozen=True):
    """The problems of one code: how many, in how many places, the first few, the most frequent causes."""

    code: str
    severity: Severity
    meaning: str
    count: int
    places: int
    causes: tuple[tuple[str, int], ...]
    first: tuple[Repeated, ...]


def summarise(problems: Sequence[Problem], few: int = _FEW) -> tuple[CodeSummary, ...]:
    """A summary for each code: errors first, then the most frequent."""
    by_code: dict[str, list[Repeated]] = defaultdict(list)
    for each in repeated(problems):
        by_code[each.problem.code].append(each)
    messages: dict[str, list[str]] = defaultdict(list)
    for problem in problems:
        messages[problem.code].append(problem.message)
    made = (
        CodeSummary(
            code,
            severity(found[0].problem),
            CODES[code][1],
            len(found),
            len(messages[code]),
            _causes(messages[code], few),
            tuple(found[: few if len(found) > few + 1 else len(found)]),
        )
        for code, found in by_code.items()
    )
    return tuple(sorted(made, key=lambda each: (_ORDER.index(each.severity), -each.places, each.code)))


def _causes(messages: Iterable[str], few: int) -> tuple[tuple[str, int], ...]:
    """The names, or folders of addresses, that several messages quote, with counts."""
    counts = Counter(name for message in messages if (name := _named(message)))
    return tuple((name, count) for name, count in counts.most_common(few) if count > 1)


def _named(message: str) -> str:
    found = _QUOTED.search(message)
    if found is None:
        return ""
    name = found[1]
    parts = name.split("/")
    # Of a deep address the folder is the cause, of any other name the name.
    return "/".join(parts[:3]) + "/…" if name.startswith("/") and len([p for p in parts if p]) > 2 else name


def selected(
    problems: Iterable[Problem], select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[Problem, ...]:
    """The problems whose code is in `select` (if that is not empty) and not in `ignore`."""
    return tuple(each for each in problems if (not select or each.code in select) and each.code not in ignore)
