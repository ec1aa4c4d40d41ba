"""A name that several terms share, however each of them came to it, leads to all of them."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from glossgen.site.term_pages import Named
from glossgen.site.values import DisambiguationPage, TermPage
from made import open_memory, page_values, write

DELIVERY, DEPLOYMENT = "継続的デリバリー(CD)", "継続的デプロイメント(CD)"


def article(title: str, text: str) -> str:
    return f"---\ntitle: {title}\n---\n\n## 概要\n\n{text}\n\n## 利点\n\n速い。\n"


def test_initials_in_brackets_have_a_page_with_every_term(tmp_path: Path) -> None:
    files = {
        "delivery.md": article(DELIVERY, "届ける。"),
        "deployment.md": article(DEPLOYMENT, "置く。"),
        "steps.md": article("手順", "CDの段階。"),
    }
    pages = page_values(open_memory(write(tmp_path, files)))
    (shared,) = (page for page in pages if isinstance(page, DisambiguationPage))
    assert sorted(term.link.text for term in shared.terms) == sorted([DELIVERY, DEPLOYMENT])


def test_a_term_at_the_address_of_the_name_leads_to_the_others(tmp_path: Path) -> None:
    terms = f"## {DELIVERY}\n\n届ける。\n\n## {DEPLOYMENT}\n\n置く。\n"
    files = {"a.md": terms, "b.md": "## 手順\n\nCDの段階。\n"}
    pages = page_values(open_memory(write(tmp_path, files)))
    others = {
        page.name.text: [link.text for link in page.homonyms] for page in pages if isinstance(page, TermPage)
    }
    assert not [page for page in pages if isinstance(page, DisambiguationPage)]
    assert [DEPLOYMENT] in others.values() or [DELIVERY] in others.values()


def test_a_page_looks_at_no_more_terms_than_it_names() -> None:
    """A name that thousands of terms share must not cost each of their pages a look at all of them."""
    named = Named(("en", "0"))
    assert named.take((("en", str(number)) for number in count()), 3) == [
        ("en", "1"),
        ("en", "2"),
        ("en", "3"),
    ]
    assert named.take((("en", str(number)) for number in count()), 1) == [("en", "4")]
