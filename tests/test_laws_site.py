"""Laws of linking and of whole sites, over made glossaries, the starter and a site in two languages."""

from __future__ import annotations

import hashlib
import random
import tempfile
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec import structs

from glossgen.build import build
from glossgen.build.load import graph_of
from glossgen.config import Config, Links, Policy, SourceFolder, load_config
from glossgen.graph import TermGraph
from glossgen.link import build_lexicons, link_each
from glossgen.model import Glossary, TextRun
from glossgen.render import render_body
from glossgen.site.values import LinkedBody, Page
from made import Entry, Files, glossaries, open_memory, page_values, source_form, write
from site_checks import faults, pages_of, text_of

STARTER = Path(__file__).parent / "demo"
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)


def linked_bodies(pages: Iterable[Page]) -> list[LinkedBody]:
    """Every body of every page."""
    found: list[LinkedBody] = []
    for page in pages:
        values = [getattr(page, name) for name in page.__struct_fields__]
        values += [entry.body for entry in getattr(page, "entries", ()) if hasattr(entry, "body")]
        found += [value for value in values if isinstance(value, LinkedBody)]
    return found


def shown(body: LinkedBody) -> str:
    return str(render_body(body, root="", href=str, formula=lambda formula: formula.tex))


def check_links(config: Config) -> None:
    """Linking changes no visible text, sets no link into a link, and backlinks are links reversed."""
    db = open_memory(config)
    graph = graph_of(db)
    for linked in linked_bodies(page_values(db)):
        html, plain = shown(linked), shown(LinkedBody(linked.body))
        assert text_of(html) == text_of(plain)
        assert html.count('<a class="term"') == len(linked.links)
    pairs = {(place.place, mention.target) for place in graph.linked for mention in place.mentions}
    terms = graph.terms
    assert {(p, t) for p in graph.places for t in graph.links(p)} == {(p, t) for p, t in pairs if t in terms}
    assert {(place, term) for term in terms for place in graph.users(term)} == {
        (p, t) for p, t in pairs if t in terms
    }
    for term in terms:
        for backlink in graph.backlinks(term):
            assert backlink.sentence[backlink.start : backlink.end] == backlink.mention.surface
    for place in graph.linked:
        text_runs = graph.text_runs_of(place.place)
        spans = [(m.text_run, m.start, m.end) for m in place.mentions]
        assert spans == sorted(spans)
        assert all(text_runs[m.text_run].text[m.start : m.end] == m.surface for m in place.mentions)
        assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(spans))
        assert place.place not in {mention.target for mention in place.mentions}


policies = st.sampled_from(list(Policy))


@given(glossaries(), policies)
@example({"a.md": (Entry(("X", "甲"), ("乙",)), Entry(("X",), (0,)))}, Policy.ALL)
@example({"a.md": (Entry(("サーバ",), ()),), "ai/b.md": (Entry(("サーバ",), ("サーバー",)),)}, Policy.FIRST)
@settings(suppress_health_check=SLOW)
def test_linking_changes_nothing_but_links(files: Files, policy: Policy) -> None:
    with tempfile.TemporaryDirectory() as folder:
        config = structs.replace(write(Path(folder), source_form(files)), links=Links(policy))
        check_links(config)


def test_linking_the_starter_changes_nothing_but_links() -> None:
    config = load_config(STARTER)
    check_links(config)


def shuffled(glossary: Glossary, chance: random.Random) -> Glossary:
    sources = [
        structs.replace(source, terms=tuple(chance.sample(source.terms, len(source.terms))))
        for source in glossary.sources
    ]
    chance.shuffle(sources)
    return structs.replace(glossary, sources=tuple(sources))


