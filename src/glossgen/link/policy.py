"""The link policy: link the first mention of a term in each entry, section or paragraph, or every mention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from glossgen.config import Links, Policy
from glossgen.link.mention_builder import MentionBuilder
from glossgen.model import Autolink, Key, Origin, TextRun

_ALWAYS, _ONCE = Autolink.ALWAYS, Autolink.ONCE
_WIKI, _FILE = Origin.WIKI, Origin.FILE
_ALL = Policy.ALL


def apply_policy(
    builder: MentionBuilder, sections: Sequence[int], links: Links, autolinks: Mapping[Key, Autolink]
) -> None:
    """Decide which mentions of one place of use become links.

    A link made by hand stays a link. `autolink: always` of a term links all its mentions and `once`
    the first on the page, whatever the policy. `autolinks` has the `autolink` settings of such terms.
    """
    units, policy, cap = _units(links.policy, sections), links.policy, links.cap
    seen: dict[int, set[Key]] = {unit: set() for unit in units}
    ever: set[Key] = set()
    counts = [0] * len(sections)
    for index, mention in enumerate(builder.mentions):
        if not mention.linked:
            continue
        target, text_run = mention.target, mention.text_run
        here = seen[units[text_run]]
        autolink = autolinks.get(target) if autolinks else None
        if autolink is not _ALWAYS and mention.origin is not _WIKI and mention.origin is not _FILE:
            if autolink is _ONCE and target in ever:
                builder.suppress(index, "once")
                continue
            if target in here and policy is not _ALL:
                builder.suppress(index, f"not-{policy.value}")
                continue
            if cap is not None and counts[text_run] >= cap:
                builder.suppress(index, "cap")
                continue
        here.add(target)
        if autolink:
            ever.add(target)
        counts[text_run] += 1


def _units(policy: Policy, sections: Sequence[int]) -> Sequence[int]:
    """For each text run the number of the unit (entry, section, paragraph) in which a term is linked once."""
    if policy is Policy.SECTION:
        return sections
    return range(len(sections)) if policy is Policy.PARAGRAPH else (0,) * len(sections)


def sections_of(text_runs: list[TextRun]) -> list[int]:
    """The section number of each text run: how many headings precede it."""
    numbers: list[int] = []
    count = 0
    for text_run in text_runs:
        count += text_run.heading
        numbers.append(count)
    return numbers
