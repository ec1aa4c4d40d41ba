"""Problems: their codes and severities, how they are worded, and the report that holds them."""

from glossgen.problems.codes import (
    CODES,
    CannotStart,
    did_you_mean,
    in_order,
    severity,
    where,
    wording,
)
from glossgen.problems.report import Progress

__all__ = [
    "CODES",
    "CannotStart",
    "Progress",
    "did_you_mean",
    "in_order",
    "severity",
    "where",
    "wording",
]
