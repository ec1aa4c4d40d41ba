"""What is the same on many pages is rendered once, and is never shown where it is not the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from markupsafe import Markup
from msgspec.structs import replace

from glossgen.render.fragment_cache import FragmentCaches
from glossgen.site.values import LinkTo, Page, SiteFrame
from test_render_pages import full, full_tree, minimal, renderer, tree


def moved(page: Page, url: str) -> Page:
    return replace(page, head=replace(page.head, url=url))


def many(language: str) -> list[Page]:
    """Every kind of page, with much and with little, at several depths and in several folders."""
    pages = [*full(language), *minimal(language)]
    places = ("a", "a/b/", "index/c/", "en/a/", "categories/a/b/", "static/x/")
    return pages + [moved(page, place) for page in pages for place in places]


def bare(language: str) -> SiteFrame:
    return replace(tree(language), index=LinkTo("a/b/index/", "Index"))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("frame", [full_tree, tree, bare], ids=lambda frame: str(frame.__name__))
def test_a_page_does_not_depend_on_the_pages_before_it(language: str, frame: object) -> None:
    assert callable(frame)
    of_language = frame(language)
    pages = many(language)
    used = renderer(of_language)
    forwards = [used.render(page) for page in pages]
    backwards = renderer(of_language)
    assert [backwards.render(page) for page in reversed(pages)][::-1] == forwards
    alone = pages[:: len(pages) // 12]
    assert [renderer(of_language).render(page) for page in alone] == forwards[:: len(pages) // 12]


OWN = {
    "base.html": "<p>{{ page.head.url }}</p>{% kept 'x' %}<i>{{ page.head.url }}</i>{% endkept %}",
    "term.html": (
        "{% extends 'builtin/term.html' %}{% block search %}<i>{{ page.head.url }}</i>{% endblock %}"
        "{% block nav %}<i>{{ page.head.url }}</i>{% endblock %}"
    ),
}


def shown(folder: Path, pages: Sequence[Page]) -> list[str]:
    render = renderer(full_tree("ja"), folder).render
    return [render(page)[1].decode() for page in pages]


@pytest.mark.parametrize("name", ["base.html", "term.html"])
def test_nothing_is_kept_of_a_template_of_an_owner(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(OWN[name], "utf-8")
    pages = [moved(full("ja")[0], f"terms/{letter}/") for letter in "abc"]
    for letter, html in zip("abc", shown(tmp_path, pages), strict=True):
        assert f"<i>terms/{letter}/</i>" in html


def test_macros_of_an_owner_see_the_page(tmp_path: Path) -> None:
    own = "{% macro theme_switch() %}<i>{{ page.head.url }}</i>{% endmacro %}"
    (tmp_path / "macros.html").write_text(
        "{% import 'builtin/macros.html' as theirs with context %}"
        "{% macro logo() %}{% endmacro %}{% macro about(x) %}{% endmacro %}"
        "{% set style = theirs.style %}{% macro languages(x) %}{{ theirs.languages(x) }}{% endmacro %}" + own,
        "utf-8",
    )
    (tmp_path / "term.html").write_text("{% extends 'base.html' %}", "utf-8")
    (tmp_path / "note.html").write_text("{% extends 'base.html' %}", "utf-8")
    term, note = full("ja")[0], full("ja")[2]
    pages = [moved(page, f"terms/{letter}/") for page in (term, note) for letter in "ab"]
    for page, html in zip(pages, shown(tmp_path, pages), strict=True):
        assert f"<i>{page.head.url}</i>" in html


def test_the_icon_and_the_words_are_those_of_the_site() -> None:
    one, other = renderer(full_tree("ja")), renderer(replace(full_tree("ja"), title="別の集"))
    page = full("ja")[0]
    assert "別の集" not in one.render(page)[1].decode()
    assert one.render(page)[1].decode().replace("用語集", "別の集") == other.render(page)[1].decode()


def test_what_is_kept_is_bounded() -> None:
    kept = FragmentCaches()
    for number in range(2000):
        kept.of(number).keep("x", kept.of(number).get("x", Markup("x")))
        assert len(kept) <= 256
    assert "x" in kept.of(1999)
