"""Watches the sources, templates, static files and the configuration for changes."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import watchfiles

from glossgen.config import Config

PATIENCE = 10.0
"""Seconds to wait until a watch is active: network folders may be slow."""

STEP = 20
"""Debounce interval in milliseconds: editors save in several steps."""

WatchedPath = tuple[Path, int, bool]
"""A folder, its inode (to notice that it was replaced), and whether it is watched recursively."""


class Watcher:
    """Calls `notify` from its own thread when an input of the build changes."""

    def __init__(self, notify: Callable[[], None]) -> None:
        """Start without watches."""
        self._notify = notify
        self._places: frozenset[WatchedPath] = frozenset()
        self._watches: list[_Watch] = []

    def follow(self, config: Config) -> bool:
        """Watch the inputs of this configuration. Returns whether there was a gap without a watch."""
        places = frozenset(_places(config))
        if places == self._places:
            return False
        self.stop()
        self._places = places
        watched = _Filter((config.output, config.cache))
        for deep in (True, False):
            paths = [path for path, _, each in places if each is deep]
            if paths:
                self._watches.append(_Watch())
                arguments = (paths, deep, watched, self._watches[-1])
                threading.Thread(target=self._watch, args=arguments, daemon=True).start()
        for watch in self._watches:
            watch.stands.wait(PATIENCE)
        return True

    def stop(self) -> None:
        """End all watches."""
        for watch in self._watches:
            watch.set()
        self._watches = []
        self._places = frozenset()

    def _watch(self, paths: list[Path], deep: bool, watched: _Filter, watch: _Watch) -> None:
        changes = watchfiles.watch(
            *paths,
            watch_filter=watched,
            stop_event=watch,
            recursive=deep,
            debounce=400,
            step=STEP,
            raise_interrupt=False,
            ignore_permission_denied=True,
        )
        try:
            for _ in changes:
                self._notify()
        finally:
            watch.stands.set()


class _Watch(threading.Event):
    """Set to end a watch. Its first `is_set` check shows that the watch is active."""

    def __init__(self) -> None:
        super().__init__()
        self.stands = threading.Event()

    def is_set(self) -> bool:
        self.stands.set()
        return super().is_set()


def _places(config: Config) -> list[WatchedPath]:
    """The folders to watch: inputs recursively, and the root for the configuration and new folders.

    The root is watched recursively only if it is a source folder: a checkout may contain a hundred
    thousand unrelated files.
    """
    folders = {source.path for source in config.sources}
    folders |= {config.root / "templates", config.root / "static", config.root / "locale"}
    deep = [folder for folder in folders if folder.is_dir()]
    flat = [] if config.root in deep else [config.root]
    return [(path, path.stat().st_ino, path in deep) for path in (*deep, *flat)]


class _Filter(watchfiles.DefaultFilter):
    """Ignores the usual noise (`.git`, temporary files of editors) and the folders that a build writes."""

    def __init__(self, ignored: tuple[Path, ...]) -> None:
        super().__init__()
        self._ignored = tuple(str(path) for path in ignored)

    def __call__(self, change: watchfiles.Change, path: str) -> bool:
        if any(path == own or path.startswith(own + os.sep) for own in self._ignored):
            return False
        return super().__call__(change, path)
