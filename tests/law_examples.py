"""Edits of the fixed glossary of law_folders.py, one of each kind that has been forgotten somewhere once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from law_edits import Edit
from law_folders import FIXED, PLAIN, Files
from reading_cases import png

Example = Callable[[Files], Files]


def replaced(path: str, old: str, new: str) -> Example:
    """In one file, other words; they must be there, else the example would be none."""

    def edit(files: Files) -> Files:
        text = str(files[path])
        assert old in text, (path, old)
        return {**files, path: text.replace(old, new)}

    return edit


def written(path: str, content: str | bytes) -> Example:
    return lambda files: {**files, path: content}


def removed(path: str) -> Example:
    return lambda files: {other: content for other, content in files.items() if other != path}


def renamed(path: str, new: str) -> Example:
    return lambda files: {new if other == path else other: content for other, content in files.items()}


def both(*edits: Example) -> Example:
    def edit(files: Files) -> Files:
        for each in edits:
            files = each(files)
        return files

    return edit


def setting(line: str) -> Example:
    return replaced("glossgen.yml", "title:", line + "\ntitle:")


ENTRY = "## cold\n\nNo heat, no light.\n\n"
POST = "## river\n\n"

TEXTS: dict[str, Example] = {
    "a sentence more": replaced("en/money.md", "for money.", "for money. It is about the bank."),
    "another first sentence": replaced("en/light.md", "A wave that", "A ray that"),
    "another word beside a mention": replaced("en/heat.md", "See light.", "See also light and shade."),
    "a mention in the same words later": replaced("en/heat.md", "What flows", "Warm. What flows"),
    "a mention before that of the same term": replaced("en/money.md", "A place", "No light. A place"),
    "a first sentence that builds on another category": replaced("en/money.md", "What a", "Heat that a"),
    "another introduction": replaced("en/light.md", "Everything", "All"),
    "a formula that another page has": replaced("en/money.md", "for money.", "for money: $E = mc^2$."),
    "a new formula": replaced("en/heat.md", "in common:", "in common, $c$:"),
    "a formula less": replaced("en/heat.md", ": $E = mc^2$.", "."),
    "a broken link": replaced("en/heat.md", "See light.", "See [[dark]]."),
    "a broken link less": replaced("en/votes.md", " and [[darkness]]", ""),
    "what a broken link meant": replaced("en/light.md", "## shade\n", "## darkness\n"),
    "a broken link on another line": replaced("en/votes.md", "# Votes\n", "# Votes\n\n\n"),
    "a vote for another": replaced("en/votes.md", "[[bank-heat|that]]", "[[bank-money|that]]"),
    "a vote by a mention": replaced("en/votes.md", "on it, and", "on it, heat and energy, and"),
    "another text of the home page": replaced("en/index.md", "[[colour]]", "[[energy]]"),
    "a sentence in the other language": replaced("ja/hikari.md", "運ぶ。", "運ぶ。熱と光。"),
    "a sentence of a translation": replaced("ja/me.md", "光を見る。", "光と熱を見る。"),
    "nothing": lambda files: files,
}

LABELS: dict[str, Example] = {
    "a label more": replaced("en/light.md", "## shade\n", "## shade | shadow\n"),
    "a label less": replaced("en/light.md", "## light | radiation", "## light"),
    "a label that texts hold": replaced("en/light.md", "## shade\n", "## shade | place\n"),
    "a label that another has": replaced("en/light.md", "## shade\n", "## shade | heat\n"),
    "a label that a hand-made link names": replaced("en/light.md", "## shade\n", "## shade | darkness\n"),
    "another label": replaced("en/heat.md", "## heat\n", "## warmth\n"),
    "labels in another order": replaced("en/light.md", "light | radiation", "radiation | light"),
    "a homonym less": replaced("en/money.md", "## bank", "## savings bank"),
    "a homonym more": replaced("en/eye.md", "title: eye\n", "title: eye\nalt: [bank]\n"),
}

ENTRIES: dict[str, Example] = {
    "an entry first in its file": replaced("en/heat.md", "## heat\n", ENTRY + "## heat\n"),
    "an entry in the middle": replaced("en/heat.md", "## bank", ENTRY + "## bank"),
    "an entry at the end": replaced("en/heat.md", "for energy.\n", "for energy.\n\n" + ENTRY),
    "an entry that texts mention": replaced("en/heat.md", "## bank", "## morning\n\nEarly.\n\n## bank"),
    "an entry with a name that others have": replaced(
        "en/light.md", "## shade", "## bank\n\nDim.\n\n## shade"
    ),
    "an entry less": replaced("en/light.md", "## shade\n\nWhere light does not come.\n", ""),
    "an entry less that a relation names": removed("en/eye.md"),
    "an entry in another place": replaced("en/money.md", "## money\n\nWhat a bank keeps.", "What it keeps."),
    "an entry in another file": both(
        replaced("en/light.md", "## shade\n\nWhere light does not come.\n", ""),
        replaced("en/votes.md", POST, "## shade\n\nWhere light does not come.\n\n" + POST),
    ),
    "a relation more": replaced("en/light.md", "## shade\n", "## shade\n<!-- related: [money] -->\n"),
    "a relation less": replaced("en/light.md", "<!-- related: [eye] -->\n", ""),
    "a reading": replaced("ja/hikari.md", "| energy\n", "| energy\n<!-- reading: えねるぎー -->\n"),
}

FILES: dict[str, Example] = {
    "a new file": written("en/more.md", "# More\n\n## star\n\nIt sends light.\n"),
    "a new article": written("en/ear.md", "---\ntitle: ear\nalt: [evening]\n---\n\nNot an eye.\n"),
    "a file less": removed("en/money.md"),
    "a note less": removed("en/notes/day.md"),
    "a file renamed": renamed("en/money.md", "en/coins.md"),
    "a file that comes before all": renamed("en/votes.md", "en/a.md"),
    "another title of a file": replaced("en/light.md", "# Light\n", "# Shining\n"),
    "another category": replaced("en/eye.md", "category: Body", "category: Senses"),
    "another address": replaced(
        "en/eye.md", "category: Body", "category: Body\nurl: /en/see/\naliases: [old/]"
    ),
    "another translation": replaced("en/eye.md", "translationKey: eye", "translationKey: see"),
    "no home text": removed("en/index.md"),
}

OTHERS: dict[str, Example] = {
    "another picture": written("en/lamp.png", png(9, 7)),
    "another title": replaced("glossgen.yml", "Small things", "Things"),
    "all mentions linked": setting("links: {policy: all}"),
    "another macro": replaced("glossgen.yml", "tfrac12", "tfrac13"),
    "an order of categories": setting("categories: [en/money, Body]"),
    "languages in another order": replaced("glossgen.yml", "[en, ja]", "[ja, en]"),
    "files left out": setting("exclude: [money.md]"),
    "a template": written(
        "templates/note.html", '{% extends "builtin/note.html" %}{% block main %}{% endblock %}'
    ),
    "a catalog": written("locale/ja.po", 'msgid "Index"\nmsgstr "さくいん"\n'),
    "a static file": written("static/own.css", "p { color: red }\n"),
    "readings": written("readings.yml", "熱: あつ\n"),
    "a lock": written("glossgen.lock", "version: 1\nterms: []\n"),
    "a lock with what has gone": written(
        "glossgen.lock",
        'version: 1\nterms:\n- {"id": "en/gone", "labels": ["gone"], "file": "en/gone.md", '
        '"addresses": ["en/terms/gone/"]}\n',
    ),
}

RARE: dict[str, Example] = {
    "a description": setting("description: About light"),
    "a scope": replaced("en/money.md", "## bank\n", "## bank\n<!-- scope: [en/votes.md] -->\n"),
    "a term that is not linked": replaced(
        "en/light.md", "## shade\n", "## shade\n<!-- autolink: never -->\n"
    ),
    "a draft": replaced("en/eye.md", "category: Body", "category: Body\ndraft: true"),
    "a file in another folder": renamed("en/light.md", "en/notes/light.md"),
    "a repository to edit in": setting("repository: https://example.org/repository"),
    "a sentence less": replaced("en/heat.md", " See light.", ""),
    "a vote less": replaced("en/votes.md", "[[bank-heat|that]] and ", ""),
    "a name of many where none was": replaced("en/eye.md", "light and", "a bank and"),
    "a wrong formula": replaced("en/heat.md", "E = mc^2", "\\wrong{E}"),
    "an empty line": replaced("en/light.md", "# Light\n", "# Light\n\n"),
    "another line of a note": replaced("en/notes/day.md", "Evening brings", "Evening brings energy and"),
    "a picture more": both(
        written("en/sun.png", png(2, 3)), replaced("en/light.md", "![A lamp]", "![A sun](sun.png) ![A lamp]")
    ),
    "another address of the site": replaced("glossgen.yml", "/small/", "/large/"),
    "a static file in place of ours": written("static/site.css", "p { color: red }\n"),
    "no readings": removed("readings.yml"),
    "an entry in the other language": replaced("ja/hikari.md", "## 熱", "## 波 | wave\n\n光も波。\n\n## 熱"),
    "an empty file": written("en/notes/night.md", ""),
    "a new note": written("en/notes/night.md", "---\ntype: note\n---\n\nNo light.\n"),
    "an older translation": replaced("ja/me.md", "reading: め", "reading: め\nlastmod: 2026-01-01"),
    "a priority": replaced("en/heat.md", "## bank\n", "## bank\n<!-- priority: 2 -->\n"),
    "another relation": replaced("en/heat.md", "broader: [heat]", "narrower: [money, nobody]"),
    "labels ignored": setting("links: {ignore: [light]}"),
    "a picture less": removed("en/lamp.png"),
    "readings above": setting("ruby: true"),
    "another name for relations": setting("front_matter: {related: [see]}"),
}
"""For a long run only: an ordinary one has others of their kind."""

SMALL = {**TEXTS, **LABELS}
LARGE = {**ENTRIES, **FILES, **OTHERS}

VOTES: Files = {
    "a.md": "# Alpha\n\n## bank\n\nOne.\n\n## alphaword\n\nTwo.\n",
    "b.md": "# Beta\n\n## bank\n\nThree.\n\n## betaword\n\nFour.\n",
    "c.md": "# Gamma\n\n## gammaword\n\nIt is a bank. Here alphaword and alphaword stand, then betaword, "
    "and [[bank-b|that]] and [[bank-a|this]].\n",
    "glossgen.yml": "title: Votes\n",
}
"""What `bank` means in the first sentence of `gammaword` is decided by the links after it."""


@dataclass(frozen=True)
class Story:
    """A glossary, and edits after each of which it is built."""

    files: Files
    edits: tuple[Example | Edit, ...]


STORIES: dict[str, Story] = {
    "votes move the first mention of a definition": Story(
        VOTES,
        (replaced("c.md", "and alphaword stand", "and betaword stand"),),
    ),
    "a shared name shows the first sentence of the term that it leads to": Story(
        {
            "a.md": "## bank\n\nA place.\n",
            "b.md": "## money | bank\n\nWhat is kept.\n",
            "c.md": "---\ntype: note\n---\n\nA bank.\n",
            "glossgen.yml": "title: Banks\n",
        },
        (replaced("a.md", "A place.", "A house."),),
    ),
    "a repository": Story(PLAIN, (Edit("a repository"),)),
    "commits": Story(
        FIXED,
        (
            Edit("git commit"),
            replaced("en/notes/day.md", "Morning", "No. Morning"),
            Edit("git commit"),
            replaced("en/notes/day.md", "shade.\n", "shade. \n"),
            replaced("en/heat.md", "\n", "\r\n"),
            Edit("git commit"),
            Edit("git head"),
            Edit("git head", (1,)),
        ),
    ),
    "a lock before and after new names and places": Story(
        FIXED,
        (
            Edit("glossgen lock"),
            replaced("en/light.md", "## shade\n", "## dark | shade\n"),
            renamed("en/money.md", "en/coins.md"),
            replaced("en/heat.md", "## bank", "## store"),
            Edit("glossgen lock"),
        ),
    ),
    "what builds have kept is gone, then harmed": Story(
        FIXED,
        (
            Edit("the cache is gone"),
            replaced("en/money.md", "for money.", "for coins."),
            Edit("the cache is harmed"),
            replaced("en/money.md", "for coins.", "for money."),
        ),
    ),
    "times that say nothing": Story(
        FIXED,
        (
            Edit("the clock", (0, 1)),
            replaced("en/money.md", "for money.", "for coins."),
            Edit("the clock", (1, 1)),
            replaced("en/money.md", "for coins.", "for money."),
        ),
    ),
    "a configuration that stops": Story(
        FIXED,
        (
            setting("titel: x"),
            replaced("en/money.md", "for money.", "for coins."),
            replaced("glossgen.yml", "titel: x\n", ""),
        ),
    ),
}
