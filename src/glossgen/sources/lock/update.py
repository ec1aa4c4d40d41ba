"""Updates the lock with what is published now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from glossgen.model import PAGE, Glossary, Key, Position, Problem, Source, SourceKind, Term
from glossgen.problems import CannotStart, did_you_mean
from glossgen.sources.lock.file import NAME, joined
from glossgen.sources.lock.match import match
from glossgen.sources.lock.values import Lock, PublishedTerm
from glossgen.text.anchors import encode_anchor


def update_lock(lock: Lock | None, glossary: Glossary, addresses: Mapping[Key, str]) -> Lock:
    """The lock with every term of a glossary that the lock has been applied to.

    `addresses` has the address of each term and each page. Vanished terms stay in the lock; only
    `retire` removes them.
    """
    old = lock or Lock()
    matches = match(glossary.terms, old)
    entries: list[PublishedTerm] = list(matches.lost)
    for source in glossary.sources:
        for term in source.terms:
            entry = _entry(term, source, addresses)
            for known in reversed(matches.of(term)):
                entry = joined(known, entry)
            entries.append(entry)
    live = {entry.key for entry in entries}
    return Lock(tuple(entries), tuple(entry for entry in old.retired if entry.key not in live))


def _entry(term: Term, source: Source, addresses: Mapping[Key, str]) -> PublishedTerm:
    own = encode_anchor(term.heading)
    page = addresses.get((source.language, PAGE + source.path), "")
    return PublishedTerm(
        language=term.language,
        id=term.id,
        labels=tuple(label.text for label in term.labels if not label.hidden),
        file=term.position.path,
        addresses=(addresses[term.key],),
        pages=(page,) if page and source.form is SourceKind.HEADINGS else (),
        anchors=(*(anchor for anchor in term.anchors if anchor != own), own),
    )


def retire(lock: Lock, names: Iterable[str]) -> Lock:
    """The lock without these terms (`id` or `language/id`). Raises CannotStart for an unknown one."""
    for name in names:
        found = [entry for entry in lock.entries if name in (entry.id, f"{entry.language}/{entry.id}")]
        if len(found) != 1:
            known = [f"{entry.language}/{entry.id}" for entry in lock.entries]
            message = f"{NAME} has {'several terms' if found else 'no term'} “{name}”"
            near = did_you_mean(name, known[:1000]) if known else ""
            hint = "write the language too" if found else near
            raise CannotStart([Problem(Position(NAME, 0), "lock-file", message, hint)])
        retired = replace(found[0], line=0)
        left = tuple(entry for entry in lock.entries if entry.key != retired.key)
        lock = Lock(left, (*(entry for entry in lock.retired if entry.key != retired.key), retired))
    return lock
