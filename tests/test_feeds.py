"""What the site says to machines, read by the parsers that machines use."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page as Tab
from rdflib.namespace import RDF
from tests.two import BASE, build_two, page

from glossgen.output.feeds import robots, sitemaps
from glossgen.render.json_ld import json_ld
from glossgen.site import PageSpec
from glossgen.site.values import (
    LinkedBody,
    LinkTo,
    Name,
    PageMeta,
    SiteFrame,
    TermPage,
)

ROOT = Path(__file__).parent.parent
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
HTTPS = rdflib.Namespace("https://schema.org/")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_two(tmp_path_factory.mktemp("feeds"))[0]


# -- terms.json -------------------------------------------------------------------


def checked(path: Path) -> dict[str, object]:
    schema = json.loads((ROOT / "docs" / "terms.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    value: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(value)
    return value


def test_terms_json_follows_its_schema(site: Path, starter_site: Path) -> None:
    assert checked(site / "terms.json")["languages"] == ["ja", "en"]
    starter = checked(starter_site / "terms.json")
    assert len(starter["terms"]) > 100
    assert len(starter["notes"]) == 2
    assert starter["base_url"] == ""


def test_terms_json_says_everything(site: Path) -> None:
    terms = {(t["language"], t["id"]): t for t in checked(site / "terms.json")["terms"]}
    star = terms["ja", "恒星"]
    assert star["reading"] == "こうせい"
    assert star["labels"] == [{"text": "恒星", "language": "ja"}, {"text": "Star", "language": "en"}]
    assert unquote(star["url"]) == BASE + "ja/terms/恒星/"
    assert star["summary"] == "自分で光を出す天体。"
    assert star["definition"].startswith("自分で光を出す天体。\n太陽も恒星の1つである。")
    assert star["translations"] == [{"language": "en", "id": "star"}]
    assert {"language": "ja", "id": "惑星"} in star["mentioned_by"]
    assert star["changed"] == "2026-05-10"
    assert star["source"] == "ja/sky.md:3"
    assert terms["ja", "惑星"]["date"] == "2026-04-01"
    assert "reading" not in terms["ja", "惑星"], "a reading that waits for review is none"


def test_references_lead_somewhere(site: Path, starter_site: Path) -> None:
    for path in (site, starter_site):
        value = checked(path / "terms.json")
        known = {(term["language"], term["id"]) for term in value["terms"]}
        for term in [*value["terms"], *value["notes"]]:
            for field in ("mentions", "mentioned_by", "related", "broader", "narrower", "translations"):
                assert {(ref["language"], ref["id"]) for ref in term.get(field, ())} <= known
            if path == starter_site:
                assert (path / unquote(term["url"]) / "index.html").is_file()


# -- the site map -----------------------------------------------------------------


def locations(data: bytes) -> list[str]:
    return [str(loc.text) for loc in ElementTree.fromstring(data).iter(SITEMAP + "loc")]


def test_the_site_map_names_every_page_worth_finding(site: Path) -> None:
    data = (site / "sitemap.xml").read_bytes()
    assert ElementTree.fromstring(data).tag == SITEMAP + "urlset"
    found = locations(data)
    assert len(found) == len(set(found))
    files = {unquote(loc.removeprefix(BASE)) + "index.html" for loc in found}
    made = {path.relative_to(site).as_posix() for path in site.rglob("index.html")}
    unlisted = {"ja/search/index.html", "en/search/index.html"} | {page for page in made if "/cards/" in page}
    assert made - files == unlisted
    assert files <= made


def test_the_site_map_knows_days_and_translations(site: Path) -> None:
    root = ElementTree.fromstring((site / "sitemap.xml").read_bytes())
    by_place = {unquote(str(url.findtext(SITEMAP + "loc"))): url for url in root}
    star = by_place[BASE + "en/terms/star/"]
    assert star.findtext(SITEMAP + "lastmod") == "2026-03-02"
    links = {link.get("hreflang"): unquote(str(link.get("href"))) for link in star.iter(XHTML + "link")}
    assert links == {"ja": BASE + "ja/terms/恒星/", "en": BASE + "en/terms/star/"}
    choice = {link.get("hreflang") for link in by_place[BASE].iter(XHTML + "link")}
    assert choice == {"ja", "en", "x-default"}
    for url in root:  # each page names itself among its translations, and they name it back
        listed = {unquote(str(link.get("href"))) for link in url.iter(XHTML + "link")}
        assert not listed or unquote(str(url.findtext(SITEMAP + "loc"))) in listed


def test_a_very_large_site_map_is_split() -> None:
    notes = [PageSpec(f"n/{n}/", "ja", "note") for n in range(7)]
    files = dict(sitemaps([*notes, PageSpec("404.html", "ja", "404")], lambda url: BASE + url, most=3))
    assert list(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    assert locations(files["sitemap.xml"]) == [f"{BASE}sitemap-{n}.xml" for n in (1, 2, 3)]
    assert sum(len(locations(files[f"sitemap-{n}.xml"])) for n in (1, 2, 3)) == 7


def test_robots() -> None:
    assert robots(lambda url: "https://example.org/" + url).decode().splitlines() == [
        "User-agent: *",
        "Allow: /",
        "",
        "Sitemap: https://example.org/sitemap.xml",
    ]


def test_what_needs_a_whole_address_is_not_written_without_one(tmp_path: Path) -> None:
    site, _ = build_two(tmp_path, base_url=None)
    names = {path.name for path in site.rglob("*") if path.is_file()}
    assert "terms.json" in names
    assert names.isdisjoint({"sitemap.xml", "feed.xml", "robots.txt"})
    html = page(site, "ja/terms/恒星")
    assert "canonical" not in html
    assert "atom+xml" not in html


def test_robots_only_at_the_root_of_a_host(tmp_path: Path, site: Path) -> None:
    root, _ = build_two(tmp_path, base_url="https://example.org/")
    assert (root / "robots.txt").is_file()
    assert not (site / "robots.txt").exists()


# -- the feed ---------------------------------------------------------------------


def test_the_feed_is_one(site: Path) -> None:
    feed = feedparser.parse((site / "ja" / "feed.xml").read_bytes())
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.title == "星の用語集"
    assert feed.feed.id == BASE + "ja/"
    assert feed.feed.updated == "2026-05-10T00:00:00Z"
    links = {link.rel: link.href for link in feed.feed.links}
    assert links == {"self": BASE + "ja/feed.xml", "alternate": BASE + "ja/"}
    assert [entry.title for entry in feed.entries] == ["恒星", "惑星", "等級"]
    first, second, _ = feed.entries
    assert first.summary == "自分で光を出す天体。"
    assert first.tags[0].term == "空にあるもの"
    assert unquote(first.id) == unquote(first.link) == BASE + "ja/terms/恒星/"
    assert "published" not in first
    assert second.published == "2026-04-01T00:00:00Z"
    assert [entry.updated for entry in feed.entries] == sorted(
        (e.updated for e in feed.entries), reverse=True
    )


def test_the_feed_of_another_language(site: Path) -> None:
    feed = feedparser.parse((site / "en" / "feed.xml").read_bytes())
    assert not feed.bozo
    assert feed.feed.language == "en"
    comet = next(entry for entry in feed.entries if entry.title == "Comet")
    assert comet.summary == 'A body of ice & dust with a <tail>; "hairy" in Greek.'
    assert 'href="../../feed.xml"' in page(site, "en/terms/comet")


# -- JSON-LD ----------------------------------------------------------------------


class Scripts(HTMLParser):
    """The data blocks and the properties of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.properties: dict[str, str] = {}
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._inside = tag == "script" and values.get("type") == "application/ld+json"
        if tag == "meta" and values.get("property"):
            self.properties[str(values["property"])] = str(values["content"])

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.blocks.append(data)

    def handle_endtag(self, _tag: str) -> None:
        self._inside = False


