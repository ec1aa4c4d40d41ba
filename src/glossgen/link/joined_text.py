"""The text runs of a place, joined so that folding and searching take one call each.

Text runs are short and each call has a fixed cost. A block break separates the runs: no label
contains it, and every rule treats it like the end of a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct

from glossgen.link.boundaries.text_view import TextView
from glossgen.link.spans import NOWHERE, Spans
from glossgen.model import BLOCK_BREAK, TextRun
from glossgen.text.label_folding import Stems, fold
from glossgen.text.matched_text import formula_characters, matched_text


class JoinedText(TextView):
    """The joined text of text runs, without headings. `starts` are their offsets, and the end of the text."""

    starts: Sequence[int] = ()

    @classmethod
    def of(cls, text_runs: Sequence[TextRun], stems: Stems | None = None) -> JoinedText:
        """Join one or more text runs; `stems` as for `fold`."""
        texts = [matched_text(text_run) for text_run in text_runs]
        source = BLOCK_BREAK.join(texts)
        return cls(
            source, fold(source, stems), starts=list(accumulate([len(text) + 1 for text in texts], initial=0))
        )


class BlockedSpans(Struct, frozen=True):
    """Spans in which nothing is linked: zones and links made by hand.

    A whole address may match a label, and a whole formula a part of one. `alone` are the formulas: one
    of them alone matches only a label that is a formula.
    """

    zones: Spans = NOWHERE
    addresses: Spans = NOWHERE
    formulas: Spans = NOWHERE
    alone: frozenset[tuple[int, int]] = frozenset()

    @classmethod
    def of(cls, text_runs: Sequence[TextRun], starts: Sequence[int]) -> BlockedSpans | None:
        """The blocked spans in joined text runs; None if there are none, which is usual."""
        zones: list[tuple[int, int]] = []
        addresses: list[tuple[int, int]] = []
        formulas: list[tuple[int, int]] = []
        for text_run, here in zip(text_runs, starts, strict=False):
            if text_run.heading:
                continue
            if text_run.zones:
                named = formula_characters(text_run)
                for start, end in text_run.zones:
                    kind = formulas if (start, end) in named else zones
                    kind.append((here + start, here + end))
            if text_run.addresses:
                addresses += [(here + start, here + end) for start, end in text_run.addresses]
            if text_run.references:
                zones += [(here + each.start, here + each.end) for each in text_run.references]
        if not (zones or addresses or formulas):
            return None
        return cls(Spans.of(zones), Spans.of(addresses), Spans.of(formulas), frozenset(formulas))

    def rule(self, start: int, end: int, *, formula: bool = False) -> str:
        """The rule by which `start:end` is no mention, if any; `formula`: the label is a formula."""
        if self.zones.meet(start, end) or self.formulas.hold(start) or self.formulas.hold(end):
            return "zone"
        if not formula and (start, end) in self.alone:
            return "zone"
        return "address" if self.addresses.hold(start) or self.addresses.hold(end) else ""
