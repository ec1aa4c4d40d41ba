"""Who mentions a term first where: the mentions of all places, turned round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from glossgen.model import Key, Linked, Mention
from glossgen.ondemand import laid_over

Users = Mapping[Key, Mapping[Key, Mention]]
"""By target, the places that mention it, in the order of places, with the first mention in each."""


def users_of(linked: Iterable[Linked]) -> Users:
    """The users of everything that is mentioned."""
    users: dict[Key, dict[Key, Mention]] = {}
    for each in linked:
        for mention in each.mentions:
            users.setdefault(mention.target, {}).setdefault(each.place, mention)
    return users


def with_places(users: Users, before: Mapping[Key, Linked], after: Mapping[Key, Linked]) -> Users:
    """The users of everything when some of the places that were there `before` have other mentions."""
    made: dict[Key, Mapping[Key, Mention]] = {}
    order = {place: number for number, place in enumerate(before)}
    for place, linked in after.items():
        was = {mention.target for mention in before[place].mentions}
        now: dict[Key, Mention] = {}
        for mention in linked.mentions:
            now.setdefault(mention.target, mention)
        for target in was - now.keys():
            known = made[target] if target in made else users[target]
            made[target] = {user: known[user] for user in known if user != place}
        for target, first in now.items():
            known = made[target] if target in made else users.get(target, _NOBODY)
            made[target] = _with_user(known, place, first, order, new=target not in was)
    return laid_over(users, made)


def _with_user(
    users: Mapping[Key, Mention], place: Key, first: Mention, order: Mapping[Key, int], *, new: bool
) -> Mapping[Key, Mention]:
    """The users of a target with the first mention in a place, which may be new among them."""
    if not new:
        return laid_over(users, {place: first})
    found = {**users, place: first}
    return {user: found[user] for user in sorted(found, key=order.__getitem__)}


_NOBODY: Mapping[Key, Mention] = {}
