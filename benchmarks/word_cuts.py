"""How well the boundary rules cut real Japanese sentences, beside sentences that people cut by hand.

Run it with `python benchmarks/word_cuts.py CORPUS`, where CORPUS is a checkout of a treebank in CoNLL-U
(UD_Japanese-PUD) or of KWDLC (folder `knp`). With `--analyser`, that of `glossgen[ja]` is asked in doubt. The
nouns of the sentences are dealt to 20 glossaries, so that few labels help one another, and every occurrence
of a label is judged:

- compound: a noun whose neighbours in its run of kanji or katakana are nouns of two characters or more.
  It should be accepted.
- cut: an occurrence that begins or ends inside of a word. It should be rejected.

A word of one character beside a label is left out: whether an affix keeps a term is a matter of the term.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from glossgen.lexicon import build_lexicon
from glossgen.link.boundaries.referee import Referee, load_referee
from glossgen.link.finder import Candidate, Finder
from glossgen.model import Label, Position, Term, TextRun
from glossgen.text.scripts import Script, script

GLOSSARIES = 20
RUNS = (Script.KANJI, Script.KATAKANA)


class Word(NamedTuple):
    """A word as people cut it, and whether it is a noun."""

    text: str
    noun: bool


Sentence = list[Word]


# -- reading the corpora ----------------------------------------------------


def sentences(folder: Path) -> Iterator[Sentence]:
    """The sentences of all files of a corpus, in the order of the files."""
    for path in sorted(folder.rglob("*.conllu")):
        yield from _sentences(path, "\t", 1, 3, ("NOUN", "PROPN"), "")
    for path in sorted(folder.rglob("*.knp")):
        yield from _sentences(path, " ", 0, 3, ("名詞",), "EOS")


def _sentences(
    path: Path, separator: str, form: int, kind: int, nouns: tuple[str, ...], end: str
) -> Iterator[Sentence]:
    found: Sentence = []
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split(separator)
        if line == end:
            yield found
            found = []
        elif len(fields) > kind and line[0] not in "#*+":
            found += _parts(Word(fields[form], fields[kind] in nouns), line)


def _parts(word: Word, line: str) -> list[Word]:
    """The word; of an adjectival noun of KWDLC the noun and its copula apart (健康|に)."""
    stem = word.text.rstrip("".join(map(chr, range(0x3041, 0x3097))))
    if "ナ形容詞" not in line or not stem or stem == word.text:
        return [word]
    return [Word(stem, True), Word(word.text[len(stem) :], False)]


# -- judging ----------------------------------------------------------------


def glossaries(corpus: list[Sentence]) -> list[list[str]]:
    """The nouns of two characters or more in kanji, katakana or both, dealt to glossaries."""
    nouns = sorted(
        {word.text for sentence in corpus for word in sentence if word.noun and _is_label(word.text)}
    )
    random.Random(1).shuffle(nouns)
    return [nouns[number::GLOSSARIES] for number in range(GLOSSARIES)]


def _is_label(text: str) -> bool:
    return len(text) > 1 and all(script(char) in RUNS for char in text)


def finder(labels: list[str], referee: Referee | None) -> Finder:
    """The finder of a glossary."""
    place = Position("a.md", 1)
    terms = [Term(f"t{i}", "ja", (Label(label, "ja"),), place, ()) for i, label in enumerate(labels)]
    return Finder(build_lexicon("ja", terms), referee=referee)


def kind_of(sentence: Sentence, found: Candidate) -> str:
    """What an occurrence is by the hand-made cuts: `compound`, `cut`, or empty if it is neither."""
    begins: dict[int, int] = {}
    at = 0
    for number, word in enumerate(sentence):
        begins[at] = number
        at += len(word.text)
    begins[at] = len(sentence)
    if found.start not in begins or found.end not in begins:
        return "cut"
    first, last = begins[found.start], begins[found.end]
    if last - first != 1:
        return ""
    label = sentence[first].text
    beside = []
    if first and script(sentence[first - 1].text[-1]) is script(label[0]):
        beside.append(sentence[first - 1])
    if last < len(sentence) and script(sentence[last].text[0]) is script(label[-1]):
        beside.append(sentence[last])
    return "compound" if beside and all(len(each.text) > 1 and each.noun for each in beside) else ""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("corpus", type=Path, help="the checkout of a corpus")
    parser.add_argument("--sentences", type=int, default=1000, help="how many sentences, chosen at random")
    parser.add_argument("--wrong", action="store_true", help="list what is wrong")
    parser.add_argument("--analyser", action="store_true", help="ask the analyser of glossgen[ja] in doubt")
    options = parser.parse_args()
    referee = load_referee() if options.analyser else None
    if options.analyser and referee is None:
        parser.error("glossgen[ja] is not installed")
    corpus = list(sentences(options.corpus))
    corpus = random.Random(1).sample(corpus, min(options.sentences, len(corpus)))
    counts: Counter[tuple[str, str, bool]] = Counter()
    for labels in glossaries(corpus):
        made = finder(labels, referee)
        for sentence in corpus:
            text = "".join(word.text for word in sentence)
            for found in made.find(TextRun(text, 1)):
                kind = kind_of(sentence, found)
                scripts = script(text[found.start]).name.lower()
                counts[kind, scripts, found.accepted] += 1
                if options.wrong and kind and found.accepted != (kind == "compound"):
                    around = text[max(0, found.start - 8) : found.start]
                    label = text[found.start : found.end]
                    print(f"{kind}  {around}[{label}]{text[found.end : found.end + 8]}  {found.rule}")
    for kind in ("compound", "cut"):
        for scripts in ("kanji", "katakana", "all"):
            yes, no = (
                sum(
                    count
                    for (each, mine, accepted), count in counts.items()
                    if each == kind and scripts in (mine, "all") and accepted is wanted
                )
                for wanted in (True, False)
            )
            if yes + no:
                print(f"{kind:8}  {scripts:8}  linked {yes:5} of {yes + no:5}  {yes / (yes + no):6.1%}")


if __name__ == "__main__":
    main()
