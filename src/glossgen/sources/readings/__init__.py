"""Readings (読み) that the sources do not give: the readings file, and proposals for it.

A reading in a source takes precedence over one in the readings file. A proposed reading is marked
with a question mark and ignored until the writer removes the mark.
"""

from __future__ import annotations

from glossgen.sources.readings.apply import with_readings
from glossgen.sources.readings.file import MARK, Reading, Readings, append_readings, load_readings

__all__ = ["MARK", "Reading", "Readings", "append_readings", "load_readings", "with_readings"]
