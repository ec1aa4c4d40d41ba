"""Which mentions become links: the first of a term in an entry, section or paragraph, or all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from glossgen.config import Links, Policy
from glossgen.link.draft import Draft
from glossgen.model import Autolink, Flow, Key, Origin

_BY_HAND = (Origin.WIKI, Origin.FILE)


def apply_policy(
    drafts: Sequence[Draft], sections: Sequence[int], links: Links, wishes: Mapping[Key, Autolink]
) -> None:
    """Decide which mentions of one place of use are links; they are in order of the text.

    What a writer linked by hand stays a link. `autolink: always` of a term links
    every mention of it, `once` the first of the page, whatever the policy.
    `wishes` holds what the terms ask that do not leave it to the policy.
    """
    units = _units(links.policy, sections)
    seen: set[tuple[int, Key]] = set()
    ever: set[Key] = set()
    counts: dict[int, int] = {}
    for draft in drafts:
        if not draft.linked:
            continue
        target, flow = draft.target, draft.flow
        wish = wishes.get(target, Autolink.DEFAULT)
        unit = (units[flow], target)
        if draft.origin not in _BY_HAND and wish is not Autolink.ALWAYS:
            if wish is Autolink.ONCE and target in ever:
                draft.withhold("once")
                continue
            if unit in seen and links.policy is not Policy.ALL:
                draft.withhold(f"not-{links.policy.value}")
                continue
            if links.cap is not None and counts.get(flow, 0) >= links.cap:
                draft.withhold("cap")
                continue
        seen.add(unit)
        ever.add(target)
        counts[flow] = counts.get(flow, 0) + 1


def _units(policy: Policy, sections: Sequence[int]) -> Sequence[int]:
    """For each flow the number of the stretch of text in which a term is linked once."""
    if policy is Policy.SECTION:
        return sections
    return range(len(sections)) if policy is Policy.PARAGRAPH else (0,) * len(sections)


def sections_of(flows: list[Flow]) -> list[int]:
    """The number of the section of each flow: how many headings of the text stand before it."""
    numbers: list[int] = []
    count = 0
    for flow in flows:
        count += flow.heading
        numbers.append(count)
    return numbers
