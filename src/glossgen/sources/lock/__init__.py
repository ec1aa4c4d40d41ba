"""The lock: keeps ids, addresses and anchors stable when terms are renamed, moved or reordered."""

from __future__ import annotations

from glossgen.sources.lock.apply import Applied, apply_lock
from glossgen.sources.lock.file import NAME, lock_text, parse_lock, read_lock, write_lock
from glossgen.sources.lock.match import Matches, match
from glossgen.sources.lock.update import retire, update_lock
from glossgen.sources.lock.values import Lock, PublishedTerm

__all__ = [
    "NAME",
    "Applied",
    "Lock",
    "Matches",
    "PublishedTerm",
    "apply_lock",
    "lock_text",
    "match",
    "parse_lock",
    "read_lock",
    "retire",
    "update_lock",
    "write_lock",
]
