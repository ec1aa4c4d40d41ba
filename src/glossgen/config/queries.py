"""Settings as inputs: a query depends only on those settings that it read."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from glossgen.config.values import Config, relative_posix
from glossgen.query import Database, Input, declare_input

setting: Input[str, Any] = declare_input("setting", lambda config, name: getattr(config, name))
"""One field of the configuration, by name."""


class Settings:
    """The configuration as queries see it: each field that is read is recorded as a dependency.

    It has the attributes of `Config`. Reading `root` is not recorded: it is the location of the
    glossary on this machine, and no result may depend on that.
    """

    __slots__ = ("_db",)

    def __init__(self, db: Database) -> None:
        self._db = db

    def __getattr__(self, name: str) -> Any:
        return self._db.input(setting, name)

    @property
    def root(self) -> Path:
        """The folder that contains the configuration."""
        config: Config = self._db.environment
        return config.root

    @property
    def base_path(self) -> str:
        """The path under which the site is published, with slashes at both ends."""
        return urlsplit(self.base_url).path or "/"

    def relative(self, path: Path) -> str:
        """`path` as problems show it."""
        return relative_posix(path, self.root)
