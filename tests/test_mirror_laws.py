"""Laws of `glossgen link`: for any Markdown, links are all that is added, and stripping takes them back."""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from glossgen.config import Policy, load_config
from glossgen.markdown import make_parser
from glossgen.markdown.markup_check import make_plain_parser
from glossgen.mirror import link_files, strip
from glossgen.model import Origin
from long import examples
from made import graph_of
from mirror_fragments import BLOCK, INLINE, TEXT, WRAPPED

TERMS = """\
## foo
a

## bar | モデル
b

## 機械学習 | AI
c

## 学習
d
"""
OURS = re.compile(r'<a href="[^"#]*#([A-Za-z0-9+/]+=*)">|<a id="([A-Za-z0-9+/]+=*)"></a>')


@contextlib.contextmanager
def glossary() -> Iterator[Path]:
    """A folder with a few terms."""
    folder = Path(tempfile.mkdtemp(prefix="glossgen-mirror-"))
    try:
        (folder / "terms.md").write_text(TERMS, encoding="utf-8")
        (folder / "glossgen.yml").write_text("sources: [{path: ., language: ja}]", encoding="utf-8")
        yield folder
    finally:
        shutil.rmtree(folder)


def linked(data: bytes) -> bytes:
    """What becomes of a file beside those terms."""
    with glossary() as folder:
        (folder / "text.md").write_bytes(data)
        made = link_files(load_config(folder), Policy.ALL)
        return next(
            bytes(f.content) for f in made.files if f.url_path == "text.md" and isinstance(f.content, bytes)
        )


def in_source_form(text: str) -> bool:
    return strip(text) == text


inline = st.lists(st.sampled_from(INLINE), min_size=1, max_size=4).map(" ".join) | st.lists(
    st.sampled_from(INLINE), min_size=1, max_size=3
).map("".join)
wrapped = st.lists(st.sampled_from([*WRAPPED, *INLINE]), min_size=1, max_size=4).map("\n".join)


@st.composite
def blocks(draw: st.DrawFn) -> str:
    """One block, its holes filled with running text."""
    shape = draw(st.sampled_from(BLOCK))
    content = wrapped if shape == "{}" else inline
    return re.sub(r"\{\}", lambda _: draw(content), shape)


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """A file: blocks or text at random, with any line ends, and a byte order mark or none."""
    joiner = draw(st.sampled_from(["\n\n", "\n"]))
    parts = draw(st.lists(blocks() | st.text(TEXT, max_size=40), max_size=5))
    text = joiner.join(parts) + draw(st.sampled_from(["", "\n", " \n\n"]))
    ending = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    mark = draw(st.sampled_from(["", "", "\ufeff"]))
    return (mark + text.replace("\n", ending)).encode()


LAWS = settings(
    max_examples=examples(40, 400), suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@LAWS
@given(documents())
def test_strip_takes_back_what_link_adds(data: bytes) -> None:
    text = data.decode("utf-8-sig")
    if in_source_form(text):
        assert strip(linked(data).decode("utf-8-sig")) == text


@LAWS
@given(documents())
def test_linking_twice_is_linking_once(data: bytes) -> None:
    once = linked(data)
    assert linked(once) == once


def visible(md: MarkdownIt, text: str) -> list[object]:
    """The rendered structure and text, without the anchors and links of the linked form."""
    shape: list[object] = []
    for token in md.parse(text):
        if token.type != "inline":
            shape.append((token.type, token.tag, token.map, token.info, token.content))
            continue
        words = ""
        ours: list[bool] = []
        for child in token.children or ():
            if child.type == "html_inline" and child.content.startswith("<a"):
                ours.append(bool(OURS.match(child.content + "</a>")))
                if ours[-1]:
                    continue
            if child.type == "html_inline" and child.content == "</a>" and ours and ours.pop():
                continue
            if child.type in ("text", "text_special"):
                words += child.content
            elif child.type == "html_inline" and re.fullmatch(r"<!--(\[\[[^\[\]]*|\]\])-->", child.content):
                words += child.content[4:-3]
            elif child.type == "wiki":
                target = child.meta["target"]
                words += f"[[{target}|{child.content}]]" if target != child.content else f"[[{target}]]"
            else:
                shape += [words, (child.type, child.tag, child.content, child.attrs)]
                words = ""
        shape.append(words)
    return shape


@LAWS
@given(documents())
@pytest.mark.parametrize("parser", [make_parser, make_plain_parser])
def test_nothing_that_is_visible_changes(parser: type, data: bytes) -> None:
    text = data.decode("utf-8-sig")
    source = strip(text)
    if "[[" in text and parser is make_parser:
        return  # a wiki link is written in more than one way; the next law looks at those
    assert visible(parser(), linked(data).decode("utf-8-sig")) == visible(parser(), source)


def links_in(data: bytes) -> Counter[tuple[str, object]]:
    """The surface form and target of every link in a file, as the graph knows them."""
    with glossary() as folder:
        (folder / "text.md").write_bytes(data)
        config = load_config(folder)
        config = replace(config, links=replace(config.links, policy=Policy.ALL))
        graph = graph_of(config)
        return Counter(
            (mention.surface, mention.target)
            for linked in graph.linked
            for mention in linked.mentions
            if mention.linked and mention.position.path == "text.md" and mention.origin is not Origin.FILE
        )


@LAWS
@given(documents())
def test_what_is_read_from_the_mirror_is_what_was_decided(data: bytes) -> None:
    if in_source_form(data.decode("utf-8-sig")):
        assert links_in(linked(data)) == links_in(data)
