"""Shared context of all page makers: the graph, addresses, dates, and lookups over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from glossgen.config import Config
from glossgen.graph import TermGraph
from glossgen.model import PAGE, Body, Key, Label, Mention, Note, Position, Source, SourceKind, Term, TextRun
from glossgen.ondemand import Few, Looked, laid_over
from glossgen.site.addresses import Addresses
from glossgen.site.index_rows import in_order
from glossgen.site.repository_links import links_of
from glossgen.site.shared_names import SharedName
from glossgen.site.values import BodyLink, Excerpt, LinkedBody, LinkTo, Name, PageMeta, TermLink, Use
from glossgen.sources.history import History
from glossgen.text import Stops, excerpt, first_place, first_sentence, plain_run, stops_of

SUMMARY_LENGTH = 160
"""Characters of a description in search results and previews of other sites."""


class Site(Struct, frozen=True, dict=True):
    """The glossary as its pages see it."""

    config: Config
    graph: TermGraph
    addresses: Addresses
    history: History
    languages: tuple[str, ...]
    summaries: dict[Key, Excerpt | None] = field(default_factory=dict)

    def with_texts(self, graph: TermGraph, history: History) -> Site:
        """The site of a graph in which only texts are others (see `TermGraph.with_texts`)."""
        terms = graph.terms
        kept = {key: each for key, each in self.summaries.items() if terms[key] is self.graph.terms[key]}
        new = replace(self, graph=graph, history=history, summaries=kept)
        pairs = zip(self.graph.glossary.sources, graph.glossary.sources, strict=True)
        changed = (now for was, now in pairs if now is not was)
        homes = {key: source for source in changed for key in _keys_in(source)}
        vars(new).update(
            order=self.order,
            source_of=laid_over(self.source_of, homes),
            keys_in=self.keys_in,
            place_in_source=self.place_in_source,
            place_in_order=self.place_in_order,
            keys_at=self.keys_at,
            _links_in=self._links_in,
        )
        return new

    def knowing(
        self,
        *,
        order: Mapping[str, Sequence[Key]],
        source_of: Mapping[Key, Source],
        keys_in: Mapping[str, Sequence[Key]],
    ) -> Site:
        """The same site, of which this is known already and need not be found out."""
        new = replace(self)
        vars(new).update(order=order, source_of=source_of, keys_in=keys_in)
        return new

    # -- things ------------------------------------------------------------

    @cached_property
    def source_of(self) -> Mapping[Key, Source]:
        """The source file of each term and note."""
        found: dict[Key, Source] = {}
        for source in self.graph.glossary.sources:
            found.update((term.key, source) for term in source.terms)
            if source.note:
                found[source.note.key] = source
        return found

    @cached_property
    def keys_in(self) -> Mapping[str, Sequence[Key]]:
        """The keys of the terms of each file by its path."""
        return {source.path: [term.key for term in source.terms] for source in self.graph.glossary.sources}

    @cached_property
    def place_in_source(self) -> Mapping[Key, int]:
        """The position of each term among the terms of its file, from 0."""
        return {key: place for keys in self.keys_in.values() for place, key in enumerate(keys)}

    @cached_property
    def homes(self) -> dict[str, Source]:
        """The text of the home page of each language that has one."""
        found: dict[str, Source] = {}
        for source in self.graph.glossary.sources:
            if source.form is SourceKind.INDEX:
                found.setdefault(source.language, source)
        return found

    @cached_property
    def _source_at(self) -> dict[Key, Source]:
        sources = self.graph.glossary.sources
        return {(source.language, PAGE + source.path): source for source in sources}

    @cached_property
    def _same_place(self) -> dict[tuple[str, SourceKind], list[Source]]:
        found: dict[tuple[str, SourceKind], list[Source]] = {}
        for source in self.graph.glossary.sources:
            found.setdefault((source.slug, source.form), []).append(source)
        return found

    @cached_property
    def translations(self) -> dict[str, dict[str, Key]]:
        """The terms of each translation key, by language."""
        found: dict[str, dict[str, Key]] = {}
        for key, term in self.graph.terms.items():
            if term.meta.translation_key:
                found.setdefault(term.meta.translation_key, {})[term.language] = key
        return found

    def translations_of(self, term: Term) -> list[Term]:
        """The same term in the other languages, in the order of the languages of the site."""
        if not term.meta.translation_key:
            return []
        group = self.translations.get(term.meta.translation_key, {})
        others = (lang for lang in self.languages if lang in group and lang != term.language)
        return [self.graph.terms[group[lang]] for lang in others]

    def ordered(self, language: str) -> Sequence[Term]:
        """The terms of a language in the order of its index."""
        return Looked(self.order[language], self.graph.terms)

    @cached_property
    def keys_at(self) -> Mapping[str, Key]:
        """The term of each address."""
        return {self.addresses[key]: key for key in self.graph.terms}

    @cached_property
    def place_in_order(self) -> Mapping[Key, int]:
        """The position of each term in the index of its language, from 0."""
        return {key: place for keys in self.order.values() for place, key in enumerate(keys)}

    @cached_property
    def order(self) -> Mapping[str, Sequence[Key]]:
        """The keys of the terms of each language in the order of its index."""
        by_language: dict[str, list[Term]] = {language: [] for language in self.languages}
        for term in self.graph.glossary.terms:
            by_language[term.language].append(term)
        ordered = {
            language: in_order(terms, lambda term: (term.reading, term.label), lambda term: term.id, language)
            for language, terms in by_language.items()
        }
        return {language: [term.key for term in terms] for language, terms in ordered.items()}

    # -- links -------------------------------------------------------------

    def link(self, key: Key, language: str) -> LinkTo:
        """A link to a term or note, named in its own words, on a page in `language`."""
        links = self._links_in[language]
        return links.get(key) or links.setdefault(key, self._link(key, language))

    def links(self, keys: Iterable[Key], language: str) -> tuple[LinkTo, ...]:
        """A link to each of some terms and notes."""
        links = self._links_in[language]
        return tuple([links.get(key) or self.link(key, language) for key in keys])

    @cached_property
    def _links_in(self) -> defaultdict[str, dict[Key, LinkTo]]:
        """Cache of links: most of them occur in many lists."""
        return defaultdict(dict)

    def _link(self, key: Key, language: str) -> LinkTo:
        if key in self.graph.terms:
            term = self.graph.terms[key]
            label = term.labels[0]
            foreign = label.language if label.language != language else ""
            return LinkTo(self.addresses[key], label.text, foreign)
        if key in self.graph.notes:
            note = self.graph.notes[key]
            return LinkTo(self.addresses[key], note.title, note.language if note.language != language else "")
        return LinkTo(self.addresses[key], self._source_at[key].title or self.config.title)

    def term_link(self, key: Key, language: str) -> TermLink:
        """A term in a list, with the first sentence of its definition."""
        links = self._term_links_in[language]
        if key not in links:
            term = self.graph.terms[key]
            links[key] = TermLink(self.link(key, language), term.reading, self.summary(term))
        return links[key]

    @cached_property
    def _term_links_in(self) -> defaultdict[str, dict[Key, TermLink]]:
        return defaultdict(dict)

    def linked_body(self, key: Key, body: Body) -> LinkedBody:
        """A body with the links that the linker decided on."""
        links = tuple(
            BodyLink(mention.text_run, mention.start, mention.end, self.addresses[mention.target])
            for mention in self.graph.mentions(key)
            if mention.linked
        )
        return LinkedBody(body, links)

    def alternates(self, source: Source) -> tuple[tuple[str, str], ...]:
        """The pages of the files at the same path in each language, if there are several."""
        same: dict[str, str] = {}
        for other in self._same_place[(source.slug, source.form)]:
            same.setdefault(other.language, self.addresses[(other.language, PAGE + other.path)])
        return tuple((lang, same[lang]) for lang in self.languages if lang in same) if len(same) > 1 else ()

    def use(self, place: Key, target: Key, language: str, *, quoted: bool = True) -> Use:
        """One use of a term: the place that mentions it, and in which sentence it does first."""
        source = self.source_of.get(place)
        category = source.title if source and place in self.graph.terms else ""
        return Use(
            self.link(place, language),
            category,
            self.quote(place, self.graph.first_mention(place, target)) if quoted else None,
        )

    def quote(self, place: Key, mention: Mention) -> Excerpt:
        """The sentence that contains a mention."""
        return self._quote(place, mention.text_run, mention.start, mention.end)

    def _quote(self, place: Key, number: int, start: int, end: int) -> Excerpt:
        """The sentence around a stretch of one text run of a place."""
        text_run = self.graph.flows_of(place)[number]
        stops = self._stops.get((place, number)) or self._stops.keep((place, number), stops_of(text_run))
        return Excerpt(*excerpt(text_run, start, end, stops))

    @cached_property
    def _stops(self) -> Few[tuple[Key, int], Stops]:
        """Where the sentences end in text runs that were quoted: each is quoted again and again."""
        return Few(1 << 12)

    # -- texts -------------------------------------------------------------

    def summary(self, term: Term) -> Excerpt | None:
        """The sentence that defines a term: its first one, or the description that it was given."""
        key = term.key
        if key not in self.summaries:
            first = first_place(term.body)
            quote = self._quote(key, first[0], first[1], first[1]) if first else None
            if quote:
                quote = Excerpt(quote.text_run)
            elif term.meta.description:
                quote = Excerpt(TextRun(term.meta.description, term.position.line))
            self.summaries[key] = quote
        return self.summaries[key]

    def term_description(self, term: Term) -> str:
        """The description of a term for machines: that which it was given, else its summary."""
        summary = None if term.meta.description else self.summary(term)
        return self.description(term.meta.description or (plain_run(summary.text_run) if summary else ""), ())

    def description(self, given: str, body: Body) -> str:
        """The description of a page for machines, in plain text."""
        sentence = None if given else first_sentence(body)
        text = given or (plain_run(sentence) if sentence else "")
        return text if len(text) <= SUMMARY_LENGTH else text[: SUMMARY_LENGTH - 1].rstrip() + "…"

    def name(self, label: Label, language: str) -> Name:
        """A label as shown on a page in `language`."""
        return Name(label.text, label.language if label.language != language else "")

    def label(self, name: SharedName) -> Label:
        """A shared name as the first of its terms has it."""
        labels = (label for key in name.terms for label in self.graph.terms[key].labels)
        return next((label for label in labels if label.text == name.label), Label(name.label, name.key[0]))

    def other_names(self, term: Term) -> tuple[Name, ...]:
        """The alternative labels of a term."""
        return tuple(self.name(label, term.language) for label in term.labels[1:] if not label.hidden)

    # -- metadata ----------------------------------------------------------

    def head(
        self,
        url: str,
        language: str,
        title: str,
        *,
        description: str = "",
        alternates: tuple[tuple[str, str], ...] = (),
        changed: str = "",
        position: Position | None = None,
        has_math: bool = False,
    ) -> PageMeta:
        """The head of a page; `position` is the file that its text is from."""
        edit, history = links_of(self.config, self.history, position) if position else ("", "")
        return PageMeta(url, language, title, description, alternates, changed, edit, history, has_math)

    def changed(self, thing: Term | Note) -> str:
        """When a term or note was last changed: by its own word, else by git."""
        return thing.meta.lastmod or self.history.dates.get(thing.key, "") or thing.meta.date


def _keys_in(source: Source) -> list[Key]:
    return [*(term.key for term in source.terms), *([source.note.key] if source.note else [])]
