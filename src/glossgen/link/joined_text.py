"""The text runs of a place, joined so that folding and searching take one call each.

Text runs are short and each call has a fixed cost. A block break separates the runs: no label
contains it, and every rule treats it like the end of a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct

from glossgen.link.boundaries.text_view import TextView
from glossgen.link.spans import Spans
from glossgen.model import BLOCK_BREAK, TextRun
from glossgen.text.label_folding import Stems, fold


class JoinedText(TextView):
    """The joined text of text runs, without headings. `starts` are their offsets, and the end of the text."""

    starts: Sequence[int] = ()

    @classmethod
    def of(cls, text_runs: Sequence[TextRun], stems: Stems | None = None) -> JoinedText:
        """Join one or more text runs; `stems` as for `fold`."""
        texts = ["" if text_run.heading else text_run.text for text_run in text_runs]
        source = BLOCK_BREAK.join(texts)
        return cls(
            source, fold(source, stems), starts=list(accumulate([len(text) + 1 for text in texts], initial=0))
        )


class BlockedSpans(Struct, frozen=True):
    """Spans in which nothing is linked: zones and links made by hand. A whole address may match a label."""

    zones: Spans
    addresses: Spans

    @classmethod
    def of(cls, text_runs: Sequence[TextRun], starts: Sequence[int]) -> BlockedSpans | None:
        """The blocked spans in joined text runs; None if there are none, which is usual."""
        zones: list[tuple[int, int]] = []
        addresses: list[tuple[int, int]] = []
        for text_run, here in zip(text_runs, starts, strict=False):
            if text_run.heading:
                continue
            if text_run.zones:
                zones += [(here + start, here + end) for start, end in text_run.zones]
            if text_run.addresses:
                addresses += [(here + start, here + end) for start, end in text_run.addresses]
            if text_run.references:
                zones += [(here + each.start, here + each.end) for each in text_run.references]
        return cls(Spans.of(zones), Spans.of(addresses)) if zones or addresses else None

    def meet(self, start: int, end: int) -> bool:
        """Whether `start:end` overlaps a blocked span."""
        cut = self.addresses.hold(start) or self.addresses.hold(end)
        return cut or self.zones.meet(start, end)
