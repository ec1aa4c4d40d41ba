"""Word boundaries: whether a match is a whole word, with one module for each script at its edges."""

from glossgen.link.boundaries.edges import Boundaries

__all__ = ["Boundaries"]
