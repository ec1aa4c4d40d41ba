"""`glossgen lock`."""

from __future__ import annotations

import argparse
from pathlib import Path

from glossgen.cli.terminal import Terminal, exit_code, number, shown
from glossgen.model import Position, Problem

SUMMARY = "remember what is published, so that ids, addresses and anchors last"
EXAMPLE = """\
glossgen lock glossary
glossgen lock glossary --check
glossgen lock glossary --retire ja/old-term"""


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument(
        "source", nargs="?", default=".", metavar="SOURCE", help="the glossary (default: this folder)"
    )
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--check", action="store_true", help="write nothing; exit with 1 if it would change")
    modes.add_argument(
        "--retire", action="append", default=[], metavar="ID", help="let a term go; may be repeated"
    )


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Write `glossgen.lock`, or say that it is out of date. What has vanished is an error."""
    from glossgen.config import load_config
    from glossgen.graph import TermGraph
    from glossgen.site import site_languages
    from glossgen.site.addresses import Addresses
    from glossgen.sources.lock import NAME, Lock, lock_text, read_lock, retire, update_lock, write_lock

    config = load_config(Path(options.source))
    lock = read_lock(config.root)
    if options.retire:
        lock = retire(lock or Lock(), options.retire)
        write_lock(config.root, lock_text(lock))
    graph = TermGraph.from_config(config, terminal.progress)
    terminal.clear()
    addresses = Addresses.of(graph, site_languages(config, graph))
    new = update_lock(lock, graph.glossary, addresses.urls)
    problems = [p for p in graph.problems if p.code in ("vanished", "duplicate-id")]
    text = lock_text(new)
    if options.check:
        if lock is None or text != lock_text(lock):
            message = "it does not hold what is published now" if lock else "there is none yet"
            problems.append(
                Problem(Position(NAME, 0), "lock-stale", message, "run “glossgen lock” and commit it")
            )
        terminal.problems(problems, config.root)
        if not problems:
            terminal.say(f"Up to date: {shown(config.root / NAME)}")
        return exit_code(problems)
    changed = write_lock(config.root, text)
    terminal.problems(problems, config.root)
    done = "Wrote" if changed else "Nothing to change in"
    terminal.say(f"{done} {shown(config.root / NAME)}: {number(len(new.entries), 'term')}")
    return exit_code(problems)
