"""The glossary and its graph as pages ask about them; the database notes every question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from glossgen.graph import queries as graph_queries
from glossgen.graph.queries import NO_RELATIONS, Related
from glossgen.graph.requirements import NO_PATH, ReadingPath
from glossgen.link.queries import linked
from glossgen.model import Body, Key, Mention, Note, Source, Term, TextRun
from glossgen.query import Database
from glossgen.sources import queries as read_queries
from glossgen.sources.lock import Applied
from glossgen.sources.queries import body_of


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
    """Answers questions about terms, texts and links, each of them noted."""

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
        """What a file is called and where it stands, without what is in it. Raises KeyError."""
        found = self.find_source(path)
        if found is None:
            raise KeyError(path)
        return found

    def find_source(self, path: str) -> Source | None:
        """The same; None where there is no such file."""
        return self.db.part(read_queries.source, "", path)  # type: ignore[no-any-return]

    def path_of(self, key: Key) -> str:
        """The file of a term, note or introduction; empty where there is none."""
        return self.db.part(read_queries.paths, "", key) or ""

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

    def flows_of(self, key: Key) -> list[TextRun]:
        """The running text of a place of use; `Mention.text_run` counts in this list."""
        return [part for part in self.body(key) if isinstance(part, TextRun)]

    @property
    def applied(self) -> Applied:
        """What follows from the lock: redirects, and entries that stood elsewhere."""
        return self.db.get(read_queries.glossary, "")

    # -- links -------------------------------------------------------------

    def mentions(self, key: Key) -> tuple[Mention, ...]:
        """Every mention in a place of use, in order of the text, linked or not."""
        return self.db.get(linked, key).mentions

    def links(self, key: Key) -> tuple[Key, ...]:
        """The terms that a place mentions, each once, in order of the text."""
        return self.db.part(graph_queries.links, "", key) or ()

    def users(self, key: Key) -> tuple[Key, ...]:
        """The places that mention a term, in the order of files."""
        return self.db.part(graph_queries.users, "", key) or ()

    def count_users(self, key: Key) -> int:
        """How many other places mention a term."""
        users = self.users(key)
        return len(users) - (key in users)

    @property
    def open_names(self) -> tuple[Key, ...]:
        """The shared names that mentions were resolved to, since they could mean several terms."""
        return self.db.get(graph_queries.open_names, "")

    def relations(self, key: Key) -> Related:
        """What a term is declared to be related to."""
        return self.db.part(graph_queries.relations, "", key) or NO_RELATIONS

    def read_before(self, key: Key) -> ReadingPath:
        """The terms to be read before a term."""
        return self.db.get(graph_queries.read_before, key) if self.relations(key).requires else NO_PATH

    def related(self, key: Key) -> tuple[Key, ...]:
        """Terms close to a term, the nearest first."""
        return self.db.get(graph_queries.related, key)

    def namesakes(self, name: str) -> tuple[Key, ...]:
        """The terms that have a label or id, if there are several; else none."""
        return self.db.part(graph_queries.shared_labels, "", name) or ()

    def is_headings(self, path: str) -> bool:
        """Whether a file is made of headings."""
        return self.source(path).form.holds_entries
