"""Note pages: texts that mention terms and define none."""

from __future__ import annotations

from glossgen.model import Key
from glossgen.site.math_flags import has_code, has_math
from glossgen.site.site import Site
from glossgen.site.values import NotePage


def note_page(site: Site, key: Key) -> NotePage:
    """The page of a note."""
    source = site.source_of(key)
    note = source.note or site.graph.notes[key]
    body = site.graph.body(key)
    head = site.head(
        site.addresses[key],
        note.language,
        note.title,
        description=site.description(note.meta.description, body),
        alternates=site.alternates(source),
        changed=site.changed(note),
        path=source.path,
        has_math=has_math(body),
        has_code=has_code(body),
    )
    mentions = site.links(site.graph.links(key), note.language)
    return NotePage(head, note.title, site.linked_body(key, body), mentions, note.written)
