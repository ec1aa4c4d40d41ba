"""The engine by itself: whatever is edited, in whatever order, results are those of a clean start.

The program here is a small glossary: a file is a list of words, a word that is
the name of a file mentions it, and a page shows who mentions it and in which
words. Every sort of query that the engine knows is among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from glossgen.query import Database, Registry, Store, bulk_reads, node_id
from glossgen.query.recent import Recent

NAMES = "abcd"
Files = Mapping[str, str]
Page = tuple[object, ...]

REGISTRY = Registry()
names = REGISTRY.input("names", lambda files, _: tuple(sorted(files)))
content = REGISTRY.input("content", lambda files, name: files.get(name, ""))
weight = REGISTRY.input(
    "weight", lambda files, name: len(files.get(name, "")), lambda files, name: files.get(name, ""), lazy=True
)


@REGISTRY.query(keep=tuple[str, ...])
def words(db: Database, name: str) -> tuple[str, ...]:
    return tuple(db.input(content, name).split())


@REGISTRY.query(table=True, keep=int, large=True)
def places(db: Database, name: str) -> dict[str, int]:
    """Kept item by item."""
    return {word: number for number, word in reversed([*enumerate(db.get(words, name))])}


@REGISTRY.query(part=lambda found, name: found.get(name))
def users(db: Database, _: str) -> dict[str, tuple[str, ...]]:
    """Not kept, and read by its parts."""
    found: dict[str, list[str]] = {}
    for name in db.input(names, ""):
        for word in db.get(words, name):
            found.setdefault(word, []).append(name)
    return {word: tuple(dict.fromkeys(by)) for word, by in found.items()}


@REGISTRY.query(part=lambda found, word: found.get(word), parts_only=True, large=True)
def before(db: Database, name: str) -> dict[str, str]:
    """Compared by its parts alone."""
    given = db.get(words, name)
    return dict(zip(given[1:], given, strict=False))


@REGISTRY.query
def length(db: Database, name: str) -> int:
    """Not kept: few edits change it."""
    return len(db.get(words, name)) + db.input(weight, name)


@REGISTRY.query(root=True)
def page(db: Database, name: str) -> Page:
    uses = [
        (user, db.part(before, user, name), db.part(places, user, name))
        for user in db.part(users, "", name) or ()
    ]
    targets = [(word, db.get(length, word)) for word in db.get(words, name) if word in db.input(names, "")]
    found = db.gather(places, [(each, word) for each in db.input(names, "") for word in (name, "a")])
    return (*uses, *targets, *found)


class Site:
    """Pages that are made again when the database says so."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.pages: dict[str, Page] = {}

    def build(self, files: Files, wanted: Iterable[str], *, apart: bool) -> dict[str, Page]:
        """The wanted pages; with `apart`, what is stale is made in another database, as by a worker."""
        db = self.db
        db.environment = files
        db.refresh()
        roots = [(page, name) for name in wanted]
        if apart:
            db.commit()
        at_work = Database(REGISTRY, files, db.store, Recent(0)) if apart else db
        for _, name in roots:
            if name not in self.pages or not db.up_to_date(page, name):
                self.pages[name] = at_work.make_root(page, name)
                if apart:
                    db.take(at_work.handed_over())
                db.stale.discard(node_id("page", name))
        db.keep(roots)
        return {name: self.pages[name] for name in wanted}


def clean(files: Files, wanted: Iterable[str]) -> dict[str, Page]:
    """The pages by a database that knows nothing."""
    db = Database(REGISTRY, files, Store(None, "test"))
    return {name: db.make_root(page, name) for name in wanted}


BUILDS = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(NAMES), st.text(NAMES + " ", max_size=7).map(" ".join), max_size=4),
        st.booleans(),  # whether all pages are wanted, or every other one, as by a shard
        st.booleans(),  # whether the database stays open, or is opened again
        st.booleans(),  # whether pages are made in another process
    ),
    max_size=6,
)


@given(BUILDS, st.booleans(), st.sampled_from([0, 20]))
def test_results_are_those_of_a_clean_start(
    builds: list[tuple[dict[str, str], bool, bool, bool]], crowded: bool, few: int
) -> None:
    with mock.patch.object(bulk_reads, "_FEW", few):
        build_all(builds, crowded=crowded)


def build_all(builds: list[tuple[dict[str, str], bool, bool, bool]], *, crowded: bool) -> None:
    memory = partial(Recent, 0) if crowded else Recent
    store = Store(None, "test")
    site = Site(Database(REGISTRY, {}, store, memory()))
    for files, whole, stays, apart in builds:
        wanted = sorted(files)[:: 1 if whole else 2]
        if not stays:
            store.fresh = False  # as that of a file is that is opened again
            site.db = Database(REGISTRY, files, store, memory())
        assert site.build(files, wanted, apart=apart) == clean(files, wanted)
