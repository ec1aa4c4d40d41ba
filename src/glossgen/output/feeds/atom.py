"""The Atom feed (RFC 4287) of new and changed terms of a language."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

from glossgen.site.values import Change, ChangesPage, SiteFrame
from glossgen.text import plain_run

NAME = "feed.xml"
MAX_ENTRIES = 50
"""The most entries in a feed."""

_NAMESPACE = "http://www.w3.org/2005/Atom"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

Absolute = Callable[[str], str]


def atom_feed(page: ChangesPage, frame: SiteFrame, absolute: Absolute) -> bytes:
    """The newest changes as a feed for the address `frame.feed`.

    `absolute` must return absolute URLs, which serve as ids (RFC 4287 §4.2.6). Dates are written as
    midnight UTC. The clock is not read, so the same glossary gives the same feed.
    """
    feed = ElementTree.Element("feed", {"xmlns": _NAMESPACE, _XML_LANGUAGE: frame.language})
    _add(feed, "title", frame.title)
    if frame.description:
        _add(feed, "subtitle", frame.description)
    _add(feed, "id", absolute(frame.home.url))
    _add(feed, "updated", _time(page.changes[0].date))
    ElementTree.SubElement(feed, "link", rel="self", type="application/atom+xml", href=absolute(frame.feed))
    ElementTree.SubElement(feed, "link", rel="alternate", type="text/html", href=absolute(frame.home.url))
    author = ElementTree.SubElement(feed, "author")
    _add(author, "name", frame.title)
    if frame.generator:
        _add(feed, "generator", frame.generator)
    for change in page.changes[:MAX_ENTRIES]:
        _entry(feed, change, absolute)
    ElementTree.indent(feed, "")
    text = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _entry(feed: ElementTree.Element, change: Change, absolute: Absolute) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    address = absolute(change.entry.link.url)
    _add(entry, "title", change.entry.link.text)
    _add(entry, "id", address)
    _add(entry, "updated", _time(change.date))
    if change.created:
        _add(entry, "published", _time(change.created))
    ElementTree.SubElement(entry, "link", rel="alternate", type="text/html", href=address)
    if change.category:
        ElementTree.SubElement(entry, "category", term=change.category)
    if change.entry.summary:
        _add(entry, "summary", plain_run(change.entry.summary.text_run))


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    # XML 1.0 §2.2 excludes control characters, even escaped ones.
    element = ElementTree.SubElement(parent, name)
    element.text = "".join(char for char in text if char >= " " or char in "\t\n")


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"
