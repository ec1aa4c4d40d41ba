"""Waiting for a state of a page."""

from __future__ import annotations

import time

from playwright.sync_api import Page

LONGEST = 20.0
"""Seconds."""


def wait_until(page: Page, condition: str) -> None:
    """Wait until a condition in JavaScript holds.

    `Page.wait_for_function` evaluates text within the page where it does not hold at once, and the
    Content Security Policy of our pages forbids that.
    """
    deadline = time.monotonic() + LONGEST
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, condition
        page.wait_for_timeout(20)
