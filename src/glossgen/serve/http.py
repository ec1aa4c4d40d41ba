"""The HTTP server: the files of the site, and two URLs for the script that reloads pages."""

from __future__ import annotations

import errno
import os
import socketserver
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from glossgen.model import Position, Problem
from glossgen.problems import CannotStart
from glossgen.serve.request_path import HTML, TYPES, Redirect, find, media_type
from glossgen.serve.state import Snapshot, State

HOST = "127.0.0.1"
OWN = "/__glossgen/"
HEARTBEAT = 15.0
"""Seconds between keep-alive comments; also how soon a closed page is noticed."""

CLIENT = Path(__file__).parent / "client"


class PreviewServer(ThreadingHTTPServer):
    """Serves one folder on the loopback address."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # on Windows this would let two servers share a port

    def __init__(self, port: int, folder: Path, state: State) -> None:
        """Bind the port; 0 takes any free one. Raises OSError."""
        self.folder = folder
        self.state = state
        super().__init__((HOST, port), Handler)

    def server_bind(self) -> None:
        """Bind without a reverse lookup of the host name, which can take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    @property
    def url(self) -> str:
        """The address to open in a browser."""
        return f"http://{HOST}:{self.server_port}{self.state.now.base_path}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Do not log when a browser closes the connection during a response."""
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError):
            sys.stderr.write(f"glossgen serve: {type(error).__name__}: {error}\n")


def open_server(port: int, folder: Path, state: State) -> PreviewServer:
    """A server on a port. Raises CannotStart if the port is not available."""
    try:
        return PreviewServer(port, folder, state)
    except OSError as error:
        taken = error.errno in (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE))
        reason = "another program uses it" if taken else (error.strerror or str(error))
        with PreviewServer(0, folder, state) as other:
            free = other.server_port
        hint = f"try --port {free}, which is free, or --port 0 for any free one"
        message = f"the port {port} cannot be used: {reason}"
        raise CannotStart([Problem(Position("--port", 0), "port", message, hint)]) from error


class Handler(BaseHTTPRequestHandler):
    """Handles one connection."""

    server: PreviewServer
    protocol_version = "HTTP/1.1"
    server_version = "glossgen"
    disable_nagle_algorithm = True  # else the body would wait until the browser acknowledges the headers
    sys_version = ""

    def do_GET(self) -> None:
        """Answer with headers and content."""
        path = urlsplit(self.path).path
        if path == OWN + "events":
            self._events()
        elif path.startswith(OWN):
            self._own(path[len(OWN) :])
        else:
            self._site(path)

    def do_HEAD(self) -> None:
        """Answer with the headers of the response to GET."""
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        """Do not log requests."""

    def _site(self, path: str) -> None:
        state = self.server.state
        snapshot = state.now
        found = find(self.server.folder, snapshot.base_path, path)
        if isinstance(found, Redirect):
            self._send(HTTPStatus.FOUND, b"", "text/plain", {"Location": found.location})
        elif not snapshot.site:
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, self._reloading(_NOTHING_YET, snapshot), HTML)
        elif found is None:
            page = _read(self.server.folder / "404.html") or _NOT_FOUND
            self._send(HTTPStatus.NOT_FOUND, self._reloading(page, snapshot), HTML)
        else:
            kind = media_type(found)
            content = _read(found)
            if content is None:  # removed by a build after it was found
                self._send(HTTPStatus.NOT_FOUND, self._reloading(_NOT_FOUND, snapshot), HTML)
            else:
                self._send(
                    HTTPStatus.OK, self._reloading(content, snapshot) if kind == HTML else content, kind
                )

    def _own(self, name: str) -> None:
        content = _read(CLIENT / name) if name in ("reload.js", "panel.css") else None
        if content is None:
            self._send(HTTPStatus.NOT_FOUND, b"", "text/plain")
        else:
            self._send(HTTPStatus.OK, content, TYPES[Path(name).suffix])

    def _events(self) -> None:
        """Server-Sent Events (HTML standard §9.2) until the browser goes away."""
        state, sequence = self.server.state, -1
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        while self.command != "HEAD":
            snapshot = state.wait(sequence, HEARTBEAT)
            if snapshot is None:
                self.wfile.write(b":\n\n")
            else:
                sequence = snapshot.sequence
                self.wfile.write(f"data: {state.message(snapshot)}\n\n".encode())
            self.wfile.flush()

    def _reloading(self, page: bytes, snapshot: Snapshot) -> bytes:
        """The page with our script. The build does not contain it; the script satisfies a strict policy."""
        version = self.server.state.version(snapshot)
        script = f'<script src="{OWN}reload.js?version={version}" defer></script>'.encode()
        end = page.rfind(b"</body>")
        return page + script if end < 0 else page[:end] + script + page[end:]

    def _send(
        self, status: HTTPStatus, content: bytes, kind: str, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _page(title: str, text: str) -> bytes:
    head = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
    return f"{head}<body><h1>{title}</h1><p>{text}</p></body></html>".encode()


_NOTHING_YET = _page("No site yet", "The first build did not succeed. This page reloads when one does.")
_NOT_FOUND = _page("Not found", "The site has no page at this address.")
