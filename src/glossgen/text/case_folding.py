"""The key under which two names count as the same (Unicode Standard §3.13, caseless matching).

Labels in a text are matched by `glossgen.text.label_folding`, and search has a folding of its own,
`glossgen.text.search_folding`.
"""

from __future__ import annotations

import unicodedata


def fold_name(name: str) -> str:
    """The key of a label: case and width do not count (NFKC)."""
    return unicodedata.normalize("NFKC", name).casefold()
