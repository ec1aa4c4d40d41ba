"""Build the real documents of a seeds folder at their real paths, as CI does.

    python tools/seeds.py ../shared/seeds

Two of them are states of one file, so they become two sites. It fails when
there is an error in one of them, or when terms or notes get lost.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from glossgen.build import Report, build
from glossgen.config import load_config
from glossgen.model import Severity
from glossgen.problems import severity, wording

SITES = {
    "earlier": {"000": "ai/deep-learning.md"},
    "later": {
        "001": "ai/deep-learning.md",
        "002": "notes/machine-learning.md",
        "003": "content/ja/glossary/deep-learning.md",
        "004": "ml-dl-training.md",
    },
}
"""For each site, the number of each document and the path that it had where it comes from."""

KNOWN = {"earlier": (24, 0), "later": (35, 1)}
"""Terms and notes that are in the documents of each site."""


def lay_out(seeds: Path, site: str, folder: Path) -> Path:
    """Copy the documents of a site into a folder: the folder."""
    for number, path in SITES[site].items():
        (document,) = seeds.glob(f"{number}_*.txt")
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(document, target)
    return folder


def tell(site: str, report: Report) -> bool:
    """Print what a build found. Whether it is what is there."""
    counts = f"{report.terms} terms, {report.notes} notes, {report.pages} pages, {report.mentions} mentions"
    print(f"{site}: {counts}, {report.links} links, {report.formulas} formulas")
    for code, count in sorted(Counter(problem.code for problem in report.problems).items()):
        print(f"  {code}: {count}")
    errors = [problem for problem in report.problems if severity(problem) is Severity.ERROR]
    for problem in errors:
        print(wording(problem))
    if (report.terms, report.notes) != KNOWN[site]:
        print(f"  there should be {KNOWN[site][0]} terms and {KNOWN[site][1]} notes")
        return False
    return not errors


def main(seeds: Path) -> int:
    """Build both sites in a temporary folder."""
    good = True
    for site in SITES:
        with tempfile.TemporaryDirectory(prefix="glossgen-seeds-") as name:
            folder = lay_out(seeds, site, Path(name) / "glossary")
            good &= tell(site, build(load_config(folder, output=Path(name) / "site")))
    return 0 if good else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description="Build the real documents of a seeds folder.",
        epilog="example: tools/seeds.py ../shared/seeds",
    )
    parser.add_argument("seeds", type=Path, help="the folder of the documents")
    sys.exit(main(parser.parse_args().seeds))
