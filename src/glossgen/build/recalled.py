"""The state that the last build left in the cache, as if it had just been made."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from secrets import token_hex

from msgspec import Struct

from glossgen.build.again import Again
from glossgen.build.edits import Forms, later_lexicons
from glossgen.build.formulas import Formulas
from glossgen.build.outline import Outline, decode_outline, outline_of, places_of, with_edit
from glossgen.build.shelf import Shelf
from glossgen.build.standing import Standing
from glossgen.build.stored import Keep, Kept, kept, packed_links, spliced
from glossgen.build.whole import make_renderer
from glossgen.codec import encode_source, unpack_problems
from glossgen.config import Config
from glossgen.graph import TermGraph
from glossgen.graph.checks import CHECKED
from glossgen.lexicon import Lexicon, keys_of
from glossgen.model import PAGE, Asset, Formula, Glossary, Key, Linked
from glossgen.ondemand import OnDemand
from glossgen.problems.report import Report
from glossgen.record import Last
from glossgen.render.math import FormulaCache, render_formulas
from glossgen.site import CLAIMS, Site, known_pages, site_languages
from glossgen.sources import ReadResult
from glossgen.workers import no_collection

_FEW = 8
"""Files whose formulas are fetched one by one: an edit shows those of two or three."""


class Recalled(Struct, frozen=True):
    """A state, and what it was recalled from. Both may raise `glossgen.codec.Undecodable` at any time."""

    standing: Standing
    outline: Outline
    kept: Kept


def recall(config: Config, generation: str, report: Report, *, everything: bool = False) -> Recalled:
    """What a build made, by its generation and its report. Raises Undecodable when it is not in the cache.

    With `everything`, every page will be made of it (see `Shelf`).
    """
    with no_collection():
        cached = kept(config.cache, generation)
        outline = decode_outline(cached.outline())
        graph, site = _site(config, Shelf(outline, cached.texts, cached.links, everything), cached)
    problems = report.problems
    claims = tuple(problem for problem in problems if problem.code in CLAIMS)
    checked = tuple(problem for problem in problems if problem.code in CHECKED)
    made = known_pages(site, outline.frames, report.pages, claims, frozenset(outline.indexes))
    of_files = outline.of_files
    html = _formulas(config, of_files, 0 if everything else _FEW)
    formulas = Formulas(html, of_files, unpack_problems(outline.problems[1]))
    renderer = make_renderer(config, made, formulas.html)
    reading = ReadResult(graph.glossary, context_free=outline.context_free)
    return Recalled(Standing(config, reading, graph, made, formulas, renderer, checked), outline, cached)


def _site(config: Config, shelf: Shelf, cached: Kept) -> tuple[TermGraph, Site]:
    outline = shelf.outline
    glossary = Glossary(shelf.sources, tuple(Asset(*each) for each in outline.assets))
    problems, (redirects, moved) = unpack_problems(outline.problems[0]), outline.moves
    lexicons = later_lexicons(glossary)
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
    return graph, site.knowing(order=order, source_of=shelf.source_of, keys_in=shelf.keys_in)


def keep_standing(standing: Standing) -> str:
    """Leave the state of a build in the cache; return its generation."""
    generation = token_hex(16)
    graph, history = standing.graph, standing.made.site.history
    forms = {language: _forms(lexicon) for language, lexicon in graph.lexicons.items()}
    sources = graph.glossary.sources
    texts = ((source.path, encode_source(source)) for source in sources)
    links = ((source.path, packed_links(list(places_of(source)), graph.places)) for source in sources)
    keep = Keep(texts, links, history, outline_of(standing).encode(), forms)
    keep.store(standing.config.cache, generation)
    return generation


def _forms(lexicon: Lexicon) -> dict[Key, list[str]]:
    """The folded keys of each term of a lexicon."""
    found: dict[Key, dict[str, None]] = {}
    for key, forms in lexicon.forms.items():
        for form in forms:
            found.setdefault(form.term, {})[key] = None
    return {term: list(keys) for term, keys in found.items()}


def keep_again(recalled: Recalled, again: Again, last: Last) -> None:
    """Bring the state in the cache from what was recalled to what stands now."""
    standing, edit, cached = again.standing, again.edit, recalled.kept
    site, graph = standing.made.site, standing.graph
    linked: dict[str, dict[Key, Linked]] = {path: {} for path in edit.sources}
    for place, each in edit.linked.items():
        linked.setdefault(_path(site, place), {})[place] = each
    files = {source.path: source for source in graph.glossary.sources if source.path in linked}
    links = [
        (path, spliced(cached.links(path), list(places_of(files[path])), linked[path])) for path in linked
    ]
    outline = with_edit(recalled.outline, standing, edit).encode()
    forms = _with_names(cached.forms(), graph, edit.renamed) if edit.renamed else None
    texts = [(path, encode_source(source)) for path, source in edit.sources.items()]
    keep = Keep(
        texts, links, site.history, outline, forms, [source.path for source in graph.glossary.sources]
    )
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


def _formulas(config: Config, of_files: Mapping[str, frozenset[Formula]], few: int) -> Mapping[Formula, str]:
    """The formulas: those of a file are fetched together, and all once a `few` files were asked for."""
    home = {formula: path for path, found in of_files.items() for formula in found}
    order, asked, known = list(home), set[str](), dict[Formula, str]()

    def make(number: int) -> str:
        formula = order[number]
        if formula not in known:
            asked.add(home[formula])
            known.update(_html(config, of_files[home[formula]] if len(asked) <= few else frozenset(order)))
        return known[formula]

    return OnDemand({formula: number for number, formula in enumerate(order)}, make)


def _html(config: Config, formulas: frozenset[Formula]) -> Mapping[Formula, str]:
    macros, cache = dict(config.math.macros), FormulaCache(config.cache)
    return render_formulas(formulas, macros=macros, cache=cache).html
