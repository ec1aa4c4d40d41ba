"""Files in, a folder out: the only part of glossgen that touches the output."""

from __future__ import annotations

from glossgen.write.site import OutFile, WriteReport, write_site

__all__ = ["OutFile", "WriteReport", "write_site"]
