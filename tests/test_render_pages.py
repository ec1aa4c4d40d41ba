"""Every template, with the least and the most that a page can hold, in Japanese and in English."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace

from glossgen.assets import static_folder, templates_folder
from glossgen.model import Formula, InlineMarkup, TextRun
from glossgen.problems import CannotStart
from glossgen.render import Renderer, encode, load_texts, make_environment
from glossgen.render.urls import file_of, relative
from glossgen.site.values import (
    BodyLink,
    CardsPage,
    CategoriesPage,
    CategoryCard,
    CategoryEntry,
    CategoryPage,
    Change,
    ChangesPage,
    ComparePage,
    DisambiguationPage,
    Excerpt,
    HomePage,
    IndexEntry,
    IndexPage,
    IndexRow,
    LanguagesPage,
    LinkedBody,
    LinkTo,
    Name,
    NotePage,
    NotFoundPage,
    Page,
    PageMeta,
    RedirectPage,
    Section,
    SiteFrame,
    TagPage,
    TermLink,
    TermPage,
    Use,
)

ROOT = Path(__file__).parent.parent
ANCHOR = "6YeN44G/IHwgV2VpZ2h0+/=="
LINK = LinkTo("terms/重み/", "重み", note="深層学習")
FOREIGN = LinkTo("en/terms/weight/", "Weight", "en")
FLOW = TextRun("重みは <b> x", 3, (InlineMarkup(8, 9, "", formula=Formula("x")),))
BODY = LinkedBody(("<p>", FLOW, "</p>\n"), (BodyLink(0, 0, 2, "terms/重み/"),))
EXCERPT = Excerpt(FLOW, 0, 2)
USE = Use(LINK, "深層学習", EXCERPT)


def tree(language: str, base_url: str = "") -> SiteFrame:
    home = "" if language == "ja" else "en/"
    links = (LinkTo(home, "Home"), LinkTo(home + "index/", "Index"))
    return SiteFrame(language, "用語集", "説明", *links, base_url=base_url)


def full_tree(language: str) -> SiteFrame:
    languages = (LinkTo("", "日本語", "ja"), LinkTo("en/", "English", "en"))
    return replace(
        tree(language, "https://example.org/g/"),
        categories=(LINK,),
        notes=(LINK,),
        languages=languages,
        repository_url="https://example.org/repo",
        generator="glossgen",
    )


def head(url: str, language: str) -> PageMeta:
    return PageMeta(url, language, "題 & title")


def full_head(url: str, language: str) -> PageMeta:
    other = "en" if language == "ja" else "ja"
    return PageMeta(
        url,
        language,
        "題",
        'a "quoted" description',
        ((other, f"{other}/x/"),),
        "2025-03-01",
        "https://example.org/edit",
        "https://example.org/log",
        has_math=True,
    )


def minimal(language: str) -> list[Page]:
    name = Name("重み")
    return [
        TermPage(head("terms/重み/", language), name, (), "", LinkedBody(), None),
        CategoryPage(head("ai/dl/", language), "深層学習", LinkedBody()),
        NotePage(head("notes/a/", language), "ノート", LinkedBody()),
        IndexPage(head("index/", language), ()),
        HomePage(head("", language), LinkedBody(), (), (), (), (), 0),
        CategoriesPage(head("categories/", language), ()),
        ChangesPage(head("changes/", language), ()),
        DisambiguationPage(head("d/", language), name, ()),
        TagPage(head("tags/a/", language), "鍵", ()),
        CardsPage(head("a/cards/", language), LINK, ()),
        ComparePage(head("compare/", language)),
        NotFoundPage(head("404.html", language)),
        RedirectPage(head("old/a/", language), "terms/重み/"),
        LanguagesPage(head("", language), ()),
    ]


def full(language: str) -> list[Page]:
    name, names = Name("重み"), (Name("重みパラメータ"), Name("Weight", "en"))
    term_link = TermLink(LINK, "おもみ", EXCERPT)
    entry = CategoryEntry(
        "omomi", (ANCHOR, "old"), name, names, "おもみ", "terms/重み/", BODY, 3, "https://example.org/e"
    )
    bare = replace(entry, id="b", anchors=(), uses=0)
    row = IndexRow(
        "ka", "か", (IndexEntry(name, LINK, "おもみ"), IndexEntry(names[1], LINK, see=Name("重み")))
    )

    def at(url: str) -> PageMeta:
        return full_head(url, language)

    return [
        TermPage(
            at("terms/重み/"), name, names, "おもみ", BODY, LINK, (LINK, LinkTo("", "key")),
            sections=(Section("a", "節"), Section("b", "下の節", 1)),
            homonyms=(LINK, LINK), before_this=(LINK,), before_more=True, broader=(LINK,),
            narrower=(FOREIGN,), related=(LINK,),
            used_in=(USE,) * 5 + (replace(USE, excerpt=None),) * 2, uses=12,
            before=(LINK, LINK), after=(FOREIGN,),
        ),
        CategoryPage(at("ai/dl/"), "深層学習", BODY, (entry, bare), (term_link,)),
        NotePage(at("notes/a/"), "ノート", BODY, (LINK,)),
        IndexPage(at("index/"), (row,), (("a", "あ"), ("ka", "か")), 2),
        CategoriesPage(at("categories/"), (CategoryCard(LINK, 24, (LINK,)),)),
        ChangesPage(at("changes/"), (Change("2026-04-01", "2026-04-01", term_link, "深層学習"),)),
        HomePage(at(""), BODY, (CategoryCard(LINK, 24, (LINK,)),), (LINK,), (LINK,), (LINK,), 1234),
        DisambiguationPage(at("d/"), name, (term_link, term_link)),
        TagPage(at("tags/a/"), "鍵", (term_link,)),
        CardsPage(at("a/cards/"), LINK, (term_link, TermLink(FOREIGN)), 3),
        ComparePage(at("compare/")),
        NotFoundPage(at("404.html")),
        RedirectPage(at("old/a/"), "terms/重み/"),
        LanguagesPage(at(""), (LINK, FOREIGN)),
    ]  # fmt: skip


def renderer(frame: SiteFrame, *folders: Path, base_path: str = "/") -> Renderer:
    def formula(value: Formula) -> str:
        return f'<span class="katex">{value.tex}</span>'

    return Renderer({frame.language: frame}, make_environment(folders), formula, base_path=base_path)


VOID = {"meta", "link", "br", "img", "hr", "input", "circle", "path"}


class Checker(HTMLParser):
    """Notes what a page must not have, and what it must have once."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.levels: list[int] = []
        self.tags: list[str] = []
        self.targets: list[str] = []
        self.bad: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        data_block = values.get("type") == "application/ld+json"  # not run, so no matter of the policy
        inline = tag == "script" and "src" not in values and not data_block
        if tag == "style" or inline or "style" in values:
            self.bad.append(f"inline {tag}")
        self.bad += [name for name in values if name.startswith("on")]
        if tag in ("a", "script", "img") or (tag == "link" and values.get("rel") in ("stylesheet", "icon")):
            self.targets += [str(values[name]) for name in ("href", "src") if name in values]

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.bad.append(f"</{tag}> closes nothing")


