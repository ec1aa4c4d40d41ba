"""The frozen vocabulary that every stage speaks.

A stage is a function from these values to these values. Nothing here reads
the disk, parses, links or renders; nothing here imports another glossgen
module. Offsets are Python string offsets (code points); lines and columns
count from 1; paths are POSIX paths relative to the folder that holds the
configuration.
"""

from glossgen.model.link import Linked, Mention, Origin
from glossgen.model.problem import Among, Position, Problem, Severity, Wanted
from glossgen.model.term import Asset, Autolink, Form, Glossary, Key, Label, Match, Meta, Note, Source, Term
from glossgen.model.text import (
    BARRIER,
    HARD_BREAK,
    ROOT,
    Body,
    Flow,
    Formula,
    Mark,
    Part,
    Reference,
    ReferenceKind,
)

__all__ = [
    "BARRIER",
    "HARD_BREAK",
    "ROOT",
    "Among",
    "Asset",
    "Autolink",
    "Body",
    "Flow",
    "Form",
    "Formula",
    "Glossary",
    "Key",
    "Label",
    "Linked",
    "Mark",
    "Match",
    "Mention",
    "Meta",
    "Note",
    "Origin",
    "Part",
    "Position",
    "Problem",
    "Reference",
    "ReferenceKind",
    "Severity",
    "Source",
    "Term",
    "Wanted",
]
