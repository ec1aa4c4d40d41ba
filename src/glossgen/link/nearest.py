"""The label nearest to one that does not exist, for hints."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable

from msgspec import Struct, field

from glossgen.text.label_folding import fold

_CLOSE = 0.75
"""From this likeness on (`difflib`'s ratio) a label is probably what was meant."""

_LOOKED_AT = 20
"""How many labels are compared letter by letter."""


class Nearest(Struct):
    """Finds near labels. Pieces of two letters lead to a few candidates, so that no search reads them all."""

    labels: tuple[str, ...]
    _by_piece: dict[str, list[int]] = field(default_factory=dict)
    _hints: dict[tuple[str, ...], str] = field(default_factory=dict)

    def hint(self, written: Iterable[str]) -> str:
        """Names the label nearest to any of the names written, if one has a letter in common with them."""
        names = tuple(text.strip() for text in written if text.strip())
        if names not in self._hints:
            likeness, label = max((self._best(name) for name in names), default=(0.0, ""))
            near = f"did you mean “{label}”?" if likeness >= _CLOSE else f"the nearest label is “{label}”"
            self._hints[names] = near if likeness > 0 else ""
        return self._hints[names]

    def _best(self, name: str) -> tuple[float, str]:
        """The likeness and the label most like `name`; equal ones in the order of the alphabet."""
        folded = fold(name).text
        found = self._candidates(folded) or range(min(len(self.labels), _LOOKED_AT))
        ranked = [(_likeness(folded, fold(self.labels[index]).text), self.labels[index]) for index in found]
        return min(ranked, key=lambda pair: (-pair[0], pair[1]), default=(0.0, ""))

    def _candidates(self, folded: str) -> list[int]:
        if not self._by_piece:
            pieces: dict[str, list[int]] = defaultdict(list)
            for index, label in enumerate(self.labels):
                for piece in _pieces(fold(label).text):
                    pieces[piece].append(index)
            self._by_piece = dict(pieces)
        shared = Counter(index for piece in _pieces(folded) for index in self._by_piece.get(piece, ()))
        weighed = [(-2 * count / (len(self.labels[i]) + len(folded)), i) for i, count in shared.items()]
        return [index for _, index in sorted(weighed)[:_LOOKED_AT]]


def _pieces(folded: str) -> set[str]:
    pairs = {folded[at : at + 2] for at in range(len(folded) - 1)}
    return pairs | {folded[:1]}


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
