"""Short cuts of reading lead to the same place: each is compared with the long way."""

from __future__ import annotations

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.ruler import Ruler

from glossgen.config import yaml_tree
from glossgen.markdown import addresses, blocks, make_parser
from glossgen.markdown.blocks import BodyBuilder
from glossgen.markdown.context import Context
from glossgen.markdown.emphasis import CjkFriendlyInline
from glossgen.markdown.safe_html import html_pieces
from glossgen.markdown.text_runs import TextRunBuilder
from long import examples


def slow_parser() -> MarkdownIt:
    """The parser of the package, asking every rule about every line and every character."""
    md = make_parser()
    plain: Ruler = Ruler()
    plain.__rules__ = md.block.ruler.__rules__
    md.block.ruler = plain
    assert isinstance(md.inline, CjkFriendlyInline)
    md.inline.quick = False
    return md


QUICK, SLOW = make_parser(), slow_parser()

LINES = [
    "",
    "text",
    "漢字。A.I",
    "# one",
    "## two | 二",
    "- item",
    "-",
    "* item",
    "+ x",
    "12. item",
    "1) x",
    "> quote",
    ">",
    "```",
    "~~~ js",
    "$$",
    "$$ x $$",
    "$a$ b",
    "---",
    "===",
    "- - -",
    "***",
    "___",
    "-a--",
    "| a | b |",
    "|---|:-:|",
    "--|--",
    ":-",
    "a | b",
    "[a]: /url 'x'",
    "[^1]: note",
    "see [^1] and [a] and [[b]]",
    "<div>",
    "<!-- c: d -->",
    "<b>x</b> & &amp;",
    "**b** _e_ ~~s~~ `c` \\* ![i](x){width=3}",
    "a  ",
    "\\",
    "\u3000",
    "\tcode",
]
INDENTS = ["", "", "", " ", "  ", "   ", "    ", "\t", "> ", "- ", "1. ", "      "]
TEXT = st.lists(
    st.tuples(st.sampled_from(INDENTS), st.sampled_from(INDENTS), st.sampled_from(LINES)).map("".join),
    max_size=9,
).map("\n".join)


@settings(max_examples=examples(300, 3000))
@given(TEXT | st.text("-=|:#>*`~$[]()^!<&\\_ \n\tab1.あ", max_size=40))
def test_rules_that_are_not_asked_would_have_said_no(text: str) -> None:
    nothing: dict[str, object] = {"refs": {}, "list": {}}  # the footnotes of a text that has none
    fast: dict[str, object] = {}
    slow: dict[str, object] = {}
    assert QUICK.parse(text, fast) == SLOW.parse(text, slow)
    assert fast | {"footnotes": fast.get("footnotes", nothing)} == slow | {
        "footnotes": slow.get("footnotes", nothing)
    }


@given(st.text("abv.wptphy/@#:-_1 2\\~。あ", max_size=30) | st.text(max_size=20))
def test_texts_without_a_hint_hold_no_address(text: str) -> None:
    if not addresses._HINT.search(text):
        assert addresses._ADDRESS.search(text) is None


@given(
    st.text("<!-> \nab:", max_size=14).map(lambda text: f"<!--{text}-->") | st.text("<!-> a\n", max_size=14)
)
def test_a_comment_is_no_part_of_a_text(content: str) -> None:
    if blocks._COMMENT.fullmatch(content):
        shown = [p for p in html_pieces(content) if p.kind != "text" or p.text.strip()]
        assert shown == []


def test_attributes_of_entries_take_the_short_way() -> None:
    assert blocks._COMMENT.fullmatch("<!-- reading: がく-しゅう\n     related: [a, b] -->\n")
    assert not blocks._COMMENT.fullmatch("<!-- a --> b")
    assert not blocks._COMMENT.fullmatch("<!-- a --> <!-- b -->\n")


@given(st.text("\0\u2028\u2029ab漢 \n", max_size=9))
def test_our_own_characters_never_come_from_a_text(text: str) -> None:
    builder = TextRunBuilder(Context(lambda _: None), 1, lambda *_: "")
    builder.add_written(text)
    assert builder.build().text == text.translate({0: "\ufffd", 0x2028: " ", 0x2029: " "})


YAML = ["id", "読み", "a", " ", "\n", "\n  ", ": ", ":", ", ", "[", "]", "{", "}", "- ", "'", '"', "#", " #"]
YAML += [
    "1",
    "2025-01-01",
    "2025-02-30",
    "1.5",
    "null",
    "~",
    "yes",
    "=",
    "<<: ",
    "\\",
    "\\n",
    "12:30",
    "0x1F",
]
YAML += [
    " ?\n",
    "!a ",
    "\t",
    "|\n",
    ">",
    "&x ",
    "*x",
    "%",
    "@",
    "\u3000",
    "\x85",
    "😀",
    "...",
    "---\n",
    "?",
    "-",
]


def plain(node: yaml.Node | None, above: tuple[yaml.Node, ...] = ()) -> object:
    """A tree of nodes with the lines that problems name; None for a document that says nothing."""
    if node is None or node.tag.endswith(":null"):
        return None
    if node in above:
        return "an alias of a node that holds it"
    if isinstance(node, yaml.ScalarNode):
        return (node.tag, node.value, node.start_mark.line)
    children = [each for item in node.value for each in (item if isinstance(item, tuple) else (item,))]
    return (node.tag, node.start_mark.line, [plain(child, (*above, node)) for child in children])


def by_python(text: str) -> object:
    try:
        return plain(yaml.compose(text, yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return (error.problem, mark and mark.line + 1)


def by_the_package(text: str) -> object:
    try:
        return plain(yaml_tree.compose(text))
    except yaml_tree.NotYaml as error:
        return (error.reason, error.line)


@settings(max_examples=examples(200, 2000))
@given(st.lists(st.sampled_from(YAML), max_size=10).map("".join))
def test_both_loaders_of_yaml_agree(text: str) -> None:
    assert by_the_package(text) == by_python(text)


def test_a_body_begins_as_it_did_before() -> None:
    """A comment gives an empty piece of HTML, in which nothing is shown."""
    tokens = make_parser().parse("<!-- id: x -->\n\ntext\n")
    assert BodyBuilder(Context(lambda _: None), {}).build(tokens)[0] == "<p>"
