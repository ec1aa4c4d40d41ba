"""Check and test the scripts of the site, with the Node.js of the machine or of a wheel.

    python tools/browser.py check   types (tsc), lint and format (Biome); packages come from npm
    python tools/browser.py test    unit tests (node --test); needs no packages
    python tools/browser.py format  write the files as Biome would have them

Packages lie in `node_modules/`, and are fetched again when `package-lock.json` changes.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from hatch_build import FetchError, digest, node_in_wheel, run_npm  # noqa: E402  (beside this folder)

OLDEST_NODE = 20
STAMP = ROOT / "node_modules" / ".lock-digest"
TSC = "node_modules/typescript/bin/tsc"
BIOME = "node_modules/@biomejs/biome/bin/biome"
PROJECTS = (".", "tests/browser")


def node_command() -> list[str]:
    """How to run Node.js here.

    Raises:
        FetchError: neither the machine nor Python has one that is new enough.
    """
    node = shutil.which("node")
    if node and _version(node) >= OLDEST_NODE:
        return [node]
    return node_in_wheel("node")


def _version(node: str) -> int:
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=60, check=True)
        return int(answer.stdout.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError, subprocess.SubprocessError):
        return 0


def fetch_packages() -> None:
    """Put the packages of the lock file into `node_modules/`, unless they are there.

    Raises:
        FetchError: npm failed.
    """
    wanted = digest((ROOT / "package-lock.json").read_bytes())
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    run_npm(ROOT)
    STAMP.write_text(wanted, encoding="utf-8")


def test_files() -> list[str]:
    """The unit tests, by name: what `node --test` makes of a folder depends on its version."""
    return [str(file.relative_to(ROOT)) for file in sorted((ROOT / "tests/browser").glob("*.test.js"))]


def main() -> int:
    """Run what was asked for; 0 when all is well."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["check", "test", "format"])
    what = parser.parse_args().what
    try:
        node = node_command()
        if what != "test":
            fetch_packages()
    except FetchError as problem:
        sys.exit(f"tools/browser.py: {problem}")
    commands = {
        "check": [
            *[[TSC, "--project", project] for project in PROJECTS],
            [BIOME, "check", "--error-on-warnings", "--log-level=warn"],
        ],
        "test": [["--test", "--test-reporter=dot", *test_files()]],
        "format": [[BIOME, "check", "--write"]],
    }[what]
    codes = [subprocess.run([*node, *command], cwd=ROOT, check=False).returncode for command in commands]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
