"""Names in brackets in another language than the label: Программный интерфейс приложения (API).

Initials cannot be compared with a name in another language letter by letter, but its words can be counted. So
AI is not a name of “Галлюцинация (AI)”: one word is not the expansion of two letters. A text in Latin letters
after a name in another alphabet is the same name, unless it is a field or probably a qualifier
(`glossgen.lexicon.label_names`). Brackets may hold several names: (Continuous Delivery; CD).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from glossgen.lexicon.label_names import brackets_of
from glossgen.lexicon.same_name import ACRONYM, initials_fit
from glossgen.lexicon.word_tables import WordTables
from glossgen.text.label_folding import fold

_BRACKETS = re.compile(r"^(?P<base>[^()（）]+?)\s*[(（](?P<inner>[^()（）]+)[)）]\s*$")
_PARTS = re.compile("[;,]")
_WORD = re.compile(r"[^\W\d_]{3,}")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_HAN = re.compile("[\u3400-\u9fff]+")
_LATIN = re.compile("[A-Za-z][A-Za-z0-9 .+-]+")
_OTHER_ALPHABET = re.compile("[^\u0000-\u036f\u1e00-\u1fff\u2e80-\u9fff]+")


def foreign_names(label: str, tables: WordTables, doubted: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield (name, rule) if brackets hold the name of a label in another language.

    `doubted` are folded texts in brackets that are taken for qualifiers.
    """
    found = _BRACKETS.match(label)
    if not found or any(each in doubted for each in brackets_of(label)):
        return
    base, parts = found["base"], [part.strip() for part in _PARTS.split(found["inner"])]
    other = bool(_OTHER_ALPHABET.fullmatch(base.replace(" ", "").replace("-", "")))
    if len(parts) > 1 and not any(initials_fit(part, each) for part in parts for each in parts):
        return
    for part in parts:
        field = part.lower() in tables.fields or part in tables.heading_qualifiers
        initials = ACRONYM.match(part) is not None
        word = other and not field and not part.isupper() and _LATIN.fullmatch(part)
        if word or (initials and (len(parts) > 1 or _has_as_many_words(base, part))):
            yield part, "parenthesis"


def _has_as_many_words(base: str, initials: str) -> bool:
    """Whether a name has as many words as there are initials; small words may be left out, two characters
    of Chinese are a word.
    """
    letters, capitals = len(fold(initials).text), sum(char.isupper() for char in initials)
    characters = len("".join(_HAN.findall(base)))
    if characters:
        return 2 * capitals <= characters <= 3 * letters
    return capitals <= len(_WORD.findall(base)) and len(_LONG_WORD.findall(base)) <= letters
