"""Make docs/site.png: a page of the starter glossary in Chromium, light and dark side by side.

    python tools/picture.py [--glossary FOLDER] [--page terms/…] [--output docs/site.png]

It builds `glossary/` or another folder, serves it on loopback, and lets the browser put the two
pictures beside each other. Chromium is found as in the tests.
"""

from __future__ import annotations

import argparse
import base64
import functools
import http.server
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from glossgen.build import build
from glossgen.config import load_config
from glossgen.output.pdf import find_chromium

ROOT = Path(__file__).resolve().parent.parent
SIZE = {"width": 760, "height": 900}
"""CSS pixels of each half."""
FRAME = """<body style="margin:0;display:flex">
<img src="data:image/png;base64,{0}" width="760"><img src="data:image/png;base64,{1}" width="760">"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A file server without a log."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a folder on loopback, while the block runs."""
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def half(browser: Browser, url: str, scheme: str) -> str:
    """A screenshot in one colour scheme, as base64."""
    page = browser.new_page(viewport=SIZE, color_scheme=scheme, locale="ja-JP")  # type: ignore[arg-type]  # one of its literals
    page.goto(url, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    picture = page.screenshot()
    page.close()
    return base64.b64encode(picture).decode()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Make the picture of the README.")
    parser.add_argument("--glossary", type=Path, default=ROOT / "glossary", help="the folder to build")
    parser.add_argument("--page", default="terms/gradient-descent/", help="an address on the site")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "site.png")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="glossgen-picture-") as name, sync_playwright() as playwright:
        site = Path(name) / "site"
        build(load_config(options.glossary, output=site))
        browser = playwright.chromium.launch(executable_path=find_chromium())
        with served(site) as address:
            halves = [half(browser, address + options.page, scheme) for scheme in ("light", "dark")]
        frame = browser.new_page(viewport={"width": 2 * SIZE["width"], "height": SIZE["height"]})
        frame.set_content(FRAME.format(*halves), wait_until="load")
        options.output.parent.mkdir(parents=True, exist_ok=True)
        frame.screenshot(path=options.output)
        browser.close()


if __name__ == "__main__":
    main()
