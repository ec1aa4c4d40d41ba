"""The style sheet of formulas: only what a site uses, and formulas that look as KaTeX draws them."""

from __future__ import annotations

import base64
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser, Page

from glossgen.assets import katex_folder, static_folder
from glossgen.build import BuildOptions, build, roots
from glossgen.config import load_config
from glossgen.model import Formula
from glossgen.output.static import katex_files
from glossgen.output.static.katex_files import STYLE, formula_files
from glossgen.output.static.katex_fonts import subset_of
from glossgen.output.static.katex_style import StyleSheet, read_style, used_by, used_rules
from glossgen.render.math import Engine

LETTERS = [
    ("x+1", {"KaTeX_Math-Italic": "x", "KaTeX_Main-Regular": "+1"}),
    (r"\mathbf{x}", {"KaTeX_Main-Bold": "x"}),
    (r"\boldsymbol{\theta}", {"KaTeX_Math-BoldItalic": "θ"}),
    (r"\mathbb{R}", {"KaTeX_AMS-Regular": "R"}),
    (r"\mathcal{N}", {"KaTeX_Caligraphic-Regular": "N"}),
    (r"\mathsf{A}\mathtt{b}", {"KaTeX_SansSerif-Regular": "A", "KaTeX_Typewriter-Regular": "b"}),
    (r"\mathfrak{g}\mathscr{L}", {"KaTeX_Fraktur-Regular": "g", "KaTeX_Script-Regular": "L"}),
    (r"\text{if}\ \textbf{so}", {"KaTeX_Main-Regular": "if\N{NO-BREAK SPACE}", "KaTeX_Main-Bold": "so"}),
    (r"\textit{\textbf{a}}", {"KaTeX_Main-BoldItalic": "a"}),
    (r"a<b", {"KaTeX_Math-Italic": "ab", "KaTeX_Main-Regular": "<"}),
    (
        r"\bigl(\Bigl[\biggl\{",
        {"KaTeX_Size1-Regular": "(", "KaTeX_Size2-Regular": "[", "KaTeX_Size3-Regular": "{"},
    ),
]
"""Formulas without fractions or scripts, whose invisible struts would add to the letters."""

SHOWN = [
    r"\frac{1}{n}\sum_{i=1}^{n} \left(y_i - \hat{y}_i\right)^2 \tag{1}",
    r"\mathbb{E}_{x \sim p}[\log \mathcal{N}(x \mid \boldsymbol{\mu}, \Sigma)]",
    r"\begin{equation} \sqrt{\sqrt[3]{x}} \le \lVert \mathbf{w} \rVert_2 \end{equation}",
    r"\begin{pmatrix} a & b \\ c & d \\ e & f \end{pmatrix} \begin{cases} 0 & \text{もし} x \\ 1 \end{cases}",
    r"\left\{ \begin{array}{l|r} 1 & 2 \\ \hline 3 & 4 \\ 5 & 6 \\ 7 & 8 \end{array} \right.",
    r"\overbrace{a+b}^{n} \widehat{abc} \vec{v} \overline{x} \underline{y} \not= \xrightarrow{f} \cancel{z}",
    r"{\tiny a} {\small b} {\large c} {\Huge d} \displaystyle\int_0^\infty \textstyle\int \oint \prod",
    r"\mathsf{A} \mathtt{B} \mathfrak{C} \mathscr{D} \textit{e} \textbf{f \textit{g}} \textsf{h} \fbox{i}",
    r"\operatorname*{arg\,max}_\theta f \quad \bigl( \Bigl[ \biggl\{ \Biggl\langle \dots \ddots \vdots",
]

# Of every element that is shown: where it stands, and what is drawn there.
PLACES = """() => Array.from(document.querySelectorAll('.katex-html, .katex-html *'), element => {
  const box = element.getBoundingClientRect();
  return [element.className.toString(), box.x, box.y, box.width, box.height];
})"""


SIGNS = """() => {
  const signs = [], places = [], range = document.createRange();
  for (const formula of document.querySelectorAll('.katex-html')) {
    const from = formula.getBoundingClientRect();
    const walker = document.createTreeWalker(formula, NodeFilter.SHOW_TEXT);
    places.push(from.width, from.height);
    for (let text; (text = walker.nextNode()); ) {
      const {fontFamily, fontStyle, fontWeight} = getComputedStyle(text.parentElement);
      for (let at = 0; at < text.data.length; at++) {
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const box = range.getBoundingClientRect();
        signs.push([text.data[at], fontFamily, fontStyle, fontWeight]);
        places.push(box.x - from.x, box.y - from.y, box.width);
      }
    }
  }
  return [signs, places];
}"""
"""All signs of the formulas with their fonts, and where they stand."""

