"""`glossgen suggest`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from glossgen.cli.problem_options import tell_unread
from glossgen.cli.terminal import Terminal, display_path, number

if TYPE_CHECKING:
    from glossgen.config import Config
    from glossgen.graph.suggest import Suggestion

SUMMARY = "list what the texts use and the glossary lacks"
EXAMPLE = "glossgen suggest glossary --limit 30\nglossgen suggest --format json"
TITLES = {
    "term": "Wanted terms (no entry defines them)",
    "label": "Wanted labels (of entries that are there)",
    "mention": "Linked by hand in one place and not in others",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "source", nargs="?", default=".", metavar="SOURCE", help="the glossary (default: this folder)"
    )
    parser.add_argument(
        "-n", "--limit", type=_count, default=20, metavar="N", help="the most of each kind (default: 20)"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 1 on")
    return int(text)


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Print the suggestions to stdout."""
    from glossgen.build import load_graph
    from glossgen.config import load_config
    from glossgen.graph.suggest import suggest

    config = load_config(Path(options.source))
    graph = load_graph(config, terminal.progress)
    found = suggest(graph, options.limit)
    terminal.clear()
    if options.format == "json":
        terminal.json([_as_json(each) for each in found])
    elif found:
        _print(found, config, terminal)
    else:
        terminal.say("Nothing to suggest: the texts use no name that an entry lacks")
    return tell_unread(graph.problems, config.root, terminal)


def _print(found: tuple[Suggestion, ...], config: Config, terminal: Terminal) -> None:
    before = None
    for each in found:
        if each.kind is not before:
            terminal.say(("\n" if before else "") + TITLES[each.kind.value])
            before = each.kind
        others = f" ({', '.join(each.others)})" if each.others else ""
        term = f" → {each.term}" if each.term else ""
        places = ", ".join(f"{display_path(config.root / at.path)}:{at.line}" for at in each.at)
        more = "" if each.count <= len(each.at) else ", …"
        uses = f"{number(each.count, 'use')} in {number(each.places, 'place')}"
        terminal.say(f"  {each.label}{others}{term}: {uses}\n      {places}{more}")


def _as_json(each: Suggestion) -> dict[str, object]:
    return {
        "kind": each.kind.value,
        "label": each.label,
        "others": each.others,
        "term": each.term,
        "places": each.places,
        "count": each.count,
        "at": [{"path": at.path, "line": at.line} for at in each.at],
    }
