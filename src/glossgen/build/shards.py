"""Shards: the fingerprint by which the parts of one site are recognised."""

from __future__ import annotations

import hashlib
from typing import Any

from glossgen.build.roots import asset_content, own_files
from glossgen.config import Config
from glossgen.query import Database
from glossgen.query.fingerprint import encode
from glossgen.sources.file_queries import source_paths
from glossgen.sources.inputs import lock_file, readings_file, repository_prefix, source_bytes
from glossgen.sources.queries import asset_paths, dates_in

_SETTINGS = (
    "title", "description", "base_url", "languages", "links", "front_matter", "math", "repository", "ruby",
    "categories", "exclude",
)  # fmt: skip
"""What of the configuration shapes a site, wherever the glossary lies."""


def shard_fingerprint(shard: tuple[int, int], db: Database) -> str:
    """`K/N` and a digest of all that shapes the site; empty for a whole site.

    Two machines that make parts of one site find the same digest, wherever the
    glossary lies on each. So dates count as they are shown, and the repository
    that they come from does not: each machine has a clone of its own.
    """
    number, count = shard
    if count == 1:
        return ""
    return f"{number}/{count} {hashlib.blake2b(encode(_said(db)), digest_size=16).hexdigest()}"


def _said(db: Database) -> list[Any]:
    config: Config = db.environment
    paths = db.peek(source_paths, "")
    folders = [
        (each.prefix, each.language, each.form, each.level, each.include, each.exclude)
        for each in config.sources
    ]
    return [
        [getattr(config, name) for name in _SETTINGS],
        folders,
        [(path, db.mark_of(source_bytes, path)) for path in paths],
        [db.mark_of(own_files, name) for name in ("templates", "static", "locale")],
        [db.mark_of(lock_file, ""), db.mark_of(readings_file, "")],
        [(url, db.peek_input(asset_content, path)) for path, url in db.peek(asset_paths, "")],
        db.peek_input(repository_prefix, ""),
        [sorted(db.peek(dates_in, path).items()) for path in paths],
    ]
