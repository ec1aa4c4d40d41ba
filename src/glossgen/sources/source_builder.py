"""Builds the `Source` of one parsed file: its terms and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from glossgen.config import AUTO, Config
from glossgen.markdown import Document, Section
from glossgen.markdown.document import MOST_IN_HEADING
from glossgen.model import Label, Meta, Note, Position, Problem, Source, SourceKind, Term
from glossgen.sources.attributes import AttributeReader, Attributes
from glossgen.sources.column_attributes import attributes_of
from glossgen.sources.contents_lists import is_contents
from glossgen.sources.files import SourceFile
from glossgen.sources.forms.evidence import is_letter
from glossgen.sources.forms.heading_labels import HeadingLabels, asked, heading_labels
from glossgen.sources.source_kind import label_language
from glossgen.sources.translated_names import category_slug, shared_name
from glossgen.text.anchors import anchored_heading, encode_anchor
from glossgen.text.odd_characters import HIDDEN, character_name
from glossgen.text.readable_tex import with_readable_formulas
from glossgen.text.slug import slugify

_TITLE = re.compile(r"\s*記事タイトル\s*[:：](.*)", re.DOTALL)
_ADDRESS = re.compile(r"\s*記事URL\s*[:：](.*)", re.DOTALL)

_CODES = dict.fromkeys(("raw-block", "raw-attribute", "raw-deep"), "raw-html") | dict.fromkeys(
    ("heading-space", "heading-before"), "no-heading"
)
"""The codes of problems that are told in several ways."""

_FOUND: dict[str, tuple[str, str]] = {
    "raw-html": ("the tag <{0}> is not on the safe list and is left out", "write it as `<{0}>` to show it"),
    "raw-block": (
        "the tag <{0}> is inside a sentence and is left out",
        "put it on a line of its own, or write it as `<{0}>` to show it",
    ),
    "missing-image": ("there is no image “{0}”", "the path counts from the folder of this file"),
    "external-image": (
        "the image {0} is on another host and is shown as a link",
        "keep a copy in the glossary",
    ),
    "broken-link": ("there is no file “{0}”", "the path counts from the folder of this file"),
    "linked-file": (
        "“{1}” is not published: it {0}",
        "link only to files that a browser shows or saves: images, PDF, plain text, data, archives",
    ),
    "no-heading": (
        "“{0}” is not a heading: there is no space after ##",
        "write a space between ## and the label",
    ),
    "heading-space": (
        "“{0}” is not a heading: what stands after ## is no plain space",
        "write the space that stands between Latin words",
    ),
    "heading-before": (
        "“{0}” is not a heading: something that nobody sees stands before ##",
        "delete all between the beginning of the line and ##",
    ),
    "open-math": ("“{0}” begins a formula that does not end", "close it with {0}, or write \\$ for the sign"),
    "link-scheme": (
        "the address “{0}” has a scheme that is not on the safe list, and is left out",
        "a link begins with https:, http:, mailto: or tel:, or leads to a file of the glossary",
    ),
    "dense-markup": (
        "a paragraph with more than 50,000 characters of markup is shown as text",
        "split it with blank lines",
    ),
    "open-comment": ("a comment begins here and never ends", "end it with -->"),
    "raw-deep": (
        "the tag <{0}> is inside too many others and is left out",
        "close the tags before it",
    ),
    "raw-attribute": ("the attribute {0} is not on the safe list and is left out", "scripts cannot be used"),
    "shortcode": (
        "the shortcode “{0}” is shown as it is written",
        "write what it shows in Markdown; those that name a term or a page become links",
    ),
    "unknown-footnote": ("there is no footnote “{0}”", "write it: [^{0}]: text"),
    "table-excess": (
        "text after the last cell of a row is shown below the table",
        "add a blank line before it",
    ),
}


_ESCAPED = re.compile(r"\\[^A-Za-z(\[]")
MOST_LABELS = 500
"""The most names of an entry: each is compared with the others."""

_LETTERS = 3
"""From this number on, headings that are letters group the entries of a file."""


def labels_of(section: Section) -> HeadingLabels:
    """The labels of a heading; one with a bar or an escaped character is taken literally."""
    literal = "|" in section.heading or _ESCAPED.search(section.heading) is not None
    return HeadingLabels(section.labels) if literal else heading_labels(section.labels)


def _with_formulas(name: str, text: str) -> str:
    """A name as it is written if it has formulas, of which `text` has characters; else nothing."""
    return name if name != text else ""


def _has_text(section: Section) -> bool:
    return any(part if not isinstance(part, str) else part.strip() for part in section.body)


def _is_group(section: Section) -> bool:
    return not section.body and len(section.labels) == 1 and is_letter(section.labels[0])


class SourceBuilder(Struct):
    """Builds the source of one parsed file, and collects its problems.

    `spaced`: a hyphen in the name of a file stands for itself, and for no space.
    """

    config: Config
    file: SourceFile
    language: str
    document: Document
    front: Attributes
    spaced: bool = False
    problems: list[Problem] = field(default_factory=list)

    def build(self, form: SourceKind, lacks: str = "") -> Source:
        """Build the source as the given kind."""
        self._report_found()
        self._report_repeated_comments()
        title = self._title(form)
        if lacks:
            message = f"front matter has no {lacks}, as the articles beside it have"
            self._report(1, "front-matter-key", message, f"write one: {lacks}: the name of the term")
        name = with_readable_formulas(title)
        source = Source(
            path=self.file.path,
            slug=category_slug(self.file.name, self.language),
            language=self.language,
            form=form,
            title=name,
            published=self._comment(_ADDRESS).rstrip("#"),
            ignore=self.front.meta.ignore,
            written=_with_formulas(title, name),
        )
        if form is SourceKind.ARTICLE:
            return replace(source, terms=(self._article(title),))
        if form is SourceKind.INDEX:
            return replace(source, intro=self.document.intro)
        terms = tuple(self._entries(form)) if form.holds_entries else ()
        # A file without entries is a note: it may mention terms but defines none.
        return replace(source, terms=terms, intro=self.document.intro) if terms else self._as_note(source)

    # -- file level --------------------------------------------------------

    def _comment(self, pattern: re.Pattern[str]) -> str:
        found = (pattern.match(comment.text) for comment in self.document.comments)
        return next((match[1].strip() for match in found if match), "")

    def _report_repeated_comments(self) -> None:
        for name, pattern in (("記事タイトル", _TITLE), ("記事URL", _ADDRESS)):
            lines = [comment.line for comment in self.document.comments if pattern.match(comment.text)]
            for line in lines[1:]:
                message, hint = f"the comment “{name}” stands here again", f"it is first in line {lines[0]}"
                self._report(line, "duplicate-attribute", message, hint)

    def _title(self, form: SourceKind) -> str:
        stem = self.file.name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        words = stem if self.spaced else re.sub(r"[-_]+", " ", stem).strip() or stem
        fallback = "" if form is SourceKind.INDEX else words
        return self._comment(_TITLE) or self.front.title or self.document.title.text or fallback

    def _report(self, line: int, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(Position(self.file.path, line), code, message, hint))

    def _report_found(self) -> None:
        for code, line, what in self.document.found:
            message, hint = _FOUND[code]
            details = what.split("\n", 1) if code == "linked-file" else (" ".join(what.split())[:300],)
            self._report(line, _CODES.get(code, code), message.format(*details), hint.format(*details))
        count = self.document.repaired
        if count:
            formulas = "1 formula" if count == 1 else f"{count} formulas"
            message = f"{formulas} with doubled backslashes, repaired while reading"
            hint = "a Markdown formatter doubled them; the file itself is left as it is"
            self._report(self.document.repaired_line, "math-repaired", message, hint)

    # -- headings ----------------------------------------------------------

    def _entries(self, form: SourceKind) -> Iterable[Term]:
        anchors: set[str] = set()
        letters = [section for section in self.document.sections if _is_group(section)]
        # Of a list of words in two languages hardly an entry has a definition.
        texts = sum(map(_has_text, self.document.sections))
        told = form not in (SourceKind.DATA, SourceKind.TABLE) or texts * 2 > len(self.document.sections)
        for section in self.document.sections:
            if section.too_long:
                message = f"a heading of {section.too_long:,} characters is not read as an entry"
                self._report(section.line, "long-heading", message, f"{MOST_IN_HEADING:,} are the most")
                continue
            if len(letters) >= _LETTERS and _is_group(section) and form is SourceKind.HEADINGS:
                continue  # a letter of the alphabet, which only groups the entries below it
            if form is SourceKind.HEADINGS and is_contents(section, self.file.name.rpartition("/")[2]):
                continue
            if not section.labels:
                self._report(
                    section.line, "empty-heading", "a heading without a label", "write ## label | other label"
                )
                continue
            attributes = self._attributes(section)
            if attributes.draft:
                continue
            self._check_section(section, told)
            entry = self._entry(section, attributes, form)
            # With two equal headings on a page, only the first entry can be the target of their anchor.
            yield replace(entry, anchors=tuple(a for a in entry.anchors if a not in anchors))
            anchors.update(entry.anchors)

    def _attributes(self, section: Section) -> Attributes:
        if section.attributes is None:
            return attributes_of(section.fields) if section.fields else Attributes()
        comment = section.attributes
        reader = AttributeReader(self.config.front_matter, self.file.path, comment.text, comment.line)
        attributes = reader.read(strict=True)
        self.problems += reader.problems
        return attributes

    def _check_section(self, section: Section, told: bool) -> None:
        """Report what is wrong with a heading, and an entry without a text if that is `told`."""
        # a bar in a code span is literal
        doubtful = "｜" in re.sub(r"(`+).+?\1", "", section.heading)
        for label in section.labels:
            if doubtful and "｜" in label:
                fixed = " | ".join(part.strip() for part in label.split("｜"))
                message = f"“{label}” has a full-width bar, which does not separate labels"
                self._report(section.line, "fullwidth-bar", message, f"write {fixed}")
        if section.blank:
            message = "there is nothing between two of the bars of this heading"
            self._report(section.line, "empty-label", message, "write a label there, or remove the bar")
        if told and not _has_text(section):
            self._report(section.line, "empty-entry", f"“{section.labels[0]}” has no definition")

    def _entry(self, section: Section, attributes: Attributes, form: SourceKind) -> Term:
        meant = HeadingLabels(section.labels) if form is SourceKind.DATA else labels_of(section)
        meta = attributes.meta
        if meant.gloss and not meta.description:
            meta = replace(meta, description=with_readable_formulas(meant.gloss))
        named: dict[str, Label] = {}
        for label in map(self._label, meant.labels):
            named.setdefault(label.text, label)
        labels, reading = self._with_readings(
            (*named.values(), *self._extra_labels(attributes, set(named))),
            attributes.reading or meant.reading,
            section.line,
        )
        explicit = section.explicit_id or attributes.id
        headings = [heading for anchor in section.anchors if (heading := anchored_heading(anchor))]
        if headings and section.heading not in headings:
            message = f"the anchor of this heading is that of “{headings[0]}”"
            hint = f"write the anchor {encode_anchor(section.heading)}, and keep the old one beside it"
            self._report(section.line, "anchor-heading", message, hint)
        anchors = dict.fromkeys([*section.anchors, encode_anchor(section.heading)])
        return Term(
            id=slugify(explicit or section.labels[0]),
            language=self.language,
            labels=labels,
            position=Position(self.file.path, section.line),
            body=section.body,
            heading=section.heading,
            reading=reading,
            anchors=tuple(anchors),
            meta=meta,
            end_line=section.end_line,
            explicit_id=bool(explicit),
        )

    def _label(self, name: str, language: str = AUTO) -> Label:
        """A shown label, as it is written."""
        text = with_readable_formulas(name)
        own = label_language(text, self.language) if language == AUTO else language
        return Label(text, own, written=_with_formulas(name, text))

    def _extra_labels(self, attributes: Attributes, known: set[str]) -> Iterable[Label]:
        for written, language in attributes.alternative:
            label = self._label(written, language)
            if label.text not in known:
                known.add(label.text)
                yield label
        for text in attributes.hidden:
            if text not in known:
                known.add(text)
                yield Label(text, label_language(text, self.language), hidden=True)

    def _with_readings(
        self, labels: tuple[Label, ...], reading: str, line: int
    ) -> tuple[tuple[Label, ...], str]:
        """The labels of an entry, and the reading of the first.

        Bars separate readings like labels: each reading belongs to the shown label at the same
        position; an empty one means that the label needs none.
        """
        if len(labels) > MOST_LABELS:
            message = f"“{labels[0].text}” has {len(labels):,} names; the first {MOST_LABELS} are read"
            self._report(line, "attribute-value", message, f"{MOST_LABELS} are the most")
            labels = labels[:MOST_LABELS]
        self._check_characters(labels, line)
        first, *others = map(str.strip, reading.split("|"))
        shown = sum(not label.hidden for label in labels)
        if len(others) >= shown:
            message = f"“reading” has {len(others) + 1} readings for {shown} label{'s' * (shown > 1)}"
            self._report(line, "attribute-value", message, "write one for each label, with bars between")
        given = zip(labels[1:shown], others, strict=False)
        read = [replace(label, reading=each) if each else label for label, each in given]
        return (labels[0], *read, *labels[1 + len(read) :]), first

    def _check_characters(self, labels: Sequence[Label], line: int) -> None:
        for label in labels:
            if found := not label.text.isascii() and HIDDEN.search(label.text):
                shown = HIDDEN.sub("\ufffd", label.text)
                message = f"the label “{shown}” has the invisible character {character_name(found[0])}"
                self._report(line, "hidden-character", message, "remove the character")

    # -- articles and notes ------------------------------------------------

    def _article(self, title: str) -> Term:
        front, title = self._with_fields(title)
        meant = HeadingLabels((asked(title) or title,))
        if self.document.title.level > 1:  # a heading as those of terms
            meant = heading_labels((title,))
        named = {label.text: label for label in map(self._label, meant.labels)}
        others = self._extra_labels(front, set(named))
        labels, reading = self._with_readings((*named.values(), *others), front.reading or meant.reading, 1)
        explicit = front.id or self._slug_of_address(front.meta) or self.document.title.id
        meta = front.meta
        if meant.gloss and not meta.description:
            meta = replace(meta, description=with_readable_formulas(meant.gloss))
        if not meta.translation_key:
            meta = replace(meta, translation_key=f"/{shared_name(self.file.name, self.language)}")
        if not self.document.intro:
            self._report(1, "empty-entry", f"“{title}” has no definition")
        return Term(
            id=slugify(explicit or meant.labels[0]),
            language=self.language,
            labels=labels,
            position=Position(self.file.path, 1),
            body=self.document.intro,
            heading=title,
            reading=reading,
            anchors=(encode_anchor(title),),
            meta=meta,
            explicit_id=bool(explicit),
        )

    def _with_fields(self, title: str) -> tuple[Attributes, str]:
        """The front matter and the title, completed by the fields that sections of the text hold."""
        front, fields = self.front, self.document.fields
        if not fields:
            return front, title
        found = attributes_of(fields)
        terms = [name for field, name in fields if field == "term"]
        own = front.title or self.document.title.text
        names = [(name, AUTO) for name in terms if name != (own or terms[0])]
        meta = replace(front.meta, category=front.meta.category or found.meta.category)
        front = replace(
            front,
            meta=meta,
            reading=front.reading or found.reading,
            alternative=(*front.alternative, *names, *found.alternative),
        )
        return front, own or next(iter(terms), title)

    def _slug_of_address(self, meta: Meta) -> str:
        """The last part of the `url` in an article's front matter, else its `translationKey`."""
        last = meta.url.strip("/").rsplit("/", 1)[-1]
        return last.removesuffix(".html") or meta.translation_key

    def _as_note(self, source: Source) -> Source:
        note = Note(
            id=self.file.path.removesuffix(".md").removesuffix(".mdx"),
            language=self.language,
            title=source.title,
            position=Position(self.file.path, 1),
            body=self.document.intro,
            meta=self.front.meta,
            written=source.written,
        )
        return replace(source, note=note)
