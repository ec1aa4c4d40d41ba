"""Makes the word list of the boundary rules, `src/glossgen/data/japanese-words.br`, from SudachiDict.

    pip install sudachipy==0.7.0 sudachidict_small==20261015
    python tools/japanese_words.py

Not a part of the program: only who renews the list needs the two packages. `japanese-words-notice.txt`
beside the list tells its source, date and licence; `glossgen.lexicon.word_list` says how it is read.

Taken are nouns, adjectival nouns and adverbs, and names of places and things. A word that the training
texts of SudachiDict lack has the cost of its kind, which is how rare words are told. Not taken are rare
names, rare words in kanji other than verbal nouns, and rare words in katakana of two letters, which are
pieces of too many others (ション), or of more than six. Names of persons cut other words in two more
often than they stand in a compound; only frequent ones of four katakana or more are taken (アリストテレス).
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import brotli

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from glossgen.lexicon.okurigana import without_kana
from glossgen.lexicon.word_list import without_long_vowel

DATA = Path(__file__).parent.parent / "src" / "glossgen" / "data"
KINDS = ("名詞", "形状詞", "副詞")
KANJI = re.compile("[\u3400-\u4dbf\u4e00-\u9fff々〆ヶ]{2,4}")
KATAKANA = re.compile("[ァ-ヴー]{2,10}")
BEGINNING = re.compile("[\u4e00-\u9fff][ぁ-ん]{0,2}[いきしちみりぎじびぴえけせてねめれげぜべ]")
"""One kanji with the kana of a verb that is used as a noun (連用形)."""


MANY = 1900
"""More words of one kind have one cost only where it is that of words that were never seen."""

WHOLES = (
    *("ウイルス", "ウィルス", "ケーキ", "サラダ", "ソース", "ジュース"),
    *("カード", "ローン", "ファンド", "サービス", "センター", "エンジン", "モーター"),
)
"""Second halves whose compounds are kinds of them (チーズケーキ), although the dictionary has them whole."""


class Word(NamedTuple):
    """A word with what SudachiDict says of it: its parts of speech, and its reading."""

    text: str
    kind: tuple[str, ...]
    reading: str

    @property
    def name(self) -> bool:
        """Whether it is a name."""
        return self.kind[1] == "固有名詞"

    @property
    def person(self) -> bool:
        """Whether it is a name of a person."""
        return self.kind[2] == "人名"


def main() -> None:
    """Write the list."""
    from sudachipy import Dictionary, SplitMode

    dictionary = Dictionary(dict="small")
    words = [
        Word(each.surface(), each.part_of_speech(), each.reading_form()) for each in dictionary.entries()
    ]
    nouns = [word for word in words if word.kind[0] in KINDS]
    rare = set(rare_words(nouns, dictionary.tokenizer(mode=SplitMode.A)))
    kanji = {word.text for word in nouns if KANJI.fullmatch(word.text) and taken_in_kanji(word, word in rare)}
    katakana = {
        without_long_vowel(word.text)
        for word in nouns
        if KATAKANA.fullmatch(word.text) and taken_in_katakana(word, word in rare)
    }
    katakana -= {word for word in katakana if is_compound(word, katakana)}
    parts = (rows(kanji), rows(katakana), rows(beginnings(words)), sorted(okurigana(nouns)))
    packed = brotli.compress("\n\n".join("\n".join(each) for each in parts).encode(), quality=11, lgwin=22)
    (DATA / "japanese-words.br").write_bytes(packed)
    print(f"{len(kanji):,} words in kanji, {len(katakana):,} in katakana, {len(packed):,} bytes")
    print(f"sudachidict_small {version('sudachidict_small')}: write it into japanese-words-notice.txt")


def is_compound(word: str, words: set[str]) -> bool:
    """Whether a word is a kind of what its second half names, so that both halves are mentioned in it."""
    return any(
        word.endswith(kind) and word.removesuffix(kind) in words for kind in map(without_long_vowel, WHOLES)
    )


def taken_in_kanji(word: Word, rare: bool) -> bool:
    """Whether a word in kanji belongs into the list."""
    return not word.person and not (rare and word.kind[2] != "サ変可能")


def taken_in_katakana(word: Word, rare: bool) -> bool:
    """Whether a word in katakana belongs into the list."""
    if word.person:
        return not rare and len(word.text) > 3
    return not rare or (not word.name and 2 < len(word.text) < 7)


def rare_words(words: Iterable[Word], tokenizer: Any) -> Iterator[Word]:
    """The words whose cost between two particles is a cost that very many words of their kind have."""
    costs = {word: cost(word.text, tokenizer) for word in words}
    usual = Counter((word.kind[:3], each) for word, each in costs.items())
    return (word for word, each in costs.items() if usual[word.kind[:3], each] > MANY)


def cost(word: str, tokenizer: Any) -> int:
    """The cost of a word between two particles; -1 if it is cut there."""
    found = tokenizer.tokenize(f"の{word}を")
    return int(found.get_internal_cost()) if len(found) == 3 else -1


def beginnings(words: Iterable[Word]) -> set[str]:
    """The beginnings of words of a kanji and kana (申し, 届け), but not the し of する (化し, 愛し)."""
    suru = {word.text for word in words if word.kind[4] == "サ行変格"}
    kinds = ("五段", "上一段", "下一段")
    return {
        word.text
        for word in words
        if BEGINNING.fullmatch(word.text)
        and word.text not in suru
        and (word.kind[1] == "普通名詞" or (word.kind[4].startswith(kinds) and word.kind[5] == "連用形-一般"))
    }


def okurigana(words: Iterable[Word]) -> Iterator[str]:
    """The nouns that are the same word without the kana behind their kanji: that, and the longest of them.

    They are the same if every reading of the word in kanji is one of the other (生物 is read せいぶつ,
    生き物 is not).
    """
    readings: dict[str, set[str]] = defaultdict(set)
    for word in words:
        if word.kind[1] == "普通名詞":
            readings[word.text].add(word.reading)
    found: dict[str, list[str]] = defaultdict(list)
    for text, read in readings.items():
        short = without_kana(text)
        if short != text and KANJI.fullmatch(short) and short in readings and readings[short] <= read:
            found[short].append(text)
    for short, longer in found.items():
        most = max(map(len, longer))
        yield " ".join([short, *sorted(text for text in longer if len(text) == most)])


def rows(words: Iterable[str]) -> Iterator[str]:
    """A row for each first character: it, and the rests of its words, each between spaces."""
    rests: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        rests[word[0]].append(word[1:])
    return (f"{first} {' '.join(rests[first])} " for first in sorted(rests))


if __name__ == "__main__":
    main()
