"""A folder with a search to be measured: the scripts as they are sent, an index, and two bare pages."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from synthetic import Entry

from glossgen.assets import static_folder
from glossgen.output.search import MESSAGES, index_files
from glossgen.site.values import SearchEntry
from glossgen.sources.segments import by_segment

STATIC = ("site.js", "search.js", "search-more.js", "site.css", "search.css")
_PAGE = """<!doctype html><html lang="ja"><meta charset="utf-8"><title>.</title>
<link rel="stylesheet" href="{up}static/site.css"><script src="{up}static/site.js"></script>{script}
<body><header class="site-header"><form class="search{main}" role="search" action="{up}search/">
<input type="search" name="q" aria-label="."></form></header>
<p class="search-note"></p><p class="search-status" role="status"></p><ol class="search-results"></ol>
"""


URL = "search/"
"""The address of the search page."""


def search_entries(entries: list[Entry]) -> tuple[SearchEntry, ...]:
    """Entries as the build hands them to the index."""
    return tuple(
        SearchEntry("term", f"terms/{e.id}/", e.labels, (), e.reading, e.uses, e.text) for e in entries
    )


def segmented(entries: Sequence[SearchEntry]) -> list[list[SearchEntry]]:
    """Entries by segment, as if thirty of them stood in a source file."""
    files = {f"{start}.md": entries[start : start + 30] for start in range(0, len(entries), 30)}
    return [
        [entry for path in paths for entry in files[path]]
        for paths in by_segment({path: len(its) for path, its in files.items()})
    ]


def write(folder: Path, entries: tuple[SearchEntry, ...]) -> dict[str, int]:
    """Write all files; their compressed sizes in bytes (gzip, level 9)."""
    files = dict(index_files(URL, segmented(entries), MESSAGES))
    for name in STATIC:
        files[f"static/{name}"] = (static_folder() / name).read_bytes()
    files["index.html"] = _PAGE.format(up="", main="", script="").encode()
    script = '<script src="../static/search.js" defer></script>'
    files["search/index.html"] = _PAGE.format(up="../", main=" search-main", script=script).encode()
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return {path: len(gzip.compress(content, 9)) for path, content in files.items()}


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on this machine."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
