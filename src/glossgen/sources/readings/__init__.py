"""Readings (読み) that the sources do not give: the readings file, and proposals for it.

A reading in a source is the truth, then one in the file that its writer keeps.
A proposal by machine is marked with a question mark and counts for nothing
until the writer takes the mark away.
"""

from __future__ import annotations

from glossgen.sources.readings.apply import with_readings
from glossgen.sources.readings.file import MARK, Reading, Readings, append_readings, load_readings

__all__ = ["MARK", "Reading", "Readings", "append_readings", "load_readings", "with_readings"]
