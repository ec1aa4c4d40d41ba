"""Bigrams and their lists: quick ways give what the plain ones give."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossgen.output.search import bigrams
from glossgen.text.search_folding import BREAK, fold
from test_search_index import FOLDING, table

JAPANESE = st.text("学習率アあガがｶﾞゕヵ゙かぱーッっＡａİΣσς㌔ﬁé…～ 、." + BREAK, max_size=12)
TEXTS = st.lists(st.one_of(JAPANESE, st.text(max_size=12)), max_size=60)


Lists = dict[str, list[int]]


def listed(shards: list[str], total: int) -> tuple[Lists, Lists]:
    """All lists of all files, of whole texts and of their leads; each line in the file that it belongs to."""
    found, led = {}, {}
    for number, shard in enumerate(shards):
        lines = shard.split("\n") if shard else []
        assert lines == sorted(lines)
        for line in lines:
            assert bigrams.shard_of(line[:2], len(shards)) == number
            every, _, leads = line[2:].partition(bigrams.LEAD)
            found[line[:2]] = bigrams.decode(every)
            assert bigrams.encode(found[line[:2]], total) == every
            if leads:
                led[line[:2]] = bigrams.decode(leads)
                assert bigrams.encode(led[line[:2]], total) == leads
    return found, led


def expected(texts: list[str]) -> Lists:
    """The lists of some texts, in the plain way; no bigram spans a block break."""
    found: Lists = {}
    for number, text in enumerate(map(fold, texts)):
        for bigram in {text[i : i + 2] for i in range(len(text) - 1)}:
            if BREAK not in bigram:
                found.setdefault(bigram, []).append(number)
    return found


@given(TEXTS, st.sampled_from([1, 2, 16]))
def test_a_bigram_leads_to_the_texts_that_have_it(texts: list[str], files: int) -> None:
    with mock.patch.object(bigrams, "_LEAD", 5):
        shards = bigrams.postings(texts, files)
        assert list(shards) == list(range(files))
        leads = [text[: bigrams._LEAD] for text in texts]
        assert listed(list(shards.values()), len(texts)) == (expected(texts), expected(leads))


def test_characters_that_need_no_folding_as_a_whole() -> None:
    for char in map(chr, range(0x10000)):
        if bigrams._NONE.fullmatch(char):
            assert fold(char) == "", f"U+{ord(char):04X}"
        elif bigrams._ONE.fullmatch(char) and char == char.lower():
            assert len(fold(char)) == 1, f"U+{ord(char):04X}"


@pytest.mark.parametrize(
    ("numbers", "total", "code"),
    [
        ([], 9, ""),
        ([0], 9, "B"),
        ([0, 2, 42], 99, "BCoB"),
        ([2000], 9999, "x-B"),
        ([0, 1, 3], 7, ".LA"),
        ([6], 7, "H"),
        ([5, 6], 7, ".gB"),
    ],
)
def test_how_a_list_is_written(numbers: list[int], total: int, code: str) -> None:
    assert bigrams.encode(numbers, total) == code
    assert bigrams.decode(code) == numbers


@given(st.data(), st.integers(1, 90_000))
def test_a_list_comes_back(data: st.DataObject, total: int) -> None:
    entries = st.integers(0, total - 1)
    numbers = data.draw(st.one_of(st.sets(entries, max_size=30), st.just(set(range(0, total, 6)))))
    code = bigrams.encode(sorted(numbers), total)
    assert bigrams.decode(code) == sorted(numbers)


def test_many_texts_are_more_files() -> None:
    size = bigrams._PER_FILE
    assert [bigrams.shard_count(n) for n in (0, 1, size, size + 1, 3 * size, 4 * size + 1)] == [
        1,
        1,
        1,
        2,
        4,
        8,
    ]


@pytest.mark.parametrize(("total", "numbers", "code", "why"), table(FOLDING.with_name("lists.tsv")))
def test_lists_are_written_as_the_scripts_read_them(total: str, numbers: str, code: str, why: str) -> None:
    """`tests/browser/entries.test.js` reads the same table."""
    assert bigrams.encode([int(number) for number in numbers.split()], int(total)) == code, why
