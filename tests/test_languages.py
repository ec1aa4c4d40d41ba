"""A site in two languages: texts, addresses, the switch, and languages that we do not know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from playwright.sync_api import Browser
from tests.two import build_two, page

from glossgen.build import Report
from glossgen.problems import CannotStart
from glossgen.render import load_texts

ROOT = Path(__file__).parent.parent
CATALOG = ROOT / "src" / "glossgen" / "locale" / "ja.po"
METHODS = [("**.html", "jinja2")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_two(tmp_path_factory.mktemp("languages"))[0]


# -- catalogs ---------------------------------------------------------------------


KEPT = "glossgen.render.fragment_cache.KeptTag"
"""The tag of the built-in templates that Jinja does not know."""


def messages(folder: Path) -> Iterator[tuple[str, ...]]:
    """The messages of the templates in a folder as Babel's extractor for Jinja finds them."""
    options = {"**.html": {"trimmed": "false", "silent": "false", "extensions": KEPT}}
    for _, _, message, _, _ in extract_from_dir(folder, METHODS, options):
        yield message if isinstance(message, tuple) else (message,)


def test_every_message_is_in_the_japanese_catalog() -> None:
    with CATALOG.open("rb") as file:
        catalog = read_po(file)
    found = list(messages(ROOT / "templates"))
    assert len(found) > 50
    for message in found:
        entry = catalog.get(message[0])
        assert entry is not None, f"ja.po has no “{message[0]}”"
        translated = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        assert all(translated), f"“{message[0]}” has no translation"
        names = set(re.findall(r"%\((\w+)\)s", message[-1]))
        assert set(re.findall(r"%\((\w+)\)s", translated[0])) <= names, message[0]


