"""Links to files of the repository that are no pages: they lead to its host, or are told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from glossgen.build import build
from glossgen.build.builder import Builder
from glossgen.config import Repository, load_config
from glossgen.site.repository_links import file_url

FILES = ("LICENSE", ".env", "src/a b.py", ".github/HELP.md", "texts/CONTRIBUTING.md")
LINKS = {
    "../LICENSE": "blob/main/LICENSE",
    "CONTRIBUTING.md#How to": "blob/main/texts/CONTRIBUTING.md#How%20to",
    "../.github/HELP.md": "blob/main/.github/HELP.md",
    "../src/": "tree/main/src",
    "/src/a%20b.py?raw=1#L3": "blob/main/src/a%20b.py#L3",
    "words.md": "",
    "../.env": "-",
    "../../etc/": "-",
    "../none.md": "-",
}
STATED = "title: T\nrepository: {url: https://github.com/a/b, path: texts}\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("repository")
    (root / ".git").mkdir()
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x\n")
    links = "".join(f"- {number}: [x](<{address}>)\n" for number, address in enumerate(LINKS))
    (root / "texts" / "words.md").write_text(f"# Words\n\n## Axle\n\nIt is.\n\n{links}\n## Belt\n\nIt is.\n")
    return root


def test_they_lead_to_the_host_of_the_repository(root: Path, tmp_path: Path) -> None:
    (root / "texts" / "glossgen.yml").write_text(STATED)
    report = build(load_config(root / "texts", output=tmp_path / "site"))
    page = (tmp_path / "site" / "terms" / "axle" / "index.html").read_text("utf-8")
    made = dict(re.findall(r"<li>(\d+): (.*)\n?", page))
    for number, (address, url) in enumerate(LINKS.items()):
        outside = f'<a href="https://github.com/a/b/{url}" rel="external">x</a>'
        inside = '<a class="term" href="../../words/">x</a>'
        shown = {"": inside, "-": "x"}.get(url, outside)
        assert made[f"{number}"].removesuffix("</li>") == shown, address
    assert [problem.code for problem in report.problems] == ["broken-link"] * 3


def test_without_an_address_of_the_repository_they_are_told(root: Path, tmp_path: Path) -> None:
    (root / "texts" / "glossgen.yml").write_text("title: T\n")
    with Builder() as builder:
        report = builder.build(load_config(root / "texts", output=tmp_path / "site"))
        codes = [problem.code for problem in report.problems]
        assert sorted(codes) == ["broken-link"] * 3 + ["repository-file"] * 5
        (root / "LICENSE").rename(root / "COPYING")
        again = builder.build(load_config(root / "texts", output=tmp_path / "site"))
        assert [problem.code for problem in again.problems].count("broken-link") == 4
    (root / "COPYING").rename(root / "LICENSE")


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("https://gitlab.com/a/b", "https://gitlab.com/a/b/-/blob/main/docs/x.md"),
        ("https://codeberg.org/a/b/", "https://codeberg.org/a/b/src/branch/main/docs/x.md"),
        ("https://example.org/a/b", "https://example.org/a/b/blob/main/docs/x.md"),
    ],
)
def test_hosts_have_addresses_of_their_own(host: str, url: str) -> None:
    assert file_url(Repository(host), "docs", "x.md") == url
    assert file_url(Repository(host), "", "../x.md") == ""
