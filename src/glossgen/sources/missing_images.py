"""Missing images of one folder as one problem: a folder that is not there is one cause, not hundreds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from glossgen.model import Problem

MANY = 5
"""So many missing images of a folder, and none that is there, mean that the folder is missing."""

_FOLDER = re.compile("“(/[^/”]+/)[^”]*”")


def joined_by_folder(problems: Iterable[Problem], shown: Collection[str]) -> Iterator[Problem]:
    """The problems, those of missing images in one folder at the root as one.

    `shown` are the addresses as written of the files that were found.
    """
    groups: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        folder = _FOLDER.search(problem.message) if problem.code == "missing-image" else None
        if folder is None:
            yield problem
        else:
            groups[folder[1]].append(problem)
    for folder, group in groups.items():
        if len(group) < MANY or any(address.startswith(folder) for address in shown):
            yield from group
            continue
        first = min(group, key=lambda each: each.position)
        message = f"{len(group)} images are missing, all of the folder “{folder}”; the first: {first.message}"
        hint = (
            f"put the folder “{folder.strip('/')}” beside the texts: its path counts from the source folder"
        )
        yield Problem(first.position, first.code, message, hint)
