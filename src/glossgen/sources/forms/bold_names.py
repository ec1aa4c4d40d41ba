"""Counts the texts of a file that begin with a name in bold: those of entries, and those of their parts."""

from __future__ import annotations

import re
from collections import Counter

from glossgen.text.columns import is_field

_LINKED_ENTRY = re.compile(r"^[*+-][ \t]+\[?(?:\*\*|__)(?!\s).+?(?:\*\*|__)", re.MULTILINE)
_BOLD_ENTRY = re.compile(
    r"^(?:\*\*|__)(?!\s)[^*_\n]{1,80}?"
    r"(?:[:：](?:\*\*|__)|(?:\*\*|__)[ \t]*(?:\([^()\n]*\)[ \t]*)?(?:[:：–—-]|\\?$))",
    re.MULTILINE,
)


def count_bold_names(prose: str) -> tuple[int, int]:
    """How many texts begin with a name in bold, and how many of these names are those of fields."""
    if "**" not in prose and "__" not in prose:
        return 0, 0
    names = Counter(found[0] for each in (_LINKED_ENTRY, _BOLD_ENTRY) for found in each.finditer(prose))
    total = names.total()
    return total, sum(count for count in names.values() if is_field(count, total))
