"""Each promise of `docs/promises.md` has a test, and the test is there."""

from __future__ import annotations

import ast
import re
from math import isqrt
from pathlib import Path

import pytest

from test_limits import CODE_MEMORY

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs/promises.md").read_text("utf-8")
ROWS = re.findall(r"(?m)^\| (.+) \| (.+) \|$", TEXT)
PROMISES = [(what, proof) for what, proof in ROWS if what != "promise"]


def test_there_are_promises() -> None:
    assert len(PROMISES) >= 20


@pytest.mark.parametrize(("what", "proof"), PROMISES, ids=[what[:60] for what, _ in PROMISES])
def test_a_promise_has_a_test(what: str, proof: str) -> None:
    named = re.findall(r"`(tests/test_\w+\.py)::(test_\w+)`", proof)
    assert named, what
    assert proof == ", ".join(f"`{file}::{name}`" for file, name in named)
    for file, name in named:
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        assert name in {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}, (file, name)


def test_limits_are_those_of_the_program() -> None:
    from glossgen.config.regular_file import MOST_BYTES as SOURCE
    from glossgen.markdown.document import MOST_IN_HEADING
    from glossgen.markdown.emphasis import MOST_MARKS
    from glossgen.markdown.highlight import MOST as IN_CODE
    from glossgen.markdown.highlight import MOST_LANGUAGES, TIMES_AS_DEAR
    from glossgen.markdown.parser import MOST_IN_LABEL
    from glossgen.markdown.text_runs import MOST_OPEN
    from glossgen.render.math.engine import LONGEST, MEMORY, SECONDS
    from glossgen.site.addresses import MOST_BYTES as ADDRESS
    from glossgen.sources.attributes import MOST_IN_DESCRIPTION, MOST_ITEMS
    from glossgen.sources.data.xlsx import FEW_BYTES, MOST_ELEMENTS, MOST_ROWS, MOST_TIMES
    from glossgen.sources.files import MOST_DEPTH as FOLDERS
    from glossgen.sources.linked_files import MOST_BYTES as LINKED
    from glossgen.sources.source_builder import MOST_LABELS
    from glossgen.sources.sphinx.doctree import APART
    from glossgen.sources.sphinx.doctree import MOST as IN_FILE
    from glossgen.sources.sphinx.to_markdown import MOST_MARKS as IN_PARAGRAPH
    from glossgen.sources.svg_check import MOST_BYTES as DRAWING
    from glossgen.sources.svg_check import MOST_DEPTH

    numbers = (SOURCE // 10**6, LINKED // 10**6, DRAWING // 10**6, MOST_DEPTH, FOLDERS, ADDRESS)
    numbers += (MOST_IN_HEADING, MOST_IN_DESCRIPTION, MOST_ITEMS, MOST_LABELS, MOST_IN_LABEL)
    numbers += (
        MOST_OPEN,
        MOST_MARKS,
        IN_PARAGRAPH,
        IN_FILE,
        APART,
        MOST_ROWS,
        MOST_ELEMENTS,
        FEW_BYTES,
        MOST_TIMES,
        LONGEST,
        int(SECONDS),
        MEMORY // 2**20,
        IN_CODE,
        isqrt(IN_CODE),
        *(isqrt(IN_CODE // times) for times in TIMES_AS_DEAR.values()),
        MOST_LANGUAGES,
        CODE_MEMORY,
    )
    (stated,) = re.findall(r"(?s)\nThe limits: (.*?)\n\n", TEXT)
    assert [int(each.replace(",", "")) for each in re.findall(r"\d[\d,]*\d|\d", stated)] == list(numbers)
