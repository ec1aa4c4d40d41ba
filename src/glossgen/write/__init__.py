"""Files in, a folder out: the only part of glossgen that touches the output."""

from __future__ import annotations

from glossgen.write.manifest import read as files_of
from glossgen.write.site import WriteReport, write_batches, write_site
from glossgen.write.stage import Batch, OutFile

__all__ = ["Batch", "OutFile", "WriteReport", "files_of", "write_batches", "write_site"]
