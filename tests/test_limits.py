"""No input takes longer than its length asks: what is refused is refused soon, and what is not is read once.

Nothing is measured here. An alarm of the system ends what would go on for minutes: with the square of
these lengths, each of them would.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import signal
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tests.long import examples, some

import glossgen
from glossgen.markdown import Document, make_parser, parse_document, text_runs
from glossgen.markdown.emphasis import MOST_MARKS
from glossgen.markdown.highlight import MOST as MOST_CODE
from glossgen.markdown.highlight import MOST_LANGUAGES, Highlighter
from glossgen.mirror.strip import strip
from glossgen.model import InlineMarkup, TextRun
from glossgen.render.body_html import splice
from glossgen.text.collation import letters_key
from glossgen.text.plain_text import plain_run
from glossgen.text.sentences import excerpt, first_sentence, stops_of

pytestmark = pytest.mark.posix

SECONDS = 20
"""Of processor time, for what takes a fraction of one."""


@contextmanager
def ended_if_it_hangs(what: str) -> Iterator[None]:
    def hangs(*_: object) -> None:
        raise TimeoutError(f"{what}: no end within {SECONDS} s of processor time")

    before = signal.signal(signal.SIGVTALRM, hangs)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


# -- regular expressions -------------------------------------------------------------

SAFE_INPUT = {
    "glossgen.cli.explain._LINE": "an argument of the user's own",
    "glossgen.output.static.katex_style._RULE": "a style sheet of KaTeX",
    "glossgen.output.file_names._USUAL": "a path of less than 255 bytes",
    "glossgen.output.search.bigrams._CODE": "what we have encoded ourselves",
    "glossgen.markdown.document._ANCHOR": "a heading of 2,000 characters at most",
    "glossgen.graph.suggest.phrases._SENTENCE_START": "four characters at most",
    "glossgen.graph.suggest.words._ACRONYM": "twelve characters at most",
    "glossgen.sources.data.parts._PART": "a path of less than 4,096 bytes",
    "glossgen.text.language_rules._WORD_BEFORE": "sixty characters at most",
    "glossgen.mirror.strip._TAG": "a text in which the last comment ends",
}
"""Expressions that get no long text of others, or are known to be slow on one."""

ONCE = {
    "glossgen.markdown.callouts._CONTAINER",
    "glossgen.markdown.formula_rules._SYMBOL",
    "glossgen.site.lead._AFTER_ITEM",
    "glossgen.sources.forms.evidence._LINK_ITEM",
    "glossgen.text.sentences._FOLLOWING",
    "glossgen.markdown.blocks._COMMENT",
    "glossgen.markdown.context._SCHEME",
    "glossgen.sources.source_builder._TITLE",
    "glossgen.sources.source_builder._ADDRESS",
    "glossgen.sources.svg_check._SCHEME",
    "glossgen.sources.readings.file._KANA",
    "glossgen.sources.readings.file._PLAIN",
    "glossgen.sources.readings.propose._SEPARATORS",
    "glossgen.link.homonyms._GLOSS_AFTER",
    "glossgen.link.heading_places._COUNTED",
    "glossgen.markdown.entry_forms.list_items._BRACKETS",
    "glossgen.markdown.entry_forms.list_items._FURTHER",
    "glossgen.markdown.entry_forms.list_items._NAME_LINE",
    "glossgen.markdown.entry_forms.list_items._PLAIN",
    "glossgen.markdown.entry_forms.list_items._SEPARATOR",
    "glossgen.sources.old_addresses._ADDRESS",
    "glossgen.sources.forms.candidate.TEMPLATE",
    "glossgen.sources.forms.heading_labels._READING",
    "glossgen.sources.translated_names._ENDING",
    "glossgen.sources.front_matter._NAMED",
    "glossgen.sources.front_matter._TOML",
    "glossgen.sources.front_matter._YAML",
    "glossgen.sources.sphinx.directive._TITLE",
    "glossgen.sources.sphinx.to_markdown._TITLED",
}
"""Expressions that are tried at one place only (`match`)."""

ATOMS = [
    *(
        "a",
        "A",
        "重",
        "ア",
        "あ",
        "1",
        " ",
        "\t",
        "\n",
        ".",
        ",",
        "-",
        "/",
        "\\",
        "@",
        "#",
        "*",
        "_",
        "`",
        "$",
    ),
    *("<", "<a ", "<a id=", "<!--", "[", "[a](", "(", "（", "|", "{", "{#a", "&", "'", '"', "=", "a=", ":"),
    *(
        "a.",
        "1.",
        "a-",
        "a/",
        "a@",
        "http",
        "http://",
        "\u2028",
        "\u3000",
        "、",
        "。",
        "・",
        "a ",
        "a\n",
        "A b ",
    ),
]
LONG = 16_000


def patterns() -> dict[str, re.Pattern[str]]:
    """Every regular expression for texts that a module of ours holds."""
    found = {}
    for module in pkgutil.walk_packages(glossgen.__path__, "glossgen."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    found.setdefault(f"{module.name}.{name}", value)
    return found


PATTERNS = patterns()


def test_there_are_expressions_to_try() -> None:
    assert len(PATTERNS) >= 90
    assert {*SAFE_INPUT, *ONCE} <= PATTERNS.keys()


@pytest.mark.parametrize("name", sorted(PATTERNS.keys() - SAFE_INPUT.keys()))
def test_an_expression_with_long_inputs(name: str) -> None:
    atoms = random.Random(name).sample(ATOMS, examples(9, len(ATOMS)))
    with ended_if_it_hangs(name):
        for atom in atoms:
            for text in (atom * (LONG // len(atom)), "<a " + atom * (LONG // len(atom)) + "\0"):
                if name in ONCE:
                    PATTERNS[name].match(text)
                else:
                    sum(1 for _ in PATTERNS[name].finditer(text))


# -- Markdown --------------------------------------------------------------------------

PART = examples(4, 1)
"""In a short run the texts have a fourth of their length."""

TEXTS = {
    "brackets": "[" * (40_000 // PART),
    "links": "[a](" * (40_000 // PART),
    "links in angles": "[a](<b" * (15_000 // PART),
    "images": "![" * (40_000 // PART),
    "stars": "*a " * (100_000 // PART),
    "japanese stars": "*重「 " * (30_000 // PART),
    "stars beside a number sign": "# " + "**a*b" * (40_000 // PART),
    "underscores": "_a" * (100_000 // PART),
    "backquotes": "".join("`" * count + " " for count in range(400 // PART)),
    "dollars": "$a " * (100_000 // PART),
    "lines of dollars": "$$a\n" * (50_000 // PART),
    "lines of dollars before a blank line": "$$a\n" * (50_000 // PART) + "\nx$$",
    "lines of dollars in a quote": "> $$a\n" * (30_000 // PART) + ">\n> x$$",
    "angles": "<" * (100_000 // PART),
    "anchors": "<a " * (60_000 // PART),
    "anchors in html": "<div>\n" + "<a id=" * (30_000 // PART) + "\n</div>",
    "comments": "<!-- " * (50_000 // PART),
    "comments in a sentence": "x " + "<!--a " * (50_000 // PART),
    "lines of comments": "<!-- a\n" * (50_000 // PART),
    "instructions": "<div>" + "<?" * (60_000 // PART),
    "sections": "<div>" + "<![CDATA[a>" * (20_000 // PART),
    "open tags": "<b>" * (60_000 // PART),
    "open and other closed tags": "<b>" * (40_000 // PART) + "</i>" * (40_000 // PART),
    "open links": "<b><a href='http://a'>" * (10_000 // PART),
    "blocks": "<div>\n" * (30_000 // PART),
    "entities": "&a" * (100_000 // PART),
    "code and addresses": "`a` http://x " * (5_000 // PART),
    "an address with brackets": "http://a.b/" + ")" * (200_000 // PART),
    "mail": "a@" * (100_000 // PART),
    "dots": "a." * (100_000 // PART),
    "slashes": "/a" * (100_000 // PART),
    "footnotes": "".join(f"x[^a{n}] " for n in range(4000 // PART))
    + "\n\n"
    + "".join(f"[^a{n}]: y\n\n" for n in range(4000 // PART)),
    "labels of footnotes": "[^a" * (60_000 // PART) + "]\n\n[^a]: x",
    "references": '[a]: u "x\n' * (20_000 // PART),
    "quotes": "> " * (20_000 // PART) + "a",
    "lists": "- " * (20_000 // PART) + "a",
    "a wide table": "|"
    + "a|" * (5000 // PART)
    + "\n|"
    + "-|" * (5000 // PART)
    + "\n"
    + "|a|\n" * (300 // PART),
    "formulas alone": "$a$ " * (8_000 // PART),
    "a word": "a" * (300_000 // PART),
    "spaces": "a" + " " * (300_000 // PART) + "b",
    "attributes": "![a](b.png){" + "a=1 " * (30_000 // PART) + "}",
    "wiki links": "[[a" * (60_000 // PART),
}


def read(text: str) -> Document:
    return parse_document(make_parser(), text, level=2, locate=lambda _address: None)


@pytest.mark.parametrize("name", some(TEXTS))
def test_a_text(name: str) -> None:
    with ended_if_it_hangs(name):
        (section,) = read(f"## 重み\n\n{TEXTS[name]}\n").sections
        first_sentence(section.body)
        text_runs(section.body)


def test_texts_of_many_lines_and_sentences() -> None:
    """What is asked of each line or sentence does not read the whole text again."""
    with ended_if_it_hangs("lines and sentences"):
        lines = TextRun("重みと\n" * 200_000, 1)
        assert splice(lines, (), str).count("重みと") == plain_run(lines).count("重みと") == 200_000
        sentences = TextRun(
            "A weight. " * 200_000, 1, tuple(InlineMarkup(n, n + 1, "") for n in range(12_000))
        )
        stops = stops_of(sentences)
        assert len(stops[0]) > 190_000
        assert all(excerpt(sentences, n, n + 1, stops)[0].text for n in range(0, 2_000_000, 2000))


def test_a_linked_text_with_comments_anchors_and_links() -> None:
    """`glossgen link` takes out again what it has written, of long files too."""
    anchor = '<a id="6YeN44G/"></a>重み'
    link = '<a href="a.md#6YeN44G/"><!--[[重み|-->層<!--]]--></a>と'
    with ended_if_it_hangs("strip"):
        assert strip("<div>\n" + "<!-- <a x>" * 30_000 + "\n") == "<div>\n" + "<!-- <a x>" * 30_000 + "\n"
        assert strip(anchor * 3000) == "重み" * 3000
        assert strip(link * 3000) == "[[重み|層]]と" * 3000


def test_more_markup_than_anybody_writes_is_shown_as_text() -> None:
    text = "*a* " * (MOST_MARKS // 2 + 1)
    document = read(f"## 重み\n\n{text}\n\n*b*\n")
    assert [code for code, _, _ in document.found] == ["dense-markup"]
    first, second = text_runs(document.sections[0].body)
    assert first.text == text.strip()
    assert second.text == "b"


def test_a_heading_that_is_too_long_is_told_and_no_entry() -> None:
    (section,) = read("## " + "語" * 3000 + "\n\nあ\n").sections
    assert (section.too_long, section.labels, section.anchors) == (3000, (), ())


@pytest.mark.parametrize("language", ["ja", "vi", "sv", "lt"])
def test_a_letter_under_hundreds_of_marks_has_its_place(language: str) -> None:
    with ended_if_it_hangs("marks"):
        assert letters_key("a" + "\u0302\u0301\u0323\u0307" * 500, language)
        assert letters_key("Z" + "\u0301" * 300, language) < letters_key("語", language)


# -- code ------------------------------------------------------------------------------


def test_code_of_many_line_breaks_ends() -> None:
    """Each of these blocks would take minutes."""
    for language in ("java", "csharp", "rst", "python", "markdown"):
        with ended_if_it_hangs(language):
            read(f"## 重み\n\n```{language}\nx = 1;{'  a ' * 20}\n{chr(10) * (1_000_000 // PART)}\n```\n")


def test_code_of_one_file_has_a_stated_cost() -> None:
    """What is too long is left out, and not what comes after it, until the cost of the file is reached."""
    highlighter, line = Highlighter(MOST_CODE), "return 1\n"
    long = line * (7000 // len(line))
    shown = [line, long, line]
    assert ["<span" in highlighter.html(code, "python") for code in shown] == [True, False, True]
    assert "<span" not in highlighter.html(line * 500, "no-such-language")
    assert highlighter.left == MOST_CODE - 2 * len(line) ** 2
    of_a_page = line * (1000 // len(line))
    assert sum("<span" in highlighter.html(of_a_page, "python") for _ in range(100)) == 40


CODE_MEMORY = 16
"""Megabytes that the longest code which is highlighted takes, with the loading of its lexer."""


@pytest.mark.parametrize(
    ("language", "code"),
    [("cpp", "(" * 6324), ("scala", "\n" * 6324), ("php", ("<?php $a" * 791)[:6324]), ("json", '"' * 6324)],
    ids=["cpp", "scala", "php", "json"],
)
def test_code_takes_the_stated_memory(language: str, code: str) -> None:
    tracemalloc.start()
    try:
        Highlighter().html(code, language)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(code) < most < CODE_MEMORY * 10**6


def test_code_of_many_languages_is_shown_without_colours() -> None:
    highlighter = Highlighter(languages={f"language-{number}" for number in range(MOST_LANGUAGES)})
    assert "<span" not in highlighter.html("return 1", "python")
    assert "<span" in Highlighter().html("return 1", "python")


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("cddl", '"' + "\\" * 90),
        ("chapel", '"' + "\\" * 90),
        ("factor", '"' + "\\" * 90),
        ("fancy", "/" + "\\" * 90),
        ("fish", '"' + "\\" * 90),
        ("scala", '"' + "\\" * 90),
        ("fortran", '"' + "\\00" * 30),
        ("raku", "x = /" + "\\" * 90),
        ("rego", '"' + "\\" * 90),
        ("maple", '"' + "\\" * 90),
        ("ncl", '"' + "\\" * 90),
        ("ooc", '"' + "\\0" * 45),
        ("pan", '"' + "\\" * 90),
        ("registry", '"' + "\\" * 90),
        ("rell", '"' + "\\" * 90),
        ("tads3", "//" + "\\" * 90),
        ("tcsh", '"' + "\\" * 90),
        ("smithy", '"' + "\\" * 90),
        ("tnt", "(" * 90),
        ("scaml", '= "' + "\\" * 90),
        ("tcshcon", '% "' + "\\" * 90),
        ("fortranfixed", '      "' + "\\00" * 20),
        ("urbiscript", '"' + "\\" * 90),
        ("apdl", '"' + "\\" * 90),
        ("rita", '"' + "1" * 90),
    ],
)
def test_code_that_a_lexer_would_try_in_every_way(language: str, code: str) -> None:
    with ended_if_it_hangs(language):
        assert "<span" not in Highlighter().html(code, language)
    unlike = ("rita", "tnt", "scaml", "tcshcon", "fortranfixed")
    assert language in unlike or "<span" in Highlighter().html('x = "a"', language)


@pytest.mark.parametrize(("language", "most"), [("autohotkey", 1581), ("autoit", 3162), ("java", 6324)])
def test_code_of_a_lexer_that_is_dear(language: str, most: int) -> None:
    with ended_if_it_hangs(language):
        assert "<span" in Highlighter().html("x = 1 ; 'a'", language)
        begins = [Highlighter().html("\n" * length, language)[:8] for length in (most, most + 1)]
    assert begins[0] != begins[1]


def test_code_inside_of_code_is_not_read() -> None:
    with ended_if_it_hangs("code in code"):
        Highlighter().html('```scala\n"' + "\\" * 90 + "\n```\n", "markdown")
        Highlighter().html('.. code:: scala\n\n   "' + "\\" * 90 + "\n\n", "rst")
