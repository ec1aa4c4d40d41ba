"""The tree that docutils makes of a text, without files and raw HTML, and within what one file may cost."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser, roles, states
from docutils.statemachine import string2lines
from docutils.transforms import references
from docutils.utils import new_reporter

MOST = 100_000
"""What the texts of one file may cost docutils: 1 for each line that it looks at, 20 for each item, cell
or directive whose text it reads apart. So many take a few seconds."""

APART = 20
_SETTINGS = {
    "raw_enabled": False,
    "file_insertion_enabled": False,
    "report_level": 5,
    "halt_level": 5,
    "syntax_highlight": "none",
}
_TRANSFORMS = (
    references.Substitutions,
    references.PropagateTargets,
    references.AnonymousHyperlinks,
    references.IndirectHyperlinks,
    references.Footnotes,
    references.ExternalTargets,
    references.InternalTargets,
    references.DanglingReferences,
)
"""Those that connect what is written; the others look for what a whole document has, as its title."""


_DISABLED = re.compile(r'"([\w-]+)" directive disabled\.|; ignoring "([\w-]+)" directive\.')


class TooMuch(Exception):
    """A text that costs more than is left for its file."""


class Effort:
    """What is left for the texts of one file. It counts what is written: each machine has the same.

    `disabled` are the names of directives that were left out, as they insert files or raw HTML.
    """

    def __init__(self, left: int = MOST) -> None:
        self.left = left
        self.disabled: list[str] = []

    def note(self, message: nodes.system_message) -> None:
        """Take a message of docutils, of which one kind matters."""
        found = _DISABLED.search(message.astext())
        if found:
            self.disabled.append(found[1] or found[2])

    def spend(self, count: int) -> None:
        """Raises TooMuch."""
        self.left -= count
        if self.left < 0:
            raise TooMuch


class _Document(nodes.document):
    """A tree that counts what the parser does for it.

    Every state machine asks for `note_source` once, and calls it for each line that it looks at.
    """

    effort: Effort

    @property
    def note_source(self) -> Callable[[str, int], None]:
        self.effort.spend(APART)
        return self._line

    def note_pending(self, pending: nodes.pending, priority: int | None = None) -> None:
        """Leave out what is made of a whole document, as its table of contents and numbers of parts."""

    def _line(self, _source: str, _offset: int) -> None:
        self.effort.spend(1)


def doctree(text: str, effort: Effort) -> nodes.document:
    """The tree of a text of reStructuredText. Nothing is left for the next text: neither roles nor settings.

    Raises TooMuch, and what docutils fails with at a text that is nested more deeply than anybody writes.
    """
    settings = _settings().copy()
    reporter = new_reporter("", settings)
    reporter.attach_observer(effort.note)
    document = _Document(settings, reporter, source="")
    document.effort = effort
    # What `role::` defines would hold in every text that is read later.
    roles._roles.clear()  # type: ignore[attr-defined]
    try:
        _machine().run(string2lines(text, convert_whitespace=True), document)
    except BaseException:
        _machine.cache_clear()
        raise
    document.transformer.add_transforms(_TRANSFORMS)
    document.transformer.apply_transforms()
    return document


@cache
def _settings() -> Any:
    settings = get_default_settings(Parser)
    vars(settings).update(_SETTINGS)
    return settings


@cache
def _machine() -> states.RSTStateMachine:
    """One for all texts: its making takes longer than the reading of most of them."""
    return states.RSTStateMachine(states.state_classes, "Body")
