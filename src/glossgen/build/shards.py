"""The fingerprint that shows whether shards belong to the same build."""

from __future__ import annotations

import hashlib
from typing import Any

from glossgen.build.own_files import FOLDERS, own_files
from glossgen.build.roots import asset_content
from glossgen.build.share_images import font_content
from glossgen.config import Config
from glossgen.query import Database
from glossgen.query.fingerprint import encode
from glossgen.sources.file_queries import source_paths
from glossgen.sources.inputs import lock_file, readings_file, repository_prefix, source_bytes
from glossgen.sources.queries import asset_paths, dates_in

_SETTINGS = (
    "title", "description", "base_url", "languages", "links", "front_matter", "math", "repository", "ruby",
    "offline", "theme", "share_image", "categories", "exclude", "titles", "descriptions", "root_language",
    "shortcodes",
)  # fmt: skip
"""The settings that shape a site. Paths of this machine are not among them."""


def shard_fingerprint(shard: tuple[int, int], db: Database) -> str:
    """`K/N` and a digest of everything that shapes the site; empty for a whole site.

    Shards may be built on different machines, so nothing machine-specific goes into the digest: not
    the path of the glossary, and of git only the resulting dates, since every machine has its own
    clone.
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
        [db.mark_of(own_files, name) for name in FOLDERS],
        db.mark_of(font_content, ""),
        [db.mark_of(lock_file, ""), db.mark_of(readings_file, "")],
        [(url, db.peek_input(asset_content, path)) for path, url in db.peek(asset_paths, "")],
        db.peek_input(repository_prefix, ""),
        [sorted(db.peek(dates_in, path).items()) for path in paths],
    ]
