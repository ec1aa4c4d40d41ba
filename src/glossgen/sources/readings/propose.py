"""Proposes readings with SudachiPy (the extra `glossgen[ja]`), and with rules for Latin letters.

The dictionary does not have most names in Latin letters. Capitals and single letters are spelled
out (ROC: あーるおーしー), and a digit right after a letter is read in English (F1: えふわん). A
label with any other unknown word gets no proposal rather than a wrong one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from glossgen.model import Position, Problem, Term
from glossgen.problems import CannotStart
from glossgen.sources.readings.file import Reading
from glossgen.text.kana import is_kana, to_hiragana
from glossgen.text.scripts import is_ideograph

Tokenizer = Callable[[str], "list[tuple[str, str]]"]
"""Segments a text into words, each with its reading in katakana (empty if unknown)."""

_ALPHABET = (
    "A えー,B びー,C しー,D でぃー,E いー,F えふ,G じー,H えいち,I あい,J じぇー,K けー,L える,M えむ,"
    "N えぬ,O おー,P ぴー,Q きゅー,R あーる,S えす,T てぃー,U ゆー,V ぶい,W だぶりゅー,X えっくす,"
    "Y わい,Z ぜっと,0 ぜろ,1 わん,2 つー,3 すりー,4 ふぉー,5 ふぁいぶ,6 しっくす,7 せぶん,8 えいと,9 ないん"
)
_NAMES = {pair[0]: pair[2:] for pair in _ALPHABET.split(",")}
_SEPARATORS = re.compile(r"[\s・=＝\-‐–—/()（）]+\Z")
_SPELLED = re.compile(r"[A-Z]+\Z|[A-Za-z]\Z")


def propose_readings(labels: Iterable[str], words: Tokenizer) -> Iterator[Reading]:
    """Propose a reading for each of these labels (see `unread_labels`); all are marked for review."""
    for label in dict.fromkeys(labels):
        if text := read(label, words):
            yield Reading(label, text, waiting=True)


def unread_labels(term: Term) -> Iterator[str]:
    """The labels of a Japanese term that need a reading: the index would list them under 読みなし.

    A preferred label in Latin letters needs one, too, since it is sorted by sound; alternative ones are
    sorted by their letters. A label in kana is its own reading.
    """
    if term.language != "ja":
        return
    if not term.reading and not _is_kana(term.label):
        yield term.label
    for label in term.labels[1:]:
        if not label.reading and not label.hidden and any(map(is_ideograph, label.text)):
            yield label.text


def _is_kana(label: str) -> bool:
    return is_kana(unicodedata.normalize("NFKC", re.sub(r"[\s・]", "", label)))


def read(label: str, words: Tokenizer) -> str:
    """The reading of a label in hiragana; empty if a word of it is unknown."""
    parts: list[str] = []
    before = ""
    for surface, reading in words(unicodedata.normalize("NFKC", label)):
        if _SEPARATORS.match(surface):
            before = ""
            continue
        part = _read_word(surface, reading, before)
        if not part:
            return ""
        parts.append(part)
        before = surface
    return "".join(parts)


def _read_word(surface: str, reading: str, before: str) -> str:
    if re.fullmatch(r"[A-Za-z]", surface):
        return _NAMES[surface.upper()]
    if re.fullmatch(r"[0-9]", surface) and re.search(r"[A-Za-z]\Z", before):
        return _NAMES[surface]
    text = re.sub(r"[\s・-]", "", to_hiragana(unicodedata.normalize("NFKC", reading)))
    if is_kana(text):
        return text
    if _SPELLED.match(surface):
        return "".join(_NAMES[char] for char in surface.upper())
    return ""


def sudachi_words() -> Tokenizer:
    """A tokenizer that uses SudachiPy with its small dictionary.

    Raises CannotStart (`missing-extra`) if they are not installed.
    """
    try:
        from sudachipy import Dictionary, SplitMode

        dictionary = Dictionary(dict="small")
    except (ImportError, OSError) as error:
        message = "readings are proposed with SudachiPy, which is not installed"
        hint = 'install it with: pip install "glossgen[ja]"'
        raise CannotStart(
            [Problem(Position("glossgen readings", 0), "missing-extra", message, hint)]
        ) from error
    tokenizer = dictionary.tokenizer(mode=SplitMode.C)

    def words(text: str) -> list[tuple[str, str]]:
        return [(word.surface(), word.reading_form()) for word in tokenizer.tokenize(text)]

    return words
