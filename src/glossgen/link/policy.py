"""Which mentions become links: the first of a term in an entry, section or paragraph, or all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from glossgen.config import Links, Policy
from glossgen.model import Autolink, Flow, Key, Mention, Origin

_BY_HAND = (Origin.WIKI, Origin.FILE)


def apply_policy(
    mentions: Iterable[Mention], flows: list[Flow], links: Links, autolink: dict[Key, Autolink]
) -> tuple[Mention, ...]:
    """The mentions of one place of use, in order of the text, with `linked` decided.

    What a writer linked by hand stays a link. `autolink: always` of a term links
    every mention of it, `once` the first of the page, whatever the policy.
    """
    decided: list[Mention] = []
    seen: set[tuple[int, Key]] = set()
    ever: set[Key] = set()
    counts: dict[int, int] = {}
    sections = sections_of(flows)
    for mention in mentions:
        if not mention.linked:
            decided.append(mention)
            continue
        wish = autolink.get(mention.target, Autolink.DEFAULT)
        unit = (_unit(links.policy, mention, sections), mention.target)
        if mention.origin in _BY_HAND or wish is Autolink.ALWAYS:
            linked, rule = True, mention.rule
        elif wish is Autolink.ONCE and mention.target in ever:
            linked, rule = False, "once"
        elif links.policy is not Policy.ALL and unit in seen:
            linked, rule = False, f"not-{links.policy.value}"
        elif links.cap is not None and counts.get(mention.flow, 0) >= links.cap:
            linked, rule = False, "cap"
        else:
            linked, rule = True, mention.rule
        if linked:
            seen.add(unit)
            ever.add(mention.target)
            counts[mention.flow] = counts.get(mention.flow, 0) + 1
        decided.append(mention if linked else replace(mention, linked=False, rule=rule))
    return tuple(decided)


def _unit(policy: Policy, mention: Mention, sections: list[int]) -> int:
    if policy is Policy.SECTION:
        return sections[mention.flow]
    return mention.flow if policy is Policy.PARAGRAPH else 0


def sections_of(flows: list[Flow]) -> list[int]:
    """The number of the section of each flow: how many headings of the text stand before it."""
    numbers: list[int] = []
    count = 0
    for flow in flows:
        count += flow.heading
        numbers.append(count)
    return numbers
