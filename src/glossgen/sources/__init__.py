"""Reads folders of Markdown into a `Glossary`: terms, notes, and the problems found."""

from glossgen.sources.file_reader import FileReader

__all__ = ["FileReader"]