def graph_of(html: str, base: str = BASE) -> rdflib.Graph:
    """The triples of a page, by the part of schema.org's context that we need: nothing is fetched."""
    (block,) = Scripts(html).blocks
    value = json.loads(block)
    assert value.pop("@context") == "https://schema.org"
    refers = ["url", "sameAs", "inDefinedTermSet", "hasDefinedTerm", "workTranslation", "isPartOf"]
    context: dict[str, object] = {name: {"@type": "@id"} for name in refers}
    value["@context"] = {"@vocab": str(HTTPS), **context}
    return rdflib.Graph().parse(data=json.dumps(value), format="json-ld", base=base)


def test_a_term_is_a_defined_term(site: Path) -> None:
    graph = graph_of(page(site, "en/terms/comet"))
    comet = rdflib.URIRef(BASE + "en/terms/comet/")
    assert graph.value(comet, RDF.type) == HTTPS.DefinedTerm
    assert str(graph.value(comet, HTTPS.name)) == "Comet"
    names = set(graph.objects(comet, HTTPS.alternateName))
    assert rdflib.Literal("彗星", lang="ja") in names
    assert rdflib.Literal("Étoile filante") in names
    sets = set(graph.objects(comet, HTTPS.inDefinedTermSet))
    assert sets == {rdflib.URIRef(BASE + "en/"), rdflib.URIRef(BASE + "en/sky/")}
    assert str(graph.value(comet, HTTPS.description)).startswith("A body of ice & dust")


