"""Declares the inputs of reading: files, folders, git, the lock, the readings file."""

from __future__ import annotations

from pathlib import Path

from glossgen.config import Config
from glossgen.markdown import Resource
from glossgen.problems import CannotStart
from glossgen.query import Input, declare_input
from glossgen.query.file_status import file_status
from glossgen.sources.files import find_candidates, locate, natural_url, read_source, resource_of
from glossgen.sources.history import blame, read_histories, read_prefix, read_state
from glossgen.sources.lock import Lock, read_lock
from glossgen.sources.readings import Readings, load_readings
from glossgen.sources.repository_files import find_in_repository


def _file_stamp(config: Config, path: str) -> tuple[int, int]:
    return file_status(config.root / path)


def _list_sources(config: Config, _: str) -> tuple[tuple[str, int, str], ...]:
    """The path of every file that may be a source, the number of its folder, and its name in the folder."""
    numbers = {id(folder): number for number, folder in enumerate(config.sources)}
    files: dict[str, tuple[str, int, str]] = {}
    for file in find_candidates(config):
        shown = file.path.encode(errors="replace").decode()
        if shown in files and not file.folder.include:
            continue  # a source that names its files goes before one that takes the whole folder
        # A name that is not valid Unicode cannot be a key; reading such a file reports the problem.
        files[shown] = (shown, numbers[id(file.folder)], "" if shown != file.path else file.name)
    return tuple(files.values())


def _read_file(config: Config, path: str) -> bytes | str:
    """The bytes of a source file, or the message why it is not read."""
    return read_source(config.root / path, [folder.path for folder in config.sources])


def _locate(config: Config, asked: tuple[int, str, str]) -> tuple[str, Resource] | None:
    """The file for an address: its path, and the resource at its natural address on the site."""
    file = _located(config, asked)
    return None if file is None else (str(file[0]), resource_of(*file))


def _located(config: Config, asked: tuple[int, str, str]) -> tuple[Path, str] | None:
    number, name, address = asked
    folder = config.sources[number] if number < len(config.sources) else None
    found = locate(folder, folder.path / name, address) if folder else None
    if found is None or folder is None:
        return None
    file, inside = found
    return file, natural_url(folder.prefix if len(config.sources) > 1 else "", inside)


def _located_stamp(config: Config, asked: tuple[int, str, str]) -> tuple[object, ...]:
    found = _located(config, asked)
    return () if found is None else (str(found[0]), found[1], *file_status(found[0]))


def _readings(config: Config, _: str) -> Readings:
    """The readings file. One that cannot be read is a problem, as that of any other file of the glossary."""
    try:
        return load_readings(config.readings)
    except CannotStart as stop:
        return Readings(config.readings.name, (), tuple(stop.problems))


sources_on_disk = declare_input("sources_on_disk", _list_sources)
source_bytes = declare_input("source_bytes", _read_file, _file_stamp)
located = declare_input("located", _locate, _located_stamp)
readings_file: Input[str, Readings] = declare_input("readings_file", _readings)
lock_file: Input[str, Lock | None] = declare_input("lock_file", lambda config, _: read_lock(config.root))
histories_in_git: Input[str, dict[str, str]] = declare_input(
    "histories_in_git",
    lambda config, _: read_histories(config.root),
    lambda config, _: read_state(config.root),
)
repository_prefix: Input[str, str] = declare_input(
    "repository_prefix", lambda config, _: read_prefix(config.root)
)
repository_file: Input[tuple[str, str], str] = declare_input(
    "repository_file", lambda config, asked: find_in_repository(config.root, *asked)
)
line_dates: Input[tuple[str, str], tuple[str, ...]] = declare_input(
    "line_dates",
    lambda config, asked: blame(config.root, asked[0]),
    lambda config, asked: _file_stamp(config, asked[0]),
    lazy=True,  # after a commit, the dates for the old history are not needed any more
)
