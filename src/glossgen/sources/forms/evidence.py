"""Features of one file that its form is detected from: front matter, headings, lists, tables.

Lines are matched by regular expressions and not parsed, because this runs for each of thousands of files. It
runs again only for files that were edited.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Sequence
from textwrap import dedent

from msgspec import Struct

from glossgen.config import FrontMatter
from glossgen.markdown.heading_ids import EXPLICIT
from glossgen.sources.attributes import known_names
from glossgen.sources.forms.bold_names import count_bold_names
from glossgen.sources.front_matter import find_front_matter
from glossgen.text.columns import field_of, fields_of, is_glossary

MOST_SECTIONS = 40
"""The number of section headings of a file that are compared with those of other files."""

_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+|$)(.*)$", re.MULTILINE)
_FENCE = re.compile(
    r"^ {0,3}(`{3,}|~{3,})([^\n`]*)\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_KEY = re.compile(r"^[\"']?([^\s:=#\"'\[\]{}-][^:=\n\"']*)(?:[\"'][ \t]*)?[:=](.*)$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"^#{1,6}[ \t].*\n\s*<!--\s*([\w-]+)\s*[:：]", re.MULTILINE)
_BASE64 = re.compile(r"^#{1,6}[ \t].*<a id=[^>]*></a>", re.MULTILINE)
_HTML_HEADING = re.compile(r"<h([12])\b[^>]*>([^\0]{1,200}?)</h\1>")
_TAG = re.compile(r"<[^>]*>")
_BEGINNING = 2_000
"""A title in HTML is searched in this many characters."""
_LETTER = re.compile(
    r"(?:(?![\u3400-\u9fff\uf900-\ufaff])[^\W\d_]|[^\W\d_]\s*[-–—〜~/,&]\s*[^\W\d_]|\d|\d\s*[-–—〜~]\s*\d|#|[あ-んア-ン]行?|[あ-んア-ン]\s*[-–—〜~・]\s*[あ-んア-ン]"
    r"|numbers?|symbols?|numeric|0-9.{0,12}|数字|記号|英数字?|英字|その他|symbols? (?:and|&) numbers?)",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"^\*\[[^\]\n]+\]:[ \t]*\S", re.MULTILINE)
_PLAIN_ENTRY = re.compile(
    r"^[*+-][ \t]+(?!\[[ xX]\])[^\n:：–—*_`\[\]]{1,60}?(?:[:：]|[ \t][–—-][ \t])[ \t]*\S", re.MULTILINE
)
_CODE_ENTRY = re.compile(r"^[*+-][ \t]+`[^`\n]{1,60}`(?:[ \t:]|$)", re.MULTILINE)
_LINK_ITEM = re.compile(r"\s*(?:[*+-]|\d+[.)])[ \t]+(?:\[[^\[\]\n]*\]\([^()\n]*\)|\[\[[^\[\]\n]*\]\])[ \t]*")
_FEW_LINKS = 3
_DEFINED = re.compile(r"^[^\s#>|:*+\-`<][^\n]*\n(?:[ \t]*\n)?:[ \t]+\S", re.MULTILINE)
_NAME = re.compile(
    r"^(?:[*+-][ \t]+)?\[?(?:\*\*|__)(?!\s)([^*_\n]{1,80}?)[:：]?(?:\*\*|__)|^\*\[([^\]\n]+)\]:"
    r"|^([^\s#>|:*+\-`<\n][^\n]{0,80})\n(?:[ \t]*\n)?:[ \t]",
    re.MULTILINE,
)
_MOST_NAMES = 5_000
_BRACKETS = re.compile(r"[()（）]")
_MADE = re.compile(
    r"(?:auto(?:matically|-| )?|this (?:file|page) (?:is|was) )generated"
    r"|generated (?:automatically|by|from)\b|do not edit|自動生成|自动生成"
    r"|automatisch (?:erzeugt|generiert)|généré automatiquement",
    re.IGNORECASE,
)
_DELIMITER = re.compile(r":?-*:?")


class Evidence(Struct, frozen=True, array_like=True):
    """The features of a text.

    - `levels`: the number of headings by level; `letters`: of those that are letters of an alphabet; `bare`:
      of those directly followed by another heading; `parents`: of those followed by a deeper heading;
      `groups`: of those that are both.
    - `sections`: the names of the headings of level 2, else of level 3.
    - `marked`: the file was written for glossgen: bars between labels, attributes below headings.
    - `list_entries` (in bold; `fields` of them name a part of each entry), `plain_entries`, `abbreviations`
      (`*[ABC]: text`), `definitions`, `rows`: the number of possible entries in lists, definition lists, and
      tables of terms; `fences`: the number of glossary directives.
    - `listing`: the text is hardly more than a list of links.
    - `redirect`: the address that a file without text leads to (`redirect_to` of Jekyll).
    - `names`: the hashes of what may be names of entries, to be compared with those of other files;
      `row_lines`: those of the rows of tables of terms; `made`: the file says that a program makes it.
    - `alone`: a file of data is one record.
    """

    keys: tuple[str, ...] = ()
    title: str = ""
    type: str = ""
    language: str = ""
    heading: str = ""
    levels: tuple[int, ...] = (0,) * 6
    letters: tuple[int, ...] = (0,) * 6
    bare: tuple[int, ...] = (0,) * 6
    parents: tuple[int, ...] = (0,) * 6
    groups: tuple[int, ...] = (0,) * 6
    sections: tuple[str, ...] = ()
    marked: bool = False
    list_entries: int = 0
    abbreviations: int = 0
    plain_entries: int = 0
    definitions: int = 0
    rows: int = 0
    fences: int = 0
    listing: bool = False
    redirect: str = ""
    names: tuple[int, ...] = ()
    row_lines: tuple[int, ...] = ()
    made: bool = False
    fields: int = 0
    alone: bool = False

    def has(self, names: Sequence[str]) -> bool:
        """Whether front matter gives one of these keys."""
        return any(name.casefold() in self.keys for name in names)


def name_hash(name: str) -> int:
    """A number that names have in common which differ only by case, width, and what is around letters."""
    folded = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))
    return _hash(folded)


def _hash(text: str) -> int:
    return zlib.crc32(text.strip().encode("utf-8", "replace"))


def is_made(head: str) -> bool:
    """Whether the beginning of a file says that a program makes it."""
    return _MADE.search(head[:_BEGINNING]) is not None


def is_letter(heading: str) -> bool:
    """Whether a heading is a letter or a row of the 五十音 that groups terms, rather than a term."""
    plain = _TAG.sub("", heading) if "<" in heading else heading
    return _LETTER.fullmatch(plain.strip().strip("*_[]").strip()) is not None


def evidence_of(text: str, known: Callable[[], FrontMatter]) -> Evidence:
    """The features of a text. `known` returns the configured names of front matter, if there is some."""
    text = text.replace("\r\n", "\n")
    front = find_front_matter(text)
    values = _values(front.text)
    names = known() if front.end else FrontMatter()
    prose, fences = _without_fences(text[front.end :])
    marked = _is_marked(prose, known)
    prose = _without_comments(prose)
    found = list(_HEADING.finditer(prose))
    names_of = [_heading_text(heading[2]) for heading in found]
    levels, letters, bare, parents, groups = _counts(prose, found, names_of)
    title = _value(values, names.title) or _value(values, [key for key in values if field_of(key) == "term"])
    first = next((name for heading, name in zip(found, names_of, strict=True) if len(heading[1]) == 1), "")
    first = first or _html_heading(prose)
    rows, (listed, fields) = _rows(prose), count_bold_names(prose)
    sections = _sections(found, names_of, 2 if levels[1] else 3)
    return Evidence(
        keys=tuple(sorted(key for key, value in values.items() if value or key in _LISTS)),
        title=title,
        type=_value(values, (*names.type, "layout")).lower(),
        language=_value(values, names.language).lower(),
        heading=first,
        levels=levels,
        letters=letters,
        bare=bare,
        parents=parents,
        groups=groups,
        sections=tuple(_like_others(section, title or first) for section in sections[:MOST_SECTIONS]),
        marked=marked or sum(" | " in section for section in sections) * _BARS > len(sections),
        list_entries=listed,
        fields=fields,
        abbreviations=len(_ABBREVIATION.findall(prose)) if "*[" in prose else 0,
        plain_entries=len(_PLAIN_ENTRY.findall(prose)) + len(_CODE_ENTRY.findall(prose)),
        definitions=len(_DEFINED.findall(prose)) if "\n: " in prose or "\n:\t" in prose else 0,
        rows=len(rows),
        fences=fences,
        listing=_is_listing(prose),
        redirect=_redirect(front.text) if not prose.strip() else "",
        names=_names(prose, [*names_of, *(name for name, _ in rows)]),
        row_lines=tuple(_hash(row) for _, row in rows[:_MOST_NAMES]),
        made=is_made(text),
    )


def _sections(found: Sequence[re.Match[str]], names: Sequence[str], depth: int) -> list[str]:
    """The names of the headings of one level."""
    return [_with_id(name, each[2]) for name, each in zip(names, found, strict=True) if len(each[1]) == depth]


def _values(front: str) -> dict[str, str]:
    """The values of front matter, by key."""
    return {
        key.strip(" \t").casefold(): value.rstrip(" \t,").strip("\"' \t")
        for key, value in _KEY.findall(dedent(front))
    }


def _is_marked(prose: str, known: Callable[[], FrontMatter]) -> bool:
    """Whether headings have attributes or anchors as those of glossgen."""
    marked = "<!--" in prose and _has_attributes(prose, known)
    return marked or ("<a id=" in prose and _BASE64.search(prose) is not None)


def _names(prose: str, written: Sequence[str]) -> tuple[int, ...]:
    """The hashes of the names of headings, rows, items and definitions, at most `_MOST_NAMES` of them."""
    listed = [found[1] or found[2] or found[3] for found in _NAME.finditer(prose)]
    names = [_TAG.sub("", name) if "<" in name else name for name in [*written, *listed][:_MOST_NAMES]]
    parts = [
        part for name in names if "(" in name or "（" in name for part in _BRACKETS.split(name, maxsplit=2)
    ]
    return tuple(sorted({name_hash(name) for name in (*names, *parts) if name}))


def _has_attributes(prose: str, known: Callable[[], FrontMatter]) -> bool:
    """Whether comments below headings are attributes of entries: `date-check: May` is for another program."""
    found = {name.casefold() for name in _ATTRIBUTES.findall(prose)}
    return bool(found) and not found.isdisjoint(known_names(known()))


def _counts(prose: str, found: Sequence[re.Match[str]], names: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """The numbers of headings by level: all, letters, bare ones, parents and groups (see `Evidence`)."""
    counts = [[0] * 6 for _ in range(5)]
    for number, heading in enumerate(found):
        at = len(heading[1]) - 1
        after = found[number + 1] if number + 1 < len(found) else None
        bare = after is not None and not prose[heading.end() : after.start()].strip()
        parent = after is not None and len(after[1]) > len(heading[1])
        for count, holds in zip(
            counts, (True, is_letter(names[number]), bare, parent, bare and parent), strict=True
        ):
            count[at] += holds
    return tuple(map(tuple, counts))


def _html_heading(prose: str) -> str:
    """The text of the first heading written in HTML, which READMEs use to centre their title."""
    found = _HTML_HEADING.search(prose[:_BEGINNING]) if "<h" in prose[:_BEGINNING] else None
    return _TAG.sub("", found[2]).strip() if found else ""


def _redirect(front: str) -> str:
    """The redirect in front matter: a text, or the first item of a list."""
    found = _REDIRECT.search(front)
    return found[1] if found else ""


def _heading_text(written: str) -> str:
    """The text of a heading without a closing sequence of `#` (CommonMark §4.2), its id and its classes."""
    return EXPLICIT.sub("", written.rstrip(" \t").rstrip("#").rstrip(" \t"))


def _with_id(name: str, written: str) -> str:
    """The name of a section, which is not that of another section if their ids differ."""
    found = EXPLICIT.search(written.rstrip())
    return f"{name} #{found[1]}" if found and found[1] else name


def _without_comments(text: str) -> str:
    """A text without comments. Nothing after the last `-->` is searched, which would be quadratic."""
    end = text.rfind("-->") + 3 if "<!--" in text else 0
    return _COMMENT.sub("", text[:end]) + text[end:] if end >= 3 else text


def _is_listing(prose: str) -> bool:
    """Whether a text is a list of links, as pages of contents are."""
    if prose.count("](") + prose.count("[[") < _FEW_LINKS:
        return False
    lines = [line for line in prose.split("\n") if line.strip() and not line.lstrip().startswith(("#", ">"))]
    return sum(map(bool, map(_LINK_ITEM.fullmatch, lines))) * 10 >= len(lines) * 8


_BARS = 5
"""In a file written for glossgen, one heading of so many has several labels; in a manual hardly one."""
_LISTS = ("e-title", "alt")
_REDIRECT = re.compile(
    r"^(?:redirect(?:_to|url)?|destination)[ \t]*:\s*(?:-[ \t]*)?\[?[\"']?([^\s\"'\]]+)",
    re.IGNORECASE | re.MULTILINE,
)


def _like_others(section: str, title: str) -> str:
    """A section heading, normalised so that those with the term in them (“About …”) compare equal."""
    folded, own = section.casefold(), title.casefold()
    return (folded.replace(own, "…") if own else folded).rstrip("：:?？ ")


def _value(values: dict[str, str], names: Sequence[str]) -> str:
    return next((values[name.casefold()] for name in names if values.get(name.casefold())), "")


def _without_fences(text: str) -> tuple[str, int]:
    """A text without its code blocks, and the number of its glossary directives (MyST)."""
    if "```" not in text and "~~~" not in text:
        return text, 0
    glossaries = (
        sum("{glossary}" in fence[2] for fence in _FENCE.finditer(text)) if "{glossary}" in text else 0
    )
    return _FENCE.sub("", text), glossaries


def _rows(prose: str) -> list[tuple[str, str]]:
    """The name in each row of the tables of terms, and the row."""
    return list(_term_rows(prose)) if "|-" in prose or "-|" in prose or "| " in prose else []


def _term_rows(text: str) -> Iterator[tuple[str, str]]:
    lines = text.split("\n")
    at = 1
    while at < len(lines):
        if "|" not in lines[at - 1] or not _is_delimiter(lines[at]):
            at += 1
            continue
        end = at + 1
        while end < len(lines) and "|" in lines[end]:
            end += 1
        fields = fields_of(cell.strip() for cell in _cells(lines[at - 1]))
        if is_glossary(fields):
            for row in lines[at + 1 : end]:
                cells = _cells(row)
                yield cells[fields.index("term")] if len(cells) > fields.index("term") else "", row
        at = end + 1


def _cells(line: str) -> list[str]:
    return line.strip(" \t").removeprefix("|").removesuffix("|").split("|")


def _is_delimiter(line: str) -> bool:
    """Whether a line is the delimiter row of a table (GFM §4.10)."""
    if "|" not in line or "-" not in line:
        return False
    cells = [cell.strip(" \t") for cell in line.strip(" \t").removeprefix("|").split("|")]
    return len(cells) > 1 and "-" in cells[0] and all(map(_DELIMITER.fullmatch, cells))
