"""The flows of a place laid end to end, so that they are folded and searched as one text.

A flow is short, and each call has its price. Between two flows stands the
barrier, which no label holds and beside which every rule says what it says at
the end of a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct

from glossgen.link.boundaries.text_view import TextView
from glossgen.link.spans import Spans
from glossgen.model import BLOCK_BREAK, TextRun
from glossgen.text.label_folding import fold


class JoinedText(TextView):
    """The text of flows, without that of headings. `starts` are their offsets, with one beyond the last."""

    starts: Sequence[int] = ()

    @classmethod
    def of(cls, text_runs: Sequence[TextRun]) -> JoinedText:
        """The text of some flows, at least one."""
        texts = ["" if text_run.heading else text_run.text for text_run in text_runs]
        source = BLOCK_BREAK.join(texts)
        return cls(
            source, fold(source), starts=list(accumulate([len(text) + 1 for text in texts], initial=0))
        )


class BlockedSpans(Struct, frozen=True):
    """Where no link may stand: in zones and links by hand. An address may be a label as a whole."""

    zones: Spans
    addresses: Spans

    @classmethod
    def of(cls, text_runs: Sequence[TextRun], starts: Sequence[int]) -> BlockedSpans | None:
        """Where no link may stand in joined flows; None if it may anywhere, as in most."""
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
        """Whether no link may stand at `start:end`."""
        cut = self.addresses.hold(start) or self.addresses.hold(end)
        return cut or self.zones.meet(start, end)
