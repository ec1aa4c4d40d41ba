"""Reads a glossary, and makes the pages of a site, without a folder for what is kept and without output."""

from __future__ import annotations

from glossgen.build import BuildOptions
from glossgen.build.engine import bring_up
from glossgen.build.load import glossary_of
from glossgen.config import Config
from glossgen.model import Glossary
from glossgen.query import REGISTRY, Database, Store
from glossgen.sources.queries import lock_file


def in_memory(config: Config) -> Database:
    """The empty database of a glossary, without a file."""
    return Database(REGISTRY, config, Store(None, "tests"))


def read_glossary(config: Config) -> Glossary:
    """Every source of a glossary, as its writer wrote it: without the ids that a lock remembers."""
    db = in_memory(config)
    db.set_input(lock_file, "", None)
    return glossary_of(db)


def brought_up(config: Config) -> Database:
    """The database of a glossary, read and linked, in memory."""
    db = in_memory(config)
    bring_up(db, BuildOptions())
    return db
