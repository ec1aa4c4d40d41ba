"""Linked Markdown: every file of a glossary with anchors and links added and nothing else changed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from glossgen.config import Config, Policy
from glossgen.graph import TermGraph
from glossgen.link import Targets, places
from glossgen.markdown.markup_check import MarkupCheck
from glossgen.markdown.positions import Span, line_starts
from glossgen.markdown.source_map import Block, SourceSegment
from glossgen.mirror.addresses import MirrorAddresses, own_anchor
from glossgen.mirror.insert import Insert, LinkRequest, anchor_heading, insert_links, spans_of
from glossgen.mirror.source_files import BOM, MappedFile, MirrorSources, read_sources
from glossgen.mirror.strip import Stripper, WrittenLink
from glossgen.model import (
    Key,
    Mention,
    Origin,
    Problem,
    Reference,
    ReferenceKind,
    Source,
    SourceKind,
    Term,
    TextRun,
)
from glossgen.output import OutFile
from glossgen.problems import Progress, in_order
from glossgen.problems.hints import names_for
from glossgen.problems.report import Names
from glossgen.sources.lock import read_lock
from glossgen.text.anchors import anchored_heading


class MirrorFiles(Struct, frozen=True):
    """The files of a mirror. `left` counts the links that could not be inserted safely.

    `known` are the names that hints for the problems choose from.
    """

    files: tuple[OutFile, ...]
    problems: tuple[Problem, ...]
    known: tuple[Names, ...] = ()
    anchors: int = 0
    links: int = 0
    left: int = 0


def link_files(
    config: Config, policy: Policy, url: str = "", progress: Progress | None = None
) -> MirrorFiles:
    """Make the mirror of a glossary in memory; nothing is written.

    `url` is the address under which the mirror is published; empty for relative links.
    """
    reading = read_sources(config)
    config = replace(config, links=replace(config.links, policy=policy))
    graph = TermGraph.from_glossary(reading.glossary, config, read_lock(config.root), progress)
    reading = reading.with_sources(graph.glossary.sources)
    work = _LinkJob(reading, graph, MirrorAddresses.of(reading, url))
    mentions = work.mentions()
    files: list[OutFile] = []
    for number, file in enumerate(reading.files, 1):
        files.append(OutFile(file.path, work.linked(file, mentions.get(file.file.path, []))))
        if progress:
            progress("mirror", number, len(reading.files))
    files += [OutFile(path, place) for path, place in reading.shown]
    problems = in_order((*graph.problems, *work.problems))
    known = names_for(graph.glossary, problems)
    return MirrorFiles(tuple(files), problems, known, work.anchors, work.links, work.left)


_HEADING = re.compile("h[1-6]")
_Found = tuple[Mention, TextRun]


@dataclass(slots=True)
class _LinkJob:
    """The state of linking one file after the other, and what was counted."""

    reading: MirrorSources
    graph: TermGraph
    addresses: MirrorAddresses
    fitting: MarkupCheck = field(default_factory=MarkupCheck)
    stripper: Stripper = field(default_factory=Stripper)
    targets: Targets = field(init=False)
    problems: list[Problem] = field(default_factory=list)
    anchors: int = 0
    links: int = 0
    left: int = 0

    def __post_init__(self) -> None:
        self.targets = Targets.of(self.graph.glossary, self.graph.lexicons)

    def mentions(self) -> dict[str, list[_Found]]:
        """The mentions that become links, by file."""
        found: dict[str, list[_Found]] = defaultdict(list)
        for place in places(self.graph.glossary):
            text_runs = [part for part in place.body if isinstance(part, TextRun)]
            for mention in self.graph.mentions(place.key):
                if mention.linked and mention.origin in (Origin.TEXT, Origin.WIKI):
                    found[place.path].append((mention, text_runs[mention.text_run]))
        return found

    def linked(self, file: MappedFile, mentions: Sequence[_Found]) -> bytes:
        """The content of one mirror file. A file that cannot be read is copied unchanged."""
        if file.source is None:
            return file.data
        source = file.source
        wishes: dict[int, list[LinkRequest]] = defaultdict(list)
        by_hand = list(self._by_hand(file))
        for index, wish in (*self._wishes(file, mentions), *by_hand):
            wishes[index].append(wish)
        edits: list[list[tuple[int, Insert]]] = []
        for index, wanted in sorted(wishes.items()):
            inserts = self._insert(file, file.blocks[index], wanted)
            edits.append([(insert.place(file.blocks[index]), insert) for insert in inserts])
        headings = list(self._headings(file, source))
        text = file.stripped.text
        kept = _harmless(text, [*edits, *headings], self.stripper)
        self.anchors += sum(edit in kept for edit in headings)
        links = sum(insert.text.count("<a href=") for edit in edits if edit in kept for _, insert in edit)
        self.links += links
        self.left += sum(len(wanted) for wanted in wishes.values()) - links
        result = _apply(text, kept)
        return (BOM.encode() if file.data.startswith(BOM.encode()) else b"") + result.encode()

    def _insert(self, file: MappedFile, block: Block, wishes: Sequence[LinkRequest]) -> list[Insert]:
        ordered = sorted(wishes, key=lambda wish: (wish.surface is not None, wish.spans[0]))
        return insert_links(block, ordered, self.fitting, file.env)

    # -- mentions ----------------------------------------------------------

    def _wishes(self, file: MappedFile, mentions: Sequence[_Found]) -> Iterator[tuple[int, LinkRequest]]:
        blocks = _BlockFinder(file)
        for mention, text_run in mentions:
            opening = self.addresses.opening(mention.target, file.path)
            found = blocks.find(text_run)
            if not opening or found is None:
                continue
            index, pieces = found
            spans = spans_of(pieces, mention.start, mention.end)
            if spans:
                wiki = mention.origin is Origin.WIKI
                yield index, LinkRequest(spans[:1] if wiki else spans, opening, mention.surface, wiki)

    # -- links that a writer made ------------------------------------------

    def _by_hand(self, file: MappedFile) -> Iterator[tuple[int, LinkRequest]]:
        """Links whose text is no label can only have been made by hand, so they are kept."""
        for link in file.stripped.links:
            found = _block_at(file, link)
            if found is None or file.blocks[found[0]].kind not in ("paragraph", "cell"):
                continue
            index, span = found
            surface = _visible(file.blocks[index], span)
            if any(lexicon.lookup(surface) for lexicon in self.graph.lexicons.values()):
                continue
            key = self._target(link, file)
            opening = self.addresses.opening(key, file.path) if key else ""
            if opening:
                yield index, LinkRequest((span,), opening, None)

    def _target(self, link: WrittenLink, file: MappedFile) -> Key | None:
        """The term that a link leads to; None if the link is inside of that term's entry."""
        address, _, fragment = link.href.partition("#")
        heading = anchored_heading(unquote(fragment)) or ""
        line = bisect_right(line_starts(file.stripped.text), link.start)
        reference = Reference(ReferenceKind.ANCHOR, 0, 0, heading, unquote(address))
        language = file.source.language if file.source else ""
        target = self.targets.find(reference, TextRun("", line), file.file.path, language)
        if target.problem:
            self.problems.append(target.problem)
        own = next((term.key for term in _terms(file) if term.position.line <= line < term.end_line), None)
        return target.key if target.key != own else None

    # -- headings ----------------------------------------------------------

    def _headings(self, file: MappedFile, source: Source) -> Iterator[list[tuple[int, Insert]]]:
        """The anchors of each heading: older ones, which the file or the lock has, before its own."""
        if source.form is not SourceKind.HEADINGS:
            return
        blocks = {block.line: block for block in file.blocks if _HEADING.fullmatch(block.kind)}
        kept: dict[int, list[str]] = defaultdict(list)
        for line, anchor in file.stripped.anchors:
            kept[line].append(anchor)
        for term in source.terms:
            block = blocks.get(term.position.line)
            own = own_anchor(term)
            known = [anchor for anchor in term.anchors if anchored_heading(anchor)]
            others = [a for a in dict.fromkeys([*kept[term.position.line], *known]) if a != own]
            if block:
                inserts = anchor_heading(block, [*others, own], self.fitting, file.env)
                yield [(insert.place(block), insert) for insert in inserts]


