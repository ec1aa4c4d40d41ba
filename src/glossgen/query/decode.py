"""Decodes kept values by the types that their queries declare, and checks them by their fingerprints."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from msgspec import MsgspecError, msgpack

from glossgen.query.declare import Query
from glossgen.query.fingerprint import digest
from glossgen.query.row_checksum import Harmed

Decode = Callable[[bytes], Any]


class Decoders:
    """A decoder for each query that keeps its values, or one for each item of a table."""

    def __init__(self, queries: Iterable[Query[Any, Any]]) -> None:
        self._by_rank = [_decoder_of(query.keep) for query in queries]

    def decode(self, query: Query[Any, Any], part: Any, mark: int, data: bytes | None) -> Any:
        """Decode a value, or the item `part` of a table. Raises Harmed if the data are not those written."""
        decode = self._by_rank[query.rank]
        if isinstance(decode, dict):
            decode = decode.get(part)
        if data is None or decode is None or digest(data) != mark:
            raise Harmed
        try:
            return decode(data)
        except MsgspecError as error:
            raise Harmed from error


def _decoder_of(keep: Any) -> Decode | dict[str, Decode] | None:
    if isinstance(keep, dict):
        return {name: msgpack.Decoder(kind).decode for name, kind in keep.items()}
    return msgpack.Decoder(keep).decode if keep else None
