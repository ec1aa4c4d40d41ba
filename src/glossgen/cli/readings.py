"""`glossgen readings`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from glossgen.cli.problem_options import tell_unread
from glossgen.cli.terminal import Terminal, display_path, number

if TYPE_CHECKING:
    from glossgen.config import Config
    from glossgen.model import Glossary

SUMMARY = "propose readings for Japanese labels that have none"
EXAMPLE = "glossgen readings glossary\nglossgen readings glossary --write"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "source", nargs="?", default=".", metavar="SOURCE", help="the glossary (default: this folder)"
    )
    parser.add_argument(
        "--write", action="store_true", help="add the proposals to readings.yml, marked with “?” for review"
    )


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Print the proposed readings, or add them to the readings file. Sources are never written."""
    from glossgen.build import load_glossary
    from glossgen.config import load_config

    config = load_config(Path(options.source))
    glossary = load_glossary(config, terminal.progress)
    terminal.clear()
    _propose(glossary, config, options.write, terminal)
    return tell_unread(glossary.problems, config.root, terminal)


def _propose(glossary: Glossary, config: Config, write: bool, terminal: Terminal) -> None:
    from glossgen.sources.readings import append_readings, load_readings
    from glossgen.sources.readings.file import line
    from glossgen.sources.readings.propose import propose_readings, sudachi_words, unread_labels

    known = {reading.label for reading in load_readings(config.readings).by_label}
    unread = dict.fromkeys(label for term in glossary.terms for label in unread_labels(term))
    wanted = [label for label in unread if label not in known]
    if not wanted:
        terminal.say("Every Japanese label has a reading, or one that waits for review")
        return
    proposed = list(propose_readings(wanted, sudachi_words()))
    named = {reading.label for reading in proposed}
    if write and proposed:
        append_readings(config.readings, proposed)
        where = display_path(config.readings)
        terminal.say(f"Added {number(len(proposed), 'proposal')} to {where}: take the “?” away to accept one")
    elif proposed:
        terminal.say("\n".join(line(reading) for reading in proposed))
    left = [label for label in wanted if label not in named]
    if left:
        terminal.say(f"No proposal for {number(len(left), 'label')}: {', '.join(left)}")
