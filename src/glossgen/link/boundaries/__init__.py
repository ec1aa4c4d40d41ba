"""Whether a match is a whole word: the rules for the characters at its edges, one module a script."""

from glossgen.link.boundaries.edges import Boundaries

__all__ = ["Boundaries"]
