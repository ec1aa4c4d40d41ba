"""`glossgen inspect`."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from glossgen.cli.terminal import Terminal, number

SUMMARY = "show what is understood of a folder, and the configuration that says the same"
EXAMPLE = "glossgen inspect my-notes"

_MOST_PATHS = 5


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument(
        "source", nargs="?", default=".", metavar="SOURCE", help="the glossary (default: this folder)"
    )
    parser.add_argument("--config", action="store_true", help="print the lines of configuration only")


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Print it."""
    from glossgen.config import load_config

    config = load_config(Path(options.source))

    from glossgen.build.inspect import configuration, inspect
    from glossgen.build.understood import FORM_NAMES

    found = inspect(config, terminal.progress)
    terminal.clear()
    if options.config:
        terminal.say(configuration(found))
        return 0
    for each in found.folders:
        level = f" of level {each.level}" if not each.has_usual_level and each.terms else ""
        names = f": {', '.join(each.examples)}{', …' if each.terms > len(each.examples) else ''}"
        terms = f", {number(each.terms, 'term')}{names}" if each.terms else ""
        form = f"{FORM_NAMES[each.form]}{level} in {number(len(set(each.files)), 'file')}"
        terminal.say(f"{each.folder or '.'}  [{each.language}]  {form}{terms}")
    total = sum(each.terms for each in found.folders)
    languages = len({each.language for each in found.folders if each.terms})
    counted = f"{number(total, 'term')} in {number(languages, 'language')}"
    terminal.say(f"\n{counted}, {found.translated:,} with a translation")
    terminal.say(f"Links by hand: {found.by_hand:,} lead to a term or page, {found.dead:,} nowhere")
    terminal.say(f"Mentions found in the texts: {found.mentions:,}, of which {found.links:,} are links")
    reasons = Counter(why for _, why in found.skipped)
    for why, count in reasons.most_common():
        paths = [path for path, reason in found.skipped if reason == why]
        more = f" and {count - _MOST_PATHS} more" if count > _MOST_PATHS else ""
        terminal.say(f"Not read, as {why}: {', '.join(paths[:_MOST_PATHS])}{more}")
    terminal.say(f"\nglossgen.yml would say:\n\n{configuration(found)}")
    return 0
