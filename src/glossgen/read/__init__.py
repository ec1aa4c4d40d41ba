"""Folders of Markdown to a `Glossary`: every term, every note, every problem."""

from glossgen.read.changed import read_changed
from glossgen.read.glossary import Effort, Reading, read_files, read_glossary
from glossgen.read.reader import FileReader

__all__ = ["Effort", "FileReader", "Reading", "read_changed", "read_files", "read_glossary"]
