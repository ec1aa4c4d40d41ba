"""State shared by all text runs of one file while it is parsed, and the local files that it shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec import Struct, field

from glossgen.markdown.highlight import Highlighter

_SCHEME = re.compile(r"//|[A-Za-z][A-Za-z0-9+.\-]*:")
_SAFE_SCHEME = re.compile(r"//|https?://|mailto:|tel:|ftps?://", re.IGNORECASE)
"""An allow list: any other scheme may run a program, or a script in the browser."""


class Resource(Struct, frozen=True, array_like=True):
    """A local file that a text shows or links to: its address from the site root, and its size in pixels.

    `refused` is the reason why it is not published; empty for a file that is. A file that is `left` is of a
    kind that no site publishes, such as source code: a link to it leads to the repository.
    """

    url: str
    width: int = 0
    height: int = 0
    refused: str = ""
    left: bool = False


Locate = Callable[[str], "Resource | None"]
"""Finds the local file for an address as written; None if there is none."""


class OwnSite(Struct, frozen=True):
    """What the configuration says about links in texts: shortcodes, and the address of the site itself.

    `base_at(host)` returns the address of the site if `host` is its host, else an empty text.
    """

    shortcodes: Mapping[str, Mapping[str, str]] = {}
    base_at: Callable[[str], str] = lambda _: ""

    def on_site(self, href: str) -> str:
        """An absolute or `@site/` address (Docusaurus) of this site as a path; others are unchanged."""
        if href.startswith("@site/"):
            return href.removeprefix("@site")
        if not href.startswith(("https://", "http://")):
            return href
        base = self.base_at(href.split("/", 3)[2])
        return "/" + href.removeprefix(base) if base and href.startswith(base) else href


class Context(Struct):
    """Collects findings while a file is parsed.

    - `language`: the language of the text, for default titles of callouts.
    - `own`: what the configuration says about links.
    - `found`: findings as (code, line, detail), which become problems.
    - `ids`: the ids of the headings of the current section, by the fragment a writer would use.
    - `taken`: ids that raw HTML has set already.
    - `highlighter`: makes code blocks, and knows what they have cost.
    """

    locate: Locate
    language: str = "en"
    own: OwnSite = OwnSite()
    found: list[tuple[str, int, str]] = field(default_factory=list)
    repaired: int = 0
    repaired_line: int = 0
    ids: Mapping[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    highlighter: Highlighter = field(default_factory=Highlighter)

    def report(self, code: str, line: int, what: str) -> None:
        """Record a finding that becomes a problem."""
        self.found.append((code, line, what))

    def count_repair(self, line: int) -> None:
        """Record a formula whose backslashes were repaired."""
        self.repaired += 1
        self.repaired_line = self.repaired_line or line


def base_of(base_url: str, host: str) -> str:
    """The address of the site if its host is `host`, else an empty text."""
    return base_url if base_url.split("/", 3)[2:3] == [host] else ""


def has_safe_scheme(address: str) -> bool:
    """Whether a link to an external address may be published."""
    return _SAFE_SCHEME.match(address) is not None


def is_external(address: str) -> bool:
    """Whether an address has a scheme or a host (RFC 3986 §4.2), so that it is not a local file."""
    return _SCHEME.match(address) is not None
