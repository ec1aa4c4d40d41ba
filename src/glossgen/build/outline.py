"""The outline of a site: what stands where and who mentions whom, in numbers, without a text.

It is kept in the cache beside the texts, and quick to read: a build after a
small edit finds in it which texts it has to look at.

Terms are numbered in the order of files and entries, places of use likewise
(see `places_of`). Targets are the terms, then what else is mentioned (`others`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import asdict, astuple, replace

from glossgen.build.edits import Edit
from glossgen.build.formulas import Formulas
from glossgen.build.standing import Standing
from glossgen.codec import Packed, carefully, pack, pack_frame, pack_problems, targets_of, unpack
from glossgen.graph import Relations, TermGraph
from glossgen.model import PAGE, Formula, Key, Source
from glossgen.site import Addresses, SharedName
from glossgen.site.values import LinkTo, SiteFrame


class Outline(Struct, frozen=True):
    """Plain values all the way down.

    `files` has for each source its frame (`glossgen.codec.pack_frame`), the keys
    of its terms, that of its note (or None), and whether its introduction may
    mention terms. `links` has the targets of each place (packed), each once, in
    the order of the text; `formulas` those of each file that has any, as TeX and display.
    `moves` are the redirects and moved terms of the graph, `names` the shared
    names with pages, `shared` all names that several terms have, `counted` how
    many mentions and links there are, `problems` those of the graph and those
    of formulas. `context_free` is that of the reading.
    """

    files: Sequence[tuple[Packed, Sequence[Key], Key | None, bool]]
    others: Sequence[Key]
    links: Sequence[bytes]
    urls: Sequence[tuple[Key, str]]
    names: Sequence[tuple[Key, str, Sequence[Key]]]
    several: bool
    order: Sequence[tuple[str, Sequence[Key]]]
    relations: Packed
    formulas: Sequence[tuple[str, Sequence[tuple[str, bool]]]]
    trees: Packed
    indexes: Sequence[str]
    assets: Sequence[tuple[str, str]]
    moves: tuple[tuple[tuple[str, Key], ...], tuple[tuple[str, Key], ...]]
    shared: Sequence[tuple[str, tuple[Key, ...]]]
    counted: tuple[int, int]
    problems: tuple[Packed, Packed]
    context_free: bool

    def encode(self) -> bytes:
        """As bytes, for the cache."""
        return pack(list(astuple(self)))

    @property
    def addresses(self) -> Addresses:
        """Where every page lives."""
        shared = tuple(SharedName(key, label, tuple(terms)) for key, label, terms in self.names)
        return Addresses(dict(self.urls), shared, self.several)

    @property
    def declared(self) -> Relations:
        """The declared relations."""
        return Relations(*(dict(each) for each in self.relations))

    @property
    def frames(self) -> dict[str, SiteFrame]:
        """The frame of the pages of each language."""
        trees = [SiteFrame(**{name: _linked(value) for name, value in each}) for each in self.trees]
        return {tree.language: tree for tree in trees}

    @property
    def of_files(self) -> dict[str, frozenset[Formula]]:
        """The formulas of each file that has any."""
        return {path: frozenset(Formula(*each) for each in found) for path, found in self.formulas}


def outline_of(standing: Standing) -> Outline:
    """The outline of a site that stands."""
    graph, site = standing.graph, standing.made.site
    numbers = {key: number for number, key in enumerate(graph.terms)}
    links = [_numbered(graph, place, numbers) for place in all_places(graph.glossary.sources)]
    relations = graph.relations
    return Outline(
        files=[_file(source) for source in graph.glossary.sources],
        others=list(numbers)[len(graph.terms) :],
        links=links,
        urls=list(site.addresses.urls.items()),
        names=[astuple(name) for name in site.addresses.shared],
        several=site.addresses.several,
        order=list(site.order.items()),
        relations=[list(each.items()) for each in (relations.related, relations.broader, relations.narrower)],
        formulas=_formulas(standing.formulas),
        trees=[_tree(tree) for tree in standing.made.trees.values()],
        indexes=sorted(standing.made.indexes),
        assets=[astuple(asset) for asset in graph.glossary.assets],
        moves=(graph.redirects, graph.moved),
        shared=list(graph.shared_names.items()),
        counted=graph.counted,
        problems=(pack_problems(graph.problems), pack_problems(standing.formulas.problems)),
        context_free=standing.reading.context_free,
    )


def with_edit(outline: Outline, standing: Standing, edit: Edit) -> Outline:
    """The outline of a site after an edit, out of the one before."""
    graph, formulas = standing.graph, standing.formulas
    keys = [*graph.terms, *outline.others]
    numbers = {key: number for number, key in enumerate(keys)}
    links = list(outline.links)
    for number, place in enumerate(graph.places):
        if place in edit.linked:
            links[number] = _numbered(graph, place, numbers)
    files = [
        (pack_frame(edit.sources[path]) if (path := file[0][0][0]) in edit.sources else file[0], *file[1:])
        for file in outline.files
    ]
    return replace(
        outline,
        files=files,
        others=list(numbers)[len(graph.terms) :],
        links=links,
        formulas=_formulas(formulas),
        counted=graph.counted,
        problems=(pack_problems(graph.problems), pack_problems(formulas.problems)),
    )


def _numbered(graph: TermGraph, place: Key, numbers: dict[Key, int]) -> bytes:
    """The numbers of what a place mentions, in few bytes: there are many of them, and seldom wanted."""
    return pack([numbers.setdefault(target, len(numbers)) for target in targets_of(graph.mentions(place))])


def decode_outline(data: bytes) -> Outline:
    """What `Outline.encode` has written. Raises `glossgen.codec.Undecodable`."""
    values = unpack(data)
    return carefully(lambda: Outline(*values))


def places_of(source: Source) -> Iterator[Key]:
    """The places of a file in which terms may be mentioned, in their order (see `glossgen.link.places`)."""
    if source.intro:
        yield (source.language, PAGE + source.path)
    yield from (term.key for term in source.terms)
    if source.note:
        yield source.note.key


def all_places(sources: Iterable[Source]) -> Iterator[Key]:
    """The places of all files, in their order."""
    return (place for source in sources for place in places_of(source))


def place_keys(frame: Packed, keys: Sequence[Key], note: Key | None, intro: bool) -> list[Key]:
    """As `places_of`, for a file of an outline."""
    path, _, language, *_ = frame[0]
    return [*([(language, PAGE + path)] if intro else []), *keys, *([note] if note else [])]


def _formulas(formulas: Formulas) -> list[tuple[str, list[tuple[str, bool]]]]:
    return [(path, [(each.tex, each.display) for each in found]) for path, found in formulas.of_files.items()]


def _file(source: Source) -> tuple[Packed, list[Key], Key | None, bool]:
    note = source.note.key if source.note else None
    return pack_frame(source), [term.key for term in source.terms], note, bool(source.intro)


def _tree(tree: SiteFrame) -> Packed:
    """The fields of a frame by name, its links as tuples marked by a list around them."""
    return [(name, _packed(value)) for name, value in asdict(tree).items()]


def _packed(value: object) -> Packed:
    if isinstance(value, LinkTo):
        return {"link": astuple(value)}
    return [_packed(each) for each in value] if isinstance(value, tuple) else value


def _linked(value: Packed) -> Packed:
    if isinstance(value, Mapping):
        return LinkTo(*value["link"])
    return tuple(_linked(each) for each in value) if isinstance(value, tuple) else value
