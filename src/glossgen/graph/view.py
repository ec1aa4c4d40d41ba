"""The glossary and its graph as page makers see them; the database records every read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from glossgen.graph import queries as graph_queries
from glossgen.graph.queries import NO_RELATIONS, Related
from glossgen.graph.requirements import NO_PATH, ReadingPath
from glossgen.link.queries import mentions_in
from glossgen.model import Body, Key, Mention, Note, Source, Term, TextRun
from glossgen.query import Database
from glossgen.sources import queries as read_queries
from glossgen.sources.lock import Applied
from glossgen.sources.places import body_of, paths


class Terms(Mapping[Key, Term]):
    """Every term by its key, without its text and lines, in the order of files and entries."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def __getitem__(self, key: Key) -> Term:
        term: Term | None = self._db.part(read_queries.terms, "", key)
        if term is None:
            raise KeyError(key)
        return term

    def __contains__(self, key: object) -> bool:
        return self._db.part(read_queries.terms, "", key) is not None

    def __iter__(self) -> Iterator[Key]:
        return iter(self._db.get(read_queries.terms, ""))

    def __len__(self) -> int:
        return len(self._db.get(read_queries.terms, ""))


class GraphView:
    """Answers questions about terms, texts and links. Each answer is recorded as a dependency."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.terms = Terms(db)

    # -- things ------------------------------------------------------------

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source, without texts and lines, in order."""
        return self.db.get(read_queries.sources, "")

    @property
    def notes(self) -> dict[Key, Note]:
        """Every note, without its text, in order."""
        return {each.note.key: each.note for each in self.sources if each.note}

    def source(self, path: str) -> Source:
        """The source at a path, without its entries. Raises KeyError."""
        found = self.find_source(path)
        if found is None:
            raise KeyError(path)
        return found

    def find_source(self, path: str) -> Source | None:
        """The source at a path, without its entries; None if there is none."""
        return self.db.part(read_queries.source, "", path)  # type: ignore[no-any-return]

    def path_of(self, key: Key) -> str:
        """The file of a term, note or introduction; empty if the key is unknown."""
        return self.db.part(paths, "", key) or ""

    def keys_in(self, path: str) -> tuple[Key, ...]:
        """The keys of the terms of a file."""
        return self.db.part(read_queries.keys_in, "", path) or ()

    def line(self, key: Key) -> int:
        """The line of a term."""
        found: tuple[int, int] = self.db.part(read_queries.lines, "", key) or (1, 0)
        return found[0]

    def body(self, key: Key) -> Body:
        """The text of a term, a note or an introduction."""
        return body_of(self.db, key)

    def text_runs_of(self, key: Key) -> list[TextRun]:
        """The text runs of a place of use; `Mention.text_run` is an index into this list."""
        return [part for part in self.body(key) if isinstance(part, TextRun)]

    @property
    def applied(self) -> Applied:
        """What applying the lock gave: redirects, and entries that were on another page."""
        return self.db.get(read_queries.glossary, "")

    # -- links -------------------------------------------------------------

    def mentions(self, key: Key) -> tuple[Mention, ...]:
        """Every mention in a place of use, without its position, in order of the text, linked or not."""
        return mentions_in(self.db, key)

    def links(self, key: Key) -> tuple[Key, ...]:
        """The terms that a place mentions, each once, in order of the text."""
        return self.db.part(graph_queries.links, "", key) or ()

    def users(self, key: Key) -> tuple[Key, ...]:
        """The places that mention a term, in the order of files."""
        return self.db.part(graph_queries.users, "", key) or ()

    def count_users(self, key: Key) -> int:
        """How many places mention a term, without the term itself."""
        users = self.users(key)
        return len(users) - (key in users)

    @property
    def ambiguous_names(self) -> tuple[Key, ...]:
        """The shared names that are targets of ambiguous mentions."""
        return self.db.get(graph_queries.ambiguous_names, "")

    def relations(self, key: Key) -> Related:
        """The declared relations of a term."""
        return self.db.part(graph_queries.relations, "", key) or NO_RELATIONS

    def read_before(self, key: Key) -> ReadingPath:
        """The terms to read before a term."""
        return self.db.get(graph_queries.read_before, key) if self.relations(key).requires else NO_PATH

    def related_unnamed(self, key: Key) -> tuple[Key, ...]:
        """The terms closest to a term, without those that it mentions or that mention it."""
        return self.db.get(graph_queries.related_unnamed, key)

    def namesakes(self, name: str) -> tuple[Key, ...]:
        """The terms with this label or id if there are several, else none."""
        return self.db.part(graph_queries.shared_labels, "", name) or ()
