"""Makes the Chinese word list, `src/glossgen/data/chinese-words.br`, from jieba's dictionary.

    pip install jieba==0.42.1 opencc==1.4.2
    python tools/chinese_words.py

Not a part of the program: only who renews the list needs the two packages. `chinese-words-notice.txt`
beside the list tells its source, date and licence; `glossgen.lexicon.chinese_words` says how it is read.

Taken are words of one to four characters that are not rare, each also as OpenCC writes it in traditional
characters and in the words of Taiwan. Words of four characters that are two words of two are left out: the
rule puts them together by itself. Verbs of two characters stand in lines of their own: those that are nouns
as well (服务), and those that are not (提供).
"""

from __future__ import annotations

import re
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import brotli
import opencc

DATA = Path(__file__).parent.parent / "src" / "glossgen" / "data"
WORD = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{1,4}")
LEAST = 40
"""How often a word occurs in the texts that jieba's dictionary was counted in, of 60 million words."""

SCRIPTS = ("s2t.json", "s2twp.json")

KINDS = {"v": "v", "vn": "w"}
"""The marks of lines of verbs, by the classes of the dictionary: verbs, and those that are nouns as well."""


def main() -> None:
    """Write the list, and print how many words it has."""
    counts, verbs = counted()
    whole = {word: count for word, count in counts.items() if not is_compound(word, counts)}
    for script in SCRIPTS:
        convert = opencc.OpenCC(script).convert
        for word, count in list(whole.items()):
            other = convert(word)
            if WORD.fullmatch(other):
                whole[other] = max(count, whole.get(other, 0))
                if word in verbs:
                    verbs.setdefault(other, verbs[word])
    classes: dict[tuple[int, str], list[str]] = defaultdict(list)
    for word in sorted(whole):
        classes[whole[word].bit_length(), verbs.get(word, "")].append(word)
    text = "\n".join(f"{rank}{kind} {' '.join(words)}" for (rank, kind), words in sorted(classes.items()))
    packed = brotli.compress(text.encode(), quality=11, lgwin=24)
    (DATA / "chinese-words.br").write_bytes(packed)
    print(f"{len(whole)} words, {len(verbs)} verbs, {len(packed)} bytes")


def counted() -> tuple[dict[str, int], dict[str, str]]:
    """The words of jieba's dictionary that are not rare, with their counts; the verbs, with their marks."""
    lines = (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
    counts, verbs = {}, {}
    for word, count, kind in (line.split() for line in lines):
        if WORD.fullmatch(word) and int(count) >= LEAST:
            counts[word] = int(count)
            if len(word) == 2 and kind in KINDS:
                verbs[word] = KINDS[kind]
    return counts, verbs


def is_compound(word: str, words: dict[str, int]) -> bool:
    """Whether a word of four characters is two words of two."""
    return len(word) == 4 and word[:2] in words and word[2:] in words


if __name__ == "__main__":
    main()
