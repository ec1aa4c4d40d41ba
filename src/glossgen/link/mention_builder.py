"""The mentions of a place in the making: changed until everything about them is settled."""

from __future__ import annotations

from msgspec import Struct, field

from glossgen.model import Key, Mention, Origin


class MentionBuilder(Struct):
    """The mentions of a place, in order of the text.

    `open` holds the terms that those may mean, by flow and offset, of which
    that is open; `inside` are those within longer words.
    """

    mentions: list[Mention] = field(default_factory=list)
    open: dict[tuple[int, int], tuple[Key, ...]] = field(default_factory=dict)
    inside: set[tuple[int, int]] = field(default_factory=set)

    def keys(self, mention: Mention) -> tuple[Key, ...]:
        """The terms that a mention may mean, where that is open."""
        found = mention.origin is Origin.TEXT
        return self.open.get((mention.text_run, mention.start), ()) if found else ()

    def suppress(self, index: int, rule: str) -> None:
        """Keep a mention from being a link, by a rule."""
        self.resolve(index, self.mentions[index].target, rule, linked=False)

    def resolve(self, index: int, target: Key, rule: str, *, linked: bool) -> None:
        """Say what a mention leads to, and by which rule."""
        old = self.mentions[index]
        span = (old.text_run, old.start, old.end, old.surface)
        self.mentions[index] = Mention(*span, target, old.position, old.origin, linked, rule)
