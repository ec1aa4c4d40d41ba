"""Typed reading of YAML fields that collects problems instead of stopping at the first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import TypeVar

from msgspec.structs import replace

from glossgen.config import yaml_tree
from glossgen.config.yaml_tree import NotYaml, YamlField, is_mapping, kind, text_of, value_of
from glossgen.model import Position, Problem
from glossgen.problems import CannotStart, did_you_mean

Choice = TypeVar("Choice", bound=Enum)

_KINDS = {"map": "a mapping", "seq": "a list", "null": "nothing", "bool": "true or false", "int": "a number"}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters, which paths and pages cannot contain."""


def compose(text: str, path: str) -> YamlField | None:
    """Compose a YAML document and return its root; None if it is empty.

    Raises CannotStart (`config-syntax`) at the position of the first syntax error.
    """
    try:
        node = yaml_tree.compose(text)
    except NotYaml as error:
        position = Position(path, error.line, error.column or None)
        raise CannotStart([Problem(position, "config-syntax", error.reason)]) from error
    return None if node is None else YamlField("the configuration", node, 1)


class YamlReader:
    """Reads typed values from fields. A value that does not fit is reported, and its default is used."""

    def __init__(self, path: str) -> None:
        """`path` is the name of the file in problems."""
        self.path = path
        self.problems: list[Problem] = []

    def problem(self, field: YamlField, code: str, message: str, hint: str = "") -> None:
        """Report a problem at the line of a field."""
        self.problems.append(Problem(Position(self.path, field.line), code, message, hint))

    def wrong(self, field: YamlField, wanted: str) -> None:
        """Report that a field has another type than `wanted`."""
        found = _KINDS.get(kind(field.node), "text")
        self.problem(field, "config-type", f"{field.name} must be {wanted}, but is {found}")

    def fields(self, parent: YamlField, known: Sequence[str] | None = None) -> dict[str, YamlField]:
        """The fields of a mapping by key, without empty ones; with `known`, any other key is reported."""
        if not is_mapping(parent):
            self.wrong(parent, "a mapping")
            return {}
        prefix = "" if parent.name == "the configuration" else f"{parent.name}."
        found, repeated = yaml_tree.fields(parent)
        for field, first in repeated:
            message = f"the key “{prefix}{field.name}” stands here again"
            self.problem(field, "config-key", message, f"it is first in line {first.line}")
        for name, field in found.items():
            if known is not None and name not in known:
                self.problem(field, "config-key", f"unknown key “{prefix}{name}”", did_you_mean(name, known))
        return {
            name: replace(field, name=prefix + name)
            for name, field in found.items()
            if kind(field.node) != "null" and (known is None or name in known)
        }

    def items(self, field: YamlField, wanted: str = "a list") -> list[YamlField]:
        """The items of a list; a single value counts as a list of one."""
        found = yaml_tree.items(field)
        if found is None:
            self.wrong(field, wanted)
            return []
        return [each if each is field else replace(each, name=f"an item of {field.name}") for each in found]

    def text(self, field: YamlField | None, default: str = "") -> str:
        """A scalar, as written."""
        if field is None:
            return default
        text = text_of(field.node)
        if text is None:
            self.wrong(field, "text")
            return default
        if _CONTROL.search(text):
            self.problem(field, "config-value", f"{field.name} holds a control character", "write it without")
            return default
        return text

    def texts(self, field: YamlField | None, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts."""
        if field is None:
            return default
        return tuple(text for item in self.items(field, "a list of texts") if (text := self.text(item)))

    def flag(self, field: YamlField | None, default: bool = False) -> bool:
        """True or false (YAML 1.1 also spells them yes, no, on and off)."""
        if field is None:
            return default
        value = value_of(field.node)
        if not isinstance(value, bool):
            self.wrong(field, "true or false")
        return value if isinstance(value, bool) else default

    def number(self, field: YamlField | None, low: int, high: int) -> int | None:
        """A whole number from `low` to `high`; None if there is none."""
        if field is None:
            return None
        value = value_of(field.node)
        if not isinstance(value, int) or isinstance(value, bool):
            self.wrong(field, "a whole number")
            return None
        if not low <= value <= high:
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
