"""The lexicon of one language: all surface forms, and the automaton that finds them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from ahocorasick_rs import AhoCorasick
from msgspec import Struct
from msgspec.structs import replace

from glossgen.lexicon.foreign_names import foreign_names
from glossgen.lexicon.label_names import brackets_of, doubtful
from glossgen.lexicon.own_names import own_names, rule_of
from glossgen.lexicon.proper_names import named_by_capital, proper_names, small_singulars
from glossgen.lexicon.spellings import surface_forms
from glossgen.lexicon.word_tables import WordTables, load_tables
from glossgen.model import Autolink, Key, Match, Term
from glossgen.text.label_folding import HYPHENS, fold, fold_label, plain_width
from glossgen.text.language_rules import WORD_GAP, LanguageRules, Same, inflection, language_rules, spelled
from glossgen.text.readable_tex import is_formula
from glossgen.text.scripts import Script, script


class SurfaceForm(Struct, frozen=True, array_like=True):
    """One surface form of one term.

    - `key`: its folded text.
    - `separators`: the offsets in `key` at which the form has a space, hyphen or 中黒.
    - `exact`: the text that must match case-sensitively; empty if any case matches.
    - `rule`: the rule that derived the form from `label`.
    - `spelling`: in a language with inflection, the form as `LanguageRules.compare` takes it; `key` is then
      the key of all inflected forms. Empty in other languages.
    - `unsafe`: why the form is not linked automatically; empty if it is.
    - `standalone_only`: linked only where no kana or kanji is adjacent.
    - `formula`: the label is written as a formula.
    """

    key: str
    separators: frozenset[int]
    exact: str
    term: Key
    label: str
    rule: str
    autolink: Autolink
    unsafe: str = ""
    standalone_only: bool = False
    spelling: str = ""
    formula: bool = False


class Unsafe(Struct, frozen=True, array_like=True):
    """A form that is not linked automatically, because it would match far too often."""

    term: Key
    label: str
    reason: str


class Lexicon(Struct, frozen=True):
    """All surface forms of one language. Immutable; built once for a build."""

    language: str
    forms: Mapping[str, tuple[SurfaceForm, ...]]
    keys: tuple[str, ...]
    automaton: AhoCorasick
    tables: WordTables
    unsafe: tuple[Unsafe, ...] = ()

    @property
    def rules(self) -> LanguageRules | None:
        """How words inflect in the language; None if the table of languages has no row for it."""
        return language_rules(self.language)

    def occurrences(self, folded: str) -> list[tuple[int, int, int]]:
        """(key number, start, end) of every occurrence of a key in a folded text; they may overlap."""
        return self.automaton.find_matches_as_indexes(folded, overlapping=True) if self.keys else []

    def lookup(self, label: str) -> tuple[SurfaceForm, ...]:
        """The forms that a label written by hand may mean; case is ignored."""
        return named_by(label, self.language, lambda key: self.forms.get(key, ()))


@lru_cache(maxsize=16384)
def name_key(name: str) -> str:
    """The key of a name where words have no endings. The same few words are asked for again and again."""
    return fold(name).text


def named_by(
    label: str, language: str, forms: Callable[[str], tuple[SurfaceForm, ...]]
) -> tuple[SurfaceForm, ...]:
    """The forms that a label written by hand may mean; `forms` has those of a key."""
    rules = inflection(language)
    if rules is None:
        return forms(name_key(label))
    return nearest_forms(forms(fold(label, rules.stems).text), label, rules)[0]


def nearest_forms(
    forms: Iterable[SurfaceForm], surface: str, rules: LanguageRules
) -> tuple[tuple[SurfaceForm, ...], Same]:
    """The forms with the spelling `surface`, or if there are none, those of which it is an inflected form."""
    written = spelled(surface)
    compared = [(form, rules.compare(form.spelling, written)) for form in forms]
    best = max((same for _, same in compared), default=Same.NO)
    return tuple(form for form, same in compared if same is best is not Same.NO), best


def build_lexicon(
    language: str, terms: Iterable[Term], translated: Callable[[Term], tuple[str, ...]] = lambda term: ()
) -> Lexicon:
    """Build the lexicon of the terms of one language. The result does not depend on the order of terms.

    `translated` gives the labels of a term in other languages.
    """
    tables, terms = load_tables(), tuple(terms)
    doubted = doubtful(label.text for term in terms for label in term.labels)
    forms: dict[str, list[SurfaceForm]] = {}
    for term in terms:
        for form in forms_of(
            term, tables, doubted, translated=translated(term) if has_brackets(term) else ()
        ):
            forms.setdefault(form.key, []).append(form)
    ordered = {key: in_form_order(forms[key]) for key in sorted(forms)}
    keys = tuple(ordered)
    unsafe = unsafe_of(form for each in ordered.values() for form in each)
    return Lexicon(language, ordered, keys, AhoCorasick(keys), tables, unsafe)


def unsafe_of(forms: Iterable[SurfaceForm]) -> tuple[Unsafe, ...]:
    """The labels among some forms that are not linked automatically."""
    found = {
        Unsafe(form.term, form.label, form.unsafe or "a common word")
        for form in forms
        if (form.unsafe or form.standalone_only)
        and form.rule == "label"
        and form.autolink is not Autolink.NEVER
    }
    return tuple(sorted(found, key=lambda each: (each.term, each.label)))


def in_form_order(forms: list[SurfaceForm]) -> tuple[SurfaceForm, ...]:
    """The forms of one folded label without duplicates, in an order independent of the order of files."""
    return tuple(forms) if len(forms) == 1 else tuple(sorted(set(forms), key=_form_order))


def _form_order(form: SurfaceForm) -> tuple[Key, int, str, str, str, list[int]]:
    return (form.term, form.rule != "label", form.rule, form.label, form.exact, sorted(form.separators))


def has_brackets(term: Term) -> bool:
    """Whether the names in brackets of a term are to be told from qualifiers."""
    return any(brackets_of(label.text) for label in term.labels)


def forms_of(
    term: Term,
    tables: WordTables,
    doubted: Collection[str] = (),
    own: Collection[str] | None = None,
    translated: tuple[str, ...] = (),
) -> Iterator[SurfaceForm]:
    """The surface forms of one term, without duplicates.

    `doubted` are texts in brackets that are taken for qualifiers (`glossgen.lexicon.label_names.doubtful`),
    `own` the names that its text gives (`glossgen.lexicon.own_names`); None if its body is to be asked.
    `translated` are its labels in other languages, which show what in brackets is a name.
    """
    seen: set[tuple[str, frozenset[int], str]] = set()
    owner, autolink, match = term.key, term.meta.autolink, term.meta.match
    always, rules = autolink is Autolink.ALWAYS, inflection(term.language)
    foreign = language_rules(term.language) is not None
    texts = [label.text for label in term.labels]
    proper = () if rules else proper_names(texts, term.body)
    singulars = {} if rules else small_singulars(texts, term.body)
    given = own_names(texts, term.body) if own is None else own
    for label in term.labels:
        others = (*[text for text in texts if text != label.text], *translated)
        derived = surface_forms(label.text, tables, others, doubted)
        single = [(singulars[label.text], "singular")] if label.text in singulars else ()
        more = (*foreign_names(label.text, tables, doubted), *_whole_words(label.text)) if foreign else ()
        shown = [(form, rule_of(each)) for each in given for form in (each, f"{each}s")]
        for surface, rule in (*derived, *single, *more, *(shown if label is term.labels[0] else ())):
            key, separators = key_of(surface)
            exact = _exact(surface, _EXACT if label.text in proper and match is not _FOLD else match)
            name = named_by_capital(surface, tables, term.language.partition("-")[0])
            exact = exact or (plain_width(surface) if name else "")
            known = (key, separators, exact)
            if not key or known in seen:
                continue
            seen.add(known)
            unsafe = "" if always or name else _unsafe_reason(key, exact, tables, term.language)
            if rules and rules.compounds and _lacks_beginning(label.text) and not always:
                unsafe = "the end of a word"
            alone = not always and key in tables.hiragana_common
            form = SurfaceForm(key, separators, exact, owner, label.text, rule, autolink, unsafe, alone)
            if label.written and is_formula(label.written):
                form = replace(form, formula=True)
            yield from _by_stems(form, surface, rules) if rules else (form,)


def _whole_words(label: str) -> Iterator[tuple[str, str]]:
    """Other lengths of a Chinese name: 单体应用程序, 单体应用; 可扩展性, 扩展性; 雲端原生技術, 雲端原生.

    Where little is left without 技術, it is an everyday word: 网络技术.
    """
    for short, rest in (("应用", "程序"), ("應用", "程式")):
        if label.endswith(short) and len(label) > len(short):
            yield label + rest, "inflection"
    if len(label) == _SCALABLE and label[0] == "可" and label[-1] == "性":
        yield label[1:], "inflection"
    if len(label) >= _TECHNOLOGY and label.endswith(("技术", "技術")):
        yield label[:-2], "short-name"


def _by_stems(form: SurfaceForm, surface: str, rules: LanguageRules) -> Iterator[SurfaceForm]:
    """A form under the keys of its stems: of its words, and of them written as one word."""
    for spelling in rules.spellings(surface):
        keys = (fold(each, rules.stems).text for each in (spelling, "".join(WORD_GAP.split(spelling))))
        for key in dict.fromkeys(keys):
            yield replace(form, key=key, separators=_NO_JOINTS, spelling=spelling)


def _lacks_beginning(label: str) -> bool:
    """Whether a name is the end of a word that begins like the name before it: Standardausgabe, -eingabe."""
    return label[:1] in HYPHENS and label[1:2].islower()


def key_of(surface: str) -> tuple[str, frozenset[int]]:
    """The folded text of a surface form, and the offsets of its separators in it."""
    key, gaps = fold_label(surface)
    return key, frozenset([gap for gap in gaps if 0 < gap < len(key)]) if gaps else _NO_JOINTS


def _exact(surface: str, match: Match) -> str:
    if match is _FOLD:
        return ""
    exact = match is _EXACT or is_acronym(surface) or _hides_word(surface)
    return plain_width(surface) if exact else ""


def _hides_word(surface: str) -> bool:
    """Whether only its capitals tell a name from an everyday word: reST."""
    word, tables = surface.lower(), load_tables()
    return bool(_CAPITAL_INSIDE.search(surface)) and (
        word in tables.english_verbs or word in tables.english_common
    )


def is_acronym(surface: str) -> bool:
    """Whether a form is an acronym (AI, RAG, GPT-4, also with a plural s), so that case matters."""
    text = surface if surface.isascii() else unicodedata.normalize("NFKC", surface)
    second = text[1:2]
    if text == text.lower() or ("a" <= second <= "z" and second != "s"):
        return False
    letters = _NO_LETTERS.sub("", text)
    return (letters[:-1] if len(letters) > 2 and letters[-1] == "s" else letters).isupper()


def takes_english(language: str) -> bool:
    """Whether words in Latin letters in a text of this language are treated as English."""
    return language.partition("-")[0] in ("en", "ja", "zh", "ko")


_SCALABLE, _TECHNOLOGY = 4, 6
"""The length of 可扩展性 and its like, and the least of a name that may do without 技術 at its end."""
_NO_JOINTS: frozenset[int] = frozenset()
_CAPITAL_INSIDE = re.compile("[a-z][A-Z]")
_NO_LETTERS = re.compile("[^A-Za-zÀ-ɏͰ-ԯ]+")
_EXACT, _FOLD = Match.EXACT, Match.FOLD


def _unsafe_reason(key: str, exact: str, tables: WordTables, language: str) -> str:
    """Why a form is too short or too common to be linked without `autolink: always`; empty if it is not."""
    if len(key) == 1 and script(key) is not Script.KANJI:
        return "a single character"
    if key.isdecimal():
        return "a number"
    if not any(map(str.isalnum, key)):
        return "signs only"
    if exact or key not in tables.english_common:
        return ""
    noun = takes_english(language) and tables.english_common[key] == "noun"
    return "" if noun else "a common English word"
