"""Sphinx with its `glossary` directive: the writer marks every mention by hand."""

from __future__ import annotations

import textwrap
from itertools import groupby
from pathlib import Path

from .corpus import Corpus, Entry, Items, Mention, Paragraph, Text
from .peer import Files, Peer, Tool

TOOL = Tool("pip", "sphinx", "9.0.4", "bin/sphinx-build")
CONFIG = 'project = "benchmark"\nlanguage = "ja"\nhtml_theme = "basic"\nextensions = ["sphinx.ext.mathjax"]\n'


def files(corpus: Corpus) -> Files:
    """The configuration, and thirty terms to a file."""
    yield "source/conf.py", CONFIG
    topics = []
    for topic, entries in groupby(corpus, key=lambda entry: entry.topic):
        topics.append(topic)
        title = topic.rpartition("/")[2]
        terms = "\n".join(_term(entry) for entry in entries)
        yield f"source/{topic}.rst", f"{title}\n{'=' * len(title)}\n\n.. glossary::\n\n{terms}"
    lines = "".join(f"   {topic}\n" for topic in topics)
    yield "source/index.rst", f"benchmark\n=========\n\n.. toctree::\n\n{lines}"


def _term(entry: Entry) -> str:
    parts: list[str] = []
    for block in entry.blocks:
        if isinstance(block, Paragraph):
            parts.append(_text(block.text))
        elif isinstance(block, Items):
            parts.append("\n".join(f"- {_text(item)}" for item in block.items))
        else:
            parts.append(f".. math::\n\n   {block.tex}")
    body = textwrap.indent("\n\n".join(parts), "      ")
    return "".join(f"   {label}\n" for label in entry.labels) + f"{body}\n"


def _text(text: Text) -> str:
    return "".join(
        rf"\ :term:`{piece.surface}`\ " if isinstance(piece, Mention) else piece for piece in text
    ).strip()


def command(program: Path | None, _folder: Path) -> list[str]:
    """HTML, with as many processes as there are cores."""
    return [str(program), "-q", "-j", "auto", "-b", "html", "-d", "doctrees", "source", "site"]


PEERS = (
    Peer(
        "sphinx",
        "thirty terms a page; links that the writer has marked; search index, list of terms; no backlinks",
        files,
        command,
        lambda entry: f"{entry.topic}.html",
        TOOL,
        alone=False,
        proof="std-term",
        caches=("doctrees",),
        limit=10_000,
    ),
)
