from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossgen.output import OutFile, WriteReport, manifest, write_site
from glossgen.output.file_names import MANIFEST, WORK, Names, reason_against
from glossgen.problems import CannotStart

Site = dict[str, bytes]


def files(site: Site) -> list[OutFile]:
    return [OutFile(path, content) for path, content in site.items()]


def tree(folder: Path) -> Site:
    """All files of a folder but the manifest; a folder that is empty counts as a file, so that it is seen."""
    found = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != MANIFEST:
            found[name] = path.read_bytes()
        elif path.is_dir() and not any(path.iterdir()):
            found[name + "/"] = b""
    return found


def codes(error: pytest.ExceptionInfo[CannotStart]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def counts(report: WriteReport) -> tuple[int, int, int]:
    """How many files were written, left as they were, and removed."""
    return report.written, report.unchanged, report.removed


def test_a_site_is_written_and_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "a" / "site"
    site = {"index.html": b"1", "用語/重み/index.html": b"2", "empty": b""}
    assert counts(write_site(out, files(site))) == (3, 0, 0)
    assert tree(out) == site
    os.utime(out / "index.html", (1, 1))
    os.utime(out / MANIFEST, (1, 1))
    assert counts(write_site(out, files(site))) == (0, 3, 0)
    assert (out / "index.html").stat().st_mtime == 1
    assert (out / MANIFEST).stat().st_mtime == 1
    assert counts(write_site(out, files({"index.html": b"3"}))) == (1, 0, 2)
    assert tree(out) == {"index.html": b"3"}


def test_files_are_copied_and_compared(tmp_path: Path) -> None:
    source = tmp_path / "picture.png"
    source.write_bytes(b"x" * 200_000)
    out = tmp_path / "site"
    copy = [OutFile("img/picture.png", source)]
    assert write_site(out, copy).written == 1
    assert counts(write_site(out, copy)) == (0, 1, 0)
    source.write_bytes(b"x" * 199_999 + b"y")
    assert write_site(out, copy).written == 1
    assert (out / "img/picture.png").read_bytes() == source.read_bytes()


def test_files_are_not_held_in_memory(tmp_path: Path) -> None:
    """What the iterator gives is on disk before the next one is asked for."""
    out = tmp_path / "site"

    def stream() -> Iterator[OutFile]:
        for number in range(5):
            yield OutFile(f"{number}.html", b"x")
            assert len([path for path in (out / WORK).iterdir() if path.name != "lock"]) == number + 1

    assert write_site(out, stream()).written == 5


def test_the_manifest_lists_what_is_ours(tmp_path: Path) -> None:
    write_site(tmp_path / "site", files({"b": b"", "a/c": b""}))
    data = json.loads((tmp_path / "site" / MANIFEST).read_text())
    assert data["files"] == ["a/c", "b"]
    assert data["generator"].startswith("glossgen ")


def test_the_manifest_names_the_version_that_wrote_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("0.9", "1.0"):
        monkeypatch.setattr("glossgen.output.manifest.__version__", version)
        report = write_site(tmp_path / "site", files({"b": b"", "a/c": b""}))
        listed = manifest.read_all(tmp_path / "site")
        assert listed is not None
        assert (listed.generator, listed.files) == (f"glossgen {version}", ("a/c", "b"))
    assert (report.written, report.removed) == (0, 0)


def test_user_files_stay(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write_site(out, files({"a/b": b"1", "a/c": b"1"}))
    (out / "CNAME").write_text("example.org")
    (out / "a" / "mine").write_text("mine")
    write_site(out, files({"d": b"1"}))
    assert tree(out) == {"CNAME": b"example.org", "a/mine": b"mine", "d": b"1"}


@pytest.mark.parametrize(
    ("mine", "new"), [("a", "a"), ("a", "a/b"), ("a/b", "a"), ("a/b/c", "a/b"), (".nojekyll", ".nojekyll")]
)
def test_a_user_file_in_the_way(tmp_path: Path, mine: str, new: str) -> None:
    out = tmp_path / "site"
    write_site(out, files({"old": b"1"}))
    (out / mine).parent.mkdir(parents=True, exist_ok=True)
    (out / mine).write_bytes(b"mine")
    before = tree(out)
    with pytest.raises(CannotStart) as caught:
        write_site(out, files({"old": b"2", new: b"x"}))
    assert codes(caught) == ["user-file"]
    assert tree(out) == before


def test_a_folder_of_another_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("x")
    with pytest.raises(CannotStart, match="not made by glossgen") as caught:
        write_site(tmp_path, files({"index.html": b""}))
    assert codes(caught) == ["output-folder"]
    assert tree(tmp_path) == {"precious": b"x"}


def test_an_empty_folder_is_welcome(tmp_path: Path) -> None:
    assert write_site(tmp_path, files({"index.html": b""})).written == 1


@pytest.mark.parametrize("output", ["/", "~"])
def test_places_that_are_not_for_a_site(output: str) -> None:
    with pytest.raises(CannotStart, match="not for a site alone"):
        write_site(Path(output).expanduser(), [])


def test_the_sources_are_never_inside(tmp_path: Path) -> None:
    source = tmp_path / "site" / "glossary"
    with pytest.raises(CannotStart, match="which is read"):
        write_site(tmp_path / "site", [], keep=[source])
    with pytest.raises(CannotStart, match="which is read"):
        write_site(source, [], keep=[source])
    assert counts(write_site(source / "site", [], keep=[source])) == (0, 0, 0)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("x")
    with pytest.raises(CannotStart, match="this is a file"):
        write_site(tmp_path / "site", [])


def test_a_list_that_was_tampered_with(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write_site(out, files({"a": b"1"}))
    (tmp_path / "precious").write_text("x")
    (out / MANIFEST).write_text(json.dumps({"files": ["../precious", "/etc/passwd", "a", 3 * "../" + "x"]}))
    write_site(out, files({"b": b"1"}))
    assert (tmp_path / "precious").exists()
    assert tree(out) == {"b": b"1"}
    for broken in ("{", "[]", '{"files": 3}', '{"files": [3]}'):
        (out / MANIFEST).write_text(broken)
        with pytest.raises(CannotStart, match="cannot be read"):
            write_site(out, files({"c": b"1"}))
    assert tree(out) == {"b": b"1"}


@pytest.mark.parametrize("name", ["a", "a/b"])
def test_nothing_is_written_or_removed_through_a_link(tmp_path: Path, name: str) -> None:
    out, outside = tmp_path / "site", tmp_path / "outside"
    outside.mkdir()
    (outside / "b").write_bytes(b"precious")
    write_site(out, files({"a/b": b"1", "c": b"1"}))
    (out / "a" / "b").unlink()
    (out / "a").rmdir()
    (out / "a").symlink_to(outside, target_is_directory=True)
    with pytest.raises(CannotStart) as caught:
        write_site(out, files({name: b"2"}))
    assert codes(caught) == ["user-file"]
    write_site(out, files({"d": b"1"}))
    assert (outside / "b").read_bytes() == b"precious"


def test_a_link_in_place_of_our_file_is_replaced(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write_site(out, files({"a": b"1"}))
    (tmp_path / "precious").write_bytes(b"1")
    (out / "a").unlink()
    (out / "a").symlink_to(tmp_path / "precious")
    write_site(out, files({"a": b"2"}))
    assert (tmp_path / "precious").read_bytes() == b"1"
    assert (out / "a").read_bytes() == b"2"
    assert not (out / "a").is_symlink()


NAMES = """\
plain . ai/深層学習/index.html .
up . ../x . a “..”
up inside . a/../x . a “..”
absolute . /etc/x . not a relative path
empty . a//b . empty part
drive . C:/x . ':'
backslash . a\\b . Windows
question . what?.html . '?'
end dot . a./b . dot or a space
device . ai/CON.html . device
device with number . com1 . device
only a prefix . console.html .
control . a\x07b . Windows
kept . .glossgen.json . kept for glossgen
kept folder . .glossgen-work/x . kept for glossgen
long in bytes . {long}.html . 255 bytes
lone surrogate . {surrogate} . valid Unicode
"""


@pytest.mark.parametrize("case", NAMES.splitlines(), ids=lambda case: case.split(" . ")[0])
def test_names(case: str) -> None:
    _, name, expected = (
        case.removesuffix(" .").split(" . ") if case.count(" . ") > 1 else [*case[:-2].split(" . "), ""]
    )
    reason = reason_against(name.format(long="語" * 84, surrogate="\udc80") if "{" in name else name)
    assert (expected in reason) if expected else reason == ""


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("a", "a", "two pages"),
        ("a", "A", "only by case"),
        ("\u304c", "\u304b\u3099", "only by case"),
        ("a", "a/b", "also a file"),
        ("a/b", "a", "also a folder"),
        ("a/b", "A/c", "folder differs only by case"),
    ],
)
def test_names_that_collide(tmp_path: Path, first: str, second: str, reason: str) -> None:
    names = Names()
    assert names.add(first) == ""
    assert reason in names.add(second)
    out = tmp_path / "site"
    write_site(out, files({"old": b""}))
    with pytest.raises(CannotStart) as caught:
        write_site(out, [OutFile(first, b""), OutFile("../x", b""), OutFile(second, b"")])
    assert codes(caught) == ["file-name", "file-name"]
    assert tree(out) == {"old": b""}


def test_a_failing_build_leaves_the_old_site(tmp_path: Path) -> None:
    out = tmp_path / "site"

    def broken() -> Iterator[OutFile]:
        yield OutFile("a", b"2")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_site(out, broken())
    assert not out.exists()
    write_site(out, files({"a": b"1"}))
    with pytest.raises(ZeroDivisionError):
        write_site(out, broken())
    assert tree(out) == {"a": b"1"}


# --------------------------------------------------------------------------
# Laws

SEGMENT = st.sampled_from(["a", "b", "A", "c.html", "重み"])
PATHS = st.lists(SEGMENT, min_size=1, max_size=3).map("/".join)
RAW_SITES = st.dictionaries(PATHS, st.binary(max_size=2), max_size=6)


def without_collisions(site: Site) -> Site:
    names = Names()
    return {path: content for path, content in site.items() if not names.add(path)}


SITES = RAW_SITES.map(without_collisions)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(SITES, min_size=1, max_size=5), st.dictionaries(st.sampled_from(["CNAME", "x/y"]), st.binary())
)
def test_the_folder_equals_the_site_and_the_user_files(sites: list[Site], mine: Site) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "site"
        for number, site in enumerate(sites):
            report = write_site(out, files(site))
            expected = {**site, **(mine if number else {})}
            assert tree(out) == expected
            assert report.written + report.unchanged == len(site)
            if not number:
                for name, content in mine.items():
                    (out / name).parent.mkdir(parents=True, exist_ok=True)
                    (out / name).write_bytes(content)


class Killed(BaseException):
    pass


def killed_at(moment: int, out: Path, site: Site) -> bool:
    """Whether a build that dies at its n-th change of the file system got that far."""
    calls = 0
    real = {"replace": os.replace, "unlink": os.unlink, "rmdir": os.rmdir}

    def dying(name: str) -> object:
        def call(*args: object, **more: object) -> object:
            nonlocal calls
            calls += 1
            if calls >= moment:
                raise Killed
            return real[name](*args, **more)  # type: ignore[operator]

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in real:
            patch.setattr(os, name, dying(name))
        try:
            write_site(out, files(site))
        except Killed:
            return True
    return False


def assert_whole(out: Path, old: Site, new: Site) -> None:
    found = {path: content for path, content in tree(out).items() if not path.startswith(WORK)}
    for path, content in found.items():
        assert content in {old.get(path), new.get(path)} or path.endswith("/")
    assert set(found) >= set(old) & set(new)


@settings(deadline=None, max_examples=25)
@given(SITES, SITES)
def test_killed_at_any_moment(old: Site, new: Site) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for moment in range(1, 100):
            out = Path(folder) / str(moment)
            write_site(out, files(old))
            alive = not killed_at(moment, out, new)
            assert_whole(out, old, new)
            write_site(out, files(new))
            assert tree(out) == new
            if alive:
                return
        pytest.fail("it never came to an end")


# --------------------------------------------------------------------------
# Processes

PROGRAM = """
import sys
from pathlib import Path
from glossgen.output import OutFile, write_site
out, count, letter, pause = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3].encode(), sys.argv[4]
def stream():
    for number in range(count):
        yield OutFile(f"{number % 7}/{letter.decode() if number % 2 else ''}{number}.html", letter * 5000)
    if pause == "pause":
        print("staged", flush=True)
        sys.stdin.read()
try:
    write_site(out, stream())
except BaseException as error:
    print(type(error).__name__, error)
"""


def start(out: Path, count: int, letter: str, pause: str = "") -> subprocess.Popen[str]:
    source = Path(__file__).parents[1] / "src"
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PROGRAM), str(out), str(count), letter, pause],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(source)},
    )


