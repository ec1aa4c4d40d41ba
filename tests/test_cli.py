from __future__ import annotations

import _thread
import contextlib
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from glossgen.build import BuildOptions, load_graph
from glossgen.cli import main
from glossgen.cli.terminal import Terminal, coloured
from glossgen.config import Config
from glossgen.model import Position, Problem
from glossgen.problems import CannotStart
from glossgen.problems.report import Names

Capture = pytest.CaptureFixture[str]
Progress = Callable[[str, int, int], None]

ERROR = Problem(Position("a.md", 2), "math", "a formula", "a hint")
WARNING = Problem(Position("a.md", 1), "homonym", "two terms")
REMARK = Problem(Position("a.md", 3), "stale-anchor", "it has moved")


@dataclass(frozen=True)
class Report:
    problems: tuple[Problem, ...] = ()
    terms: int = 62
    notes: int = 1
    mentions: int = 5
    links: int = 4
    formulas: int = 3
    pages: int = 1400
    written: int = 2
    unchanged: int = 1
    removed: int = 0
    made: int = 3
    pages_made: int = 2
    known: tuple[Names, ...] = ()
    understood: tuple[str, ...] = ()


class Builder:
    """Stands in for `glossgen.build`: the command line is what is tested here."""

    def __init__(self) -> None:
        self.report = Report()
        self.error: BaseException | None = None
        self.config: Config | None = None

    def __call__(
        self, config: Config, how: BuildOptions | None = None, *, progress: Progress | None = None
    ) -> Report:
        self.config = config
        progress = how.progress if how else progress
        if progress:
            progress("read", 0, 3)
            progress("read", 3, 3)
        if self.error:
            raise self.error
        return self.report


@pytest.fixture
def builder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Builder:
    builder = Builder()
    module = ModuleType("glossgen.build")
    module.build = module.check = builder  # type: ignore[attr-defined]
    module.BuildOptions = BuildOptions  # type: ignore[attr-defined]
    kept_open = SimpleNamespace(build=builder)
    module.Builder = lambda: contextlib.nullcontext(kept_open)  # type: ignore[attr-defined]
    module.load_graph = load_graph  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "glossgen.build", module)
    monkeypatch.setattr("glossgen.build", module, raising=False)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("x")
    return builder


