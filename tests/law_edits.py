"""Every kind of edit that a glossary can undergo between two builds, for the law of builds.

An edit is a name and a few numbers, which choose where it strikes in whatever folder it meets: such an edit
can be drawn, made smaller, printed and pasted back. Where it finds nothing to strike, it does nothing.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from law_folders import FOLDERS, NAMES, SETTINGS, STEMS, Files, filled
from law_support import forget, harm, lock
from reading_cases import png

T = TypeVar("T")

EPOCH = 1_770_000_000
"""Seconds; files get times of their own from here on, so that builds trust them."""


MISTAKES = ["titel: x\n", "ruby: perhaps\n", "links: [\n"]
"""Ends of a configuration with which no build can start."""


@dataclass(frozen=True)
class Edit:
    """A kind of edit, and numbers that choose where and how."""

    kind: str
    numbers: tuple[int, ...] = ()


class Nothing(Exception):
    """There is nothing that such an edit could change."""


class Pick:
    """Choices by numbers; when they have run out, the first of each."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.left = list(numbers)

    def number(self) -> int:
        return self.left.pop(0) if self.left else 0

    def of(self, things: Sequence[T]) -> T:
        if not things:
            raise Nothing
        return things[self.number() % len(things)]


@dataclass
class Place:
    """A glossary on the disk: what its files hold, and what they held before each edit."""

    folder: Path
    files: Files = field(default_factory=dict)
    past: list[Files] = field(default_factory=list)
    steps: int = 0

    def apply(self, edit: Edit) -> None:
        """Do it; a text that another edit has taken away is no place for it."""
        settings = str(self.files["glossgen.yml"])
        if settings.endswith(tuple(MISTAKES)):
            self.put({**self.files, "glossgen.yml": SETTINGS})  # else no later build would come far
        try:
            KINDS[edit.kind](self, Pick(edit.numbers))
        except Nothing:
            return

    def put(self, files: Files) -> None:
        """Make the folder hold these files: only those that differ are written."""
        self.past.append(self.files)
        self.steps += 1
        for path in self.files.keys() - files.keys():
            (self.folder / path).unlink()
        for path, content in files.items():
            if self.files.get(path) != content:
                file = self.folder / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content if isinstance(content, bytes) else content.encode())
                os.utime(file, (EPOCH + self.steps, EPOCH + self.steps))
        for folder in sorted({(self.folder / path).parent for path in self.files}, reverse=True):
            if folder != self.folder and folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        self.files = dict(files)

    def git(self, *arguments: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        when = f"2026-{1 + self.steps // 28 % 12:02}-{1 + self.steps % 28:02}T12:00:00+00:00"
        dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": os.devnull}
        subprocess.run(
            ["git", *who, *arguments],
            cwd=self.folder,
            check=True,
            capture_output=True,
            env={**os.environ, **dates},
        )


KINDS: dict[str, Callable[[Place, Pick], None]] = {}

Change = Callable[[Files, Pick], None]


def edit(kind: str) -> Callable[[Change], Change]:
    """Declare a kind of edit that changes what files hold."""

    def declare(change: Change) -> Change:
        def apply(place: Place, pick: Pick) -> None:
            files = dict(place.files)
            change(files, pick)
            place.put(files)

        KINDS[kind] = apply
        return change

    return declare


def act(kind: str) -> Callable[[Callable[[Place, Pick], None]], None]:
    """Declare a kind of edit that changes something else than what files hold."""

    def declare(function: Callable[[Place, Pick], None]) -> None:
        KINDS[kind] = function

    return declare


# ------------------------------------------------------------ finding places


def texts(files: Files) -> list[str]:
    """The paths of the Markdown files."""
    return sorted(path for path in files if path.endswith(".md"))


def removable(files: Files) -> list[str]:
    """The same without those that are the last of their language, whose folder must not go."""
    return [
        path for path in texts(files) if sum(language(other) == language(path) for other in texts(files)) > 1
    ]


def language(path: str) -> str:
    return "ja" if path.startswith("ja/") else "en"


def sections(text: str) -> list[str]:
    """What comes before the first entry of a file, and each entry."""
    return re.split(r"(?m)^(?=## )", text)


def with_entries(files: Files) -> list[tuple[str, int]]:
    """The path and number of each entry of a headings file."""
    return [(path, i) for path in texts(files) for i in range(1, len(sections(str(files[path]))))]


def headings(files: Files) -> list[str]:
    """The files that entries may be added to."""
    return sorted({path for path, _ in with_entries(files)})


def articles(files: Files) -> list[str]:
    return [path for path in texts(files) if str(files[path]).startswith("---\ntitle:")]


def prose(files: Files) -> list[tuple[str, int]]:
    """The path and number of each line of running text."""
    found = []
    for path in texts(files):
        text = str(files[path])
        head = text[: text.find("\n---\n") + 5].count("\n") if text.startswith("---\n") else 0
        lines = text.split("\n")
        found += [(path, i) for i in range(head, len(lines)) if lines[i] and lines[i][0] not in "#<!-{"]
    return found


def labels(files: Files, of: str) -> list[str]:
    """The names that the entries of a language have, and some that they may have."""
    found = {
        name.strip()
        for path in texts(files)
        if language(path) == of
        for heading in re.findall(r"(?m)^(?:## |title: )(.*)$", str(files[path]))
        for name in heading.split("|")
    }
    return [*sorted(found), *NAMES[of]]


def sentence(files: Files, pick: Pick, of: str) -> str:
    numbers = (pick.number(), pick.number(), pick.number(), pick.number())
    return filled(of, numbers, labels(files, of))


def with_line(files: Files, place: tuple[str, int], change: Callable[[str], str]) -> None:
    path, i = place
    lines = str(files[path]).split("\n")
    lines[i] = change(lines[i])
    files[path] = "\n".join(lines)


def with_section(files: Files, place: tuple[str, int], change: Callable[[str], str]) -> None:
    path, i = place
    parts = sections(str(files[path]))
    parts[i] = change(parts[i])
    files[path] = "".join(parts)


def with_heading(files: Files, place: tuple[str, int], change: Callable[[list[str]], list[str]]) -> None:
    def changed(section: str) -> str:
        heading, rest = section[3:].split("\n", 1)
        return f"## {' | '.join(change([name.strip() for name in heading.split('|')]))}\n{rest}"

    with_section(files, place, changed)


def entry(files: Files, pick: Pick, of: str) -> str:
    """A new entry as a writer writes it."""
    name = pick.of([*labels(files, of), "star", "comet", "moon"])
    return f"## {name}\n\n{sentence(files, pick, of)}\n\n"


# --------------------------------------------------------------------- texts


@edit("a sentence more")
def _(files: Files, pick: Pick) -> None:
    place = pick.of(prose(files))
    said = sentence(files, pick, language(place[0]))
    with_line(files, place, lambda line: f"{line} {said}")


@edit("a sentence before")
def _(files: Files, pick: Pick) -> None:
    place = pick.of(prose(files))
    said = sentence(files, pick, language(place[0]))
    with_line(files, place, lambda line: f"{said} {line}")


@edit("a sentence less")
def _(files: Files, pick: Pick) -> None:
    ends = re.compile(r"[.。] ?")
    places = [place for place in prose(files) if len(ends.findall(line_at(files, place))) > 1]
    with_line(files, pick.of(places), lambda line: ends.split(line, maxsplit=1)[1])


@edit("another word")
def _(files: Files, pick: Pick) -> None:
    """A word of a text becomes the name of a term, or the other way round."""
    place = pick.of(prose(files))
    words = re.findall(r"[A-Za-z]{3,}|[ぁ-んァ-ー一-龠]{2,}", line_at(files, place))
    old, new = pick.of(words), pick.of([*labels(files, language(place[0])), "word", "語"])
    with_line(files, place, lambda line: line.replace(old, new, 1))


@edit("a hand-made link leads elsewhere")
def _(files: Files, pick: Pick) -> None:
    """Which is a vote for another of the terms of one name."""
    places = [place for place in prose(files) if "[[" in line_at(files, place)]
    place = pick.of(places)
    of = language(place[0])
    targets = re.findall(r"\[\[!?([^\]|]+)", line_at(files, place))
    name = pick.of(labels(files, of))
    new = pick.of(
        [name, f"{name}-{pick.of(STEMS)}", f"{name}-{Path(place[0]).stem}", "bank-heat", "bank-money"]
    )
    with_line(files, place, lambda line: line.replace("[[" + pick.of(targets), "[[" + new, 1))


@edit("a paragraph more")
def _(files: Files, pick: Pick) -> None:
    place = pick.of(prose(files))
    said = sentence(files, pick, language(place[0]))
    with_line(files, place, lambda line: f"{line}\n\n{said}")


@edit("a heading in an entry")
def _(files: Files, pick: Pick) -> None:
    place = pick.of(prose(files))
    name = pick.of(labels(files, language(place[0])))
    with_line(files, place, lambda line: f"{line}\n\n### On {name}\n\n{name}")


@edit("an empty line")
def _(files: Files, pick: Pick) -> None:
    path = pick.of(headings(files))
    with_section(files, (path, 0), lambda head: head + "\n")


@edit("another introduction")
def _(files: Files, pick: Pick) -> None:
    path = pick.of(headings(files))
    said = sentence(files, pick, language(path))
    with_section(files, (path, 0), lambda head: f"{head.rstrip()}\n\n{said}\n\n")


@edit("a formula more")
def _(files: Files, pick: Pick) -> None:
    formula = pick.of(["$a+b$", "$\\half$", "$\\alpha$", "$\\wrong$", "$E = mc^2$", "$c$", "$\\mathbb{R}$"])
    with_line(files, pick.of(prose(files)), lambda line: f"{line} {formula}")


@edit("a formula less")
def _(files: Files, pick: Pick) -> None:
    places = [place for place in prose(files) if "$" in line_at(files, place)]
    with_line(files, pick.of(places), lambda line: re.sub(r" ?\$[^$]+\$", "", line, count=1))


def line_at(files: Files, place: tuple[str, int]) -> str:
    return str(files[place[0]]).split("\n")[place[1]]


# -------------------------------------------------------------------- labels


@edit("a label more")
def _(files: Files, pick: Pick) -> None:
    place = pick.of(with_entries(files))
    name = pick.of([*labels(files, language(place[0])), "shadow", "影"])
    with_heading(files, place, lambda names: [*names, name] if name not in names else names)


@edit("a label that texts hold")
def _(files: Files, pick: Pick) -> None:
    place = pick.of(with_entries(files))
    of = language(place[0])
    lines = [line_at(files, each) for each in prose(files) if language(each[0]) == of]
    words = re.findall(r"[A-Za-z]{4,}|[一-龠ァ-ー]{2,}", pick.of(lines))
    word = pick.of(words)
    with_heading(files, place, lambda names: [*names, word] if word not in names else names)


@edit("a label less")
def _(files: Files, pick: Pick) -> None:
    place = pick.of(with_entries(files))
    with_heading(files, place, lambda names: names[:-1] or names)


@edit("labels in another order")
def _(files: Files, pick: Pick) -> None:
    with_heading(files, pick.of(with_entries(files)), lambda names: names[::-1])


# ------------------------------------------------------------------- entries


@edit("an entry more")
def _(files: Files, pick: Pick) -> None:
    path = pick.of(headings(files))
    parts = sections(str(files[path]))
    at = 1 + pick.number() % len(parts)
    parts[at - 1] = parts[at - 1].rstrip("\n") + "\n\n"
    parts.insert(at, entry(files, pick, language(path)))
    files[path] = "".join(parts)


@edit("an entry less")
def _(files: Files, pick: Pick) -> None:
    with_section(files, pick.of(with_entries(files)), lambda _: "")


@edit("an entry in another place of its file")
def _(files: Files, pick: Pick) -> None:
    path, i = pick.of(with_entries(files))
    parts = sections(str(files[path]))
    moved = parts.pop(i).rstrip("\n") + "\n\n"
    parts[-1] = parts[-1].rstrip("\n") + "\n\n"
    parts.insert(1 + pick.number() % len(parts), moved)
    files[path] = "".join(parts)


@edit("an entry in another file")
def _(files: Files, pick: Pick) -> None:
    path, i = pick.of(with_entries(files))
    moved = sections(str(files[path]))[i]
    with_section(files, (path, i), lambda _: "")
    other = pick.of([each for each in texts(files) if language(each) == language(path) and each != path])
    files[other] = f"{str(files[other]).rstrip()}\n\n{moved}"


@edit("an entry renamed")
def _(files: Files, pick: Pick) -> None:
    place = pick.of(with_entries(files))
    name = pick.of([*labels(files, language(place[0])), "warmth", "温度"])
    with_heading(files, place, lambda names: [name, *(each for each in names[1:] if each != name)])


ATTRIBUTES = [
    "related: [light]",
    "related: [energy, 熱]",
    "broader: [heat]",
    "narrower: [bank]",
    "reading: あかるさ",
    "priority: 3",
    "scope: [en/money.md]",
    "autolink: never",
    "autolink: always",
    "autolink: once",
    "case: exact",
    "hidden: [beam, place]",
    "ignore: [light]",
    "tags: [one, two]",
    "description: A few words.",
    "lastmod: 2026-03-01",
    "id: another",
    "translationKey: eye",
    "related: [nobody]",
    "wrong: yes",
]


@edit("an attribute of an entry")
def _(files: Files, pick: Pick) -> None:
    """A relation, a reading, a priority or the like; or none."""
    place = pick.of(with_entries(files))
    said = pick.of(["", *ATTRIBUTES])

    def changed(section: str) -> str:
        heading, rest = section.split("\n", 1)
        rest = re.sub(r"\A<!--.*?-->\n", "", rest, flags=re.DOTALL)
        return f"{heading}\n{f'<!-- {said} -->' + chr(10) if said else ''}{rest}"

    with_section(files, place, changed)


# --------------------------------------------------------------------- files


def new_path(files: Files, pick: Pick, of: str) -> str:
    return f"{of}/{pick.of(FOLDERS)}{pick.of([*STEMS, 'more', 'zz'])}.md"


@edit("a file more")
def _(files: Files, pick: Pick) -> None:
    of = pick.of(["en", "ja"])
    path = new_path(files, pick, of)
    name, said = pick.of([*labels(files, of), "star", "星"]), sentence(files, pick, of)
    text = pick.of(
        [
            f"# More\n\n## {name}\n\n{said}\n",
            f"---\ntitle: {name}\ntranslationKey: one\ncategory: Body\n---\n\n{said}\n",
            f"---\ntype: note\ntitle: Another day\n---\n\n{said}\n",
            said,
            "",
        ]
    )
    files[path] = text


@edit("a file less")
def _(files: Files, pick: Pick) -> None:
    del files[pick.of(removable(files))]


@edit("a file renamed")
def _(files: Files, pick: Pick) -> None:
    path = pick.of(texts(files))
    content = files.pop(path)
    files[new_path(files, pick, language(path))] = content


@edit("two files change names")
def _(files: Files, pick: Pick) -> None:
    one, other = pick.of(texts(files)), pick.of(texts(files))
    files[one], files[other] = files[other], files[one]


@edit("a file in another language")
def _(files: Files, pick: Pick) -> None:
    path = pick.of(removable(files))
    content = files.pop(path)
    files[("en" if language(path) == "ja" else "ja") + path[2:]] = content


@edit("another title of a file")
def _(files: Files, pick: Pick) -> None:
    path, title = pick.of(texts(files)), pick.of(["Part", "Light", "Another", "光"])
    files[path] = re.sub(r"(?m)^(# |title: ).*$", rf"\g<1>{title}", str(files[path]), count=1)


FRONT = [
    "category: Body",
    "category: Mind",
    "translationKey: two",
    "translationKey: eye",
    "draft: true",
    "type: note",
    "type: glossary",
    "url: /another/place/",
    "aliases: [old/, en/heat/]",
    "date: 2026-01-01",
    "lastmod: tomorrow",
    "reading: ひ",
    "e-title: Another name",
    "alt: [light]",
    "related: [light]",
    "priority: 4",
    "ignore: [light, 光]",
    "lang: ja",
]


@edit("a line of front matter")
def _(files: Files, pick: Pick) -> None:
    path, line = pick.of(texts(files)), pick.of(FRONT)
    key, text = line.split(":")[0], str(files[path])
    if not text.startswith("---\n"):
        text = "---\n---\n\n" + text
    head, body = text[4:].split("---\n", 1)
    kept = [each for each in head.splitlines() if not each.startswith(key + ":")]
    wanted = [*kept, line] if line not in head or pick.number() % 2 else kept
    files[path] = "\n".join(["---", *wanted, "---\n"]) + body


# ------------------------------------------------- pictures, settings, the rest


def pictures(files: Files) -> list[str]:
    return sorted(path for path in files if path.endswith(".png"))


@edit("another picture")
def _(files: Files, pick: Pick) -> None:
    path = pick.of(pictures(files))
    files[path] = png(1 + pick.number() % 9, 1 + pick.number() % 9)


@edit("a picture more")
def _(files: Files, pick: Pick) -> None:
    files[pick.of(["en/p.png", "en/q.png", "en/deep/p.png", "p.png", "ja/lamp.png"])] = png(2, 2)


@edit("a picture less")
def _(files: Files, pick: Pick) -> None:
    del files[pick.of(pictures(files))]


@edit("a picture shown")
def _(files: Files, pick: Pick) -> None:
    place = pick.of(prose(files))
    shown = pick.of(["p.png", "lamp.png", "../lamp.png", "deep/p.png", "none.png"])
    with_line(files, place, lambda line: f"{line}\n\n![A picture]({shown})")


SETTING = [
    "title: Things",
    "title: Other things",
    "description: A few words.",
    "description: Other words.",
    "base_url: https://example.org/",
    "base_url: https://example.org/other/",
    "ruby: true",
    "categories: [en/heat, en/money, en/a, Body]",
    "categories: [Mind, nowhere]",
    "repository: https://example.org/repository",
    "repository: {url: https://example.org/repository, branch: dev, path: docs}",
    "exclude: [d.md, 'note*']",
    "exclude: [deep/]",
    "links: {policy: all}",
    "links: {policy: section}",
    "links: {policy: paragraph, cap: 1}",
    "links: {ignore: [light, 光]}",
    "links: {compound: skip}",
    "links: {compound: warn}",
    r"math: {macros: {half: '\frac13'}}",
    r"math: {macros: {wrong: '\frac14', half: x}}",
    "languages: [ja, en]",
    "languages: [en]",
    "sources: [{path: en, language: en}]",
    "sources: [{path: en, language: en, level: 3}, {path: ja, language: ja}]",
    "sources: [.]",
    "front_matter: {reading: [yomi], related: [see]}",
    "mirror: {policy: first}",
]


@edit("a key of the configuration")
def _(files: Files, pick: Pick) -> None:
    line = pick.of(SETTING)
    kept = [
        each for each in str(files["glossgen.yml"]).splitlines() if each.split(":")[0] != line.split(":")[0]
    ]
    files["glossgen.yml"] = "\n".join([*kept, *([] if pick.number() % 3 == 2 else [line])]) + "\n"


@edit("the configuration as it was at first")
def _(files: Files, pick: Pick) -> None:
    files["glossgen.yml"] = SETTINGS


@edit("a configuration with a mistake")
def _(files: Files, pick: Pick) -> None:
    files["glossgen.yml"] = SETTINGS + pick.of(MISTAKES)


OVERRIDES = {
    "templates/note.html": [
        '{% extends "builtin/note.html" %}',
        '{% extends "builtin/note.html" %}{% block heading %}Note: {{ page.title }}{% endblock %}',
    ],
    "templates/term.html": ['{% extends "builtin/term.html" %}{% block head %}<!-- own -->{% endblock %}'],
    "templates/home.html": ['{% extends "builtin/home.html" %}{% block header %}{% endblock %}'],
    "templates/own.html": ["nobody asks for this"],
}
CATALOGS = {
    "locale/ja.po": ['msgid "Index"\nmsgstr "見出し"\n', 'msgid "Index"\nmsgstr "さくいん"\n'],
    "locale/en.po": ['msgid "Index"\nmsgstr "All names"\n'],
}
STATIC = {
    "static/own.css": ["p { color: red }\n", "p { color: blue }\n"],
    "static/site.css": ["body { color: red }\n"],
    "static/favicon.svg": ["<svg xmlns='http://www.w3.org/2000/svg'/>\n"],
    "static/deep/own.txt": ["text\n"],
}


def overriding(kind: str, choices: dict[str, list[str]]) -> None:
    @edit(kind)
    def _(files: Files, pick: Pick) -> None:
        path = pick.of(sorted(choices))
        there = [None] if path in files else []
        content = pick.of([*(each for each in choices[path] if each != files.get(path)), *there])
        if content is None:
            del files[path]
        else:
            files[path] = content


overriding("a template", OVERRIDES)
overriding("a catalog", CATALOGS)
overriding("a static file", STATIC)


READINGS = [
    "光: ひかり\n",
    "光: こう\n熱: ねつ\n",
    "エネルギー: えねるぎー\n熱: あつ ?\n",
    "重み: heavy\n",
    "",
]


@edit("readings")
def _(files: Files, pick: Pick) -> None:
    files["readings.yml"] = pick.of(READINGS)


@edit("no readings")
def _(files: Files, pick: Pick) -> None:
    files.pop("readings.yml", None)


@edit("a lock by hand")
def _(files: Files, pick: Pick) -> None:
    terms = [
        "[]\n",
        '\n- {"id": "en/gone", "labels": ["gone"], "file": "en/gone.md", "addresses": ["en/terms/gone/"]}\n',
    ]
    files["glossgen.lock"] = "version: 1\nterms: " + pick.of(terms)


@edit("no lock")
def _(files: Files, pick: Pick) -> None:
    files.pop("glossgen.lock", None)


# ---------------------------------------------------- what no file of it holds


@act("nothing")
def _(place: Place, pick: Pick) -> None:
    """So that a build finds what the last one left."""


@act("back")
def _(place: Place, pick: Pick) -> None:
    """All files as they were before one of the last edits."""
    place.put(place.past[-1 - pick.number() % min(4, len(place.past))] or place.files)


@act("glossgen lock")
def _(place: Place, pick: Pick) -> None:
    lock(place.folder)
    file = place.folder / "glossgen.lock"
    if file.exists():
        place.files = {**place.files, "glossgen.lock": file.read_text("utf-8")}


@act("the clock")
def _(place: Place, pick: Pick) -> None:
    """Times of files that are other than their contents: in the past, in the future, all or one."""
    time = pick.of([EPOCH - 10**6, EPOCH + 10**9, 1, EPOCH])
    paths = sorted(place.files)
    for path in paths if pick.number() % 2 else [pick.of(paths)]:
        os.utime(place.folder / path, (time, time))


@act("a repository")
def _(place: Place, pick: Pick) -> None:
    """Where there was none."""
    if (place.folder / ".git").exists():
        raise Nothing
    place.git("init", "--quiet", "--template=", "--initial-branch=main")
    commit(place)


@act("git commit")
def _(place: Place, pick: Pick) -> None:
    commit(place)


def commit(place: Place) -> None:
    if not (place.folder / ".git").exists():
        raise Nothing
    place.steps += 1
    place.git("add", "--all", "--", ".", ":!.glossgen")
    place.git("commit", "--quiet", "--allow-empty", "-m", "All")


@act("git head")
def _(place: Place, pick: Pick) -> None:
    """The head leads to another commit or has another name; the files stay."""
    if not (place.folder / ".git").exists():
        raise Nothing
    place.steps += 1
    way = pick.of(["reset", "branch", "amend"])
    if way == "amend":
        place.git("commit", "--quiet", "--amend", "--allow-empty", "--reset-author", "-m", "Again")
    elif way == "branch":
        place.git("checkout", "--quiet", "-b", f"branch-{place.steps}")
    else:
        with suppress(subprocess.CalledProcessError):  # the first commit has none before it
            place.git("reset", "--soft", "HEAD^")


@act("the cache is gone")
def _(place: Place, pick: Pick) -> None:
    forget(place.folder)


@act("the cache is harmed")
def _(place: Place, pick: Pick) -> None:
    harm(place.folder)
