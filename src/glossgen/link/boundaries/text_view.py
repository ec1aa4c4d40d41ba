"""A text as the boundary rules read it: in one width, with access to neighbours and runs of one script."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from msgspec import Struct

from glossgen.text.label_folding import INVISIBLE, Folded, plain
from glossgen.text.scripts import RUNS, Script, is_wide, script

LONGEST_RUN = 40
"""The most characters of a run that are read on either side of a match; it bounds the cost of a match."""


class Hit(NamedTuple):
    """The span of a match: `first:last` in the folded text, `start:end` in the source."""

    first: int
    last: int
    start: int
    end: int


class TextView(Struct):
    """A source text, its full-width form (same offsets), and its folded form.

    The rules for Latin letters read `plain`, which still has hyphens and case; it is computed when
    first needed, and most texts do not need it. The rules for kana and kanji read the folded text,
    in which composed characters are normalised.
    """

    source: str
    folded: Folded
    _plain: str = ""

    @property
    def plain(self) -> str:
        """The source in one width; each character keeps its offset."""
        if not self._plain:
            self._plain = plain(self.source)
        return self._plain

    # -- the plain text, by source offset --------------------------------------

    def at(self, index: int) -> str:
        """The plain character at a source offset; an empty string outside of the text."""
        return self.plain[index] if 0 <= index < len(self.plain) else ""

    def before(self, start: int) -> int:
        """The offset of the last visible character before `start`; -1 if there is none."""
        start -= 1
        while start >= 0 and self.plain[start] in INVISIBLE:
            start -= 1
        return start

    def after(self, end: int) -> int:
        """The offset of the first visible character at or after `end`; the length if there is none."""
        while end < len(self.plain) and self.plain[end] in INVISIBLE:
            end += 1
        return end

    # -- the folded text, by folded offset ---------------------------------------

    def joined(self, index: int) -> bool:
        """Whether the folded characters at `index - 1` and `index` are adjacent for a reader.

        Invisible characters do not separate, and a line break between two characters of a script
        without spaces does not either.
        """
        if not 0 < index < len(self.folded.text):
            return False
        if not self.folded.gaps or self.folded.touches(index):
            return True
        gap = self.source[self.folded.end(index - 1) : self.folded.start(index)]
        visible = "".join(char for char in gap if char not in INVISIBLE)
        if not visible:
            return True
        text = self.folded.text
        return visible.strip(" \t\u3000") == "\n" and is_wide(text[index - 1]) and is_wide(text[index])

    def kind_before(self, index: int) -> Script | None:
        """The script of the character right before the folded offset."""
        return script(self.folded.text[index - 1]) if self.joined(index) else None

    def kind_after(self, index: int) -> Script | None:
        """The script of the character right after the folded offset."""
        return script(self.folded.text[index]) if self.joined(index) else None

    def run_start(self, index: int, kind: Script) -> int:
        """The start of the run of one script that ends at the folded offset `index`."""
        text = self.folded.text
        stop = max(0, index - LONGEST_RUN)
        while index > stop and script(text[index - 1]) is kind and self.joined(index):
            index -= 1
        return index

    def run_end(self, index: int, kind: Script) -> int:
        """The end of the run of one script that begins at the folded offset `index`."""
        text, gaps = self.folded.text, self.folded.gaps
        stop = min(len(text), index + LONGEST_RUN)
        run = RUNS[kind].match(text, index, stop) if index else None
        gap = bisect_left(gaps, index)
        if run and (gap == len(gaps) or gaps[gap] >= run.end()):
            return run.end()
        while index < stop and script(text[index]) is kind and self.joined(index):
            index += 1
        return index

    def run_before(self, index: int, kind: Script) -> str:
        """The run of one script that ends at the folded offset `index`."""
        return self.folded.text[self.run_start(index, kind) : index]

    def run_after(self, index: int, kind: Script) -> str:
        """The run of one script that begins at the folded offset `index`."""
        return self.folded.text[index : self.run_end(index, kind)]
