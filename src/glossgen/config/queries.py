"""The settings as inputs: what a query has read of the configuration is what it depends on."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from glossgen.config.values import Config, relative_posix
from glossgen.query import Database, Input, declare_input

setting: Input[str, Any] = declare_input("setting", lambda config, name: getattr(config, name))
"""One field of the configuration, by its name."""


class Settings:
    """The configuration as queries see it: every field that is looked at is noted.

    It answers as `Config` does. `root` is where the glossary lies on this
    machine, on which no result may depend; so it is not noted.
    """

    __slots__ = ("_db",)

    def __init__(self, db: Database) -> None:
        self._db = db

    def __getattr__(self, name: str) -> Any:
        return self._db.input(setting, name)

    @property
    def root(self) -> Path:
        """The folder that holds the configuration."""
        config: Config = self._db.environment
        return config.root

    @property
    def base_path(self) -> str:
        """The path under which the site is published, from slash to slash."""
        return urlsplit(self.base_url).path or "/"

    def relative(self, path: Path) -> str:
        """`path` as problems name it."""
        return relative_posix(path, self.root)
