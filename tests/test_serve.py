from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import watchfiles
from hypothesis import given
from hypothesis import strategies as st

from glossgen.config import Config, load_config
from glossgen.model import Position, Problem
from glossgen.output import OutFile, write_site
from glossgen.problems import CannotStart
from glossgen.problems.report import Names
from glossgen.serve import PreviewBuilder, RebuildResult, open_server, run
from glossgen.serve.request_path import Redirect, find
from watching import save

PATIENCE = 120
"""Seconds until a preview that says nothing is given up."""


@dataclass(frozen=True)
class Report:
    problems: tuple[Problem, ...]
    written: int
    removed: int
    known: tuple[Names, ...] = ()


def build(config: Config) -> Report:
    """A builder in small: each Markdown file is a page; some words make trouble."""
    files = []
    problems = []
    for path in sorted(config.root.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        if "STOP" in text:
            raise CannotStart([Problem(Position(path.name, 3), "template", "it cannot be rendered")])
        if "BUG" in text:
            raise ZeroDivisionError("by zero")
        if "ERROR" in text:
            problems.append(Problem(Position(path.name, 2), "math", "a formula", "a hint"))
        if "WARNING" in text:
            problems.append(Problem(Position(path.name, 2), "homonym", "a label"))
        page = f"<!doctype html><html><body>{text}</body></html>"
        files.append(OutFile(path.with_suffix(".html").name, page.encode()))
    report = write_site(config.output, files)
    return Report(tuple(problems), report.written, report.removed)


class Running:
    """A preview in threads, with a client of its own."""

    def __init__(self, source: Path, folder: Path) -> None:
        self.source = source
        self.builds: list[
            tuple[dict[Path, str], RebuildResult]
        ] = []  # what was there to read, what came of it
        self.told, self.stop = threading.Condition(), threading.Event()
        self.read: dict[Path, str] = {}
        preview = PreviewBuilder(self.load, build, folder)
        self.server = open_server(0, folder, preview.state)
        self.thread = threading.Thread(
            target=run, args=(preview, self.server, self.tell), kwargs={"stop": self.stop}
        )

    def load(self) -> Config:
        """Each build begins with this: it reads all that it reads after it."""
        self.read = {path: path.read_text("utf-8") for path in self.source.rglob("*") if path.is_file()}
        return load_config(self.source)

    def tell(self, outcome: RebuildResult) -> None:
        with self.told:
            self.builds.append((self.read, outcome))
            self.told.notify_all()

    def wait(self, wanted: Callable[[dict[Path, str]], bool]) -> RebuildResult:
        """What came of the last build, as soon as it is one that has read what is wanted."""
        with self.told:
            assert self.told.wait_for(lambda: self.builds and wanted(self.builds[-1][0]), PATIENCE)
            return self.builds[-1][1]

    def get(self, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
        client = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=PATIENCE)
        try:
            client.request(method, path)
            answer = client.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            client.close()

    def change(self, name: str, text: str) -> RebuildResult:
        """Write a source and wait for the rebuild."""
        save(self.source, name, text)
        return self.wait(lambda read: read.get(self.source / name) == text)


@contextmanager
def running(source: Path, folder: Path) -> Iterator[Running]:
    preview = Running(source, folder)
    preview.thread.start()
    try:
        preview.wait(lambda _: True)
        yield preview
    finally:
        preview.stop.set()
        preview.thread.join(PATIENCE)
        assert not preview.thread.is_alive()


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    source = tmp_path / "glossary"
    source.mkdir()
    (source / "index.md").write_text("one", encoding="utf-8")
    (source / "404.md").write_text("nothing here", encoding="utf-8")
    return source


def test_pages_are_served_with_the_script_but_built_without(glossary: Path, tmp_path: Path) -> None:
    with running(glossary, tmp_path / "preview") as preview:
        status, headers, page = preview.get("/")
        assert status == 200
        assert headers["content-type"] == "text/html; charset=utf-8"
        assert headers["cache-control"] == "no-store"
        assert b'one<script src="/__glossgen/reload.js?version=' in page
        assert page.endswith(b"</script></body></html>")
        assert b"script" not in (tmp_path / "preview" / "index.html").read_bytes()
        assert preview.get("/index.html")[2] == page
        status, headers, empty = preview.get("/", "HEAD")
        assert (status, empty, headers["content-length"]) == (200, b"", str(len(page)))
        status, _, page = preview.get("/none/")
        assert status == 404
        assert b"nothing here<script" in page
        assert preview.get("/", "POST")[0] == 501
    assert not (glossary / "site").exists()


def test_the_client_comes_from_the_server(glossary: Path, tmp_path: Path) -> None:
    with running(glossary, tmp_path / "preview") as preview:
        assert preview.get("/__glossgen/reload.js")[1]["content-type"] == "text/javascript; charset=utf-8"
        assert preview.get("/__glossgen/panel.css?x")[1]["content-type"] == "text/css; charset=utf-8"
        assert preview.get("/__glossgen/../http.py")[0] == 404
        assert preview.get("/__glossgen/%2e%2e/http.py")[0] == 404


class Events:
    """What the script in the page hears."""

    def __init__(self, preview: Running) -> None:
        self.client = http.client.HTTPConnection("127.0.0.1", preview.server.server_port, timeout=PATIENCE)
        self.client.request("GET", "/__glossgen/events")
        self.answer = self.client.getresponse()

    def next(self, wanted: Callable[[dict[str, object]], object]) -> dict[str, object]:
        """The next state that is wanted: one and the same may be told more than once."""
        for _ in range(20):  # a sign of life comes every 15 seconds
            line = self.answer.readline()
            assert line
            found = json.loads(line[6:]) if line.startswith(b"data: ") else None
            if found and wanted(found):
                assert isinstance(found, dict)
                return found
        raise AssertionError("it was never told")


def test_a_change_is_built_and_told(glossary: Path, tmp_path: Path) -> None:
    with running(glossary, tmp_path / "preview") as preview:
        events = Events(preview)
        first = events.next(bool)
        assert first["problems"] == []
        assert str(first["version"]).encode() in preview.get("/")[2]
        preview.change("index.md", "two")
        assert b"two" in preview.get("/")[2]
        events.next(lambda state: state["version"] != first["version"])
        events.client.close()


def test_what_is_wrong_is_shown_and_the_last_good_site_stays(glossary: Path, tmp_path: Path) -> None:
    with running(glossary, tmp_path / "preview") as preview:
        events = Events(preview)
        good = events.next(bool)
        outcome = preview.change("index.md", "STOP")
        assert outcome.report is None
        assert [problem.code for problem in outcome.problems] == ["template"]
        assert b"one" in preview.get("/")[2]
        stopped = events.next(lambda state: state["problems"])
        assert stopped["version"] == good["version"]
        assert stopped["problems"] == [
            {"severity": "error", "where": "index.md:3", "message": "it cannot be rendered", "hint": ""}
        ]
        outcome = preview.change("index.md", "BUG")
        assert isinstance(outcome.error, ZeroDivisionError)
        events.next(lambda state: "bug of its own" in str(state["problems"]))
        preview.change("index.md", "WARNING")
        events.next(lambda state: state["problems"] == [])
        preview.change("index.md", "ERROR and WARNING")
        told = events.next(lambda state: state["problems"])
        assert [problem["severity"] for problem in told["problems"]] == ["error", "warning"]  # type: ignore[attr-defined]
        assert b"ERROR" in preview.get("/")[2]
        events.client.close()


def test_a_broken_configuration_and_a_sub_path(glossary: Path, tmp_path: Path) -> None:
    with running(glossary, tmp_path / "preview") as preview:
        assert preview.change("glossgen.yml", "titel: x").problems[0].code == "config-key"
        assert preview.get("/")[0] == 200
        preview.change("glossgen.yml", "base_url: https://example.org/tech_glossary/")
        status, headers, _ = preview.get("/")
        assert (status, headers["location"]) == (302, "/tech_glossary/")
        assert preview.get("/tech_glossary/")[0] == 200
        assert preview.get("/index.html")[0] == 404
        assert preview.server.url.endswith("/tech_glossary/")


def test_folders_that_come_later_are_watched(glossary: Path, tmp_path: Path) -> None:
    with running(glossary, tmp_path / "preview") as preview:
        preview.change("glossgen.yml", "sources: ['.']")
        for name in ("templates", "ai"):
            (glossary / name).mkdir()
            preview.change(f"{name}/x.html", "x")
            preview.change(f"{name}/x.html", "y")


def test_no_change_is_lost_while_a_watch_begins(
    glossary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a slow machine a watch takes its time to stand."""
    watch, late = watchfiles.watch, glossary / "templates" / "late.html"

    def slow(*folders: Path, **options: Any) -> Iterator[set[watchfiles.main.FileChange]]:
        if late.parent.is_dir():
            save(glossary, "templates/late.html", "late")
        time.sleep(0.5)
        yield from watch(*folders, **options)

    monkeypatch.setattr("watchfiles.watch", slow)
    with running(glossary, tmp_path / "preview") as preview:
        preview.change("index.md", "two")
        late.parent.mkdir()
        preview.wait(lambda read: late in read)


def test_a_first_build_that_fails(glossary: Path, tmp_path: Path) -> None:
    (glossary / "index.md").write_text("STOP", encoding="utf-8")
    with running(glossary, tmp_path / "preview") as preview:
        status, _, page = preview.get("/any")
        assert status == 503
        assert b"reload.js" in page
        preview.change("index.md", "good")
        assert b"good" in preview.get("/")[2]


def test_the_real_output_is_still_no_source(glossary: Path, tmp_path: Path) -> None:
    seen: list[Config] = []

    def look(config: Config) -> Report:
        seen.append(config)
        return Report((), 1, 0)

    (glossary / "glossgen.yml").write_text("output: public")
    preview = PreviewBuilder(lambda: load_config(glossary), look, tmp_path / "preview")
    preview.refresh()
    (config,) = seen
    assert config.output == (tmp_path / "preview").resolve()
    assert not config.selects(config.sources[0], "public/a.md")
    assert config.selects(config.sources[0], "ai/public.md")


def test_a_taken_port(tmp_path: Path, glossary: Path) -> None:
    with running(glossary, tmp_path / "preview") as preview:
        port = preview.server.server_port
        with pytest.raises(CannotStart, match=f"the port {port} cannot be used") as caught:
            open_server(port, tmp_path, preview.server.state)
        assert caught.value.problems[0].hint.startswith("try --port ")


# --------------------------------------------------------------------------
# Addresses

ADDRESSES = """\
/ . / . index.html
/ . /index.html . index.html
/ . /ai/ . ai/index.html
/ . /ai . > /ai/
/ . /%E8%AA%9E . > /%E8%AA%9E/
/ . /%E8%AA%9E/ . 語/index.html
/ . /a.css . a.css
/ . /a.css/ . none
/ . /nothing . none
/ . /../secret . none
/ . /%2e%2e/secret . none
/ . /ai/..%2f..%2fsecret . none
/ . /..%5csecret . none
/ . //etc/passwd . none
/ . /%00 . none
/ . /%ff . none
/ . /link . none
/ . /loop . none
/ . /.glossgen.json . none
/ . //ai . > /ai/
/x/ . / . > /x/
/x/ . /x . > /x/
/x/ . /x/ . index.html
/x/ . /x/ai . > /x/ai/
/x/ . /ai/ . none
/x/ . /xy/ . none
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    parent = tmp_path_factory.mktemp("addresses")
    (parent / "secret").write_text("secret")
    folder = parent / "site"
    for name in ("index.html", "ai/index.html", "語/index.html", "a.css", ".glossgen.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    (folder / "link").symlink_to(parent / "secret")
    (folder / "loop").symlink_to(folder / "loop")
    return folder


@pytest.mark.parametrize("case", ADDRESSES.splitlines())
def test_addresses(site: Path, case: str) -> None:
    base, target, expected = case.split(" . ")
    found = find(site, base, target)
    if isinstance(found, Redirect):
        assert "> " + found.location == expected
    else:
        assert (found.relative_to(site).as_posix() if found else "none") == expected


@given(st.text(alphabet="./%2e5cfa\\ai:~", max_size=24))
def test_no_address_leads_out(site: Path, target: str) -> None:
    found = find(site, "/", "/" + target)
    assert not isinstance(found, Path) or found.resolve().is_relative_to(site.resolve())


def test_types_know_their_charset(site: Path) -> None:
    from glossgen.serve.request_path import TYPES

    text = ("text/", "application/json", "application/xml", "image/svg")
    assert all("charset=utf-8" in kind for kind in TYPES.values() if kind.startswith(text))
