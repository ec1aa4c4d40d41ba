"""Checks that an SVG picture has no active content, with an XML parser and an allow list.

An SVG that is opened at its own address is a document with the rights of the site. A picture is published
unchanged or not at all: unsafe content is reported, not removed.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.parsers import expat

MOST_BYTES = 5_000_000
"""The largest SVG that is read."""

MOST_DEPTH = 200
"""The deepest nesting of elements."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_ELEMENTS = _names(
    "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath title"
    " desc metadata linearGradient radialGradient stop pattern clipPath mask marker image switch style"
    " a view hatch hatchpath filter feBlend feColorMatrix feComponentTransfer feComposite"
    " feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA"
    " feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset"
    " fePointLight feSpecularLighting feSpotLight feTile feTurbulence animate animateMotion"
    " animateTransform mpath set flowRoot flowRegion flowPara flowSpan"
)
_INERT = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://www.inkscape.org/namespaces/",
    "http://sodipodi.sourceforge.net/",
    "http://inkscape.sourceforge.net/",
    "http://www.bohemiancoding.com/sketch/",
    "http://www.figma.com/",
    "http://ns.adobe.com/",
    "http://schemas.microsoft.com/visio/",
    "http://www.serif.com/",
    "http://www.vectornator.io",
    "adobe:ns:meta/",
)
"""Prefixes of the namespaces of editors, whose elements are neither shown nor executed."""

_HREF = re.compile(r"#|data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)
_LINK = re.compile(r"#|https?://|mailto:", re.IGNORECASE)
_URL = re.compile(
    r"url\(\s*([\"']?)(?!#|[\"']|data:(?:image/(?:png|jpeg|gif|webp)|font/|application/(?:x-)?font))", re.I
)
_CSS = re.compile(
    r"@import|@charset|expression\s*\(|-moz-binding|behaviou?r\s*:|javascript:|\\"
    r"|(?:image-set|image|cross-fade|(?<![\w-])src)\(",  # an address in them may be a text without url()
    re.I,
)
_TEXTS = re.compile(r"id\Z|class\Z|data-|aria-", re.I)
r"""Attributes whose values no browser reads as a style; a `\` is honest in them."""
_SCHEME = re.compile(r"\s*(?:javascript|vbscript|data\s*:\s*(?:text|application))", re.IGNORECASE)
_BLANK = re.compile(r"[\x00-\x20]+")


class _Refused(Exception):
    """The picture holds something that is not on the list."""


def svg_refusal(file: Path) -> str:
    """Why a picture is not published, as the predicate of a sentence; empty if it is published.

    Raises OSError when the file cannot be read.
    """
    with file.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        return f"has more than {MOST_BYTES // 1_000_000} MB"
    checker = _Checker()
    try:
        checker.parser.Parse(data, True)
    except _Refused as error:
        return f"holds {error} (line {checker.parser.CurrentLineNumber})"
    except expat.ExpatError as error:
        return f"is not well-formed XML (line {error.lineno})"
    except (ValueError, LookupError):  # a character set that Python does not know
        return "is not UTF-8"
    return ""


class _Checker:
    """The handlers of one parse."""

    def __init__(self) -> None:
        # The encoding is fixed, because another program could read a declared one differently.
        self.parser = parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.XmlDeclHandler = self.declaration
        parser.StartDoctypeDeclHandler = self.doctype
        parser.EntityDeclHandler = self.entity
        parser.ProcessingInstructionHandler = self.instruction
        self.open: list[str] = []
        self.css: list[str] = []

    def declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
            raise _Refused(f"the encoding {encoding}, and must be UTF-8")

    def doctype(self, name: str, _system: str | None, _public: str | None, internal: int) -> None:
        if internal or name != "svg":
            raise _Refused("a document type of its own")

    def entity(self, *_: object) -> None:
        raise _Refused("an entity")

    def instruction(self, target: str, _data: str) -> None:
        raise _Refused(f"the instruction <?{target}>")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if not self.open and (namespace, local) != (_SVG, "svg"):
            raise _Refused(f"<{local}> and no <svg>")
        if namespace == _SVG and local not in _ELEMENTS:
            raise _Refused(f"<{local}>")
        if namespace != _SVG and not namespace.startswith(_INERT):
            raise _Refused(f"<{local}> of another language")
        if self.open and self.open[-1] == "style":  # it would part a rule, and the browser joins what is left
            raise _Refused(f"<{local}> in a style")
        self.open.append(local if namespace == _SVG else "")
        if len(self.open) > MOST_DEPTH:
            raise _Refused(f"more than {MOST_DEPTH} elements in each other")
        for key, value in attributes.items():
            self.attribute(local, key, value)

    def end(self, _name: str) -> None:
        if self.open.pop() == "style":  # only now: the parser hands out a long text in pieces
            _check_css("".join(self.css))
            self.css.clear()

    def text(self, text: str) -> None:
        if self.open and self.open[-1] == "style":
            self.css.append(text)

    def attribute(self, element: str, key: str, value: str) -> None:
        namespace, _, name = key.rpartition(" ")
        shown = _BLANK.sub("", value)
        if name.lower().startswith("on") and not namespace.startswith(_INERT):
            raise _Refused(f"the attribute {name}")
        if name.lower() in ("href", "src", "base") and namespace in (
            "",
            _XLINK,
            "http://www.w3.org/XML/1998/namespace",
        ):
            allowed = _LINK if element == "a" else _HREF
            if name.lower() != "href" or (shown and not allowed.match(shown)):
                raise _Refused(f"the address {value[:40]!r} in <{element}>")
        if name == "attributeName" and re.search(r"href|^on|src", shown.rpartition(":")[2], re.IGNORECASE):
            raise _Refused(f"an animation of {value[:40]!r}")
        if any(_SCHEME.match(part) for part in shown.split(";")) and not _HREF.match(shown):
            raise _Refused(f"a script in the attribute {name}")
        # Any function may be `url` with a letter written as an escape.
        if name == "style" or ("(" in value and not namespace and not _TEXTS.match(name)):
            _check_css(value)


def _check_css(css: str) -> None:
    if found := _CSS.search(css) or _URL.search(css):
        raise _Refused(f"the style {css[found.start() : found.start() + 40]!r}")
