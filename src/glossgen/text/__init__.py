"""Characters and running text: scripts, folding, collation, slugs, anchors, sentences."""

from __future__ import annotations

from glossgen.text.markup import slice_run, wrap
from glossgen.text.plain_text import plain, plain_run
from glossgen.text.scripts import is_cjk
from glossgen.text.sentences import LIMIT, Stops, excerpt, first_place, first_sentence, sentence_at, stops_of

__all__ = [
    "LIMIT",
    "Stops",
    "excerpt",
    "first_place",
    "first_sentence",
    "is_cjk",
    "plain",
    "plain_run",
    "sentence_at",
    "slice_run",
    "stops_of",
    "wrap",
]
