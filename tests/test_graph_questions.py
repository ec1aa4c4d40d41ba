"""What a Python user can ask of a `TermGraph`, and its exports."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from glossgen.build import load_graph
from glossgen.graph import FORMATS, TermGraph, export
from glossgen.problems import CannotStart
from made import write

FILES = {
    "a.md": (
        "## 学習率 | rate\n<!-- broader: 超設定 -->\n\n勾配降下法の一歩。\n\n"
        "## 勾配降下法\n\n学習率を使う。\n\n## 超設定\n\n値。\n"
    ),
    "b.md": '## 孤立"項\n<!-- related: [学習率, 無い語] -->\n\n値。\n',
    "n.md": "---\ntype: note\ntitle: 記録\n---\n学習率を変えた。勾配降下法も。学習率。\n",
}


@pytest.fixture
def graph(tmp_path: Path) -> TermGraph:
    config = write(tmp_path, FILES)
    return TermGraph.from_folder(config.root)


def names(graph: TermGraph, keys: tuple[tuple[str, str], ...]) -> list[str]:
    return [graph.terms[key].label if key in graph.terms else graph.notes[key].title for key in keys]


def test_terms_are_found_by_label_and_id(graph: TermGraph) -> None:
    term = graph.term("学習率")
    assert graph.find("rate") == (term,)
    assert graph.find(term.id) == (term,)
    assert graph.find("無い") == ()
    with pytest.raises(KeyError, match="0 terms"):
        graph.term("無い")


def test_links_and_users_are_the_same_edges(graph: TermGraph) -> None:
    assert names(graph, graph.users(graph.term("学習率"))) == ["勾配降下法", "記録"]
    assert names(graph, graph.links(next(iter(graph.notes)))) == ["学習率", "勾配降下法"]


def test_a_backlink_has_its_sentence(graph: TermGraph) -> None:
    sentences = {backlink.place[1]: backlink.sentence for backlink in graph.backlinks(graph.term("学習率"))}
    assert sentences == {"勾配降下法": "学習率を使う。", "note:n": "学習率を変えた。"}


def test_orphans_are_those_nobody_mentions(graph: TermGraph) -> None:
    assert [term.label for term in graph.orphans()] == ["超設定", '孤立"項']


def test_declared_relations_hold_both_ways(graph: TermGraph) -> None:
    rate, lone, above = (graph.term(name) for name in ("学習率", '孤立"項', "超設定"))
    assert graph.relations.broader[rate.key] == (above.key,)
    assert graph.relations.narrower[above.key] == (rate.key,)
    assert graph.related(lone)[0] == rate.key
    assert lone.key in graph.related(rate)


def test_a_relation_to_nobody_is_told(graph: TermGraph) -> None:
    assert [(p.code, p.position.path) for p in graph.problems] == [("unknown-term", "b.md")]


def test_a_hub_says_little(tmp_path: Path) -> None:
    """A term that everybody mentions makes nobody related to everybody."""
    many = "".join(f"## 番号{number:03}\n\n中心点の話。\n\n" for number in range(100))
    graph = load_graph(write(tmp_path, {"a.md": "## 中心点\n\n点。\n", "b.md": many}))
    assert names(graph, graph.related(graph.term("番号005"))) == ["中心点"]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotStart):
        TermGraph.from_folder(tmp_path / "none")


@pytest.mark.parametrize("form", FORMATS)
def test_exports_name_every_node(graph: TermGraph, form: str) -> None:
    text = export(graph, form)
    assert all(term.id in text for term in graph.glossary.terms)


def test_json_export(graph: TermGraph) -> None:
    value = json.loads(export(graph, "json"))
    assert {node["label"] for node in value["nodes"]} == {"学習率", "勾配降下法", "超設定", '孤立"項', "記録"}
    edges = {(edge["source"], edge["target"]): edge["mentions"] for edge in value["edges"]}
    assert edges[("ja/note:n", f"ja/{graph.term('学習率').id}")] == 2


def test_graphml_export_is_xml(graph: TermGraph) -> None:
    root = ElementTree.fromstring(export(graph, "graphml"))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert len(root.findall(f".//{space}node")) == 5
    assert len(root.findall(f".//{space}edge")) == 4


def test_dot_export_escapes_quotes(graph: TermGraph) -> None:
    assert '[label="孤立\\"項"]' in export(graph, "dot")


def test_another_format_is_refused(graph: TermGraph) -> None:
    with pytest.raises(ValueError, match="gexf"):
        export(graph, "gexf")
