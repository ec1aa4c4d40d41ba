"""Whether this process can be copied. Small, since the quickest of builds has to know it, too."""

from __future__ import annotations

import os
import sys
import threading


def can_fork() -> bool:
    """Whether this process can be copied: not on Windows and macOS, and not beside other threads."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1
