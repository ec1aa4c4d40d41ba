"""The house style of `glossary/` (docs/style-guide.md), as far as a program can hold it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from statistics import median

import pytest

from glossary_entries import FOLDER, HOME, LANGUAGES, SOURCE, Entry, entries, every_entry, notes, those

RELATIONS = ("broader", "related", "requires")
KANJI = re.compile("[一-龥々]")
JAPANESE = "ぁ-んァ-ヶ一-龥々ー"

# What the style guide decides, as patterns of what is not written.
SPELLING_JA = {
    "です、ます": r"(?:です|ます|でした|ました|ません)。",
    "，．": r"[，．]",
    "1つ": r"(?<![唯同逐])一つ|二つ|三つ|ひとつ|ふたつ|みっつ",
    "データリーク": r"データ漏洩",
    "表の左": r"行な[いうっわ]|出来る|全て|様々|例えば|及び|又は|更に|判る|トレーニング|しきい値",
    "語尾のー": r"(?:エンコーダ|デコーダ|パラメータ|トークナイザ|オプティマイザ)ー"
    r"|(?:メモリ|コンピュータ|フィルタ|クラスタ|ユーザ)ー",
    "語尾のーなし": r"(?:トランスフォーマ|レイヤ|エネルギ)(?!ー)",
    "和文と英数字の間": rf"[{JAPANESE}] [A-Za-z0-9]|[A-Za-z0-9] [{JAPANESE}]",
    "全角の括弧": rf"[{JAPANESE}]\(",
    "感嘆符、疑問符": r"[！？?…]|!(?!\[)",
    "できる": r"ことができ",
}
SPELLING_EN = {
    "US spelling": r"(?i)\b(?:\w+(?:isation|ising|ised)"
    r"|(?:optim|normal|regular|general|initial|summar|token|quant)ise\w*"
    r"|modell\w+|labell\w+|behaviour\w*|colour\w*|neighbour\w*|centres?|favour\w*)\b",
    "contraction": r"(?i)\b(?:don't|can't|isn't|it's|doesn't|won't|aren't|let's|we're|you're)",
    "word to avoid": r"(?i)\b(?:we|our|very|simply|obviously|state-of-the-art|leverage[sd]?|delve[sd]?)\b",
    "Japanese sign": r"[一-龥ぁ-んァ-ヶ、。（）]",
    "compound": r"(?i)\b(?:pre-train\w*|trade-off|over-fit\w*|feed-forward|non-linear|multi-class)\b",
    "dash": r"(?<! )–|–(?! )|—",
    "straight quotation marks": r'"',
}
# Words that end in -ise, -ised or -ising in American English too.
ALWAYS_S = re.compile(
    r"(?i)(?:un|semi-?|self-?)?(?:supervis|nois|denois|rais|ris|aris|promis|compromis|advis|advertis|surpris|revis|devis"
    r"|exercis|compris|disguis|premis|improvis|televis|chastis)(?:ed|ing)"
)


def plain(text: str) -> str:
    """A text without code, formulas, kept words, and addresses: what the rules of spelling are about."""
    text = re.sub(r"\A---\n.*?\n---\n|```.*?```|\$\$.*?\$\$", " ", text, flags=re.DOTALL)
    text = re.sub(
        r"`[^`\n]*`|\[\[!.*?\]\]|(?<=\])\([^)\n]*\)|^(?:出典|Source): .*$", "", text, flags=re.MULTILINE
    )
    return re.sub(r"\$[^$\n]*\$", "$", text)


def misspelled(language: str, text: str) -> Iterator[str]:
    for rule, pattern in (SPELLING_JA if language == "ja" else SPELLING_EN).items():
        for found in re.finditer(pattern, plain(text)):
            if not (rule == "US spelling" and ALWAYS_S.fullmatch(found[0])):
                yield f"{rule}: …{found.string[max(0, found.start() - 9) : found.end() + 9]}…"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "値は一つです。"),
        ("ja", "例えば、パラメーターを全て選ぶ"),
        ("ja", "GPU で計算する"),
        ("ja", "エネルギが低い"),
        ("ja", "選ぶことができる(速い)"),
        ("en", "We optimise the behaviour"),
        ("en", "It's a trade-off"),
        ("en", "a value—the last"),
        ("en", "the “word”、"),
    ],
)
def test_the_rules_find_what_they_forbid(language, text):
    assert list(misspelled(language, text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "唯一つの例外はパラメータであり、`a b` と $x ? y$ は数えない（トランスフォーマー）。"),
        ("en", "Supervised training raised and revised [[!its optimisation]] – a wise choice."),
    ],
)
def test_the_rules_leave_the_rest_alone(language, text):
    assert list(misspelled(language, text)) == []


def test_entries_and_notes_are_spelled_as_decided():
    assert those(lambda entry: list(misspelled(entry.language, entry.body))) == []
    texts = [(language, name, text) for language in LANGUAGES for name, text in notes(language).items()]
    texts += [
        (language, "index.md", (HOME[language] / "index.md").read_text("utf-8")) for language in LANGUAGES
    ]
    assert [
        (name, found) for language, name, text in texts if (found := list(misspelled(language, text)))
    ] == []


# ---------------------------------------------------------------- the set of entries


def test_three_hundred_terms_are_in_both_languages_at_the_same_place():
    japanese, english = (
        {entry.id: entry.path for entry in entries(language).values()} for language in LANGUAGES
    )
    assert japanese == english
    assert len(japanese) >= 300


def test_translations_are_joined_by_the_id():
    assert those(lambda entry: entry.attributes.get("translationKey") != entry.id) == []


def test_no_two_entries_of_a_language_have_the_same_label():
    for language in LANGUAGES:
        labels = Counter(label for entry in entries(language).values() for label in entry.labels)
        assert [label for label, count in labels.items() if count > 1] == []


def test_english_labels_are_the_english_ones_of_the_japanese_heading():
    def lost(entry: Entry) -> list[str]:
        twin = entries("ja")[entry.id]
        return [label for label in entry.labels if label not in twin.labels] if entry.language == "en" else []

    assert those(lost) == []


def test_every_japanese_label_with_kanji_has_a_reading_in_hiragana():
    def unread(entry: Entry) -> list[str]:
        if entry.language == "en":
            return ["a reading"] if "reading" in entry.attributes else []
        readings = [reading.strip() for reading in entry.attributes.get("reading", "").split("|")]
        padded = [*readings, *[""] * (len(entry.labels) - len(readings))]
        missing = [
            label
            for number, (label, reading) in enumerate(zip(entry.labels, padded, strict=False))
            if not reading and (number == 0 or KANJI.search(label))
        ]
        odd = [reading for reading in readings if reading and not re.fullmatch("[ぁ-ゖゔー]+", reading)]
        return missing + odd + (["more readings than labels"] if len(readings) > len(entry.labels) else [])

    assert those(unread) == []


# ---------------------------------------------------------------- relations


def chains(attribute: str) -> dict[str, set[str]]:
    """All terms that are reached from each term by an attribute; a term in a cycle reaches itself."""
    direct = {entry.id: set(entry.ids(attribute)) for entry in entries("ja").values()}
    reached: dict[str, set[str]] = {}
    for start in direct:
        seen: set[str] = set()
        waiting = list(direct[start])
        while waiting:
            term = waiting.pop()
            if term not in seen:
                seen.add(term)
                waiting.extend(direct.get(term, ()))
        reached[start] = seen
    return reached


def test_relations_name_known_terms_and_are_the_same_in_both_languages():
    known = set(entries("ja"))
    assert (
        those(lambda entry: [each for kind in RELATIONS for each in entry.ids(kind) if each not in known])
        == []
    )
    assert those(lambda entry: [k for k in RELATIONS if entry.ids(k) != entries("ja")[entry.id].ids(k)]) == []
    assert those(lambda entry: "narrower" in entry.attributes) == []


@pytest.mark.parametrize("attribute", ["broader", "requires"])
def test_relations_run_in_no_circle(attribute):
    assert [term for term, above in chains(attribute).items() if term in above] == []


def test_the_field_is_a_tree_with_few_roots():
    assert those(lambda entry: len(entry.ids("broader")) > 1) == []
    assert len([entry for entry in entries("ja").values() if not entry.ids("broader")]) <= 3


def test_no_more_than_four_terms_are_to_be_read_before():
    assert those(lambda entry: len(entry.ids("requires")) > 4) == []


def test_related_terms_stand_on_one_side_only_and_neither_above_nor_below():
    above, japanese = chains("broader"), entries("ja")

    def odd(entry: Entry) -> list[str]:
        return [
            other
            for other in entry.ids("related")
            if other in above[entry.id]
            or entry.id in above[other]
            or entry.id in japanese[other].ids("related")
        ]

    assert those(odd) == []


# ---------------------------------------------------------------- the text of an entry


def test_the_defining_sentence_stands_alone_and_ends_with_a_full_stop():
    def wrong(entry: Entry) -> str:
        first = entry.definition
        sentences = first.count("。") if entry.language == "ja" else len(re.findall(r"\.(?= [A-Z]|$)", first))
        good = (
            first.endswith("。" if entry.language == "ja" else ".") and sentences == 1 and "\n" not in first
        )
        return "" if good else first

    assert those(wrong) == []


def test_entries_have_a_length_worth_reading():
    assert those(lambda entry: entry.length < (60 if entry.language == "ja" else 40)) == []
    assert median(entry.length for entry in entries("ja").values()) >= 300
    assert median(entry.length for entry in entries("en").values()) >= 120


def test_nothing_is_left_to_do():
    assert those(lambda entry: re.findall(r"\b(?:TODO|TBD|FIXME|XXX)\b", entry.body)) == []


def test_many_entries_have_mathematics():
    assert len([entry for entry in entries("ja").values() if "$" in entry.body]) >= 140


def formulas(entry: Entry) -> list[str]:
    """The display formulas in order, without spaces and words, which differ between the languages."""
    found = re.findall(r"\$\$(.*?)\$\$", entry.body, re.DOTALL)
    return [re.sub(r"\s+|\\(?:text|mathrm)\{[^}]*\}|\\,|\\q?quad", "", formula) for formula in found]


def test_both_languages_have_the_same_display_formulas():
    assert those(lambda entry: formulas(entry) != formulas(entries("ja")[entry.id])) == []


def test_display_formulas_stand_alone_and_end_without_a_full_stop():
    def wrong(entry: Entry) -> list[str]:
        blocks = [block for block in entry.body.split("\n\n") if "$$" in block and "```" not in block]
        return [block for block in blocks if not re.fullmatch(r"\$\$\n.*[^.。,、\s]\n\$\$", block, re.DOTALL)]

    assert those(wrong) == []


SYMBOLS = (
    "alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|varphi"
    "|chi|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Phi|Psi|Omega|nabla|mathbb|mathcal|odot|top"
)
# What needs no explanation: e, π, and the d of an integral; an index that a sum or product runs over.
CONSTANTS = {"e", r"\pi", "d"}
BOUND = re.compile(r"\\(?:sum|prod|bigcup|max|min)(?:_\{([a-z])\s*(?:=|\\in|\\ne|<)|_([a-z])\b|_\{([a-z])\})")


def letters(formula: str) -> set[str]:
    """The letters and signs of a formula that a reader must be told the meaning of."""
    formula = re.sub(r"\\(?:text|mathrm|operatorname|begin|end)\*?\{[^}]*\}|\[[\d.]+ex\]", " ", formula)
    signs = set(re.findall(rf"\\(?:{SYMBOLS})(?![a-zA-Z])", formula))
    return signs | set(re.findall("[A-Za-z]", re.sub(r"\\[a-zA-Z]+", " ", formula)))


def test_every_letter_of_a_display_formula_is_named_in_the_text():
    def unnamed(entry: Entry) -> list[str]:
        body = re.sub(r"```.*?```", "", entry.body, flags=re.DOTALL)
        shown = "".join(re.findall(r"\$\$(.*?)\$\$", body, re.DOTALL))
        text = re.sub(r"\$\$.*?\$\$", " ", body, flags=re.DOTALL)
        named = letters(" ".join(re.findall(r"\$([^$\n]+)\$", text)))
        bound = {index for groups in BOUND.findall(shown) for index in groups}
        return sorted(letters(shown) - named - bound - CONSTANTS)

    assert those(unnamed) == []


def test_transposition_is_a_top_without_braces():
    assert (
        those(
            lambda entry: re.findall(
                r"\^\{\\top\}|\^\{?\\(?:mathsf|mathrm)\{T|\\intercal|[A-Z)]\^T\b", entry.body
            )
        )
        == []
    )


def test_a_space_stands_between_japanese_and_a_formula():
    def touching(entry: Entry) -> list[str]:
        if entry.language == "en":
            return []
        text = re.sub(r"```.*?```|\$\$.*?\$\$|`[^`\n]*`", " ", entry.body, flags=re.DOTALL)
        ends = [(found.start(), found.end()) for found in re.finditer(r"\$[^$\n]+\$", text)]
        around = [text[max(0, start - 1) : start] + "$" + text[end : end + 1] for start, end in ends]
        return [each for each in around if re.search(f"[{JAPANESE}]", each)]

    assert those(touching) == []


def test_table_headers_have_text_in_every_cell():
    def empty(entry: Entry) -> list[str]:
        rows = re.findall(r"^\|(.*)\|\n\| ?:?-", entry.body, re.MULTILINE)
        return [row for row in rows if any(not cell.strip() for cell in row.split("|"))]

    assert those(empty) == []


def test_subheadings_come_in_twos_and_in_long_entries():
    def wrong(entry: Entry) -> bool:
        count = len(re.findall(r"^### ", entry.body, re.MULTILINE))
        return count == 1 or (count > 1 and entry.length < (500 if entry.language == "ja" else 180))

    assert those(wrong) == []


# ---------------------------------------------------------------- figures


def test_forty_figures_are_in_both_languages_with_an_alternative_text():
    def wrong(entry: Entry) -> list[str]:
        twin = entries("ja")[entry.id]
        shown = [file.resolve().relative_to(FOLDER / "images").name for _, file in entry.figures]
        if entry.language == "en" and [name.replace(".en.svg", ".svg") for name in shown] != [
            file.name for _, file in twin.figures
        ]:
            return shown
        return [str(file) for text, file in entry.figures if len(text.strip()) < 10 or not file.is_file()]

    assert those(wrong) == []
    assert len({file.resolve() for entry in entries("ja").values() for _, file in entry.figures}) >= 40


def test_english_entries_show_english_figures():
    assert (
        those(
            lambda entry: [
                f.name for _, f in entry.figures if f.name.endswith(".en.svg") != (entry.language == "en")
            ]
        )
        == []
    )


def test_every_figure_is_shown_and_has_the_form_of_the_template():
    shown = {file.resolve() for entry in every_entry() for _, file in entry.figures}
    files = set((FOLDER / "images").resolve().glob("*.svg"))
    assert files == shown
    needed = ("viewBox=", 'role="img"', "<title", "prefers-color-scheme:dark")
    odd = {
        file.name: lost
        for file in files
        if (
            lost := [
                part for part in needed if part not in file.read_text("utf-8").replace(": dark", ":dark")
            ]
        )
    }
    assert odd == {}


def test_figures_have_the_words_of_their_language():
    def words(language_mark: str) -> dict[str, list[str]]:
        files = (FOLDER / "images").glob(f"*{language_mark}")
        return {file.name: re.findall(f"[{JAPANESE}]", file.read_text(encoding="utf-8")) for file in files}

    assert [name for name, found in words(".en.svg").items() if found] == []
    assert [name for name, found in words(".svg").items() if not name.endswith(".en.svg") and not found] == []


# ---------------------------------------------------------------- sources

FORM = {
    "ja": re.compile(r"[^『』]+『\[\[![^『』]+\]\]』(?:1[6-9]|20)\d\d年"),
    "en": re.compile(r"[^*]+, \*\[\[![^*]+\]\]\*, (?:1[6-9]|20)\d\d"),
}


def works(entry: Entry) -> list[str]:
    return re.split("(?<=年)、", entry.source) if entry.language == "ja" else entry.source.split("; ")


def test_sources_have_their_form_and_stand_last():
    def wrong(entry: Entry) -> list[str]:
        marks = re.findall(rf"^{SOURCE[entry.language]}", entry.body, re.MULTILINE)
        if len(marks) != bool(entry.source):
            return ["the source is one paragraph, the last"]
        return [work for work in works(entry) if entry.source and not FORM[entry.language].fullmatch(work)]

    assert those(wrong) == []


def test_both_languages_name_the_same_works():
    def titles(entry: Entry) -> list[tuple[str, str]]:
        return [
            (re.findall(r"[『*]\[\[!(.+)\]\]", work)[0], re.findall(r"\d{4}", work)[-1])
            for work in works(entry)
        ]

    def differs(entry: Entry) -> bool:
        twin = entries("ja")[entry.id]
        if not entry.source or not twin.source:
            return entry.source != twin.source
        return titles(entry) != titles(twin)

    assert those(differs) == []


# ---------------------------------------------------------------- notes and home


def test_notes_are_in_both_languages():
    assert notes("ja").keys() == notes("en").keys()
    assert len(notes("ja")) >= 8
    for language in LANGUAGES:
        for name, text in notes(language).items():
            front = dict(re.findall(r"^(\w+): (.+)$", text.split("---\n")[1], re.MULTILINE))
            assert (name, front["type"], front["lang"]) == (name, "note", language)


def test_notes_have_the_same_parts_and_formulas_in_both_languages():
    def shape(text: str) -> list[int]:
        return [
            len(re.findall(mark, text, re.MULTILINE))
            for mark in (r"^## ", r"^\|", r"^\$\$$", r"^```", r"^- ")
        ]

    assert [name for name in notes("ja") if shape(notes("ja")[name]) != shape(notes("en")[name])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_use_the_terms(language):
    labels = {
        label.lower() for entry in entries(language).values() for label in entry.labels if len(label) > 3
    }
    few = {
        name: used
        for name, text in notes(language).items()
        if (used := sum(x in text.lower() for x in labels)) < 15
    }
    assert few == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_leads_to_every_field_in_order_and_to_every_note(language):
    text = (HOME[language] / "index.md").read_text(encoding="utf-8")
    settings = (FOLDER / "glossgen.yml").read_text(encoding="utf-8")
    fields = [f"{name}.md" for name in re.findall(r"^  - ((?:ai|math)/[\w-]+)$", settings, re.MULTILINE)]
    linked = re.findall(r"\]\(([^)]+\.md)\)", text)
    assert [address for address in linked if not address.startswith("notes/")] == fields
    assert {address for address in linked if address.startswith("notes/")} == {
        f"notes/{n}" for n in notes(language)
    }
    assert {entry.path for entry in entries(language).values()} == set(fields)


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_between_notes_lead_to_notes(language):
    for text in notes(language).values():
        assert set(re.findall(r"\]\(([^):]+\.md)\)", text)) <= notes(language).keys()
