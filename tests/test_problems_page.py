"""`docs/problems.md` says of every code what it means and how to mend it."""

from __future__ import annotations

import re

from tools import problems_page

from glossgen.problems import CODES, MENDING


def test_the_page_is_up_to_date() -> None:
    """`python tools/problems_page.py` writes it."""
    assert problems_page.PAGE.read_text(encoding="utf-8") == problems_page.page()


def test_every_code_is_there_once_in_order() -> None:
    assert re.findall(r'^\| <a id="([^"]+)"></a>`\1` \|', problems_page.page(), re.MULTILINE) == list(CODES)


def test_every_code_can_be_mended() -> None:
    assert list(MENDING) == list(CODES)
