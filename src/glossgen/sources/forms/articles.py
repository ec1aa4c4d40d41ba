"""Finds the folders whose files are articles about one term each, by comparing the files of a folder."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from glossgen.model import SourceKind
from glossgen.sources.files import is_markdown
from glossgen.sources.forms.candidate import FEW, OWN_PAGES, TEMPLATE, Candidate, named_folders
from glossgen.sources.forms.heading_labels import is_name
from glossgen.sources.source_kind import HEADINGS_TYPES, NOTE_TYPES
from glossgen.sources.translated_names import is_language_folder
from glossgen.text.columns import field_of
from glossgen.text.slug import slugify

NOTES = re.compile(
    r"_?(?:notes?|blogs?|posts?|news|guides?|tutorials?|howto|articles?|docs-only|ノート|メモ)\Z",
    re.IGNORECASE,
)


def find_articles(files: Sequence[Candidate]) -> set[str]:
    """The paths of the articles among some files."""
    found = [members for group in _groups(files) if (members := _articles(group))]
    titled = any(_have_titles(members) for members in found)
    # A glossary is written in one way: if some articles have titles, groups without titles are something
    # else, such as records of decisions.
    kept = (each for each in found if not titled or _have_titles(each) or all(map(named_folders, each)))
    articles = {file.path for members in kept for file in members}
    articles |= _translations(files, articles)
    return articles | _siblings(files, articles)


def _have_titles(members: Sequence[Candidate]) -> bool:
    return all(file.evidence.title for file in members)


def _groups(files: Sequence[Candidate]) -> list[list[Candidate]]:
    """The files that are judged together: those of a folder, with those of small folders in it."""
    groups: dict[tuple[int, str], list[Candidate]] = defaultdict(list)
    for file in files:
        if _may_be_article(file):
            groups[(file.number, file.folder)].append(file)
    for number, folder in sorted(groups, key=lambda key: -key[1].count("/") - bool(key[1])):
        group = groups[(number, folder)]
        if folder and sum(not file.aside for file in group) < FEW:
            del groups[(number, folder)]
            groups[(number, folder.rpartition("/")[0])] += group
    return list(groups.values())


def _may_be_article(file: Candidate) -> bool:
    seen = file.evidence
    if (
        file.stated is not SourceKind.AUTO
        or not is_markdown(file.name)
        or seen.type in (*OWN_PAGES, *NOTE_TYPES, *HEADINGS_TYPES)
    ):
        return False
    if seen.listing or seen.redirect:
        return False
    if file.stem.lower() == "index":
        return "/" in file.name
    if file.aside and not seen.title:
        return False
    notes = any(NOTES.match(part) for part in file.name.split("/")[:-1])
    # “template” may be a term: what a template has for a title is called otherwise.
    template = TEMPLATE.fullmatch(file.stem) and slugify(seen.title) != slugify(file.stem)
    return not (template or file.stem.startswith("_") or notes)


def _translations(files: Sequence[Candidate], articles: set[str]) -> set[str]:
    """The files with a title whose folder corresponds to a folder of articles in another language."""
    places = {_without_language(file.folder) for file in files if file.path in articles}
    return {
        file.path
        for file in files
        if _may_be_article(file)
        and file.evidence.title
        and not file.evidence.marked
        and file.stem.lower() != "index"
        and _without_language(file.folder) in places
    }


def _siblings(files: Sequence[Candidate], articles: set[str]) -> set[str]:
    """The files of small folders among folders of articles, such as those of rare letters."""
    folders = {(file.number, file.folder) for file in files if file.path in articles and file.folder}
    above = Counter((number, folder.rpartition("/")[0]) for number, folder in folders)
    return {
        file.path
        for file in files
        if file.folder
        and above[(file.number, file.folder.rpartition("/")[0])] >= FEW
        and _may_be_article(file)
        and (file.evidence.title or file.evidence.levels[0])
        and not file.evidence.marked
    }


def _without_language(folder: str) -> str:
    """A folder with `*` for the part that names its language; a unique text if it has no such part."""
    parts = folder.split("/")
    known = ["*" if is_language_folder(part) else part for part in parts]
    return "/".join(known) if "*" in known else f"only {folder}"


def _articles(group: Sequence[Candidate]) -> Sequence[Candidate]:
    """The files of a group that are articles about one term each."""
    named = all(named_folders(file) for file in group)
    bundles = [file for file in group if file.stem.lower() == "index"]
    if not (named and len(bundles) * 2 > len(group)):
        group = [file for file in group if file.stem.lower() != "index"]
    if len(group) < FEW:
        return []
    members, most_own = _members(group)
    titled = bool(members) and _have_titles(members)
    shared, own, sections = _shared(members) if members else (0, 0, 0)
    known = named or (len(members) >= FEW and titled) or shared * 2 > sections > 0
    if sum(file.evidence.marked for file in members) * 3 > len(members):
        return []
    if len(members) >= FEW and all(map(_states_a_term, members)):
        return members
    if (known and own <= most_own + (2 if named and titled else 0)) or _is_wiki(members):
        return members
    return []


_TITLES = ("title", "name", "label")
"""Keys of front matter that state the name of a term, and of any page."""


def _states_a_term(file: Candidate) -> bool:
    """Whether front matter states the name of a term by a key that says so: not `title`, but `term`, 用語."""
    return any(field_of(key) == "term" and key not in _TITLES for key in file.evidence.keys)


def _members(group: Sequence[Candidate]) -> tuple[list[Candidate], int]:
    """The files of a group that may be articles, and how many unshared headings such a file may have.

    Articles have a title, else a heading of level 1 (or no heading), else the sections that most files have.
    """
    titled = [file for file in group if file.evidence.title]
    if _are_most(titled, group):
        return titled, 1 if len(titled) >= 2 * FEW else 0
    headed = [file for file in group if file.evidence.levels[0] >= 1 or not sum(file.evidence.levels)]
    if _are_most(headed, group):
        return headed, 0
    alike = _alike(group)
    return (alike, 0) if _are_most(alike, group) else ([], 0)


def _are_most(some: Sequence[Candidate], group: Sequence[Candidate]) -> bool:
    return len(some) * 10 >= len(group) * 6


def _alike(group: Sequence[Candidate]) -> list[Candidate]:
    """The files with the sections that most files of the group have: `## Definition`, `## Example`.

    Files of the same name in several language folders do not count: they are alike as translations.
    """
    counts = Counter(section for file in group for section in set(file.evidence.sections))
    common = {section for section, count in counts.items() if count * 2 >= len(group)}
    stems = {file.stem.casefold() for file in group}
    if len(stems) * 2 <= len(group) or (len(common) < 2 and not any(map(field_of, common))):
        return []
    return [file for file in group if file.evidence.levels[0] or common.issuperset(file.evidence.sections)]


def _is_wiki(members: Sequence[Candidate]) -> bool:
    """Whether files are articles with unshared sections: each has the name of its one heading of level 1.

    Files of several terms may be named after their first heading, too; but their headings of level 2 are
    names.
    """
    called = sum(_is_called_like_its_heading(file) for file in members)
    sections = [section for file in members for section in file.evidence.sections]
    names = sum(map(is_name, sections))
    return len(members) >= 2 * FEW and called * 10 >= len(members) * 6 and names * 10 <= len(sections) * 7


def _is_called_like_its_heading(file: Candidate) -> bool:
    words = slugify(file.evidence.heading)
    return file.evidence.levels[0] == 1 and bool(words) and words in slugify(file.stem)


def _shared(members: Sequence[Candidate]) -> tuple[int, int, int]:
    """The number of shared section headings, of unshared ones in a file (median), and of all."""
    counts = Counter(section for file in members for section in set(file.evidence.sections))
    least = max(2, len(members) // 20)
    own = sorted(sum(counts[each] < least for each in file.evidence.sections) for file in members)
    every = sum(len(file.evidence.sections) for file in members)
    return sum(count for count in counts.values() if count >= least), own[len(own) // 2], every
