"""Tiny glossaries in folders, with what is expected of each beside it: the model, not the HTML of pages."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from glossgen.build import check
from glossgen.config import load_config
from glossgen.graph import TermGraph
from glossgen.model import Key, Mention, Term
from glossgen.problems import wording
from glossgen.problems.hints import hinted
from glossgen.render import render_body
from glossgen.site import SitePages, make_pages
from glossgen.site.values import (
    CategoryPage,
    DisambiguationPage,
    HomePage,
    LanguagesPage,
    LinkedBody,
    NotePage,
    RedirectPage,
    TermPage,
)
from glossgen.sources.history import History

ALL = sorted(path for path in (Path(__file__).parent / "glossaries").iterdir() if path.is_dir())
PAGES = (TermPage, CategoryPage, NotePage, DisambiguationPage, RedirectPage, LanguagesPage, HomePage)
UPDATE = bool(os.environ.get("GLOSSGEN_UPDATE"))


def name(key: Key) -> str:
    return "/".join(key)


def term_value(term: Term, graph: TermGraph, made: SitePages) -> dict[str, object]:
    site = made.site
    body = site.linked_body(term.key, term.body)
    return {
        "labels": [f"{label.text} ({label.language})" for label in term.labels],
        "reading": term.reading,
        "at": f"{term.position.path}:{term.position.line}",
        "url": site.addresses[term.key],
        "anchors": list(term.anchors),
        "html": html(body),
        "used in": [name(place) for place in graph.users(term)],
        "sentences": [backlink.sentence for backlink in graph.backlinks(term)],
        "related": [name(key) for key in graph.related(term)],
    }


def html(body: LinkedBody) -> str:
    return str(render_body(body, root="", href=lambda url: "/" + url, formula=lambda f: f"$${f.tex}$$"))


def mention_value(mention: Mention) -> str:
    kind = "" if mention.origin.value == "text" else f" by {mention.origin.value}"
    return f"{mention.position.line}: {mention.surface} → {name(mention.target)}{kind}" + (
        "" if mention.linked else " (no link)"
    )


def value_of(folder: Path) -> dict[str, object]:
    """What glossgen makes of a glossary."""
    config = load_config(folder)
    graph = TermGraph.from_config(config)
    made = make_pages(config, graph, History(), "")
    report = check(config)
    return {
        "terms": {name(term.key): term_value(term, graph, made) for term in graph.glossary.terms},
        "notes": {name(note.key): note.title for note in graph.glossary.notes},
        "mentions": {
            name(linked.place): [mention_value(mention) for mention in linked.mentions]
            for linked in graph.linked
            if linked.mentions
        },
        "homonyms": {"/".join(key): [name(t.key) for t in terms] for key, terms in graph.homonyms().items()},
        "orphans": [name(term.key) for term in graph.orphans()],
        "pages": sorted(f"{p.head.url} {type(p).__name__}" for p in made.pages if isinstance(p, PAGES)),
        "problems": [wording(problem) for problem in hinted(report.problems, report.known)],
    }


@pytest.mark.parametrize("folder", ALL, ids=lambda folder: folder.name)
def test_glossary(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "glossary")
    found = value_of(copy)
    file = folder / "expected.json"
    if UPDATE:
        file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(file.read_text(encoding="utf-8"))
