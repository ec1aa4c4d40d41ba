"""Folders of Markdown to a `Glossary`: every term, every note, every problem."""

from glossgen.sources.file_reader import FileReader

__all__ = ["FileReader"]
