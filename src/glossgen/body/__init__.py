"""What can be asked of a `Body` and its flows without linking or rendering anything."""

from __future__ import annotations

from glossgen.body.markup import slice_flow, wrap
from glossgen.body.sentences import LIMIT, Stops, excerpt, first_place, first_sentence, sentence_at, stops_of
from glossgen.body.text import is_cjk, plain, plain_flow

__all__ = [
    "LIMIT",
    "Stops",
    "excerpt",
    "first_place",
    "first_sentence",
    "is_cjk",
    "plain",
    "plain_flow",
    "sentence_at",
    "slice_flow",
    "stops_of",
    "wrap",
]
