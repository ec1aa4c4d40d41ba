"""A random sample of the links of a glossary, to be judged by a reader: does the text mean this entry?

Run it with `python benchmarks/link_sample.py FOLDER [--language de] [--count 200] [--seed 1]`. Only links
that the program found by itself are shown, each with the name and the first words of its entry.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from glossgen.build import load
from glossgen.config.load import load_config
from glossgen.link import Linker, Targets, autolinks_of, build_lexicons, places
from glossgen.model import Origin, TextRun

_LEFT, _RIGHT, _TEXT = 75, 55, 70


def found_links(folder: Path, language: str) -> Iterator[str]:
    """Every link found in the texts of a language (of all, if empty), as a line."""
    config = load_config(folder)
    glossary = load.load_glossary(config)
    targets = Targets.of(glossary, build_lexicons(glossary))
    linker = Linker(config, targets, autolinks=autolinks_of(targets.terms))
    for place in places(glossary):
        runs = place.text_runs
        for mention in linker.link(place).mentions if language in ("", place.language) else ():
            term = targets.terms.get(mention.target)
            if not mention.linked or mention.origin is not Origin.TEXT:
                continue
            said = "".join(part.text for part in term.body if isinstance(part, TextRun)) if term else ""
            text, start, end = runs[mention.text_run].text, mention.start, mention.end
            near = f"{text[max(0, start - _LEFT) : start]}【{mention.surface}】{text[end : end + _RIGHT]}"
            name = term.label if term else mention.target[1]
            yield f"[{name} := {said[:_TEXT]}] {near}".replace("\n", " ")


def main() -> None:
    """Print the sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    links = list(found_links(options.folder, options.language))
    random.Random(options.seed).shuffle(links)
    for number, line in enumerate(links[: options.count], 1):
        print(number, line)
    print(f"{min(options.count, len(links))} of {len(links)} links", file=sys.stderr)


if __name__ == "__main__":
    main()
