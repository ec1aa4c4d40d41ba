"""What wheels, source distributions and editable installs carry.

Builds run in a copy of the checkout with Hatch itself, without npm and without
a network: what comes from there is in the checkout already, or no test here could run.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import hatch_build
import pytest

from glossgen import __version__, assets

ROOT = Path(__file__).parent.parent
FONTS = 20
WHERE = """
import json
from glossgen import assets
folders = [assets.templates_folder(), assets.static_folder(), assets.katex_folder()]
print(json.dumps([str(folder) for folder in folders]))
"""


def test_the_package_and_its_metadata_name_one_version() -> None:
    declared = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert declared is not None
    assert declared[1] == __version__


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of all that a build reads, with a template of our own."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("pyproject.toml", "hatch_build.py", "LICENSE", ".gitignore", *hatch_build.NPM_FILES):
        shutil.copy(ROOT / name, copy / name)
    (copy / "README.md").write_text("# a copy\n", encoding="utf-8")
    shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in hatch_build.SOURCES:
        shutil.copytree(ROOT / name, copy / name)
    (copy / "templates" / "deep").mkdir(parents=True)
    (copy / "templates" / "deep" / "own.html").write_text("own", encoding="utf-8")
    return copy


def build(folder: Path, kind: str, *, home: Path) -> Path:
    """Build as pip does, with nothing on the PATH: the file that was made."""
    code = f"import sys, hatchling.build as h; print(h.build_{kind}(sys.argv[1]))"
    command = [sys.executable, "-c", code, str(home)]
    answer = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return home / answer.stdout.split()[-1]


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def folders_of(site: Path) -> list[Path]:
    """Where an install in the folder `site` finds its files."""
    environment = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, "-c", WHERE]
    answer = subprocess.run(
        command, cwd=site, env=environment, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return [Path(name).resolve() for name in json.loads(answer.stdout)]


def assert_katex(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == [
        "LICENSE",
        "fonts",
        "katex.min.css",
        "katex.min.js",
        "manifest.json",
        "ttf",
    ]
    assert len(list((folder / "fonts").iterdir())) == FONTS
    stems = [{font.stem for font in (folder / name).iterdir()} for name in ("fonts", "ttf")]
    assert stems[0] == stems[1]


def assert_whole(wheel: Path, target: Path) -> None:
    """Unpack a standard wheel, as an installer does, and look for its files."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    templates, static, katex = folders_of(target)
    inside = (target / "glossgen").resolve()
    assert (templates, katex) == (inside / "_templates", inside / "_katex")
    assert static == inside / "_browser" / "static"
    assert (templates / "deep" / "own.html").read_text(encoding="utf-8") == "own"
    assert {*hatch_build.SCRIPTS, "site.css", "favicon.svg"} <= {file.name for file in static.iterdir()}
    assert_katex(katex)
    assert {"py.typed", "__main__.py", "render"} <= {path.name for path in inside.iterdir()}
    assert (inside / "render" / "math" / "render.js").is_file()


