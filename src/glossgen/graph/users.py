"""Who mentions a term: the mentions of all places, turned round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from glossgen.codec import targets_of
from glossgen.model import Key, Linked
from glossgen.ondemand import laid_over

Users = Mapping[Key, tuple[Key, ...]]
"""By target, the places that mention it, in the order of places."""


def users_of(linked: Iterable[Linked]) -> Users:
    """The users of everything that is mentioned."""
    users: dict[Key, list[Key]] = {}
    for each in linked:
        for target in targets_of(each.mentions):
            users.setdefault(target, []).append(each.place)
    return {target: tuple(places) for target, places in users.items()}


def with_places(users: Users, before: Mapping[Key, Linked], after: Mapping[Key, Linked]) -> Users:
    """The users of everything when some of the places that were there `before` have other mentions."""
    made: dict[Key, tuple[Key, ...]] = {}
    order = {place: number for number, place in enumerate(before)}
    for place, linked in after.items():
        was, now = (frozenset(targets_of(each.mentions)) for each in (before[place], linked))
        for target in was - now:
            made[target] = tuple(user for user in made.get(target) or users[target] if user != place)
        for target in now - was:
            known = made[target] if target in made else users.get(target, ())
            made[target] = tuple(sorted((*known, place), key=order.__getitem__))
    return laid_over(users, made)
