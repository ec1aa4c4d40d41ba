"""The preview in a browser: a saved file shows at once, a broken one shows its problem."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from watching import Watch, save

ENTRY = "## 重み\n\n{}の値。\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    source = tmp_path / "glossary"
    source.mkdir()
    (source / "glossgen.yml").write_text("title: 試し\n", encoding="utf-8")
    (source / "a.md").write_text(ENTRY.format("初め"), encoding="utf-8")
    return source


@pytest.fixture
def url(source: Path) -> Iterator[str]:
    """`glossgen serve` as a person starts it; its address."""
    src = str(Path(__file__).parent.parent / "src")
    command = [sys.executable, "-u", "-m", "glossgen", "serve", str(source), "--port", "0"]
    environment = os.environ | {"PYTHONPATH": src, "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=environment,
    ) as process:
        assert process.stdout
        found = None
        seen = []
        for line in process.stdout:
            seen.append(line)
            found = re.search(r"http://127\.0\.0\.1:\d+/", line)
            if found:
                break
        assert found, seen
        yield found[0]
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=120)


def test_a_change_shows_by_itself(page: Page, source: Path, url: str) -> None:
    watch = Watch(page)
    page.goto(url + "terms/重み/")
    expect(page.get_by_role("main")).to_contain_text("初めの値。")
    save(source, "a.md", ENTRY.format("次"))
    expect(page.get_by_role("main")).to_contain_text("次の値。")
    assert watch.faults == []


def test_a_problem_shows_in_the_page(page: Page, source: Path, url: str) -> None:
    page.goto(url + "terms/重み/")
    expect(page.get_by_role("main")).to_contain_text("初めの値。")
    save(source, "a.md", ENTRY.format("[[無い語]]"))
    expect(page.get_by_text("a.md:3", exact=False)).to_be_visible()
    save(source, "a.md", ENTRY.format("直した"))
    expect(page.get_by_role("main")).to_contain_text("直したの値。")
    expect(page.get_by_text("a.md:3", exact=False)).to_have_count(0)


def test_a_broken_template_leaves_the_last_good_site(page: Page, source: Path, url: str) -> None:
    page.goto(url + "terms/重み/")
    (source / "templates").mkdir()
    save(source, "templates/term.html", "{% block %}")
    expect(page.get_by_text("templates/term.html", exact=False)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("初めの値。")
    save(source, "templates/term.html", "<main>{{ page.name.text }}だけ</main>")
    expect(page.get_by_role("main")).to_have_text("重みだけ")
