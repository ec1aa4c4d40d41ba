"""Glossaries for the law of builds: a fixed one that holds everything, and made ones."""

from __future__ import annotations

from hypothesis import strategies as st

from reading_cases import png

Files = dict[str, "str | bytes"]
"""The files of a glossary by path; pictures are bytes."""

SETTINGS = r"""title: Small things
base_url: https://example.org/small/
languages: [en, ja]
sources: [{path: en, language: en}, {path: ja, language: ja}]
math: {macros: {half: '\tfrac12'}}
"""

LIGHT_IN_JAPANESE = """\
# 光

## 光 | light
<!-- reading: ひかり -->

目に見える波である。エネルギーを運ぶ。

## 熱 | heat
<!-- reading: ねつ -->

温かいものから冷たいものへ流れる。光とは違う。

## エネルギー | energy

光と熱に共通するもの。$E = mc^2$ で表す。
"""

FIXED: Files = {
    "glossgen.yml": SETTINGS,
    "readings.yml": "光: ひかり\n",
    "en/index.md": "# Small things\n\nA glossary of light. It begins with [[colour]].\n",
    "en/light.md": """\
# Light

Everything that shines.

## light | radiation

A wave that the eye sees. It carries energy and has a colour $\\lambda$.

![A lamp](lamp.png)

## colour
<!-- related: [eye] -->

How the eye sees light. Half of it is $\\half$.

## shade

Where light does not come.
""",
    "en/lamp.png": png(4, 2),
    "en/heat.md": """\
# Heat

## heat

What flows from warm to cold. See light.

## energy
<!-- broader: [heat] -->

What light and heat have in common: $E = mc^2$.

## bank

A place for energy.
""",
    "en/money.md": "# Money\n\n## bank\n\nA place for money.\n\n"
    "## money\n\nWhat a bank keeps. A savings bank keeps more.\n",
    "en/votes.md": "# Votes\n\n## river\n\n"
    "It has a bank. Light and shade are on it, and [[bank-heat|that]] and [[bank-money|this]] bank.\n\n"
    "## shore\n\nIt is a bank. See [heat](heat.md) and [[darkness]].\n",
    "en/eye.md": "---\ntitle: eye\ncategory: Body\ntranslationKey: eye\n---\n\nIt sees light and colour.\n",
    "en/notes/day.md": "---\ntype: note\ntitle: A day\n---\n\nMorning brings light. Evening brings shade.\n",
    "ja/index.md": "# 小さいもの\n\n光の用語集。\n",
    "ja/hikari.md": LIGHT_IN_JAPANESE,
    "ja/me.md": "---\ntitle: 目\nreading: め\ntranslationKey: eye\n---\n\n光を見る。\n",
}

PLAIN: Files = {
    "glossgen.yml": SETTINGS,
    "en/light.md": str(FIXED["en/light.md"])
    .replace("<!-- related: [eye] -->\n", "")
    .replace("![A lamp](lamp.png)\n\n", ""),
    "en/heat.md": str(FIXED["en/heat.md"]).replace("<!-- broader: [heat] -->\n", ""),
    "en/money.md": str(FIXED["en/money.md"]).replace("bank", "till"),
    "en/notes/day.md": FIXED["en/notes/day.md"],
    "ja/hikari.md": FIXED["ja/hikari.md"],
}
"""The same without a shared name, relations, pictures and problems: little depends on the whole glossary."""

# Few names, so that made texts mention much, and entries share names often.
NAMES = {
    "en": [
        "light",
        "wave",
        "light wave",
        "bank",
        "ray",
        "AI",
        "Deep Learning",
        "energy",
        "C++",
        "models",
        "$k$-ray",
    ],
    "ja": ["光", "光波", "波", "熱", "サーバー", "サーバ", "深層学習", "学習", "AI", "エネルギー", "$k$波"],
}
SENTENCES = {
    "en": [
        "It is near {0}.",
        "A {0} is like a {1}.",
        "[[{0}]] stands here.",
        "[[{0}-{stem}|This]] and that {1}.",
        "[[{0}-{stem}|This]] bank is a [[{1}-{stem}|that]].",
        "[[!{0}]] and {0}.",
        "See `{0}` and **{1}**.",
        "Here $x^{n}$ and $\\half$ hold.",
        "![A picture]({picture})",
        "See [here]({page}).",
        "[[darkness{n}]] is gone.",
        "Nothing is here.",
    ],
    "ja": [
        "{0}の値である。",
        "{0}と{1}は違う。",
        "[[{0}]]を使う。",
        "[[{0}-{stem}|これ]]と{1}。",
        "[[!{0}]]は{0}ではない。",
        "$y_{n}$は{0}。",
        "何もない。",
    ],
}
STEMS = ["a", "b", "c", "d"]
FOLDERS = ["", "deep/"]
PICTURES = ["p.png", "../p.png", "deep/p.png", "q.png"]


