"""The law of builds: whatever was edited and built before, a build gives what a clean one gives.

Byte for byte, and with the same report; after every kind of edit (law_edits.py), of any glossary
(law_folders.py), by every way to build (law_support.py): through the cache, in memory as `serve` does, by any
number of processes, in shards. These ways take turns on one folder and share what is kept in it.

An ordinary run is short. A long one looks for other examples each time, and builds in processes of their own:

    python -m pytest --long tests/test_law.py
    GLOSSGEN_LAW_EXAMPLES=2000 python -m pytest --long tests/test_law.py

A failure prints its glossary and its edits: as an `@example` they are a test that stays.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from law_edits import KINDS, Edit
from law_examples import LARGE, RARE, SMALL, STORIES, Example, Story
from law_folders import FIXED, PLAIN, Files, folders
from law_walk import ALL, BOTH, Walk
from long import LONG, examples, some

COUNT = int(os.environ.get("GLOSSGEN_LAW_EXAMPLES", examples(3, 300)))

KNOWN: dict[str, str] = {}
"""Kinds of edits, stories and examples that the builder is known to get wrong, and why. To be emptied."""


def unless_known(named: Mapping[str, object]) -> list[object]:
    """The values as parameters; those that are known to be wrong are expected to fail."""
    marks = {name: [pytest.mark.xfail(reason=KNOWN[name])] for name in named.keys() & KNOWN}
    values = {name: each if isinstance(each, tuple) else (each,) for name, each in named.items()}
    return [pytest.param(*each, id=name, marks=marks.get(name, [])) for name, each in values.items()]


def with_ways(
    large: dict[str, Example], rare: dict[str, Example], small: dict[str, Example]
) -> dict[str, tuple[tuple[str, ...], Example]]:
    """Edits, and the ways to build them: both in a long run, else in turn (large ones: the cache)."""
    if LONG:
        return {name: (BOTH, each) for name, each in {**small, **large, **rare}.items()}
    return {
        **{name: ((BOTH[n % 2],), each) for n, (name, each) in enumerate(small.items())},
        **{name: (("cache",), large[name]) for name in some(large)},
    }


# ------------------------------------------------------------ fixed glossaries


@pytest.fixture(scope="module")
def left() -> list[Walk]:
    """The fixed glossary as the last example left it, if it was right."""
    return []


@pytest.mark.parametrize(("ways", "change"), unless_known(with_ways(LARGE, RARE, SMALL)))
def test_an_edit(
    left: list[Walk], tmp_path_factory: pytest.TempPathFactory, ways: tuple[str, ...], change: Example
) -> None:
    """Of the fixed glossary as the last edit left it: which is taken back first, and that is a test too."""
    walk = left.pop() if left else Walk(tmp_path_factory.mktemp("law"), FIXED)
    for files in (FIXED, change(FIXED)):
        walk.put(files)
        walk.build(*ways)
    left.append(walk)


@pytest.mark.parametrize("story", unless_known({**STORIES}))
def test_a_story(tmp_path: Path, story: Story) -> None:
    walk = Walk(tmp_path, story.files)
    walk.build(*BOTH)
    for edit in story.edits:
        if isinstance(edit, Edit):
            walk.apply(edit)
        else:
            walk.put(edit(walk.place.files))
        walk.build(*BOTH)


# ------------------------------------------------------------- made glossaries

number = st.integers(0, 40)
numbers = st.tuples(number, number, number, number, number, number)
edits = st.builds(Edit, st.sampled_from(sorted(KINDS.keys() - KNOWN)), numbers)
ways = st.sampled_from(
    [("cache",), ("memory",), BOTH, ("cache",), ("memory",), BOTH, ("shards", "cache"), ()]
)
starts = st.one_of(folders(), folders(), st.sampled_from([FIXED, PLAIN]))


@settings(
    max_examples=COUNT,
    derandomize=not LONG,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
)
@given(starts, st.booleans(), st.lists(st.tuples(edits, ways), min_size=1, max_size=20))
def test_any_edits_of_any_glossary(
    files: Files, repository: bool, steps: list[tuple[Edit, tuple[str, ...]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        walk = Walk(Path(folder), files, apart=LONG)
        if repository:
            walk.apply(Edit("a repository"))
        walk.build(*BOTH)
        for edit, ways in steps:
            walk.apply(edit)
            walk.build(*ways)
        walk.build(*ALL)
