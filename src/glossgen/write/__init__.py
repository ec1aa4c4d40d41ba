"""Files in, a folder out: the only part of glossgen that touches the output."""

from __future__ import annotations

from glossgen.write.site import WriteReport, write_batches, write_site
from glossgen.write.stage import Batch, OutFile, holds

__all__ = ["Batch", "OutFile", "WriteReport", "holds", "write_batches", "write_site"]
