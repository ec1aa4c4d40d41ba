"""What was understood of a glossary: by folder the form, the language and the terms; what was left out.

`glossgen inspect` prints all of it, `glossgen build` a few lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from glossgen.build.load import ask
from glossgen.build.understood import count_translated, skipped_files
from glossgen.config import Config
from glossgen.graph.queries import counts, link_problems
from glossgen.link.queries import linked
from glossgen.model import Origin, Source, SourceKind
from glossgen.problems.report import Progress
from glossgen.query import Database
from glossgen.sources.data.parts import file_path
from glossgen.sources.file_queries import understood
from glossgen.sources.files import is_data
from glossgen.sources.forms.understood import Understood
from glossgen.sources.places import places
from glossgen.sources.queries import sources
from glossgen.sources.source_kind import is_folder_page

_EXAMPLES = 3
_BY_HAND = (Origin.ANCHOR, Origin.WIKI, Origin.FILE)
_DEAD = ("broken-link", "unknown-term", "dangling-anchor")


class FolderFound(Struct, frozen=True):
    """The files of one form and language in a folder (its path from the configuration)."""

    folder: str
    form: SourceKind
    language: str
    level: int
    files: tuple[str, ...]
    terms: int
    examples: tuple[str, ...]

    @property
    def has_usual_level(self) -> bool:
        """Whether its headings have the level that is assumed where the configuration states none."""
        return self.level == _usual_level(self.form)


def _usual_level(form: SourceKind) -> int:
    return 1 if form is SourceKind.ARTICLE else 2


class Inspection(Struct, frozen=True):
    """All of it. `skipped` are paths with the reason; `translated` counts terms that have a translation."""

    folders: tuple[FolderFound, ...]
    skipped: tuple[tuple[str, str], ...]
    translated: int
    by_hand: int
    dead: int
    mentions: int
    links: int


def inspect(config: Config, progress: Progress | None = None, *, keep: bool = True) -> Inspection:
    """How a glossary was read: its forms, languages and terms, and what was left out.

    Without `keep`, no cache is written into the folder.
    """
    return ask(config, progress, _inspected, keep=keep, empty=True)


def _inspected(db: Database) -> Inspection:
    found = db.peek(sources, "")
    skipped = skipped_files(db)
    skipped += [(each.path, "it is empty, or holds no entry") for each in found if _is_empty(each)]
    mentions, links = db.peek(counts, "")
    by_hand = sum(
        mention.origin in _BY_HAND
        for key in db.peek(places, "")
        for mention in db.peek(linked, key).get("mentions", ())
    )
    dead = sum(problem.code in _DEAD for problem in db.peek(link_problems, ""))
    folders = tuple(_folders(found, db.peek(understood, "")))
    return Inspection(
        folders, tuple(sorted(skipped)), count_translated(found), by_hand, dead, mentions, links
    )


def _is_empty(source: Source) -> bool:
    return source.form.holds_entries and not source.terms and source.note is None


def _folders(found: Iterable[Source], forms: Mapping[str, Understood]) -> Iterator[FolderFound]:
    groups: dict[tuple[str, str, SourceKind, int], list[Source]] = defaultdict(list)
    for source in found:
        path = file_path(source.path)
        # A file of headings without an entry is read as a note.
        form = SourceKind.NOTE if source.note else source.form
        seen = forms.get(path, Understood())
        level = seen.level if seen.form is source.form else _usual_level(source.form)
        groups[(path.rpartition("/")[0], source.language, form, level)].append(source)
    for (folder, language, form, level), group in sorted(groups.items(), key=lambda pair: pair[0][:2]):
        terms = [term for source in group for term in source.terms]
        examples = tuple(term.label for term in terms[:_EXAMPLES])
        files = tuple(file_path(source.path).rpartition("/")[2] for source in group)
        yield FolderFound(folder, form, language, level, files, len(terms), examples)


def configuration(inspection: Inspection) -> str:
    """The lines of a configuration that say what was understood."""
    by_folder: dict[str, list[FolderFound]] = defaultdict(list)
    for each in inspection.folders:
        if each.form is not SourceKind.INDEX:
            by_folder[each.folder].append(each)
    articles = [each.folder for each in inspection.folders if each.form is SourceKind.ARTICLE]
    for each in inspection.folders:
        if each.form is SourceKind.INDEX and all(
            found.form is SourceKind.DATA for found in by_folder[each.folder]
        ):
            by_folder[each.folder].append(each)
    blocks = [
        tuple(_source_lines(folder or ".", each, alone=len(found) == 1))
        for folder, found in by_folder.items()
        for each in found
        if not _is_page_below(each, articles)  # that it is no article is known of it anyhow
    ]
    # Data in several languages is listed once.
    lines = ["sources:", *(line for block in dict.fromkeys(blocks) for line in block)]
    names = dict.fromkeys(path for path, why in inspection.skipped if "repository" not in why)
    if names:
        lines += ["exclude:", *(f"  - /{_quoted(name)}" for name in names)]
    return "\n".join(lines) if len(lines) > 1 else "sources: [.]"


def _is_page_below(each: FolderFound, articles: Iterable[str]) -> bool:
    """Whether only the page of a folder is there, somewhere below a folder of articles."""
    above = any(each.folder.startswith(f"{folder}/" if folder else "") for folder in articles)
    return each.form is SourceKind.NOTE and above and all(map(is_folder_page, each.files))


def _source_lines(folder: str, each: FolderFound, *, alone: bool) -> Iterator[str]:
    if each.form is SourceKind.DATA:
        for name in dict.fromkeys(each.files):
            yield f"  - {_quoted(name if folder == '.' else f'{folder}/{name}')}"
        return
    yield f"  - path: {_quoted(folder)}"
    if is_data(each.files[0]):
        yield f"    form: {each.form.value}"
        endings = sorted({name.rpartition(".")[2] for name in each.files})
        yield f"    include: [{', '.join(_quoted(f'/*.{ending}') for ending in endings)}]"
        return
    yield f"    language: {each.language}"
    if each.form is not SourceKind.INDEX:
        yield f"    form: {each.form.value}"
    if not each.has_usual_level:
        yield f"    level: {each.level}"
    if not alone:
        yield f"    include: [{', '.join(_quoted('/' + name) for name in each.files)}]"


def _quoted(text: str) -> str:
    """A path as YAML takes it."""
    plain = all(char.isalnum() or char in "/._-" for char in text) and text[:1] not in "-"
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
