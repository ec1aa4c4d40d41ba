"""What an edit changes in a search index: few of its files, however many texts there are."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from glossgen.output.search import MESSAGES, bigrams, index_file, index_files
from glossgen.site.values import SearchEntry
from glossgen.sources.segments import by_segment

URL = "ja/search/"
ENTRIES = tuple(
    SearchEntry("term", f"ja/terms/{number}/", (f"{number:02}",), text=f"学習率とは歩幅である。{number}番")
    for number in range(20)
)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few texts are many, and few characters."""
    monkeypatch.setattr(index_file, "ONE_FILE", 60)
    monkeypatch.setattr(index_file, "CHUNK", 40)  # two texts and a half
    monkeypatch.setattr(bigrams, "_PER_FILE", 4)


def made(entries: tuple[SearchEntry, ...]) -> dict[str, bytes]:
    """The index of two segments: of the first twelve entries, and of the others."""
    segments = [[entry for entry in entries if (entry.names[0] < "12") is first] for first in (True, False)]
    return dict(index_files(URL, segments, MESSAGES))


def changed(number: int, **values: object) -> set[str]:
    """The files that are other ones when an entry is."""
    before = made(ENTRIES)
    entries = (*ENTRIES[:number], replace(ENTRIES[number], **values), *ENTRIES[number + 1 :])
    after = made(entries)
    assert before.keys() == after.keys()
    return {path.removeprefix(URL) for path in after if after[path] != before[path]}


def test_one_text_changes_its_own_file_and_lists() -> None:
    shards = sum("grams-" in path for path in made(ENTRIES))
    assert shards > 8
    lists = f"grams-{bigrams.shard_of('番目', shards)}.js"
    assert changed(7, text="学習率とは歩幅である。7番目") == {"names.js", "text-0-3.js", lists}


def test_a_count_of_uses_changes_names_alone() -> None:
    assert changed(3, uses=9) == {"names.js"}
    assert changed(3, uses=1) == set()


def test_another_name_changes_names_alone() -> None:
    assert changed(3, names=("03", "三番")) == {"names.js"}


def test_an_added_entry_changes_its_own_segment() -> None:
    before = made(ENTRIES)
    added = SearchEntry("term", "ja/terms/x/", ("000",), text="学習率とは歩幅である。番号")
    after = made((added, *ENTRIES))
    assert {path for path in before if "text-1-" in path and after[path] != before[path]} == set()
    assert any("text-0-" in path and after[path] != before[path] for path in before)


def test_a_file_moves_no_other_to_another_segment() -> None:
    files = {f"{number}.md": 30 for number in range(20)}
    before = by_segment(files)
    assert len(before) == 4
    after = by_segment({**files, "0/new.md": 1})
    assert [tuple(path for path in each if path != "0/new.md") for each in after] == list(before)
    assert by_segment({}) == ((),)
    assert len(by_segment(dict.fromkeys(files, 10))) == 1  # few entries
