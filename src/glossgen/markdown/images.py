"""Images: a local file with its size, an embedded `data:` image, or a link to another host."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from urllib.parse import quote, unquote

from glossgen.markdown.context import Context, Resource, has_safe_scheme, is_external
from glossgen.markdown.shortcodes import written_address


def show_image(
    context: Context, line: int, src: str, alt: str, title: str, sizes: Mapping[str, str], *, in_link: bool
) -> tuple[str, str | None]:
    """The text of an image, and its HTML (None: only the text is shown)."""
    src, unknown = written_address(src)
    if unknown:
        context.report("shortcode", line, unknown)
        return alt, None
    if is_data_image(src):
        return alt, data_image_html(src, alt, title)
    if is_external(src) and not has_safe_scheme(src):
        context.report("link-scheme", line, src)
        return alt, None
    if is_external(src):
        # Pages make no request to other hosts, so an external image becomes a link.
        context.report("external-image", line, src)
        name = alt or src
        safe = src.lower().startswith(("http://", "https://", "//")) and not in_link
        return name, f'<a href="{escape(src)}" rel="external">{escape(name)}</a>' if safe else None
    resource = context.locate(unquote(src))
    if resource is None:
        context.report("missing-image", line, unquote(src))
        return alt, None
    if resource.refused:
        context.report("linked-file", line, f"{resource.refused}\n{unquote(src)}")
        return alt, None
    return alt, image_html(resource, alt, title, sizes)


def is_data_image(address: str) -> bool:
    """Whether an address is an embedded image (RFC 2397) of a type that cannot contain scripts."""
    return re.match(r"data:image/(?:gif|png|jpeg|webp);", address, re.IGNORECASE) is not None


def image_html(resource: Resource, alt: str, title: str, sizes: Mapping[str, str]) -> str:
    """An `<img>` with its size, so that the layout does not shift when it loads."""
    width, height = _size(resource, sizes)
    size = (f' width="{width}"' if width else "") + (f' height="{height}"' if height else "")
    return _img("\0" + quote(resource.url), alt, title, size)


def data_image_html(address: str, alt: str, title: str) -> str:
    """An `<img>` with an embedded image."""
    return _img(escape(address), alt, title, "")


def _img(src: str, alt: str, title: str, size: str) -> str:
    about = f' title="{escape(title)}"' if title else ""
    return f'<img src="{src}" alt="{escape(alt)}"{about}{size} loading="lazy" decoding="async">'


def _size(resource: Resource, sizes: Mapping[str, str]) -> tuple[int, int]:
    """The requested size, else the size of the file; a side that is not given keeps the aspect ratio."""
    width, height = (_pixels(sizes.get(name, "")) for name in ("width", "height"))
    if not (resource.width and resource.height):
        return width, height
    if width and not height:
        return width, round(width * resource.height / resource.width)
    if height and not width:
        return round(height * resource.width / resource.height), height
    return (width, height) if width else (resource.width, resource.height)


def _pixels(text: str) -> int:
    digits = text.strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 0
