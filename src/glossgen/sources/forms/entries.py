"""The form of one file with several entries, by its own evidence: its headings, lists and tables."""

from __future__ import annotations

import re

from glossgen.model import SourceKind
from glossgen.sources.forms.candidate import FEW
from glossgen.sources.forms.evidence import Evidence
from glossgen.sources.forms.understood import Understood

_LEVEL = 2


def form_of_entries(seen: Evidence, strong: bool) -> Understood:
    """The form of a file with several entries; AUTO if its structure shows none."""
    level = entry_level(seen, strong)
    headings = seen.levels[level - 1] if level else 0
    lettered = sum(seen.letters) >= FEW
    if seen.fences or (seen.definitions >= FEW and seen.definitions >= 2 * headings):
        return Understood(SourceKind.DEFINITIONS)
    if (
        seen.rows >= FEW
        and seen.rows >= (1 if strong else 2) * headings
        and (strong or lettered or not headings)
    ):
        return Understood(SourceKind.TABLE)
    if seen.abbreviations >= FEW and not headings:
        return Understood(SourceKind.LIST)
    listed = seen.list_entries - seen.fields + (seen.plain_entries if strong else 0)
    if listed >= FEW and (strong or lettered) and listed >= 2 * headings:
        return Understood(SourceKind.LIST)
    return Understood(SourceKind.HEADINGS, level) if level and level != _LEVEL else Understood()


def entry_level(seen: Evidence, strong: bool) -> int:
    """The level of the headings that are entries, not letters or groups of entries; 0 if there is none."""
    for level in range(1, 7):
        count, below = seen.levels[level - 1], next((n for n in seen.levels[level:] if n), 0)
        if not count or (level == 1 and count < FEW):
            continue
        if count >= 2 and seen.letters[level - 1] * 10 >= count * 7:
            if not below:
                return 0
            continue
        if level == 1 and below > count:
            continue
        if (_only_groups(seen, level, below) or (strong and _are_chapters(seen, level, below))) and not (
            seen.marked
        ):
            continue
        usual = level <= _LEVEL or strong or sum(seen.letters) >= 2 or seen.levels[_LEVEL - 1]
        return level if usual else 0
    return 0


def _are_chapters(seen: Evidence, level: int, below: int) -> bool:
    """Whether the few headings of a level in a glossary are its chapters: they have many others below."""
    count, parents = seen.levels[level - 1], seen.parents[level - 1]
    return count <= 2 * FEW and below >= 4 * count and parents * 10 >= count * 6


def _only_groups(seen: Evidence, level: int, below: int) -> bool:
    """Whether the headings of a level only group those below: most of them are bare, or all parents are.

    In the second case there may be a few headings with a text, such as an introduction and references.
    """
    count, parents, groups = seen.levels[level - 1], seen.parents[level - 1], seen.groups[level - 1]
    if below <= count:
        return False
    alone = count - parents
    return seen.bare[level - 1] * 10 >= count * 7 or (groups == parents > 0 and below >= 2 * alone)


def holds_entries(seen: Evidence) -> bool:
    """Whether a file has enough of anything that may be an entry."""
    many = max(
        seen.list_entries,
        seen.plain_entries,
        seen.abbreviations,
        seen.definitions,
        seen.rows,
        sum(seen.levels[1:]),
        seen.levels[0],
    )
    return many >= FEW or seen.fences > 0


def is_only_glossary(seen: Evidence, count: int) -> bool:
    """Whether the only Markdown file is a README that is a glossary by its structure."""
    return count == 1 and (sum(seen.letters) >= FEW or max(seen.definitions, seen.rows) >= FEW)


_OF_REPOSITORY = re.compile(
    r"install|usage\b|getting started|quick ?start|contribut|licen[sc]e|build|check ?out\b|development\b"
    r"|requirements\b|prerequisites\b|acknowledg|change ?log|credits?\b|support\b|lizenz|mitwirken|beitragen"
    r"|utilisation\b|contribu|licencia|licença|instala|インストール|使い方|使用方法|ライセンス|貢献|コントリビュ"
    r"|安装|使用|许可|協議|协议|贡献|参与|版本|설치|사용법|기여|라이선스",
    re.IGNORECASE,
)


def is_about_repository(seen: Evidence) -> bool:
    """Whether the sections of a README are those of any repository: installation, licence, contributing."""
    listed = seen.list_entries >= 2 * len(seen.sections)
    if listed or sum(seen.letters) >= FEW or max(seen.abbreviations, seen.definitions, seen.rows) >= FEW:
        return False
    known = sum(_OF_REPOSITORY.match(section) is not None for section in seen.sections)
    return known >= 2 and known * 6 >= len(seen.sections)


def count_entries(seen: Evidence, form: Understood) -> int:
    """The number of entries of a file that has several."""
    match form.form:
        case SourceKind.DATA | SourceKind.TABLE:
            return seen.rows
        case SourceKind.LIST:
            return seen.list_entries + seen.abbreviations or seen.plain_entries
        case SourceKind.DEFINITIONS:
            return seen.definitions
        case SourceKind.HEADINGS | SourceKind.AUTO:
            return seen.levels[form.level - 1]
    return 0
