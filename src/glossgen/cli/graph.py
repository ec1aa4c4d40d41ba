"""`glossgen graph`."""

from __future__ import annotations

import argparse
from pathlib import Path

from glossgen.cli.problem_options import tell_unread
from glossgen.cli.terminal import Terminal

SUMMARY = "print the graph of terms and links"
EXAMPLE = "glossgen graph glossary --format dot > glossary.dot"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "source", nargs="?", default=".", metavar="SOURCE", help="the glossary (default: this folder)"
    )
    parser.add_argument("--format", choices=("json", "graphml", "dot"), default="json", help="default: json")


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Print the graph to stdout."""
    from glossgen.config import load_config

    config = load_config(Path(options.source))

    from glossgen.build import load_graph
    from glossgen.graph import export

    graph = load_graph(config, terminal.progress)
    terminal.clear()
    terminal.data(export(graph, options.format))
    return tell_unread(graph.problems, config.root, terminal)
