"""Collects the mentions of a place while they are being resolved."""

from __future__ import annotations

from msgspec import Struct, field

from glossgen.model import Key, Mention, Origin


class MentionBuilder(Struct):
    """The mentions of a place, in text order.

    `ambiguous` maps (text run, offset) of an ambiguous mention to the terms that it may mean;
    `inside` has (text run, offset) of the mentions inside of longer words.
    """

    mentions: list[Mention] = field(default_factory=list)
    ambiguous: dict[tuple[int, int], tuple[Key, ...]] = field(default_factory=dict)
    inside: set[tuple[int, int]] = field(default_factory=set)

    def keys(self, mention: Mention) -> tuple[Key, ...]:
        """The terms that an ambiguous mention may mean."""
        found = mention.origin is Origin.TEXT
        return self.ambiguous.get((mention.text_run, mention.start), ()) if found else ()

    def suppress(self, index: int, rule: str) -> None:
        """Keep a mention from being linked, for the reason named by a rule."""
        self.resolve(index, self.mentions[index].target, rule, linked=False)

    def resolve(self, index: int, target: Key, rule: str, *, linked: bool) -> None:
        """Set the target of a mention and the rule that decided."""
        old = self.mentions[index]
        span = (old.text_run, old.start, old.end, old.surface)
        self.mentions[index] = Mention(*span, target, old.position, old.origin, linked, rule, old.fragment)
