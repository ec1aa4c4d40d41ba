"""Resolves links made by hand: from references as written to keys."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from glossgen.lexicon import Lexicon
from glossgen.link.general_nouns import Vocabularies, Vocabulary
from glossgen.link.heading_places import HeadingPlace, heading_places
from glossgen.link.homonyms import MentionContext, named_terms, resolve
from glossgen.link.site_addresses import address_table, find_source, find_titled
from glossgen.model import (
    DISAMBIGUATION,
    PAGE,
    Among,
    Glossary,
    Key,
    Origin,
    Position,
    Problem,
    Reference,
    ReferenceKind,
    Source,
    SourceKind,
    Term,
    TextRun,
    Wanted,
)
from glossgen.text.anchors import decode_anchor
from glossgen.text.fragments import normalised_fragment
from glossgen.text.slug import slugify

_NO_TERM = "add an entry for it, or remove the link"
_NO_FILE = "the path counts from the folder of this file"
_NO_ID = "nor is it the id of an entry elsewhere; add it, or remove the link"
_NO_ENTRY = "link to the file alone, or to one of its entries"


EntryName = tuple[str, str]
"""A name that a fragment may use for an entry: `("#", anchor)` or `("", slug)`."""


class Target(Struct, frozen=True):
    """The target of a reference (None: there is none), and a problem to report, if any."""

    key: Key | None
    origin: Origin
    rule: str
    problem: Problem | None = None
    fragment: str = ""


class Targets(Struct, frozen=True):
    """Everything that a reference can lead to, in mappings that may be computed on demand."""

    lexicons: Mapping[str, Lexicon]
    terms: Mapping[Key, Term]
    by_anchor: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    by_path: Mapping[str, Source] = field(default_factory=dict)
    keys_in: Mapping[str, tuple[Key, ...]] = field(default_factory=dict)
    entries: Mapping[str, Mapping[EntryName, int]] = field(default_factory=dict)
    by_address: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    headings: Mapping[str, Mapping[str, HeadingPlace]] = field(default_factory=dict)
    vocabularies: Mapping[Key, Vocabulary] = field(default_factory=dict)

    @classmethod
    def of(cls, glossary: Glossary, lexicons: Mapping[str, Lexicon]) -> Targets:
        """Collect the targets of a glossary."""
        by_anchor: dict[str, tuple[Term, ...]] = {}
        for term in glossary.terms:
            for anchor in term.anchors:
                heading = decode_anchor(anchor)
                if heading is not None:
                    by_anchor[heading] = (*by_anchor.get(heading, ()), term)
        terms = {term.key: term for term in glossary.terms}
        sources = {source.path: source for source in glossary.sources}
        keys_in = {path: tuple(term.key for term in source.terms) for path, source in sources.items()}
        return cls(
            lexicons,
            terms,
            by_anchor,
            sources,
            keys_in,
            _Entries(sources),
            address_table(glossary.sources),
            _Headings(sources),
            Vocabularies(glossary, lexicons),
        )

    def find(self, reference: Reference, text_run: TextRun, path: str, language: str) -> Target:
        """Resolve a reference in a text run of the file `path`."""
        return self.find_at(reference, Position(path, text_run.line_at(reference.start)), language)

    def find_at(self, reference: Reference, position: Position, language: str) -> Target:
        """Resolve a reference at a position."""
        if reference.kind is ReferenceKind.WIKI:
            return self._wiki(reference, position, language)
        if reference.kind is ReferenceKind.ANCHOR:
            return self._anchor(reference, position, language)
        if reference.kind is ReferenceKind.SITE:
            return self._site(reference, position)
        return self._file(reference, position, language)

    # -- [[label]] ---------------------------------------------------------

    def _wiki(self, reference: Reference, position: Position, language: str) -> Target:
        by_id = (language, slugify(reference.target))
        keys = self._terms_named((reference.target,), language)
        if not keys and by_id in self.terms:
            keys = (by_id,)
        if not keys:
            page = self._page_named(reference, position, language)
            if page is not None:
                return page
            message = f"there is no term “{reference.target}”"
            wanted = Wanted(Among.LABELS, (reference.target,), language)
            problem = Problem(position, "unknown-term", message, _NO_TERM, wanted)
            return Target(None, Origin.WIKI, "unknown", problem)
        return self._choose(keys, position, language, Origin.WIKI, reference.target)

    def _page_named(self, reference: Reference, position: Position, language: str) -> Target | None:
        """The page, term or heading that `[[folder/file]]`, `[[term#section]]` or `[[#section]]` names."""
        name, mark, section = (part.strip() for part in reference.target.partition("#"))
        if mark and name and (known := self._terms_named((name,), language)):
            return self._choose(known, position, language, Origin.WIKI, name)
        here = self.by_path.get(position.path)
        if here is None or not (name or section):
            return None
        path = find_source(name, here, self.lexicons, self.by_address) if name else here.path
        path = path or find_titled(name, language, self.lexicons, self.by_address)
        if path is None:
            return None
        source, last = self.by_path[path], section.rpartition("#")[2]
        entry = self._entry(source, last) if section and source.form.holds_entries else None
        if entry is not None:
            return Target(entry, Origin.WIKI, "file")
        heading = self._heading(source, last) if section else None
        if heading is not None:
            return replace(heading, origin=Origin.WIKI)
        return Target(self._page_key(source), Origin.WIKI, "file") if name else None

    def _choose(
        self, keys: tuple[Key, ...], position: Position, language: str, origin: Origin, label: str
    ) -> Target:
        lexicon = self.lexicons[keys[0][0]]
        key, rule = resolve(keys, "", (0, 0), MentionContext(position.path, self.terms), lexicon)
        if key is None:
            # The page of a shared name is registered under a label of its terms, not under the variant
            # written here.
            known = (form.label for form in lexicon.lookup(label) if form.term in keys)
            key = (lexicon.language, DISAMBIGUATION + slugify(next(known, self.terms[keys[0]].label)))
        return Target(key, origin, rule)

    def _terms_named(self, labels: Sequence[str], language: str) -> tuple[Key, ...]:
        """The terms with one of these labels in the language of the text, else in any other language."""
        for lexicon in sorted(
            self.lexicons.values(), key=lambda each: (each.language != language, each.language)
        ):
            counts: dict[Key, int] = {}
            for label in labels:
                written = label.strip(" \t\u3000")
                for key in named_terms(lexicon.lookup(written), written):
                    counts[key] = counts.get(key, 0) + 1
            if counts:
                most = max(counts.values())
                return tuple(sorted(key for key, count in counts.items() if count == most))
        return ()

    # -- base64 anchors ----------------------------------------------------

    def _anchor(self, reference: Reference, position: Position, language: str) -> Target:
        named = self.by_anchor.get(reference.target, ())
        if named:
            keys = tuple(sorted(term.key for term in named))
            here = [key for key in keys if self._lives_at(self.terms[key], reference.address, position.path)]
            if here:
                return Target(here[0], Origin.ANCHOR, "anchor")
        else:
            keys = self._terms_named(reference.target.split("|"), language)
        heading = reference.target
        if not keys:
            message = f"an anchor points at “{heading}”, which no entry defines"
            wanted = Wanted(Among.LABELS, tuple(heading.split("|")), language)
            problem = Problem(position, "dangling-anchor", message, _NO_TERM, wanted)
            return Target(None, Origin.ANCHOR, "dangling", problem)
        target = self._choose(keys, position, language, Origin.ANCHOR, heading.split("|")[0])
        return Target(target.key, target.origin, "moved", self._stale(target.key, reference, position))

    def _stale(self, key: Key | None, reference: Reference, position: Position) -> Problem | None:
        term = self.terms.get(key) if key else None
        if term is None:
            return None
        place = f"{term.position.path}:{term.position.line}"
        where = posixpath.basename(reference.address) or "this file"
        message = f"the anchor of “{reference.target}” is written for {where}; the term is at {place}"
        if self._lives_at(term, reference.address, position.path):
            message = (
                f"the anchor of “{reference.target}” is older than the heading “{term.heading}” ({place})"
            )
        return Problem(position, "stale-anchor", message, "the link leads to the term nevertheless")

    def _lives_at(self, term: Term, address: str, path: str) -> bool:
        """Whether an address, as written in the file `path`, is that of the term's file."""
        source = self.by_path[term.position.path]
        if not address:
            return source.path == path
        if source.published:
            return address.rstrip("#") == source.published or source.published.endswith("/" + address)
        return (
            address == source.path or address.endswith("/" + source.path) or _same(address, path, source.path)
        )

    # -- other files -------------------------------------------------------

    def _file(self, reference: Reference, position: Position, language: str) -> Target:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(position.path), reference.address))
        path = path if reference.address else position.path
        source = self.by_path.get(path) or self.by_path.get(reference.address.lstrip("/"))
        if source is None:
            return self._site(reference, position)
        return self._in_source(source, reference, position)

    def _site(self, reference: Reference, position: Position) -> Target:
        """Resolve an address that is not a file: a page by its address in another site generator."""
        here, address = self.by_path[position.path], reference.address
        whole = address.lstrip("/") if address.startswith("/") else ""
        path = whole if whole in self.by_path else None  # as it is in the repository
        path = path or find_source(address, here, self.lexicons, self.by_address)
        if path is None:
            missing = posixpath.normpath(posixpath.join(posixpath.dirname(position.path), reference.address))
            message = f"there is no file “{reference.address}”"
            problem = Problem(position, "broken-link", message, _NO_FILE, Wanted(Among.FILES, (missing,)))
            return Target(None, Origin.FILE, "unknown", problem)
        return self._in_source(self.by_path[path], reference, position)

    def named(self, surface: str, position: Position, language: str) -> Target | None:
        """The term that the text of a dead link names, if it is a label."""
        keys = self._terms_named((surface,), language)
        return self._choose(keys, position, language, Origin.FILE, surface) if keys else None

    def _in_source(self, source: Source, reference: Reference, position: Position) -> Target:
        fragment = reference.target
        if not fragment:
            return Target(self._page_key(source), Origin.FILE, "file")
        single = source.form in (SourceKind.ARTICLE, SourceKind.NOTE)
        entry = None if single else self._entry(source, fragment)
        heading = None if entry else self._heading(source, fragment)
        if heading is not None:
            return heading
        if entry is None and not reference.address:
            entry = self._in_other_files(source, fragment)
        key = entry or self._in_other_languages(source, fragment)
        if key or (single and reference.address):
            return Target(key or self._page_key(source), Origin.FILE, "file")
        kind = "heading" if single else "entry"
        message = f"“{reference.address or source.path}” has no {kind} “{fragment}”"
        wanted = Wanted(Among.ENTRIES, (fragment,), source.path)
        hint = _NO_ENTRY if reference.address else _NO_ID
        problem = Problem(position, "broken-link", message, hint, wanted)
        return Target(self._page_key(source), Origin.FILE, "file", problem)

    def _entry(self, source: Source, fragment: str) -> Key | None:
        """The first entry of a file that a fragment names: by id, heading, label or anchor."""
        numbers = self.entries[source.path]
        names: tuple[EntryName, ...] = (("", slugify(fragment)), ("#", fragment))
        found = [numbers[name] for name in names if name in numbers]
        return self.keys_in[source.path][min(found)] if found else None

    def _heading(self, source: Source, fragment: str) -> Target | None:
        """The heading inside of a text that a fragment names, on the page of that text."""
        place = self.headings.get(source.path, {}).get(normalised_fragment(fragment))
        if place is None:
            return None
        number, name = place
        keys = self.keys_in[source.path]
        key = keys[number - 1] if 0 < number <= len(keys) else self._page_key(source)
        return Target(key, Origin.FILE, "heading", None, name)

    def _in_other_files(self, source: Source, fragment: str) -> Key | None:
        """The entry of another file that `#id` alone names: the files of a Pandoc book are one document."""
        key = (source.language, slugify(fragment))
        return key if key in self.terms else None

    def _in_other_languages(self, source: Source, fragment: str) -> Key | None:
        """The entry of data in another language, if it is not translated yet."""
        if source.form is not SourceKind.DATA:
            return None
        keys = ((language, slugify(fragment)) for language in sorted(self.lexicons))
        return next((key for key in keys if key in self.terms), None)

    def _page_key(self, source: Source) -> Key:
        """The page of a file: that of its only entry or of its note, else the category page."""
        if source.form is SourceKind.ARTICLE and (keys := self.keys_in[source.path]):
            return keys[0]
        return source.note.key if source.note else (source.language, PAGE + source.path)


