"""The rows of the store, and what a build adds to them."""

from __future__ import annotations

from msgspec import Struct, field

Node = tuple[int, bytes, int, bytes, "bytes | None"]
"""A result: rank of its query, key, fingerprint, trace, and its value if it is kept."""

Part = tuple[int, bytes, int, "bytes | None"]
"""A part: its node, key, fingerprint, and its value if it is kept."""

InputRow = tuple[str, bytes, bytes, int]
"""An input: its kind, key, stamp and fingerprint."""

OutputRow = tuple[int, int, int]
"""A file of the site: the root that made it, its size, and its modification time in ns."""

_ROW = 400
"""About how many bytes a row takes in memory besides its trace and its value."""


class Changes(Struct):
    """What a build adds to the store; written in one transaction.

    `size` is about how many bytes of memory the rows take. `items` are not written: the items of each
    table that have changed.
    """

    nodes: dict[int, Node] = field(default_factory=dict)
    parts: dict[int, Part] = field(default_factory=dict)
    inputs: dict[int, InputRow] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    gone_parts: set[int] = field(default_factory=set)
    gone_inputs: set[int] = field(default_factory=set)
    expired: set[int] = field(default_factory=set)
    size: int = 0
    items: dict[int, set[int]] = field(default_factory=dict)

    def add_node(self, ident: int, node: Node) -> None:
        """Add the row of a node."""
        self.nodes[ident] = node
        self.size += _ROW + len(node[3]) + len(node[4] or b"")

    def add_part(self, ident: int, part: Part) -> None:
        """Add the row of a part."""
        self.parts[ident] = part
        self.size += _ROW + len(part[3] or b"")
