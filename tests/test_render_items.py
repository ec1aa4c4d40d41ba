"""Links that are put together once for many pages lead from each page where they should."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from glossgen.problems import CannotStart
from glossgen.render.list_items import ItemCache
from glossgen.site.values import LinkTo, TermPage
from test_render_pages import full, full_tree, renderer

THERE = LinkTo("terms/there/", "There")


def page_at(url: str, *links: LinkTo) -> TermPage:
    """A page of a term with some links."""
    term = next(page for page in full("en") if isinstance(page, TermPage))
    head = replace(term.head, url=url)
    others = dict.fromkeys(("homonyms", "before_this", "broader", "narrower", "before", "after"), ())
    return replace(term, head=head, related=links, **others)


def links_of(pages: list[TermPage], text: str) -> list[list[str]]:
    """The links of each page, rendered one after the other, that say `text` in a list."""
    render = renderer(full_tree("en")).render
    made = [render(page)[1].decode() for page in pages]
    return [[f"<a {part}" for part in html.split("<li><a ")[1:] if f">{text}</a>" in part] for html in made]


@pytest.mark.parametrize(
    ("url", "way"),
    [
        ("terms/a/", "../there/"),
        ("terms/b/", "../there/"),
        ("terms/there/", "./"),
        ("terms/there/deep/", "../"),
        ("terms/", "there/"),
        ("other/a/", "../../terms/there/"),
        ("a.html", "terms/there/"),
    ],
)
def test_a_link_leads_from_each_page_its_own_way(url: str, way: str) -> None:
    pages = [page_at("terms/x/", THERE), page_at("other/x/", THERE), page_at(url, THERE)]
    assert [link.startswith(f'<a href="{way}">') for link in links_of(pages, "There")[2]] == [True]


def test_links_with_one_address_keep_their_words() -> None:
    named = [replace(THERE, note="one"), replace(THERE, note="two"), replace(THERE, language="ja")]
    found = links_of([page_at("terms/a/", *named), page_at("terms/b/", *reversed(named))], "There")
    assert [each.partition("</li>")[0] for each in found[0]] == [
        '<a href="../there/">There</a> <span class="aside">one</span>',
        '<a href="../there/">There</a> <span class="aside">two</span>',
        '<a href="../there/" lang="ja">There</a>',
    ]
    assert [each.partition("</li>")[0] for each in found[1]] == [
        each.partition("</li>")[0] for each in reversed(found[0])
    ]


def test_a_place_of_use_asks_for_its_sentence_whatever_other_lists_say() -> None:
    term = page_at("terms/a/", THERE)
    use = replace(term.used_in[0], place=THERE)
    html = renderer(full_tree("en")).render(replace(term, used_in=(use,)))[1].decode()
    assert '<a href="../there/#~a">There</a>' in html
    assert '<a href="../there/">There</a>' in html


def test_what_was_made_is_given_for_the_same_value_only() -> None:
    made: ItemCache[list[int]] = ItemCache(str)
    one, two = [1], [2]
    assert [made.of("a", one), made.of("a", two), made.of("a", one)] == ["[1]", "[2]", "[1]"]
    one.append(3)
    assert made.of("a", one) == "[1]"


# -- a site's own items ------------------------------------------------------------

OWN = """
link_item(value, link)                . <li class="own">{{ link }}</li>                    . <li class="own"><a href="
link(value, href)                     . <b way="{{ href }}">{{ value.text }}</b>           . <b way="../
use_item(value, link, quote)          . <li class="own">{{ quote }}: {{ link }}</li>       . <li class="own"><mark>重み
"""  # noqa: E501


@pytest.mark.parametrize("line", OWN.strip().splitlines(), ids=lambda line: line.partition("(")[0])
def test_a_site_changes_one_item_and_keeps_the_others(line: str, tmp_path: Path) -> None:
    name, html, expected = (part.strip() for part in line.split(" . "))
    term = next(page for page in full("ja") if isinstance(page, TermPage))
    page = replace(term, head=replace(term.head, url="terms/a/"))
    plain = renderer(full_tree("ja")).render(page)[1].decode()
    (tmp_path / "items.html").write_text(f"{{% macro {name} %}}{html}{{% endmacro %}}", encoding="utf-8")
    own = renderer(full_tree("ja"), tmp_path).render(page)[1].decode()
    assert expected in own
    assert expected not in plain


def test_a_wrong_item_is_a_problem_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    own = "\n{% macro link_item(value, link) %}\n{{ value.no_such_thing }}\n{% endmacro %}"
    (folder / "items.html").write_text(own, encoding="utf-8")
    with pytest.raises(CannotStart) as caught:
        renderer(full_tree("ja"), folder).render(full("ja")[0])
    (problem,) = caught.value.problems
    assert (problem.position.path, problem.position.line) == ("templates/items.html", 3)
    assert "no_such_thing" in problem.message
