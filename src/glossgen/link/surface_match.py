"""Matches a surface form as written against the forms of the lexicon, without its context.

The same few words occur everywhere, so the result is computed once for each
spelling and memoised.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from glossgen.lexicon import SurfaceForm
from glossgen.link.boundaries.edge_fast_path import (
    NEVER,
    SafeNeighbours,
    safe_neighbours_after,
    safe_neighbours_before,
)
from glossgen.link.boundaries.text_view import Hit
from glossgen.link.homonyms import candidate_terms
from glossgen.link.separators import separators_fit
from glossgen.model import Autolink, Key
from glossgen.text.label_folding import Folded, plain_width

_NEVER = Autolink.NEVER


class SurfaceMatch(Struct):
    """The forms that a `surface` may be.

    `refused` is the rule by which it is none of them, if so. `usable` are the forms
    that may be linked, `keys` their terms; without any, the surface still takes
    its place and is `too_common`, or is never linked. `standalone_only`: it is
    linked only where no kana or kanji touches it. `before` and `after` are the
    neighbours that leave its edges free.

    `rejected`: never a match. `linkable`: linked if the boundary rules accept it;
    then `target` is the term, if only one is possible, and `rule` found it.
    """

    surface: str
    before: SafeNeighbours
    after: SafeNeighbours
    forms: tuple[SurfaceForm, ...]
    usable: tuple[SurfaceForm, ...] = ()
    keys: tuple[Key, ...] = ()
    target: Key | None = None
    rule: str = ""
    linkable: bool = False
    rejected: bool = False
    refused: str = ""
    too_common: bool = False
    standalone_only: bool = False


def match_surface(
    forms: tuple[SurfaceForm, ...], source: str, folded: Folded, hit: Hit, ignored: Collection[str] = ()
) -> SurfaceMatch:
    """What the surface of a hit says of the forms that have its key; `ignored` keys are not linked."""
    surface, text = source[hit.start : hit.end], folded.text
    whole = hit.end - hit.start == hit.last - hit.first and not folded.spans
    gaps = () if whole else folded.gaps_inside(hit.first, hit.last)
    before, after = safe_neighbours_before(text[hit.first]), safe_neighbours_after(text[hit.last - 1])
    fitting, cased, linkable, usable = [], [], [], []
    for form in forms:
        if (gaps or form.joints) and not separators_fit(form, source, folded, hit.first, gaps):
            continue
        fitting.append(form)
        if form.exact and form.exact != plain_width(surface):
            continue
        cased.append(form)
        if form.autolink is not _NEVER:
            linkable.append(form)
            if not form.unsafe:
                usable.append(form)
    if not fitting:
        return SurfaceMatch(surface, before, after, forms, refused="separator", rejected=True)
    if not cased:
        return SurfaceMatch(surface, before, after, tuple(fitting), refused="case", rejected=True)
    if not usable:
        common = bool(linkable)
        return SurfaceMatch(surface, before, after, tuple(cased), too_common=common, rejected=common)
    first = usable[0]
    keys = (first.term,) if len(usable) == 1 else candidate_terms(usable, surface)
    target = keys[0] if len(keys) == 1 else None
    alone = first.standalone_only and all(form.standalone_only for form in usable)
    if alone:
        before = after = NEVER
    wanted = first.key not in ignored
    found = (tuple(cased), tuple(usable), keys, target, first.rule, wanted)
    return SurfaceMatch(surface, before, after, *found, standalone_only=alone)
