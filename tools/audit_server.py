"""A site on loopback as a static host serves it: below a path, compressed, with times to keep."""

from __future__ import annotations

import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urlsplit

PATH = "/glossary/"
"""Most glossaries are published below a path, as project pages are."""

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
PACKED = (".html", ".css", ".js", ".json", ".xml", ".svg")


@cache
def compressed(body: bytes) -> bytes:
    """Static hosts keep what they have compressed once; Lighthouse takes a slow answer for a slow host."""
    return gzip.compress(body, 9, mtime=0)


class Host(http.server.BaseHTTPRequestHandler):
    """Answers GET from `site`."""

    site: Path
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file, or the 404 page of the site."""
        file = self._file()
        found = file or self.site / "404.html"
        body = found.read_bytes()
        packed = found.suffix in PACKED and "gzip" in self.headers.get("Accept-Encoding", "")
        if packed:
            body = compressed(body)
        self.send_response(HTTPStatus.OK if file else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", TYPES.get(found.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Vary", "Accept-Encoding")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def _file(self) -> Path | None:
        path = unquote(urlsplit(self.path).path)
        if not path.startswith(PATH):
            return None
        file = (self.site / path.removeprefix(PATH)).resolve()
        if path.endswith("/"):
            file = file / "index.html"
        return file if file.is_relative_to(self.site.resolve()) and file.is_file() else None

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class SiteServer(http.server.ThreadingHTTPServer):
    """With room for all the connections that a browser opens at once; a sixth would wait for a second."""

    daemon_threads = True
    request_queue_size = 64


@contextmanager
def hosted(site: Path) -> Iterator[str]:
    """The address of a site on loopback, while the block runs."""
    handler = type("SiteHost", (Host,), {"site": site})
    with SiteServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{PATH}"
        server.shutdown()
