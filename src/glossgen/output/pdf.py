"""Prints an HTML page to a PDF with Chromium, where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

CHROMIUM = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chromium-headless-shell",
)
"""Programs that can print, in the order of preference."""

_SECONDS = 300
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-extensions",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)


def find_chromium() -> str | None:
    """The program that GLOSSGEN_CHROMIUM names, else the first one of the machine; None if there is none."""
    return os.environ.get("GLOSSGEN_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)


def print_pdf(html: bytes, chromium: str) -> bytes | None:
    """The PDF of a page that needs no other file; None if Chromium fails.

    Chromium's sandbox does not work for root; the page is our own and may load and run nothing.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as work:
        page, made = Path(work, "book.html"), Path(work, "book.pdf")
        page.write_bytes(html)
        sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        profile = f"--user-data-dir={Path(work, 'profile')}"
        command = [chromium, *_FLAGS, *sandbox, profile, f"--print-to-pdf={made}", page.as_uri()]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
            return made.read_bytes()
        except (OSError, subprocess.SubprocessError):
            return None