SIZES = """() => Array.from(document.querySelectorAll('.katex-html *'), element => {
  const box = element.getBoundingClientRect();
  return [element.className.toString(), Math.round(box.width * 4), Math.round(box.height * 4)];
})"""


@pytest.fixture(scope="module")
def style() -> StyleSheet:
    return read_style((katex_folder() / "katex.min.css").read_text("utf-8"))


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as started:
        yield started


def html_of(engine: Engine, *formulas: str) -> list[str]:
    outcomes = engine.render([Formula(tex, display=True) for tex in formulas], {})
    assert not [outcome.error for outcome in outcomes if outcome.error]
    return [outcome.html for outcome in outcomes]


def test_the_style_sheet_is_read_whole(style: StyleSheet) -> None:
    css = (katex_folder() / "katex.min.css").read_text("utf-8")
    assert len(style.faces) == css.count("@font-face")
    written = "".join(f"{','.join(rule.selectors)}{{{rule.body}}}" for rule in style.rules)
    assert written == re.sub(r"@font-face\{[^}]*\}", "", css).strip()


@pytest.mark.parametrize(
    "css", ["@media print{.katex{color:red}}", "@import url(x.css);", ".katex{color:red"]
)
def test_a_style_sheet_that_is_not_flat_is_refused(css: str) -> None:
    with pytest.raises(ValueError, match="style sheet"):
        read_style(css)


@pytest.mark.parametrize(("tex", "expected"), LETTERS, ids=[tex for tex, _ in LETTERS])
def test_letters_of_each_font(engine: Engine, style: StyleSheet, tex: str, expected: dict[str, str]) -> None:
    used = used_by(html_of(engine, tex), style)
    found = {Path(face.file).stem: letters - {"\u200b"} for face, letters in used.letters.items()}
    assert {name: letters for name, letters in found.items() if letters} == {
        name: frozenset(letters) for name, letters in expected.items()
    }


def test_the_font_of_the_most_formulas_comes_first(engine: Engine, style: StyleSheet) -> None:
    used = used_by(html_of(engine, r"\mathbb{R}", r"\mathbb{C}", "x"), style)
    assert next(iter(used.letters)).family == "KaTeX_AMS"


def test_only_rules_that_can_match_stay(engine: Engine, style: StyleSheet) -> None:
    used = used_by(html_of(engine, "x"), style)
    selectors = [selector for rule in used_rules(style, used.classes) for selector in rule.selectors]
    assert ".katex .mathnormal" in selectors
    assert ".katex-display>.katex" in selectors
    assert not [selector for selector in selectors if "mathbf" in selector or "reset-size" in selector]


def test_no_part_has_a_reserved_name(engine: Engine) -> None:
    made = formula_files(html_of(engine, *SHOWN))
    sheet = made["katex.min.css"].decode()
    assert "KaTeX_" not in sheet
    inside = [base64.b64decode(text) for text in re.findall(r"base64,([^)]*)\)", sheet)]
    parts = [*inside, *(content for name, content in made.items() if name.endswith(".woff2"))]
    assert len(parts) > 12
    for part in parts:
        names = [str(record) for record in TTFont(io.BytesIO(part))["name"].names]
        assert names
        assert not [name for name in names if "KaTeX" in name]
    assert "SIL Open Font License" in made["LICENSE"].decode()


def test_fonts_without_room_are_files(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    html = html_of(engine, "x+y", r"\mathbb{R}")
    assert set(formula_files(html)) == {"katex.min.css", "LICENSE"}
    monkeypatch.setattr(katex_files, "MAX_EMBEDDED", 0)
    made = formula_files(html)
    named = re.findall(r"url\(([^)]*)\)", made["katex.min.css"].decode())
    assert sorted(named) == sorted(name for name in made if name.endswith(".woff2"))
    assert "fonts/Formula_AMS-Regular.woff2" in named


def test_a_formula_makes_only_the_fonts_that_show_new_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    monkeypatch.setattr(roots, "subset_of", lambda *asked: made.append(asked[0]) or subset_of(*asked))
    text, counts = tmp_path / "a.md", []
    for formulas in ("$x + y$", "$x + y + z$", "$z + x$, $y$"):
        text.write_text(f"## a\n\nIt is {formulas}.\n", encoding="utf-8")
        build(load_config(tmp_path, output=tmp_path / "site"), BuildOptions(jobs=1))
        counts.append(len(made))
        made.clear()
    assert counts == [2, 1, 0]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1000, "height": 1400})
    yield context.new_page()
    context.close()


