"""glossgen of a checkout, this one or another: everything on."""

from __future__ import annotations

import os
import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .articles import Articles
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


def article_files(articles: Articles) -> Files:
    """The configuration and the articles."""
    for name, text in articles.files:
        yield f"glossary/{name}", f"{text}output: ../site\n" if name == "glossgen.yml" else text


def command(_program: Path | None, _folder: Path) -> list[str]:
    """`glossgen build`, by the Python that runs the comparison; it says how many files it made."""
    return [sys.executable, "-m", "glossgen", "build", "glossary", "--verbose"]


def check(_program: Path | None, _folder: Path) -> list[str]:
    """`glossgen check`."""
    return [sys.executable, "-m", "glossgen", "check", "glossary"]


def serve(_program: Path | None, _folder: Path, port: int) -> list[str]:
    """`glossgen serve`, which makes its site in the folder for temporary files."""
    return [sys.executable, "-m", "glossgen", "serve", "glossary", "--quiet", "--port", str(port)]


@dataclass(frozen=True, slots=True)
class Made:
    """How many files a build made to see whether they are others now, and how many of them are pages."""

    files: int
    pages: int | None
    """Nothing from an older checkout, which does not count them."""


_MADE = re.compile(r"files: ([\d,]+) made(?: \(([\d,]+) pages?\))?,")


def made_by(printed: str) -> Made | None:
    """What a build with `--verbose` says that it made."""
    found = _MADE.search(printed)
    if found is None:
        return None
    files, pages = (int(count.replace(",", "")) if count else None for count in found.groups())
    return Made(files or 0, pages)


def checkout(name: str, does: str, paths: Sequence[Path]) -> Peer:
    """glossgen with these folders before all others that Python imports from, its sources among them."""
    return Peer(
        name=name,
        does=does,
        files=files,
        command=command,
        page=lambda entry: f"terms/{entry.id}/index.html",
        caches=("glossary/.glossgen",),
        environment=(("PYTHONPATH", os.pathsep.join(map(str, paths))),),
        serve=serve,
        describes=True,
        counted=True,
    )


def with_articles(peer: Peer) -> Peer:
    """The same, to be measured with long articles; dead links end it with 1."""
    return replace(
        peer,
        files=article_files,
        page=lambda article: f"{article.path.removesuffix('.md')}/index.html",
        alone=False,
        check=check,
        codes=(0, 1),
        serve=None,
    )


PEERS = (checkout("glossgen", "links, backlinks, KaTeX, previews, search, index, map, feeds", [SOURCE]),)
