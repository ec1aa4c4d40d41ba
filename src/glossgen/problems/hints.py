"""Hints that guess what was meant, made when a report is worded.

A problem holds the name as written (`glossgen.model.Wanted`), a report the names that may have been
meant (`Names`). Neither holds a guess, so stored results never contain a stale one.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from msgspec.structs import replace

from glossgen.model import Among, Glossary, Problem, Source, SourceKind, Term, Wanted
from glossgen.problems.report import Names
from glossgen.text.label_folding import fold
from glossgen.text.nearest import Nearest

_CLOSE = 0.75
"""The least similarity (`difflib`'s ratio) at which a label is suggested."""

_LOOKED_AT = 20
"""How many candidates are compared with `difflib`."""

_LISTED = 40
"""The most names that are listed if none of them is similar."""


# ------------------------------------------------------------ names to choose from


def names_for(glossary: Glossary, problems: Iterable[Problem]) -> tuple[Names, ...]:
    """The names that hints for these problems choose from, each set once."""
    sets = {(wanted.among, wanted.of) for wanted in (problem.wanted for problem in problems) if wanted}
    return tuple(
        Names(among, of, tuple(dict.fromkeys(_NAMES[among](glossary, of))))
        for among, of in sorted(sets)
        if among is not Among.CHOICES
    )


def category_of(source: Source, term: Term) -> str:
    """The category of a term in the configuration: the path of its file, or a name in front matter."""
    return term.meta.category if source.form is SourceKind.ARTICLE else source.path.removesuffix(".md")


def _files(glossary: Glossary, _: str) -> Iterator[str]:
    return (source.path for source in glossary.sources)


def _entries(glossary: Glossary, path: str) -> Iterator[str]:
    return (term.label for source in glossary.sources if source.path == path for term in source.terms)


def _headings(glossary: Glossary, _: str) -> Iterator[str]:
    return (term.label for term in glossary.terms)


def _labels(glossary: Glossary, language: str) -> Iterable[str]:
    terms = list({term.key: term for term in glossary.terms}.values())
    own = [label.text for term in terms if term.language == language for label in term.labels]
    return own or [label.text for term in terms for label in term.labels]


def _categories(glossary: Glossary, _: str) -> Iterator[str]:
    return (category_of(source, term) for source in glossary.sources for term in source.terms)


_NAMES: dict[Among, Callable[[Glossary, str], Iterable[str]]] = {
    Among.FILES: _files,
    Among.ENTRIES: _entries,
    Among.HEADINGS: _headings,
    Among.LABELS: _labels,
    Among.CATEGORIES: _categories,
}


# ------------------------------------------------------------ the nearest of them


def hinted(problems: Iterable[Problem], known: Sequence[Names]) -> Iterator[Problem]:
    """Yield the problems with their guessed hints."""
    hints: _Hints | None = None
    for problem in problems:
        if problem.wanted is None:
            yield problem
        else:
            hints = hints or _hints_for(tuple(known))
            yield replace(problem, hint=hints.guess(problem.wanted) or problem.hint, wanted=None)


@lru_cache(maxsize=1)
def _hints_for(known: tuple[Names, ...]) -> _Hints:
    """Hints for a set of names, cached: a preview words most of a report again after every edit."""
    return _Hints(known)


class _Hints:
    """Hints for one set of names. Each index is built on first use."""

    def __init__(self, known: Iterable[Names]) -> None:
        self._names = {(each.among, each.of): each.names for each in known}
        self._near: dict[tuple[Among, str, tuple[str, ...]], Nearest] = {}
        self._labels: dict[str, _Labels] = {}

    def guess(self, wanted: Wanted) -> str:
        """A hint for one problem; empty if no name is similar."""
        key = (wanted.among, wanted.of, wanted.choices)
        names = wanted.choices or self._names.get(key[:2], ())
        if wanted.among is Among.LABELS:
            if wanted.of not in self._labels:
                self._labels[wanted.of] = _Labels(names)
            return self._labels[wanted.of].hint(wanted.names)
        if key not in self._near:
            self._near[key] = Nearest(names)
        close = next(filter(None, map(self._near[key].to, wanted.names)), None)
        if close is not None:
            return f"did you mean “{close}”?"
        few = wanted.among is Among.HEADINGS and len(names) <= _LISTED
        listed = few or wanted.among is Among.CHOICES
        return "known: " + ", ".join(sorted(names)) if listed else ""


class _Labels:
    """Finds similar labels. An index of bigrams selects few candidates, so that few are compared."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        self._labels = labels
        self._folded = [fold(label).text for label in labels]
        self._hints: dict[tuple[str, ...], str] = {}
        self._by_piece: dict[str, list[int]] = defaultdict(list)
        for index, folded in enumerate(self._folded):
            for piece in _pieces(folded):
                self._by_piece[piece].append(index)

    def hint(self, written: Iterable[str]) -> str:
        """Suggest the label most similar to one of the names written, if they share a letter."""
        names = tuple(text.strip() for text in written if text.strip())
        if names not in self._hints:
            likeness, label = max((self._best(name) for name in names), default=(0.0, ""))
            near = f"did you mean “{label}”?" if likeness >= _CLOSE else f"the nearest label is “{label}”"
            self._hints[names] = near if likeness > 0 else ""
        return self._hints[names]

    def _best(self, name: str) -> tuple[float, str]:
        """The similarity and the label most similar to `name`; of equal ones the first by code points."""
        folded = fold(name).text
        found = self._candidates(folded) or range(min(len(self._labels), _LOOKED_AT))
        ranked = [(_likeness(folded, self._folded[index]), self._labels[index]) for index in found]
        return min(ranked, key=lambda pair: (-pair[0], pair[1]), default=(0.0, ""))

    def _candidates(self, folded: str) -> list[int]:
        """The labels with the most bigrams in common, relative to their length."""
        shared = Counter(index for piece in _pieces(folded) for index in self._by_piece.get(piece, ()))
        length = len(folded)
        weighed = ((-2 * count / (len(self._labels[i]) + length), i) for i, count in shared.items())
        return [index for _, index in heapq.nsmallest(_LOOKED_AT, weighed)]


def _pieces(folded: str) -> set[str]:
    pairs = {folded[at : at + 2] for at in range(len(folded) - 1)}
    return pairs | {folded[:1]}


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
