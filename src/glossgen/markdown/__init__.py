"""Parses Markdown into documents: the only package that imports markdown-it."""

from glossgen.markdown.context import Locate, OwnSite, Resource, base_of
from glossgen.markdown.document import Comment, Document, Section, parse_document, text_runs
from glossgen.markdown.parser import Parser, make_parser
from glossgen.markdown.safe_html import is_element

__all__ = [
    "Comment",
    "Document",
    "Locate",
    "OwnSite",
    "Parser",
    "Resource",
    "Section",
    "base_of",
    "is_element",
    "make_parser",
    "parse_document",
    "text_runs",
]
