"""One Markdown file as a document: front matter, comments, introduction and sections.

A section is a heading of the term level with everything up to the next one. `glossgen.sources`
interprets what the sections mean.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Collection, Iterable, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from glossgen.markdown.blocks import BodyBuilder
from glossgen.markdown.callouts import UNKNOWN
from glossgen.markdown.context import Context, Locate, OwnSite
from glossgen.markdown.entry_forms import SPLITTERS, Split, WrittenEntry, no_entries, split_headings
from glossgen.markdown.entry_forms.written_entry import shifted
from glossgen.markdown.field_sections import FieldSections, take_fields
from glossgen.markdown.formula_repair import repair
from glossgen.markdown.heading_ids import EXPLICIT, without_readings
from glossgen.markdown.parser import DEFINITIONS
from glossgen.model import Body, TextRun
from glossgen.text.odd_characters import CONTROL, HIDDEN
from glossgen.text.slug import slugify, unique

MOST_IN_HEADING = 2000
"""The longest heading of an entry, in characters; a longer one is reported and gets no labels."""

_ANCHOR = re.compile(r"""<a\s+(?:id|name)\s*=\s*["']?([^"'>]*)["']?\s*>\s*</a>""")
_ODD_SPACE = rf"(?:[^\S \t\n\r]|\ufffd|{HIDDEN.pattern})"
_NO_HEADING = re.compile(rf"^({_ODD_SPACE}*)#{{2,6}}(?!#)({_ODD_SPACE}?)([ \t]*)(?=\S)", re.MULTILINE)
"""A line meant as a heading, which CommonMark does not read as one: there is no space after the marks, or one
of another kind, or something that nobody sees stands before them."""
_LOOSE_COLON = re.compile(r"^([ \t]*[\w-]+)[ \t]*(?:：[ \t]*|:(?=[^\s:/]))", re.MULTILINE)
_SPACES = " \t\u3000\u00a0"


class Comment(Struct, frozen=True):
    """The content of an HTML comment, and the line it starts on."""

    text: str
    line: int


class Section(Struct, frozen=True):
    """One entry as written. `heading` is its text without anchors; `labels` are its parts between bars.

    `blank`: two bars have nothing between them. `too_long`: the length of a heading that is not read
    as labels.
    """

    heading: str
    labels: tuple[str, ...]
    anchors: tuple[str, ...]
    explicit_id: str
    attributes: Comment | None
    body: Body
    line: int
    end_line: int
    blank: bool = False
    too_long: int = 0
    fields: tuple[tuple[str, str], ...] = ()


class Title(Struct, frozen=True):
    """The heading that is the title of a file, and the id that it states; both may be empty."""

    text: str = ""
    id: str = ""
    level: int = 1


class Document(Struct, frozen=True):
    """A parsed file.

    `found` has the findings as (code, line, detail), `fields` those that sections of an article give its
    term.
    """

    front_matter: str
    comments: tuple[Comment, ...]
    title: Title
    intro: Body
    sections: tuple[Section, ...]
    found: tuple[tuple[str, int, str], ...]
    repaired: int = 0
    repaired_line: int = 0
    fields: tuple[tuple[str, str], ...] = ()


def parse_document(
    md: MarkdownIt,
    text: str,
    *,
    level: int | None,
    locate: Locate,
    form: str = "headings",
    title_level: int = 1,
    language: str = "en",
    own: OwnSite | None = None,
    known: Callable[[], Collection[str]] = tuple,
) -> Document:
    """Parse a file. `level` is the heading level of terms (1 to 6); None reads the file as one text.

    `form` tells how entries are written (see `entry_forms`). The title is a heading of level 1, else one of
    `title_level` that stands before all others. `known` returns the names of attributes, in lower case.
    """
    env: dict[str, object] = {DEFINITIONS: form == "definitions"}
    tokens, footnotes = _take_footnotes(md.parse(CONTROL.sub("\ufffd", text), env))
    front = ""
    if tokens and tokens[0].type == "front_matter":
        front, tokens = tokens[0].content, tokens[1:]
    head, entries = _split(md, tokens, level, form)
    context = Context(locate, language, own or OwnSite())
    _report_no_headings(tokens, context)
    title, head = _take_title(head, title_level)
    taken = take_fields(head) if form == "article" else FieldSections(head)
    total = text.count("\n") + 1
    sections = _sections(entries, footnotes, context, total, known)
    # On a page with entries, ids in the introduction need a prefix of their own.
    intro = BodyBuilder(context, footnotes, "intro" if sections else "").build(taken.tokens)
    comments = tuple(c for token in head for c in _comments(token))
    return replace(_document(context, front, comments, title, intro, sections), fields=taken.fields)


def parse_records(
    md: MarkdownIt,
    records: Iterable[tuple[str, str, int, tuple[tuple[str, str], ...]]],
    locate: Locate,
    language: str = "en",
) -> Document:
    """Make a document of the records of a data file: each has a term, a Markdown text, a line and fields."""
    context = Context(locate, language)
    entries = []
    for written, text, line, fields in records:
        term = CONTROL.sub("\ufffd", written)
        name = Token("inline", "", 0, content=term, children=[Token("text", "", 0, content=term)])
        tokens = shifted(_take_footnotes(md.parse(CONTROL.sub("\ufffd", text)))[0], line)
        entries.append(WrittenEntry(name, tokens, line, line, fields))
    return _document(context, "", (), Title(), (), _sections(entries, {}, context, 0, tuple))


def _document(
    context: Context,
    front: str,
    comments: tuple[Comment, ...],
    title: Title,
    intro: Body,
    sections: Sequence[Section],
) -> Document:
    return Document(
        front_matter=front,
        comments=comments,
        title=title,
        intro=intro,
        sections=tuple(sections),
        found=tuple(context.found),
        repaired=context.repaired,
        repaired_line=context.repaired_line,
    )


def _report_no_headings(tokens: Sequence[Token], context: Context) -> None:
    """Report text that was probably meant as markup: `##label`, and containers of unknown kinds."""
    for token in tokens:
        if token.type == "inline" and token.map and (found := UNKNOWN.match(token.content)):
            # Told once for each kind, whatever the number of colons.
            kind = f":::{found['name']}" if found["name"] else found[0]
            context.report("shortcode", token.map[0] + 1, kind)
        if token.type == "inline" and "##" in token.content and token.map and token.level == 1:
            for found in _NO_HEADING.finditer(token.content):
                line = token.map[0] + 1 + token.content.count("\n", 0, found.start())
                rest = token.content[found.start() : found.start() + 60].partition("\n")[0]
                context.report(_why_no_heading(found), line, rest)


def _why_no_heading(found: re.Match[str]) -> str:
    if found[2]:
        return "heading-space"
    # what begins a paragraph is stripped of spaces of every kind
    return "heading-before" if found[1] or found[3] else "no-heading"


def _sections(
    entries: Sequence[WrittenEntry],
    footnotes: dict[str, list[Token]],
    context: Context,
    total: int,
    known: Callable[[], Collection[str]],
) -> list[Section]:
    sections: list[Section] = []
    ids: tuple[set[str], dict[str, int]] = (set(), {})
    for number, entry in enumerate(entries, 1):
        following = entries[number].line - 1 if number < len(entries) else total
        sections.append(_section(entry, footnotes, context, ids, entry.end or following, known))
    return sections


def _split(md: MarkdownIt, tokens: Sequence[Token], level: int | None, form: str) -> Split:
    """Split the tokens of a file into its introduction and its entries."""
    if form in SPLITTERS:
        return SPLITTERS[form](tokens, md)
    return split_headings(tokens, level) if level else no_entries(tokens)


def _as_written(token: Token) -> str:
    """The text of a token; a formula between dollars, as front matter has it (`text.readable_tex`)."""
    return f"${repair(token.content)[0]}$" if token.type.startswith("math_inline") else token.content


def split_labels(inline: Sequence[Token]) -> tuple[str, ...]:
    """The labels of a heading: its text split at `|`, except in code spans and at escaped bars.

    Between two bars with nothing between them, there is an empty label.
    """
    labels: list[str] = [""]
    for token in without_readings(inline):
        if token.type == "text":
            first, *others = token.content.split("|")
            labels[-1] += first
            labels.extend(others)
        elif token.type in ("softbreak", "hardbreak"):
            labels[-1] += " "
        elif token.type != "html_inline":
            labels[-1] += _as_written(token)
    return tuple(label.strip(_SPACES) for label in labels)


def _section(
    entry: WrittenEntry,
    footnotes: dict[str, list[Token]],
    context: Context,
    ids: tuple[set[str], dict[str, int]],
    end_line: int,
    known: Callable[[], Collection[str]],
) -> Section:
    content = entry.name.content
    too_long = len(content) if len(content) > MOST_IN_HEADING else 0
    heading, written, explicit = ("", (), "") if too_long else _heading(entry.name)
    labels = tuple(label for label in written if label)
    prefix = unique(slugify(labels[0]) if labels else "term", *ids)
    return Section(
        heading=heading,
        labels=labels,
        anchors=() if too_long else tuple(_ANCHOR.findall(content)),
        explicit_id=explicit,
        attributes=_attributes(entry.text, known),
        body=BodyBuilder(context, footnotes, prefix).build(entry.text),
        line=entry.line,
        end_line=end_line,
        blank=len(labels) < len(written),
        too_long=too_long,
        fields=entry.fields,
    )


def _attributes(tokens: Sequence[Token], known: Callable[[], Collection[str]]) -> Comment | None:
    """The attributes below a heading: one comment, or several consecutive ones joined."""
    found: list[Comment] = []
    for token in tokens:
        comments = _comments(token)
        like = [comment for comment in comments if _looks_like_attributes(comment.text, known)]
        if not comments or comments[0] not in like:
            break
        found += like
    if len(found) < 2:
        return _with_plain_colons(found[0]) if found else None
    lines: list[str] = []
    for comment in found:
        lines += [""] * (comment.line - found[0].line - len(lines))
        lines += textwrap.dedent(comment.text).split("\n")
    return _with_plain_colons(Comment("\n".join(lines), found[0].line))


def _with_plain_colons(comment: Comment) -> Comment:
    """Write `name：value` and `name:value` as `name: value`, which YAML requires."""
    return Comment(_LOOSE_COLON.sub(r"\1: ", comment.text), comment.line)


def _heading(inline: Token) -> tuple[str, tuple[str, ...], str]:
    """The text of a heading without anchors, its labels, and the id given as `{#id}`."""
    heading = _ANCHOR.sub("", inline.content).strip(_SPACES)
    labels = split_labels(inline.children or ())
    explicit = EXPLICIT.search(heading)
    if not explicit:
        return heading, labels, ""
    if labels:
        last = EXPLICIT.sub("", labels[-1]).strip(_SPACES)
        labels = (*labels[:-1], last) if last else labels[:-1]
    return EXPLICIT.sub("", heading), labels, explicit[1] or ""


def _looks_like_attributes(comment: str, known: Callable[[], Collection[str]]) -> bool:
    """Whether a comment holds `name: value`. A name in capitals (TODO, FIXME) is a remark of the writer.

    Without a space, or with a full-width colon, the name must be known: `cspell:disable` is for another
    program.
    """
    found = re.match(r"\s*\{?\s*([\w-]+)\s*(:(?:\s|$)|[:：])", comment)
    if found is None or (found[1].isupper() and found[1].casefold() not in known()):
        return False
    return found[2] not in (":", "：") or found[1].casefold() in known()


def _comments(token: Token) -> list[Comment]:
    """The comments of an HTML block."""
    if token.type != "html_block":
        return []
    content, line = token.content, (token.map or [0])[0] + 1
    found: list[Comment] = []
    done = start = 0
    while (start := content.find("<!--", start)) >= 0 and (end := content.find("-->", start + 4)) >= 0:
        line += content.count("\n", done, start)
        # Spaces replace the opening mark, so that the first name is aligned with those below it.
        found.append(Comment("    " + content[start + 4 : end], line))
        done, start = start, end + 3
    return found


def _take_title(tokens: Sequence[Token], level: int) -> tuple[Title, list[Token]]:
    """The first level-1 heading of a head, else one of `level` before any other; and the head without it."""
    starts = [at for at, token in enumerate(tokens) if token.type == "heading_open" and token.level == 0]
    at = next((at for at in starts if tokens[at].tag == "h1"), next(iter(starts), -1))
    if at < 0 or tokens[at].tag not in ("h1", f"h{level}"):
        return Title(), list(tokens)
    children = without_readings(tokens[at + 1].children or ())
    shown = "".join(_as_written(each) for each in children if each.type != "html_inline")
    found = EXPLICIT.search(shown)
    text, own = EXPLICIT.sub("", shown).strip(_SPACES), found[1] or "" if found else ""
    title = Title(text, own, int(tokens[at].tag[1:]))
    return title, [*tokens[:at], *tokens[at + 3 :]]


def _take_footnotes(tokens: list[Token]) -> tuple[list[Token], dict[str, list[Token]]]:
    """Separate the footnotes, which the plugin appends at the end of the file."""
    index = next((i for i, t in enumerate(tokens) if t.type == "footnote_block_open"), None)
    if index is None:
        return tokens, {}
    notes: dict[str, list[Token]] = {}
    current: list[Token] = []
    for token in tokens[index + 1 :]:
        if token.type == "footnote_open":
            current = notes.setdefault(str(token.meta.get("label") or token.meta["id"]), [])
        elif token.type not in ("footnote_close", "footnote_block_close"):
            current.append(token)
    return tokens[:index], notes


def text_runs(body: Body) -> list[TextRun]:
    """The text runs of a body, in order; `Mention.text_run` is an index into this list."""
    return [part for part in body if isinstance(part, TextRun)]
