"""Parses Markdown into documents: the only package that imports markdown-it."""

from glossgen.markdown.context import Locate, Resource
from glossgen.markdown.document import Comment, Document, Section, parse_document, text_runs
from glossgen.markdown.parser import Parser, make_parser

__all__ = [
    "Comment",
    "Document",
    "Locate",
    "Parser",
    "Resource",
    "Section",
    "make_parser",
    "parse_document",
    "text_runs",
]
