"""Long articles with links made by hand, some of them dead: what a build, an edit and a check cost.

    python -m benchmarks.peers.articles [--articles 250 500 1000 3000] [--runs 1]
    python -m benchmarks.peers.articles --write FOLDER --articles 1000

Every article is one term: about 10 kB under 20 headings, with 20 links that
somebody made by hand. Three of them are dead, each in its own way: a slip in an
address (something near exists), an article that has moved to another folder, and
one that was never written. No two dead links have the same address, so that
nothing is gained by remembering one. Everything is made from a fixed seed.

Times hold the start of the program: each act is a process of its own.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from .words import ADJECTIVE, NOUN, TOOL

SIZES = (250, 500, 1_000, 3_000)
HEADINGS = 20
LINKS = 20
DEAD = 3
SENTENCES = 5
"""In the paragraph under a heading."""

FOLDERS = ("models", "training", "data", "systems", "theory")
PHRASES = (
    "It is chosen before the first step and kept until the loss no longer falls on the held-out part.",
    "In practice a few runs with different seeds show whether the difference is more than noise.",
    "Most libraries offer it under another name, which makes older papers hard to compare with newer ones.",
    "The cost grows with the square of the length, so long inputs are cut into overlapping pieces first.",
    "A small value makes the result stable but slow to reach, while a large one may never settle at all.",
    "Where memory is scarce, intermediate results are thrown away and computed again on the way back.",
)


def write_articles(folder: Path, count: int) -> None:
    """Write a glossary of so many articles, at most 4,200, into a folder."""
    for path, text in articles(count):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
    (folder / "glossgen.yml").write_text(
        "title: articles\nlanguages: [en]\nsources:\n- {path: ., form: article, language: en}\n",
        encoding="utf-8",
    )


def articles(count: int) -> Iterator[tuple[str, str]]:
    """The path and the text of each article."""
    chance = random.Random(10)
    pairs = [(first, second) for first in ADJECTIVE for second in (*NOUN, *TOOL)]
    chance.shuffle(pairs)
    titles = [f"{first} {second}" for first, second in pairs]
    here, never = titles[:count], titles[count:]
    if len(never) < count:
        never = [f"{title} {tool}" for title, tool in zip(titles, TOOL * len(titles), strict=False)]
    paths = [f"{FOLDERS[number % len(FOLDERS)]}/{_slug(title)}.md" for number, title in enumerate(here)]
    for number, title in enumerate(here):
        yield paths[number], _article(number, title, paths, never[number], chance)


def _article(number: int, title: str, paths: list[str], never: str, chance: random.Random) -> str:
    lines = ["---", f"title: {title}", f"category: {FOLDERS[number % len(FOLDERS)]}", "---", ""]
    links = [f"../{path}" for path in chance.choices(paths, k=LINKS - DEAD)]
    slip, moved = paths[number], paths[(number + 1) % len(paths)]
    at = slip.index("/") + 3
    links += [
        f"../{slip[:at]}{slip[at + 1 :]}",
        f"../archive/{moved}",
        f"../{FOLDERS[0]}/{_slug(never)}.md",
    ]
    chance.shuffle(links)
    for part in range(HEADINGS):
        lines += [f"## Part {part + 1} of {title}", ""]
        text = " ".join(chance.choices(PHRASES, k=SENTENCES))
        shown = [f"See [number {part + 1}]({links[part]})."] if part < len(links) else []
        lines += [" ".join((text, *shown)), ""]
    return "\n".join(lines)


def _slug(title: str) -> str:
    return title.lower().replace(" ", "-")


# ------------------------------------------------------------ measuring


def run(sizes: list[int], runs: int) -> None:
    """Build, edit a sentence, build again, and check; a table of medians."""
    acts = ("check", "cold", "sentence", "nothing")
    print("".join(("articles".rjust(10), *(act.rjust(12) for act in acts))), flush=True)
    for size in sizes:
        found: dict[str, list[tuple[float, float]]] = {act: [] for act in acts}
        for _ in range(runs):
            with tempfile.TemporaryDirectory(prefix="glossgen-articles-") as name:
                for act, seconds in measured(Path(name), size):
                    found[act].append(seconds)
        cells = [
            f"{statistics.median(wall for wall, _ in found[act]):.1f}"
            f" ({statistics.median(cpu for _, cpu in found[act]):.1f})"
            for act in acts
        ]
        print("".join((f"{size:>10,}", *(cell.rjust(12) for cell in cells))), flush=True)
    print("seconds on the wall (of processor time)")


def measured(folder: Path, size: int) -> Iterator[tuple[str, tuple[float, float]]]:
    """What each act takes, in seconds on the wall and of processor time."""
    glossary = folder / "glossary"
    write_articles(glossary, size)
    build = ("build", str(glossary), "--output", str(folder / "site"))
    yield "check", _timed("check", str(glossary))
    shutil.rmtree(glossary / ".glossgen", ignore_errors=True)
    yield "cold", _timed(*build)
    article = next(iter(sorted((glossary / FOLDERS[0]).glob("*.md"))))
    text = article.read_text(encoding="utf-8").replace("It is chosen", "It is mostly chosen", 1)
    article.write_text(text.replace("A small", "A very small", 1), encoding="utf-8", newline="\n")
    yield "sentence", _timed(*build)
    yield "nothing", _timed(*build)


def _timed(*arguments: str) -> tuple[float, float]:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-m", "glossgen", *arguments], check=False, capture_output=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="What long articles with dead links cost.")
    parser.add_argument("--articles", type=int, nargs="+", default=list(SIZES), help="default: %(default)s")
    parser.add_argument("--runs", type=int, default=1, help="default: 1")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write articles, measure nothing")
    options = parser.parse_args()
    if options.write:
        write_articles(options.write, options.articles[0])
    else:
        run(options.articles, options.runs)


if __name__ == "__main__":
    main()
