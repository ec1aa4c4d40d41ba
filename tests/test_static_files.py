"""Style sheets and scripts as they are sent: made of `static/` and `browser/` by the build hook."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import hatch_build
import pytest
from playwright.sync_api import Page

from glossgen.assets import static_folder

ROOT = Path(__file__).parent.parent
SHEETS = sorted(path.name for path in (ROOT / "static").glob("*.css"))


def test_the_static_files_are_made_of_the_sources() -> None:
    assert hatch_build.is_complete(ROOT), "run “python hatch_build.py”"
    scripts = {path.name for path in static_folder().glob("*.js")}
    assert scripts == set(hatch_build.SCRIPTS)


def test_the_units_of_the_scripts() -> None:
    """`node --test` over `tests/browser/`."""
    command = [sys.executable, "tools/browser.py", "test"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8")
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("name", SHEETS)
def test_a_browser_reads_the_same_rules(page: Page, name: str) -> None:
    # The text of a custom property is kept as it is written, spaces included.
    rules = """text => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text);
        return Array.from(sheet.cssRules, rule => rule.cssText.replace(/([,:(]) /g, "$1")); }"""
    source = (ROOT / "static" / name).read_text("utf-8")
    assert page.evaluate(rules, source) == page.evaluate(rules, (static_folder() / name).read_text("utf-8"))


@pytest.mark.parametrize("name", hatch_build.SCRIPTS)
def test_the_scripts_are_classic_ones(page: Page, name: str) -> None:
    """A page from the disk loads no modules: a function has no `import`. No name is left to other scripts."""
    script = (static_folder() / name).read_text("utf-8")
    page.evaluate("(text) => { new Function(text); }", script)
    assert script.startswith('"use strict";(()=>{')
