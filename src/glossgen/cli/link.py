"""`glossgen link`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from glossgen.cli.terminal import Terminal, display_path, exit_code, number

if TYPE_CHECKING:
    from glossgen.config import Config
    from glossgen.output import OutFile

SUMMARY = "write linked Markdown, a mirror of the sources that reads well on GitHub"
EXAMPLE = """\
glossgen link glossary --output linked
glossgen link glossary --output linked --check
glossgen link linked --strip --output source"""
POLICIES = ("all", "first", "section", "paragraph")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "source", nargs="?", default=".", metavar="SOURCE", help="the glossary (default: this folder)"
    )
    parser.add_argument("-o", "--output", metavar="DIR", help="where the mirror goes (default: linked)")
    parser.add_argument("--policy", choices=POLICIES, help="which mentions become links (default: all)")
    parser.add_argument("--url", metavar="URL", help="the address of DIR (default: links are relative)")
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--check", action="store_true", help="write nothing; exit with 1 if DIR is stale")
    modes.add_argument("--strip", action="store_true", help="take links and anchors out instead")


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Write the mirror, check it, or strip the links from one."""
    from glossgen.config import Mirror, Policy, address_option, load_config
    from glossgen.mirror import link_files, mirror_output, strip_files

    config = load_config(Path(options.source))
    output = mirror_output(config, options.output)
    if options.strip:
        return _write(config, output, strip_files(config), terminal)
    mirror = config.mirror or Mirror(output)
    policy = Policy(options.policy) if options.policy else mirror.policy
    url = address_option("--url", options.url) if options.url else mirror.url
    made = link_files(replace(config, mirror=replace(mirror, output=output)), policy, url, terminal.progress)
    terminal.clear()
    terminal.problems(made.problems, config.root, made.known)
    if terminal.verbose and made.left:
        terminal.say(f"{number(made.left, 'mention')} without a link, which would have changed the text")
    if options.check:
        return max(_check(config, output, made.files, terminal), exit_code(made.problems))
    counts = f"{number(made.links, 'link')}, {number(made.anchors, 'anchor')}; "
    return max(_write(config, output, made.files, terminal, counts), exit_code(made.problems))


def _write(
    config: Config, output: Path, files: Iterable[OutFile], terminal: Terminal, counts: str = ""
) -> int:
    from glossgen.output import write_site

    report = write_site(output, files, keep=config.inputs)
    words = f"{report.written} written, {report.unchanged} unchanged, {report.removed} removed"
    terminal.say(f"{counts}files: {words} → {display_path(output)}")
    return 0


def _check(config: Config, output: Path, files: Iterable[OutFile], terminal: Terminal) -> int:
    from glossgen.mirror import stale

    problems = stale(output, files, config.root)
    terminal.problems(problems, config.root)
    if not problems:
        terminal.say(f"Up to date: {display_path(output)}")
    return exit_code(problems)