def filled(language: str, numbers: tuple[int, ...], names: list[str] | None = None) -> str:
    """A sentence of a language, chosen by numbers."""
    first, second, third, which = (*numbers, 0, 0, 0, 0)[:4]
    names = names or NAMES[language]
    stem = STEMS[third % len(STEMS)]
    return SENTENCES[language][which % len(SENTENCES[language])].format(
        names[first % len(names)],
        names[second % len(names)],
        n=third % 3,
        stem=stem,
        picture=PICTURES[third % len(PICTURES)],
        page=FOLDERS[second % 2] + stem + ".md",
    )


number = st.integers(0, 40)
numbers = st.tuples(number, number, number, number)


def _texts(language: str) -> st.SearchStrategy[str]:
    """One to three paragraphs."""
    sentences = st.lists(numbers, min_size=1, max_size=3)
    end = "" if language == "ja" else " "

    def said(paragraphs: list[list[tuple[int, int, int, int]]]) -> str:
        return "\n\n".join(end.join(filled(language, each) for each in part) for part in paragraphs)

    return st.lists(sentences, min_size=1, max_size=2).map(said)


def _attributes(language: str) -> st.SearchStrategy[str]:
    related = st.sampled_from(NAMES[language])
    said = st.one_of(
        related.map("related: [{}]".format),
        related.map("broader: [{}]".format),
        st.sampled_from(
            ["priority: 2", "autolink: always", "autolink: never", "reading: あい", "tags: [one]"]
        ),
        st.sampled_from(["scope: [deep]", "case: exact", "hidden: [beam]", "lastmod: 2026-02-03"]),
    )
    return st.none().map(lambda _: "") | said.map("<!-- {} -->\n".format)


def _entries(language: str) -> st.SearchStrategy[str]:
    own = st.lists(st.sampled_from(NAMES[language]), min_size=1, max_size=2, unique=True)
    return st.builds(
        lambda labels, said, text: f"## {' | '.join(labels)}\n{said}\n{text}\n",
        own,
        _attributes(language),
        _texts(language),
    )


def _headings_files(language: str) -> st.SearchStrategy[str]:
    intro = st.none().map(lambda _: "") | _texts(language).map("{}\n\n".format)
    entries = st.lists(_entries(language), min_size=1, max_size=3)
    return st.builds(lambda said, each: "# Part\n\n" + said + "\n".join(each), intro, entries)


def _articles(language: str) -> st.SearchStrategy[str]:
    return st.builds(
        lambda label, key, category, text: (
            f"---\ntitle: {label}\ntranslationKey: {key}\ncategory: {category}\n---\n\n{text}\n"
        ),
        st.sampled_from(NAMES[language]),
        st.sampled_from(["one", "two"]),
        st.sampled_from(["Body", "Mind"]),
        _texts(language),
    )


def _notes(language: str) -> st.SearchStrategy[str]:
    return _texts(language).map("---\ntype: note\ntitle: A note\n---\n\n{}\n".format)


def _languages(language: str, most: int) -> st.SearchStrategy[dict[str, str]]:
    """The files of one language by path."""
    named = st.sampled_from([folder + stem for folder in FOLDERS for stem in STEMS])
    headings = st.dictionaries(named, _headings_files(language), min_size=1, max_size=most)
    articles = st.dictionaries(st.sampled_from(["x", "deep/y"]), _articles(language), max_size=2)
    notes = st.dictionaries(st.sampled_from(["n", "deep/m"]), _notes(language), max_size=1)
    index = st.dictionaries(st.just("index"), _texts(language).map("# Home\n\n{}\n".format), max_size=1)
    return st.tuples(headings, articles, notes, index).map(
        lambda groups: {f"{language}/{name}.md": text for group in groups for name, text in group.items()}
    )


@st.composite
def folders(draw: st.DrawFn) -> Files:
    """Glossaries of two to about ten files in two languages."""
    files: Files = {"glossgen.yml": SETTINGS, "en/p.png": png(3, 3), "en/deep/p.png": png(5, 2)}
    files.update(draw(_languages("en", 3)))
    files.update(draw(_languages("ja", 1)))
    if draw(st.booleans()):
        files["readings.yml"] = "光: ひかり\n熱: ねつ\n"
    return files
