"""Shortcodes of site generators: Hugo's `{{< … >}}`, Jekyll's and MDN's `{% … %}` and `{{ … }}`.

Known ones name a term or a page, and become a link to it. Any other is shown as written, contains no link,
and is reported once for each name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from markdown_it.rules_inline.state_inline import StateInline

_CODE = r"\{\{[<%][^\n]{0,500}?[>%]\}\}|\{%[^\n]{0,500}?%\}|\{\{[^{}\n]*\}\}"
"""The length is limited, because each opening would be searched to the end of its line."""
_ALONE = re.compile(_CODE)
_LINK = re.compile(rf"(?<!!)\[(?P<text>[^\[\]\n]*)\]\(\s*(?P<code>{_CODE})(?P<rest>[^()\s]*)\s*\)")
_CALL = re.compile(
    r"(?:\{\{[<%]|\{%|\{\{)-?\s*(?P<name>/?[\w.-]+)(?P<arguments>.*?)-?(?:[>%]\}\}|%\}|\}\})\Z", re.DOTALL
)
_QUOTED = re.compile(
    r"""(?:(?P<key>[\w-]+)\s*=\s*)?(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"',()=]+))"""
)


_PIPED = re.compile(r"\{\{\s*[\"']([^\"']*)[\"']\s*\|\s*(?:relative|absolute)_url\s*\}\}")


class Arguments(dict[str, str]):
    """The arguments of a shortcode: by name, and those without one by number."""

    @classmethod
    def of(cls, text: str) -> Arguments:
        """The arguments in a text."""
        found = cls()
        for number, each in enumerate(_QUOTED.finditer(text)):
            value = each["double"] or each["single"] or each["bare"] or ""
            found[each["key"].lower() if each["key"] else str(number)] = value
        return found


def _by_id(arguments: Arguments) -> tuple[str, str]:
    target = (
        arguments.get("term_id") or arguments.get("term") or arguments.get("id") or arguments.get("0", "")
    )
    return target, arguments.get("text") or target.replace("-", " ").replace("_", " ")


def _glossary(arguments: Arguments) -> tuple[str, str]:
    target = arguments.get("0", "")
    return target, arguments.get("1") or target


TERMS: Mapping[str, Callable[[Arguments], tuple[str, str]]] = {
    "glossary_tooltip": _by_id,  # the documentation theme of Kubernetes
    "glossary_definition": _by_id,
    "glossary": _glossary,  # MDN
    "glossarytooltip": _by_id,
    "term": _by_id,
}
"""A shortcode that names a term (in lower case) → its target, and the text to be shown."""

PAGES = ("ref", "relref", "link", "post_url", "relative_url", "absolute_url")
"""Shortcodes in the address of a link that give the address of a page."""


Shortcodes = Mapping[str, Mapping[str, str]]
"""The setting `shortcodes`: a shortcode → which of its arguments are the `term` or `page`, and the `text`."""


def read_configured(meta: Mapping[str, str], known: Shortcodes) -> Mapping[str, str]:
    """The meaning of a shortcode (see `read_alone`), by the configuration if it is not built in."""
    configured = known.get(meta.get("name", "").lower(), {})
    arguments = Arguments.of(meta.get("arguments", ""))
    named = {kind: arguments.get(name.lower(), "") for kind, name in configured.items()}
    target = named.get("term") or named.get("page")
    if not target:
        return meta
    text = meta.get("shown") or named.get("text") or target
    if named.get("term"):
        return {"term": target, "text": text}
    return {"address": target + meta.get("rest", ""), "text": text}


def shortcode_rule(state: StateInline, silent: bool) -> bool:
    """Inline rule of markdown-it: pushes a `shortcode` token."""
    char = state.src[state.pos]
    found = None
    if char == "{":
        found = _ALONE.match(state.src, state.pos, state.posMax)
    elif char == "[":
        found = _LINK.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("shortcode", "", 0)
        token.content = found.group()
        token.meta = (
            read_link(found["text"], found["code"], found["rest"])
            if char == "["
            else read_alone(found.group())
        )
    state.pos = found.end()
    return True


def read_alone(code: str) -> dict[str, str]:
    """The meaning of a shortcode in running text: `term` and `text`, or `name` and `arguments` if unknown."""
    call = _CALL.match(code)
    name = call["name"] if call else ""
    means = TERMS.get(name.lower())
    if call is None or means is None:
        return {"name": name or code, "arguments": call["arguments"] if call else ""}
    target, text = means(Arguments.of(call["arguments"]))
    return {"term": target, "text": text} if target else {"name": name}


def written_address(address: str) -> tuple[str, str]:
    """An address with its shortcode resolved, or the name of one that cannot be; the other is empty."""
    before = address.partition("{")[0]
    found = _ALONE.match(address, len(before)) if "}" not in before else None
    if found is None:
        return address, ""
    meta = read_link("", found[0], address[found.end() :])
    name = meta.get("name", "")
    return ("", name) if name or before else (meta["address"], "")


def read_link(text: str, code: str, rest: str) -> dict[str, str]:
    """The target of a link whose address is a shortcode: `address` and `text`, or `name` if unknown."""
    piped = _PIPED.match(code)
    if piped:
        return {"address": piped[1] + rest, "text": text}
    call = _CALL.match(code)
    if call is None:
        return {"name": code}
    arguments = Arguments.of(call["arguments"])
    if call["name"].lower() in PAGES:
        top = "/" if call["name"].lower() == "link" else ""  # Jekyll counts from the top of the site
        address = top + (arguments.get("path") or arguments.get("0", "")).removeprefix(top)
        return {"address": address + rest, "text": text}
    if call["name"].lower() in ("site.baseurl", "site.url", "page.root", "base_path") and rest:
        return {"address": rest, "text": text}
    return {"name": call["name"], "shown": text, "rest": rest, "arguments": call["arguments"]}
