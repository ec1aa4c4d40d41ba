"""Writes the output folder: the only package that does."""

from __future__ import annotations

from glossgen.output.output import Output, WriteReport, opened, write_site
from glossgen.output.staging import OutFile, Staged, StagingArea, has_content

__all__ = ["OutFile", "Output", "Staged", "StagingArea", "WriteReport", "has_content", "opened", "write_site"]
