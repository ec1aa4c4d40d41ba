"""The store: it gives back what it was given, or nothing, and never fails."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from glossgen.query.changes import Changes
from glossgen.query.row_checksum import Harmed
from glossgen.query.store import FILE, Store

ONE, TWO = 11, 12
NODE = (0, b"key", 7, b"\0" * 8, b"value")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / ".glossgen" / FILE


def opened(file: Path, program: str = "ours") -> contextlib.closing[Store]:
    return contextlib.closing(Store(file, program))


def filled(file: Path) -> Path:
    with opened(file) as store:
        assert store.commit(Changes({ONE: NODE, TWO: NODE}))
    return file


def kept(file: Path, program: str = "ours") -> dict[int, object]:
    with opened(file, program) as store:
        return {ident: node for ident in (ONE, TWO) if (node := store.node(ident))}


def test_what_was_kept_comes_back(file: Path) -> None:
    assert kept(filled(file)) == {ONE: NODE, TWO: NODE}


def test_what_nobody_reads_any_more_goes(file: Path) -> None:
    filled(file)
    with opened(file) as store:
        assert store.commit(Changes(gone={ONE}))
    assert kept(file) == {TWO: NODE}


def test_the_store_of_another_program_is_emptied(file: Path) -> None:
    filled(file)
    assert kept(file, "another") == {}
    assert kept(file) == {}


def test_two_at_once_do_not_harm_each_other(file: Path) -> None:
    """Who has read before another has written keeps nothing: it would rest on other inputs."""
    with opened(filled(file)) as one, opened(file) as two:
        assert one.node(ONE) == two.node(ONE) == NODE
        assert one.commit(Changes(gone={ONE}))
        assert two.is_overtaken()
        assert not two.commit(Changes({ONE: NODE}))
    assert kept(file) == {TWO: NODE}


def test_a_harmed_trace_is_noticed(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(filled(file))) as database, database:
        database.execute("UPDATE node SET trace = CAST(x'01' || substr(trace, 2) AS BLOB)")
    with pytest.raises(Harmed):
        kept(file)


def test_a_trace_of_another_result_is_noticed(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(filled(file))) as database, database:
        database.execute("UPDATE node SET id = ? WHERE id = ?", [ONE + 90, ONE])
    with opened(file) as store, pytest.raises(Harmed):
        store.node(ONE + 90)


@pytest.mark.parametrize("harm", ["garbage", "cut", "empty", "folder", "table"])
def test_a_harmed_file_is_made_anew(file: Path, harm: str) -> None:
    whole = filled(file).read_bytes()
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
            database.execute("CREATE TABLE node (something TEXT)")
    with contextlib.suppress(Harmed):
        assert kept(file) == {}
    with opened(file) as store:
        store.clear()
        assert store.commit(Changes({ONE: NODE}))
    assert kept(file) == ({} if harm == "folder" else {ONE: NODE})


@pytest.fixture
def locked(file: Path) -> Iterator[Path]:
    with contextlib.closing(sqlite3.connect(filled(file), isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        yield file


def test_a_locked_file_is_left_alone(locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glossgen.query.store._PATIENCE", 0)
    before = locked.stat().st_ino
    assert kept(locked) == {}
    assert locked.stat().st_ino == before


@pytest.mark.posix
def test_a_read_only_folder_is_no_problem(file: Path) -> None:
    filled(file).chmod(stat.S_IREAD)
    file.parent.chmod(stat.S_IREAD | stat.S_IEXEC)
    try:
        assert kept(file) == {ONE: NODE, TWO: NODE}
        with opened(file) as store:
            store.commit(Changes(gone={ONE}))
        if os.geteuid():  # root may write anywhere
            assert kept(file) == {ONE: NODE, TWO: NODE}
    finally:
        file.parent.chmod(stat.S_IRWXU)


def test_a_folder_that_cannot_be_is_no_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with opened(tmp_path / "file" / "below" / FILE) as store:
        assert store.commit(Changes({ONE: NODE}))
        assert store.node(ONE) == NODE
        assert not store.shared
