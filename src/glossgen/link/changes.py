"""Which texts must be linked again when the glossary around them has changed.

What a text links to depends on the terms of which it holds a surface form, on
what its links by hand name, and on nothing else of the glossary: the rules of
kanji and katakana ask for words of the text itself, and so does a gloss in
brackets. So a text is linked again if it holds a form that some term has gained,
lost or sees otherwise (its file, scope, priority and wishes count), or names by
hand what has changed. A text with problems is always linked again: problems
tell lines and labels of other entries.

Beside that, a text is linked again when its `Place` is another one (the text,
its file, its entry, what its page ignores). Everything is linked again when
`settings_of` says something else, and when glossgen, its tables or the
analyser are of another version.
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from ahocorasick_rs import AhoCorasick
from msgspec import Struct
from msgspec.structs import replace

from glossgen.config import Config
from glossgen.lexicon import Lexicon, SurfaceForm, build_lexicon, load_tables, occurring
from glossgen.lexicon.lexicon import forms_of
from glossgen.link.linker import Place
from glossgen.model import (
    BLOCK_BREAK,
    Glossary,
    Key,
    Linked,
    Meta,
    Note,
    Position,
    Reference,
    ReferenceKind,
    Source,
    Term,
)
from glossgen.text.anchors import decode_anchor
from glossgen.text.label_folding import fold
from glossgen.text.slug import slugify

_FEW = 8
"""So many forms are looked for one by one; for more an automaton is quicker."""


class Basis(Struct, frozen=True):
    """What the links of one text rest on; kept from build to build beside them.

    `text` is the folded text. Of the links by hand, `names` are the folded
    labels they may mean, `slugs` the ids, `headings` what anchors hold, `paths`
    the files that they may lead to. `troubled`: something was found wrong.
    """

    language: str
    text: str
    names: frozenset[str] = frozenset()
    slugs: frozenset[str] = frozenset()
    headings: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()
    troubled: bool = False


class Changes(Struct, frozen=True):
    """What differs between two glossaries, as far as links can see it.

    `surfaces` holds, by language, the folded surface forms of which a term was
    gained, lost or changed. The others hold what links by hand may name, as
    `Basis` does; `published` says that files were published elsewhere.
    """

    surfaces: Mapping[str, frozenset[str]]
    slugs: frozenset[str] = frozenset()
    headings: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()
    published: bool = False


def basis_of(place: Place, linked: Linked | None = None) -> Basis:
    """What the links of a text rest on; with what was `linked` there, whether it is troubled too."""
    text_runs = place.text_runs
    text = BLOCK_BREAK.join(fold(text_run.text).text for text_run in text_runs if not text_run.heading)
    references = [reference for text_run in text_runs for reference in text_run.references]
    troubled = linked is not None and bool(linked.problems)
    if not references:
        return Basis(place.language, text, troubled=troubled)
    headings = {each.target for each in references if each.kind is ReferenceKind.ANCHOR}
    wiki = {each.target for each in references if each.kind is ReferenceKind.WIKI}
    names = {fold(name).text for name in (*wiki, *(part for each in headings for part in each.split("|")))}
    return Basis(
        place.language,
        text,
        frozenset(names),
        frozenset(map(slugify, wiki)),
        frozenset(headings),
        frozenset(path for each in references for path in _paths(each, place.path)),
        troubled,
    )


def _paths(reference: Reference, path: str) -> tuple[str, ...]:
    """The files that a link to a file may lead to."""
    if reference.kind is not ReferenceKind.FILE:
        return ()
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), reference.address))
    return (beside, reference.address.lstrip("/")) if reference.address else (path,)


def settings_of(config: Config) -> str:
    """What the configuration says of links: when it is another text, everything is linked again."""
    return repr(config.links)


# -- what differs ----------------------------------------------------------------


def seen_by_links(source: Source) -> Source:
    """A source as links see it: no texts, no lines. It is all that has to be kept of one for later."""
    terms = tuple(
        Term(
            term.id,
            term.language,
            term.labels,
            Position(term.position.path),
            (),
            heading=term.heading,
            anchors=term.anchors,
            meta=Meta(
                autolink=term.meta.autolink,
                match=term.meta.match,
                priority=term.meta.priority,
                scope=term.meta.scope,
            ),
        )
        for term in source.terms
    )
    note = source.note and Note(source.note.id, source.note.language, "", Position(source.path), ())
    form, published = source.form, source.published
    return Source(source.path, "", source.language, form, "", (), published, terms, note)


def changes_between(before: Iterable[Source], after: Iterable[Source]) -> Changes:
    """What differs between the sources of two glossaries, both as `seen_by_links`."""
    old, new = ({source.path: source for source in sources} for sources in (before, after))
    paths = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    gone = {term for path in paths & old.keys() for term in old[path].terms}
    come = {term for path in paths & new.keys() for term in new[path].terms}
    surfaces: dict[str, set[str]] = defaultdict(set)
    for form, term in _forms(gone - come) ^ _forms(come - gone):
        surfaces[term.language].add(form.key)
    anchors = (decode_anchor(anchor) for term in gone ^ come for anchor in term.anchors)
    ids = {term.key for term in gone} ^ {term.key for term in come}
    return Changes(
        {language: frozenset(keys) for language, keys in surfaces.items()},
        frozenset(slug for _, slug in ids),
        frozenset(heading for heading in anchors if heading),
        frozenset(paths),
        any(old[path].published != new[path].published for path in paths & old.keys() & new.keys()),
    )


def _forms(terms: Iterable[Term]) -> set[tuple[SurfaceForm, Term]]:
    """The surface forms of terms, each with what else has a say: file, scope, priority, preferred label."""
    tables = load_tables()
    return {
        (form, replace(term, labels=term.labels[:1], heading="", anchors=()))
        for term in terms
        for form in forms_of(term, tables)
    }


# -- whom it concerns --------------------------------------------------------------


def stale(bases: Mapping[Key, Basis], changes: Changes) -> set[Key]:
    """The texts that must be linked again; their bases are those of the last time."""
    names = frozenset[str]().union(*changes.surfaces.values())
    found = {key for key, basis in bases.items() if basis.troubled or _names(basis, names, changes)}
    for language, surfaces in changes.surfaces.items():
        texts = {key: basis.text for key, basis in bases.items() if basis.language == language}
        found.update(holding(texts, surfaces))
    return found


def _names(basis: Basis, names: frozenset[str], changes: Changes) -> bool:
    """Whether a link by hand may name something that has changed."""
    return bool(
        basis.names & names
        or basis.slugs & changes.slugs
        or basis.headings & changes.headings
        or basis.paths & changes.paths
        or (changes.published and basis.headings)
    )


def holding(texts: Mapping[Key, str], surfaces: Collection[str]) -> Iterator[Key]:
    """The folded texts that hold one of some surface forms.

    A gloss is looked up from any character on, a combining mark too, which the
    text has together with the letter before it. So such marks are not asked for.
    """
    needles = {_without_marks(surface) for surface in surfaces}
    if len(needles) <= _FEW:
        return (key for key, text in texts.items() if any(needle in text for needle in needles))
    if "" in needles:
        return iter(texts)
    found = AhoCorasick(needles).find_matches_as_indexes
    return (key for key, text in texts.items() if found(text))


# -- what it takes to link a few texts -----------------------------------------------


def build_lexicons_for(
    glossary: Glossary, keys: Mapping[Key, Iterable[str]], bases: Iterable[Basis]
) -> dict[str, Lexicon]:
    """Lexicons of those terms only that occur in a few texts or are named there by hand.

    `keys` holds the folded keys of every term of the glossary
    (`glossgen.lexicon.keys_of`), `bases` what the texts to be linked rest on
    (`basis_of`). It is much quicker than `build_lexicons`, and a `Linker` with
    `Targets.of(glossary, …)` says the same of these texts with either: what a
    text means depends on the terms of which it holds a form or that it names,
    on all forms of these, and on nothing else of a lexicon. Kanji and katakana
    around a label are cut into labels that stand in the text themselves, and
    brackets only choose among terms that occur.

    It is not valid for any other text, nor for what asks of the whole glossary:
    `unsafe` forms, declared relations, and `lookup` of anything that is not named
    by hand in one of the texts. The glossary itself must be the whole one.
    """
    texts: dict[str, list[str]] = defaultdict(list)
    names: set[str] = set()
    for basis in bases:
        texts[basis.language].append(basis.text)
        names |= basis.names
    by_language: dict[str, dict[Key, Iterable[str]]] = defaultdict(dict)
    for term, its in keys.items():
        by_language[term[0]][term] = its
    found = {key for lang, each in by_language.items() for key in occurring(each, texts[lang], names)}
    terms = [term for term in glossary.terms if term.key in found]
    return {
        language: build_lexicon(language, [term for term in terms if term.language == language])
        for language in {source.language for source in glossary.sources}
    }


def _without_marks(surface: str) -> str:
    start = next((at for at, char in enumerate(surface) if not unicodedata.combining(char)), len(surface))
    return surface[start:]
