"""A surface as it stands in a text: which forms it may be, as far as the surface itself can tell.

The same few words stand everywhere, so what a spelling says is found out once
for each, whatever stands around it.
"""

from __future__ import annotations

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
    """

    forms: tuple[Form, ...]
    before: Free
    after: Free
    refused: str = ""
    usable: tuple[Form, ...] = ()
    keys: tuple[Key, ...] = ()
    too_common: bool = False
    alone: bool = False


def read_spelling(forms: tuple[Form, ...], source: str, folded: Folded, hit: Hit) -> Spelling:
    """What the surface of a hit says of the forms that have its key."""
    before, after = free_before(folded.text[hit.first]), free_after(folded.text[hit.last - 1])
    fitting = tuple([form for form in forms if joints_fit(form, source, folded, hit.first, hit.last)])
    if not fitting:
        return Spelling(forms, before, after, "separator")
    surface = source[hit.start : hit.end]
    cased = _cased(fitting, surface)
    if not cased:
        return Spelling(fitting, before, after, "case")
    linkable = tuple([form for form in cased if form.autolink is not Autolink.NEVER])
    usable = tuple([form for form in linkable if not form.unsafe])
    keys = (usable[0].term,) if len(usable) == 1 else candidate_terms(usable, surface)
    alone = bool(usable) and all(form.alone for form in usable)
    if alone:
        before = after = NEVER
    return Spelling(cased, before, after, "", usable, keys, bool(linkable) and not usable, alone)


def _cased(forms: tuple[Form, ...], surface: str) -> tuple[Form, ...]:
    """The forms that this spelling suits."""
    if not any(form.exact for form in forms):
        return forms
    written = plain_width(surface)
    return tuple(form for form in forms if form.exact in ("", written))
