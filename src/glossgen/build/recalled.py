"""The state that the last build left in the cache, as if it had just been made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from uuid import uuid4

from glossgen import __version__
from glossgen.build.again import only_texts
from glossgen.build.formulas import formulas_of
from glossgen.build.how import How
from glossgen.build.standing import Standing
from glossgen.build.stored import recall, store
from glossgen.build.whole import make_renderer
from glossgen.check import CHECKED
from glossgen.config import Config
from glossgen.graph import TermGraph, resolve_relations
from glossgen.lexicon import Lexicon
from glossgen.link import Targets, build_lexicons
from glossgen.lock import apply_lock, read_lock
from glossgen.model import Glossary
from glossgen.pages import CLAIMS, known_pages
from glossgen.read import Effort, read_files
from glossgen.record import Last
from glossgen.workers import no_collection


def recall_standing(config: Config, last: Last, how: How) -> Standing | None:
    """What the last build made, if no more than texts can have changed since, and all of it is there."""
    if not last.generation or not last.changed:
        return None
    with no_collection():
        reading = read_files(config, how.progress, Effort(how.jobs or None))
        applied = apply_lock(reading.glossary, read_lock(config.root))
        if not only_texts(config, applied.glossary, last.changed):
            return None
        order = [source.path for source in applied.glossary.sources]
        wanted = {config.relative(Path(path)) for path in last.changed}
        stored = recall(config.cache, last.generation, order, wanted)
        if stored is None:
            return None
        problems = last.report.problems
        # The other files are the same. So is what those that have changed say of terms, or all is built.
        sources = tuple(stored.sources.get(each.path, each) for each in applied.glossary.sources)
        glossary = replace(applied.glossary, sources=sources)
        lexicons = _Lexicons(glossary)
        relations, _ = resolve_relations(glossary, Targets.of(glossary, lexicons))
        places = {each.place: each for each in stored.linked}
        graph = TermGraph(glossary, places, relations, (), lexicons, applied.redirects, applied.moved)
        claims = tuple(problem for problem in problems if problem.code in CLAIMS)
        generator = f"glossgen {__version__}"
        made = known_pages(config, graph, stored.history, generator, last.report.pages, claims)
        formulas = formulas_of(config, glossary)
    renderer = make_renderer(config, made, formulas.html)
    checked = tuple(problem for problem in problems if problem.code in CHECKED)
    return Standing(config, reading, graph, made, formulas, renderer, checked)


def keep_standing(standing: Standing) -> str:
    """Leave the state of a build in the cache; return its generation."""
    generation = uuid4().hex
    graph, history = standing.graph, standing.made.site.history
    store(standing.config.cache, generation, graph.glossary.sources, graph.places, history)
    return generation


def keep_again(standing: Standing, last: Last) -> None:
    """Bring the state in the cache from that of the last build to this one."""
    graph, config = standing.graph, standing.config
    paths = {config.relative(Path(path)) for path in last.changed}
    changed = [source for source in graph.glossary.sources if source.path in paths]
    kept = [source.path for source in graph.glossary.sources if source.path not in paths]
    store(config.cache, last.generation, changed, graph.places, standing.made.site.history, kept)


class _Lexicons(Mapping[str, Lexicon]):
    """The lexicons of a glossary, which are built when they are asked for."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary

    @cached_property
    def _built(self) -> dict[str, Lexicon]:
        return build_lexicons(self._glossary)

    def __getitem__(self, language: str) -> Lexicon:
        return self._built[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._built)

    def __len__(self) -> int:
        return len(self._built)
