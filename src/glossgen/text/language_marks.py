"""Guesses the language of a text: by its script, and in Latin script by its most frequent small words.

Counts of several texts can be added, so that files of a glossary that do not state their language are
judged together: more text gives a surer answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

Marks = tuple[int, ...]
"""Counts of a text, in the order of `MARKS`."""

_CJK = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9d々〆]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1ea0-\u1ef9]+")
_KANA = re.compile(r"[\u3041-\u30ff\uff66-\uff9d]+")
_NO_PROSE = re.compile(
    r"```.*?```|`[^`]*`|\$[^$\n]*\$|<[^<>]*>|\]\([^()\s]*\)|(?<![a-z])[a-z]+://[!-~]+", re.DOTALL
)
"""Code, formulas, tags and addresses: they show no language."""

_SCRIPTS: Mapping[str, re.Pattern[str]] = {
    "ko": re.compile(r"[\uac00-\ud7af]+"),
    "ru": re.compile(r"[\u0400-\u04ff]+"),
    "ar": re.compile(r"[\u0600-\u06ff]+"),
    "hi": re.compile(r"[\u0900-\u097f]+"),
    "bn": re.compile(r"[\u0980-\u09ff]+"),
    "ta": re.compile(r"[\u0b80-\u0bff]+"),
    "te": re.compile(r"[\u0c00-\u0c7f]+"),
    "el": re.compile(r"[\u0370-\u03ff]+"),
    "he": re.compile(r"[\u0590-\u05ff]+"),
    "th": re.compile(r"[\u0e00-\u0e7f]+"),
    "ka": re.compile(r"[\u10a0-\u10ff]+"),
    "hy": re.compile(r"[\u0530-\u058f]+"),
}
"""Letters of a script, by the language of most texts in it."""
_OWN_LETTERS: Mapping[str, tuple[str, re.Pattern[str]]] = {
    "uk": ("ru", re.compile("[іїєґ]")),
    "fa": ("ar", re.compile("[پچژگ]")),
    "ur": ("ar", re.compile("[ٹڈڑےں]")),
}
"""Language → the main language of its script, and letters that only this language uses."""
_SMALL_WORDS: Mapping[str, str] = {
    "en": "the of and to in is that it for with are be this as by from or which can an",
    "de": "der die das und ist nicht ein eine zu den mit von für auf werden sich dem im wird oder",
    "fr": "le la les des et est une un dans pour qui que sur par avec du sont aux ce cette",
    "es": "el la los las y es una en que por para con del se como un al su son más",
    "it": "il di che è una un per con del della sono nel le gli non si da dei alla più",
    "pt": "o de que é uma um para com os do da em não as no na por se dos são",
    "nl": "de het een van en is dat in op te voor met zijn niet aan wordt die door ook als",
    "tr": "ve bir bu için ile olarak olan daha gibi veya de da bir çok tarafından her olduğu",
    "vi": "của và là một các được trong cho có với không những này để khi người",
    "id": "yang dan di untuk dengan dari pada ini adalah atau dalam tidak sebagai oleh",
    "pl": "i w na z jest się do nie to że jak są przez dla lub oraz",
    "cs": "a je se na v že pro jako by s nebo který jsou z k",
    "sv": "och att det som en på är av för med den till inte ett eller",
    "da": "og at det som en på er af for med den til ikke et eller",
    "fi": "ja on ei että se joka ovat kun tai myös mutta sen",
    "hu": "a az és hogy nem egy is ez vagy meg amely",
    "ro": "și în de la cu este o un pe care sau pentru din",
}
_HAN_FORMS: Mapping[str, re.Pattern[str]] = {
    "Hans": re.compile("[们这来为时说对开关发过还点实无东车长马门问间国学会体数据应该处经进运动业产务]"),
    "Hant": re.compile("[們這來為時說對開關發過還點實無東車長馬門問間國學會體數據應該處經進運動業產務]"),
}
"""Frequent characters that differ between simplified and traditional Chinese, by the code of the script."""
_COMMON: Mapping[str, frozenset[str]] = {tag: frozenset(words.split()) for tag, words in _SMALL_WORDS.items()}
_SAMPLE = 3_000
"""Small words are counted in this many characters of a text."""
_SURE = 20
"""The fewest small words, or letters of a script, that show a language other than Japanese or English."""
_MUCH = 200
"""From this many kanji without kana on, a text is Chinese."""

MARKS = ("cjk", "latin", "kana", *_SCRIPTS, *_OWN_LETTERS, *_HAN_FORMS, *(f"words:{tag}" for tag in _COMMON))


def count_marks(text: str) -> Marks:
    """Count what shows the language of a text, without its code, formulas, tags and addresses."""
    prose = _NO_PROSE.sub(" ", text)
    present = "".join(set(prose))  # most texts have one script, and need not be searched for the others
    counts = [_length(pattern, prose, present) for pattern in (_CJK, _LATIN, _KANA, *_SCRIPTS.values())]
    counts += [_length(pattern, prose, present) for _, pattern in _OWN_LETTERS.values()]
    counts += [_length(pattern, prose, present) for pattern in _HAN_FORMS.values()]
    words = [word.lower() for word in _LATIN.findall(prose[:_SAMPLE])]
    return (*counts, *(sum(word in common for word in words) for common in _COMMON.values()))


def _length(pattern: re.Pattern[str], text: str, present: str) -> int:
    return sum(map(len, pattern.findall(text))) if pattern.search(present) else 0


def letters_in(marks: Iterable[Marks]) -> int:
    """The number of letters in some texts, in all scripts."""
    scripts = [MARKS.index(name) for name in ("cjk", "latin", *_SCRIPTS)]
    return sum(each[at] for each in marks for at in scripts)


def han_form(marks: Iterable[Marks]) -> str:
    """`Hant` if most of the distinctive characters of some Chinese texts are traditional, else `Hans`."""
    return max(_HAN_FORMS, key=lambda form: sum(each[MARKS.index(form)] for each in marks))


def marked_language(marks: Iterable[Marks]) -> str:
    """The language that the counts of some texts show; English if they show none.

    A tenth of CJK letters is enough for Japanese: its texts hold much English,
    and English ones hardly any Japanese.
    """
    summed = [sum(column) for column in zip(*marks, strict=True)] or [0] * len(MARKS)
    of = dict(zip(MARKS, summed, strict=True))
    script = max(_SCRIPTS, key=lambda tag: of[tag])
    if of[script] >= _SURE and of[script] * 3 >= of["latin"] and of[script] > of["cjk"]:
        own = [tag for tag, (base, _) in _OWN_LETTERS.items() if base == script]
        return next((tag for tag in reversed(own) if of[tag] * 50 >= of[script]), script)
    if of["cjk"] and of["cjk"] * 9 >= of["latin"]:
        return "zh" if of["cjk"] >= _MUCH and of["kana"] * 50 < of["cjk"] else "ja"
    words = max(_COMMON, key=lambda tag: of[f"words:{tag}"])
    hits = of[f"words:{words}"]
    return words if hits >= _SURE and hits * 2 >= of["words:en"] * 3 else "en"
