"""Identity: ids, addresses and anchors that outlive new names, other places and another order."""

from __future__ import annotations

from glossgen.lock.apply import Applied, apply_lock
from glossgen.lock.file import NAME, lock_text, parse_lock, read_lock, write_lock
from glossgen.lock.match import Matches, match
from glossgen.lock.update import retire, update_lock
from glossgen.lock.values import Entry, Lock

__all__ = [
    "NAME",
    "Applied",
    "Entry",
    "Lock",
    "Matches",
    "apply_lock",
    "lock_text",
    "match",
    "parse_lock",
    "read_lock",
    "retire",
    "update_lock",
    "write_lock",
]
