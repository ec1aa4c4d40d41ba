"""Many problems as a summary: by code, how many there are, what causes most of them, and the first few."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from glossgen.model import Problem, Severity
from glossgen.problems.codes import CODES, severity

MANY = 40
"""Up to this many problems are listed one by one."""

_FEW = 3
_QUOTED = re.compile("“([^”]*)”")
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


class CodeSummary(Struct, frozen=True):
    """The problems of one code: the first few, and their most frequent causes with counts."""

    code: str
    severity: Severity
    meaning: str
    count: int
    causes: tuple[tuple[str, int], ...]
    first: tuple[Problem, ...]


def summarise(problems: Iterable[Problem], few: int = _FEW) -> tuple[CodeSummary, ...]:
    """A summary for each code: errors first, then the most frequent."""
    by_code: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_code[problem.code].append(problem)
    made = (
        CodeSummary(
            code,
            severity(found[0]),
            CODES[code][1],
            len(found),
            _causes(found, few),
            tuple(found[: few if len(found) > few + 1 else len(found)]),
        )
        for code, found in by_code.items()
    )
    return tuple(sorted(made, key=lambda each: (_ORDER.index(each.severity), -each.count, each.code)))


def _causes(problems: Sequence[Problem], few: int) -> tuple[tuple[str, int], ...]:
    """The names, or folders of addresses, that several problems quote, with counts."""
    counts = Counter(name for problem in problems if (name := _named(problem.message)))
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
