"""Folders of Markdown to a `Glossary`: every term, every note, every problem."""

from glossgen.read.reader import FileReader

__all__ = ["FileReader"]