def test_a_message_is_not_twice_in_the_catalog() -> None:
    ids = re.findall(r'^msgid "(.+)"$', CATALOG.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(ids) == len(set(ids))


CATALOG_FR = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Index"
msgstr "Index alphabétique"

#, python-format
msgid "%(count)s term"
msgid_plural "%(count)s terms"
msgstr[0] "%(count)s terme"
msgstr[1] "%(count)s termes"
"""


def test_a_site_brings_a_catalog_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "locale"
    own.mkdir()
    (own / "fr.po").write_text(CATALOG_FR, encoding="utf-8")
    (own / "ja.po").write_text('msgid "Index"\nmsgstr "用語一覧"\n', encoding="utf-8")
    french, japanese = load_texts("fr-CA", own), load_texts("ja", own)
    assert french.gettext("Index") == "Index alphabétique"
    assert french.ngettext("%(count)s term", "%(count)s terms", 0) == "0 terme"
    assert french.gettext("Home") == "Accueil", "what it leaves out is ours"
    assert japanese.gettext("Index") == "用語一覧"
    assert japanese.gettext("Home") == "ホーム"


def test_the_catalog_of_a_site_is_used_by_a_build(tmp_path: Path) -> None:
    site, _ = build_two(tmp_path, locale_en__po='msgid "Index"\nmsgstr "A to Z"\n')
    assert "<h1>A to Z</h1>" in page(site, "en/index")
    assert "<h1>索引</h1>" in page(site, "ja/index")


def with_head(line: str) -> str:
    return f'msgid ""\nmsgstr ""\n"{line}\\n"\n\nmsgid "Index"\nmsgstr "x"\n'


BROKEN = {
    "a line of no catalog": 'msgid "Index"\nmsgstr "x"\nnonsense\n',
    "bytes of no text": "\xff\xfe",
    "no rule for plurals": with_head("Plural-Forms: nplurals=2; plural=n/;"),
    "a rule that divides by zero": with_head("Plural-Forms: nplurals=2; plural=1/(n-3);"),
    "an unknown charset": with_head("Content-Type: text/plain; charset=klingon"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_catalog_that_cannot_be_read_is_named(tmp_path: Path, broken: str) -> None:
    (tmp_path / "fr.po").write_bytes(broken.encode("latin-1"))
    with pytest.raises(CannotStart) as stop:
        load_texts("fr", tmp_path)
    (problem,) = stop.value.problems
    assert problem.code == "catalog"
    assert problem.position.path.endswith("/fr.po")


def test_names_of_languages() -> None:
    texts = load_texts("ja")
    assert (texts.language_name("en"), texts.language_name("en", "ja")) == ("English", "英語")
    assert texts.language_name("ja", "en") == "Japanese"
    assert texts.language_name("tlh-x") == "tlh-x"
    assert [load_texts(tag).region for tag in ("ja", "en", "pt-PT", "zh-Hant")] == [
        "ja_JP",
        "en_US",
        "pt_PT",
        "zh_TW",
    ]


# -- the switch -------------------------------------------------------------------


def switch(html: str) -> dict[str, str]:
    """Where the language switch leads, by language."""
    nav = html.split('class="languages"')[1].split("</nav>")[0]
    return {lang: unquote(href) for href, lang in re.findall(r'href="([^"]*)" lang="(\w+)"', nav)}


def test_the_switch_leads_to_the_same_term(site: Path) -> None:
    assert switch(page(site, "ja/terms/恒星")) == {"en": "../../../en/terms/star/"}
    assert switch(page(site, "en/terms/star")) == {"ja": "../../../ja/terms/恒星/"}
    assert switch(page(site, "ja/index")) == {"en": "../../en/index/"}
    assert switch(page(site, "ja/sky")) == {"en": "../../en/sky/"}


def test_the_switch_says_that_a_translation_is_missing(site: Path) -> None:
    html = page(site, "ja/terms/等級")
    assert switch(html) == {"en": "../../../en/"}
    assert "このページの翻訳はありません" in html
    assert "no translation of this page" in page(site, "en/terms/comet")


def test_a_translation_that_is_older_than_its_original_says_so(site: Path) -> None:
    star = page(site, "en/terms/star")
    assert "This translation is older than its original, which was changed on May 10, 2026:" in star
    assert "このページより古い版" in page(site, "ja/terms/恒星")


def test_a_translation_that_is_newer_says_nothing(site: Path) -> None:
    assert 'class="behind"' not in page(site, "en/terms/planet")
    assert "このページより古い版" not in page(site, "ja/terms/惑星")
    assert 'class="behind"' not in page(site, "ja/terms/恒星"), "an original is never behind"


def test_the_root_offers_the_languages_by_their_own_names(site: Path) -> None:
    links = re.findall(r'<a href="(\w+/)" lang="\w+" hreflang="(\w+)">([^<]+)</a>', page(site, ""))
    assert links == [("ja/", "ja", "日本語"), ("en/", "en", "English")]


def test_hreflang_is_mutual(site: Path) -> None:
    def links(html: str) -> set[tuple[str, str]]:
        head = html.split("</head>")[0]
        return {(lang, unquote(url)) for lang, url in re.findall(r'hreflang="([\w-]+)" href="([^"]+)"', head)}

    japanese, english = links(page(site, "ja/terms/恒星")), links(page(site, "en/terms/star"))
    assert japanese == english
    assert len(japanese) == 2
    assert ("x-default", "https://example.org/stars/") in links(page(site, ""))
    assert links(page(site, "en/terms/comet")) == set()


# -- the index by the names of the other language -----------------------------------


def names_of(html: str) -> list[str]:
    rows = re.findall(r'<section class="row".*?</section>', html, re.DOTALL)
    links = re.findall(r"<a [^>]*>(.*?)</a>", "".join(rows))
    return [re.sub("<[^>]*>", "", text) for text in links]


def test_the_index_by_english_names(site: Path) -> None:
    html = page(site, "ja/index/en")
    assert "<h1>英語の名前の索引</h1>" in html
    assert names_of(html) == ["Magnitude", "Planet", "Star"]
    assert 'href="../../terms/恒星/"' in html


def test_the_index_by_japanese_names_knows_the_readings_of_translations(site: Path) -> None:
    html = page(site, "en/index/ja")
    assert "<h1>Index by names in Japanese</h1>" in html
    assert names_of(html) == ["恒星", "ほうき星", "惑星", "彗星"]
    assert "こうせい" in html


def test_the_index_of_all_names_leads_to_the_others(site: Path) -> None:
    html = page(site, "ja/index")
    assert '<a href="./" aria-current="true">すべての名前</a>' in html
    assert '<a href="en/">英語</a>' in html


def test_categories_and_changes(site: Path) -> None:
    assert names_in(page(site, "ja/categories")) >= {"恒星", "惑星", "等級", "星団"}
    changes = page(site, "ja/changes")
    days = re.findall(r'<h2><time datetime="([^"]+)"', changes)
    assert days == ["2026-05-10", "2026-04-01", "2026-02-01"]
    assert "新着" in changes.split("2026-04-01")[1]


def names_in(html: str) -> set[str]:
    return set(re.findall(r"<a [^>]*>([^<]+)</a>", html.split("<main")[1]))


# -- right to left ------------------------------------------------------------------

ARABIC = """\
# السماء

## نجم | Star
<!-- lastmod: 2026-03-02 -->

جسم يشع ضوءه بنفسه، انظر كوكب.

## كوكب | Planet

جسم مستدير يدور حول نجم.
"""
CONFIG = (
    "title: نجوم\nlanguages: [ar, en]\nsources:\n  - {path: ar, language: ar}\n  - {path: en, language: en}\n"
)


CUT_OFF = """() => [...document.querySelectorAll("main :is(a, p, li, h1, h2)")]
  .filter((each) => each.checkVisibility() && each.getClientRects().length && !each.closest(".hidden"))
  .filter((each) => each.getBoundingClientRect().right > innerWidth - 8)
  .map((each) => each.textContent)"""
"""What stands in the right margin of the page, or beyond it."""


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    files = {"ar_sky__md": ARABIC, "glossgen__yml": CONFIG, "readings__yml": ""}
    return build_two(tmp_path_factory.mktemp("arabic"), base_url=None, **files)


def test_a_language_without_a_catalog_says_so_once(arabic: tuple[Path, Report]) -> None:
    told = [each.position.path for each in arabic[1].problems if each.code == "no-catalog"]
    assert told == ["locale/ar.po"]


def test_what_is_written_in_the_other_direction_is_apart(arabic: tuple[Path, Report], site: Path) -> None:
    html = page(arabic[0], "ar/terms/نجم")
    assert '<html lang="ar" dir="rtl">' in html
    others = re.findall(r' lang="en"[^>]*', html)
    assert others
    assert all(each.startswith(' lang="en" dir="ltr"') for each in others)
    assert ' lang="ar" dir="rtl"' in page(arabic[0], "en/terms/star")
    assert re.search("\u2066[^\u2069]+\u2069", html), "English messages keep their order"
    assert "static/writing.css" in html
    japanese = page(site, "ja/terms/恒星")
    assert "dir=" not in japanese
    assert "writing.css" not in japanese, "one request less"


@pytest.mark.parametrize("width", [360, 1280])
def test_right_to_left(arabic: tuple[Path, Report], browser: Browser, width: int) -> None:
    site = arabic[0]
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=True)
    tab = context.new_page()
    for address in ("", "index/", "terms/نجم/", "sky/", "categories/", "changes/"):
        tab.goto((site / "ar" / address / "index.html").as_uri())
        assert tab.evaluate("getComputedStyle(document.body).direction") == "rtl"
        assert tab.evaluate("document.scrollingElement.scrollWidth") <= width, address
        assert tab.evaluate("document.scrollingElement.scrollLeft") == 0
        edge = tab.evaluate("document.querySelector('h1').getBoundingClientRect().right")
        assert edge > width / 2, "the headings begin at the right"
        assert tab.evaluate(CUT_OFF) == [], address
    context.close()
