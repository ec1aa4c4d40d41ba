"""KaTeX in QuickJS: what it renders, what it refuses, and where it says the fault is."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossgen.model import Formula, Position
from glossgen.render.math import Engine, FormulaError, FormulaResult
from glossgen.render.math import engine as engine_module
from glossgen.render.math.engine import LONGEST, place

NAMESPACES = {"http://www.w3.org/1998/Math/MathML", "http://www.w3.org/2000/svg"}


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


def one(
    engine: Engine, tex: str, *, display: bool = False, macros: dict[str, str] | None = None
) -> FormulaResult:
    (outcome,) = engine.render([Formula(tex, display)], macros or {})
    return outcome


def error_of(outcome: FormulaResult) -> FormulaError:
    assert outcome.error
    return outcome.error


def test_renders_html_and_mathml(engine: Engine) -> None:
    outcome = one(engine, r"\frac{a}{b}")
    assert outcome.error is None
    assert "<mfrac><mi>a</mi><mi>b</mi></mfrac>" in outcome.html
    assert 'class="katex-html" aria-hidden="true"' in outcome.html
    assert "katex-display" not in outcome.html


def test_renders_display_style(engine: Engine) -> None:
    assert 'class="katex-display"' in one(engine, r"\sum_i x_i", display=True).html


def test_japanese_inside_math_is_normal(engine: Engine) -> None:
    outcome = one(engine, r"\text{再現率} = \frac{正解}{全体}")
    assert outcome.error is None
    assert "再現率" in outcome.html


def test_a_row_break_makes_a_row(engine: Engine) -> None:
    outcome = one(engine, "\\begin{cases} 1 & p \\\\\n0 & q \\end{cases}", display=True)
    assert outcome.html.count("<mtr>") == 2


@pytest.mark.parametrize("tex", [r"\eta_{\max}", r"x_{\max}^2", r"\frac{\max}{2}", r"\sqrt[\min]{x}"])
def test_an_operator_alone_is_one_element(engine: Engine, tex: str) -> None:
    html = one(engine, tex).html
    assert re.search(r"<mrow><mi>(max|min)</mi><mo>\u2061</mo></mrow>", html)
    assert not re.search(r"<(m\w+)><mi>(max|min)</mi><mo>\u2061</mo></(?!mrow)", html)


def test_macros_of_the_site(engine: Engine) -> None:
    assert (
        one(engine, r"\myset", macros={r"\myset": r"\mathbb{R}"}).html
        == one(engine, r"\myset", macros={r"\myset": r"\mathbb R"}).html
    )
    assert one(engine, r"\myset").error


def test_a_definition_stays_in_its_formula(engine: Engine) -> None:
    macros = {r"\mine": "1"}
    first, second = engine.render(
        [Formula(r"\gdef\mine{2}\gdef\other{3}\mine"), Formula(r"\mine\other")], macros
    )
    assert first.error is None
    assert error_of(second).message == r"Undefined control sequence: \other"
    assert macros == {r"\mine": "1"}


POSITIONS = [
    # title . TeX . line . column . start of the message
    ("unknown command", r"a + \nosuch", 1, 5, "Undefined control sequence"),
    ("second line", "a +\n  b}", 2, 4, "Expected 'EOF'"),
    ("after two-unit characters", r"\text{😀😀} \nosuch", 1, 11, "Undefined control sequence"),
    ("at the end", r"\frac{1}", 1, 9, "Unexpected end of input"),
    ("inside a macro", r"\broken", 1, None, "Undefined control sequence"),
    ("inside a macro, later in it than the formula is long", r"\far", 1, None, "Undefined control sequence"),
    ("endless macro", r"\def\a{\a}\a", 1, None, "Too many expansions"),
]


@pytest.mark.parametrize(
    ("tex", "line", "column", "message"),
    [case[1:] for case in POSITIONS],
    ids=[case[0] for case in POSITIONS],
)
def test_says_where(engine: Engine, tex: str, line: int, column: int | None, message: str) -> None:
    error = error_of(one(engine, tex, macros={r"\broken": r"\nosuch", r"\far": r"x + y + z + \nosuch"}))
    assert error.message.startswith(message)
    assert (error.line, error.column) == (line, column)


@given(st.text(st.sampled_from("a\n率😀")), st.text(st.sampled_from("a\n率😀")))
def test_places_are_code_points(before: str, after: str) -> None:
    line, column = place(before + after, len(before.encode("utf-16-le")) // 2)
    lines = (before + "!").split("\n")
    assert (line, column) == (len(lines), len(lines[-1]))


def test_a_failed_formula_shows_its_tex(engine: Engine) -> None:
    outcome = one(engine, "\n<b> & \\nosuch\n")
    assert outcome.html == r'<code class="math-error">&lt;b&gt; &amp; \nosuch</code>'


def test_an_error_becomes_a_problem() -> None:
    problem = FormulaError("Expected", 3, 7, "a hint").problem("ai/a.md", 10)
    assert problem.position == Position("ai/a.md", 12)
    assert (problem.code, problem.message, problem.hint) == (
        "math",
        "Expected (line 3, column 7 of the formula)",
        "a hint",
    )
    assert FormulaError("Expected").problem("a.md", 1).message == "Expected"


REFUSED = [
    (r"\href{javascript:alert(1)}{x}", r"\href"),
    (r"\url{https://example.org/}", r"\url"),
    (r"\includegraphics{x.png}", r"\includegraphics"),
    (r"\htmlClass{a}{x}", r"\htmlClass"),
    (r"\htmlId{a}{x}", r"\htmlId"),
    (r"\htmlStyle{color: red}{x}", r"\htmlStyle"),
    (r"\htmlData{a=b}{x}", r"\htmlData"),
]


@pytest.mark.parametrize(("tex", "command"), REFUSED, ids=[case[1] for case in REFUSED])
def test_refused_commands_are_reported(engine: Engine, tex: str, command: str) -> None:
    outcome = one(engine, f"率\n+ {tex}")
    error = error_of(outcome)
    assert error.message == f"{command} cannot be used in a formula"
    assert (error.line, error.column) == (2, 3)
    assert_contained(outcome.html)


def test_a_refused_command_in_a_macro(engine: Engine) -> None:
    error = error_of(one(engine, r"\home", macros={r"\home": r"\href{a}{b}"}))
    assert error == FormulaError(r"\href cannot be used in a formula", 1, None, error.hint)


def test_limits(engine: Engine) -> None:
    deep, long, fine = engine.render(
        [Formula("{" * 5000 + "x" + "}" * 5000), Formula("x" * (LONGEST + 1)), Formula("x")], {}
    )
    assert error_of(deep).message == "a formula that is nested too deeply"
    assert not deep.lasting
    assert error_of(long).message == "a formula of more than 20,000 characters"
    assert fine.error is None
    assert one(engine, "x".ljust(LONGEST)).error is None
    assert one(engine, "{" * 90 + "x" + "}" * 90).error is None
    assert "50em" in one(engine, r"\rule{9000em}{1em}").html


TRAP = """
const plain = katex.renderToString;
katex.renderToString = (tex, options) => { if (tex === "trap") { SCRIPT } return plain(tex, options); };
"""


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("for (;;) {}", "a formula that took more than 0.2 seconds"),
        (
            "const rows = []; for (;;) rows.push(new Array(1e6).fill(1))",
            "a formula that needs too much memory",
        ),
        ("throw new Error('boom')", "KaTeX failed: Error: boom"),
    ],
    ids=["time", "memory", "any other"],
)
def test_a_formula_cannot_take_the_engine_down(
    monkeypatch: pytest.MonkeyPatch, script: str, message: str
) -> None:
    monkeypatch.setattr(engine_module, "SECONDS", 0.2 if "(;;) {}" in script else 5.0)
    katex, render = engine_module._scripts()
    trap = TRAP.replace("SCRIPT", script)
    monkeypatch.setattr(engine_module, "_scripts", lambda: (katex + trap, render))
    with Engine() as engine:
        before, trapped, after = engine.render([Formula("x"), Formula("trap"), Formula("x")], {})
    assert error_of(trapped).message.splitlines()[0] == message
    assert not trapped.lasting
    assert before == after
    assert after.error is None


def test_may_be_called_from_any_thread(engine: Engine) -> None:
    found: list[FormulaResult] = []
    threads = [threading.Thread(target=lambda: found.append(one(engine, r"\sqrt{2}"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [one(engine, r"\sqrt{2}")] * 4


# ------------------------------------------------- the output needs nothing else


class Contained(HTMLParser):
    """Collects what in the HTML could run, load or leave its page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {
            "script",
            "style",
            "img",
            "iframe",
            "link",
            "a",
            "object",
            "foreignobject",
            "use",
            "image",
        }:
            self.found.append(tag)
        for name, value in attrs:
            harmless = name == "xmlns" and value in NAMESPACES
            if name.startswith("on") or name in {"id", "src", "href", "xlink:href"}:
                self.found.append(name)
            elif not harmless and re.search(r"//|url\(|javascript:|@import|expression", value or ""):
                self.found.append(f"{name}={value}")


def assert_contained(html: str) -> None:
    parser = Contained()
    parser.feed(html)
    parser.close()
    assert parser.found == []


PIECES = r"""
<script> </span> " ' &lt; & { } 率 😀 x ^ _ \\ \ # % $ | //example.org url( javascript:
\text{ \href{ \url{ \htmlStyle{ \color{ \textcolor{red}{ \verb| \tag{ \sqrt{ \overbrace{ \frac
\left( \right) \begin{matrix} \end{matrix} \unicode{ \char` \def\a{ \a \includegraphics{
"""
TEX = st.lists(st.sampled_from([*PIECES.split(), "<img src=x onerror=y>", "\n", " "]), max_size=12).map(
    "".join
)


@settings(max_examples=150, deadline=None)
@given(TEX, st.booleans())
def test_output_is_self_contained(engine: Engine, tex: str, display: bool) -> None:
    outcome = one(engine, tex, display=display)
    assert outcome.html
    assert_contained(outcome.html)
