"""Firefox as Debian packages it, driven by its own protocol, Marionette: JSON over a socket.

Playwright drives a Firefox that it builds itself, and stock ones only where they know all that it asks.
What a short second run needs is little: go to a page, run a script in it, press keys, and read the console.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

NAMES = ("firefox-esr", "firefox")
PATIENCE = 60.0
"""Seconds until a browser that does not do what it should is given up."""

PREFERENCES = {
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "intl.accept_languages": "ja",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.enabled": False,
}
"""A test browser talks to our own server and to nobody else."""

CONSOLE = """
return Services.console.getMessageArray()
    .filter((each) => each instanceof Ci.nsIScriptError && !(each.flags & Ci.nsIScriptError.warningFlag))
    .filter((each) => each.sourceName.startsWith(arguments[0]))
    // It tells so of a formula, too, of which only the beginning has come from the server.
    .filter((each) => !each.toString().includes("Incorrect number of children"))
    .map((each) => each.toString());
"""


def firefox_path() -> str | None:
    """GLOSSGEN_FIREFOX, else the browser of the system."""
    return os.environ.get("GLOSSGEN_FIREFOX") or next(filter(None, map(shutil.which, NAMES)), None)


class Firefox:
    """A session with one tab. Each method returns when Firefox has answered."""

    def __init__(self, connection: socket.socket) -> None:
        self._file = connection.makefile("rwb")
        self._count = 0
        self._receive()  # it introduces itself
        self.tell("WebDriver:NewSession")

    def tell(self, command: str, **values: Any) -> Any:
        """Send a command, and return the answer."""
        self._count += 1
        data = json.dumps([0, self._count, command, values]).encode()
        self._file.write(b"%d:%s" % (len(data), data))
        self._file.flush()
        _, number, error, answer = self._receive()
        assert number == self._count
        assert error is None, f"{error['error']}: {error['message']}"
        return answer.get("value") if isinstance(answer, dict) else answer

    def _receive(self) -> Any:
        digits = b""
        while (digit := self._file.read(1)) != b":":
            assert digit, "Firefox has gone"
            digits += digit
        return json.loads(self._file.read(int(digits)))

    def go(self, url: str) -> None:
        """Load a page whole."""
        self.tell("WebDriver:Navigate", url=url)

    def run(self, script: str, *values: object) -> Any:
        """What a script returns that runs in the page."""
        return self.tell("WebDriver:ExecuteScript", script=script, args=list(values))

    def wait(self, condition: str) -> None:
        """Wait until an expression holds in the page."""
        deadline = time.monotonic() + PATIENCE
        while not self.run(f"return Boolean({condition})"):
            assert time.monotonic() < deadline, condition
            time.sleep(0.02)

    def press(self, text: str) -> None:
        """Press keys; special ones have the code points of WebDriver."""
        keys = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self.tell("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": keys}])

    def point_at(self, selector: str) -> None:
        """Move the mouse over an element."""
        element = self.tell("WebDriver:FindElement", using="css selector", value=selector)
        move = {"type": "pointerMove", "duration": 0, "x": 0, "y": 0, "origin": element}
        self.run("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", selector)
        self.tell("WebDriver:PerformActions", actions=[{"type": "pointer", "id": "mouse", "actions": [move]}])

    def faults(self, site: str) -> list[str]:
        """The errors in scripts and style sheets of a site that the console tells of."""
        self.tell("Marionette:SetContext", value="chrome")
        try:
            found: list[str] = self.run(CONSOLE, site)
            return found
        finally:
            self.tell("Marionette:SetContext", value="content")


@contextmanager
def started(work: Path) -> Iterator[Firefox]:
    """A Firefox with a new profile, and without a window."""
    path = firefox_path()
    assert path, "there is no Firefox"
    lines = [f'user_pref("{name}", {json.dumps(value)});' for name, value in PREFERENCES.items()]
    work.joinpath("user.js").write_text("\n".join([*lines, 'user_pref("marionette.port", 0);']))
    flags = [
        "--headless",
        "--marionette",
        "--remote-allow-system-access",
        "--no-remote",
        "--profile",
        str(work),
    ]
    with subprocess.Popen(
        [path, *flags],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(work)},
    ) as process:
        try:
            with socket.create_connection(("127.0.0.1", _port(work, process)), PATIENCE) as connection:
                firefox = Firefox(connection)
                yield firefox
                with suppress(AssertionError, OSError):
                    firefox.tell("Marionette:Quit", flags=["eForceQuit"])
                process.wait(PATIENCE)
        finally:
            process.kill()


def _port(work: Path, process: subprocess.Popen[bytes]) -> int:
    """The port at which Firefox listens, once it does."""
    file = work / "MarionetteActivePort"
    deadline = time.monotonic() + PATIENCE
    while not (file.is_file() and file.read_text().strip()):
        assert process.poll() is None, "Firefox ended"
        assert time.monotonic() < deadline, "Firefox does not listen"
        time.sleep(0.05)
    return int(file.read_text())
