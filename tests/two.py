"""The glossary in two languages, copied out of the repository so that git says nothing about its dates."""

from __future__ import annotations

import shutil
from pathlib import Path

from glossgen.build import Report, build
from glossgen.config import load_config

FOLDER = Path(__file__).parent / "two_languages"
BASE = "https://example.org/stars/"


def build_two(folder: Path, base_url: str | None = BASE, **files: str) -> tuple[Path, Report]:
    """Build it below `folder`, with more files by name (`_` for `/`, `__` for `.`): site and report."""
    source = folder / "stars"
    shutil.copytree(FOLDER, source)
    for name, text in files.items():
        path = source / name.replace("__", ".").replace("_", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    output = folder / "site"
    return output, build(load_config(source, output=output, base_url=base_url))


def page(site: Path, address: str) -> str:
    """The HTML of a page."""
    return (site / address / "index.html").read_text(encoding="utf-8")
