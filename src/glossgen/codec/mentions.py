"""The mentions of a place as bytes and back: there are far more of them than anything asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from sys import intern
from typing import overload

from glossgen.codec.plain import Buffer, Packed, carefully, pack, unpack
from glossgen.model import Key, Mention, Origin, Position

_FEW = 40
"""Targets that are quicker to look through than to index."""

_ORIGINS = {origin.value: origin for origin in Origin}


class StoredMentions(Sequence[Mention]):
    """Mentions that lie in memory as bytes; each is made when somebody asks for it.

    `targets` are what they lead to, each once, in the order of the text. They are
    equal to a tuple of the same mentions. Asking may raise Undecodable.
    """

    __slots__ = ("_firsts", "_path", "data", "targets")

    def __init__(self, data: Buffer, path: str, targets: tuple[Key, ...]) -> None:
        """Take what `encode_mentions` has made of the mentions in a file, and their `targets_of`."""
        self.data = data
        self.targets = targets
        self._path = path
        self._firsts: dict[Key, Packed] = {}

    def __len__(self) -> int:
        return len(unpack(self.data))

    def __bool__(self) -> bool:
        return bool(self.targets)

    @overload
    def __getitem__(self, place: int) -> Mention: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Mention]: ...

    def __getitem__(self, place: int | slice) -> Mention | Sequence[Mention]:
        return self._made(unpack(self.data))[place]

    def __iter__(self) -> Iterator[Mention]:
        return iter(self._made(unpack(self.data)))

    def __reversed__(self) -> Iterator[Mention]:
        return reversed(self._made(unpack(self.data)))

    def __eq__(self, other: object) -> bool:
        return tuple(self) == (tuple(other) if isinstance(other, StoredMentions) else other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def first(self, target: Key) -> Mention:
        """The first that leads to one of the `targets`."""
        if len(self.targets) <= _FEW:
            number = self.targets.index(target)
            packed = next(each for each in unpack(self.data) if each[4] == number)
        else:  # as many pages ask, so it is worth its place in memory
            self._firsts = self._firsts or {self.targets[m[4]]: m for m in reversed(unpack(self.data))}
            packed = self._firsts[target]
        return self._made([packed])[0]

    def _made(self, packed: Packed) -> tuple[Mention, ...]:
        return carefully(lambda: tuple(self._each(packed)))

    def _each(self, packed: Packed) -> Iterator[Mention]:
        targets, here = self.targets, Position(self._path, 0)
        for text_run, start, end, surface, target, line, column, origin, linked, rule in packed:
            if line != here.line or column != here.column:
                here = Position(self._path, line, column)
            # Few surfaces and rules are new: they are to take their place in memory once.
            to = (targets[target], here, _ORIGINS[origin], linked, intern(rule))
            yield Mention(text_run, start, end, intern(surface), *to)


def encode_mentions(mentions: Sequence[Mention]) -> bytes:
    """Mentions as bytes, but for what they lead to: their targets count from 0 (see `targets_of`)."""
    if isinstance(mentions, StoredMentions):
        return bytes(mentions.data)
    numbers = {target: number for number, target in enumerate(targets_of(mentions))}
    return pack([_packed(mention, numbers[mention.target]) for mention in mentions])


def stored_mentions(mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The same mentions, of one file, as they lie in memory at little cost."""
    if not mentions:
        return ()
    return StoredMentions(encode_mentions(mentions), mentions[0].position.path, targets_of(mentions))


def targets_of(mentions: Sequence[Mention]) -> tuple[Key, ...]:
    """What some mentions lead to, each once, in the order of the text."""
    if isinstance(mentions, StoredMentions):
        return mentions.targets
    return tuple(dict.fromkeys([mention.target for mention in mentions]))


def first_of(mentions: Sequence[Mention], target: Key) -> Mention:
    """The first of some mentions that leads to a target, to which one does."""
    if isinstance(mentions, StoredMentions):
        return mentions.first(target)
    return next(mention for mention in mentions if mention.target == target)


def _packed(mention: Mention, target: int) -> Packed:
    span = (mention.text_run, mention.start, mention.end, mention.surface)
    position = (mention.position.line, mention.position.column)
    return (*span, target, *position, mention.origin.value, mention.linked, mention.rule)
