"""Who mentions a term first where: the mentions of all places, turned round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from glossgen.model import Key, Linked, Mention

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
    made = dict(users)
    order = {place: number for number, place in enumerate(before)}
    for place, linked in after.items():
        was = {mention.target for mention in before[place].mentions}
        now: dict[Key, Mention] = {}
        for mention in linked.mentions:
            now.setdefault(mention.target, mention)
        for target in was - now.keys():
            made[target] = {user: first for user, first in made[target].items() if user != place}
            if not made[target]:
                del made[target]
        for target, first in now.items():
            found = {**made.get(target, {}), place: first}
            in_order = (
                found
                if target in was
                else {user: found[user] for user in sorted(found, key=order.__getitem__)}
            )
            made[target] = in_order
    return made
