"""A file whose form is to be detected: its place, its name, and its features."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

from glossgen.config.globs import matches
from glossgen.config.values import EXCLUDE
from glossgen.model import SourceKind
from glossgen.sources.forms.evidence import Evidence

_GLOSSARY = re.compile(
    r"gloss|glosar|(?<![^\W_])definitions?$"
    r"|lexi[ck]on|lexique|l[eé]xico|terminolog|terminológ|vocabul|dictionary"
    r"|jargon|acronyms|abbreviations|^(?:terms?|termes|t[eé]rminos|termos|termini|begriffe|термины)$"
    r"|woordenlijst|ordlist|sanasto|sanakirja|słowni|slovní|szószedet|szójegyzék|wörterbuch|sözlü[kğ]"
    r"|thuật ngữ|γλωσσάρι|глосс|глосарі|словар|словник|терминолог|مصطلحات|واژه.?نامه|מילון"
    r"|शब्दावली|শব্দকোষ|อภิธานศัพท์|សទ្ទានុក្រម|用語|用语|词条|詞條|術語|术语|词汇|詞彙|용어"
    r"|対訳|訳語|对照表|對照表|translation[-_ ]?(?:tables?|terms|dictionary)",
    re.IGNORECASE,
)
"""Matches the names of files, folders and headings that hold a glossary."""
TEMPLATE = re.compile(r"_(?!index\Z).*|(?:[^\W_]+[-_. ])?template\Z|archetype.*", re.IGNORECASE)
OWN_PAGES = ("search", "redirect", "sitemap", "404")
_IN_CAPITALS = frozenset(
    ("SECURITY.md", "SUPPORT.md", "GOVERNANCE.md", "AGENTS.md", "CLAUDE.md", "GEMINI.md")
)
"""Names of files about a repository in capitals only: `Claude.md` and `security.md` may be entries."""
FEW = 3
"""A folder with fewer files is judged with those of the folder above it."""


class Candidate(Struct, frozen=True, array_like=True):
    """A file that may be read.

    `aside`: its name is that of a file about a repository, such as README.md. `named`: a source in the
    configuration names it.
    """

    path: str
    number: int
    name: str
    aside: bool
    evidence: Evidence
    stated: SourceKind = SourceKind.AUTO
    level: int = 2
    named: bool = False

    @property
    def folder(self) -> str:
        """The path of its folder, relative to its source folder."""
        return self.name.rpartition("/")[0]

    @property
    def stem(self) -> str:
        """Its name without its ending."""
        return self.name.rpartition("/")[2].rpartition(".")[0]


def is_aside(name: str) -> bool:
    """Whether a file name is that of a file about a repository."""
    return matches(EXCLUDE, name) or name.rpartition("/")[2] in _IN_CAPITALS


def is_named(name: str) -> bool:
    """Whether a name or a heading says that a glossary is behind it."""
    return _GLOSSARY.search(unicodedata.normalize("NFC", name)) is not None


def is_called(name: str) -> bool:
    """Whether a name is that of a glossary and says no more: `glossary`, not `glossary-style-guide`."""
    words = re.split(r"[-_\s]+", name)
    return is_named(name) and len(words) <= (1 if name.isascii() else 2)


def named_folders(file: Candidate) -> list[str]:
    """The folders above a file that are called a glossary."""
    parts = file.name.split("/")[:-1]
    return [f"{file.number}/{'/'.join(parts[: at + 1])}/" for at, part in enumerate(parts) if is_named(part)]
