"""What a Python user can ask of a `TermGraph`, and its exports."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from glossgen.build import load_graph
from glossgen.graph import FORMATS, TermGraph, export
from glossgen.graph.nearness import MAX_DEGREE, Nearness
from glossgen.graph.term_graph import grouped_problems
from glossgen.model import Position, Problem
from glossgen.problems import CannotStart
from made import graph_of, write

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


def test_dot_export_line_by_line(graph: TermGraph) -> None:
    """Which term is mentioned how often, and that a note has another shape."""
    assert export(graph, "dot").splitlines() == [
        "digraph glossary {",
        "  node [shape=box];",
        '  "ja/学習率" [label="学習率"];',
        '  "ja/勾配降下法" [label="勾配降下法"];',
        '  "ja/超設定" [label="超設定"];',
        '  "ja/孤立-項" [label="孤立\\"項"];',
        '  "ja/note:n" [label="記録" shape=note];',
        '  "ja/学習率" -> "ja/勾配降下法" [weight=1];',
        '  "ja/勾配降下法" -> "ja/学習率" [weight=1];',
        '  "ja/note:n" -> "ja/学習率" [weight=2];',
        '  "ja/note:n" -> "ja/勾配降下法" [weight=1];',
        "}",
    ]


def test_nodes_of_the_json_export(graph: TermGraph) -> None:
    value = json.loads(export(graph, "json"))
    assert value["version"] == 1
    nodes = {node["id"]: node for node in value["nodes"]}
    assert nodes["ja/学習率"] == {
        "id": "ja/学習率",
        "kind": "term",
        "language": "ja",
        "label": "学習率",
        "alternative": ["rate"],
        "reading": "",
        "source": "a.md",
        "line": 1,
    }
    note = {"id": "ja/note:n", "kind": "note", "language": "ja", "label": "記録", "source": "n.md", "line": 1}
    assert nodes["ja/note:n"] == note


def test_graphml_export_says_what_its_data_is(graph: TermGraph) -> None:
    root = ElementTree.fromstring(export(graph, "graphml"))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    keys = {each.get("id"): (each.get("for"), each.get("attr.type")) for each in root.iter(f"{space}key")}
    texts = dict.fromkeys(("label", "kind", "language", "source"), ("node", "string"))
    assert keys == {**texts, "mentions": ("edge", "int")}
    assert [each.get("edgedefault") for each in root.iter(f"{space}graph")] == ["directed"]
    node = next(each for each in root.iter(f"{space}node") if each.get("id") == "ja/note:n")
    assert {each.get("key"): each.text for each in node} == {
        "label": "記録",
        "kind": "note",
        "language": "ja",
        "source": "n.md",
    }
    edge = next(each for each in root.iter(f"{space}edge") if each.get("source") == "ja/note:n")
    assert (edge.get("target"), [each.text for each in edge]) == ("ja/学習率", ["2"])


def test_narrower_is_the_inverse_of_broader(tmp_path: Path) -> None:
    files = {"a.md": "## 上\n<!-- narrower: [下] -->\n\n一。\n\n## 下\n<!-- related: [下] -->\n\n二。\n"}
    graph = graph_of(write(tmp_path, files))
    above, below = graph.term("上").key, graph.term("下").key
    assert graph.relations.narrower == {above: (below,)}
    assert graph.relations.broader == {below: (above,)}
    assert graph.relations.related == {}  # nobody is related to itself


def test_no_term_is_related_because_of_an_entry_in_another_language(tmp_path: Path) -> None:
    files = {
        "en/a.md": "## Rate\n\nA step.\n",
        "ja/a.md": "## 歩幅\n<!-- related: [Rate] -->\n\n一歩。\n",
        "glossgen.yml": "languages: [ja, en]\n",
    }
    graph = graph_of(write(tmp_path, files))
    (rate,), (step,) = graph.find("Rate"), graph.find("歩幅")
    assert graph.relations.related == {step.key: (rate.key,)}


def test_a_shared_name_is_nobody_in_particular(tmp_path: Path) -> None:
    files = {"a.md": "## 鍵 | Key\n\n一。\n", "b.md": "## 錠 | 鍵\n\n二。\n"}
    graph = graph_of(write(tmp_path, files))
    assert [term.label for term in graph.find("鍵")] == ["鍵", "錠"]
    assert [term.label for term in graph.namesakes("鍵")] == ["鍵", "錠"]
    assert graph.namesakes("Key") == ()
    with pytest.raises(KeyError, match="2 terms"):
        graph.term("鍵")
    assert {name: [t.label for t in terms] for (_, name), terms in graph.homonyms().items()} == {
        "鍵": ["鍵", "錠"]
    }


# ------------------------------------------------------------------- nearness


def closest(links: dict[str, str], key: str, limit: int = 8, notes: str = "") -> list[str]:
    """The nearest of terms that are called by letters and mention letters; `notes` are places, no terms."""
    terms = sorted({*links, *"".join(links.values())} - set(notes))
    keys = {name: ("ja", f"note:{name}" if name in notes else name) for name in (*terms, *notes)}
    mentioned = {keys[name]: [keys[each] for each in names] for name, names in links.items()}
    users = {keys[name]: [keys[each] for each in sorted(links) if name in links[each]] for name in terms}
    found = Nearness(lambda place: mentioned.get(place, []), users.__getitem__).closest(("ja", key), limit)
    return [name for _, name in found]


def test_a_link_counts_in_both_ways() -> None:
    assert closest({"a": "b", "c": "a", "d": "ab"}, "a") == ["b", "d", "c"]
    assert closest({"a": "bc", "c": "a"}, "a") == ["c", "b"]


def test_equally_near_terms_are_in_order_and_as_many_as_are_wanted() -> None:
    links = {"m": "dbca"}
    assert closest(links, "m") == ["a", "b", "c", "d"]
    assert closest(links, "m", 2) == ["a", "b"]
    assert closest({**links, "d": "m"}, "m", 2) == ["d", "a"]
    assert closest(links, "m", 4) == ["a", "b", "c", "d"]
    assert closest(links, "m", 1) == ["a"]
    assert closest(links, "m", 0) == []


def test_common_neighbours_count_less_the_more_they_are_common() -> None:
    """x and y both mention a; y does with many others, so what only x mentions is nearer."""
    assert closest({"x": "ab", "y": "acdef"}, "a") == ["x", "y", "b", "c", "d", "e", "f"]
    assert closest({"a": "xy", "b": "x", "c": "y", "d": "y"}, "a") == ["x", "y", "b", "c", "d"]


def test_places_that_are_no_terms_join_terms_and_are_not_among_them() -> None:
    assert closest({"n": "ab", "x": "ac"}, "a", notes="n") == ["x", "b", "c"]


@pytest.mark.parametrize(("size", "counts"), [(MAX_DEGREE, True), (MAX_DEGREE + 1, False)])
def test_a_place_that_mentions_too_much_counts_for_nothing(size: int, counts: bool) -> None:
    many = "".join(chr(0x4E00 + number) for number in range(size))
    assert closest({"n": many}, many[0], notes="n") == (list(many[1:9]) if counts else [])


# ------------------------------------------------------------------- problems


def test_what_is_said_often_is_said_once() -> None:
    def said(path: str, line: int, message: str = "m", code: str = "stale-anchor") -> Problem:
        return Problem(Position(path, line), code, message)

    found = list(
        grouped_problems(
            [
                said("a.md", 5),
                said("a.md", 5, code="broken-link"),
                said("a.md", 3),
                said("b.md", 1),
                said("a.md", 9),
                said("a.md", 9, code="broken-link"),
                said("a.md", 1, "other"),
            ]
        )
    )
    assert [(p.position.path, p.position.line, p.code, p.message) for p in found] == [
        ("a.md", 5, "broken-link", "m"),
        ("a.md", 9, "broken-link", "m"),
        ("a.md", 3, "stale-anchor", "m (3 times in this file)"),
        ("b.md", 1, "stale-anchor", "m"),
        ("a.md", 1, "stale-anchor", "other"),
    ]