@given(glossaries(), st.randoms(use_true_random=False))
@settings(suppress_health_check=SLOW)
def test_the_order_of_files_does_not_matter(files: Files, chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        config = write(Path(folder), source_form(files))
        graph = graph_of(open_memory(config))
    other = shuffled(graph.glossary, chance)
    linked = tuple(link_each(other, build_lexicons(other), config))
    assert {each.place: each for each in linked} == graph.places


# ------------------------------------------------------------- whole sites


def contents(site: Path) -> Mapping[str, str]:
    files = (file for file in sorted(site.rglob("*")) if file.is_file())
    return {
        file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files
    }


def check_site(config: Config) -> None:
    """A build is whole, and the same twice."""
    first = build(config)
    assert faults(config.output, config.base_path) == []
    before = contents(config.output)
    second = build(config)
    assert (second.written, second.removed) == (0, 0)
    assert second.unchanged == first.written + first.unchanged
    assert second.problems == first.problems
    assert contents(config.output) == before


@given(glossaries())
@example({"a.md": (Entry(("X", "甲"), ("乙",)), Entry(("X",), (0,)))})
@example({"a.md": (Entry(("A", "X"), ()),), "ai/b.md": (Entry(("B", "X"), ("X",)), Entry(("X!",), ("X",)))})
@example(
    {
        "a.md": (Entry(("サーバ",), ()),),
        "ai/b.md": (Entry(("サーバ",), ()),),
        "ai/c.md": (Entry(("甲",), ("サーバー",)),),
    }
)
@settings(max_examples=25, suppress_health_check=SLOW)
def test_every_address_on_a_made_site_leads_somewhere(files: Files) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check_site(write(Path(folder), source_form(files)))


def test_every_address_on_the_starters_site_leads_somewhere(starter_site: Path) -> None:
    assert faults(starter_site) == []


ODD = {
    "CON.md": "## AUX | nul\n\n値。AUX。\n",
    "AI/x.md": "## 重み\n\n[偏り](../ai/y.md#偏り)と[外](../none.md)。\n",
    "ai/y.md": "## 偏り\n\n[重み](/AI/x.md)。[図](z.svg) ![図](z.svg) [表](index.html) [名なし](LICENSE)\n",
    "ai/z.svg": "<svg/>",
    "ai/index.html": "<p>x</p>",
    "ai/LICENSE": "x",
    "ai/index.md": "# 人工知能\n\n[重み](../AI/x.md#重み)の話。\n",
    "index.md": "# 家\n\n## 見出し\n\n[[重み]]と[y](ai/y.md)、[章](#見出し)。\n",
    "....md": "## 点\n\n重み。\n",
    "empty.md": "",
    "prose.md": "文だけ。重み。[空](empty.md)\n",
    "long.md": "## " + "長" * 120 + "\n\n[[" + "長" * 120 + "]]\n",
    "old.md": (
        "---\ntitle: 古い\ntype: glossary\nurl: /alt/Seite.html\n"
        "aliases: [/ai/y/, 'static/site.css', a/b.html]\n---\n重み。\n"
    ),
    "notes/n.md": '---\ntype: note\n---\n<a id="重み"></a>重み。<h1>x</h1>\n\n# 一\n\n### 三\n',
    "terms/重み.md": "## 甲\n\n重み。\n",
    "same.md": (
        "## 一 | X\n\nX。\n\n## 二 | X\n\nX。\n\n### 見出し\n\n## 二\n\n### 見出し\n\nX\n\n## X\n\n一\n"
    ),
}


def test_a_site_of_odd_names_is_whole(tmp_path: Path) -> None:
    config = write(tmp_path, ODD)
    check_site(config)
    report = build(config)
    found = {(problem.code, problem.position.path) for problem in report.problems}
    assert {("broken-link", "AI/x.md"), ("duplicate-label", "same.md")} <= found
    assert {("duplicate-address", "old.md"), ("duplicate-address", "AI/x.md")} <= found
    assert not {code for code, _ in found} & {"internal", "file-name"}


# ------------------------------------------------------------- several languages

LANGUAGES = {
    "content/ja/index.md": "# 用語集\n\n[[重み]]。\n",
    "content/en/index.md": "# Glossary\n\n[[weight]].\n",
    "content/ja/weight.md": (
        "---\ntitle: 重み\nterm: おもみ\ntranslationKey: weight\nurl: /ja/weight/\n---\n層の値。\n"
    ),
    "content/en/weight.md": (
        "---\ntitle: weight\ntranslationKey: weight\nurl: /en/weight/\n---\nA value of a layer.\n"
    ),
    "content/ja/layers.md": "# 層の話\n\n## 層 | layer\n\n重みを持つ。\n",
    "content/en/layers.md": "# On layers\n\n## layer\n\nIt has weights.\n",
    "content/en/only.md": "## bias\n\nA weight too, of a layer.\n",
}


def alternates(site: Path, page: str) -> dict[str, str]:
    """The pages that the language switch of a page leads to as translations."""
    attributes = pages_of(site)[page].attributes
    names = [(tag, name, value) for tag, name, value in attributes if tag == "link"]
    return {
        names[at - 1][2] if names[at - 1][1] == "hreflang" else names[at][2]: names[at][2]
        for at in range(1, len(names))
        if names[at][1] == "href" and names[at - 1][1] == "hreflang"
    }


def test_a_site_in_two_languages(tmp_path: Path) -> None:
    config = structs.replace(
        write(tmp_path, LANGUAGES), base_url="https://site.test/g/", languages=("ja", "en")
    )
    build(config)
    assert faults(config.output, "/g/") == []
    site = "https://site.test/g/"
    assert alternates(config.output, "ja/weight/index.html") == {
        "ja": site + "ja/weight/",
        "en": site + "en/weight/",
    }
    assert alternates(config.output, "en/layers/index.html") == {
        "ja": site + "ja/layers/",
        "en": site + "en/layers/",
    }
    assert set(alternates(config.output, "en/only/index.html")) <= {"en"}
    graph = graph_of(open_memory(config))
    (bias,) = graph.find("bias")
    assert {graph.terms[key].label for key in graph.links(bias)} == {"weight", "layer"}
    assert all(graph.terms[key].language == "en" for key in graph.links(bias))


def test_flows_are_counted_as_mentions_count_them() -> None:
    graph = TermGraph.from_folder(STARTER)
    term = graph.glossary.terms[0]
    assert graph.text_runs_of(term.key) == [part for part in term.body if isinstance(part, TextRun)]


def test_a_source_that_is_listed_in_any_order_gives_the_same_site(tmp_path: Path) -> None:
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "a.md").write_text(f"## 甲{name}\n\n乙の値。\n\n## 乙\n\n甲{name}。\n", encoding="utf-8")
    made = []
    for order in (("one", "two"), ("two", "one")):
        sources = tuple(SourceFolder(tmp_path / name, name) for name in order)
        config = Config(tmp_path, "用語集", sources, tmp_path / ("site-" + order[0]))
        build(config)
        made.append(
            {path: digest for path, digest in contents(config.output).items() if "/terms/" in "/" + path}
        )
    assert made[0].keys() == made[1].keys()
