"""`glossgen lock`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from glossgen.cli.terminal import Terminal, display_path, exit_code, number
from glossgen.model import Position, Problem

if TYPE_CHECKING:
    from glossgen.sources.lock import Lock

SUMMARY = "remember what is published, so that ids, addresses and anchors last"
EXAMPLE = """\
glossgen lock glossary
glossgen lock glossary --check
glossgen lock glossary --retire ja/old-term"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "source", nargs="?", default=".", metavar="SOURCE", help="the glossary (default: this folder)"
    )
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--check", action="store_true", help="write nothing; exit with 1 if it would change")
    modes.add_argument(
        "--retire", action="append", default=[], metavar="ID", help="let a term go; may be repeated"
    )


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Write `glossgen.lock`, or with `--check` report whether it is out of date.

    Writes nothing if there is an error, such as a published term that has vanished.
    """
    from glossgen.build import load_published
    from glossgen.config import load_config
    from glossgen.sources.files import NOT_READ
    from glossgen.sources.lock import NAME, Lock, lock_text, read_lock, retire, update_lock, write_lock

    config = load_config(Path(options.source))
    old = read_lock(config.root)
    lock = retire(old or Lock(), options.retire) if options.retire else old
    state = load_published(config, lock, terminal.progress)
    terminal.clear()
    new = update_lock(lock, state.glossary, state.urls)
    problems = [p for p in state.problems if p.code in ("vanished", "duplicate-id", *NOT_READ)]
    if options.check and (old is None or lock_text(new) != lock_text(old)):
        message = "it does not hold what is published now" if old else "there is none yet"
        problems.append(
            Problem(Position(NAME, 0), "lock-stale", message, "run “glossgen lock” and commit it")
        )
    terminal.problems(problems, config.root)
    failed, file = exit_code(problems), display_path(config.root / NAME)
    if options.check and not failed:
        terminal.say(f"Up to date: {file}")
    elif failed and not options.check:
        terminal.error(f"Nothing written: {file} stays as it was")
    elif not failed:
        changed = write_lock(config.root, lock_text(new))
        for line in _retired(old or Lock(), lock or Lock(), new):
            terminal.say(line)
        done = "Wrote" if changed else "Nothing to change in"
        terminal.say(f"{done} {file}: {number(len(new.entries), 'term')}")
    return failed


def _retired(old: Lock, lock: Lock, new: Lock) -> Iterator[str]:
    """For each term that is in `old` but not in `lock`: which term of `new` replaces it, if any."""
    kept, live = {entry.key for entry in lock.entries}, {entry.key for entry in new.entries}
    for entry in old.entries:
        if entry.key in kept:
            continue
        name = f"{entry.language}/{entry.id}" + (f" “{entry.labels[0]}”" if entry.labels else "")
        if entry.key in live:
            yield f"Retired {name}, and locked it anew: it is an entry still, without its former addresses"
        else:
            where = f"; nothing leads on from {', '.join(entry.addresses)} now" if entry.addresses else ""
            yield f"Retired {name}{where}"
