"""Fixed names of several words in which a label names something else: service quality is no service.

`data/compound-names.txt` has them in any language. A label at the front or in the middle of one is no
mention; one at its end says what kind of thing it is, and is one unless the table says `whole`
(self-service). # stands for a number: ISO 9001 is no ISO. A longer label of the site wins, since it is
found first; and where the rest of the name is a label as well (IP and アドレス), a reader of IPアドレス is
served by both.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import lru_cache

from msgspec import Struct

from glossgen.lexicon import load_tables
from glossgen.text.label_folding import fold

_JOINT = r"[\s\-\u2010-\u2012・]{0,2}"
_NUMBER = re.escape("#")
_NO_LETTER_BEFORE, _NO_LETTER_AFTER = "(?<![a-z])", "(?:e?s)?(?![a-z])"


class Beside(Struct, frozen=True):
    """What stands before and behind a label in one compound name; `rest` are those, folded."""

    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    width: int
    rest: tuple[str, ...]

    def fits(self, source: str, start: int, end: int) -> bool:
        """Whether it stands beside a match."""
        if self.after and not self.after.match(source, end):
            return False
        return not self.before or bool(self.before.search(source[max(0, start - self.width) : start]))


@lru_cache(maxsize=8192)
def compounds_of(surface: str) -> tuple[Beside, ...]:
    """The compound names that a spelling is a part of, by what stands beside it there."""
    text, names = surface.lower(), load_tables().compound_names.items()
    if text not in _all_names():
        return ()
    return tuple(_beside(text, name) for name, kind in names if text in name and _holds(name, text, kind))


@lru_cache(maxsize=1)
def _all_names() -> str:
    """The names in one text, so that one search answers for the many spellings that are in none."""
    return "\n".join(load_tables().compound_names)


def in_compound_name(
    source: str, start: int, end: int, compounds: Iterable[Beside], labels: Container[str]
) -> bool:
    """Whether a match is a part of one of its compound names here, of which no other part is a label."""
    return any(
        each.fits(source, start, end) and not any(part in labels for part in each.rest) for each in compounds
    )


def _holds(name: str, part: str, kind: str) -> bool:
    """Whether a part of a compound name consists of whole words, and names another thing."""
    at = name.find(part)
    end = at + len(part)
    if len(part) == len(name) or (end == len(name) and kind != "whole"):
        return False
    return not (name.isascii() and (name[at - 1 : at].isalpha() or name[end : end + 1].isalpha()))


def _beside(part: str, name: str) -> Beside:
    before, after = (each.strip(" -") for each in name.split(part, 1))
    left = (_NO_LETTER_BEFORE if before.isascii() else "") + re.escape(before) + _JOINT + "$"
    right = _JOINT + re.escape(after).replace(_NUMBER, r"\d")
    right += _NO_LETTER_AFTER if after.isascii() and not after.endswith("#") else ""
    return Beside(
        re.compile(left, re.IGNORECASE) if before else None,
        re.compile(right, re.IGNORECASE) if after else None,
        len(before) + 3,
        tuple(fold(each.strip("/")).text for each in (before, after) if each),
    )
