"""A whole build: all stages, from a configuration to a site on disk."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from glossgen import __version__
from glossgen.build.batches import site_batches, warm_up
from glossgen.build.formulas import formulas_beside
from glossgen.build.options import BuildOptions
from glossgen.build.shards import shard_fingerprint
from glossgen.build.standing import Standing
from glossgen.config import Config
from glossgen.graph import TermGraph
from glossgen.graph.checks import check_glossary
from glossgen.model import Formula
from glossgen.output import WriteReport, write_batches
from glossgen.output.static.static_files import icon, sheets_with_formulas, static_files
from glossgen.record.inputs import Input
from glossgen.render import Renderer, all_texts, make_environment
from glossgen.site import SitePages, make_pages
from glossgen.sources import ReadOptions, read_files
from glossgen.sources.history import read_history
from glossgen.workers import no_collection, usable_jobs


def read_by(config: Config) -> tuple[list[Path], list[Path]]:
    """The source folders of a configuration, and what else it reads: itself, and folders of overrides."""
    extra = (config.path, config.templates, config.static, config.locale)
    return [source.path for source in config.sources], [path for path in extra if path]


def build_all(
    config: Config, how: BuildOptions, inputs: Sequence[Input] = ()
) -> tuple[Standing, WriteReport]:
    """Build the whole site, or the part of it that is wanted of these `inputs`."""
    with no_collection():
        standing = stand(config, how)
    return standing, write_all(standing, how, inputs)


def write_all(
    standing: Standing, how: BuildOptions, inputs: Sequence[Input] = (), life: float = math.inf
) -> WriteReport:
    """Make and write all pages, or the part of them that is wanted (see `write_batches`)."""
    config, assets = standing.config, standing.graph.glossary.assets
    formulas = standing.formulas.html.values()
    batches = site_batches(standing.made, standing.renderer, assets, lambda: static_files(config, formulas))
    number, count = how.shard
    how.profile.begin("pages")
    jobs = how.jobs or usable_jobs()
    if jobs > 1:
        warm_up(standing.made, standing.renderer)
    with no_collection():
        return write_batches(
            config.output,
            batches[number - 1 :: count],
            keep=config.inputs,
            jobs=jobs,
            progress=lambda done, total: _told(how, done, total),
            part=shard_fingerprint(how.shard, config, inputs, assets, standing.made.site.history),
            life=life,
        )


def stand(config: Config, how: BuildOptions) -> Standing:
    """Everything that comes before the first page is made."""
    begin, progress = how.profile.begin, how.progress
    begin("read")
    with formulas_beside(config, how.jobs or usable_jobs()) as begin_formulas:
        reading = read_files(config, progress, ReadOptions(how.jobs or None))
        begin("link")
        formulas_of_it = begin_formulas(reading.glossary)
        graph = TermGraph.from_glossary(reading.glossary, config, progress)
        begin("check")
        checked = check_glossary(graph.glossary, graph.lexicons)
        begin("history")
        history = read_history(config.root, graph.glossary, progress, config.cache)
        begin("plan")
        made = make_pages(config, graph, history, f"glossgen {__version__}")
        begin("formulas")
        formulas = formulas_of_it()
    renderer = make_renderer(config, made, formulas.html)
    return Standing(config, reading, graph, made, formulas, renderer, checked)


def _told(how: BuildOptions, done: int, total: int) -> None:
    how.progress("pages", done, total)
    if done == total:
        how.profile.begin("write")


def make_renderer(config: Config, made: SitePages, formulas: Mapping[Formula, str]) -> Renderer:
    """What makes pages of a site, with its own templates, texts and icon."""
    environment = make_environment((config.templates,) if config.templates else ())
    environment.globals.update(icon=icon(config), sheets_with_formulas=sheets_with_formulas(config))
    texts = all_texts(made.trees, *((config.locale,) if config.locale else ()))
    return Renderer(made.trees, environment, formulas.__getitem__, texts, base_path=config.base_path)
