"""A glossary that is edited and built, again and again, in every way, and compared with a clean build."""

from __future__ import annotations

from pathlib import Path

from law_edits import Edit, Place
from law_folders import Files
from law_support import Built, Cache, Memory, Shards, Through, clean

BOTH = ("cache", "memory")
ALL = (*BOTH, "shards")


MOST_KNOWN = 6
"""Clean sites that are kept in memory."""


class Walk:
    """The steps share one folder, and what builds keep in it; each way has an output of its own."""

    def __init__(self, work: Path, files: Files, *, apart: bool = False) -> None:
        self.work, self.apart = work, apart
        self.place = Place(work / "glossary")
        self.place.folder.mkdir(parents=True)
        self.place.put(files)
        self.ways: dict[str, Through] = {
            "cache": Cache(work / "cache", (1, 1, 2), apart=apart),
            "memory": Memory(work / "memory"),
            "shards": Shards(work / "shards"),
        }
        self.last: dict[str, dict[str, bytes]] = {}
        self.known: dict[frozenset[tuple[str, str | bytes]], Built] = {}

    def apply(self, *edits: Edit) -> None:
        for edit in edits:
            self.place.apply(edit)

    def put(self, files: Files) -> None:
        self.place.put(files)

    def build(self, *ways: str) -> None:
        """Build in some ways, and compare each with a clean build of the same folder."""
        wanted = self.clean()
        for way in ways:
            built = self.ways[way].build(self.place.folder)
            assert built.said == wanted.said, way
            # A build that stops leaves what there was.
            files = self.last.get(way, {}) if wanted.said.stopped else wanted.files
            paths = files.keys() | built.files.keys()
            differ = sorted(path for path in paths if files.get(path) != built.files.get(path))
            assert not differ, (way, differ)
            self.last[way] = built.files

    def clean(self) -> Built:
        """A clean build; that of files which were there before is known, unless git has a say in it."""
        key = frozenset(self.place.files.items())
        if self.apart or (self.place.folder / ".git").exists():
            return clean(self.place.folder, self.work / "clean", apart=self.apart)
        if key not in self.known:
            self.known[key] = clean(self.place.folder, self.work / "clean")
            if len(self.known) > MOST_KNOWN:
                del self.known[list(self.known)[1]]  # never the first, which examples come back to
        return self.known[key]
