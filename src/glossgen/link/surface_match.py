"""Matches text against the surface forms of its folded key, without looking at the context.

The same few spellings occur everywhere, so the caller memoises the result by spelling.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from glossgen.lexicon import SurfaceForm
from glossgen.lexicon.lexicon import nearest_forms
from glossgen.link.boundaries.edge_fast_path import (
    NEVER,
    SafeNeighbours,
    safe_neighbours_after,
    safe_neighbours_before,
)
from glossgen.link.boundaries.text_view import Hit
from glossgen.link.compound_names import Beside, compounds_of
from glossgen.link.english_words import EnglishWord, english_word
from glossgen.link.general_nouns import is_general
from glossgen.link.homonyms import candidate_terms, terms_in_case
from glossgen.link.separators import separators_fit
from glossgen.model import Autolink, Key
from glossgen.text.endings import SHORTEST
from glossgen.text.label_folding import Folded, fold, plain_width
from glossgen.text.language_rules import LanguageRules, Same
from glossgen.text.scripts import Script, script

_NEVER, _ALWAYS = Autolink.NEVER, Autolink.ALWAYS


class SurfaceMatch(Struct):
    """The result for one spelling `surface`.

    - `refused`: the rule by which it matches none of the forms; empty if it matches.
    - `usable`: the forms that may be linked; `keys`: their terms, and `in_case` those with the same
      capitals. If there are none, the surface still blocks shorter labels, and is `too_common` or set
      to never be linked.
    - `standalone_only`: linked only where no kana or kanji is adjacent.
    - `before`, `after`: the neighbours that accept its edges without the boundary rules.
    - `rejected`: never a match, whatever the context.
    - `word`: what is known of an English word that may be a noun or not; `capital`: it begins with a
      capital, and may be a part of a longer name; `proper`: by itself it is one, or initials;
      `compounds`: the fixed names of other things that it is a part of.
    - `general`: a very general noun, linked only near words of its entry.
    - `formula`: its label is a formula, so that a formula alone can be a mention.
    - `linkable`: linked if the boundary rules accept it; `target` is then the only possible term
      (None: several), and `rule` the rule that found it.
    """

    surface: str
    before: SafeNeighbours
    after: SafeNeighbours
    forms: tuple[SurfaceForm, ...]
    usable: tuple[SurfaceForm, ...] = ()
    keys: tuple[Key, ...] = ()
    in_case: frozenset[Key] = frozenset()
    target: Key | None = None
    rule: str = ""
    linkable: bool = False
    rejected: bool = False
    refused: str = ""
    too_common: bool = False
    standalone_only: bool = False
    word: EnglishWord | None = None
    capital: bool = False
    proper: bool = False
    compounds: tuple[Beside, ...] = ()
    formula: bool = False
    general: bool = False


def match_surface(
    forms: tuple[SurfaceForm, ...],
    source: str,
    folded: Folded,
    hit: Hit,
    ignored: Collection[str] = (),
    rules: LanguageRules | None = None,
) -> SurfaceMatch:
    """Match the surface of a hit against the forms of its key; terms with `ignored` keys are not linked."""
    surface, text = source[hit.start : hit.end], folded.text
    before, after = safe_neighbours_before(text[hit.first]), safe_neighbours_after(text[hit.last - 1])
    cased, linkable, usable = [], [], []
    fitting, how = _fitting(forms, source, folded, hit, rules)
    for form in fitting:
        if form.exact and not _same_case(form.exact, surface, how):
            continue
        cased.append(form)
        if form.autolink is not _NEVER:
            linkable.append(form)
            if not form.unsafe:
                usable.append(form)
    if not fitting:
        return SurfaceMatch(surface, before, after, forms, refused=how, rejected=True)
    if not cased:
        return SurfaceMatch(surface, before, after, fitting, refused="case", rejected=True)
    if not usable:
        common = bool(linkable)
        return SurfaceMatch(surface, before, after, tuple(cased), too_common=common, rejected=common)
    first = usable[0]
    keys = (first.term,) if len(usable) == 1 else candidate_terms(usable, surface)
    target = keys[0] if len(keys) == 1 else None
    in_case = frozenset() if target else terms_in_case(usable, surface)
    alone = first.standalone_only and all(form.standalone_only for form in usable)
    if alone:
        before = after = NEVER
    wanted = (fold(first.spelling).text if rules else first.key) not in ignored
    found = (tuple(cased), tuple(usable), keys, in_case, target, how or first.rule, wanted)
    formula = any(form.formula for form in usable)
    made = SurfaceMatch(surface, before, after, *found, standalone_only=alone, formula=formula)
    _set_context_checks(made, rules)
    return made


def _set_context_checks(match: SurfaceMatch, rules: LanguageRules | None) -> None:
    """Set what the neighbouring words must decide; nothing if the entry has `autolink: always`."""
    if any(form.autolink is _ALWAYS for form in match.usable):
        return
    surface = match.surface
    match.word = None if rules else english_word(surface)
    match.capital = surface[0].isupper() and script(surface[0]) is Script.LATIN is script(surface[-1])
    match.compounds = compounds_of(surface)
    match.proper = all(form.exact for form in match.usable)
    match.general = not match.proper and is_general(match.usable[0])


def _same_case(exact: str, surface: str, how: str) -> bool:
    """Whether a surface has the case of a form; for an inflected form, only the first letters count.

    The ending of initials is in lower case: HTTPS is no form of HTTP, as CPUs is of CPU.
    """
    written = plain_width(surface)
    if how != "inflection":
        return written == exact
    longer = exact.isupper() and written.isupper() and len(written) > len(exact)
    return written[:SHORTEST] == exact[:SHORTEST] and not longer


def _fitting(
    forms: tuple[SurfaceForm, ...], source: str, folded: Folded, hit: Hit, rules: LanguageRules | None
) -> tuple[tuple[SurfaceForm, ...], str]:
    """The forms that a hit may spell, and the rule by which it does or does not (empty: as written)."""
    if rules:
        found, same = nearest_forms(forms, source[hit.start : hit.end], rules)
        return found, {Same.YES: "", Same.FORM: "inflection", Same.NO: "other-word"}[same]
    whole = hit.end - hit.start == hit.last - hit.first and not folded.spans
    gaps = () if whole else folded.gaps_inside(hit.first, hit.last)
    found = tuple(
        form
        for form in forms
        if not (gaps or form.separators) or separators_fit(form, source, folded, hit.first, gaps)
    )
    return found, "" if found else "separator"
