"""The preview server answers nobody but the browser of this machine, and with nothing but the site."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from glossgen.serve import http as serve_http
from glossgen.serve import open_server
from glossgen.serve.http import PreviewServer
from glossgen.serve.state import State

SECRET = b"the secret"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PreviewServer]:
    monkeypatch.setattr(serve_http.Handler, "timeout", 60)
    site = tmp_path / "site"
    (site / "a").mkdir(parents=True)
    (site / "index.html").write_text("<!doctype html><title>t</title><body>home</body>")
    (site / "a" / "index.html").write_text("<!doctype html><body>a</body>")
    (site / ".glossgen.json").write_bytes(SECRET)
    (tmp_path / "secret.txt").write_bytes(SECRET)
    (site / "link.txt").symlink_to(tmp_path / "secret.txt")
    (site / "out").symlink_to(tmp_path)
    state = State()
    state.publish(site=True, base_path="/", problems=(), known=())
    made = open_server(0, site, state)
    thread = threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()


def ask(
    server: PreviewServer, path: str, headers: dict[str, str] | None = None, method: str = "GET"
) -> bytes:
    """Status and content of an answer."""
    client = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    client.putrequest(method, path, skip_host=headers is not None and "Host" in headers)
    for name, value in (headers or {}).items():
        client.putheader(name, value.replace("PORT", str(server.server_port)))
    client.endheaders()
    answer = client.getresponse()
    content = str(answer.status).encode() + b" " + answer.read()
    client.close()
    return content


@pytest.mark.parametrize("name", ["127.0.0.1:PORT", "localhost:PORT", "LOCALHOST:PORT"])
def test_names_of_its_own(server: PreviewServer, name: str) -> None:
    assert ask(server, "/", {"Host": name}).startswith(b"200 ")
    assert ask(server, "/", {"Host": name, "Origin": "http://" + name}).startswith(b"200 ")


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:PORT", "127.0.0.1.evil.example:PORT", "", "127.0.0.1", "[::1]:PORT"],
)
def test_a_foreign_host(server: PreviewServer, host: str) -> None:
    """DNS rebinding: a foreign name that leads here."""
    for path in ("/", "/__glossgen/events", "/__glossgen/reload.js", "/none"):
        assert ask(server, path, {"Host": host}).startswith(b"421 ")


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:PORT", "http://localhost"]
)
def test_a_foreign_origin(server: PreviewServer, origin: str) -> None:
    for path in ("/", "/__glossgen/events"):
        assert ask(server, path, {"Host": "127.0.0.1:PORT", "Origin": origin}).startswith(b"403 ")


TRAVERSALS = [
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/a/../../secret.txt",
    "/a/..%5c..%5csecret.txt",
    "/..\\secret.txt",
    "/..%c0%afsecret.txt",
    "/%252e%252e/secret.txt",
    "/....//secret.txt",
    "/link.txt",
    "/out/secret.txt",
    "/out%2fsecret.txt",
    "/.glossgen.json",
    "/%2eglossgen.json",
    "/a/..%2f.glossgen.json",
    "/secret.txt%00.html",
    "/..;/secret.txt",
    "//secret.txt",
    "/a/%00",
    "/%ff",
    "/c:/secret.txt",
    "/__glossgen/../secret.txt",
    "/__glossgen/..%2fhttp.py",
    "/__glossgen/panel.css/../x",
    "http://127.0.0.1/../secret.txt",
    "?/../secret.txt",
]


@pytest.mark.parametrize("path", TRAVERSALS)
def test_nothing_but_the_site(server: PreviewServer, path: str) -> None:
    for method in ("GET", "HEAD"):
        answer = ask(server, path, {"Host": "127.0.0.1:PORT"}, method)
        assert SECRET not in answer
        assert not answer.startswith((b"200 ", b"5"))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE"])
def test_it_only_reads(server: PreviewServer, method: str) -> None:
    assert ask(server, "/", {"Host": "127.0.0.1:PORT"}, method).startswith(b"501 ")


def test_it_is_bound_to_this_machine(server: PreviewServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


def connected(server: PreviewServer, text: bytes) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", server.server_port), timeout=60)
    made.sendall(text)
    return made


@pytest.mark.parametrize(
    "text", [b"", b"G", b"GET / HTTP/1.1\r\nHost: 127", b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 50]
)
def test_a_request_that_never_ends(
    server: PreviewServer, text: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is ended after its time, though the socket would wait on; others are answered meanwhile."""
    monkeypatch.setattr(serve_http, "PATIENCE", 0.2)
    slow = connected(server, text)
    assert ask(server, "/").startswith(b"200 ")
    assert slow.recv(1) == b""
    slow.close()


def test_too_many_connections(server: PreviewServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve_http, "MOST_CONNECTIONS", 3)
    many = [connected(server, b"GET /") for _ in range(8)]
    refused = [each for each in many if _is_over(each)]
    assert len(refused) >= 4
    for each in many:
        each.close()


def _is_over(connection: socket.socket) -> bool:
    connection.settimeout(0.5)
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


@pytest.mark.parametrize(
    "text",
    [
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET " + b"a" * 70_000 + b"\r\n\r\n",
        b"\0\xff\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"A" * 100 + b"\r\n\r\n",
    ],
)
def test_what_is_no_request(server: PreviewServer, text: bytes) -> None:
    broken = connected(server, text)
    assert b"home" not in broken.recv(65536)
    broken.close()
    assert ask(server, "/").startswith(b"200 ")


@pytest.mark.parametrize("header", ["Content-Length: {}", "Transfer-Encoding: chunked"])
def test_a_content_is_no_second_request(server: PreviewServer, header: str) -> None:
    inner = f"GET /a/ HTTP/1.1\r\nHost: 127.0.0.1:{server.server_port}\r\n\r\n"
    head = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{server.server_port}\r\n{header.format(len(inner))}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=60) as client:
        client.sendall((head + inner).encode())
        answer = b"".join(iter(lambda: client.recv(4096), b""))
    assert (answer.count(b"HTTP/1.1 "), answer[:13]) == (1, b"HTTP/1.1 400 ")
