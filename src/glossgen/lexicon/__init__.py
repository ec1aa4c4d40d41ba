"""The lexicon: all labels of a language as surface forms, and the automaton that finds them in a text.

All functions are pure.
"""

from glossgen.lexicon.lexicon import Lexicon, SurfaceForm, Unsafe, build_lexicon
from glossgen.lexicon.spellings import surface_forms
from glossgen.lexicon.word_list import without_long_vowel
from glossgen.lexicon.word_tables import (
    WordTable,
    WordTables,
    load_table,
    load_tables,
    longest_prefix,
    longest_suffix,
)

__all__ = [
    "Lexicon",
    "SurfaceForm",
    "Unsafe",
    "WordTable",
    "WordTables",
    "build_lexicon",
    "load_table",
    "load_tables",
    "longest_prefix",
    "longest_suffix",
    "surface_forms",
    "without_long_vowel",
]
