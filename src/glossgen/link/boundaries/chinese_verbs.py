"""Tells whether a Chinese word of two characters is a verb where it stands, and names nothing: 请确认版本.

The words beside it show it (`data/chinese-verb-signs.txt`), each as a word of its own:

| the word | refused |
|---|---|
| a verb of the word list | behind a word that a verb follows: 可以服务, 所提供的 |
| | before 了 and 着, if the sentence goes on: 提供了支持, but not 有了服务了 |
| | before 一个, 该 and the like: 验证该系统 |
| | before 到, 给 and the like, if it is no noun as well: 注入到组件中 |
| 服务 | at the end of a part with 为, if no other verb has it as its object: 为用户服务 |
| 迭代 and the like | before a verb that it describes: 迭代调整 |
"""

from __future__ import annotations

from collections.abc import Sequence

from glossgen.lexicon import load_tables
from glossgen.lexicon.chinese_words import chinese_verbs

_NOT_AFTER = frozenset("的了吗呢吧")
_FOR = frozenset(("为", "為"))


def is_verb(label: str, before: Sequence[str], after: Sequence[str], goes_on: bool) -> bool:
    """Whether a label is a verb or an adverb between these words of its run.

    `goes_on`: a word in another script follows the run.
    """
    if len(label) != 2:
        return False
    kinds = load_tables().chinese_verb_signs
    kind, left = kinds.get(label), kinds.get(before[-1]) if before else None
    right = kinds.get(after[0]) if after else None
    if label in chinese_verbs() or kind == "everyday":
        begun = right == "object" or (right == "aspect" and (len(after) > 1 or goes_on))
        if left == "before" or begun or (right == "complement" and chinese_verbs().get(label) is False):
            return True
    if kind == "served" and _serves(before, after):
        return True
    return kind == "noun" and bool(after) and (left in ("before", "again") or _describes(after))


def _describes(after: Sequence[str]) -> bool:
    """Whether a verb follows that an adverb describes."""
    return after[0] == "地" or load_tables().chinese_verb_signs.get(after[0]) == "verb"


def _serves(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a verb at the end of a part of a sentence has an object with 为 before it."""
    if after and after[0] not in _NOT_AFTER:
        return False
    part = next((before[index + 1 :] for index in range(len(before) - 1) if before[index] in _FOR), ())
    return bool(part) and not any(chinese_verbs().get(word) is False for word in part) and part[-1] != "的"
