"""A mention in the making: a note that is changed until everything about it is settled."""

from __future__ import annotations

from dataclasses import dataclass

from glossgen.model import Key, Mention, Origin, Position


@dataclass(slots=True)
class Draft:
    """A mention of a place. `keys` are the terms that it may mean, where that is open."""

    flow: int
    start: int
    end: int
    surface: str
    target: Key
    position: Position
    linked: bool
    rule: str
    origin: Origin = Origin.TEXT
    keys: tuple[Key, ...] = ()
    compound: bool = False

    def withhold(self, rule: str) -> None:
        """Keep the mention from being a link, by a rule."""
        self.linked = False
        self.rule = rule

    def mention(self) -> Mention:
        """The mention as settled."""
        return Mention(
            self.flow,
            self.start,
            self.end,
            self.surface,
            self.target,
            self.position,
            self.origin,
            self.linked,
            self.rule,
        )
