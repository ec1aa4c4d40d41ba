"""The state that the last build left in the cache, as if it had just been made."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import uuid4

from glossgen.build.again import Again
from glossgen.build.edits import Forms
from glossgen.build.formulas import Formulas
from glossgen.build.outline import Outline, decode_outline, outline_of, with_edit
from glossgen.build.shelf import Shelf
from glossgen.build.standing import Standing
from glossgen.build.stored import Keep, Kept, kept
from glossgen.build.whole import make_renderer
from glossgen.check import CHECKED
from glossgen.codec import unpack_problems
from glossgen.config import Config
from glossgen.graph import TermGraph
from glossgen.lexicon import Lexicon, keys_of
from glossgen.link import PAGE, build_lexicons
from glossgen.math import FormulaCache, render_formulas
from glossgen.model import Asset, Formula, Glossary, Key
from glossgen.pages import CLAIMS, Site, known_pages, site_languages
from glossgen.read import Reading
from glossgen.record import Last
from glossgen.workers import no_collection


@dataclass(frozen=True, slots=True)
class Recalled:
    """A state, and what it was recalled from. Both may raise `glossgen.codec.Undecodable` at any time."""

    standing: Standing
    outline: Outline
    kept: Kept


def recall(config: Config, last: Last) -> Recalled:
    """What the last build made. Raises Undecodable when it is not in the cache."""
    with no_collection():
        cached = kept(config.cache, last.generation)
        outline = decode_outline(cached.outline())
        graph, site = _site(config, outline, cached)
    problems = last.report.problems
    claims = tuple(problem for problem in problems if problem.code in CLAIMS)
    checked = tuple(problem for problem in problems if problem.code in CHECKED)
    made = known_pages(site, outline.frames, last.report.pages, claims)
    of_files = outline.of_files
    formulas = Formulas(_Rendered(config, of_files), of_files, unpack_problems(outline.problems[1]))
    renderer = make_renderer(config, made, formulas.html)
    reading = Reading(graph.glossary, alone=outline.alone)
    return Recalled(Standing(config, reading, graph, made, formulas, renderer, checked), outline, cached)


def _site(config: Config, outline: Outline, cached: Kept) -> tuple[TermGraph, Site]:
    shelf = Shelf(outline, cached.texts, cached.links)
    glossary = Glossary(shelf.sources, tuple(Asset(*each) for each in outline.assets))
    problems, (redirects, moved) = unpack_problems(outline.problems[0]), outline.moves
    lexicons = _Lexicons(glossary)
    graph = TermGraph(glossary, shelf.places, outline.declared, problems, lexicons, redirects, moved)
    graph = graph.knowing(
        terms=shelf.terms,
        links=shelf.targets,
        users=shelf.users,
        shared_names=dict(outline.shared),
        counted=outline.counted,
    )
    site = Site(config, graph, outline.addresses, cached.history(), site_languages(config, graph))
    order = dict(outline.order)
    return graph, site.knowing(order=order, source_of=shelf.source_of, place_in_source=shelf.place_in_source)


def keep_standing(standing: Standing) -> str:
    """Leave the state of a build in the cache; return its generation."""
    generation = uuid4().hex
    graph, history = standing.graph, standing.made.site.history
    forms: dict[str, dict[Key, list[str]]] = {}
    for term in graph.glossary.terms:
        forms.setdefault(term.language, {})[term.key] = sorted(keys_of(term))
    keep = Keep(graph.glossary.sources, graph.places, history, outline_of(standing).encode(), forms)
    keep.store(standing.config.cache, generation)
    return generation


def keep_again(recalled: Recalled, again: Again, last: Last) -> None:
    """Bring the state in the cache from what was recalled to what stands now."""
    standing, edit = again.standing, again.edit
    site, graph = standing.made.site, standing.graph
    paths = edit.sources.keys() | {_path(site, place) for place in edit.linked}
    changed = [source for source in graph.glossary.sources if source.path in paths]
    others = [source.path for source in graph.glossary.sources if source.path not in paths]
    outline = with_edit(recalled.outline, standing, edit).encode()
    forms = _with_names(recalled.kept.forms(), graph, edit.renamed) if edit.renamed else None
    keep = Keep(changed, graph.places, site.history, outline, forms, others)
    keep.store(standing.config.cache, last.generation)


def _path(site: Site, place: Key) -> str:
    source = site.source_of.get(place)
    return source.path if source else place[1].removeprefix(PAGE)


def _with_names(forms: Forms, graph: TermGraph, renamed: Collection[Key]) -> Forms:
    """The forms of all terms when some have other labels."""
    made: dict[str, dict[Key, Sequence[str]]] = {language: dict(each) for language, each in forms.items()}
    for key in renamed:
        made[key[0]][key] = sorted(keys_of(graph.terms[key]))
    return made


class _Rendered(Mapping[Formula, str]):
    """The HTML of the formulas of a site, which is looked up when the first of it is asked for."""

    def __init__(self, config: Config, of_files: Mapping[str, frozenset[Formula]]) -> None:
        self._config = config
        self._wanted = frozenset[Formula]().union(*of_files.values())

    @cached_property
    def _html(self) -> Mapping[Formula, str]:
        macros, cache = dict(self._config.math.macros), FormulaCache(self._config.cache)
        return render_formulas(self._wanted, macros=macros, cache=cache).html

    def __getitem__(self, formula: Formula) -> str:
        return self._html[formula]

    def __contains__(self, formula: object) -> bool:
        return formula in self._wanted

    def __iter__(self) -> Iterator[Formula]:
        return iter(self._wanted)

    def __len__(self) -> int:
        return len(self._wanted)


class _Lexicons(Mapping[str, Lexicon]):
    """The lexicons of a glossary, which are built when they are asked for."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._languages = sorted({source.language for source in glossary.sources})

    @cached_property
    def _built(self) -> dict[str, Lexicon]:
        return build_lexicons(self._glossary)

    def __getitem__(self, language: str) -> Lexicon:
        return self._built[language]

    def __contains__(self, language: object) -> bool:
        return language in self._languages

    def __iter__(self) -> Iterator[str]:
        return iter(self._languages)

    def __len__(self) -> int:
        return len(self._languages)
