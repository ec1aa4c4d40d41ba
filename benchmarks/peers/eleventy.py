"""Eleventy, plain: one page a term."""

from __future__ import annotations

import json
from pathlib import Path

from .corpus import Corpus
from .peer import Files, Peer, Tool, markdown

TOOL = Tool("npm", "@11ty/eleventy", "3.1.2", "node_modules/.bin/eleventy")
LAYOUT = """\
<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
</head>
<body>
<header><a href="/">benchmark</a></header>
<main><h1>{{ title }}</h1>
<p>{{ labels | join(" / ") }}</p>
{{ content | safe }}</main>
<footer>benchmark</footer>
</body>
</html>
"""


def files(corpus: Corpus) -> Files:
    """A layout and a file for each term."""
    yield "src/_includes/term.njk", LAYOUT
    yield "src/terms/terms.json", '{"layout": "term.njk"}\n'
    for entry in corpus:
        head = json.dumps({"title": entry.labels[0], "labels": entry.labels}, ensure_ascii=False)
        yield f"src/terms/{entry.id}.md", f"---\n{head}\n---\n\n{markdown(entry)}"


def command(program: Path | None, _folder: Path) -> list[str]:
    """Definitions hold no template syntax, so the engine that would look for it in them is off."""
    return [str(program), "--quiet", "--input=src", "--output=site", "--config=eleventy.config.cjs"]


def _files(corpus: Corpus) -> Files:
    yield "eleventy.config.cjs", "module.exports = () => ({ markdownTemplateEngine: false });\n"
    yield from files(corpus)


PEERS = (
    Peer(
        "eleventy",
        "one page a term; no links, no math, no index",
        _files,
        command,
        lambda entry: f"terms/{entry.id}/index.html",
        TOOL,
        limit=10_000,
    ),
)
