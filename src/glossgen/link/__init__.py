"""Finds mentions of terms in texts and decides which become links. All functions are pure."""

from glossgen.link.boundaries.referee import Referee, load_referee
from glossgen.link.finder import Candidate, Finder
from glossgen.link.homonyms import candidate_terms
from glossgen.link.linker import (
    Linker,
    Place,
    autolinks_of,
    build_lexicons,
    link_each,
    load_analyser,
    places,
)
from glossgen.link.rule_texts import RULES, sentence
from glossgen.link.targets import Targets

__all__ = [
    "RULES",
    "Candidate",
    "Finder",
    "Linker",
    "Place",
    "Referee",
    "Targets",
    "autolinks_of",
    "build_lexicons",
    "candidate_terms",
    "link_each",
    "load_analyser",
    "load_referee",
    "places",
    "sentence",
]
