"""In a browser: every kind of page keeps its Content-Security-Policy, and no id of a writer stops a script.

An element with an id is a property of `window`, one with a name may be one of `document` and of forms
(HTML standard §7.2.2.3, §3.1.5). Ids are published as they are written, so pages here have those that hurt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from serving import served
from two import build_two
from watching import Watch

IDS = (
    *(
        "location",
        "document",
        "window",
        "self",
        "top",
        "parent",
        "history",
        "navigator",
        "localStorage",
        "fetch",
    ),
    *("body", "forms", "head", "documentElement", "currentScript", "activeElement", "cookie", "defaultView"),
    *(
        "getElementById",
        "querySelector",
        "querySelectorAll",
        "createElement",
        "addEventListener",
        "fonts",
        "links",
    ),
    *(
        "__proto__",
        "constructor",
        "toString",
        "valueOf",
        "hasOwnProperty",
        "submit",
        "action",
        "elements",
        "q",
    ),
    *(
        "glossgenSearch",
        "glossgenIndex",
        "trustedTypes",
        "requestAnimationFrame",
        "matchMedia",
        "IntersectionObserver",
    ),
)
ANCHORS = " ".join(f'<a id="{name}"></a><a name="{name}"></a>' for name in IDS)
TEXT = f"## hostile | clobbered\n\nA star of $x^2$, as \\(y\\) has it. {ANCHORS}\n\n$$\\frac{{a}}{{b}}$$\n"
TERMS = "".join(f"## t{number} {name}\n<!-- id: {name} -->\n\nStar.\n\n" for number, name in enumerate(IDS))

LISTEN = """
window.broken = [];
document.addEventListener("securitypolicyviolation", event =>
  window.broken.push(`${event.violatedDirective} ${event.blockedURI} in ${event.sourceFile}`));
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {"en_hostile__md": TEXT, "en_ids__md": TERMS}
    return build_two(tmp_path_factory.mktemp("policy"), None, **files)[0]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.add_init_script(LISTEN)
    page = context.new_page()
    yield page
    context.close()


def one_of_each_kind(site: Path) -> dict[str, str]:
    """An address of each kind of page, and those with formulas and with hostile ids."""
    found: dict[str, str] = {}
    for file in sorted(site.rglob("*.html")):
        html = file.read_text(encoding="utf-8")
        kind = html.partition('<body class="')[2].partition('"')[0] or html.partition("<title>")[2][:20]
        found.setdefault(kind, file.relative_to(site).as_posix())
        if "katex" in html:
            found.setdefault(f"{kind} with a formula", file.relative_to(site).as_posix())
    own = [file.relative_to(site).as_posix() for file in site.rglob("index.html")]
    hostile = next(path for path in own if path.endswith("terms/hostile/index.html"))
    return {**found, "hostile": hostile}


def test_every_kind_of_page_keeps_its_policy(site: Path, page: Page) -> None:
    kinds = one_of_each_kind(site)
    assert len(kinds) >= 10, kinds
    broken: dict[str, list[str]] = {}
    with served(site) as url:
        watch = Watch(page)
        for kind, path in kinds.items():
            page.goto(url + path, wait_until="load")
            if found := page.evaluate("window.broken"):
                broken[kind] = found
    assert broken == {}
    assert watch.faults == []


def test_search_works_beside_hostile_ids(site: Path, page: Page) -> None:
    """On a page with ids and names of properties that scripts read: the search opens, finds and goes."""
    with served(site) as url:
        watch = Watch(page)
        page.goto(url + one_of_each_kind(site)["hostile"])
        assert page.locator("#currentScript").count() == 1
        page.keyboard.press("/")
        page.get_by_role("combobox").fill("clobbered")
        expect(page.get_by_role("option").first).to_contain_text("hostile")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("terms/hostile/"))
        assert page.evaluate("window.broken") == []
        assert watch.faults == []
