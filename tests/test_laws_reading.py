"""Laws of reading: no text breaks it, plain CommonMark stays plain, both forms say the same."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from glossgen.graph import TermGraph
from glossgen.markdown import make_parser
from glossgen.model import Origin, TextRun
from glossgen.output.file_names import reason_against
from glossgen.problems import CODES
from glossgen.text import plain
from glossgen.text.anchors import decode_anchor, encode_anchor
from glossgen.text.slug import MOST_BYTES, slugify
from long import examples
from made import Files, glossaries, graph_of, linked_form, read_glossary, source_form, write

STARTER = Path(__file__).parent / "demo"


# ------------------------------------------------------------- emphasis


def inline_html(md: MarkdownIt, text: str) -> str:
    return str(md.renderInline(text))


OURS = make_parser().disable(["wiki", "strikethrough", "math_inline", "footnote_ref"]).enable("text_join")
PLAIN = MarkdownIt("commonmark")


@given(st.text(alphabet="*_ab .,:()!`[]\\\"'-1é€", max_size=40))
@example("**foo:**bar")
@example("*foo**bar*baz")
@example('a*"foo"*b __c__d')
def test_text_without_cjk_is_plain_commonmark(text: str) -> None:
    assert inline_html(OURS, text) == inline_html(PLAIN, text)


@given(st.text(alphabet="*_あ漢A。:「」() ", max_size=24))
@example("*「甲」*と*乙*")
def test_what_commonmark_parses_whole_is_never_changed(text: str) -> None:
    before, after = inline_html(PLAIN, text), inline_html(OURS, text)
    literal = sum(before.count(char) for char in "*_")
    if literal == 0:
        assert after == before
    assert sum(after.count(char) for char in "*_") <= literal


# ------------------------------------------------------------- any text


def read(files: dict[str, str]) -> TermGraph:
    with tempfile.TemporaryDirectory() as folder:
        return graph_of(write(Path(folder), files))


def check_flows(graph: TermGraph) -> None:
    """What every later stage relies on."""
    bodies = [term.body for term in graph.glossary.terms] + [note.body for note in graph.glossary.notes]
    for body in [*bodies, *(source.intro for source in graph.glossary.sources)]:
        for part in body:
            if isinstance(part, TextRun):
                _check_flow(part)
    assert all(problem.code in CODES for problem in graph.problems)
    assert len({term.key for term in graph.glossary.terms}) == len(graph.glossary.terms)
    assert len({note.key for note in graph.glossary.notes}) == len(graph.glossary.notes)


def _check_flow(text_run: TextRun) -> None:
    size = len(text_run.text)
    assert list(text_run.marks) == sorted(text_run.marks, key=lambda mark: mark.start)
    assert all(0 <= mark.start <= mark.end <= size for mark in text_run.marks)
    depth = 0
    for mark in text_run.marks:
        depth += mark.depth
        assert depth >= 0
        assert "\0" not in text_run.text
    assert depth == 0
    last = 0
    for start, end in text_run.zones:
        assert last <= start <= end <= size
        last = end
    assert all(0 <= ref.start < ref.end <= size for ref in text_run.references)


MARKUP = """
# ## ### - 1. > | ``` ` $ $$ ** * _ ~~ [ ]( ) ![ [[ ]] [^1] [^1]:
--- <!-- --> <a <div> </div> <script> <b> </b>
<details> <summary> <table> <td> <p> <pre> &amp; &#0; \\ {#x} {width=3} ｜ ```math $` `$ http:// a@b.c
: ~ </a>
<a•href='x.md#44GC'> <img•src=x> reading: draft: id: title: type:•note
"""
markup = st.sampled_from([word.replace("•", " ") for word in MARKUP.split()])
spaces = st.sampled_from([" ", "\n", "\n\n", "\n    ", "\n- ", "\r\n", "\t", "\u3000", "\n## "])
texts = st.lists(st.one_of(markup, spaces, st.text(max_size=6)), max_size=40).map("".join)


@given(texts)
@example("---\n")
@example("---\n---\n")
@example("## <a href='x.md#44GC'>")
@example("<details>\n\n- </details>\n\n</b>")
@example("\ufeff## 重み\n<!-- {: -->")
@settings(max_examples=examples(100, 1000))
def test_any_text_is_read(text: str) -> None:
    check_flows(read({"a.md": text, "b.md": "## 重み\n" + text}))


@given(
    texts,
    st.sampled_from(["{}", "reading: {}", "{{reading: {}}}", "\ntags: {}\n", "title: {}\ntype: glossary"]),
)
def test_any_attribute_is_read(value: str, frame: str) -> None:
    written = frame.format(value)
    graph = read({"a.md": f"## 重み\n<!-- {written} -->\n\n値。", "b.md": f"---\n{written}\n---\n\n値。"})
    check_flows(graph)


@given(st.randoms(use_true_random=False))
@settings(max_examples=examples(20, 200))
def test_a_real_file_with_wounds_is_read(chance: random.Random) -> None:
    texts = [file.read_text(encoding="utf-8") for file in sorted(STARTER.rglob("*.md"))]
    text = chance.choice(texts)
    for _ in range(chance.randint(1, 6)):
        other = chance.choice(texts)
        start, at = chance.randrange(len(other)), chance.randrange(len(text))
        piece = other[start : start + chance.randint(0, 40)]
        text = text[:at] + piece + text[at + chance.randint(0, 20) :]
    check_flows(read({"a.md": text}))


@pytest.mark.parametrize(
    ("data", "code", "line", "hint"),
    [
        ("## 重み\n\n値\n".encode("utf-16"), "encoding", 1, "UTF-16"),
        ("x\n## 重み\n".encode("cp932"), "encoding", 2, "Shift_JIS"),
        ("## 学習\n重み付け\n".encode("euc_jp"), "encoding", 1, ""),
        (b"## a\n\xff\xff\n", "encoding", 2, ""),
    ],
)
def test_other_encodings_are_named(tmp_path: Path, data: bytes, code: str, line: int, hint: str) -> None:
    config = write(tmp_path, {})
    (config.root / "a.md").write_bytes(data)
    (problem,) = read_glossary(config).problems
    assert (problem.code, problem.position.path, problem.position.line) == (code, "a.md", line)
    assert hint in problem.hint


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    config = write(tmp_path, {})
    (config.root / "a.md").write_bytes(b"\xef\xbb\xbf## a\n\nb\n")
    assert [term.label for term in read_glossary(config).terms] == ["a"]


# ------------------------------------------------------------- both forms


@given(glossaries(unique=True))
def test_the_linked_form_gives_the_same_terms(files: Files) -> None:
    plain_terms = read(source_form(files)).glossary.terms
    linked_terms = read(linked_form(files)).glossary.terms
    assert [(t.id, t.labels, t.reading, t.heading, t.anchors) for t in plain_terms] == [
        (t.id, t.labels, t.reading, t.heading, t.anchors) for t in linked_terms
    ]
    assert [plain(t.body) for t in plain_terms] == [plain(t.body) for t in linked_terms]


@given(glossaries(unique=True, pieces=st.sampled_from(["は", "、", "。", " ", "する"])), st.booleans())
def test_anchors_lead_to_their_terms(files: Files, moved: bool) -> None:
    graph = read(linked_form(files, moved=moved))
    everything = [entry for path in files for entry in files[path]]
    wanted, stale = [], 0
    for number, entry in enumerate(everything):
        targets = [part % len(everything) for part in entry.text if isinstance(part, int)]
        stale += moved and bool(targets)
        wanted.append([everything[target].labels[0] for target in targets if target != number])
    found = [
        [graph.terms[m.target].label for m in graph.mentions(term) if m.origin is Origin.ANCHOR]
        for term in graph.glossary.terms
    ]
    assert found == wanted
    codes = {problem.code for problem in graph.problems}
    assert "dangling-anchor" not in codes
    assert ("stale-anchor" in codes) == bool(stale)


@given(st.text(min_size=1).filter(lambda text: text.strip() and text.isprintable()))
def test_an_anchor_holds_its_heading(heading: str) -> None:
    assert decode_anchor(encode_anchor(heading)) == heading


@given(st.text(max_size=30))
def test_what_is_no_anchor_is_none(text: str) -> None:
    heading = decode_anchor(text)
    assert heading is None or encode_anchor(heading) == text


# ------------------------------------------------------------- slugs


@given(st.text(max_size=200))
@example("CON")
@example("aux.")
@example("深" * 100)
def test_a_slug_is_a_safe_name(text: str) -> None:
    slug = slugify(text)
    assert reason_against(slug) == ""
    assert len(slug.encode()) <= MOST_BYTES + 1
    assert "--" not in slug
    assert slugify(slug) == slug