def _terms(file: MappedFile) -> Iterable[Term]:
    return file.source.terms if file.source else ()


class _BlockFinder:
    """Finds the block of a text run by line and text. Equal blocks on one line (cells) are taken in order."""

    def __init__(self, file: MappedFile) -> None:
        self.numbers = {id(block): index for index, block in enumerate(file.blocks)}
        self.waiting = {key: list(found) for key, found in file.text_runs.items()}
        self.known: dict[int, tuple[int, tuple[SourceSegment, ...]]] = {}

    def find(self, text_run: TextRun) -> tuple[int, tuple[SourceSegment, ...]] | None:
        """The number of the block and its segments; None for text outside of blocks (raw HTML)."""
        if id(text_run) not in self.known:
            waiting = self.waiting.get((text_run.line, text_run.text))
            if not waiting:
                return None
            block, pieces = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            self.known[id(text_run)] = (self.numbers[id(block)], pieces)
        return self.known[id(text_run)]


def _block_at(file: MappedFile, link: WrittenLink) -> tuple[int, Span] | None:
    """The number of the block that contains a span of the file, and the span in its content."""
    for index, block in enumerate(file.blocks):
        places = block.places
        if places and places[0][0] <= link.start < link.end <= places[-1][1]:
            starts = [place[0] for place in places]
            ends = [place[1] for place in places]
            if link.start in starts and link.end in ends:
                return index, (starts.index(link.start), len(ends) - ends[::-1].index(link.end))
    return None


def _visible(block: Block, span: Span) -> str:
    """The visible text within a span of the content."""
    text_run, pieces = block.pieces()
    inside = (
        text_run.text[offset]
        for piece in pieces
        for offset, place in zip(range(piece.start, piece.end), piece.places, strict=False)
        if span[0] <= place[0] and place[1] <= span[1]
    )
    return "".join(inside)


# -- the whole file -----------------------------------------------------------

_Edit = list[tuple[int, Insert]]


def _apply(text: str, edits: Iterable[_Edit]) -> str:
    parts: list[str] = []
    cursor = 0
    ordered = sorted(
        (pair for edit in edits for pair in edit), key=lambda pair: (pair[0], not pair[1].behind)
    )
    for place, insert in ordered:
        parts += [text[cursor:place], insert.text]
        cursor = place
    return "".join([*parts, text[cursor:]])


def _harmless(text: str, edits: list[_Edit], stripper: Stripper) -> list[_Edit]:
    """The edits that stripping reverses exactly: almost always all, since each block was checked before."""
    edits = [edit for edit in edits if edit]
    if not edits or stripper.strip(_apply(text, edits)).text == text:
        return edits
    if len(edits) == 1:
        return []
    half = len(edits) // 2
    both = [*_harmless(text, edits[:half], stripper), *_harmless(text, edits[half:], stripper)]
    return both if stripper.strip(_apply(text, both)).text == text else []
