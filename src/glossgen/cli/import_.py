"""`glossgen import`."""

from __future__ import annotations

import argparse
from pathlib import Path

from glossgen.cli.terminal import Terminal, display_path, number
from glossgen.model import Position, Problem
from glossgen.problems import CannotStart

SUMMARY = "turn a data file (YAML, JSON, CSV, TSV, XLSX) into a Markdown file of entries"
EXAMPLE = "glossgen import words.csv --to ai/words.md"


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("file", metavar="FILE", help="the data file")
    parser.add_argument(
        "--to",
        required=True,
        metavar="FILE",
        help="the Markdown file; of several languages, one in a folder each",
    )
    parser.add_argument("--title", metavar="TEXT", help="the title of the file (default: its name)")


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Write the file. Nothing that is there is overwritten."""
    from glossgen.config.regular_file import read_regular
    from glossgen.sources.data.records import records_of
    from glossgen.sources.data.to_markdown import markdown_of

    source, target = Path(options.file), Path(options.to)
    try:
        data = read_regular(source)
    except OSError as error:
        raise _stop("unreadable", source, f"the file cannot be read: {error.strerror}") from error
    if not source.name.lower().endswith(ENDINGS):
        raise _stop(
            "new-file", source, "this is no data file", "it must end with one of " + " ".join(ENDINGS)
        )
    found = records_of(source.name, data, (), named=True)
    terminal.problems(
        (Problem(Position(str(source), line), "data", words) for line, words in found.wrong), Path()
    )
    if not found.count:
        raise _stop("new-file", source, "no entry was found: no column is called “term” or the like")
    several = len(found.by_language) > 1
    for language, records in found.by_language:
        place = target.parent / language / target.name if several else target
        _write(place, markdown_of(records, options.title or target.stem))
        terminal.say(f"{display_path(place)}: {number(len(records), 'entry').replace('entrys', 'entries')}")
    return 0


ENDINGS = (".yml", ".yaml", ".json", ".csv", ".tsv", ".xlsx")
"""The endings of data files."""


def _write(target: Path, text: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise _stop("new-file", target, "this file is there already", "choose another name") from error
    except OSError as error:
        raise _stop("output-write", target, f"cannot write: {error.strerror}") from error


def _stop(code: str, path: Path, message: str, hint: str = "") -> CannotStart:
    return CannotStart([Problem(Position(str(path), 0), code, message, hint)])
