"""What may not be written: a refused output leaves the old site, a refused cache is no reason to fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.posix

_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
_AS_OTHERS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"] if _ROOT else []
"""Takes from root the right to write everywhere."""

if _ROOT and not shutil.which("setpriv"):
    pytest.skip("root may write everywhere", allow_module_level=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "glossgen.yml").write_text("languages: [en]\n")
    (tmp_path / "a.md").write_text("## Light\n\nA wave.\n\n## Wave\n\nLike Light.\n")
    assert command(tmp_path, "build").returncode == 0
    return tmp_path


def tree(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def command(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = [*_AS_OTHERS, sys.executable, "-m", "glossgen", *arguments]
    return subprocess.run(program, cwd=root, capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.mark.parametrize("refused", ["site", "site/terms", "site/terms/light"])
def test_a_folder_of_the_site(root: Path, refused: str) -> None:
    before = tree(root / "site")
    (root / "a.md").write_text("## Light\n\nA long wave.\n\n## Wave\n\nLike Light.\n\n## Ray\n\nA Wave.\n")
    (root / refused).chmod(0o555)
    try:
        told = command(root, "build")
    finally:
        (root / refused).chmod(0o755)
    assert (told.returncode, "error[output-write]" in told.stderr) == (2, True), told.stderr
    assert f"{refused}: " in told.stderr.replace(f"{root}/", "")
    assert tree(root / "site") == before
    assert command(root, "build", "--paranoid").returncode == 0


@pytest.mark.parametrize("rights", [0o555, 0o000])
@pytest.mark.parametrize("which", ["the folder", "the file"])
def test_the_cache(root: Path, which: str, rights: int) -> None:
    cache = root / ".glossgen"
    place = cache if which == "the folder" else cache / "state.sqlite3"
    place.chmod(rights)
    (root / "a.md").write_text("## Light\n\nA long wave.\n")
    try:
        told = command(root, "build", "--paranoid")
    finally:
        cache.chmod(0o755)
    assert (told.returncode, told.stderr) == (0, "")
    assert "A long wave." in (root / "site" / "terms" / "light" / "index.html").read_text()


def test_a_source_that_is_only_read(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    shutil.rmtree(root / ".glossgen")
    output = tmp_path_factory.mktemp("output") / "site"
    root.chmod(0o555)
    try:
        told = command(root, "build", "--output", str(output))
        assert command(root, "check").returncode == 0
    finally:
        root.chmod(0o755)
    assert (told.returncode, told.stderr) == (0, "")
    assert not (root / ".glossgen").exists()
    assert (output / "index.html").read_bytes() == (root / "site" / "index.html").read_bytes()
