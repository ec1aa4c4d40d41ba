"""The anchors of a long category: its first page keeps those of entries that stand on its later pages.

As many of these entries as there is room for are named there, so that their anchors lead on without a
script. Those that follow are in a file, which `browser/anchors.js` asks for an anchor that the page lacks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from glossgen.link.queries import headings_in
from glossgen.site.category_parts import LISTED, CategoryPart, file_parts, listed_size
from glossgen.site.site import Site
from glossgen.site.values import EntryElsewhere


def entries_elsewhere(
    site: Site, path: str, parts: Sequence[CategoryPart]
) -> tuple[tuple[EntryElsewhere, ...], tuple[EntryElsewhere, ...]]:
    """The entries on the later pages of a file: those that its first page names, and the others."""
    found = tuple(_entries(site, path, parts))
    room, named = LISTED, 0
    for each in found:
        room -= listed_size(each.name.text, each.url, each.anchors)
        if room < 0:
            break
        named += 1
    return found[:named], found[named:]


def _entries(site: Site, path: str, parts: Sequence[CategoryPart]) -> Iterator[EntryElsewhere]:
    """Every entry on the later pages of a file, with each anchor that the first page has had of it."""
    inside: dict[int, list[str]] = defaultdict(list)
    for number, name in site.db.get(headings_in, path).values() if len(parts) > 1 else ():
        inside[number].append(name)
    first = len(parts[0].keys) + 1
    seen = {name for number, names in inside.items() if number < first for name in names}
    places = ((part, key) for part in parts[1:] for key in part.keys)
    for number, (part, key) in enumerate(places, first):
        term = site.graph.terms[key]
        anchors = dict.fromkeys((term.id, *term.anchors, *inside[number]))
        fresh = tuple(anchor for anchor in anchors if anchor not in seen)
        seen.update(fresh)
        yield EntryElsewhere(fresh, site.name(term.labels[0], term.language), f"{part.url}#{term.id}")


def anchors_file(site: Site, path: str) -> tuple[str, bytes] | None:
    """The file of anchors beside the first page of a file, if that does not name all entries.

    It is a script, since a page that was opened from the disk may fetch nothing else. It holds the anchors
    by the page that has them now, relative to the first.
    """
    parts = file_parts(site, site.graph.source(path))
    url, found = parts[0].url, defaultdict[str, list[str]](list)
    for each in entries_elsewhere(site, path, parts)[1]:
        found[each.url.partition("#")[0].removeprefix(url)] += each.anchors
    return (f"{url}anchors.js", b"glossgenAnchors=%s\n" % msgspec.json.encode(found)) if found else None
