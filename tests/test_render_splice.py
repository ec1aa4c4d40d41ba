"""Laws of setting links in running text."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossgen.model import HARD_BREAK, Formula, InlineMarkup, TextRun
from glossgen.render.body_html import render_body, render_excerpt, splice
from glossgen.site.values import BodyLink, Excerpt, LinkedBody
from glossgen.text import plain, slice_run, wrap

VOID = {"br", "img"}


class Reader(HTMLParser):
    """Reads HTML strictly: every end tag must close the tag that was opened last, and no `<a>` nests."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []
        self.links: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not (tag == "a" and "a" in self.open), "a link in a link"
        if tag == "a":
            self.links.append([])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if "a" in self.open:
            self.links[-1].append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open, f"left open: {reader.open}"
    return reader


def tex(formula: Formula) -> str:
    return f"<i>{escape(formula.tex)}</i>"


# A random tree of markup, and the flow that says the same: text, tags, code, formulas, footnotes.
words = st.text(alphabet="ab <&機械学習、\n", min_size=1, max_size=5)
nodes = st.recursive(
    st.one_of(
        words.map(lambda text: ("text", text)),
        words.map(lambda text: ("code", text)),
        words.map(lambda text: ("formula", text)),
        st.sampled_from([("note", ""), ("break", HARD_BREAK), ("image", "alt")]),
    ),
    lambda inner: st.tuples(st.sampled_from(["em", "strong"]), st.lists(inner, max_size=3)),
    max_leaves=12,
)


def build(tree: list[tuple[str, object]]) -> TextRun:
    text: list[str] = []
    marks: list[InlineMarkup] = []

    def add(node: tuple[str, object]) -> None:
        kind, value = node
        here = sum(map(len, text))
        if isinstance(value, list):
            marks.append(InlineMarkup(here, here, f"<{kind}>", 1))
            for child in value:
                add(child)
            here = sum(map(len, text))
            marks.append(InlineMarkup(here, here, f"</{kind}>", -1))
            return
        content = str(value)
        text.append(content)
        end = here + len(content)
        if kind == "code":
            marks.append(InlineMarkup(here, end, f"<code>{escape(content)}</code>"))
        elif kind == "formula":
            marks.append(InlineMarkup(here, end, "", formula=Formula(content)))
        elif kind == "note":
            marks.append(InlineMarkup(here, here, '<sup><a href="#fn">1</a></sup>'))
        elif kind == "break":
            marks.append(InlineMarkup(here, end, "<br>"))
        elif kind == "image":
            marks.append(InlineMarkup(here, end, '<img alt="alt">'))

    for node in tree:
        add(node)
    return TextRun("".join(text), 1, tuple(marks))


text_runs = st.lists(nodes, max_size=5).map(build)


@st.composite
def flows_with_spans(draw: st.DrawFn) -> tuple[TextRun, list[tuple[int, int, str, str]]]:
    text_run = draw(text_runs)
    offsets = st.integers(0, len(text_run.text))
    pairs = draw(st.lists(st.tuples(offsets, offsets), max_size=4))
    return text_run, [(min(pair), max(pair), '<a class="term" href="x">', "</a>") for pair in pairs]


@given(flows_with_spans())
def test_links_change_no_visible_text_and_nest(case: tuple[TextRun, list[tuple[int, int, str, str]]]) -> None:
    text_run, spans = case
    bare, linked = splice(text_run, [], tex), splice(text_run, spans, tex)
    assert "".join(read(linked).text) == "".join(read(bare).text)
    assert linked.replace('<a class="term" href="x">', "").count("<") >= bare.count("<")


@given(flows_with_spans())
def test_a_link_holds_exactly_its_text(case: tuple[TextRun, list[tuple[int, int, str, str]]]) -> None:
    text_run, spans = case
    for start, end, opening, closing in spans:
        place = wrap(text_run.marks, start, end)
        replaced = any(
            mark.start < end and start < mark.end for mark in text_run.marks if mark.start < mark.end
        )
        if place is None or replaced:
            continue
        html = splice(text_run, [(start, end, opening, closing)], tex)
        inside = html.partition(opening)[2].partition("</a>")[0]
        shown = splice(TextRun(text_run.text[start:end], 1), [], tex)
        assert "".join(read(inside).text).replace("\n", "") == "".join(read(shown).text).replace("\n", "")


@given(st.lists(nodes, max_size=3), words, st.lists(nodes, max_size=3), st.data())
def test_a_span_in_one_stretch_of_text_can_always_be_linked(
    before: list[tuple[str, object]], text: str, after: list[tuple[str, object]], data: st.DataObject
) -> None:
    text_run = build([*before, ("em", [("text", text)]), *after])
    offset = len(build(before).text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert wrap(text_run.marks, offset + start, offset + end) is not None


@given(text_runs, st.data())
def test_a_slice_keeps_offsets_and_needs_no_tags(text_run: TextRun, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text_run.text)))
    end = data.draw(st.integers(start, len(text_run.text)))
    part = slice_run(text_run, start, end)
    assert part.text == text_run.text[start:end]
    assert all(mark.depth == 0 and "<a" not in mark.html for mark in part.marks)
    read(splice(part, [(0, len(part.text), "<mark>", "</mark>")], tex))


EDGES = """
bold is inside the link            . **機械**学習   . <a>*機械*学習</a>
the link is inside the bold run    . **機械学習だ** . *<a>機械学習</a>だ*
the same stretch: link inside      . **機械学習**   . *<a>機械学習</a>*
bold begins within and goes beyond . 機械**学習だ** . 機械*学習だ*
bold in the middle                 . 機**械学**習   . <a>機*械学*習</a>
"""


