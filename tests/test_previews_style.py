"""Style sheets are sent without what no browser reads, and mean the same."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from glossgen.assets import static_folder
from glossgen.render.scripts import lean, lean_style

CASES = [
    ("a { color: red; }\n", "a{color:red}\n"),
    ("/* why */\na,\nb > c { margin: 0 1px; }", "a,b>c{margin:0 1px}\n"),
    ('a::before { content: ", "; }', 'a::before{content:", "}\n'),
    (".text :target { top: 0 }", ".text :target{top:0}\n"),
    (
        "@media (min-width: 1em) { a { width: calc(1em + 2px) } }",
        "@media (min-width:1em){a{width:calc(1em + 2px)}}\n",
    ),
]


@pytest.mark.parametrize(("style", "lean"), CASES)
def test_space_and_comments_go(style: str, lean: str) -> None:
    assert lean_style(style) == lean


@pytest.mark.parametrize("name", sorted(path.name for path in static_folder().glob("*.css")))
def test_a_browser_reads_the_same_rules(page: Page, name: str) -> None:
    # The text of a custom property is kept as it is written, spaces included.
    style = (static_folder() / name).read_text("utf-8")
    rules = """text => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text);
        return Array.from(sheet.cssRules, rule => rule.cssText.replace(/([,:]) /g, "$1")); }"""
    assert page.evaluate(rules, style) == page.evaluate(rules, lean_style(style))


@pytest.mark.parametrize(
    ("script", "sent"),
    [
        ("  // a word\n\n  const a = (b) => b ? [1, 2] : { c: 3 };\n", "const a=(b)=>b?[1,2]:{c:3};\n"),
        ("f(\"a , b\", 'c ; d', `e = ${f} g`);\n", "f(\"a , b\",'c ; d',`e = ${f} g`);\n"),
        ('f("a \\" , b");\n', 'f("a \\" , b");\n'),
        ("a.replace( / ; [ /] = \\/ /g, b);\n", "a.replace(/ ; [ /] = \\/ /g,b);\n"),
        ("a = b / c; d = e / f;\n", "a=b / c;d=e / f;\n"),
        ("a + +b - -c\nreturn /x y/g\n", "a + +b - -c\nreturn /x y/g\n"),
    ],
)
def test_space_and_comments_of_scripts_go(script: str, sent: str) -> None:
    assert lean(script) == sent


@pytest.mark.parametrize("name", sorted(path.name for path in static_folder().glob("*.js")))
def test_a_browser_reads_the_scripts(page: Page, name: str) -> None:
    script = lean((static_folder() / name).read_text("utf-8"))
    assert page.evaluate("(text) => new Function(text).length", script) == 0