ALL = [
    pytest.param(kind, language, number, id=f"{kind.__name__}-{language}-{number}")
    for kind in (minimal, full)
    for language in ("ja", "en")
    for number in range(9)
]


@pytest.mark.parametrize(("kind", "language", "number"), ALL)
def test_every_page_is_well_formed_and_holds_its_policy(kind: object, language: str, number: int) -> None:
    page = (minimal if kind is minimal else full)(language)[number]
    frame = tree(language) if kind is minimal else full_tree(language)
    path, data = renderer(frame).render(page)
    html = data.decode("utf-8")
    checker = Checker(html)
    assert not checker.bad
    assert not checker.open
    assert path.endswith(".html")
    assert html.startswith("<!doctype html>\n")
    assert html.endswith("</html>\n")
    assert f'<html lang="{language}">' in html
    assert "\n\n" not in html
    assert "\0" not in html
    assert len(checker.ids) == len(set(checker.ids))
    assert checker.tags.count("main") == checker.tags.count("h1") == checker.tags.count("title") == 1
    levels = checker.levels
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert ("style-src-attr" in html) == page.head.has_math == ("katex.min.css" in html)
    assert ("canonical" in html) == (bool(frame.base_url) and not isinstance(page, NotFoundPage))


@pytest.mark.parametrize("number", range(9))
def test_addresses_of_the_site_are_relative_save_on_the_404_page(number: int) -> None:
    page = full("ja")[number]
    _, data = renderer(full_tree("ja"), base_path="/g/").render(page)
    local = [a for a in Checker(data.decode()).targets if not a.startswith(("https://example.org/", "#"))]
    if isinstance(page, NotFoundPage):
        assert all(target.startswith("/g/") for target in local)
    else:
        assert not any(target.startswith("/") or ":" in target for target in local)
        depth = page.head.url.count("/")
        assert f"{'../' * depth}static/site.css" in local


