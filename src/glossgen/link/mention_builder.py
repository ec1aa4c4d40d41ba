"""The mentions of a place while they are resolved."""

from __future__ import annotations

from msgspec import Struct, field

from glossgen.model import Key, Mention, Origin


class MentionBuilder(Struct):
    """The mentions of a place, in order of the text.

    `open` holds the possible terms of ambiguous mentions, by text run and offset;
    `inside` holds the mentions within longer words.
    """

    mentions: list[Mention] = field(default_factory=list)
    open: dict[tuple[int, int], tuple[Key, ...]] = field(default_factory=dict)
    inside: set[tuple[int, int]] = field(default_factory=set)

    def keys(self, mention: Mention) -> tuple[Key, ...]:
        """The possible terms of an ambiguous mention."""
        found = mention.origin is Origin.TEXT
        return self.open.get((mention.text_run, mention.start), ()) if found else ()

    def suppress(self, index: int, rule: str) -> None:
        """Mark a mention as not linked, by a rule."""
        self.resolve(index, self.mentions[index].target, rule, linked=False)

    def resolve(self, index: int, target: Key, rule: str, *, linked: bool) -> None:
        """Set the target of a mention, and the rule that decided."""
        old = self.mentions[index]
        span = (old.text_run, old.start, old.end, old.surface)
        self.mentions[index] = Mention(*span, target, old.position, old.origin, linked, rule, old.fragment)
