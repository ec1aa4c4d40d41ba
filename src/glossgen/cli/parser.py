"""The argument parser. What only one command needs is imported when that command runs."""

from __future__ import annotations

import argparse
import sys
import textwrap

from glossgen.cli import (
    book,
    build,
    check,
    explain,
    graph,
    import_,
    init,
    inspect,
    link,
    lock,
    merge,
    new,
    readings,
    serve,
    suggest,
)

COMMANDS = (
    build,
    serve,
    merge,
    check,
    inspect,
    explain,
    graph,
    book,
    link,
    lock,
    suggest,
    readings,
    init,
    import_,
    new,
)

DESCRIPTION = """\
Build a linked glossary site from Markdown, in Japanese and English.

SOURCE is a folder with a glossgen.yml, that file itself, or any folder of
Markdown; without it, the current folder.
"""


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; the function of a command is its `run` default."""
    parser = argparse.ArgumentParser(
        prog="glossgen",
        description=DESCRIPTION,
        epilog="“glossgen COMMAND --help” tells more about a command.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, help="print the version and stop")
    common = argparse.ArgumentParser(add_help=False)
    loudness = common.add_mutually_exclusive_group()
    loudness.add_argument("-q", "--quiet", action="store_true", help="print problems only")
    loudness.add_argument("-v", "--verbose", action="store_true", help="print remarks and details too")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for command in COMMANDS:
        made = commands.add_parser(
            command.__name__.rsplit(".", 1)[-1].rstrip("_"),
            help=command.SUMMARY,
            description=command.SUMMARY[0].upper() + command.SUMMARY[1:] + ".",
            epilog="example:\n" + textwrap.indent(command.EXAMPLE, "  "),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[common],
            allow_abbrev=False,
        )
        command.configure(made)
        made.set_defaults(run=command.run)
    return parser


class _Version(argparse.Action):
    """Prints the version, which is looked up only when it is asked for."""

    def __init__(self, option_strings: list[str], dest: str, help: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib import metadata

        try:
            version = metadata.version("glossgen")
        except metadata.PackageNotFoundError:
            version = "(not installed)"
        sys.stdout.write(f"glossgen {version}\n")
        parser.exit(0)
