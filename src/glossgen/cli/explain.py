"""`glossgen explain`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from glossgen.cli.problem_options import tell_unread
from glossgen.cli.terminal import Terminal, display_path

if TYPE_CHECKING:
    from glossgen.config import Config
    from glossgen.link.explain import Explanation

SUMMARY = "say why each label in a file or line is linked or is not"
EXAMPLE = "glossgen explain terms.md:12 --source glossary\nglossgen explain terms.md --format json"

_LINE = re.compile(r"(?P<path>.+?):(?P<line>\d+)\Z", re.DOTALL)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("place", metavar="PATH[:LINE]", help="a file of the glossary, and a line of it")
    parser.add_argument(
        "--source",
        metavar="SOURCE",
        help="the glossary (default: the nearest folder above PATH with a glossgen.yml, else this folder)",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Print the candidates with their rules to stdout."""
    from glossgen.config import load_config

    found = _LINE.match(options.place)
    path, line = (found["path"], int(found["line"])) if found else (options.place, None)
    options.source = options.source or str(_glossary_of(Path(path)))  # problems are shown relative to it
    config = load_config(Path(options.source))

    from glossgen.build import load_glossary  # late: configuration problems are printed first
    from glossgen.link.explain import explain

    glossary = load_glossary(config)
    explained = explain(glossary, config, _known_path(config, path), line)
    terminal.clear()
    if options.format == "json":
        terminal.json([_as_json(each) for each in explained])
    elif not explained:
        terminal.say("No label of the glossary stands there")
    else:
        terminal.data("".join(_lines(explained, config)))
    return tell_unread(glossary.problems, config.root, terminal)


def _glossary_of(path: Path) -> Path:
    """The folder of the glossary that contains a file, so that `--source` can be omitted."""
    from glossgen.config import NAMES

    above = path.resolve().parents if path.is_file() else ()
    return next((folder for folder in above if any((folder / name).is_file() for name in NAMES)), Path())


def _known_path(config: Config, path: str) -> str:
    """The path relative to the glossary, of one relative to the current folder or to the configuration."""
    found = [place for place in (config.root / path, Path(path)) if place.is_file()]
    return config.relative(found[0].resolve()) if found else path


def _lines(explained: tuple[Explanation, ...], config: Config) -> Iterator[str]:
    before = None
    for each in explained:
        if each.position != before:
            before = each.position
            yield f"{display_path(config.root / before.path)}:{before.line}\n"
        chosen = [term for term in each.terms if term.id == each.target] or list(each.terms)
        terms = ", ".join(f"{term.label} ({term.position.path}:{term.position.line})" for term in chosen)
        surface = re.sub(r"\s+", " ", each.surface)
        verdict = {"linked": "linked", "mentioned": "no link", "refused": "not there"}[each.verdict]
        yield f"  “{surface}” → {terms or each.target}\n    {verdict}: {each.why}\n"


def _as_json(each: Explanation) -> dict[str, object]:
    return {
        "path": each.position.path,
        "line": each.position.line,
        "surface": each.surface,
        "verdict": each.verdict,
        "rules": list(each.rules),
        "why": each.why,
        "target": each.target,
        "terms": [
            {"id": t.id, "label": t.label, "path": t.position.path, "line": t.position.line}
            for t in each.terms
        ],
    }
