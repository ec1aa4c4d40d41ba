"""What all tests share: the starter glossary as a site, and a browser to look at it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from glossgen.build import build
from glossgen.config import load_config
from glossgen.output.pdf import CHROMIUM
from glossgen.query import store
from serving import served
from twins import Standing, Twins, placed

ROOT = Path(__file__).parent.parent
BROWSERS = ("chromium-headless-shell", *CHROMIUM)
"""In the order of preference: the one without a window draws the same pages in a third of the time."""

FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)
"""A test browser talks to our own server and to nobody else; letters are drawn as in a window."""

PATIENCE = 60_000
"""Milliseconds until a browser that does not do what it should is given up."""

# A slow machine is no failure, and what passed once passes again. `--hypothesis-profile explore` looks
# for other examples at every run.
hypothesis.settings.register_profile(
    "explore", deadline=None, print_blob=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile("glossgen", hypothesis.settings.get_profile("explore"), derandomize=True)
hypothesis.settings.load_profile("glossgen")

expect.set_options(timeout=PATIENCE)

PROCESSORS = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
"""Those of the machine, as far as the system tells."""


def pytest_configure() -> None:
    """Give each process of pytest one processor, and let Ctrl-C be heard.

    A process with threads, as pytest's are, cannot fork: it starts workers anew, which takes longer than
    a small site, and the other processor is at work on other tests. Tests of workers ask for them. A shell
    that starts tests in the background has Ctrl-C ignored, by them and by all that they start.
    """
    # A power cut would lose nothing of a test: do not wait for the disk at each of thousands of builds.
    os.fsync = lambda handle: None
    store.SYNCHRONOUS = "OFF"
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker and PROCESSORS:
        os.sched_setaffinity(0, {PROCESSORS[int(worker.removeprefix("gw")) % len(PROCESSORS)]})
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGINT, signal.default_int_handler)


def chromium_path() -> str | None:
    """GLOSSGEN_CHROMIUM, else the browser of the system; None leaves it to Playwright's own."""
    named = os.environ.get("GLOSSGEN_CHROMIUM")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, so that `-m "not browser"` leaves it out."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long`: see long.py."""
    what = "more and other examples, larger glossaries and more processes: takes an hour or more"
    parser.addoption("--long", action="store_true", help=what)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Say how thorough to be, before tests are imported."""
    if session.config.getoption("long"):
        os.environ["GLOSSGEN_LONG"] = "1"  # which long.py reads, in all processes that run tests


@contextlib.contextmanager
def on_all_processors() -> Iterator[None]:
    """What is started here may use every processor: a browser is many processes, and waits for each."""
    before = os.sched_getaffinity(0) if PROCESSORS else set[int]()
    if before:
        os.sched_setaffinity(0, PROCESSORS)
    yield
    if before:
        os.sched_setaffinity(0, before)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process."""
    with on_all_processors():
        playwright = sync_playwright().start()
    chromium = playwright.chromium.launch(
        executable_path=chromium_path(), args=list(FLAGS), timeout=3 * PATIENCE
    )
    chromium.on("context", lambda context: context.set_default_timeout(PATIENCE))
    yield chromium
    chromium.close()
    playwright.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without history, cookies and cache."""
    context = browser.new_context(locale="ja-JP")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A new tab."""
    return context.new_page()


@pytest.fixture(scope="session")
def starter_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a glossary of 112 terms in Japanese, built once. Tests must not change it."""
    output = tmp_path_factory.mktemp("starter") / "site"
    build(load_config(ROOT / "tests" / "demo", output=output))
    return output


@pytest.fixture(scope="session")
def starter_url(starter_site: Path) -> Iterator[str]:
    """The address of the starter's site on loopback, ending with a slash."""
    with served(starter_site) as url:
        yield url


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Standing:
    """An edit is built together with the taking back of the one before it, from the same state."""
    known: dict[str, Twins] = {}

    def put_back(texts: dict[str, str]) -> Twins:
        name = repr(sorted(texts.items()))
        if name not in known:
            folder = tmp_path_factory.mktemp("standing")
            known[name] = Twins(placed(folder / "glossary", texts), folder)
        placed(known[name].root, texts)
        return known[name]

    return put_back