class _Headings(dict[str, "Mapping[str, HeadingPlace]"]):
    """The headings inside of the texts of each file."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        super().__init__()
        self._sources = sources

    def __missing__(self, path: str) -> Mapping[str, HeadingPlace]:
        source = self._sources[path]
        first = source.note.body if source.note else source.intro
        self[path] = found = heading_places([first, *(term.body for term in source.terms)])
        return found

    def get(self, path: str, _default: object = None) -> Mapping[str, HeadingPlace]:
        """The headings of a file that exists."""
        return self[path]


class _Entries(dict[str, "dict[EntryName, int]"]):
    """The entry names of each file, built on first use."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        super().__init__()
        self._sources = sources

    def __missing__(self, path: str) -> dict[EntryName, int]:
        self[path] = found = entry_names(self._sources[path].terms)
        return found


def entry_names(terms: Iterable[Term]) -> dict[EntryName, int]:
    """The number of the first entry of a file for each name as a slug, and for each anchor (with `#`)."""
    numbers: dict[EntryName, int] = {}
    for number, term in enumerate(terms):
        names = {term.id, slugify(term.heading), *(slugify(label.text) for label in term.labels)}
        for name in (*(("", name) for name in names), *(("#", anchor) for anchor in term.anchors)):
            numbers.setdefault(name, number)
    return numbers


def _same(address: str, path: str, target: str) -> bool:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), address)) == target