def shown(page: Page, folder: Path, html: list[str]) -> tuple[object, int]:
    """The places of all elements, and how many letters come from fonts of the style sheet."""
    text = "<!doctype html><meta charset=utf-8><link rel=stylesheet href=katex.min.css><body>" + "<p>".join(
        html
    )
    (folder / "page.html").write_text(text, encoding="utf-8")
    page.goto((folder / "page.html").as_uri())
    page.evaluate("Promise.all(Array.from(document.fonts, font => font.load()))")
    page.evaluate("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    return page.evaluate(PLACES), letters_from_fonts(page)


def letters_from_fonts(page: Page) -> int:
    protocol = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        protocol.send(f"{domain}.enable")
    root = protocol.send("DOM.getDocument")["root"]["nodeId"]
    query = {"nodeId": root, "selector": ".katex-html, .katex-html *"}
    nodes = protocol.send("DOM.querySelectorAll", query)["nodeIds"]
    said = [protocol.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"] for node in nodes]
    return int(sum(font["glyphCount"] for fonts_of in said for font in fonts_of if font["isCustomFont"]))


def test_formulas_look_as_katex_draws_them(engine: Engine, page: Page, tmp_path: Path) -> None:
    html = html_of(engine, *SHOWN)
    whole = shown(page, katex_page(tmp_path / "whole"), html)
    parts = tmp_path / "parts"
    for name, content in formula_files(html).items():
        (parts / name).parent.mkdir(parents=True, exist_ok=True)
        (parts / name).write_bytes(content)
    assert shown(page, parts, html) == whole
    assert whole[1] > 250
    signs, places = page.evaluate(SIGNS)
    heavy = html_of(as_katex_writes_them(), *SHOWN)
    shown(page, parts, heavy)
    assert page.evaluate(SIGNS) == [signs, pytest.approx(places, abs=0.05)]
    assert len("".join(html)) < 0.97 * len("".join(heavy))


def as_katex_writes_them() -> Engine:
    """An engine that leaves the classes and spaces of KaTeX's HTML as they are."""
    engine = Engine()
    katex, render = engine._scripts
    assert "html: withoutKinds(" in render
    engine._scripts = katex, render.replace("html: withoutKinds(", "html: (")
    return engine


def test_the_style_of_the_site_leaves_formulas_as_they_are(
    engine: Engine, page: Page, tmp_path: Path
) -> None:
    html = html_of(engine, *SHOWN, r"x_{\text{pred}} = \text{with a word and 日本語}", r"\vec{v}")
    for name, content in formula_files(html).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    # The text around them may have another size and place, which is the business of the site.
    same = """<style>.katex { font-size: 20px !important; line-height: 1.2 !important } p { padding: 9px }
        .katex-display { text-align: left !important; margin: 0 !important; padding: 0 !important }</style>"""
    sheets = ("site.css", "lists.css", "formulas.css")
    ours = "".join(f"<link rel=stylesheet href={name}>" for name in sheets)
    for name in sheets:
        shutil.copy(static_folder() / name, tmp_path)
    sizes = []
    for links in ("", ours):
        text = f"<!doctype html><meta charset=utf-8><link rel=stylesheet href={STYLE}>{links}{same}<body>"
        body = f'<main><div class="text"><p>{"<p>".join(html)}</div></main>'
        (tmp_path / "page.html").write_text(text + body, encoding="utf-8")
        page.goto((tmp_path / "page.html").as_uri())
        page.evaluate("Promise.all(Array.from(document.fonts, font => font.load()))")
        sizes.append(page.evaluate(SIZES))
    assert len(sizes[0]) > 300
    assert sizes[0] == sizes[1]


def katex_page(folder: Path) -> Path:
    """KaTeX's style sheet and fonts as they are."""
    (folder / "fonts").mkdir(parents=True)
    for file in (katex_folder() / "katex.min.css", *(katex_folder() / "fonts").iterdir()):
        (folder / file.relative_to(katex_folder())).write_bytes(file.read_bytes())
    return folder
