"""The frozen values that all stages share.

A stage is a function from these values to these values. Nothing here reads the disk, parses, links
or renders, and nothing here imports another glossgen package. Offsets are Python string offsets
(code points); lines and columns count from 1; paths are POSIX paths relative to the folder of the
configuration.
"""

from glossgen.model.link import DISAMBIGUATION, PAGE, Linked, Mention, Origin, RepositoryLink
from glossgen.model.problem import Among, Position, Problem, Severity, Wanted
from glossgen.model.term import (
    Asset,
    Autolink,
    Glossary,
    Key,
    Label,
    Match,
    Meta,
    Note,
    Source,
    SourceKind,
    Term,
)
from glossgen.model.text import (
    BLOCK_BREAK,
    CODE,
    HARD_BREAK,
    ROOT,
    Body,
    BodyPart,
    Formula,
    InlineMarkup,
    Reference,
    ReferenceKind,
    TextRun,
)

__all__ = [
    "BLOCK_BREAK",
    "CODE",
    "DISAMBIGUATION",
    "HARD_BREAK",
    "PAGE",
    "ROOT",
    "Among",
    "Asset",
    "Autolink",
    "Body",
    "BodyPart",
    "Formula",
    "Glossary",
    "InlineMarkup",
    "Key",
    "Label",
    "Linked",
    "Match",
    "Mention",
    "Meta",
    "Note",
    "Origin",
    "Position",
    "Problem",
    "Reference",
    "ReferenceKind",
    "RepositoryLink",
    "Severity",
    "Source",
    "SourceKind",
    "Term",
    "TextRun",
    "Wanted",
]