def main_of(page: Page, frame: SiteFrame) -> str:
    html = renderer(frame).render(page)[1].decode()
    return html.partition("<main")[2].partition(">")[2].partition("</main>")[0].strip()


def test_a_small_term_page() -> None:
    head = PageMeta("terms/重み/", "ja", "重み")
    page = TermPage(head, Name("重み"), (Name("Weight", "en"),), "おもみ", BODY, None)
    html, cite = re.subn(
        r'<p class="cite">.*?<p class="actions".*?</p>\n',
        "",
        main_of(page, tree("ja")),
        flags=re.DOTALL,
    )
    assert cite == 1
    assert (
        html
        == """\
<article class="entry">
<header class="headword">
<h1><dfn>重み</dfn></h1>
<p class="names"><span class="reading"><span class="hidden">読み： </span>おもみ</span>\
<span class="hidden">別名： </span><span class="other" lang="en">Weight</span></p>
</header>
<h2 class="hidden">定義</h2>
<div class="text">
<p><a class="term" href="./">重み</a>は &lt;b&gt; <span class="katex">x</span></p>
</div>
<footer class="about">
</footer>
</article>"""
    )


def test_entries_keep_their_base64_anchors_before_the_heading() -> None:
    html = main_of(full("ja")[1], full_tree("ja"))
    article = html.partition('<article class="entry" id="omomi">')[2]
    assert article.index(f'<a class="anchor" id="{ANCHOR}"></a>') < article.index("<h2>")
    assert '<a href="#omomi">' in html


def test_the_language_switch_leads_to_the_same_page_where_there_is_one() -> None:
    page = full("ja")[0]
    html = renderer(full_tree("ja")).render(page)[1].decode()
    assert '<a href="../../en/x/" lang="en" hreflang="en" rel="alternate">English</a>' in html
    alone = replace(page, head=replace(page.head, alternates=()))
    html = renderer(full_tree("ja")).render(alone)[1].decode()
    assert '<a class="missing" href="../../en/" lang="en" hreflang="en">English<span' in html


def test_some_uses_are_quoted_and_some_are_named() -> None:
    used = (
        main_of(full("en")[0], full_tree("en"))
        .partition('<section class="used">')[2]
        .partition("</section>")[0]
    )
    assert used.count('<p class="quote">') == 5
    assert used.count("<a ") == 7
    assert "and 5 more" in used


# -- addresses ------------------------------------------------------------------

WAYS = """
terms/a/    . terms/b/          . ../b/
terms/a/    . terms/a/          . ./
terms/a/    . terms/a/#x        . #x
terms/a/    .                   . ../../
            . terms/学習率/     . terms/学習率/
a/          . б/हिन्दी/#あ・い  . ../б/हिन्दी/#あ%E3%83%BBい
            .                   . ./
            . #home--notes      . #home--notes
ai/dl/      . ai/               . ../
ai/         . ai/dl/#QQ+/==     . dl/#QQ+/==
a/b/        . a/c:d/e f/        . ../c%3Ad/e%20f/
a/          . b/#x y"z          . ../b/#x%20y%22z
old/a.html  . terms/a/          . ../terms/a/
"""


@pytest.mark.parametrize("line", WAYS.strip("\n").splitlines())
def test_the_way_from_page_to_page(line: str) -> None:
    page, url, expected = (part.strip() for part in line.split(" . "))
    assert relative(page, url) == expected


def test_files_of_addresses() -> None:
    names = ("", "terms/a/", "404.html", "feed.xml", "a/b")
    expected = ("index.html", "terms/a/index.html", "404.html", "feed.xml", "a/b/index.html")
    assert tuple(map(file_of, names)) == expected
    assert encode("a b/#" + ANCHOR) == "a%20b/#" + ANCHOR


# -- texts ----------------------------------------------------------------------


def test_dates_and_numbers_follow_the_language() -> None:
    assert load_texts("ja").date("2025-03-01") == "2025年3月1日"
    assert load_texts("en").date("2025-03-01") == "March 1, 2025"
    assert load_texts("de").date("2025-03-01") == "1. März 2025"
    assert load_texts("en").date("spring 2025") == "spring 2025"
    assert load_texts("en").number(12345) == "12,345"


