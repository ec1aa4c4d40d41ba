"""The lexicon: all surface forms of one language, and the automaton that finds them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from ahocorasick_rs import AhoCorasick
from msgspec import Struct

from glossgen.lexicon.spellings import surface_forms
from glossgen.lexicon.word_tables import WordTables, load_tables
from glossgen.model import Autolink, Key, Match, Term
from glossgen.text.label_folding import fold, fold_label, plain_width
from glossgen.text.scripts import Script, script


class SurfaceForm(Struct, frozen=True):
    """One surface form of one term.

    `key` is its folded text, `joints` the places in the key at which the form
    has a space, hyphen or 中黒. `exact` is the text that must stand there letter
    by letter, or empty when any case will do. `rule` made the form from `label`.
    `unsafe` says why it is not linked by itself, `standalone_only` that it is linked only
    where no kana or kanji touches it.
    """

    key: str
    joints: frozenset[int]
    exact: str
    term: Key
    label: str
    rule: str
    autolink: Autolink
    unsafe: str = ""
    standalone_only: bool = False


class Unsafe(Struct, frozen=True):
    """A form that is not linked by itself, since it would flood the text."""

    term: Key
    label: str
    reason: str


class Lexicon(Struct, frozen=True):
    """All surface forms of one language. Made once for a build; pure and read-only."""

    language: str
    forms: Mapping[str, tuple[SurfaceForm, ...]]
    keys: tuple[str, ...]
    automaton: AhoCorasick
    tables: WordTables
    unsafe: tuple[Unsafe, ...] = ()

    def occurrences(self, folded: str) -> list[tuple[int, int, int]]:
        """(key number, start, end) of every key in a folded text, overlapping ones too."""
        return self.automaton.find_matches_as_indexes(folded, overlapping=True) if self.keys else []

    def lookup(self, label: str) -> tuple[SurfaceForm, ...]:
        """The forms that a label written by hand may mean, in any case."""
        return self.forms.get(fold(label).text, ())


def build_lexicon(language: str, terms: Iterable[Term]) -> Lexicon:
    """The lexicon of the terms of one language. The order of terms does not matter."""
    tables = load_tables()
    forms: dict[str, list[SurfaceForm]] = {}
    unsafe: set[Unsafe] = set()
    for term in terms:
        for form in forms_of(term, tables):
            forms.setdefault(form.key, []).append(form)
            if (
                (form.unsafe or form.standalone_only)
                and form.rule == "label"
                and form.autolink is not Autolink.NEVER
            ):
                unsafe.add(Unsafe(form.term, form.label, form.unsafe or "a common word"))
    ordered = {key: _ordered(forms[key]) for key in sorted(forms)}
    keys = tuple(ordered)
    found = tuple(sorted(unsafe, key=lambda each: (each.term, each.label)))
    return Lexicon(language, ordered, keys, AhoCorasick(keys), tables, found)


def _ordered(forms: list[SurfaceForm]) -> tuple[SurfaceForm, ...]:
    return tuple(forms) if len(forms) == 1 else tuple(sorted(set(forms), key=_form_order))


def _form_order(form: SurfaceForm) -> tuple[Key, int, str, str, str, list[int]]:
    return (form.term, form.rule != "label", form.rule, form.label, form.exact, sorted(form.joints))


def forms_of(term: Term, tables: WordTables) -> Iterator[SurfaceForm]:
    """The surface forms of one term, each once."""
    seen: set[tuple[str, frozenset[int], str]] = set()
    owner, wish, match = term.key, term.meta.autolink, term.meta.match
    asked = wish is Autolink.ALWAYS
    for label in term.labels:
        for surface, rule in surface_forms(label.text, tables):
            key, joints = key_of(surface)
            exact = _exact(surface, match)
            known = (key, joints, exact)
            if not key or known in seen:
                continue
            seen.add(known)
            unsafe = "" if asked else _unsafe_reason(key, exact, tables)
            alone = not asked and key in tables.hiragana_common
            yield SurfaceForm(key, joints, exact, owner, label.text, rule, wish, unsafe, alone)


def key_of(surface: str) -> tuple[str, frozenset[int]]:
    """The folded text of a surface form, and where its separators were."""
    key, gaps = fold_label(surface)
    return key, frozenset([gap for gap in gaps if 0 < gap < len(key)]) if gaps else _NO_JOINTS


def _exact(surface: str, match: Match) -> str:
    if match is _FOLD:
        return ""
    return plain_width(surface) if match is _EXACT or is_acronym(surface) else ""


def is_acronym(surface: str) -> bool:
    """Whether a form is written in capitals (AI, RAG, GPT-4; a plural s aside), so that case matters."""
    text = surface if surface.isascii() else unicodedata.normalize("NFKC", surface)
    second = text[1:2]
    if text == text.lower() or ("a" <= second <= "z" and second != "s"):
        return False
    letters = _NO_LETTERS.sub("", text)
    return (letters[:-1] if len(letters) > 2 and letters[-1] == "s" else letters).isupper()


_NO_JOINTS: frozenset[int] = frozenset()
_NO_LETTERS = re.compile("[^A-Za-z]+")
_EXACT, _FOLD = Match.EXACT, Match.FOLD


def _unsafe_reason(key: str, exact: str, tables: WordTables) -> str:
    """Why a form is too short or too common to be linked without `autolink: always`."""
    if len(key) == 1 and script(key) is not Script.KANJI:
        return "a single character"
    if key.isdecimal():
        return "a number"
    return "a common English word" if not exact and key in tables.english_common else ""
