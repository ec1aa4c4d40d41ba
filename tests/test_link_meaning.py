"""Which term a shared name means, where links by hand lead, and what is said when they lead nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from glossgen.config import Compound, Links, Policy
from glossgen.graph import TermGraph
from glossgen.link.homonyms import by_majority
from glossgen.model import Label, Mention, Position, Term
from glossgen.text.anchors import encode_anchor
from made import graph_of, write

NOTE = "---\ntype: note\n---\n"
Found = list[tuple[str, str, str]]
EVERY = Links(Policy.ALL)


def mentions(
    tmp_path: Path, files: dict[str, str], path: str = "n.md", links: Links = EVERY
) -> tuple[TermGraph, list[Mention]]:
    graph = graph_of(replace(write(tmp_path, files), links=links))
    (place,) = [key for key in graph.places if key[1] in (f"note:{path[:-3]}", f"page:{path}")]
    return graph, list(graph.mentions(place))


def meant(tmp_path: Path, files: dict[str, str], path: str = "n.md") -> Found:
    """The mentions of a note: what stands there, the file and line of the term that is meant, and why."""
    graph, found = mentions(tmp_path, files, path)

    def where(mention: Mention) -> str:
        term = graph.terms.get(mention.target)
        return f"{term.position.path}:{term.position.line}" if term else mention.target[1]

    return [(each.surface, where(each), each.rule) for each in found]


# ---------------------------------------------------------------- shared names


TWO = {"a/x.md": "## 銀行\n\n一。\n", "b/y.md": "## 銀行\n\n二。\n"}


@pytest.mark.parametrize(
    ("path", "text", "others", "expected"),
    [
        ("n.md", "銀行。", {}, ("label:銀行", "ambiguous")),
        ("a/n.md", "銀行。", {}, ("a/x.md:1", "nearest-folder")),
        ("b/n.md", "銀行。", {}, ("b/y.md:1", "nearest-folder")),
        ("b/c/n.md", "銀行。", {}, ("b/y.md:1", "nearest-folder")),
        ("bb/n.md", "銀行。", {}, ("label:銀行", "ambiguous")),
        ("n.md", "銀行 (Bank)。", {"b/y.md": "## 銀行 | Bank\n\n二。\n"}, ("b/y.md:1", "gloss")),
        ("n.md", "銀行（金融、Bank）。", {"b/y.md": "## 銀行 | Bank\n\n二。\n"}, ("b/y.md:1", "gloss")),
        ("n.md", "銀行  ( Bank )。", {"b/y.md": "## 銀行 | Bank\n\n二。\n"}, ("b/y.md:1", "gloss")),
        ("n.md", "銀行と (別)。", {}, ("label:銀行", "ambiguous")),
        ("n.md", "Bank（銀行）。", {"b/y.md": "## 銀行 | Bank\n\n二。\n"}, ("b/y.md:1", "gloss-repeats")),
        ("a/n.md", "銀行 (Bank)。", {"b/y.md": "## 銀行 | Bank\n\n二。\n"}, ("b/y.md:1", "gloss")),
        ("n.md", "銀行。", {"b/y.md": "## 銀行\n<!-- scope: n.md -->\n\n二。\n"}, ("b/y.md:1", "scope")),
        ("c/n.md", "銀行。", {"b/y.md": "## 銀行\n<!-- scope: /c/ -->\n\n二。\n"}, ("b/y.md:1", "scope")),
        ("cc/n.md", "銀行。", {"b/y.md": "## 銀行\n<!-- scope: c -->\n\n二。\n"}, ("a/x.md:1", "scope")),
        ("c/n.md", "銀行。", {"b/y.md": "## 銀行\n<!-- scope: d, c -->\n\n二。\n"}, ("b/y.md:1", "scope")),
        ("n.md", "銀行。", {"b/y.md": "## 銀行\n<!-- priority: 1 -->\n\n二。\n"}, ("b/y.md:1", "priority")),
        ("n.md", "銀行。", {"b/y.md": "## 銀行\n<!-- priority: -1 -->\n\n二。\n"}, ("a/x.md:1", "priority")),
        (
            "a/n.md",
            "銀行。",
            {"b/y.md": "## 銀行\n<!-- priority: 9 -->\n\n二。\n"},
            ("a/x.md:1", "nearest-folder"),
        ),
    ],
)
def test_which_of_two(
    tmp_path: Path, path: str, text: str, others: dict[str, str], expected: tuple[str, str]
) -> None:
    found = meant(tmp_path, {**TWO, **others, path: f"{NOTE}{text}\n"}, path)
    assert ("銀行", *expected) in found


def test_the_same_file_before_all_else(tmp_path: Path) -> None:
    files = {
        **TWO,
        "b/y.md": "## 銀行\n<!-- priority: 1 -->\n\n二。\n",
        "a/x.md": "銀行とは。\n\n## 銀行\n\n一。\n",
    }
    assert meant(tmp_path, files, "a/x.md") == [("銀行", "a/x.md:3", "same-file")]


def test_what_is_written_exactly_so_comes_first(tmp_path: Path) -> None:
    files = {
        "a.md": "## Word\n\n一。\n",
        "b.md": "## word\n\n二。\n",
        "n.md": f"{NOTE}Word と word と WORD。\n",
    }
    found = meant(tmp_path, files)
    assert [each[1] for each in found] == ["a.md:1", "b.md:1", "label:word"]


@pytest.mark.parametrize(
    ("votes", "winner"),
    [
        ({"a.md": 1}, "a"),
        ({"b.md": 1}, "b"),
        ({"a.md": 2, "b.md": 1}, "a"),
        ({"a.md": 1, "b.md": 1}, None),
        ({"b.md": 1, "c.md": 1, "a.md": 0}, None),
        ({"c.md": 1}, "c"),
        ({"z.md": 9}, None),
        ({}, None),
    ],
)
def test_votes(votes: dict[str, int], winner: str | None) -> None:
    terms = {
        ("ja", name): Term(name, "ja", (Label("語", "ja"),), Position(f"{name}.md", 1), ()) for name in "abc"
    }
    found = by_majority(tuple(terms), votes, terms)
    assert found == (("ja", winner) if winner else None)


def test_the_section_votes_and_no_other(tmp_path: Path) -> None:
    files = {
        **TWO,
        "b/z.md": "## 証券\n\n三。\n",
        "b/y.md": "## 銀行\n\n二。\n\n## 利子\n\n四。\n",
        "n.md": f"{NOTE}利子と銀行。\n\n## 次\n\n銀行。\n",
    }
    assert [each[1:] for each in meant(tmp_path, files) if each[0] == "銀行"] == [
        ("b/y.md:1", "votes"),
        ("label:銀行", "ambiguous"),
    ]


def test_many_doubts_of_one_file_are_one_problem(tmp_path: Path) -> None:
    graph, _ = mentions(tmp_path, {**TWO, "n.md": f"{NOTE}銀行。\n\n# 次\n\n銀行。\n"})
    assert [(p.code, p.position.line, p.message) for p in graph.problems] == [
        ("ambiguous-mention", 4, "“銀行” could mean 2 terms: a/x.md:1, b/y.md:1 (2 times in this file)")
    ]


def test_one_link_for_a_name_and_its_gloss(tmp_path: Path) -> None:
    files = {"a.md": "## 正規化 | Normalization\n\n一。\n"}
    text = f"{NOTE}正規化 (Normalization) と Normalization。正規化 (別) も。\n"
    _, found = mentions(tmp_path, {**files, "n.md": text})
    assert [(each.surface, each.rule == "gloss-repeats") for each in found] == [
        ("正規化", False),
        ("Normalization", True),
        ("Normalization", False),
        ("正規化", False),
    ]


# --------------------------------------------------------------- links by hand

FILES = {
    "a/x.md": "## 重み | Weight {#w}\n\n一。\n\n## 偏り\n\n二。\n",
    "a/art.md": "---\ntitle: 記事\nreading: きじ\n---\n三。\n",
    "a/note.md": f"{NOTE}四。\n",
}


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("[[重み]]", "a/x.md:1"),
        ("[[weight]]", "a/x.md:1"),
        ("[[ 偏り ]]", "a/x.md:5"),
        ("[[w|あれ]]", "a/x.md:1"),
        ("[あれ](x.md#偏り)", "a/x.md:5"),
        ("[あれ](./x.md#w)", "a/x.md:1"),
        ("[あれ](x.md#weight)", "a/x.md:1"),
        ("[あれ](../a/x.md#重み)", "a/x.md:1"),
        ("[あれ](/a/x.md#偏り)", "a/x.md:5"),
        ("[あれ](x.md)", "page:a/x.md"),
        ("[あれ](art.md)", "a/art.md:1"),
        ("[あれ](art.md#何か)", "a/art.md:1"),
        ("[あれ](note.md)", "note:a/note"),
        ("[あれ](note.md#何か)", "note:a/note"),
        ("[あれ](#w)", "a/x.md:1"),
    ],
)
def test_where_a_link_leads(tmp_path: Path, link: str, expected: str) -> None:
    graph, found = mentions(tmp_path, {**FILES, "a/n.md": f"{NOTE}{link}。\n"}, "a/n.md")
    (mention,) = found
    term = graph.terms.get(mention.target)
    assert (f"{term.position.path}:{term.position.line}" if term else mention.target[1]) == expected
    assert graph.problems == ()


@pytest.mark.parametrize(
    ("link", "code", "message"),
    [
        ("[[重さ]]", "unknown-term", "there is no term “重さ”"),
        ("[あれ](y.md)", "broken-link", "there is no file “y.md”"),
        ("[あれ](x.md#無い)", "broken-link", "“x.md” has no entry “無い”"),
        ("[あれ](#無い)", "broken-link", "“a/n.md” has no heading “無い”"),
    ],
)
def test_links_that_lead_nowhere(tmp_path: Path, link: str, code: str, message: str) -> None:
    graph, _ = mentions(tmp_path, {**FILES, "a/n.md": f"{NOTE}\n{link}。\n"}, "a/n.md")
    assert [(p.code, p.position.path, p.position.line, p.message) for p in graph.problems] == [
        (code, "a/n.md", 5, message)
    ]


def test_an_id_alone_names_a_heading_of_its_own_file_or_an_entry_of_any(tmp_path: Path) -> None:
    links = "See [it](#second), [this](#beta) and [that](#third)."
    files = {
        "a.md": f"## Alpha {{#first}}\n\n{links}\n\n### Beta\n\nText.\n",
        "b.md": "## Beta {#beta}\n\nOne.\n\n## Second {#second}\n\nTwo.\n",
    }
    graph = graph_of(write(tmp_path, files))
    (alpha,) = (key for key, term in graph.terms.items() if term.label == "Alpha")
    assert [(each.surface, each.target[1]) for each in graph.mentions(alpha)] == [
        ("it", "second"),
        ("that", "page:a.md"),
    ]
    assert [(problem.code, problem.message) for problem in graph.problems] == [
        ("broken-link", "“a.md” has no entry “third”")
    ]


def anchor(address: str, heading: str, text: str = "あれ") -> str:
    return f'<a href="{address}#{encode_anchor(heading)}">{text}</a>'


PUBLISHED = f"""<!-- 記事URL:https://example.org/main/a/x.md# -->

