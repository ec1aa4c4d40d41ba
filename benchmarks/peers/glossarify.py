"""glossarify-md: Markdown in, Markdown with links out."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

from .corpus import Corpus, Entry
from .peer import Files, Peer, Tool, markdown

TOOL = Tool("npm", "glossarify-md", "6.0.1", "node_modules/.bin/glossarify-md", ("zwitch@2.0.2",))
"""Later versions of zwitch turn the names of its nodes into text, which ends each file with an error."""


def files(corpus: Corpus) -> Files:
    """The configuration, and the terms as glossgen has them, every file being a glossary."""
    options = {
        "$schema": "./node_modules/glossarify-md/conf/v5/schema.json",  # or it asks whether to upgrade
        "baseDir": "./glossary",
        "outDir": "../site",
        "glossaries": [{"file": "./**/*.md"}],
    }
    yield "glossarify-md.conf.json", json.dumps(options)
    for topic, entries in groupby(corpus, key=lambda entry: entry.topic):
        title = topic.rpartition("/")[2]
        yield f"glossary/{topic}.md", f"# {title}\n\n" + "\n".join(map(_section, entries))


def _section(entry: Entry) -> str:
    attributes = json.dumps({"aliases": ", ".join(entry.labels[1:])}, ensure_ascii=False)
    return f"## {entry.labels[0]}\n<!--{attributes}-->\n\n{markdown(entry)}"


def command(program: Path | None, _folder: Path) -> list[str]:
    """All files again: it keeps nothing from run to run."""
    return [str(program), "--config", "glossarify-md.conf.json"]


PEERS = (
    Peer(
        "glossarify-md",
        "links only: Markdown to Markdown, no site",
        files,
        command,
        lambda entry: f"{entry.topic}.md",
        TOOL,
        alone=False,
        proof="][1]",
        limit=1000,
    ),
)