def test_a_language_without_catalog_has_english_texts() -> None:
    texts = load_texts("tlh")
    assert texts.gettext("Index") == "Index"
    assert texts.ngettext("%(count)s term", "%(count)s terms", 2) == "2 terms"
    assert load_texts("ja-JP").gettext("Index") == "索引"
    assert load_texts("ar").direction == "rtl"


def test_every_message_of_the_templates_is_in_the_japanese_catalog() -> None:
    texts = load_texts("ja")
    messages: set[str] = set()
    for path in templates_folder().glob("*.html"):
        messages.update(re.findall(r'_\("([^"]+)"', path.read_text("utf-8")))
        messages.update(re.findall(r'ngettext\("([^"]+)"', path.read_text("utf-8")))
    untranslated = {
        message
        for message in messages
        if texts.catalog.gettext(message) == message
        and texts.catalog.ngettext(message, message, 2) == message
    }
    assert len(messages) > 30
    assert not untranslated


# -- a site's own templates -------------------------------------------------------


def test_a_site_overrides_one_template_and_extends_the_built_in_one(tmp_path: Path) -> None:
    own = '{% extends "builtin/note.html" %}{% block search %}<p>own {{ tree.title }}</p>{% endblock %}'
    (tmp_path / "note.html").write_text(own, "utf-8")
    render = renderer(tree("ja"), tmp_path).render
    note, term = render(minimal("ja")[2])[1].decode(), render(minimal("ja")[0])[1].decode()
    assert "<p>own 用語集</p>" in note
    assert "<h1>ノート</h1>" in note
    assert "<p>own" not in term


WRONG = """
syntax . {% if page %}\\n{{ page.title }\\n      . 2 . unexpected '}'
undefined . line\\n{{ page.no_such_thing }}       . 2 . no_such_thing
type   . \\n\\n{{ 1 + "a" }}                       . 3 . TypeError
missing . {% include "gone.html" %}               . 1 . there is no template “gone.html”
"""


@pytest.mark.parametrize(
    "line", WRONG.strip().splitlines(), ids=lambda line: line.partition(" . ")[0].strip()
)
def test_a_wrong_template_is_a_problem_with_its_line(line: str, tmp_path: Path) -> None:
    _, source, number, words = (part.strip(" ") for part in line.split(" . "))
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "note.html").write_text(source.replace("\\n", "\n"), "utf-8")
    with pytest.raises(CannotStart) as caught:
        renderer(tree("ja"), folder).render(minimal("ja")[2])
    (problem,) = caught.value.problems
    assert (problem.code, problem.position.path) == ("template", "templates/note.html")
    assert problem.position.line == int(number)
    assert words in problem.message
    assert problem.hint


def test_a_fault_of_ours_is_no_problem_of_a_template() -> None:
    def broken(_formula: Formula) -> str:
        raise KeyError("formula")

    page = full("ja")[0]
    with pytest.raises(KeyError):
        Renderer({"ja": full_tree("ja")}, make_environment(), broken).render(page)


# -- static files -----------------------------------------------------------------


def test_static_files_are_small_and_ask_no_other_host() -> None:
    sizes = {path.name: path.stat().st_size for path in static_folder().iterdir() if path.is_file()}
    assert sizes["site.js"] <= 7000
    for name in ("site.css", "site.js"):
        text = (static_folder() / name).read_text("utf-8")
        assert "http" not in text
        assert "@import" not in text
        assert "url(" not in text


def colours(scheme: int) -> dict[str, str]:
    """The colours of the site: those of the light scheme (0), or of the dark one (1)."""
    css = (ROOT / "static" / "site.css").read_text("utf-8")
    pairs = re.findall(r"--(\w+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", css)
    return {name: colours[scheme] for name, *colours in pairs}


def contrast(one: str, two: str) -> float:
    """The contrast ratio of WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_contrast_of_the_colours(scheme: int) -> None:
    found = colours(scheme)
    for ground in ("paper", "panel", "code", "marked"):
        assert contrast(found["ink"], found[ground]) >= 7
    for ground in ("paper", "panel"):
        assert contrast(found["link"], found[ground]) >= 7
        assert contrast(found["soft"], found[ground]) >= 4.5
        assert contrast(found["seal"], found[ground]) >= 4.5


def test_each_colour_stands_once() -> None:
    """Colours beside the two of `light-dark()` are those of print and of a shadow."""
    for sheet in (ROOT / "static").glob("*.css"):
        screen = sheet.read_text("utf-8").partition("@media print")[0]
        assert not re.findall(r"#[0-9a-f]{3,8}\b", re.sub(r"light-dark\([^()]*\)", "", screen)), sheet.name
