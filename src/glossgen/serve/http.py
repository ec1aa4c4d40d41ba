"""The HTTP server: the files of the site, and two URLs for the script that reloads pages."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import socketserver
import sys
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from glossgen.model import Position, Problem
from glossgen.problems import CannotStart
from glossgen.serve.request_path import HTML, TYPES, Redirect, find, media_type
from glossgen.serve.state import Snapshot, State

HOST = "127.0.0.1"
NAMES = (HOST, "localhost")
"""What a browser may call this server."""

OWN = "/__glossgen/"
HEARTBEAT = 15.0
"""Seconds between keep-alive comments; also how soon a closed page is noticed."""

PATIENCE = 10.0
"""Seconds in which a request must have come, and an answer be taken."""

MOST_CONNECTIONS = 200
"""Connections at a time; a page that is open has one."""

CLIENT = Path(__file__).parent / "client"


class PreviewServer(ThreadingHTTPServer):
    """Serves one folder on the loopback address."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # on Windows this would let two servers share a port

    def __init__(self, port: int, folder: Path, state: State) -> None:
        """Bind the port; 0 takes any free one. Raises OSError."""
        self.folder = folder
        self.state = state
        self._connections: dict[socket.socket, float] = {}
        self._lock = threading.Lock()
        super().__init__((HOST, port), Handler)

    def server_bind(self) -> None:
        """Bind without a reverse lookup of the host name, which can take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    # -- connections -------------------------------------------------------

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Take a connection, unless there are too many."""
        with self._lock:
            if len(self._connections) >= MOST_CONNECTIONS:
                return False
            self._connections[request] = time.monotonic() + PATIENCE
            return True

    def wait_for(self, request: socket.socket, seconds: float) -> None:
        """Let a connection have so much time from now on."""
        with self._lock:
            if request in self._connections:
                self._connections[request] = time.monotonic() + seconds

    def shutdown_request(self, request: Any) -> None:
        """Forget a connection that is at its end."""
        with self._lock:
            self._connections.pop(request, None)
        super().shutdown_request(request)

    def service_actions(self) -> None:
        """Several times a second: end the connections whose time is over, however slowly they send."""
        now = time.monotonic()
        with self._lock:
            late = [request for request, until in self._connections.items() if until < now]
        for request in late:
            with contextlib.suppress(OSError):
                request.shutdown(socket.SHUT_RDWR)

    def is_own(self, address: str) -> bool:
        """Whether a host with its port, as a browser names it, is this server.

        Another name that leads here (DNS rebinding) would give the pages to the site of that name.
        """
        return address.lower() in {f"{name}:{self.server_port}" for name in NAMES}

    @property
    def url(self) -> str:
        """The address to open in a browser."""
        return f"http://{HOST}:{self.server_port}{self.state.now.base_path}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Do not log when a browser closes the connection during a response."""
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError | TimeoutError | ValueError):
            sys.stderr.write(f"glossgen serve: {error!r}\n")


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
    timeout = PATIENCE
    protocol_version = "HTTP/1.1"
    server_version = "glossgen"
    disable_nagle_algorithm = True  # else the body would wait until the browser acknowledges the headers
    sys_version = ""

    def parse_request(self) -> bool:
        """Read the head of a request, and refuse it if it is not for us."""
        if not super().parse_request():
            return False
        self.server.wait_for(self.connection, PATIENCE)
        hosts, origin = self.headers.get_all("Host") or [], self.headers.get("Origin")
        if len(hosts) != 1 or not self.server.is_own(hosts[0].strip()):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST, "This is the preview of glossgen at 127.0.0.1")
            return False
        if origin is not None and not self.server.is_own(origin.strip().removeprefix("http://")):
            self.send_error(HTTPStatus.FORBIDDEN, "Only the pages of the preview may ask")
            return False
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            # Nobody reads a content, so that it would be taken for the next request.
            self.send_error(HTTPStatus.BAD_REQUEST, "A request has no content here")
            return False
        return True

    def do_GET(self) -> None:
        """Answer with headers and content."""
        if not self.path.startswith("/"):
            self.send_error(HTTPStatus.BAD_REQUEST, "A path begins with a slash")
            return
        path = self.path.partition("#")[0].partition("?")[0]
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
            self.server.wait_for(self.connection, HEARTBEAT + PATIENCE)
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
