"""Listens to a tab: everything that a good page never does."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

ARTIFACTS = Path(__file__).parent / "artifacts"


def save(source: Path, name: str, text: str) -> None:
    """Write a file in the folder `source` in one step, so that nobody ever reads half of it."""
    whole = source.parent / "whole"
    whole.write_text(text, encoding="utf-8")
    whole.replace(source / name)


@dataclass
class Watch:
    """What went wrong in a tab, and which addresses it asked for."""

    page: Page
    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        self.page.on("request", self._request)
        self.page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # A violation of the Content-Security-Policy is an error on the console too.
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        self.asked.append(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            self.faults.append(f"another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")

    def picture(self, name: str) -> None:
        """Keep a picture of the tab, for people."""
        ARTIFACTS.mkdir(exist_ok=True)
        self.page.screenshot(path=ARTIFACTS / f"{name}.png")
