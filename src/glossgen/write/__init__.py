"""Files in, a folder out: the only part of glossgen that touches the output."""

from __future__ import annotations

from glossgen.write.site import WriteReport, write_batches, write_site
from glossgen.write.stage import Batch, OutFile

__all__ = ["Batch", "OutFile", "WriteReport", "write_batches", "write_site"]
