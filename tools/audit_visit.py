"""First visits in Chromium: what is asked for, how many bytes come, and what the console says."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Response


@dataclass(frozen=True, slots=True)
class Visit:
    """One page in an empty browser. Bytes are those of bodies as they travel."""

    page: str
    requests: int
    size: int
    script: int
    foreign: tuple[str, ...]
    said: tuple[str, ...]


def visit(browser: Browser, site: str, page: str) -> Visit:
    """Load a page with nothing in the cache and touch nothing."""
    context = browser.new_context(viewport={"width": 360, "height": 640})
    tab = context.new_page()
    answers: list[Response] = []
    asked: list[str] = []
    said = _listen(tab)
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("response", lambda answer: answers.append(answer))
    tab.goto(site + page, wait_until="networkidle")
    ours = [answer for answer in answers if not answer.url.startswith("data:")]
    sizes = [(answer.request.resource_type, answer.request.sizes()["responseBodySize"]) for answer in ours]
    host = urlsplit(site).netloc
    seen = Visit(
        page,
        len(ours),
        sum(size for _, size in sizes),
        sum(size for kind, size in sizes if kind == "script"),
        tuple(url for url in asked if urlsplit(url).netloc != host and not url.startswith("data:")),
        tuple(said),
    )
    context.close()
    return seen


def _listen(tab: Page) -> list[str]:
    said: list[str] = []
    tab.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: said.append(str(error)))
    return said
