"""Style sheets are sent without what no browser reads, and mean the same."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from glossgen.assets import static_folder
from glossgen.output.static.static_files import lean_script, lean_style


@pytest.mark.parametrize("name", sorted(path.name for path in static_folder().glob("*.css")))
def test_a_browser_reads_the_same_rules(page: Page, name: str) -> None:
    # The text of a custom property is kept as it is written, spaces included.
    style = (static_folder() / name).read_bytes()
    rules = """text => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text);
        return Array.from(sheet.cssRules, rule => rule.cssText.replace(/([,:]) /g, "$1")); }"""
    assert page.evaluate(rules, style.decode()) == page.evaluate(rules, lean_style(style).decode())


@pytest.mark.parametrize("name", sorted(path.name for path in static_folder().glob("*.js")))
def test_a_browser_reads_the_scripts(page: Page, name: str) -> None:
    script = lean_script((static_folder() / name).read_bytes()).decode()
    assert page.evaluate("(text) => new Function(text).length", script) == 0
