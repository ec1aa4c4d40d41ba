"""Builds a site: from a configuration to files on the disk, and a report.

A whole build, an edit, the preview, a shard and a check all run the same code: update the database,
then make the wanted files that are out of date.
"""

from __future__ import annotations

from glossgen.build.builder import Builder
from glossgen.build.load import load_glossary, load_graph, load_published
from glossgen.build.options import BuildOptions
from glossgen.build.profile import Profile
from glossgen.config import Config
from glossgen.problems.report import Progress, Report

__all__ = [
    "BuildOptions",
    "Builder",
    "Profile",
    "Progress",
    "Report",
    "build",
    "check",
    "load_glossary",
    "load_graph",
    "load_published",
]


def build(config: Config, options: BuildOptions | None = None) -> Report:
    """Build the site of a configuration into its output folder.

    Errors in the glossary do not stop the build: every page that can be made is written, and the
    report holds the problems. Raises `glossgen.problems.CannotStart` if nothing can be written; the
    old site is then left unchanged.
    """
    with Builder() as builder:
        return builder.build(config, options)


def check(config: Config, options: BuildOptions | None = None) -> Report:
    """Find the problems of a glossary and write no site. Raises `glossgen.problems.CannotStart`."""
    with Builder() as builder:
        return builder.check(config, options)
