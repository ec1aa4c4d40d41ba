"""Zensical: one page a term. With all pages in its navigation, each page would list each other one."""

from __future__ import annotations

from pathlib import Path

from .corpus import Corpus
from .peer import Files, Peer, Tool, markdown

TOOL = Tool("pip", "zensical", "0.0.73", "bin/zensical")
CONFIG = """\
[project]
site_name = "benchmark"
site_url = "https://example.org/"
docs_dir = "docs"
site_dir = "site"
nav = [{ "benchmark" = "index.md" }]

[project.theme]
language = "ja"
"""


def files(corpus: Corpus) -> Files:
    """The configuration, a home page and a file for each term."""
    yield "zensical.toml", CONFIG
    yield "docs/index.md", "# benchmark\n"
    for entry in corpus:
        others = " / ".join(entry.labels[1:])
        yield f"docs/terms/{entry.id}.md", f"# {entry.labels[0]}\n\n{others}\n\n{markdown(entry)}"


def command(program: Path | None, _folder: Path) -> list[str]:
    """A build that may use its cache."""
    return [str(program), "build"]


PEERS = (
    Peer(
        "zensical",
        "one page a term with its full theme; search; no links, no math",
        files,
        command,
        lambda entry: f"terms/{entry.id}/index.html",
        TOOL,
        limit=10_000,
        caches=(".cache",),
    ),
)