## 重み | Weight<a id="{encode_anchor("重み | Weight")}"></a>

一。

## 偏り

二。
"""


@pytest.mark.parametrize(
    ("published", "address", "heading", "rule", "code"),
    [
        (True, "https://example.org/main/a/x.md", "重み | Weight", "anchor", ""),
        (True, "main/a/x.md", "重み | Weight", "anchor", ""),
        (True, "https://example.org/main/b/x.md", "重み | Weight", "moved", "stale-anchor"),
        (True, "https://example.org/main/a/x.md", "重み", "moved", "stale-anchor"),
        (True, "https://example.org/main/a/x.md", "重み | Weight | W", "moved", "stale-anchor"),
        (True, "https://example.org/main/a/x.md", "無い", "", "dangling-anchor"),
        (False, "a/x.md", "重み | Weight", "anchor", ""),
        (False, "https://example.org/main/a/x.md", "重み | Weight", "anchor", ""),
        (False, "../a/x.md", "重み | Weight", "anchor", ""),
        (False, "../b/x.md", "重み | Weight", "moved", "stale-anchor"),
        (False, "ba/x.md", "重み | Weight", "moved", "stale-anchor"),
    ],
)
def test_where_an_anchor_leads(
    tmp_path: Path, published: bool, address: str, heading: str, rule: str, code: str
) -> None:
    text = PUBLISHED if published else PUBLISHED.split("\n", 2)[2]
    files = {"a/x.md": text, "b/n.md": f"{NOTE}{anchor(address, heading)}。\n"}
    graph, found = mentions(tmp_path, files, "b/n.md")
    assert [(each.surface, graph.terms[each.target].label, each.rule) for each in found] == (
        [("あれ", "重み", rule)] if rule else []
    )
    assert [p.code for p in graph.problems] == ([code] if code else [])


def test_what_is_said_of_a_stale_anchor(tmp_path: Path) -> None:
    links = [anchor("../b/y.md", "重み | Weight"), anchor("../a/x.md", "重み")]
    text = PUBLISHED.split("\n", 2)[2]
    graph, _ = mentions(tmp_path, {"a/x.md": text, "b/n.md": NOTE + "。\n\n".join(links)}, "b/n.md")
    assert [p.message for p in graph.problems] == [
        "the anchor of “重み | Weight” is written for y.md; the term is at a/x.md:1",
        "the anchor of “重み” is older than the heading “重み | Weight” (a/x.md:1)",
    ]


def test_an_old_anchor_means_the_term_with_most_of_its_names(tmp_path: Path) -> None:
    files = {
        "a.md": "## 重み | 荷重\n\n一。\n",
        "b.md": "## 重み | Weight | W\n\n二。\n",
        "n.md": f"{NOTE}{anchor('old.md', '重み | Weight')}。\n",
    }
    assert meant(tmp_path, files) == [("あれ", "b.md:1", "moved")]


def test_a_link_to_a_term_of_another_language(tmp_path: Path) -> None:
    files = {
        "ja/a.md": "## 重み\n\n一。\n",
        "en/b.md": "## bias\n\nTwo.\n",
        "en/n.md": f"{NOTE}See [[重み]].\n",
    }
    assert meant(tmp_path, files, "en/n.md") == [("重み", "ja/a.md:1", "only")]


def test_an_anchor_without_an_address_is_one_of_the_same_file(tmp_path: Path) -> None:
    text = PUBLISHED.split("\n", 2)[2] + "\n## 使用\n\n" + anchor("", "重み | Weight") + "。\n"
    graph = graph_of(write(tmp_path, {"a.md": text, "n.md": f"{NOTE}{anchor('', '重み | Weight')}。"}))
    rules = {place[1]: [each.rule for each in graph.mentions(place)] for place in graph.places}
    assert (rules["使用"], rules["note:n"]) == (["anchor"], ["moved"])
    assert [p.message for p in graph.problems] == [
        "the anchor of “重み | Weight” is written for this file; the term is at a.md:1"
    ]


def test_a_label_inside_a_longer_word_is_told_where_that_is_wanted(tmp_path: Path) -> None:
    files = {"a.md": "## 学習\n\n一。\n", "n.md": f"{NOTE}機械学習と学習。\n"}
    graph, _ = mentions(tmp_path, files, links=Links(Policy.ALL, compound=Compound.WARN))
    assert [(p.code, p.position.line) for p in graph.problems] == [("compound-mention", 4)]


def test_mentions_know_their_lines(tmp_path: Path) -> None:
    files = {"a.md": "## 鍵\n\n一。\n\n## 錠\n\n二。\n", "n.md": f"{NOTE}鍵と\n[[錠]]、鍵、\n鍵。\n"}
    _, found = mentions(tmp_path, files)
    assert [(each.surface, each.position.line) for each in found] == [
        ("鍵", 4),
        ("錠", 5),
        ("鍵", 5),
        ("鍵", 6),
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/b/n.md", "a/b/x.md:1"),
        ("a/n.md", "label:銀行"),
        ("a/c/n.md", "a/c/d/y.md:1"),
        ("a/c/d/e/n.md", "a/c/d/y.md:1"),
    ],
)
def test_folders_are_counted_up_and_down(tmp_path: Path, path: str, expected: str) -> None:
    files = {"a/b/x.md": "## 銀行\n\n一。\n", "a/c/d/y.md": "## 銀行\n\n二。\n"}
    if path == "a/n.md":  # one step down to the one, and to the other
        files = {"a/b/x.md": files["a/b/x.md"], "a/c/y.md": files["a/c/d/y.md"]}
    assert meant(tmp_path, {**files, path: f"{NOTE}銀行。\n"}, path)[0][1] == expected


def test_a_name_before_the_brackets_is_a_gloss_though_it_is_not_linked(tmp_path: Path) -> None:
    files = {**TWO, "b/y.md": "## 銀行 | Bank\n\n二。\n"}
    note = "---\ntype: note\nignore: [Bank]\n---\nBank（銀行）。\n"
    assert meant(tmp_path, {**files, "n.md": note}) == [("銀行", "b/y.md:1", "gloss")]


def test_a_link_by_hand_to_a_shared_name_leads_to_the_page_of_the_name(tmp_path: Path) -> None:
    assert meant(tmp_path, {**TWO, "n.md": f"{NOTE}[[銀行]]。\n"}) == [("銀行", "label:銀行", "ambiguous")]


def test_a_link_does_not_cut_through_markup(tmp_path: Path) -> None:
    files = {"a.md": "## 学習\n\n一。\n", "n.md": f"{NOTE}**値と学**習、学**習**、**値と学習**。\n"}
    _, found = mentions(tmp_path, files)
    assert [(each.linked, each.rule) for each in found] == [
        (False, "markup"),
        (True, "label"),
        (True, "label"),
    ]