def test_translations_and_readings_are_told(site: Path) -> None:
    graph = graph_of(page(site, "ja/terms/恒星"))
    star = next(graph.subjects(RDF.type, HTTPS.DefinedTerm))
    assert graph.value(star, HTTPS.sameAs) == rdflib.URIRef(BASE + "en/terms/star/")
    assert rdflib.Literal("こうせい") in set(graph.objects(star, HTTPS.alternateName))


def test_home_and_category_are_sets(site: Path) -> None:
    home = rdflib.URIRef(BASE + "ja/")
    graph = graph_of(page(site, "ja"))
    assert graph.value(home, RDF.type) == HTTPS.DefinedTermSet
    assert graph.value(home, HTTPS.workTranslation) == rdflib.URIRef(BASE + "en/")
    sky = rdflib.URIRef(BASE + "ja/sky/")
    graph = graph_of(page(site, "ja/sky"))
    assert graph.value(sky, HTTPS.isPartOf) == home
    assert len(set(graph.objects(sky, HTTPS.hasDefinedTerm))) == 4


def test_relative_addresses_lead_to_the_same_pages(starter_site: Path) -> None:
    graph = graph_of(page(starter_site, "terms/token"), base="https://example.org/terms/token/")
    term = rdflib.URIRef("https://example.org/terms/token/")
    assert graph.value(term, RDF.type) == HTTPS.DefinedTerm
    assert rdflib.URIRef("https://example.org/") in set(graph.objects(term, HTTPS.inDefinedTermSet))


@given(st.text(alphabet="<>&/!-'\"\\scriptあ\u2028\n\x00", max_size=30))
def test_no_text_can_leave_the_data_block(text: str) -> None:
    tree = SiteFrame("ja", text, "", LinkTo("", ""), LinkTo("index/", ""))
    value = TermPage(PageMeta("terms/x/", "ja", text, text), Name(text), (), "", LinkedBody(), None)
    block = json_ld(value, tree, lambda url: url)
    assert not re.search("[<>&]", block)
    assert json.loads(block)["name"] == text


def test_open_graph(site: Path) -> None:
    properties = Scripts(page(site, "ja/terms/恒星")).properties
    assert properties == {
        "og:title": "恒星",
        "og:site_name": "星の用語集",
        "og:description": "自分で光を出す天体。",
    }
    assert Scripts(page(site, "en/index")).properties["og:title"] == "Index"


def test_the_policy_of_the_page_allows_the_data_block(starter_url: str, page: Tab) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', e => console.log(e.blockedURI))"
    )
    for address in ("", "terms/token/", "ai/nlp/"):
        page.goto(starter_url + address)
        block = page.locator('script[type="application/ld+json"]').text_content()
        assert json.loads(block or "")["@context"] == "https://schema.org"
    assert said == []
