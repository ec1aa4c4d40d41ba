"""`glossgen book`."""

from __future__ import annotations

import argparse
from pathlib import Path

from glossgen.cli.problem_options import tell_unread
from glossgen.cli.terminal import Terminal, display_path

SUMMARY = "make a book of the glossary: a page that prints well, an EPUB and a PDF"
EXAMPLE = """\
glossgen book glossary
glossgen book --format epub --language ja --output books"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "source", nargs="?", default=".", metavar="SOURCE", help="the glossary (default: this folder)"
    )
    parser.add_argument(
        "-o", "--output", default="book", metavar="DIR", help="where the files go (default: book)"
    )
    parser.add_argument(
        "--format",
        action="append",
        choices=("html", "epub", "pdf"),
        help="one of several files (default: all; the PDF if there is a Chromium to print it)",
    )
    parser.add_argument("--language", default="", metavar="TAG", help="only the book of this language")


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Write the books and name their files."""
    from glossgen.build.book import write_books
    from glossgen.config import load_config

    config = load_config(Path(options.source))
    formats = tuple(dict.fromkeys(options.format or ()))
    made = write_books(config, Path(options.output), formats, options.language, terminal.progress)
    terminal.clear()
    for path in made.files:
        terminal.say(f"Wrote {display_path(path)}")
    if made.no_pdf:
        terminal.error(made.no_pdf)
    unread = tell_unread(made.problems, config.root, terminal)
    return 2 if made.no_pdf and "pdf" in formats else unread
