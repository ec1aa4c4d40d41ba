"""From saving a file to the new page served: the servers of several peers, one save after the other."""

from __future__ import annotations

import contextlib
import http.client
import random
import socket
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from .corpus import Corpus, Entry
from .inputs import synchronise
from .measure import CommandFailed, Usage, surroundings
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
START, SENTENCE, ENTRY = "start", "save", "save-entry"
SERVER_CASES = (START, SENTENCE, ENTRY)
"""The start until the first page is served, a sentence that is saved, and an entry that is added."""
Say = Callable[[str], None]
Runs = dict[str, list[Usage]]
"""By case: seconds until the page is served, CPU seconds until the server is at rest, and its memory then."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a save adds to the terms, and by which text the page of which entry shows it."""

    corpus: Corpus
    entry: Entry
    text: str


def shown(terms: int, case: str, number: int, before: int) -> Shown:
    """A save of one of the cases: sentences are saved first, so many, and then entries are added."""
    if case == ENTRY:
        corpus = Corpus(terms, before, more=number)
        entry = corpus.added(1 + number)
        return Shown(corpus, entry, entry.labels[0])
    corpus = Corpus(terms, number)
    entry = corpus.entry(corpus.edited)
    return Shown(corpus, entry, entry.closing)


def measure_servers(
    peers: Iterable[Peer], programs: Mapping[str, Path | None], terms: int, saves: int, work: Path, say: Say
) -> dict[str, Runs]:
    """What was measured, by the names of peers; one that fails is reported and left out."""
    with ExitStack() as stack:
        servers = []
        for peer in peers:
            synchronise(peer, Corpus(terms), work / peer.name)
            server = _Server(peer, programs[peer.name], work / peer.name)
            try:
                stack.enter_context(server.running(shown(terms, START, 0, 0)))
            except (CommandFailed, OSError) as error:
                say(f"{peer.name}: its server is left out, since {error}")
                continue
            servers.append(server)
        chance = random.Random(terms)
        for case in (SENTENCE, ENTRY):
            for number in range(1, saves + 1):
                pause = chance.random()
                for server in servers if number % 2 else servers[::-1]:
                    try:
                        save = server.save(case, shown(terms, case, number, saves), pause)
                    except (CommandFailed, OSError) as error:
                        say(f"{server.name}: its server is left out, since {error}")
                        servers = [each for each in servers if each is not server]
                        continue
                    say(
                        f"{terms:,} terms, {case} {number}, {server.name}:"
                        f" {save.wall:.3f} s, CPU {save.cpu:.2f} s"
                    )
        return {server.name: server.runs for server in servers}


class _Server:
    """The server of one peer."""

    def __init__(self, peer: Peer, program: Path | None, folder: Path) -> None:
        assert peer.serve
        self.name = peer.name
        self.runs: Runs = {}
        self._peer, self._folder = peer, folder
        self._port = _free_port()
        self._command = peer.serve(program, folder, self._port)
        self._process: subprocess.Popen[bytes] | None = None

    @contextlib.contextmanager
    def running(self, first: Shown) -> Iterator[None]:
        """Start it, wait for the page and for rest; stop it in the end."""
        environment = surroundings({**dict(self._peer.environment), "TMPDIR": str(self._folder)})
        log = self._folder / "serve.txt"
        with log.open("wb") as output:
            begun = time.perf_counter()
            self._process = subprocess.Popen(
                self._command, cwd=self._folder, env=environment, stdout=output, stderr=subprocess.STDOUT
            )
            try:
                self._wait_for(first, STARTING)
                self._keep(START, time.perf_counter() - begun, 0.0)
                yield
            finally:
                self._process.terminate()
                try:
                    self._process.wait(20)
                except subprocess.TimeoutExpired:
                    self._process.kill()
                    self._process.wait()

    def save(self, case: str, wanted: Shown, pause: float) -> Usage:
        """Save the file that holds what is added, and wait for its page. The pause keeps the saves out of
        step with a server that looks for changes at set times."""
        name, text = next(
            (name, text) for name, text in self._peer.files(wanted.corpus) if wanted.text in text
        )
        path, content = self._folder / name, text.encode()
        self._rest()
        time.sleep(pause)
        cpu = cpu_seconds(self._family())
        begun = time.perf_counter()
        path.write_bytes(content)
        self._wait_for(wanted, SAVING)
        return self._keep(case, time.perf_counter() - begun, cpu)

    def _keep(self, case: str, seconds: float, cpu: float) -> Usage:
        """Wait for rest, and keep what was measured."""
        self._rest()
        processes = self._family()
        usage = Usage(seconds, cpu_seconds(processes) - cpu, memory(processes))
        self.runs.setdefault(case, []).append(usage)
        return usage

    def _family(self) -> list[int]:
        """The server and what it started."""
        return family(self._process.pid) if self._process else []

    def _wait_for(self, wanted: Shown, seconds: float) -> None:
        """Ask for the page until the text is in it. Raises `CommandFailed`."""
        assert self._peer.page
        url = "/" + self._peer.page(wanted.entry).removesuffix("index.html")
        text, end = wanted.text.encode(), time.perf_counter() + seconds
        connection = http.client.HTTPConnection(HOST, self._port, timeout=seconds)
        while text not in _page(connection, url):
            if self._process and self._process.poll() is not None:
                printed = (self._folder / "serve.txt").read_text(encoding="utf-8", errors="replace")[-2000:]
                raise CommandFailed(f"{' '.join(self._command)} ended:\n{printed}")
            if time.perf_counter() > end:
                raise CommandFailed(f"{url} does not say {wanted.text} after {seconds:.0f} s")
            time.sleep(POLL)
        connection.close()

    def _rest(self) -> None:
        """Wait until the server is at rest, for at most as long as a save may take."""
        end = time.perf_counter() + SAVING
        before = cpu_seconds(self._family())
        while time.perf_counter() < end:
            time.sleep(QUIET)
            now = cpu_seconds(self._family())
            if now - before < BUSY:
                return
            before = now


def _page(connection: http.client.HTTPConnection, url: str) -> bytes:
    try:
        connection.request("GET", url)
        return connection.getresponse().read()
    except (OSError, http.client.HTTPException):  # not yet, or the connection was idle for too long
        connection.close()
        return b""


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        port: int = found.getsockname()[1]
        return port
