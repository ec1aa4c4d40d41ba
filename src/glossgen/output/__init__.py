"""Files in, a folder out: the only part of glossgen that touches the output."""

from __future__ import annotations

from glossgen.output.staging import Batch, OutFile, has_content
from glossgen.output.writer import WriteReport, write_batches, write_site

__all__ = ["Batch", "OutFile", "WriteReport", "has_content", "write_batches", "write_site"]
