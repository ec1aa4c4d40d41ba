"""Problems that come in dozens, said once for each file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from glossgen.model import Problem

_OFTEN = ("dangling-anchor", "stale-anchor", "ambiguous-mention")
"""One missing, moved or doubtful term makes one of these at every place that mentions it."""


def gathered(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, with those that say the same of one file joined into one at its first line."""
    counts: dict[tuple[str, str, str], tuple[Problem, int]] = {}
    for problem in problems:
        if problem.code not in _OFTEN:
            yield problem
            continue
        group = (problem.position.path, problem.code, problem.message)
        first, count = counts.get(group, (problem, 0))
        if problem.position.line < first.position.line:
            first = problem
        counts[group] = (first, count + 1)
    for first, count in counts.values():
        times = f" ({count} times in this file)" if count > 1 else ""
        yield replace(first, message=first.message + times)
