"""Measure a built site against the goals: Lighthouse, the Nu HTML checker, requests, bytes, console.

    python tools/audit.py [--source FOLDER | --site DIR] [--runs 1] [--page PATH …]

A glossary, `glossary/` if none is named, is built first; --site is built
already. Needs Node.js, npm, Java and Chromium; what comes from npm is kept in
the user's cache. Prints a table, and ends with 1 when a goal is missed. See
docs/audit.md.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import sync_playwright

from audit_npm import Scores, installed, lighthouse, nu
from audit_server import hosted
from audit_table import Row, details, of_lighthouse, of_nu, of_visits
from audit_visit import Visit, visit
from glossgen.build import build
from glossgen.config import load_config
from glossgen.output.pdf import find_chromium

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = "https://example.org/glossary/"
"""An address to build for: canonical addresses are part of what is checked."""
KATEX = "katex.min.css"
KINDS = ("home", "term", "category", "index", "map", "search")
"""The kinds of pages that Lighthouse measures."""
MOST_VISITS = 100
"""Term pages of a large glossary that are visited: the largest."""


_KIND = re.compile(r'<html lang="([^"]+)".*?<body class="page-(\w+)"', re.DOTALL)


class Found(NamedTuple):
    """A page of the site: its address, language and kind, and whether it has formulas."""

    address: str
    language: str
    kind: str
    formulas: bool


def pages_of(site: Path) -> Iterator[Found]:
    """All pages, the largest first."""
    for file in sorted(site.glob("**/index.html"), key=lambda file: (-file.stat().st_size, file)):
        text = file.read_text("utf-8")
        if named := _KIND.search(text):
            address = file.parent.relative_to(site).as_posix() + "/"
            yield Found(address.removeprefix("./"), named[1], named[2], KATEX in text)


def chosen(site: Path) -> list[str]:
    """Of each language the largest page of each kind, of terms one without and one with formulas."""
    found: dict[tuple[str, str, bool], str] = {}
    for page in pages_of(site):
        if page.kind in KINDS:
            formulas = page.formulas and page.kind == "term"
            found.setdefault((page.language, page.kind, formulas), page.address)
    return [found[key] for key in sorted(found)]


def visits(site: Path, address: str, chromium: str, pages: Sequence[str]) -> tuple[list[Visit], list[Visit]]:
    """First visits of the largest term pages without formulas, and of those and `pages`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        every = (page for page in pages_of(site) if page.kind == "term" and not page.formulas)
        names = [page.address for page in islice(every, MOST_VISITS)]
        plain = [visit(browser, address, page) for page in names]
        others = [visit(browser, address, page) for page in pages if page not in names]
        browser.close()
    return plain, plain + others


def quietest(modules: Path, url: str, page: str, chromium: str, runs: int) -> Scores:
    """The run with the least LCP and TBT: other work on the machine only adds to them."""
    found = [lighthouse(modules, url + page, page, chromium) for _ in range(runs)]
    return min(found, key=lambda scores: scores.lcp + scores.tbt / 1000)


def measure(site: Path, chromium: str, runs: int, pages: Sequence[str]) -> tuple[list[Row], list[str]]:
    """The rows of the table, and everything that is to be looked at."""
    modules = installed()
    with hosted(site) as address:
        plain, every = visits(site, address, chromium, pages)
        found = [quietest(modules, address, page, chromium, runs) for page in pages]
    checked = nu(modules, site)
    rows = [*of_lighthouse(found), *of_visits(plain, every), *of_nu(checked)]
    notes = [f"/{each.page}: {text}" for each in every for text in (*each.foreign, *each.said)]
    return rows, [*details(found), *notes, *checked.errors, *checked.warnings]


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure a built site against the goals.")
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--source", type=Path, default=ROOT / "glossary", help="a glossary (default: glossary/)"
    )
    what.add_argument("--site", type=Path, help="a built site")
    parser.add_argument("--runs", type=int, default=1, help="of Lighthouse for each page; the best counts")
    parser.add_argument("--page", action="append", help="a page for Lighthouse, such as index/")
    return parser.parse_args()


def main() -> int:
    """Measure, and print."""
    options = arguments()
    chromium = find_chromium() or ""
    with tempfile.TemporaryDirectory(prefix="glossgen-audit-") as name:
        site = (options.site or Path(name) / "site").resolve()
        if not options.site:
            build(load_config(options.source, output=site, base_url=PUBLISHED))
        rows, notes = measure(site, chromium, options.runs, options.page or chosen(site))
    print("| quality | goal | measured | |\n|---|---|---|---|")
    for row in rows:
        print(f"| {row.quality} | {row.goal} | {row.measured} | {'✓' if row.good else 'missed'} |")
    print("", *notes, sep="\n")
    return 0 if all(row.good for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
