"""The cache: it gives back what it was given, or nothing, and never fails."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from glossgen.cache import FILE, Cache

from glossgen import cache as module

ONE, TWO, THREE = b"1" * 20, b"2" * 20, b"3" * 20


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / ".glossgen", "parsed")


def filled(cache: Cache) -> Path:
    cache.write([(ONE, b"one"), (TWO, b"two")], ())
    return cache.folder / FILE


def test_what_was_kept_comes_back(cache: Cache) -> None:
    assert cache.read() == {}
    assert not cache.folder.exists()  # asking writes nothing
    filled(cache)
    assert cache.read() == {ONE: b"one", TWO: b"two"}
    assert Cache(cache.folder, "other").read() == {}


def test_what_is_not_used_any_more_goes(cache: Cache) -> None:
    filled(cache)
    Cache(cache.folder, "other").write([(ONE, b"other")], ())
    cache.write([(THREE, b"three")], {ONE})
    assert cache.read() == {ONE: b"one", THREE: b"three"}
    assert Cache(cache.folder, "other").read() == {ONE: b"other"}


def test_a_harmed_value_is_no_value(cache: Cache) -> None:
    with contextlib.closing(sqlite3.connect(filled(cache))) as database, database:
        database.execute("UPDATE entries_1 SET value = CAST(replace(value, 'one', 'eno') AS BLOB)")
    assert cache.read() == {TWO: b"two"}


def test_a_value_of_another_key_is_no_value(cache: Cache) -> None:
    with contextlib.closing(sqlite3.connect(filled(cache))) as database, database:
        database.execute("UPDATE entries_1 SET key = ? WHERE key = ?", [THREE, ONE])
    assert cache.read() == {TWO: b"two"}


@pytest.mark.parametrize("rows", [("k", "text", 5), ("parsed", "text", "text"), ("parsed", 1.5, b"")])
def test_foreign_values_are_passed_over(cache: Cache, rows: tuple[object, ...]) -> None:
    with contextlib.closing(sqlite3.connect(filled(cache))) as database, database:
        database.execute("INSERT INTO entries_1 VALUES (?, ?, ?)", rows)
    assert cache.read() == {ONE: b"one", TWO: b"two"}


@pytest.mark.parametrize("harm", ["garbage", "cut", "empty", "folder", "table"])
def test_a_harmed_file_is_ignored(cache: Cache, harm: str) -> None:
    file = filled(cache)
    whole = file.read_bytes()
    if harm == "garbage":
        file.write_bytes(b"no database" * 500)
    elif harm == "cut":
        file.write_bytes(whole[: len(whole) // 2 + 7])
    elif harm == "empty":
        file.write_bytes(b"")
    elif harm == "folder":
        file.unlink()
        file.mkdir()
    else:
        file.unlink()
        with contextlib.closing(sqlite3.connect(file)) as database, database:
            database.execute("CREATE TABLE entries_1 (something TEXT)")
    assert cache.read() == {}
    cache.write([(ONE, b"again")], ())
    if harm in ("garbage", "cut", "empty"):
        assert cache.read() in ({}, {ONE: b"again"})
        cache.write([(ONE, b"again")], ())
        assert cache.read() == {ONE: b"again"}


@pytest.fixture
def locked(cache: Cache) -> Iterator[Cache]:
    with contextlib.closing(sqlite3.connect(filled(cache), isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        yield cache


def test_a_locked_file_is_ignored(locked: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0)
    assert locked.read() == {}
    locked.write([(THREE, b"three")], ())


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_read_only_folder_is_read(cache: Cache) -> None:
    file = filled(cache)
    file.chmod(stat.S_IREAD)
    cache.folder.chmod(stat.S_IREAD | stat.S_IEXEC)
    try:
        assert cache.read() == {ONE: b"one", TWO: b"two"}
        cache.write([(THREE, b"three")], {ONE, TWO})
        if os.geteuid():  # root may write anywhere
            assert cache.read() == {ONE: b"one", TWO: b"two"}
    finally:
        cache.folder.chmod(stat.S_IRWXU)


def test_a_folder_that_cannot_be_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file" / "below", "parsed")
    cache.write([(ONE, b"one")], ())
    assert cache.read() == {}
