"""Links as other site generators write them, shortcodes, and what Obsidian writes in double brackets."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossgen.cli import main
from glossgen.config import load_config
from glossgen.graph import TermGraph
from made import graph_of as read_graph
from made import write

TREE = {
    "content/en/glossary/node.md": "---\ntitle: Node\naliases: [Machine, /old/node/]\n---\nIt works.\n",
    "content/en/glossary/edge.md": "---\ntitle: Edge\nurl: /graph/edge/\n---\nIt joins.\n",
    "content/en/glossary/mean.md": "---\ntitle: Mean value\nid: avg\n---\nThe middle.\n",
    "content/ja/glossary/node.md": "---\ntitle: ノード\n---\n動くもの。\n",
}


def graph_of(tmp_path: Path, text: str, language: str = "en") -> TermGraph:
    page = {f"content/{language}/glossary/text.md": f"---\ntitle: The page\n---\n{text}\n"}
    return read_graph(write(tmp_path, {**TREE, **page}))


def led(tmp_path: Path, text: str, language: str = "en") -> list[tuple[str, str]]:
    """What the links of a text lead to, in order."""
    graph = graph_of(tmp_path, text, language)
    place = next(term.key for term in graph.terms.values() if term.label == "The page")
    return [mention.target for mention in graph.mentions(place) if mention.origin.value != "text"]


NODE, EDGE, MEAN = ("en", "node"), ("en", "edge"), ("en", "avg")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        *(
            (address, NODE)
            for address in (
                *("/glossary/node/", "/glossary/node", "/en/glossary/node/", "/node/", "../node/", "node"),
                *(
                    "node.md",
                    "./node.md",
                    "node.html",
                    "/glossary/node.html",
                    "/GLOSSARY/Node/",
                    "/old/node/",
                ),
                *("/docs/glossary/node/", "../glossary/node.md", "/glossary/node/index.html"),
            )
        ),
        ("/project/glossary/node/", NODE),
        ("/graph/edge/", EDGE),
        ("/edge/", EDGE),
        ("/glossary/avg/", MEAN),
        ("mean.md", MEAN),
        ("/mean/", MEAN),
        ("/ja/glossary/node/", ("ja", "ノード")),
    ],
)
def test_an_address_of_another_generator(address: str, target: tuple[str, str], tmp_path: Path) -> None:
    assert led(tmp_path, f"See [this]({address}).") == [target]


def test_an_address_without_a_language_stays_in_that_of_the_text(tmp_path: Path) -> None:
    assert led(tmp_path, "[x](/glossary/node/), [y](/glossary/edge/)", "ja") == [("ja", "ノード"), EDGE]


@pytest.mark.parametrize(
    "address", ["/glossary/none/", "none.md", "/ja/glossary/edge/", "/docs/concepts/node/", "/elsewhere/avg/"]
)
def test_an_address_that_leads_nowhere(address: str, tmp_path: Path) -> None:
    graph = graph_of(tmp_path, f"See [this]({address}).")
    assert [problem.code for problem in graph.problems] == ["broken-link"]


def test_the_text_of_a_dead_link_is_linked_if_it_is_a_label(tmp_path: Path) -> None:
    assert led(tmp_path, "See [edge](/nowhere/) and [what](/nowhere/).") == [EDGE]


@pytest.mark.parametrize(
    "code",
    [
        '{{< glossary_tooltip term_id="node" text="nodes" >}}',
        '{{< glossary_tooltip text="nodes" term_id="node" >}}',
        '[nodes]({{< ref "node.md" >}})',
        '[nodes]({{% relref "/glossary/node" %}})',
        '{{Glossary("Node", "nodes")}}',
        "[nodes]({% link glossary/node.md %})",
        "[nodes]({% link content/en/glossary/node.md %})",
        "[nodes]({{ site.baseurl }}/glossary/node/)",
        '[nodes]({{ "/glossary/node/" | relative_url }})',
        "<a href=\"{{ '/glossary/node/' | relative_url }}\">nodes</a>",
        "[[node|nodes]]",
        "[[glossary/node|nodes]]",
        "[[Node#Parts|nodes]]",
        "[[Machine|nodes]]",
    ],
)
def test_a_shortcode_that_names_a_term(code: str, tmp_path: Path) -> None:
    graph = graph_of(tmp_path, f"See {code}.")
    place = next(term.key for term in graph.terms.values() if term.label == "The page")
    assert [(mention.target, mention.surface) for mention in graph.mentions(place)] == [(NODE, "nodes")]
    assert graph.problems == ()


def test_an_unknown_shortcode_holds_no_link_and_is_told_once(tmp_path: Path) -> None:
    text = 'A {{< figure src="node.png" >}} and {{domxref("Node")}} and {{< figure src="edge.png" >}}.'
    graph = graph_of(tmp_path, text)
    place = next(term.key for term in graph.terms.values() if term.label == "The page")
    assert graph.mentions(place) == ()
    told = sorted((each.code, each.message) for each in graph.problems)
    assert told == [
        ("shortcode", "the shortcode “domxref” is shown as it is written"),
        ("shortcode", "the shortcode “figure” is shown as it is written, here and 1 more time"),
    ]


def test_template_code_in_an_address_is_no_dead_link(tmp_path: Path) -> None:
    text = '<a href="{{ page.url | relative_url }}">x</a>, ![y](/a/{{ z }}.png) and [z](https://e.org/#acid).'
    graph = graph_of(tmp_path, text + " [l](https://e.org/a.go#L312) [w](#acid)\n\n## Acid\n\nA.\n")
    told = [(each.code, each.message) for each in graph.problems]
    assert sorted(told) == [
        ("shortcode", "the shortcode “page.url” is shown as it is written"),
        ("shortcode", "the shortcode “z” is shown as it is written"),
    ]


def test_files_that_a_generator_publishes_at_the_top_of_its_site(tmp_path: Path) -> None:
    text = "## Axle\n\n![a](/img/a.txt) [b](/b.txt) [c](/c.txt) [d](/.d.txt) [e](/e.txt)\n"
    files = {"docs/en/terms.md": text} | {
        f"{folder}/{name}.txt": "x"
        for folder, name in (
            ("static", "img/a"), ("docs/public", "b"), ("docs/.vuepress/public", "c"), ("static", ".d")
        )
    }  # fmt: skip
    graph = read_graph(write(tmp_path, files))
    assert [problem.message for problem in graph.problems if problem.code == "broken-link"] == [
        "there is no file “/.d.txt”",
        "there is no file “/e.txt”",
    ]


def test_the_mirror_leaves_shortcodes_byte_for_byte(tmp_path: Path) -> None:
    text = '{{< glossary_tooltip term_id="node" >}} {{domxref("Node")}} [n]({{< ref "node.md" >}}) {% raw %}'
    config = write(tmp_path, {**TREE, "content/en/glossary/text.md": f"---\ntitle: The page\n---\n{text}\n"})
    assert main(["link", "-q", str(config.root), "-o", str(tmp_path / "linked")]) == 0
    assert text in (tmp_path / "linked/content/en/glossary/text.md").read_text(encoding="utf-8")


def test_file_names_are_names_of_terms_in_relations(tmp_path: Path) -> None:
    files = {**TREE, "content/en/glossary/z.md": "---\ntitle: Last\nrelated: [mean]\n---\nText.\n"}
    graph = read_graph(write(tmp_path, files))
    assert graph.relations.related[("en", "last")] == (MEAN,)
    assert graph.problems == ()


def test_an_embedded_picture(tmp_path: Path) -> None:
    config = write(tmp_path, {"a.md": "## Weight\n\n![[none.png|300]] and ![[Weight]].\n"})
    assert [(each.code, each.message) for each in read_graph(config).problems] == [
        ("missing-image", "there is no image “none.png”")
    ]


PARTS = "Text.\n\n### 使い方\n\nSo.\n\n### 使い方\n\nAnd so.\n\n### More {#given}\n\nYes.\n\n"
PARTS += '<a name="deep"></a>Here. [own](#使い方)\n'


@pytest.mark.parametrize(
    ("fragment", "name"),
    [("使い方", "使い方"), ("使い方-1", "使い方-2"), ("deep", "deep"), ("given", "given"), ("nothing", "")],
)
def test_a_heading_of_an_article_and_of_an_entry(fragment: str, name: str, tmp_path: Path) -> None:
    files = {
        "words.md": f"## Axle\n\n{PARTS}",
        "belt.md": f"---\ntitle: Belt\ntype: term\n---\n{PARTS}",
        "use.md": f"---\ntype: note\n---\nSee [a](words.md#{fragment}) and [b](belt.md#{fragment}).\n",
    }
    root = write(tmp_path, files).root
    graph = read_graph(load_config(root))
    found = {mention.target[1]: mention.fragment for mention in graph.mentions(next(iter(graph.notes)))}
    prefix = "axle--" if name and name not in ("deep", "given") else ""
    assert found["belt"] == name
    assert found.get("axle", "") == prefix + name
    assert main(["build", "-q", str(root), "-o", str(tmp_path / "out"), "--jobs", "1"]) in (0, 1)
    page = (tmp_path / "out" / "use" / "index.html").read_text(encoding="utf-8")
    if name:
        assert f'href="../belt/#{name}"' in page
        assert f'id="{name}"' in (tmp_path / "out/belt/index.html").read_text(encoding="utf-8")
        assert f'id="{prefix}{name}"' in (tmp_path / "out/terms/axle/index.html").read_text(encoding="utf-8")


def test_a_heading_of_this_page_and_of_another_as_obsidian_names_it(tmp_path: Path) -> None:
    files = {
        "glossary.md": "## Axle\n\nx\n\n## Belt\n\n[[#Axle|It]].\n\n## Cam\n\n[[glossary#belt]]\n",
        "Guide to all.md": "# Guide\n\n## First steps\n\n"
        "See [[#First steps]], [[Other page#A word: two]], [[#none]].\n",
        "Other page.md": "# Other\n\n## A word: two\n\nx\n",
        "p1.md": "# Tang of Us\n\n[[Guide]] and [[tang of us]] and [[guide to all]].\n",
    }
    graph = read_graph(write(tmp_path, files))
    found = [(mention.target[1], mention.fragment) for mention in graph.mentions(("en", "note:Guide to all"))]
    assert found == [("note:Guide to all", "first-steps"), ("note:Other page", "a-word-two")]
    assert [mention.target[1] for mention in graph.mentions(("en", "belt"))] == ["axle"]
    assert [mention.target[1] for mention in graph.mentions(("en", "cam"))] == ["belt"]
    assert [problem.message for problem in graph.problems] == ["there is no term “#none”"]
    titled = [mention.target[1] for mention in graph.mentions(("en", "note:p1"))]
    assert titled == ["note:Guide to all", "note:p1", "note:Guide to all"]


def test_a_picture_with_a_style_behind_it_is_a_picture(tmp_path: Path) -> None:
    files = {f"{name}.md": f"## {name}\n\n![[icon.svg#small|16]]\n" for name in "abcdef"}
    graph = read_graph(write(tmp_path, files))
    assert [(problem.code, problem.message) for problem in graph.problems] == [
        ("missing-image", "there is no image “icon.svg”, here and 5 more times")
    ]


def test_components_of_another_program_are_one_problem(tmp_path: Path) -> None:
    text = '## {0}\n\n<Tabs>\n<TabItem value="a">\n\nIt is.\n\n</TabItem>\n</Tabs>\n\n<Own{0} />\n'
    graph = read_graph(write(tmp_path, {f"{name}.mdx": text.format(name) for name in "abcdef"}))
    (problem,) = graph.problems
    assert problem.code == "raw-html"
    assert problem.message.startswith("18 tags of components of another program are left out: <owna>, <ownb>")
