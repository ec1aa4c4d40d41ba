"""`glossgen new`."""

from __future__ import annotations

import argparse
from pathlib import Path

from glossgen.cli.terminal import Terminal, display_path
from glossgen.problems import CannotStart

SUMMARY = "add an entry to a file"
EXAMPLE = 'glossgen new "学習率" --en "Learning Rate" --reading がくしゅうりつ --file ai/deep-learning.md'


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("label", metavar="LABEL", help="the preferred label")
    parser.add_argument("-f", "--file", required=True, metavar="FILE", help="the file; it is made if need be")
    parser.add_argument("--en", action="append", default=[], metavar="LABEL", help="the English label")
    parser.add_argument(
        "--alt", action="append", default=[], metavar="LABEL", help="another label; may be repeated"
    )
    parser.add_argument("--reading", default="", metavar="KANA", help="the reading of the preferred label")
    parser.add_argument("--source", default=".", metavar="SOURCE", help="the glossary (default: this folder)")


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Add an entry. A label that cannot be added is reported as a problem of the glossary (exit code 1)."""
    from glossgen.config import load_config

    config = load_config(Path(options.source))

    from glossgen.build import load_glossary  # late: configuration problems are printed first
    from glossgen.sources.add_entry import add_entry

    try:
        labels = [options.label, *options.alt, *options.en]
        position = add_entry(load_glossary(config, empty=True), config, options.file, labels, options.reading)
    except CannotStart as stop:
        if any(problem.code != "new-label" for problem in stop.problems):
            raise
        terminal.problems(stop.problems, config.root)
        return 1
    terminal.say(f"{display_path(config.root / position.path)}:{position.line}: added “{options.label}”")
    return 0
