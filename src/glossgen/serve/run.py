"""The main loop of `glossgen serve`."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from glossgen.serve.http import PreviewServer
from glossgen.serve.preview import PreviewBuilder, RebuildResult
from glossgen.serve.watch import Watcher

_TICK = 0.5
"""Seconds between wake-ups: on Windows an unlimited wait cannot be interrupted by Ctrl-C."""


def run(
    preview: PreviewBuilder,
    server: PreviewServer,
    tell: Callable[[RebuildResult], None],
    *,
    stop: threading.Event | None = None,
) -> None:
    """Build, serve and rebuild until `stop` is set or Ctrl-C is pressed.

    `tell` is called with the result of each build, including the first one.
    """
    changes: queue.Queue[None] = queue.Queue()
    watcher = Watcher(lambda: changes.put(None))
    watcher.follow(preview.config)
    threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
    stop = stop or threading.Event()
    try:
        tell(preview.refresh())
        while not stop.is_set():
            try:
                changes.get(timeout=_TICK)
            except queue.Empty:
                continue
            while not changes.empty():
                changes.get_nowait()
            outcome = preview.refresh()
            if watcher.follow(preview.config):
                changes.put(None)  # changes in the meantime were not watched
            tell(outcome)
    finally:
        watcher.stop()
        server.shutdown()
        server.server_close()
