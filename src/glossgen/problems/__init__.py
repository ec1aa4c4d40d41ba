"""Problems: their codes and severities, their wording, hints, and the report of a build."""

from glossgen.problems.codes import (
    CODES,
    MENDING,
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
    "MENDING",
    "CannotStart",
    "Progress",
    "did_you_mean",
    "in_order",
    "severity",
    "where",
    "wording",
]
