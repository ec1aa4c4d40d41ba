"""An index that was changed is the index that is made of the changed entries, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from glossgen.model import Formula, InlineMarkup, TextRun
from glossgen.output.search import MESSAGES, bigrams, index_files, texts, update
from glossgen.site.values import PageMeta, SearchEntry, SearchPage

Change = tuple[SearchEntry, SearchEntry]

SMALL = mock.patch.multiple(texts, ONE_FILE=6, CHUNK=3)
FLOWS = st.text("学習率とは誤差ゃャーがabcB…＂ \n\u2029", max_size=40).map(lambda text: TextRun(text, 1))
FORMULA = TextRun("層 n の幅", 1, (InlineMarkup(2, 3, "", formula=Formula(r"\\frac{a}{b}")),))
BODIES = st.lists(st.one_of(FLOWS, st.sampled_from(["<p>", "<p>次</p>", FORMULA])), max_size=3).map(tuple)
NAMES = st.lists(st.sampled_from(["学習 率", "Learning Rate", "B\\"]), min_size=1, max_size=3, unique=True)


@st.composite
def some_entries(draw: st.DrawFn) -> tuple[SearchEntry, ...]:
    """Entries of all kinds, more or fewer than one file of texts has."""
    return tuple(
        SearchEntry(
            draw(st.sampled_from(["term", "category", "note"])),
            draw(st.sampled_from([f"ja/terms/{number}/", f"ja/notes/{number}/"])),
            (f"{number}", *draw(NAMES)),
            draw(st.sampled_from([(), ("ex",)])),
            draw(st.sampled_from(["", "がくしゅう", "えー (x)"])),
            draw(st.integers(0, 20)),
            draw(BODIES),
        )
        for number in range(draw(st.integers(0, 20)))
    )


@st.composite
def edits(draw: st.DrawFn, entries: tuple[SearchEntry, ...]) -> list[Change]:
    """Some entries with other bodies, uses, or other names."""
    chosen = draw(st.lists(st.sampled_from(entries), unique_by=lambda e: e.url)) if entries else []
    return [
        (
            entry,
            replace(
                entry,
                body=draw(st.one_of(BODIES, st.just(entry.body))),
                uses=draw(st.integers(0, 20)),
                names=(entry.names[0], *draw(NAMES)),
            ),
        )
        for entry in chosen
    ]


class Read(Mapping[str, bytes]):
    """Files that remember which of them were asked for."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.asked: set[str] = set()

    def __getitem__(self, path: str) -> bytes:
        self.asked.add(path)
        return self.files[path]

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("all files are looked through")

    def __len__(self) -> int:
        raise AssertionError("all files are looked through")


def made(entries: tuple[SearchEntry, ...]) -> dict[str, bytes]:
    return dict(index_files(SearchPage(PageMeta("ja/search/", "ja", ""), entries), MESSAGES))


def put(entries: tuple[SearchEntry, ...], changes: list[Change]) -> tuple[SearchEntry, ...]:
    """The entries after the changes."""
    after = {before.url: after for before, after in changes}
    return tuple(after.get(entry.url, entry) for entry in entries)


@given(st.data(), st.sampled_from([16, 100, 32_000]))
def test_changing_gives_what_making_gives(data: st.DataObject, per_file: int) -> None:
    """Bodies, uses and other names, again and again; only where files double is the index made again."""
    with SMALL, mock.patch.object(bigrams, "_PER_FILE", per_file):
        entries = data.draw(some_entries())
        files = made(entries)
        for _ in range(data.draw(st.integers(1, 3))):
            changes = data.draw(edits(entries))
            entries = put(entries, changes)
            changed = update("ja/search/", files, changes)
            if changed is None:
                assert made(entries).keys() != files.keys()
            else:
                assert all(files[path] != content for path, content in changed.items())
                files |= changed
                assert files == made(entries)
            files = made(entries)


def many(text: str = "学習率とは歩幅である。") -> tuple[SearchEntry, ...]:
    return tuple(
        SearchEntry("term", f"ja/terms/{n}/", (f"{n:02}",), body=(TextRun(f"{text}{n}番", 1),))
        for n in range(20)
    )


def test_one_text_touches_its_own_file_and_lists() -> None:
    with SMALL, mock.patch.object(bigrams, "_PER_FILE", 4):
        entries = many()
        old = Read(made(entries))
        changes = [(entries[7], replace(entries[7], body=(TextRun("学習率とは歩幅である。7番目", 1),)))]
        changed = update("ja/search/", old, changes)
        shards = len([path for path in old.files if "grams-" in path])
        lists = f"ja/search/grams-{bigrams.shard_of('番目', shards)}.js"
        assert changed is not None
        assert set(changed) == {"ja/search/names.js", "ja/search/text-2.js", lists}
        assert old.asked == set(changed)


def test_a_count_of_uses_touches_names_alone() -> None:
    with SMALL:
        entries = many()
        old = Read(made(entries))
        changed = update("ja/search/", old, [(entries[3], replace(entries[3], uses=9))])
        assert changed is not None
        assert set(changed) == old.asked == {"ja/search/names.js"}
        assert update("ja/search/", old, [(entries[3], replace(entries[3], uses=1))]) == {}


def test_when_the_index_has_to_be_made_again() -> None:
    with SMALL, mock.patch.object(bigrams, "_PER_FILE", 64):
        entries = many()
        files = made(entries)
        strange = replace(entries[0], url="ja/terms/new/")
        for before, after in (
            (entries[0], replace(entries[0], names=("x",))),
            (entries[0], replace(entries[0], reading="ん")),
            (entries[0], strange),
            (strange, strange),
            (entries[0], replace(entries[0], body=(TextRun("長い" * 999, 1),))),
        ):
            assert update("ja/search/", files, [(before, after)]) is None
