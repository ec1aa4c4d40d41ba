"""Long category pages are cut; what was published on them leads to the same entries."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser

from glossgen.build import BuildOptions
from glossgen.build.builder import Builder
from glossgen.config import load_config
from glossgen.site import category_anchors, category_parts
from glossgen.text.anchors import encode_anchor
from site_checks import faults, parse

NAMES = ["Axle", "Belt", "Cam", "Dowel", "Eccentric", "Flange", "Gear", "Hub"]
FILLED = "It is a part that turns with the others and is measured before it is used."
FIELD = "# Machines\n\nAll of them turn.\n\n" + "".join(
    f"## {name}\n<!-- priority: 0 -->\n\n{FILLED} See the hub.\n\n"
    f'### Use of a {name}\n\n<a name="old-{name}"></a>It turns.\n\n'
    for name in NAMES
)
FILES = {
    "glossgen.yml": "title: Parts\nbase_url: https://parts.test/\n",
    "en/machines.md": FIELD,
    "en/small.md": "# Small\n\n## Nut\n\nIt holds a hub.\n\n## Bolt\n\nIt goes with a nut.\n",
    **{
        f"en/woods/{name}.md": f"---\ntitle: {name}\ncategory: Woods\n---\n{name} grows.\n"
        for name in (f"{letter}{number:02}wood" for letter in "ABC" for number in range(21))
    },
}


class Site:
    """A glossary that stays open, as in a preview, with pages of few bytes."""

    def __init__(self, folder: Path) -> None:
        self.root, self.output, self.builder = folder / "texts", folder / "site", Builder()
        for path, text in FILES.items():
            self.write(path, text)

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def build(self) -> dict[str, str]:
        """The pages by their addresses."""
        self.builder.build(load_config(self.root, output=self.output), BuildOptions(jobs=1))
        return self.pages(self.output)

    def anew(self, folder: Path) -> dict[str, str]:
        """The pages of a build that knows nothing."""
        shutil.copytree(self.root, folder / "texts", ignore=shutil.ignore_patterns(".glossgen"))
        with Builder() as builder:
            builder.build(load_config(folder / "texts", output=folder / "site"), BuildOptions(jobs=1))
        return self.pages(folder / "site")

    @staticmethod
    def pages(output: Path) -> dict[str, str]:
        found = {path.relative_to(output).as_posix(): path for path in output.rglob("*.html")}
        return {name.removesuffix("index.html"): path.read_text("utf-8") for name, path in found.items()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(category_parts, "LARGEST", 4000)
        site = Site(tmp_path_factory.mktemp("parts"))
        with site.builder:
            yield site


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, str]:
    return site.build()


def of(pages: dict[str, str], field: str) -> list[str]:
    """The addresses of the pages of a category, in order."""
    return [field, *(f"{field}{n}/" for n in range(2, 99) if f"{field}{n}/" in pages)]


def entries(page: str) -> list[str]:
    return re.findall(r'<article class="entry" id="([^"]+)"', page)


def test_every_entry_is_on_one_page_in_the_order_of_the_file(pages: dict[str, str]) -> None:
    urls = of(pages, "machines/")
    assert len(urls) > 2
    shown = [entries(pages[url]) for url in urls]
    assert all(shown)
    assert list(chain(*shown)) == [name.lower() for name in NAMES]
    assert of(pages, "small/") == ["small/"]
    assert 'class="parts"' not in pages["small/"]


def test_all_addresses_and_anchors_of_the_site_are_there(site: Site, pages: dict[str, str]) -> None:
    assert pages
    assert faults(site.output) == []


def test_published_anchors_stay_on_the_first_page_and_lead_to_the_entry(pages: dict[str, str]) -> None:
    first, last = pages["machines/"], of(pages, "machines/")[-1]
    ids = parse(first).ids
    for name in NAMES:
        assert {name.lower(), encode_anchor(name), f"old-{name}"} <= set(ids), name
    line = next(line for line in first.splitlines() if 'id="hub"' in line)
    assert f'<a href="{last.removeprefix("machines/")}#hub">' in line
    assert re.search(r'id="[^"]*use-of-a-hub"', line), "a heading of the text"
    assert 'id="axle"' not in pages[last]


def test_links_lead_straight_to_the_page_of_the_entry(pages: dict[str, str]) -> None:
    last = of(pages, "machines/")[-1]
    assert f'href="../../{last}#hub"' in pages["terms/hub/"]
    assert 'href="../../machines/#axle"' in pages["terms/axle/"]


def test_pages_say_what_is_in_them_and_lead_on(pages: dict[str, str]) -> None:
    urls = of(pages, "machines/")
    for url, before, after in zip(urls, [None, *urls], [*urls[1:], None], strict=False):
        listed = re.search(r'<nav class="parts".*?</nav>', pages[url], re.DOTALL)
        assert listed is not None
        assert listed[0].count("<li>") == len(urls)
        for direction, other in (("prev", before), ("next", after)):
            if other:
                found = re.search(rf'href="([^"]*)" rel="{direction}"', pages[url])
                assert found is not None
                assert urljoin(f"/{url}", found[1]) == f"/{other}"
    titles = [re.search(r"<title>(.*?)</title>", pages[url]) for url in urls]
    assert len({found[1] for found in titles if found}) == len(urls)
    assert "All of them turn." in pages["machines/"]
    assert "All of them turn." not in re.sub("<head>.*</head>", "", pages[urls[1]], flags=re.DOTALL)


def test_rows_of_a_long_list_are_found_from_its_first_page(pages: dict[str, str]) -> None:
    urls = of(pages, "categories/woods/")
    assert len(urls) > 2
    listed = [re.findall(r'href="[./]*woods/([abc]\d\dwood)/"', pages[url]) for url in urls]
    names = [name for page in listed for name in dict.fromkeys(page)]
    assert names == sorted(names)
    assert len(names) == 63
    assert {"row-a", "row-b", "row-c"} <= set(parse(pages[urls[0]]).ids)


def test_the_site_map_and_the_search_know_them(site: Site, pages: dict[str, str]) -> None:
    listed = (site.output / "sitemap.xml").read_text("utf-8")
    assert all(f"<loc>https://parts.test/{url}</loc>" in listed for url in of(pages, "machines/"))


def grown(text: str) -> str:
    """More text on the first page, and one entry more: the cuts are elsewhere."""
    return text.replace(FILLED, FILLED * 3, 1).replace("## Cam", "## Chain\n\nIt joins two gears.\n\n## Cam")


def short(text: str) -> str:
    return text.partition("## Cam")[0]


@pytest.mark.parametrize("change", [grown, short])
def test_an_edit_gives_what_a_new_build_gives(
    site: Site, tmp_path: Path, change: Callable[[str], str]
) -> None:
    site.write("en/machines.md", change(FIELD))
    made = site.build()
    assert made == site.anew(tmp_path)
    assert (len(of(made, "machines/")) == 1) is (change is short)


def test_a_page_of_the_writers_keeps_its_address(site: Site) -> None:
    site.write("en/machines.md", FIELD)
    site.write("en/machines/2.md", "---\ntitle: Two\nurl: /machines/2/\n---\nIt is a number.\n")
    made = site.build()
    assert "It is a number." in made["machines/2/"]
    assert entries(made["machines/part-2/"])
    assert faults(site.output) == []


def test_anchors_for_which_there_is_no_room_are_in_a_file(
    site: Site, monkeypatch: pytest.MonkeyPatch, browser: Browser, tmp_path: Path
) -> None:
    """A reader who comes to one is led to its entry; those that fit need no script."""
    monkeypatch.setattr(category_parts, "LISTED", 300)
    monkeypatch.setattr(category_anchors, "LISTED", 300)
    shutil.rmtree(site.root / "en" / "machines", ignore_errors=True)
    site.write("en/machines.md", FIELD)
    made = site.anew(tmp_path)
    urls, first = of(made, "machines/"), made["machines/"]
    named = [name for name in NAMES if f'id="{name.lower()}"' in first]
    assert entries(first) < [name.lower() for name in named] < [name.lower() for name in NAMES]
    script = (tmp_path / "site" / "machines" / "anchors.js").read_text("utf-8")
    kept = json.loads(script.removeprefix("glossgenAnchors="))
    assert {f"machines/{part}" for part in kept} <= set(urls[1:])
    for name in (*NAMES[len(named) :],):
        page = next(page for page, anchors in kept.items() if name.lower() in anchors)
        assert {encode_anchor(name), f"old-{name}"} <= set(kept[page])
        assert f'id="{encode_anchor(name)}"' in made[f"machines/{page}"]
    page = browser.new_page()
    page.goto((tmp_path / "site" / "machines" / "index.html").as_uri() + f"#{encode_anchor(NAMES[-1])}")
    page.wait_for_url(f"**/{urls[-1]}index.html#*")
    page.close()
