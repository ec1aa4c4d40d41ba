"""`glossgen serve`."""

from __future__ import annotations

import argparse
import contextlib
import gc
import signal
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from glossgen.cli.terminal import Terminal, number

if TYPE_CHECKING:
    from glossgen.serve import RebuildResult

SUMMARY = "show the site in a browser while you write, rebuilt at every change"
EXAMPLE = "glossgen serve glossary --open\nglossgen serve --port 0"
PORT = 8000


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "source", nargs="?", default=".", metavar="SOURCE", help="the glossary (default: this folder)"
    )
    parser.add_argument(
        "-p", "--port", type=_port, default=PORT, metavar="N", help=f"default: {PORT}; 0 for any free one"
    )
    parser.add_argument("--open", action="store_true", help="open the browser")


def _port(text: str) -> int:
    port = int(text) if text.isdecimal() else -1
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"“{text}” is not a port: choose 0 to 65535")
    return port


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Serve until Ctrl-C, which is the normal end."""
    import tempfile
    import webbrowser

    from glossgen import serve
    from glossgen.build import Builder, BuildOptions
    from glossgen.config import load_config

    gc.enable()  # the other commands are short and run without the collector
    with tempfile.TemporaryDirectory(prefix="glossgen-") as folder, Builder() as builder:
        source = Path(options.source)
        preview = serve.PreviewBuilder(
            lambda: load_config(source),
            lambda config: builder.build(config, BuildOptions(terminal.progress, durable=False)),
            Path(folder) / "site",
        )
        server = serve.open_server(options.port, preview.folder, preview.state)
        address = ""

        def tell(outcome: RebuildResult) -> None:
            nonlocal address
            _tell(outcome, terminal, preview.config.root)
            if server.url != address:
                terminal.say(f"The site is at {server.url} (Ctrl-C stops)")
                if options.open and not address:
                    webbrowser.open(server.url)
            address = server.url

        with contextlib.suppress(ValueError):  # not in the main thread
            signal.signal(signal.SIGTERM, signal.default_int_handler)
        with contextlib.suppress(KeyboardInterrupt):
            serve.run(preview, server, tell)
    return 0


def _tell(outcome: RebuildResult, terminal: Terminal, root: Path) -> None:
    terminal.clear()
    if outcome.error and terminal.verbose:
        terminal.error("".join(traceback.format_exception(outcome.error)).rstrip())
    terminal.problems(outcome.problems, root, outcome.known)
    if outcome.report is None:
        terminal.error("Not built: the last good site stays up")
    else:
        files = number(outcome.report.written, "file") + " changed"
        terminal.say(f"Built in {outcome.seconds:.1f} s, {files}")
