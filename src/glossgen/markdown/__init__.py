"""Markdown text to documents: the only package that knows markdown-it."""

from glossgen.markdown.context import Locate, Resource
from glossgen.markdown.document import Comment, Document, Section, flows, parse_document
from glossgen.markdown.parser import Parser, make_parser

__all__ = [
    "Comment",
    "Document",
    "Locate",
    "Parser",
    "Resource",
    "Section",
    "flows",
    "make_parser",
    "parse_document",
]
