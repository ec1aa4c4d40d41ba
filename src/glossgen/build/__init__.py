"""From a configuration to a site on the disk, and a report.

Whole build, edit, preview, part of a site and check are one walk: bring the
database up to date, and make those of the wanted files that are not.
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

    The site is written even when there are errors in the glossary; each page is
    then as right as it can be. Raises `glossgen.problems.CannotStart` when
    nothing can be written, with the old site as it was.
    """
    with Builder() as builder:
        return builder.build(config, options)


def check(config: Config, options: BuildOptions | None = None) -> Report:
    """Find the problems of a glossary and write no site. Raises `glossgen.problems.CannotStart`."""
    with Builder() as builder:
        return builder.check(config, options)
