"""Structured data of a page (JSON-LD 1.1, schema.org): a term is a `DefinedTerm` of a `DefinedTermSet`."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.json import Encoder

from glossgen.site.values import CategoryPage, HomePage, Name, Page, SiteFrame, TermPage

CONTEXT = "https://schema.org"

Absolute = Callable[[str], str]
"""Converts an address of the site to an absolute URL, or to one relative to the page."""

JsonObject = dict[str, object]

_ENCODER = Encoder()


def json_ld(page: Page, frame: SiteFrame, absolute: Absolute) -> str:
    """The structured data of a page for its `<script>`; empty for pages that define no terms.

    `<`, `>` and `&` are written as JSON escapes (RFC 8259 §7), so that no text can end the element
    or open a comment in it.
    """
    value = _value(page, frame, absolute)
    if value is None:
        return ""
    text = _ENCODER.encode({"@context": CONTEXT, **value}).decode()
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _value(page: Page, frame: SiteFrame, absolute: Absolute) -> JsonObject | None:
    if isinstance(page, TermPage):
        return _term(page, frame, absolute)
    if isinstance(page, HomePage):
        value = _glossary(frame, absolute) | {"inLanguage": page.head.language}
        if page.head.description:
            value["description"] = page.head.description
        others = [absolute(url) for language, url in page.head.alternates if language != page.head.language]
        return value | ({"workTranslation": others} if others else {})
    if isinstance(page, CategoryPage):
        return _category(page, frame, absolute)
    return None


def _glossary(frame: SiteFrame, absolute: Absolute) -> JsonObject:
    url = absolute(frame.home.url)
    return {"@type": "DefinedTermSet", "@id": url, "name": frame.title, "url": url}


def _term(page: TermPage, frame: SiteFrame, absolute: Absolute) -> JsonObject:
    url = absolute(page.head.url)
    sets = [frame.home.url, *([page.category.url.partition("#")[0]] if page.category else [])]
    value: JsonObject = {"@type": "DefinedTerm", "@id": url, "name": page.name.text}
    names: list[object] = [_name(name, page.head.language) for name in page.other_names]
    if page.reading:
        names.append(page.reading)
    if names:
        value["alternateName"] = names
    if page.head.description:
        value["description"] = page.head.description
    others = [
        absolute(address) for language, address in page.head.alternates if language != page.head.language
    ]
    if others:
        value["sameAs"] = others
    # Their own pages say what they are and are called.
    value["inDefinedTermSet"] = [{"@id": absolute(each)} for each in sets]
    return value


def _name(name: Name, language: str) -> object:
    """A label; a label in another language has its language tag."""
    return {"@language": name.language, "@value": name.text} if name.language else name.text


def _category(page: CategoryPage, frame: SiteFrame, absolute: Absolute) -> JsonObject:
    url = absolute(page.head.url)
    # Their own pages say what they are and are called.
    terms = [entry.url for entry in page.entries] + [article.link.url for article in page.articles]
    value: JsonObject = {
        "@type": "DefinedTermSet",
        "@id": url,
        "url": url,
        "name": page.title,
        "inLanguage": page.head.language,
        "isPartOf": _glossary(frame, absolute),
        "hasDefinedTerm": [{"@id": absolute(each)} for each in terms],
    }
    return value | ({"description": page.head.description} if page.head.description else {})