@pytest.mark.parametrize(
    "line", EDGES.strip().splitlines(), ids=lambda line: line.partition(" . ")[0].strip()
)
def test_edges(line: str) -> None:
    _, source, expected = (part.strip() for part in line.split(" . "))
    text, marks, bold = "", [], False
    for index, part in enumerate(source.split("**")):
        if index:
            bold = not bold
            marks.append(InlineMarkup(len(text), len(text), "<b>" if bold else "</b>", 1 if bold else -1))
        text += part
    text_run = TextRun(text, 1, tuple(marks))
    html = splice(text_run, [(0, 4, "<a>", "</a>")], tex)
    assert html.replace("<b>", "*").replace("</b>", "*") == expected


def test_no_link_is_set_around_a_footnote_mark_but_beside_it() -> None:
    note = InlineMarkup(2, 2, '<sup><a href="#fn-1">1</a></sup>')
    assert wrap((note,), 0, 4) is None
    assert wrap((note,), 0, 2) == (0, 0)
    assert wrap((note,), 2, 4) == (1, 1)


def test_overlapping_links_leave_the_first() -> None:
    spans = [(0, 4, "<a>", "</a>"), (2, 6, "<a>", "</a>"), (4, 6, "<a>", "</a>")]
    assert splice(TextRun("機械学習です", 1), spans, tex) == "<a>機械学習</a><a>です</a>"


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str, str]]]:
    text = draw(st.text("ab<&> \n機械", max_size=12))
    offsets = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(offsets, offsets), max_size=4))
    return text, [(start, end, f"<a {number}>", "</a>") for number, (start, end) in enumerate(pairs)]


@given(texts_with_spans())
def test_a_text_without_markup_is_spliced_as_one_with_a_mark_that_shows_nothing(
    case: tuple[str, list[tuple[int, int, str, str]]],
) -> None:
    text, spans = case
    marked = TextRun(text, 1, (InlineMarkup(len(text), len(text), ""),))
    assert splice(TextRun(text, 1), spans, tex) == splice(marked, spans, tex)
    for start, end, *_ in spans:
        quick = render_excerpt(Excerpt(TextRun(text, 1), start, end), formula=tex)
        assert quick == render_excerpt(Excerpt(marked, start, end), formula=tex)


def test_a_body_without_headings_stays_as_it_is() -> None:
    html = "<p>x &lt;h2> <hr></p>\n"
    assert render_body(LinkedBody((html,), ()), root="", href=str, formula=tex, top=3) == html


def test_a_body_joins_html_and_flows() -> None:
    body = ("<p>", TextRun("a <b>\nと\n機械学習", 1), '</p><img src="\0images/x.png">')
    linked = LinkedBody(body, (BodyLink(0, 8, 12, "terms/機械学習/"),))
    html = render_body(linked, root="../../", href=lambda url: "../" + url, formula=tex)
    assert html == (
        '<p>a &lt;b&gt;\nと<a class="term" href="../terms/機械学習/">機械学習</a></p>'
        '<img src="../../images/x.png">'
    )


def test_headings_are_moved_and_none_is_left_out() -> None:
    body = ("<h2>", TextRun("a", 1, heading=True), "</h2><h5>", TextRun("b", 2, heading=True), "</h5>")
    html = render_body(LinkedBody(body), root="", href=str, formula=tex, top=3)
    assert html == "<h3>a</h3><h4>b</h4>"


def test_an_excerpt_marks_its_surface_form() -> None:
    text_run = TextRun("x<y の機械学習", 1, (InlineMarkup(0, 3, "<code>x&lt;y</code>"),))
    assert (
        render_excerpt(Excerpt(text_run, 5, 9), formula=tex) == "<code>x&lt;y</code> の<mark>機械学習</mark>"
    )


def test_plain_text_has_no_markup() -> None:
    text_run = TextRun("図alt と\n式", 1, (InlineMarkup(1, 4, '<img alt="alt">'),))
    assert plain(("<h3>", text_run, "</h3><pre><code>x &lt; y</code></pre>")) == "図 と式\nx < y"


FORMULA = InlineMarkup(2, 3, "", formula=Formula("L", display=False))


@pytest.mark.parametrize(
    ("text", "marks", "spans", "html"),
    [
        ("損失L、その", (FORMULA,), (), '損失<span class="kept"><i>L</i>、</span>その'),
        ("損失Lは、", (FORMULA,), (), "損失<i>L</i>は、"),
        ("損失L", (FORMULA,), (), "損失<i>L</i>"),
        ("損失L、その", (FORMULA,), ((0, 3, "<a>", "</a>"),), "<a>損失<i>L</i></a>、その"),
        (
            "損失L、その",
            (InlineMarkup(0, 0, "<b>", 1), FORMULA, InlineMarkup(3, 3, "</b>", -1)),
            (),
            "<b>損失<i>L</i></b>、その",
        ),
    ],
    ids=["a stop", "no stop", "the end", "a link ends between them", "a tag is between them"],
)
def test_a_stop_after_a_formula_begins_no_line(
    text: str,
    marks: tuple[InlineMarkup, ...],
    spans: tuple[tuple[int, int, str, str], ...],
    html: str,
) -> None:
    assert splice(TextRun(text, 1, marks), spans, tex) == html
