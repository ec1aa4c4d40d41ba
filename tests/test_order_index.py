"""The pages of an index: rows, parts, and the names in them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from glossgen.config import load_config
from glossgen.site.index_names import PART, layout, pieces
from glossgen.site.values import IndexEntry, IndexPage, LinkTo, Name
from made import open_memory, page_values


def entries(count: int, start: int = 0) -> tuple[IndexEntry, ...]:
    return tuple(IndexEntry(Name(str(n)), LinkTo(f"{n}/", "")) for n in range(start, start + count))


def sizes_of(row: tuple[IndexEntry, ...]) -> list[int]:
    return [end - start for start, end in pieces(row)]


def index_of(folder: Path, text: str) -> list[IndexPage]:
    (folder / "a.md").write_text(text, encoding="utf-8")
    (folder / "glossgen.yml").write_text("languages: [ja]\n", encoding="utf-8")
    config = load_config(folder)
    return [page for page in page_values(open_memory(config), "index") if isinstance(page, IndexPage)]


@given(st.lists(st.integers(min_value=1, max_value=2 * PART), max_size=12))
def test_pages_hold_every_piece_once_and_in_order(counts: list[int]) -> None:
    rows = [((f"row-{n}", str(n)), sizes_of(entries(count, n * 10_000))) for n, count in enumerate(counts)]
    pages = layout(rows)
    sizes = {(row, number): size for row, many in rows for number, size in enumerate(many)}
    assert [piece for page in pages for piece in page] == list(sizes)
    assert all(sum(sizes[piece] for piece in page) <= PART for page in pages)
    assert all(pages) or pages == [[]]


@given(st.integers(min_value=0, max_value=5 * PART), st.integers(min_value=0, max_value=5 * PART))
def test_a_name_that_is_added_to_a_long_row_changes_few_pieces(count: int, place: int) -> None:
    before = entries(count)
    after = (*before[:place], *entries(1, 99_999), *before[place:])
    old, new = ([each[start:end] for start, end in pieces(each)] for each in (before, after))
    assert [entry for piece in new for entry in piece] == list(after)
    assert all(len(piece) <= PART for piece in new)
    assert len([piece for piece in new if piece not in old]) <= 4


def test_a_name_that_is_added_to_a_long_row_seldom_changes_a_second_piece() -> None:
    before = entries(8000)
    old = [before[start:end] for start, end in pieces(before)]
    changed = []
    for place in range(0, 8000, 100):
        after = (*before[:place], *entries(1, 10_000 + place), *before[place:])
        changed.append(sum(after[start:end] not in old for start, end in pieces(after)))
    assert sum(changed) / len(changed) < 1.5


def test_a_short_index_is_one_page(tmp_path: Path) -> None:
    first, english = index_of(
        tmp_path, "## 学習率 | Learning Rate\n<!-- reading: がくしゅうりつ -->\n\nあ。\n"
    )
    assert (first.head.url, first.parts, first.row_urls) == ("index/", (), ())
    assert [row.title for row in first.rows] == ["か", "L"]
    assert [(e.name.text, e.see.text if e.see else "") for row in first.rows for e in row.entries] == [
        ("学習率", ""),
        ("Learning Rate", "学習率"),
    ]
    assert (english.head.url, english.names) == ("index/en/", "en")
    assert [link.url for link in first.others] == ["index/", "index/en/"]


def test_a_long_index_is_cut_and_its_bar_leads_to_all_parts(tmp_path: Path) -> None:
    kana = "あいうえおかきくけこさしすせそ"
    text = "".join(
        f"## {one}{two}{three}\n\n値。\n\n"
        for one in kana
        for two in kana
        for three in "ただちとつてなにぬね"
    )
    pages = index_of(tmp_path, text)
    assert [page.head.url for page in pages] == ["index/", "index/2/"]
    assert [page.count for page in pages] == [2250, 0]  # the first alone says it
    assert all(sum(len(row.entries) for row in page.rows) <= PART for page in pages)
    where = dict(pages[0].row_urls)
    assert where == dict(pages[1].row_urls)
    assert (where["row-あ"], where["row-さ"]) == ("index/", "index/2/")
    assert pages[0].parts == pages[1].parts
    assert [(part.url, part.text) for part in pages[0].parts] == [("index/", "あ–か"), ("index/2/", "さ")]
    letters = pages[0].rows[0].letters
    assert [(letter.title, letter.end - letter.start) for letter in letters] == [
        (kana, 150) for kana in "あいうえお"
    ]


def test_equal_names_of_several_terms_are_in_a_fixed_order(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("## 層\n<!-- reading: そう -->\n\nい。\n", encoding="utf-8")
    page, *_ = index_of(tmp_path, "## 層\n<!-- reading: そう -->\n\nあ。\n\n## 3D\n\nう。\n\n## 2D\n\nえ。\n")
    assert [(row.title, [e.link.url for e in row.entries]) for row in page.rows] == [
        ("さ", ["terms/層-a/", "terms/層-b/"]),
        ("0–9", ["terms/2d/", "terms/3d/"]),
    ]
