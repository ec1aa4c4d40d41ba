"""Resolves homonyms: which of several terms a label means in one place.

The criteria, in order: the same file, the same capitals, a gloss in brackets after it, the nearest
folder, the declared scope, the declared priority, and last the majority of the section. None depends on
the order of files.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from glossgen.lexicon import Lexicon, SurfaceForm
from glossgen.lexicon.lexicon import is_acronym
from glossgen.model import Key, Term
from glossgen.text.label_folding import plain_width

_GLOSS_AFTER = re.compile(r"\s*[(（]\s*([^()（）]{1,80}?)\s*[)）]")
_GLOSS_SPLIT = re.compile(r"[,、，;；:：/／]")
_SCOPE_SPLIT = re.compile(r"[,、，]\s*")
_LONGEST_LABEL = 40
_LABELS = ("label", "plural", "singular")
"""The rules of forms that are as strong as a label."""


class MentionContext(Struct, frozen=True):
    """The context of a mention: the path of its file, and the terms of the glossary."""

    path: str
    terms: Mapping[Key, Term]


def candidate_terms(forms: Iterable[SurfaceForm], surface: str) -> tuple[Key, ...]:
    """The terms that a surface form may mean.

    A label, in singular or plural, takes precedence over other derived variants. Initials that match in their
    own case take precedence over words in any case.
    """
    forms = tuple(forms)
    terms = {form.term for form in forms}
    if len(terms) > 1:
        labels = [form for form in forms if form.rule in _LABELS]
        initials = {form.term for form in labels if form.exact and is_acronym(surface)}
        terms = initials or {form.term for form in labels} or terms
    return tuple(sorted(terms))


def terms_in_case(forms: Iterable[SurfaceForm], surface: str) -> frozenset[Key]:
    """The terms with a label, in singular or plural, that has the same capitals as `surface`."""
    written = plain_width(surface)
    return frozenset(
        form.term for form in forms if form.rule in _LABELS and _same_case(plain_width(form.label), written)
    )


def named_terms(forms: Collection[SurfaceForm], written: str) -> tuple[Key, ...]:
    """The terms that a label written by hand may mean; its capitals count."""
    in_case = terms_in_case(forms, written)
    keys = candidate_terms(forms, written)
    return tuple(key for key in keys if key in in_case) or keys


def _same_case(label: str, written: str) -> bool:
    """Whether two texts have the same case up to their first different letter."""
    for one, other in zip(label, written, strict=False):
        if one != other:
            return one.lower() != other.lower()
    return True


def resolve(
    keys: tuple[Key, ...],
    text: str,
    span: tuple[int, int],
    context: MentionContext,
    lexicon: Lexicon,
    in_case: Collection[Key] = (),
) -> tuple[Key | None, str]:
    """The term that is meant and the rule that decided; None and `ambiguous` if no rule does.

    `in_case` are the terms spelled with the same capitals (see `terms_in_case`).
    """
    if len(keys) == 1:
        return keys[0], "only"
    steps = (
        ("same-file", lambda left: [k for k in left if context.terms[k].position.path == context.path]),
        ("exact-spelling", lambda left: [key for key in left if key in in_case]),
        ("gloss", lambda left: _by_gloss(left, text, span, lexicon)),
        ("nearest-folder", lambda left: _by_folder(left, context)),
        ("scope", lambda left: _by_scope(left, context)),
        ("priority", lambda left: _by_priority(left, context)),
    )
    left = list(keys)
    for rule, step in steps:
        kept = step(left)
        if len(kept) == 1:
            return kept[0], rule
        left = kept or left
    return None, "ambiguous"


def by_majority(keys: tuple[Key, ...], votes: Mapping[str, int], terms: Mapping[Key, Term]) -> Key | None:
    """The term whose file is the target of most other links in the section; None for a tie."""
    ranked = sorted(keys, key=lambda key: (-votes.get(terms[key].position.path, 0), key))
    best, second = (votes.get(terms[key].position.path, 0) for key in ranked[:2])
    return ranked[0] if best > second else None


def gloss_after(text: str, end: int) -> tuple[int, int] | None:
    """The span of the text in brackets right after `end`; None if there are none."""
    found = _GLOSS_AFTER.match(text, end)
    return found.span(1) if found else None


def gloss_terms(text: str, end: int, lexicon: Lexicon) -> set[Key]:
    """The terms named in the brackets right after `end`."""
    span = gloss_after(text, end)
    if span is None:
        return set()
    inside = text[slice(*span)]
    return {form.term for part in (inside, *_GLOSS_SPLIT.split(inside)) for form in lexicon.lookup(part)}


def _by_gloss(keys: list[Key], text: str, span: tuple[int, int], lexicon: Lexicon) -> list[Key]:
    glossed = gloss_terms(text, span[1], lexicon)
    opening = text[max(0, span[0] - _LONGEST_LABEL) : span[0]].rstrip()
    if opening.endswith(("(", "（")):
        before = opening[:-1].rstrip()
        lookups = (lexicon.lookup(before[-length:]) for length in range(1, len(before) + 1))
        glossed |= {form.term for forms in lookups for form in forms}
    return [key for key in keys if key in glossed]


def _by_scope(keys: list[Key], context: MentionContext) -> list[Key]:
    """The terms whose declared scope is a folder or file that contains the text."""

    def covers(scope: str) -> bool:
        path = scope.strip().strip("/")
        return bool(path) and (context.path == path or context.path.startswith(path + "/"))

    covering = [k for k in keys if any(covers(s) for s in _SCOPE_SPLIT.split(context.terms[k].meta.scope))]
    return covering or [key for key in keys if not context.terms[key].meta.scope]


def _by_folder(keys: list[Key], context: MentionContext) -> list[Key]:
    """The terms whose files are the fewest folders away."""
    distances = {key: _distance(context.path, context.terms[key].position.path) for key in keys}
    nearest = min(distances.values())
    return [key for key in keys if distances[key] == nearest]


def _distance(one: str, other: str) -> int:
    """The number of steps up and down the folder tree from one file to another."""
    here, there = one.split("/")[:-1], other.split("/")[:-1]
    common = 0
    while common < min(len(here), len(there)) and here[common] == there[common]:
        common += 1
    return len(here) + len(there) - 2 * common


def _by_priority(keys: list[Key], context: MentionContext) -> list[Key]:
    highest = max(context.terms[key].meta.priority for key in keys)
    return [key for key in keys if context.terms[key].meta.priority == highest]
