"""Joins problems with one cause: a missing folder of images, an unknown shortcode, tag or key."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import replace

from glossgen.markdown import is_element
from glossgen.model import Position, Problem

JOINED = ("missing-image", "shortcode", "front-matter-key", "raw-html")
"""The codes of problems that may be joined."""

MANY = 5
"""From this number on, problems are joined: missing images of a folder of which no image is found, and files
with the same unknown tag or missing image, which belong to the program of the writer's site."""

_FEW = 3
_TAG = re.compile(r"\Athe tag <([\w-]+)> ")
_FOLDER = re.compile("“(/[^/”]+/)[^”]*”")


def joined_by_cause(problems: Iterable[Problem], shown: Collection[str]) -> Iterator[Problem]:
    """The problems, joined by missing folder, shortcode, tag or key.

    `shown` are the addresses, as written, of the files that were found.
    """
    groups: dict[str, list[Problem]] = defaultdict(list)
    codes: dict[str, list[Problem]] = defaultdict(list)
    others: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.code == "shortcode" or (problem.code == "front-matter-key" and problem.wanted):
            codes[problem.message].append(problem)
            continue
        folder = _FOLDER.search(problem.message) if problem.code == "missing-image" else None
        if folder is None:
            others[problem.message if problem.code in JOINED else ""].append(problem)
        else:
            groups[folder[1]].append(problem)
    yield from others.pop("", ())
    yield from _components(others)
    for message, group in others.items():
        found = _TAG.search(message)  # unsafe elements of HTML are all reported
        if len({problem.position.path for problem in group}) >= MANY and not (found and is_element(found[1])):
            codes[message] = group
        else:
            yield from group
    for message, group in codes.items():
        first = min(group, key=_place)
        more = len(group) - 1
        times = f", here and {more:,} more time{'s' if more > 1 else ''}" if more else ""
        yield replace(first, message=message + times)
    for name, group in groups.items():
        if len(group) < MANY or any(address.startswith(name) for address in shown):
            yield from group
            continue
        first = min(group, key=_place)
        message = f"{len(group)} images are missing, all of the folder “{name}”; the first: {first.message}"
        hint = f"put the folder “{name.strip('/')}” beside the texts: its path counts from the source folder"
        yield Problem(first.position, first.code, message, hint)


def _components(others: dict[str, list[Problem]]) -> Iterator[Problem]:
    """One problem for the tags of many components (`<TabItem>`), which are from the program of a site.

    Their groups are removed from `others`.
    """
    named = {message: found[1] for message in others if (found := _TAG.search(message))}
    tags = {message: tag for message, tag in named.items() if not is_element(tag)}
    group = [problem for message in tags for problem in others[message]]
    if len(group) < MANY or len(tags) < 2:
        return
    for message in tags:
        del others[message]
    first = min(group, key=_place)
    some = ", ".join(f"<{tag}>" for tag in sorted(set(tags.values()))[:_FEW])
    message = f"{len(group):,} tags of components of another program are left out: {some} …"
    hint = "the text between them is shown; write in Markdown what they show"
    yield Problem(first.position, "raw-html", message, hint)


def unread_problems(paths: Iterable[str]) -> Iterator[Problem]:
    """One problem for each file ending that glossgen does not read."""
    groups: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        groups[path.rpartition(".")[2].lower()].append(path)
    for ending, group in groups.items():
        count = f"{len(group):,} .{ending} file{'s are' if len(group) > 1 else ' is'} not read"
        hint = "convert them to Markdown, with pandoc for instance"
        yield Problem(Position(min(group)), "not-read", count, hint)


def _place(problem: Problem) -> tuple[str, int]:
    return problem.position.path, problem.position.line
