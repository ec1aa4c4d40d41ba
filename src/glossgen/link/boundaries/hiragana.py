"""Edges of labels next to hiragana.

Hiragana has no word separators, so only word tables show where a word ends: 流れ before を is a noun, in
流れる a part of a verb; ばね after 、 is a spring, in ならばね two particles.
"""

from __future__ import annotations

from glossgen.lexicon import WordTables, longest_prefix
from glossgen.link.boundaries.result import ACCEPTED, BoundaryResult, rejected
from glossgen.link.boundaries.text_view import Hit, TextView
from glossgen.text.scripts import Script, script

_KANA = (Script.HIRAGANA, Script.KANJI)
LONGEST = 8
"""The longest sequence of kana in the tables, on either side."""

_LEAST_BEHIND_NOUN = 3
"""The fewest kana of a label that may follow the noun of a verb: 煮込み|うどん, but not 焼き|くい."""

_ENDINGS = ("です", "ます")


def hiragana_left(text: TextView, hit: Hit, tables: WordTables) -> BoundaryResult:
    """Judge the characters before a label that begins with hiragana."""
    kind = text.kind_before(hit.first)
    if kind is Script.KANJI:
        # After a single kanji, hiragana is mostly its inflection (静か); longer kanji words seldom inflect.
        run = text.run_before(hit.first, Script.KANJI)
        return ACCEPTED if len(run) > 1 or run in tables.hiragana_before else rejected("okurigana")
    if kind is not Script.HIRAGANA:
        return ACCEPTED
    start = text.run_start(hit.first, Script.HIRAGANA)
    run = text.folded.text[start : hit.first]
    if text.kind_before(start) is Script.KANJI:
        word = text.folded.text[start - 1] + run
        noun = hit.last - hit.first >= _LEAST_BEHIND_NOUN and word in tables.kanji_tails
        if noun or word in tables.hiragana_before:
            return ACCEPTED
    for size in range(min(LONGEST, len(run)), 0, -1):
        entry = tables.hiragana_before.get(run[-size:])
        whole_ending = size == len(run) and text.kind_before(start) is Script.KANJI
        if entry == "" or (entry == "verb" and whole_ending):
            return ACCEPTED
    return rejected("hiragana-before")


def hiragana_right(label: str, kana: str, tables: WordTables) -> BoundaryResult:
    """Judge the hiragana (at least the first `LONGEST`) after a label that ends in kanji or hiragana."""
    after_kanji = script(label[-1]) is Script.KANJI
    rule = "okurigana" if after_kanji else "hiragana-after"
    refusing = "adjective" if after_kanji else "refuse"
    stem = label[-2:] if _ends_in_word(label) else label[-1]
    if after_kanji and longest_prefix(stem + kana, tables.kanji_okurigana):
        return rejected(rule)
    verbal = _is_verbal(label)
    for size in range(min(LONGEST, len(kana)), 0, -1):
        kind = tables.hiragana_after.get(kana[:size])
        if kind == refusing:
            return rejected(rule)
        if kind == "" or (kind == "suru" and verbal):
            return ACCEPTED
    return rejected(rule)


def follows_verb(text: TextView, hit: Hit, tables: WordTables) -> bool:
    """Whether a label of one kanji and kana is the second half of a compound (返し in 繰り返し)."""
    folded = text.folded.text
    kinds = {script(char) for char in folded[hit.first + 1 : hit.last]}
    start = text.run_start(hit.first, Script.HIRAGANA)
    if kinds != {Script.HIRAGANA} or start == hit.first or text.kind_before(start) is not Script.KANJI:
        return False
    run = folded[start : hit.first]
    return (run == "っ" or folded[start - 1] + run in tables.kanji_tails) and text.joined(hit.first)


def verb_goes_on(text: TextView, hit: Hit, tables: WordTables) -> bool:
    """Whether a label that ends in hiragana is the first half of a compound verb (流れ込む, 書き換え)."""
    tail = text.folded.text[hit.last : hit.last + 3]
    return text.joined(hit.last) and bool(longest_prefix(tail, tables.verb_tails))


def common_word_crosses(text: TextView, hit: Hit, tables: WordTables) -> bool:
    """Whether a label is a part of a common word: いか in いかに, すし in 便利ですし, たこ in 書いたこと.

    A noun with a particle looks like such a word, too (くも|の, 壁に|はり). So a word of two kana that
    crosses an edge does not count, unless it is the ending です or ます; and a word that begins inside the
    label counts only after the ending of a verb.
    """
    folded = text.folded.text
    if not all(script(char) is Script.HIRAGANA for char in folded[hit.first : hit.last]):
        return False
    begin, end = text.run_start(hit.first, Script.HIRAGANA), text.run_end(hit.last, Script.HIRAGANA)
    after_kanji = text.kind_before(begin) is Script.KANJI
    for start in range(max(begin, hit.first - LONGEST), hit.last):
        for stop in range(max(hit.first, start + 1) + 1, min(end, start + LONGEST) + 1):
            word = folded[start:stop]
            if word not in tables.hiragana_common:
                continue
            long = len(word) > 2 or word in _ENDINGS
            if start < hit.first and long:
                return True
            if start == hit.first and stop > hit.last and long:
                return True
            if start > hit.first and stop > hit.last and after_kanji:
                return tables.hiragana_before.get(folded[begin:start]) == "verb"
    return False


def stands_alone(text: TextView, hit: Hit) -> bool:
    """Whether neither hiragana nor kanji is adjacent: required of labels that are also words of grammar."""
    return text.kind_before(hit.first) not in _KANA and text.kind_after(hit.last) not in _KANA


def _is_verbal(label: str) -> bool:
    """Whether する may follow: after two kanji, a kanji after another script (コンテナ化), kana (種まき)."""
    if sum(script(char) is Script.KANJI for char in label) > 1:
        return True
    if len(label) > 2 and script(label[-1]) is Script.HIRAGANA:
        return True
    return len(label) > 1 and script(label[-2]) in (Script.KATAKANA, Script.LATIN)


def _ends_in_word(label: str) -> bool:
    """Whether a label ends in two kanji: a noun that takes する, rather than a kanji with its inflection."""
    return len(label) > 1 and all(script(char) is Script.KANJI for char in label[-2:])
