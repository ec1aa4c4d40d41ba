"""YAML with positions: reads typed values and collects problems instead of stopping at the first.

`yaml.load` forgets the lines and lets a repeated key win silently, so the
configuration is read from the composed nodes (YAML 1.1 §3.2.1). A value that is
text is taken as written: `no` is the language, not a boolean.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TypeVar

import yaml
from msgspec import Struct

from glossgen.model import Position, Problem
from glossgen.problems import CannotStart, did_you_mean

Choice = TypeVar("Choice", bound=Enum)

_TAG = "tag:yaml.org,2002:"
_KINDS = {"map": "a mapping", "seq": "a list", "null": "nothing", "bool": "true or false", "int": "a number"}


class YamlField(Struct, frozen=True):
    """A value with the name and the line that a message gives it."""

    name: str
    node: yaml.Node
    line: int


def compose(text: str, path: str) -> YamlField | None:
    """The root of a YAML document, or None when it is empty.

    Raises CannotStart (`config-syntax`) at the place where YAML gives up.
    """
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = ", ".join(part for part in (error.context, error.problem) if part)
        position = Position(path, mark.line + 1, mark.column + 1) if mark else Position(path)
        raise CannotStart([Problem(position, "config-syntax", reason)]) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = f"the character U+{ord(text[error.position]):04X} is not allowed in YAML"
        raise CannotStart([Problem(Position(path, line), "config-syntax", message)]) from error
    return None if node is None or _kind(node) == "null" else YamlField("the configuration", node, 1)


def is_mapping(field: YamlField) -> bool:
    """Whether a field holds keys and values."""
    return isinstance(field.node, yaml.MappingNode)


def pairs(field: YamlField) -> list[tuple[str, YamlField]]:
    """The keys and values of a mapping as written, repeated keys included, each value with its key's line."""
    return [
        (str(key.value), YamlField(str(key.value), value, key.start_mark.line + 1))
        for key, value in field.node.value
    ]


def _kind(node: yaml.Node) -> str:
    return node.tag.removeprefix(_TAG)


class YamlReader:
    """Reads typed values from fields; what does not fit becomes a problem, and the default is used."""

    def __init__(self, path: str) -> None:
        """Read for a file that problems call `path`."""
        self.path = path
        self.problems: list[Problem] = []

    def problem(self, field: YamlField, code: str, message: str, hint: str = "") -> None:
        """Note a problem at the line of a field."""
        self.problems.append(Problem(Position(self.path, field.line), code, message, hint))

    def wrong(self, field: YamlField, wanted: str) -> None:
        """Note that a field holds another type than `wanted`."""
        kind = _KINDS.get(_kind(field.node), "text")
        self.problem(field, "config-type", f"{field.name} must be {wanted}, but is {kind}")

    def fields(self, parent: YamlField, known: Sequence[str] | None = None) -> dict[str, YamlField]:
        """The fields of a mapping by key, without those left empty; with `known`, others are problems."""
        if not isinstance(parent.node, yaml.MappingNode):
            self.wrong(parent, "a mapping")
            return {}
        prefix = "" if parent.name == "the configuration" else f"{parent.name}."
        found: dict[str, YamlField] = {}
        for key, value in parent.node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            field = YamlField(prefix + name, value, key.start_mark.line + 1)
            if name in found:
                first = found[name].line
                self.problem(
                    field,
                    "config-key",
                    f"the key “{field.name}” stands here again",
                    f"it is first in line {first}",
                )
            elif known is not None and name not in known:
                self.problem(field, "config-key", f"unknown key “{field.name}”", did_you_mean(name, known))
            else:
                found[name] = field
        return {name: field for name, field in found.items() if _kind(field.node) != "null"}

    def items(self, field: YamlField, wanted: str = "a list") -> list[YamlField]:
        """The items of a list; a single value counts as a list of one."""
        if isinstance(field.node, yaml.SequenceNode):
            name = f"an item of {field.name}"
            return [YamlField(name, node, node.start_mark.line + 1) for node in field.node.value]
        if isinstance(field.node, yaml.ScalarNode):
            return [field]
        self.wrong(field, wanted)
        return []

    def text(self, field: YamlField | None, default: str = "") -> str:
        """A scalar, as written."""
        if field is None:
            return default
        if not isinstance(field.node, yaml.ScalarNode) or _kind(field.node) == "null":
            self.wrong(field, "text")
            return default
        return str(field.node.value)

    def texts(self, field: YamlField | None, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts."""
        if field is None:
            return default
        return tuple(text for item in self.items(field, "a list of texts") if (text := self.text(item)))

    def flag(self, field: YamlField | None, default: bool = False) -> bool:
        """True or false (YAML 1.1 also spells them yes, no, on and off)."""
        if field is None:
            return default
        if not isinstance(field.node, yaml.ScalarNode) or _kind(field.node) != "bool":
            self.wrong(field, "true or false")
            return default
        return bool(yaml.safe_load(field.node.value))

    def number(self, field: YamlField | None, low: int, high: int) -> int | None:
        """A whole number from `low` to `high`, or None."""
        if field is None:
            return None
        if not isinstance(field.node, yaml.ScalarNode) or _kind(field.node) != "int":
            self.wrong(field, "a whole number")
            return None
        value: object = yaml.safe_load(field.node.value)
        if not isinstance(value, int) or not low <= value <= high:
            self.problem(field, "config-value", f"{field.name} must be a number from {low} to {high}")
            return None
        return value

    def choice(self, field: YamlField | None, choices: Sequence[Choice], default: Choice) -> Choice:
        """One of the members of an enumeration, by its value."""
        if field is None:
            return default
        text = self.text(field, str(default.value))
        by_value = {str(member.value): member for member in choices}
        if text not in by_value:
            message = f"{field.name} cannot be “{text}”: choose one of {', '.join(by_value)}"
            self.problem(field, "config-value", message, did_you_mean(text, list(by_value)))
        return by_value.get(text, default)
