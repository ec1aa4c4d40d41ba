"""How the time of linking grows with the number of labels, on one and the same text.

Run it with `python benchmarks/linking.py`. Labels and text are made up from a fixed seed. Every
glossary holds the 300 labels that the text speaks of, so the links are nearly the same in each row;
what grows is the number of labels that the text does not speak of. Reading and rendering are left
out. The bare pass is the same automaton over the same folded text, and nothing else: no folding, no
rules, no mentions; “× bare” is the whole of linking in bare passes. The naive loop is what simple
tools do: for each label, the longest first, replace it in the text. Times are processor time, the
least of several runs that take turns; read them as ratios.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from glossgen.config import Config, Links, Policy, SourceFolder
from glossgen.lexicon import Lexicon, build_lexicon
from glossgen.link import Linker, Place, Targets
from glossgen.model import Glossary, Label, Position, Term, TextRun
from glossgen.text.label_folding import fold

SIZES = (300, 3_000, 30_000, 300_000)
NAIVE_SIZES = SIZES[:2]
USED = 300
RUNS = 5
SENTENCES = 4_000
KANJI = "学習処理画像言語音声分析解析認識検索測定推論生成識別評価計算機械自然深層強化転移教師訓練検証"
KATAKANA = [
    "データ",
    "モデル",
    "テスト",
    "クラス",
    "グラフ",
    "ノイズ",
    "ベクトル",
    "システム",
    "コスト",
    "ラベル",
]
SYLLABLES = ("ba", "ke", "lo", "mi", "nu", "pra", "quo", "ris", "ste", "tra", "vel", "zon")
FRAMES = (
    "{}は{}の一種である。",
    "{}を使うと、{}が速くなる。",
    "この章では{}と{}を比べ、違いを述べる。",
    "The {} of a {} is small.",
)


def labels(count: int) -> list[str]:
    """`count` different labels, a third of each kind: kanji, katakana, Latin."""
    chance = random.Random(1)
    found: dict[str, None] = {}
    makers: tuple[Callable[[], str], ...] = (
        lambda: "".join(chance.choices(KANJI, k=chance.randint(4, 7))),
        lambda: "".join(chance.choices(KATAKANA, k=chance.randint(2, 5))) + chance.choice("アイウエオカキ"),
        lambda: "".join(chance.choices(SYLLABLES, k=chance.randint(3, 5))),
    )
    while len(found) < count:
        found[makers[len(found) % 3]()] = None
    return list(found)


def text(used: list[str]) -> tuple[TextRun, ...]:
    """The text, as paragraphs of four sentences."""
    chance = random.Random(2)
    sentences = [chance.choice(FRAMES).format(*chance.choices(used, k=2)) for _ in range(SENTENCES)]
    return tuple(TextRun("".join(sentences[i : i + 4]), i + 1) for i in range(0, SENTENCES, 4))


def linker(names: list[str]) -> tuple[Linker, Lexicon, float]:
    """The linker of a glossary, and the seconds that its lexicon took."""
    terms = tuple(
        Term(f"t{i}", "ja", (Label(name, "ja"),), Position("a.md", i + 1), ()) for i, name in enumerate(names)
    )
    begin = time.process_time()
    lexicon = build_lexicon("ja", terms)
    seconds = time.process_time() - begin
    root = Path.cwd()
    config = Config(root, "benchmark", (SourceFolder(root),), root / "site", links=Links(policy=Policy.ALL))
    targets = Targets(Glossary(), {"ja": lexicon}, {term.key: term for term in terms})
    return Linker(config, targets), lexicon, seconds


def naive(names: list[str], text_runs: tuple[TextRun, ...]) -> int:
    """The loop of simple tools; returns the number of replacements."""
    whole = "\n".join(text_run.text for text_run in text_runs)
    count = 0
    for name in sorted(names, key=len, reverse=True):
        pattern = re.compile(rf"(?<![>\w]){re.escape(name)}(?![^<]*</a>)")
        whole, made = pattern.subn(lambda match: f'<a href="#">{match[0]}</a>', whole)
        count += made
    return count


def link(made: Linker, place: Place) -> int:
    """The number of links in the text; a linker that starts anew, with nothing kept from before."""
    return len(replace(made, finders={}).link(place).mentions)


def bare(lexicon: Lexicon, folded: list[str]) -> int:
    """The number of labels that the automaton finds in folded texts."""
    return sum(len(lexicon.occurrences(text)) for text in folded)


def timed(work: Callable[[], int]) -> tuple[int, float]:
    """What the work returns, and the seconds that it took."""
    begin = time.process_time()
    return work(), time.process_time() - begin


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the largest number of labels")
    most = parser.parse_args().most
    text_runs = text(labels(USED))
    place = Place(("ja", "note:text"), "text.md", "ja", text_runs)
    print(f"{sum(len(text_run.text) for text_run in text_runs):,} characters")
    print("  labels    links    lexicon    linking   ratio       bare  × bare      naive   ratio")
    folded = [fold(text_run.text).text for text_run in text_runs]
    first = first_naive = 0.0
    for size in (size for size in SIZES if size <= most):
        names = labels(size)
        made, lexicon, building = linker(names)
        work = (partial(link, made, place), partial(bare, lexicon, folded))
        runs = [[timed(each) for each in work] for _ in range(RUNS)]
        links = runs[0][0][0]
        seconds, passing = (min(run[which][1] for run in runs) for which in range(2))
        first = first or seconds
        row = f"{size:>8,}  {links:>7,}  {building:>7.2f} s  {seconds:>7.3f} s  {seconds / first:>6.2f}"
        row += f"  {passing:>7.4f} s  {seconds / passing:>6.1f}"
        if size in NAIVE_SIZES:
            _, seconds = timed(partial(naive, names, text_runs))
            first_naive = first_naive or seconds
            row += f"  {seconds:>7.2f} s  {seconds / first_naive:>6.2f}"
        print(row)


if __name__ == "__main__":
    main()
