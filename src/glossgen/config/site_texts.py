"""Parses texts that may differ by language (title, description), and the section `shortcodes`."""

from __future__ import annotations

from glossgen.config.sections import is_language
from glossgen.config.yaml_reader import YamlReader
from glossgen.config.yaml_tree import YamlField, is_mapping

KINDS = ("term", "page", "text")
"""What an argument of a shortcode may be."""


def by_language(
    reader: YamlReader, field: YamlField | None, default: str = ""
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Parse a text, or a mapping of languages to texts.

    Returns the default text (of a mapping the first one), and the pairs of language and text.
    """
    if field is None or not is_mapping(field):
        return reader.text(field, default), ()
    pairs: list[tuple[str, str]] = []
    for name, each in reader.fields(field).items():
        if not is_language(name):
            hint = "write a language tag such as ja, en or zh-Hant"
            reader.problem(each, "config-value", f"{field.name}: “{name}” is not a language", hint)
        pairs.append((name.lower(), reader.text(each)))
    return (pairs[0][1] if pairs else default), tuple(pairs)


def shortcodes(
    reader: YamlReader, field: YamlField | None
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """What arguments of shortcodes mean: `tooltip: {term: id, text: label}`."""
    if field is None:
        return ()
    found = reader.fields(field).items()
    return tuple((name.lower(), _arguments(reader, each)) for name, each in found)


def _arguments(reader: YamlReader, field: YamlField) -> tuple[tuple[str, str], ...]:
    return tuple((kind, reader.text(each)) for kind, each in reader.fields(field, KINDS).items())