def test_a_wheel_carries_everything(checkout: Path, tmp_path: Path) -> None:
    wheel = build(checkout, "wheel", home=tmp_path)
    assert_whole(wheel, tmp_path / "installed")
    with zipfile.ZipFile(wheel) as archive:
        (points,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        assert "glossgen = glossgen.cli:program" in archive.read(points).decode()


def test_a_source_distribution_becomes_the_same_wheel(checkout: Path, tmp_path: Path) -> None:
    source = build(checkout, "sdist", home=tmp_path)
    with tarfile.open(source) as archive:
        if sys.version_info >= (3, 12):
            archive.extractall(tmp_path, filter="data")
        else:
            archive.extractall(tmp_path)
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    assert_katex(folder / hatch_build.FOLDER)
    assert hatch_build.is_complete(folder)
    (tmp_path / "again").mkdir()
    wheel = build(folder, "wheel", home=tmp_path / "again")
    assert_whole(wheel, tmp_path / "installed")
    (tmp_path / "direct").mkdir()
    assert names_in(wheel) == names_in(build(checkout, "wheel", home=tmp_path / "direct"))


def package_files(checkout: Path) -> set[str]:
    """Every file of the package as an install has it: code, tables, texts, the starter, the client."""
    files = (path.relative_to(checkout / "src") for path in (checkout / "src" / "glossgen").rglob("*"))
    names = {path.as_posix() for path in files if (checkout / "src" / path).is_file()}
    return {name for name in names if not re.search(r"(^|/)\.|\.egg-info", name)}


def test_every_file_of_the_package_is_packed(checkout: Path, tmp_path: Path) -> None:
    files = package_files(checkout)
    endings = {name.rsplit(".", 1)[-1] for name in files}
    assert {"py", "typed", "txt", "po", "md", "yml", "js", "css", "woff2"} <= endings
    assert files - names_in(build(checkout, "wheel", home=tmp_path)) == set()
    with tarfile.open(build(checkout, "sdist", home=tmp_path)) as archive:
        packed = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {f"src/{name}" for name in files} - packed == set()


def test_what_tests_and_git_leave_behind_is_not_packed(checkout: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(checkout, copy)
    for name in ("src/glossgen/__pycache__/a.pyc", "glossary/.glossgen/math.json", "site/index.html"):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text("left", encoding="utf-8")
    with tarfile.open(build(copy, "sdist", home=tmp_path)) as archive:
        names = archive.getnames()
    assert not [name for name in names if re.search("__pycache__|[.]glossgen|^[^/]*/site/", name)]


def test_an_editable_install_reads_the_checkout(checkout: Path, tmp_path: Path) -> None:
    wheel = build(checkout, "editable", home=tmp_path)
    with zipfile.ZipFile(wheel) as archive:
        (link,) = (name for name in archive.namelist() if name.endswith(".pth"))
        source = Path(archive.read(link).decode().strip())
    assert source.resolve() == (checkout / "src").resolve()
    assert not [name for name in names_in(wheel) if "_templates" in name or "_browser" in name]
    here = checkout.resolve()
    static = here / hatch_build.BROWSER_FOLDER / "static"
    assert folders_of(source) == [here / "templates", static, here / hatch_build.FOLDER]


def test_a_wheel_without_templates_is_built_but_says_so(checkout: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(checkout, bare, ignore=shutil.ignore_patterns("templates"))
    wheel = build(bare, "wheel", home=tmp_path)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        folders_of(tmp_path / "installed")
    assert "MissingAssetsError: glossgen's templates are not in" in caught.value.stderr


# ------------------------------------------------------------------- the hook


@pytest.mark.parametrize("package", hatch_build.PACKAGES)
def test_files_of_another_version_are_made_again(package: str, checkout: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(checkout, copy)
    assert hatch_build.is_complete(copy)
    lock = copy / "package-lock.json"
    whole = lock.read_text(encoding="utf-8")
    lock.write_text(whole.replace(hatch_build.locked_version(copy, package), "0.0.1"), encoding="utf-8")
    assert not hatch_build.is_complete(copy)


@pytest.mark.parametrize("name", ["_katex/fonts/KaTeX_Main-Regular.woff2", "_browser/static/site.js"])
def test_files_that_are_harmed_are_made_again(name: str, checkout: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(checkout, copy)
    file = copy / "src" / "glossgen" / name
    file.write_bytes(file.read_bytes()[:-1])
    assert not hatch_build.is_complete(copy)
    file.unlink()
    assert not hatch_build.is_complete(copy)
    shutil.rmtree(file.parent)
    assert not hatch_build.is_complete(copy)


@pytest.mark.parametrize("name", ["browser/text/fold.js", "static/site.css", "static/favicon.svg"])
def test_static_files_are_made_again_when_a_source_changes(name: str, checkout: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(checkout, copy)
    file = copy / name
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert hatch_build.is_complete(copy), "line ends are git's matter"
    file.write_bytes(file.read_bytes() + b"\n")
    assert not hatch_build.is_complete(copy)


def test_what_esbuild_says_is_passed_on(checkout: Path, tmp_path: Path) -> None:
    modules = ROOT / "node_modules"
    if hatch_build.version_in(modules, "esbuild") != hatch_build.locked_version(ROOT, "esbuild"):
        pytest.skip("`./run check` has not fetched the packages")
    copy = tmp_path / "copy"
    shutil.copytree(checkout, copy)
    (copy / "browser" / "moved.js").write_text("const = 1;\n", encoding="utf-8")
    with pytest.raises(hatch_build.FetchError, match=r"browser/moved\.js:1"):
        hatch_build.install_browser(modules, copy)


def test_without_npm_a_build_asks_for_node(checkout: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(checkout, copy)
    assert requirements(copy, path=tmp_path) == []
    shutil.rmtree(copy / hatch_build.FOLDER)
    assert requirements(copy, path=tmp_path) == [hatch_build.NODE]


def requirements(folder: Path, *, path: Path) -> list[str]:
    """What a build of `folder` asks for, beside what pyproject.toml names."""
    code = "import json, hatchling.build as h; print(json.dumps(h.get_requires_for_build_wheel()))"
    command = [sys.executable, "-c", code]
    environment = {**os.environ, "PATH": str(path)}
    answer = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    found: list[str] = json.loads(answer.stdout)
    return found


def test_without_npm_and_node_the_hook_says_what_to_do(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(checkout, copy, ignore=shutil.ignore_patterns("_katex"))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(hatch_build.FetchError, match="install Node"):
        hatch_build.make_assets(copy)
    assert not (copy / hatch_build.FOLDER).exists()


@pytest.mark.parametrize("answer", ["6.14.4", "npm is broken", ""])
def test_an_npm_that_is_too_old_or_broken_is_none(answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 0, answer, "")

    monkeypatch.setattr("shutil.which", lambda name: "npm")
    monkeypatch.setattr("subprocess.run", run)
    assert hatch_build.system_npm() is None


def test_only_fonts_that_are_shipped_are_named() -> None:
    folder = assets.katex_folder()
    css = (folder / "katex.min.css").read_text(encoding="utf-8")
    named = re.findall(r"url\(([^)]*)\)", css)
    assert sorted(named) == sorted(f"fonts/{font.name}" for font in (folder / "fonts").iterdir())
    assert len(named) == css.count("@font-face") == FONTS
    assert "//" not in css


def test_other_sources_leave_the_style_sheet() -> None:
    css = '@font-face{src:url(a.woff2)format("woff2"),url(a.woff) format("woff"),url(a.ttf)}b{src:none}'
    assert hatch_build.woff2_only(css) == '@font-face{src:url(a.woff2)format("woff2")}b{src:none}'


def test_the_lock_pins_by_digest_and_names_no_host() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not any("resolved" in package for package in packages.values())
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    wanted = package["dependencies"] | package["devDependencies"]
    assert wanted == {name: packages[f"node_modules/{name}"]["version"] for name in wanted}
    assert set(package["dependencies"]) == set(hatch_build.PACKAGES)


def test_missing_katex_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "PACKAGE", tmp_path)
    with pytest.raises(assets.MissingAssetsError, match=r"python hatch_build\.py"):
        assets.katex_folder()
