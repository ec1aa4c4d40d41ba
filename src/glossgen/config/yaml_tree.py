"""YAML nodes with positions. Configuration, readings and front matter are all read through this module.

`yaml.load` drops line numbers and silently accepts duplicate keys, so everything is read from
composed nodes (YAML 1.1 §3.2.1). An alias is resolved to the node itself, never a copy, and merge
keys (`<<`) are not followed, so that a document cannot expand when it is read. Values wanted as
text are taken as written: `no` is a language code here, and `1.10` is not a number.
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import yaml
from msgspec import Struct

MERGE = "<<"
"""The key by which YAML 1.1 merges another mapping; merging is not supported."""

_QUICK: Any = getattr(yaml, "CSafeLoader", None)
"""PyYAML's C loader: eight times as fast, but not available on every system."""
_ODD = re.compile("[\t!|>&*%@`?\x07\x85\u2028\u2029\ufeff]")
"""Characters that the C loader may parse differently from the Python one."""
_HALF = re.compile("[\ud800-\udfff]")
_PROPOSED = " ?\n"
"""The end of a line of proposed readings; outside of brackets both loaders agree about it."""

_TAG = "tag:yaml.org,2002:"


class NotYaml(Exception):
    """A text is not valid YAML. Line and column count from 1; a column of 0 means unknown."""

    def __init__(self, reason: str, line: int = 1, column: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.line, self.column = reason, line, column


class YamlField(Struct, frozen=True):
    """A value with its key and the line of that key, which problems report."""

    name: str
    node: yaml.Node
    line: int


def given(name: str, text: str) -> YamlField:
    """A text from elsewhere, such as a command-line option, as a field; its line is 0."""
    return YamlField(name, yaml.ScalarNode(_TAG + "str", text), 0)


def from_values(values: Mapping[str, object], line_of: Callable[[str], int]) -> yaml.Node:
    """A mapping read from TOML or JSON as a YAML node. `line_of` counts from 0. Raises NotYaml."""
    pairs = []
    for name, value in values.items():
        mark = yaml.Mark("", 0, line_of(name), 0, None, 0)
        pairs.append((yaml.ScalarNode(_TAG + "str", name, mark, mark), _node(value, mark)))
    root = yaml.MappingNode(_TAG + "map", pairs)
    _join_halves(root)
    return root


def _node(value: object, mark: yaml.Mark) -> yaml.Node:
    if isinstance(value, Mapping):
        pairs = [(_node(str(name), mark), _node(each, mark)) for name, each in value.items()]
        return yaml.MappingNode(_TAG + "map", pairs, mark, mark)
    if isinstance(value, list | tuple):
        return yaml.SequenceNode(_TAG + "seq", [_node(each, mark) for each in value], mark, mark)
    if value is None:
        return yaml.ScalarNode(_TAG + "null", "", mark, mark)
    if isinstance(value, bool):
        return yaml.ScalarNode(_TAG + "bool", str(value).lower(), mark, mark)
    tag = "int" if isinstance(value, int) else "timestamp" if isinstance(value, datetime.date) else "str"
    return yaml.ScalarNode(_TAG + tag, str(value), mark, mark)


MOST_DEPTH = 100
"""The deepest nesting of lists and mappings in data."""


def check_size(root: yaml.Node, length: int) -> None:
    """Raise NotYaml for a tree that is nested too deeply, or whose aliases expand to far more than `length`.

    `located` makes a value for each occurrence of a node, so that aliases of aliases could fill the memory.
    `length` is the number of characters of the document.
    """
    count, waiting = 0, [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        count += 1
        line = node.start_mark.line + 1
        if depth > MOST_DEPTH:
            raise NotYaml("it is nested too deeply", line)
        if count > 10_000 + length:
            raise NotYaml("its aliases make it too large", line)
        if isinstance(node, yaml.SequenceNode):
            waiting += [(each, depth + 1) for each in node.value]
        elif isinstance(node, yaml.MappingNode):
            waiting += [(value, depth + 1) for _, value in node.value]


def located(node: yaml.Node, made: Callable[[Any, int], Any]) -> tuple[Any, int]:
    """The value of a node (texts as written, lists, dicts), and its line.

    Each value inside a list or dict is `made(value, line)`.
    """
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return {
            str(key.value): made(located(value, made)[0], key.start_mark.line + 1)
            for key, value in node.value
        }, line
    if isinstance(node, yaml.SequenceNode):
        return [made(*located(each, made)) for each in node.value], line
    return written(node) or "", line


def doubled(root: yaml.Node) -> Iterator[tuple[str, int]]:
    """Each name that stands twice in a mapping, with its line there: only the last value counts."""
    waiting, met = [root], set()
    while waiting:
        node = waiting.pop()
        if id(node) in met:  # an alias
            continue
        met.add(id(node))
        if isinstance(node, yaml.MappingNode):
            known = set()
            for key, value in node.value:
                if (name := str(key.value)) in known:
                    yield name, key.start_mark.line + 1
                known.add(name)
                waiting.append(value)
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def compose(text: str, *, quick: bool = False) -> yaml.Node | None:
    """The root node of a document; None if it is empty. Raises NotYaml.

    With `quick`, the loader in C reads what it can: large files of data.
    """
    if _QUICK and (quick or not _is_odd(text)):
        with contextlib.suppress(Exception):  # the Python loader reports errors in the same words everywhere
            return _root(yaml.compose(text, _QUICK))
    try:
        root = _root(yaml.compose(text, yaml.SafeLoader))
        _join_halves(root)
        return root
    except NotYaml:
        raise
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else ()
        raise NotYaml(error.problem or str(error), *place) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise NotYaml(f"the character U+{_code(error.character):04X} is not allowed in YAML", line) from error
    except RecursionError as error:
        raise NotYaml("it is nested too deeply") from error
    except Exception as error:  # PyYAML raises many types, for instance on an escape of no character
        raise NotYaml(str(error) or type(error).__name__) from error


def _is_odd(text: str) -> bool:
    """Whether the C loader might parse a text differently from the Python one."""
    return _ODD.search(text if "[" in text or "{" in text else text.replace(_PROPOSED, "\n")) is not None


def _code(character: object) -> int:
    return ord(character) if isinstance(character, str) else int(str(character))


def _root(node: yaml.Node | None) -> yaml.Node | None:
    return None if node is None or kind(node) == "null" else node


def _join_halves(root: yaml.Node | None) -> None:
    """Join surrogate pairs written as two escapes, such as `\\ud83d\\ude00`, as JSON does.

    Raises NotYaml for a lone surrogate. The C loader refuses all surrogates, so only the Python one needs
    this.
    """
    seen: set[int] = set()
    waiting = [] if root is None else [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            _join_in(node)
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            waiting += [each for pair in node.value for each in pair]


def _join_in(node: yaml.ScalarNode) -> None:
    if not _HALF.search(node.value):
        return
    node.value = node.value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    half = _HALF.search(node.value)
    if half:
        mark = node.start_mark
        reason = f"\\u{ord(half[0]):x} is half of a character"
        raise NotYaml(reason, mark.line + 1, mark.column + 1)


def kind(node: yaml.Node) -> str:
    """The type of a node as YAML sees it: `str`, `bool`, `int`, `null`, `map`, `seq`, …"""
    return node.tag.removeprefix(_TAG)


def is_mapping(field: YamlField) -> bool:
    """Whether a field holds keys and values."""
    return isinstance(field.node, yaml.MappingNode)


def pairs(mapping: YamlField, first_line: int = 1) -> Iterator[YamlField]:
    """The values of a mapping with their keys as written; duplicate keys are kept.

    `first_line` is the line of the file at which the text of the document begins.
    """
    for key, value in mapping.node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
        yield YamlField(name, value, first_line + key.start_mark.line)


def fields(
    mapping: YamlField, first_line: int = 1
) -> tuple[dict[str, YamlField], list[tuple[YamlField, YamlField]]]:
    """The first value of each key, and for each duplicate key the later and the first value."""
    found: dict[str, YamlField] = {}
    repeated: list[tuple[YamlField, YamlField]] = []
    for field in pairs(mapping, first_line):
        first = found.setdefault(field.name, field)
        if first is not field:
            repeated.append((field, first))
    return found, repeated


def items(field: YamlField, first_line: int = 1) -> list[YamlField] | None:
    """The items of a list, each with its own line; a single value is a list of one, a mapping is None."""
    if isinstance(field.node, yaml.ScalarNode):
        return [field]
    if isinstance(field.node, yaml.SequenceNode):
        return [YamlField(field.name, node, first_line + node.start_mark.line) for node in field.node.value]
    return None


def is_plain(node: yaml.Node) -> bool:
    """Whether a node is a plain scalar, one without quotes (YAML 1.1 §9.1)."""
    return isinstance(node, yaml.ScalarNode) and not node.style


def written(node: yaml.Node) -> str | None:
    """A scalar as written, whatever type YAML gives it; None for what is empty or holds other values."""
    if not isinstance(node, yaml.ScalarNode) or (kind(node) == "null" and node.value in ("", "~")):
        return None
    return str(node.value)


def text_of(node: yaml.Node) -> str | None:
    """A scalar as written; None for null, lists and mappings."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) and kind(node) != "null" else None


def value_of(node: yaml.Node) -> object:
    """The boolean, integer or timestamp that YAML makes of a scalar; None for other types."""
    if not isinstance(node, yaml.ScalarNode) or kind(node) not in ("bool", "int", "timestamp"):
        return None
    with contextlib.suppress(Exception):  # PyYAML raises many types: on the date 2025-02-30, or `!!bool x`
        return yaml.constructor.SafeConstructor().construct_object(node)
    return None