def test_a_clean_build(builder: Builder, capsys: Capture) -> None:
    assert main(["build"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.startswith("Built 62 terms, 1 note, 1,400 pages in 0.")
    assert said.out.endswith(" s → site\n")


def test_a_part_is_called_so(builder: Builder, capsys: Capture) -> None:
    assert main(["build", "--shard", "2/3"]) == 0
    assert capsys.readouterr().out.startswith("Built part 2 of 3: 62 terms, 1 note, 1,400 pages in 0.")


def test_options_reach_the_configuration(builder: Builder, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "b").mkdir()
    assert main(["build", "b", "-o", "out", "--base-url", "https://example.org/x"]) == 0
    assert builder.config is not None
    assert builder.config.output == tmp_path / "out"
    assert builder.config.base_url == "https://example.org/x/"
    assert capsys.readouterr().out.endswith("→ out\n")


def test_problems_are_sorted_and_counted(builder: Builder, capsys: Capture) -> None:
    builder.report = Report((ERROR, REMARK, WARNING))
    assert main(["build"]) == 1
    said = capsys.readouterr()
    assert said.err == (
        "a.md:1: warning[homonym]: two terms\n"
        "a.md:2: error[math]: a formula\n    hint: a hint\n"
        "1 error, 1 warning, 1 remark (shown with --verbose)\n"
    )
    assert said.out.startswith("Built ")
    assert main(["build", "--verbose"]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("read: 3\n")
    assert "a.md:3: info[stale-anchor]: it has moved\n1 error, 1 warning, 1 remark\n" in said.err
    assert "4 links" in said.out


CODES = """\
nothing . - . 0
a remark . - . 0 . REMARK
a remark . --strict . 0 . REMARK
a warning . - . 0 . WARNING
a warning . --strict . 1 . WARNING
an error . - . 1 . ERROR
an error . --strict . 1 . ERROR
"""


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("case", CODES.splitlines())
def test_exit_codes(builder: Builder, command: str, case: str, capsys: Capture) -> None:
    _, option, code, *names = case.split(" . ")
    kinds = {"REMARK": REMARK, "WARNING": WARNING, "ERROR": ERROR}
    builder.report = Report(tuple(kinds[name] for name in names))
    arguments = [command] + ([option] if option != "-" else [])
    assert main(arguments) == int(code)


def test_quiet_leaves_the_problems(builder: Builder, capsys: Capture) -> None:
    builder.report = Report((WARNING,))
    assert main(["build", "--quiet"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "a.md:1: warning[homonym]: two terms\n1 warning\n"


def test_check_says_that_all_is_well(builder: Builder, capsys: Capture) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "No problems in 62 terms and 1 note\n"


def test_paths_are_as_seen_from_here(builder: Builder, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "a.md").write_text("x")
    builder.report = Report((ERROR,))
    assert main(["build", "b"]) == 1
    assert capsys.readouterr().err.startswith("b/a.md:2: error[math]")
    (tmp_path / "b" / "glossgen.yml").write_text("titel: x")
    for source in ("b", "b/glossgen.yml"):
        assert main(["build", source]) == 2
        assert capsys.readouterr().err.startswith("b/glossgen.yml:1: error[config-key]: unknown key “titel”")


def test_it_cannot_start(builder: Builder, capsys: Capture) -> None:
    builder.error = CannotStart([Problem(Position("site", 0), "output-folder", "not ours", "choose another")])
    assert main(["build"]) == 2
    assert (
        capsys.readouterr().err == "site: error[output-folder]: not ours\n    hint: choose another\n1 error\n"
    )
    assert main(["build", "nowhere"]) == 2
    assert "there is no such folder" in capsys.readouterr().err


def test_a_bug_is_one_line(builder: Builder, capsys: Capture) -> None:
    builder.error = ZeroDivisionError("by zero")
    assert main(["build"]) == 3
    assert capsys.readouterr().err == (
        "glossgen met a bug of its own: ZeroDivisionError: by zero; run with --verbose for the traceback\n"
    )
    assert main(["build", "--verbose"]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_is_quiet(builder: Builder, capsys: Capture) -> None:
    builder.error = KeyboardInterrupt()
    assert main(["build"]) == 130
    assert capsys.readouterr().err == ""


def test_control_characters_do_not_reach_the_terminal(builder: Builder, capsys: Capture) -> None:
    builder.report = Report((Problem(Position("a.md", 1), "math", "\x1b[2Jgone\x07"),))
    main(["build"])
    assert "\ufffd[2Jgone\ufffd" in capsys.readouterr().err


def test_colours(builder: Builder, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    builder.report = Report((ERROR, WARNING))
    main(["build"])
    assert "\x1b" not in capsys.readouterr().err
    monkeypatch.setenv("FORCE_COLOR", "1")
    main(["build"])
    assert "\x1b[1ma.md:2\x1b[0m: \x1b[1;31merror[math]\x1b[0m: a formula" in capsys.readouterr().err
    monkeypatch.setenv("NO_COLOR", "1")
    main(["build"])
    assert "\x1b" not in capsys.readouterr().err


def test_colours_on_terminals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert coloured(True)
    assert not coloured(False)
    monkeypatch.setenv("TERM", "dumb")
    assert not coloured(True)


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_one_line_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    terminal.progress("read", 1, 2)
    terminal.progress("read", 2, 2)
    terminal.clear()
    assert screen.getvalue() == "\r\x1b[Kread 1/2\r\x1b[Kread 2/2\r\x1b[K"
    quiet = Terminal(quiet=True)
    quiet.progress("read", 1, 2)
    assert screen.getvalue().count("read") == 2


@pytest.mark.parametrize("command", ["build", "serve", "check", "graph", "init", "new"])
def test_every_command_has_help_with_an_example(command: str, capsys: Capture) -> None:
    assert main([command, "--help"]) == 0
    said = capsys.readouterr().out
    assert f"example:\n  glossgen {command} " in said
    assert "--quiet" in said
    assert "--verbose" in said


def test_without_arguments_there_is_help(capsys: Capture) -> None:
    assert main([]) == 0
    assert "usage: glossgen" in capsys.readouterr().out
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("glossgen ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["biuld"],
        ["build", "--outptu", "x"],
        ["build", "-q", "-v"],
        ["serve", "--port", "99999"],
        ["serve", "--port", "x"],
    ],
)
def test_what_is_not_understood(arguments: list[str], capsys: Capture) -> None:
    assert main(arguments) == 2
    assert "usage: glossgen" in capsys.readouterr().err


def python(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    source = Path(__file__).parents[1] / "src"
    environment = {**os.environ, "PYTHONPATH": str(source)}
    return subprocess.run([sys.executable, *arguments], capture_output=True, check=False, env=environment)


@pytest.mark.posix
@pytest.mark.parametrize(
    ("streams", "code"),
    [(">&-", 0), ("2>&-", 0), ("<&- >&- 2>&-", 0), (">/dev/full", 2), (">/dev/full 2>/dev/full", 2)],
)
def test_streams_that_take_nothing(streams: str, code: int, tmp_path: Path) -> None:
    """Closed, or on a full disk: the exit code is that of the rule."""
    if "/dev/full" in streams and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    (tmp_path / "a.md").write_text("## a\n\nx\n")
    words = f'exec "$0" -m glossgen graph . {streams}'
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src")}
    done = subprocess.run(["sh", "-c", words, sys.executable], cwd=tmp_path, env=environment, check=False)
    assert done.returncode == code


def test_help_needs_no_heavy_module() -> None:
    """Help and mistakes must come at once: no parser of Markdown, no server, no templates."""
    program = """
import sys
from glossgen.cli import main
main(["build", "--help"])
heavy = ("yaml", "markdown_it", "jinja2", "http.server", "watchfiles", "babel", "importlib.metadata")
sys.stderr.write(" ".join(name for name in heavy if name in sys.modules))
"""
    done = python("-c", program)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_has_had_enough(tmp_path: Path) -> None:
    program = """
import os, sys
from glossgen.cli import main
reader, writer = os.pipe()
os.close(reader)
os.dup2(writer, 1)
sys.exit(main(["init", sys.argv[1]]))
"""
    done = python("-c", program, str(tmp_path / "own"))
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_terminal_of_another_encoding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = python("-m", "glossgen", "build", str(tmp_path / "用語集"))
    assert done.returncode == 2
    assert b"\\u7528\\u8a9e\\u96c6: error[config-folder]" in done.stderr


def test_serve_until_ctrl_c(builder: Builder, capsys: Capture, tmp_path: Path) -> None:
    """Ctrl-C comes as soon as the first build has been reported."""
    before = signal.getsignal(signal.SIGTERM)
    tell = Terminal.say
    said: list[str] = []

    def say(terminal: Terminal, text: str) -> None:
        tell(terminal, text)
        said.append(text)
        if "Ctrl-C" in text:
            _thread.interrupt_main()

    builder.report = Report((WARNING,))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Terminal, "say", say)
        assert main(["serve", "--port", "0"]) == 0
    signal.signal(signal.SIGTERM, before)
    assert re.fullmatch(r"Built in \d+\.\d s, \d+ files? changed", said[0])
    assert re.fullmatch(r"The site is at http://127\.0\.0\.1:\d+/ \(Ctrl-C stops\)", said[1])
    assert capsys.readouterr().err == "a.md:1: warning[homonym]: two terms\n1 warning\n"
    assert builder.config is not None
    assert not builder.config.output.parent.exists()
    assert not (tmp_path / "site").exists()


def test_serve_says_what_hinders_it(builder: Builder, capsys: Capture) -> None:
    assert main(["serve", "nowhere"]) == 2
    assert "there is no such folder" in capsys.readouterr().err
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    error = capsys.readouterr().err
    assert f"--port: error[port]: the port {port} cannot be used: another program uses it" in error
    assert "hint: try --port " in error


def test_graph_prints_and_nothing_else(builder: Builder, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    Path("a.md").write_text("## 重み | Weight\n\n値。\n", encoding="utf-8")
    assert main(["graph"]) == 0
    said = capfdbinary.readouterr()
    assert json.loads(said.out)["nodes"][0]["label"] == "重み"
    assert said.err == b""
    assert main(["graph", "--format", "dot"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"digraph")
    assert main(["graph", "nowhere"]) == 2