def test_two_builds_do_not_mix_and_a_dead_one_holds_nothing(tmp_path: Path) -> None:
    out = tmp_path / "site"
    with start(out, 4, "a", "pause") as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "staged\n"
        with pytest.raises(CannotStart, match=f"process {first.pid}") as caught:
            write_site(out, files({"b": b""}))
        assert codes(caught) == ["output-busy"]
        first.kill()
        first.wait()
        assert (out / WORK).is_dir()
        write_site(out, files({"b": b""}))
    assert tree(out) == {"b": b""}


def test_a_process_killed_while_it_renames(tmp_path: Path) -> None:
    out = tmp_path / "site"
    with start(out, 400, "a") as process:
        process.wait()
    old = tree(out)
    with start(out, 400, "b") as process:
        while process.poll() is None and (out / "0" / "0.html").read_bytes()[:1] == b"a":
            time.sleep(0.0005)
        process.kill()
    new = {path.replace("a", "b"): b"b" * 5000 for path in old}
    assert_whole(out, old, new)
    write_site(out, files(new))
    assert tree(out) == new


@given(st.lists(st.sampled_from(["con", "com1", "a", "A", "/", ".", "-", "html"]), min_size=1).map("".join))
@settings(max_examples=500)
def test_the_quick_look_at_a_usual_path_says_the_same(path: str) -> None:
    if not path.startswith(("/", ".")):
        assert reason_against(path) == reason_against("Z/" + path)
