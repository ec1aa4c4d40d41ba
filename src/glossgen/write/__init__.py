"""Files in, a folder out: the only part of glossgen that touches the output."""

from __future__ import annotations

from glossgen.write.output import Output, WriteReport, opened, write_site
from glossgen.write.stage import OutFile, Stage, Staged, holds

__all__ = ["OutFile", "Output", "Stage", "Staged", "WriteReport", "holds", "opened", "write_site"]
