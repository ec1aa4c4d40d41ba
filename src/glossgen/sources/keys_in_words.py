"""Keys of metadata in words of other languages (`関連`, `タグ`, `よみ`), by the names that they stand for."""

from __future__ import annotations

from collections.abc import Mapping

from glossgen.config import FrontMatter
from glossgen.config.yaml_tree import YamlField, kind
from glossgen.text.columns import field_of


def in_our_names(fields: Mapping[str, YamlField], names: FrontMatter) -> dict[str, YamlField]:
    """The fields, with a known name for each key that is not ASCII and means a reading, tags or the like.

    Keys in ASCII, such as `topic` or `ref`, often belong to another program.
    """
    ours = {
        "reading": names.reading,
        "related": names.related,
        "tags": names.tags,
        "category": names.category,
    }
    found: dict[str, YamlField] = {}
    for name, each in fields.items():
        keys = () if name.isascii() else ours.get(field_of(name), ())
        known = name in keys or any(key.casefold() in fields for key in keys)
        found[name if known or not keys else keys[-1].casefold()] = each
    return found


def holds_mappings(found: YamlField) -> bool:
    """Whether a value is for another program: a mapping, or a list of them."""
    inner = found.node.value if kind(found.node) == "seq" else [found.node]
    return any(kind(each) == "map" for each in inner)
