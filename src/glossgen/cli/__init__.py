"""The command line: one module for each command."""

from __future__ import annotations

from glossgen.cli.main import main, program

__all__ = ["main", "program"]
