"""Spellings that differ in the kana behind kanji: 取り引き, 取引き and 取引 are one word.

The Cabinet notice on okurigana (送り仮名の付け方, 1973, rules 6 and 7) allows a compound to omit kana that a
reader can supply, and writes nouns such as 取引 without any. Statutes write 申込み and 手続, the press
申し込み and 手続き. Here, each group of kana after kanji may lose its beginning, and the last group keeps its
last kana (申込み); or all kana are omitted (申込), unless the word list has those kanji as another word
(生物 is not 生き物, 日当 is not 日当たり).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from glossgen.lexicon.word_list import KANJI, OKURIGANA, WordList, rows_of

_K = "\u3400-\u4dbf\u4e00-\u9fff々"
_WORD = re.compile(f"[{_K}][{_K}ぁ-ん]+")
"""A word of kanji and hiragana in a label."""

_GROUP = re.compile(f"(?<=[{_K}])[ぁ-ん]{{1,3}}(?![ぁ-ん方])")
"""At most three kana after a kanji, not followed by 方, before which they are never omitted (見え方)."""

_RUN = re.compile(f"[{_K}]{{2,}}(?![{_K}ぁ-ん])")
"""A run of kanji with no kana behind it."""

_NOUN_ENDS = frozenset("いきしちみりぎびえけせてねめれげぜべっ")
"""The last kana of a verb used as a noun (連用形): kana with the vowel i or e, and っ in compounds."""

_VERB_ENDS = frozenset("うくすつむるぐぶ")
_GRAMMAR = frozenset(("しい", "だけ", "より", "のみ", "つき", "ない"))
"""Kana after kanji that are not part of a verb."""

_ADJECTIVES = frozenset(
    "長短高低深浅遠近広狭厚薄太細大小多少強弱早速遅重軽新古若良悪明暗赤青白黒"
    "甘辛苦熱寒暑冷温暖丸円硬固柔鋭鈍濃淡安"
)
"""Kanji after which い is the ending of an adjective (長い間), and not of a verb (買い物)."""

_MOST = 24
"""The most spellings of a label."""

_KANJI_WORDS = WordList(KANJI)


def respellings(label: str) -> Iterator[str]:
    """The other spellings of a label, with more or fewer kana behind its kanji."""
    choices: list[list[str]] = []
    end = 0
    for word in _WORD.finditer(label):
        choices += [[label[end : word.start()]], list(_spellings(word[0]))]
        end = word.end()
    made = itertools.islice(itertools.product(*choices), 1, _MOST)
    return ("".join(parts) + label[end:] for parts in made)


def dropped_kana(label: str, spelling: str) -> str:
    """The kana after the last kanji of a label that a shorter spelling omits: き for 取り引き and 取引."""
    kanji = "[ぁ-ん]*".join(map(re.escape, without_kana(spelling)))
    found = re.search(f"{kanji}([ぁ-ん]*)", label)
    return found[1] if found else ""


def without_kana(word: str) -> str:
    """A word without the verb endings after its kanji: 取引 for 取り引き."""
    return "".join([word[begin:end] for begin, end in _kept(word, _groups(word))])


@lru_cache(maxsize=4096)
def _spellings(word: str) -> tuple[str, ...]:
    """A word of kanji and hiragana, and its other spellings."""
    longer = _longer(word)
    found = [spelling for each in longer or (word,) for spelling in (each, *_shorter(each))]
    return tuple(dict.fromkeys([word, *found]))


def _longer(word: str) -> list[str]:
    """The full spellings of a word that omits kana; the word may be part of a compound."""
    known = _with_kana()
    whole = [each for each in known.get(without_kana(word), ()) if word == each or word in _shorter(each)]
    if whole or len(word) < 3:
        return whole
    beside = [(cut, word[:cut]) for cut in range(len(word) - 1, 1, -1) if word[:cut] in known]
    if beside:
        cut, head = beside[0]
        return [each + word[cut:] for each in known[head]]
    behind = next((cut for cut in range(1, len(word) - 1) if word[cut:] in known), 0)
    return [word[:behind] + each for each in known[word[behind:]]] if behind else []


@lru_cache(maxsize=1)
def _with_kana() -> Mapping[str, list[str]]:
    """The nouns that may omit all kana, by the spelling without them."""
    rows = (row.split() for row in rows_of(OKURIGANA))
    return {row[0]: row[1:] for row in rows}


def _shorter(word: str) -> list[str]:
    """The spellings of a word with fewer kana."""
    groups = _groups(word)
    if not groups:
        return []
    cuts = [range(end - start + 1) for start, end in groups]
    at_end = groups[-1][1] == len(word)
    if at_end:
        cuts[-1] = range(len(cuts[-1]) - 1)
    found = []
    for each in itertools.product(*cuts):
        moved = [(start, start + cut) for (start, _), cut in zip(groups, each, strict=True)]
        found.append("".join([word[begin:end] for begin, end in _kept(word, moved)]))
    if at_end and word[-1] not in _VERB_ENDS:
        found.append(without_kana(word))
    return [each for each in dict.fromkeys(found) if each != word and _is_same(word, each)]


def _is_same(word: str, shorter: str) -> bool:
    """Whether a shorter spelling is still this word: two characters or more, and not another known word."""
    if len(shorter) < 2:
        return False
    made = set(_RUN.findall(shorter)).difference(_RUN.findall(word))
    return all(run not in _KANJI_WORDS or run in _with_kana() for run in made)


def _groups(word: str) -> list[tuple[int, int]]:
    """The spans of the verb endings in a word."""
    found = []
    for group in _GROUP.finditer(word):
        ends = _NOUN_ENDS | _VERB_ENDS if group.end() == len(word) else _NOUN_ENDS
        adjective = group[0] == "い" and word[group.start() - 1] in _ADJECTIVES
        if group[0][-1] in ends and group[0] not in _GRAMMAR and not adjective:
            found.append(group.span())
    return found


def _kept(word: str, dropped: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans that remain when some are dropped."""
    begins = [0, *(end for _, end in dropped)]
    return zip(begins, [*(start for start, _ in dropped), len(word)], strict=True)
