"""What must hold of every built site, whatever is on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

VOID = frozenset(re.findall(r"\w+", "area base br col embed hr img input link meta source track wbr"))
SITE = "http://site.test/"


@dataclass
class Parsed:
    """One page: its links, ids and text, and what is wrong with its markup."""

    links: list[tuple[str, str]] = field(default_factory=list)  # tag, address
    ids: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    landmarks: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)


class _Parser(HTMLParser):
    def __init__(self, strict: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Parsed()
        self.open: list[str] = []
        self.strict = strict

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.page.faults.append(f"<{tag}> has an attribute twice: {names}")
        if tag == "a" and "a" in self.open:
            self.page.faults.append(f"a link in a link: {attrs}")
        for name, value in attrs:
            self.page.attributes.append((tag, name, value or ""))
            if name == "id":
                self.page.ids.append(value or "")
            if name in ("href", "src"):
                self.page.links.append((tag, value or ""))
            if name.startswith("on") or (name in ("href", "src") and _is_script(value or "")):
                self.page.faults.append(f"a script: <{tag} {name}={value!r}>")
        if re.fullmatch("h[1-6]", tag):
            self.page.headings.append(int(tag[1]))
        if tag in ("main", "nav", "header", "footer", "aside"):
            self.page.landmarks.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            if self.strict:
                self.page.faults.append(
                    f"</{tag}> closes {self.open[-1:] or 'nothing'}, line {self.getpos()[0]}"
                )
            if tag not in self.open:
                return
            while self.open[-1] != tag:
                self.open.pop()
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if "script" not in self.open and "style" not in self.open:
            self.page.text.append(data)


def _is_script(address: str) -> bool:
    return re.match(r"[\s\x00-\x1f]*(javascript|vbscript|data:text)", address, re.IGNORECASE) is not None


def parse(html: str, *, strict: bool = True) -> Parsed:
    """A page taken apart. With `strict`, tags must close in order."""
    parser = _Parser(strict)
    parser.feed(html)
    parser.close()
    if strict and parser.open:
        parser.page.faults.append(f"left open: {parser.open}")
    return parser.page


def text_of(html: str) -> str:
    """The visible text of a piece of HTML."""
    return "".join(parse(html, strict=False).text)


def pages_of(site: Path) -> dict[str, Parsed]:
    """Every page of a built site by its path."""
    files = sorted(site.rglob("*.html"))
    return {file.relative_to(site).as_posix(): parse(file.read_text(encoding="utf-8")) for file in files}


def faults(site: Path, base_path: str = "/") -> list[str]:
    """Everything that is wrong with a built site: markup, ids, addresses that lead nowhere."""
    pages = pages_of(site)
    found: list[str] = []
    for path, page in pages.items():
        found += [f"{path}: {fault}" for fault in page.faults]
        twice = {name for name in page.ids if page.ids.count(name) > 1}
        found += [f"{path}: the id {name!r} twice" for name in sorted(twice)]
        found += [f"{path}: {fault}" for fault in _dead(path, page, pages, site, base_path)]
    return found


def _dead(path: str, page: Parsed, pages: dict[str, Parsed], site: Path, base_path: str) -> Iterator[str]:
    here = SITE.rstrip("/") + base_path + "/".join(path.split("/"))
    for tag, address in page.links:
        whole = urlsplit(urljoin(here, address))
        if whole.netloc != "site.test" or whole.scheme not in ("http", "https"):
            if tag not in ("a", "link") and not address.startswith("data:image/"):
                yield f"<{tag}> asks another host: {address}"
            continue
        inside = unquote(whole.path)
        if not inside.startswith(base_path):
            yield f"{address} leaves the site"
            continue
        target = inside[len(base_path) :]
        target += "index.html" if not target or target.endswith("/") else ""
        if not (site / target).is_file():
            yield f"{address} leads to {target}, which is not there"
        elif whole.fragment and target in pages and not _is_on(pages[target], unquote(whole.fragment)):
            yield f"{address}: there is no id {unquote(whole.fragment)!r} on {target}"


def _is_on(page: Parsed, fragment: str) -> bool:
    """Whether a page has what a fragment leads to. `~NAME` asks the script to mark a sentence, if it can."""
    return fragment.startswith("~") or fragment in page.ids
