"""glossgen of this checkout: everything on."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from .corpus import Corpus, Entry
from .peer import Files, Peer, markdown

SOURCE = Path(__file__).resolve().parents[2] / "src"


def headings_files(corpus: Corpus) -> Files:
    """The terms as Markdown with a heading for each, thirty to a file."""
    by_topic: defaultdict[str, list[str]] = defaultdict(list)
    for entry in corpus:
        by_topic[entry.topic].append(section(entry))
        if len(by_topic) > 1:
            topic = next(iter(by_topic))
            yield f"glossary/{topic}.md", "\n".join(by_topic.pop(topic))
    for topic, sections in by_topic.items():
        yield f"glossary/{topic}.md", "\n".join(sections)


def section(entry: Entry) -> str:
    """One term of such a file."""
    return f"## {' | '.join(entry.labels)}\n<!-- id: {entry.id} -->\n\n{markdown(entry)}"


def files(corpus: Corpus) -> Files:
    """The configuration and the terms."""
    described = "description: Terms of a benchmark\n" if corpus.described else ""
    yield (
        "glossary/glossgen.yml",
        f"title: benchmark\n{described}languages: [ja]\nbase_url: https://example.org/\noutput: ../site\n",
    )
    yield from headings_files(corpus)


def command(_program: Path | None, _folder: Path) -> list[str]:
    """`glossgen build`, by the Python that runs the comparison."""
    return [sys.executable, "-m", "glossgen", "build", "glossary", "--quiet"]


def serve(_program: Path | None, _folder: Path, port: int) -> list[str]:
    """`glossgen serve`, which makes its site in the folder for temporary files."""
    return [sys.executable, "-m", "glossgen", "serve", "glossary", "--quiet", "--port", str(port)]


PEERS = (
    Peer(
        name="glossgen",
        does="links, backlinks, KaTeX, previews, search, index, map, feeds",
        files=files,
        command=command,
        page=lambda entry: f"terms/{entry.id}/index.html",
        caches=("glossary/.glossgen",),
        environment=(("PYTHONPATH", str(SOURCE)),),
        serve=serve,
        describes=True,
        counted=True,
    ),
)
