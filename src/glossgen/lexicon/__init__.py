"""All labels of a language as surface forms, and the one automaton that finds them.

Pure: values in, values out. With `glossgen.link` it is what the project exists for.
"""

from glossgen.lexicon.lexicon import Lexicon, SurfaceForm, Unsafe, build_lexicon
from glossgen.lexicon.occurring import keys_of, occurring
from glossgen.lexicon.spellings import surface_forms
from glossgen.lexicon.word_tables import (
    WordTable,
    WordTables,
    load_tables,
    longest_prefix,
    longest_suffix,
    short,
)

__all__ = [
    "Lexicon",
    "SurfaceForm",
    "Unsafe",
    "WordTable",
    "WordTables",
    "build_lexicon",
    "keys_of",
    "load_tables",
    "longest_prefix",
    "longest_suffix",
    "occurring",
    "short",
    "surface_forms",
]
