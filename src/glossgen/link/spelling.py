"""A surface as it stands in a text: which forms it may be, as far as the surface itself can tell.

The same few words stand everywhere, so what a spelling says is found out once
for each, whatever stands around it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from glossgen.lexicon import Folded, Form, plain_width
from glossgen.link.free import NEVER, Free, free_after, free_before
from glossgen.link.homonyms import candidate_terms
from glossgen.link.joints import joints_fit
from glossgen.link.text import Hit
from glossgen.model import Autolink, Key


@dataclass(frozen=True, slots=True)
class Spelling:
    """The forms that a surface may be.

    `refused` is the rule by which it is none of them, if it is none. `usable`
    are those that may be linked, `keys` their terms; without any, the surface
    keeps its place and is `too_common`, or is never linked. `alone`: it is
    linked only where no kana or kanji touches it. `before` and `after` are the
    neighbours that leave its edges free.

    In short: it is `hopeless` if it is no label wherever it stands, `wanted` if
    it is linked where it is one; then `target` is the term, if it can only be
    one, and `rule` found it.
    """

    forms: tuple[Form, ...]
    before: Free
    after: Free
    refused: str = ""
    usable: tuple[Form, ...] = ()
    keys: tuple[Key, ...] = ()
    too_common: bool = False
    alone: bool = False
    hopeless: bool = False
    wanted: bool = False
    target: Key | None = None
    rule: str = ""


def read_spelling(
    forms: tuple[Form, ...], source: str, folded: Folded, hit: Hit, ignored: Collection[str] = ()
) -> Spelling:
    """What the surface of a hit says of the forms that have its key; `ignored` keys are not linked."""
    before, after = free_before(folded.text[hit.first]), free_after(folded.text[hit.last - 1])
    gaps = folded.gaps_inside(hit.first, hit.last)
    fitting = tuple([form for form in forms if joints_fit(form, source, folded, hit.first, gaps)])
    if not fitting:
        return Spelling(forms, before, after, "separator", hopeless=True)
    surface = source[hit.start : hit.end]
    cased = _cased(fitting, surface)
    if not cased:
        return Spelling(fitting, before, after, "case", hopeless=True)
    linkable = tuple([form for form in cased if form.autolink is not Autolink.NEVER])
    usable = tuple([form for form in linkable if not form.unsafe])
    if not usable:
        common = bool(linkable)
        return Spelling(cased, before, after, too_common=common, hopeless=common)
    keys = (usable[0].term,) if len(usable) == 1 else candidate_terms(usable, surface)
    alone = all(form.alone for form in usable)
    if alone:
        before = after = NEVER
    return Spelling(
        cased,
        before,
        after,
        usable=usable,
        keys=keys,
        alone=alone,
        wanted=usable[0].key not in ignored,
        target=keys[0] if len(keys) == 1 else None,
        rule=usable[0].rule,
    )


def _cased(forms: tuple[Form, ...], surface: str) -> tuple[Form, ...]:
    """The forms that this spelling suits."""
    if not any(form.exact for form in forms):
        return forms
    written = plain_width(surface)
    return tuple([form for form in forms if form.exact in ("", written)])
