"""Folders of Markdown to a `Glossary`: every term, every note, every problem."""

from glossgen.sources.changed import read_changed
from glossgen.sources.file_reader import FileReader
from glossgen.sources.glossary import ReadOptions, ReadResult, read_files, read_glossary

__all__ = ["FileReader", "ReadOptions", "ReadResult", "read_changed", "read_files", "read_glossary"]
