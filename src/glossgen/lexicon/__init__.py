"""All labels of a language as surface forms, and the one automaton that finds them.

Pure: values in, values out. With `glossgen.link` it is what the project exists for.
"""

from glossgen.lexicon.fold import (
    DOTS,
    HYPHENS,
    INVISIBLE,
    SELECTORS,
    Folded,
    fold,
    is_separator,
    plain,
    plain_width,
)
from glossgen.lexicon.lexicon import Form, Lexicon, Unsafe, build_lexicon
from glossgen.lexicon.scripts import RUNS, Script, is_wide, script
from glossgen.lexicon.spellings import surface_forms
from glossgen.lexicon.tables import Table, Tables, load_tables, longest_prefix, longest_suffix, short

__all__ = [
    "DOTS",
    "HYPHENS",
    "INVISIBLE",
    "RUNS",
    "SELECTORS",
    "Folded",
    "Form",
    "Lexicon",
    "Script",
    "Table",
    "Tables",
    "Unsafe",
    "build_lexicon",
    "fold",
    "is_separator",
    "is_wide",
    "load_tables",
    "longest_prefix",
    "longest_suffix",
    "plain",
    "plain_width",
    "script",
    "short",
    "surface_forms",
]
