"""The preview server: builds, serves on the loopback address, rebuilds and reloads after changes."""

from __future__ import annotations

from glossgen.serve.http import PreviewServer, open_server
from glossgen.serve.preview import BuildFunction, PreviewBuilder, RebuildResult
from glossgen.serve.run import run

__all__ = ["BuildFunction", "PreviewBuilder", "PreviewServer", "RebuildResult", "open_server", "run"]
