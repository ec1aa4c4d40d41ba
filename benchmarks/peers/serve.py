"""From saving a file to the new page served: the servers of several peers, one save after the other."""

from __future__ import annotations

import contextlib
import http.client
import random
import socket
import statistics
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from .corpus import Corpus
from .inputs import synchronise
from .measure import CommandFailed, surroundings
from .peer import Peer
from .processes import cpu_seconds, family, memory

HOST = "127.0.0.1"
POLL = 0.005
"""Seconds between an answer and the next request."""
STARTING = 300.0
SAVING = 120.0
"""Seconds after which a server is given up."""
QUIET = 0.3
"""A server is at rest when it did next to nothing for so many seconds."""
BUSY = 0.02
"""CPU seconds in that time that are more than next to nothing."""
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Save:
    """One save: seconds until the page is served, and CPU seconds until the server is at rest again."""

    seconds: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Served:
    """What was measured of one server: seconds from its start to the page, all saves, and bytes at rest."""

    start: float
    saves: tuple[Save, ...]
    memory: int

    @property
    def seconds(self) -> float:
        """From save to page, the median."""
        return statistics.median(save.seconds for save in self.saves)

    @property
    def cpu(self) -> float:
        """CPU seconds of a save, the median."""
        return statistics.median(save.cpu for save in self.saves)


def measure_servers(
    peers: Iterable[Peer], programs: Mapping[str, Path | None], terms: int, saves: int, work: Path, say: Say
) -> dict[str, Served]:
    """What was measured, by the names of peers; one that fails is reported and left out."""
    found: dict[str, list[Save]] = {}
    with ExitStack() as stack:
        servers = []
        for peer in peers:
            synchronise(peer, Corpus(terms), work / peer.name)
            server = _Server(peer, programs[peer.name], work / peer.name, Corpus(terms))
            try:
                stack.enter_context(server.running())
            except (CommandFailed, OSError) as error:
                say(f"{peer.name}: its server is left out, since {error}")
                continue
            servers.append(server)
        chance = random.Random(terms)
        for number in range(1, saves + 1):
            pause = chance.random()
            for server in list(servers):
                try:
                    save = server.save(number, pause)
                except (CommandFailed, OSError) as error:
                    say(f"{server.name}: its server is left out, since {error}")
                    servers.remove(server)
                    continue
                found.setdefault(server.name, []).append(save)
                say(
                    f"{terms:,} terms, save {number}, {server.name}:"
                    f" {save.seconds:.3f} s, CPU {save.cpu:.2f} s"
                )
        return {
            server.name: Served(server.start, tuple(found[server.name]), memory(server.processes()))
            for server in servers
            if server.name in found
        }


class _Server:
    """The server of one peer."""

    def __init__(self, peer: Peer, program: Path | None, folder: Path, corpus: Corpus) -> None:
        assert peer.serve
        assert peer.page
        self.name = peer.name
        self.start = 0.0
        self._peer, self._folder = peer, folder
        self._revised = _closing(corpus, 1)
        self._path, self._text = next(
            (path, text) for path, text in peer.files(Corpus(corpus.terms, 1)) if self._revised in text
        )
        self._corpus = corpus
        self._port = _free_port()
        self._command = peer.serve(program, folder, self._port)
        self._url = "/" + peer.page(corpus.entry(corpus.edited)).removesuffix("index.html")
        self._process: subprocess.Popen[bytes] | None = None

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Start it, wait for the page and for rest; stop it in the end."""
        environment = surroundings({**dict(self._peer.environment), "TMPDIR": str(self._folder)})
        log = self._folder / "serve.txt"
        with log.open("wb") as output:
            begun = time.perf_counter()
            self._process = subprocess.Popen(
                self._command, cwd=self._folder, env=environment, stdout=output, stderr=subprocess.STDOUT
            )
            try:
                self._wait_for(_closing(self._corpus, 0), STARTING)
                self.start = time.perf_counter() - begun
                self._rest()
                yield
            finally:
                self._process.terminate()
                try:
                    self._process.wait(20)
                except subprocess.TimeoutExpired:
                    self._process.kill()
                    self._process.wait()

    def save(self, revision: int, pause: float) -> Save:
        """Save another definition, and wait for its page. The pause keeps the saves out of step with a server
        that looks for changes at set times."""
        closing = _closing(self._corpus, revision)
        content = self._text.replace(self._revised, closing).encode()
        self._rest()
        time.sleep(pause)
        cpu = cpu_seconds(self.processes())
        begun = time.perf_counter()
        (self._folder / self._path).write_bytes(content)
        self._wait_for(closing, SAVING)
        seconds = time.perf_counter() - begun
        self._rest()
        return Save(seconds, cpu_seconds(self.processes()) - cpu)

    def processes(self) -> list[int]:
        """The server and what it started."""
        return family(self._process.pid) if self._process else []

    def _wait_for(self, sentence: str, seconds: float) -> None:
        """Ask for the page until the sentence is in it. Raises `CommandFailed`."""
        wanted, end = sentence.encode(), time.perf_counter() + seconds
        connection = http.client.HTTPConnection(HOST, self._port, timeout=seconds)
        while wanted not in self._page(connection):
            if self._process and self._process.poll() is not None:
                printed = (self._folder / "serve.txt").read_text(encoding="utf-8", errors="replace")[-2000:]
                raise CommandFailed(f"{' '.join(self._command)} ended:\n{printed}")
            if time.perf_counter() > end:
                raise CommandFailed(f"{self._url} does not say {sentence} after {seconds:.0f} s")
            time.sleep(POLL)
        connection.close()

    def _page(self, connection: http.client.HTTPConnection) -> bytes:
        try:
            connection.request("GET", self._url)
            return connection.getresponse().read()
        except (OSError, http.client.HTTPException):  # not yet, or the connection was idle for too long
            connection.close()
            return b""

    def _rest(self) -> None:
        """Wait until the server is at rest, for at most as long as a save may take."""
        end = time.perf_counter() + SAVING
        before = cpu_seconds(self.processes())
        while time.perf_counter() < end:
            time.sleep(QUIET)
            now = cpu_seconds(self.processes())
            if now - before < BUSY:
                return
            before = now


def _closing(corpus: Corpus, revision: int) -> str:
    """The last sentence of the edited definition after so many edits."""
    return Corpus(corpus.terms, revision).entry(corpus.edited).closing


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        port: int = found.getsockname()[1]
        return port
