"""The sentence that explains each link rule, by the name of the rule.

`Candidate.rule` and `Mention.rule` hold such a name; `glossgen explain` prints the sentence.
"""

from __future__ import annotations

FOUND: dict[str, str] = {
    "label": "it is a label as the entry has it",
    "toha": "it is the label without its 「とは」",
    "parenthesis": "it is one of the names before or in the brackets of the heading",
    "unqualified": "it is the name that the heading has before a qualifier in brackets",
    "slash": "it is one of the names at a slash of the heading",
    "long-vowel": "it is a label with or without the final ー",
    "okurigana-form": "it is a label with more or fewer kana after its kanji",
    "plural": "it is the plural of a label",
    "singular": "it is the singular of a label",
    "accent": "it is a label without its accents",
    "initials": "its entry gives it as initials behind a label",
    "own-subject": "its entry begins by saying what it is",
    "short-name": "it is a longer or shorter form of a label of several words",
    "agent": "it is who or what does what a label names",
    "inflection": "it is a form of a label by the endings of the language",
    "shared-word": "it is a label without the word that it shares with the label beside it",
    "modified": "it is a label with a word in Latin letters before one of its words",
    "compound": "it is a whole piece of a longer word",
}
"""Rules that derive surface forms from labels (`glossgen.lexicon`)."""

CHOSEN: dict[str, str] = {
    "written": "the link was written by hand",
    "only": "one term has this label",
    "exact-spelling": "one term has a label with these capitals",
    "expansion": "the name in brackets spells its initials out, so both mean one term",
    "gloss": "the name in brackets beside it names this term",
    "same-file": "this term is in the same file",
    "scope": "this term declares the place of this text as its scope",
    "nearest-folder": "this term is in the nearest folder",
    "priority": "this term declares the highest priority",
    "votes": "most of the other links of the section lead to the file of this term",
    "ambiguous": "nothing decides between its terms, so it leads to the page that lists them",
    "unknown": "there is nothing of this name",
    "dangling": "no entry has this heading",
    "anchor": "an anchor written by hand leads there",
    "moved": "an anchor written by hand names a term that has moved",
    "file": "a link written by hand leads there",
}
"""Rules that choose one of several terms (`glossgen.link.homonyms`, `glossgen.link.targets`)."""

REFUSED: dict[str, str] = {
    "separator": "there is a space, hyphen or dot where the label has none",
    "other-word": "it begins like the label, but is another word",
    "case": "the label is compared letter by letter, and the case differs",
    "zone": "it is inside code, a formula, a link, an image or an address",
    "heading": "headings are never linked",
    "address": "it is a part of a file name, version, handle or the like",
    "too-common": "the label is too short or too common to be linked without “autolink: always”",
    "common-kana": "the label is a common word in hiragana and does not stand alone here",
    "inside-word": "letters or digits continue at its edge: it is a part of another word",
    "name-continues": "the name continues after a sign, a capital letter or a digit: it is another name",
    "number-before": "it directly follows a digit, and is not a unit",
    "hyphen-before": "with the word before the hyphen it is another name",
    "hyphen-prefix": "the word before the hyphen changes its meaning",
    "hyphen-suffix": "with the word after the hyphen it is another word",
    "hyphen-chain": "it is a part of a word with several hyphens",
    "verb": "the words beside it show that it is a verb here",
    "adjective": "the word after it shows that it is an adjective here",
    "set-phrase": "it is a word of a set phrase",
    "common-word": "it is a common word, and no article, possessive or number shows that it is the noun",
    "inside-label": "it is a part of a longer name of an entry",
    "longer-name": "it is a part of a longer name in capitals",
    "compound-name": "it is a part of a fixed name of another thing",
    "in-expansion": "it is a part of a longer name, whose initials stand behind it",
    "inside-title": "it is a part of a title in 『』",
    "single-kanji": "a label of one kanji is never cut out of a run of kanji",
    "kanji-prefix": "the kanji before it changes its meaning",
    "kanji-suffix": "with the kanji after it, it is another term",
    "kanji-inside": "the kanji around it cannot be cut into whole words beside it",
    "word-crosses": "a word of the characters around it crosses its edge",
    "particle": "the letters attached to it are not a particle: it is a part of another word",
    "kanji-crosses": "a word of the kanji around it crosses its edge",
    "katakana-inside": "the katakana around it cannot be cut into whole words beside it",
    "katakana-part": "it is a part of a longer word in katakana",
    "katakana-crosses": "the katakana around it are better cut in another way",
    "okurigana": "the hiragana at its edge belong to a word of their own with the kanji",
    "hiragana-crosses": "a common word in hiragana crosses its edge",
    "hiragana-before": "the hiragana before it and its own are one word",
    "hiragana-after": "with the hiragana after it, it is another word",
    "verb-before": "it is the second half of a compound verb",
    "verb-goes-on": "it is the first half of a compound verb",
    "compound-skip": "it is a part of a compound, and the configuration skips those",
    "compound-edge": "it is the middle of a compound, and the configuration links the ends only",
    "morpheme": "a word that the morphological analyser finds crosses its edge",
}
"""Rules by which a match is not an occurrence of the label."""

SUPPRESSED: dict[str, str] = {
    "overlap": "a longer or earlier mention takes its place",
    "by-hand": "it is inside a link that was written by hand",
    "autolink-never": "its entry says “autolink: never”",
    "ignored": "it is on the list of labels to ignore",
    "own": "it is the entry itself",
    "general-sense": "it is an ordinary word, and nothing here names the field in its brackets",
    "general-noun": "it is a very general noun, and no word that is peculiar to its entry is near",
    "markup": "markup begins or ends within it, so no link can enclose it",
    "gloss-repeats": "it repeats in brackets the term that was linked before them",
    "once": "its entry says “autolink: once”, and it was linked before",
    "not-first": "it was linked before in this entry",
    "not-section": "it was linked before in this section",
    "not-paragraph": "it was linked before in this paragraph",
    "cap": "the paragraph has as many links as the configuration allows",
}
"""Rules that keep a mention from becoming a link."""

RULES: dict[str, str] = {**FOUND, **CHOSEN, **REFUSED, **SUPPRESSED}


def sentence(rule: str) -> str:
    """The sentence of a rule."""
    return RULES[rule]
