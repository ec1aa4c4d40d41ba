"""`og:image`: what the pictures of pages show, when they are drawn again, and what stops them."""

from __future__ import annotations

import re
import shutil
import struct
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from conftest import ROOT
from glossgen.build import BuildOptions
from glossgen.build.builder import Builder
from glossgen.build.engine import open_database
from glossgen.config import load_config
from glossgen.problems import CannotStart, wording
from glossgen.query.pool import Pool, can_fork
from glossgen.render.share_image import SIZE, Card, Font, draw
from glossgen.text.line_breaks import balanced, wrapped

FONT = ROOT / "src" / "glossgen" / "_katex" / "ttf" / "KaTeX_Main-Regular.ttf"
"""A font that every checkout has. It knows Latin and few Greek letters, and no Japanese ones."""

BASE, IMAGES = "base_url: https://example.org/g/\n", "share_image:\n  font: fonts/a.ttf\n"
CONFIG = f"title: Light\nlanguages: [en]\n{BASE}{IMAGES}"
ENTRIES = """# Optics

## lens | glass

A lens bends light. It is clear.

## light

Light is what a lens bends.

## 光

A name without a glyph.
"""

BREAKS = """\
one line            . 8 . 3 . learning            . learning
words are whole     . 9 . 3 . learning rate of it . learning/rate of/it
a long word         . 4 . 3 . learning            . lear/ning
words are cut whole . 9 . 2 . learning rate of it . learning/rate of…
letters are cut     . 4 . 2 . learning it         . lear/nin…
no stop begins      . 4 . 3 . 学習率は、正の係数。   . 学習率/は、正の/係数。
no small kana, ー    . 3 . 4 . モデルーキャット        . モデ/ルー/キャッ/ト
no bracket ends     . 4 . 3 . 損失関数（誤差）の値     . 損失関数/（誤差）/の値
a bracket moves     . 3 . 3 . 損失「誤差」          . 損失/「誤/差」
dots together       . 3 . 3 . あい……う            . あ/い……/う
stops before a cut  . 4 . 1 . 学習率、正の係数        . 学習率…
brackets before one . 4 . 1 . 学習（率の係数）        . 学習…
a mark on a letter  . 2 . 3 . e\u0301e\u0301e\u0301  . e\u0301/e\u0301/e\u0301
"""


@pytest.mark.parametrize("case", BREAKS.splitlines(), ids=lambda case: case.split(" . ")[0].strip())
def test_lines_break_where_they_may(case: str) -> None:
    _, width, most, text, expected = re.split(r"\s+\.(?:\s+|$)", case)
    assert wrapped(text, float(width), len, int(most)) == [each for each in expected.split("/") if each]


def test_nothing_has_no_lines() -> None:
    assert wrapped(" ", 4, len, 3) == wrapped("a", 4, len, 0) == balanced("", 4, len, 3) == []


def test_a_name_of_two_lines_has_no_lone_last_letter() -> None:
    assert balanced("ニューラルネット", 7, len, 2) == ["ニューラ", "ルネット"]


# -- drawing -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def font() -> Font:
    return Font(FONT.read_bytes())


HOSTILE = {
    "long": "W" * 100_000,
    "words": "many words " * 20_000,
    "control": "a\x00\x1b[31m\x07\u202eb",
    "emoji": "ok 🤖👩‍🔬",
    "right to left": "שלום عليكم",
    "marks": "e" + "\u0301" * 50_000,
    "nothing": "",
    "no letter": "\ufffe\U000e0001",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_any_text_gives_a_picture_that_is_always_the_same(font: Font, text: str) -> None:
    shown = font.written(text)
    assert not re.search(r"[^ -~\u00a0-\u024f\u0300-\u036f\u0370-\u03ff…]", shown)
    card = Card(shown, shown, shown, shown, "en", "#7a3e9d")
    picture = draw(card, font)
    assert picture == draw(card, Font(FONT.read_bytes()))
    assert size_of(picture) == SIZE


def size_of(picture: bytes) -> tuple[int, ...]:
    """Width and height in the header of a PNG (PNG, 11.2.1)."""
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", picture[16:24])


def test_each_part_of_a_card_is_seen(font: Font) -> None:
    whole = Card("name", "under", "text", "site", "en", "#7a3e9d")
    others = [Card("n"), Card("name"), Card("name", "under"), Card("name", "under", "text"), whole]
    others.append(Card("name", "under", "text", "site", "he", "#7a3e9d"))
    others.append(Card("name", "under", "text", "site", "en", "#000"))
    assert len({draw(card, font) for card in others}) == len(others)
    assert len({card.path for card in others}) == len(others)


# -- building ----------------------------------------------------------------------------


def glossary(folder: Path, config: str = CONFIG) -> Path:
    (folder / "fonts").mkdir(parents=True)
    shutil.copyfile(FONT, folder / "fonts" / "a.ttf")
    (folder / "glossgen.yml").write_text(config)
    (folder / "a.md").write_text(ENTRIES)
    (folder / "notes").mkdir()
    (folder / "notes" / "log.md").write_text("---\ntype: note\n---\n# Log\n\nA lens was bought.\n")
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def pictures(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if path.startswith("static/share/")}


def built(root: Path, output: str = "site", options: BuildOptions | None = None) -> dict[str, bytes]:
    with Builder() as builder:
        builder.build(load_config(root, output=root / output), options or BuildOptions(jobs=1))
    return files_in(root / output)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return glossary(tmp_path_factory.mktemp("share") / "g")


@pytest.fixture(scope="module")
def site(root: Path) -> dict[str, bytes]:
    return built(root)


def tags(page: bytes) -> Iterator[tuple[str, str]]:
    yield from re.findall(r'(og:image[:a-z]*|twitter:card)" content="([^"]*)"', page.decode())


def test_a_term_and_the_home_page_name_their_pictures(site: dict[str, bytes]) -> None:
    seen = set()
    for page, alt in (("terms/lens/index.html", "lens: A lens bends light."), ("index.html", "Light")):
        found = dict(tags(site[page]))
        path = found["og:image"].removeprefix("https://example.org/g/")
        assert size_of(site[path]) == (int(found["og:image:width"]), int(found["og:image:height"]))
        assert found["og:image:alt"].startswith(alt)
        assert found["twitter:card"] == "summary_large_image"
        seen.add(path)
    assert seen < set(pictures(site))


def test_other_pages_and_names_without_glyphs_have_none(site: dict[str, bytes]) -> None:
    named = [page for page, content in site.items() if page.endswith(".html") and dict(tags(content))]
    assert sorted(named) == [
        "a/index.html",
        "index.html",
        "notes/log/index.html",
        "terms/lens/index.html",
        "terms/light/index.html",
    ]
    assert len(pictures(site)) == 5


def test_letters_without_glyphs_are_told_once(root: Path) -> None:
    with Builder() as builder:
        report = builder.build(load_config(root, output=root / "told"), BuildOptions(jobs=1))
    assert [wording(each) for each in report.problems if each.code == "missing-glyph"] == [
        "glossgen.yml:5: warning[missing-glyph]: share_image.font: “fonts/a.ttf” has no glyph for 光; "
        "pages without a picture: 1"
    ]


@pytest.mark.parametrize("line", [BASE, IMAGES], ids=["base_url", "share_image"])
def test_without_one_of_the_keys_nothing_is_different(tmp_path: Path, line: str) -> None:
    config = CONFIG.replace(line, "")
    found = built(glossary(tmp_path / "g", config))
    plain = config.replace(IMAGES, "")
    assert found == built(glossary(tmp_path / "plain", plain))
    assert not pictures(found)


def test_an_edit_draws_one_picture_again(tmp_path: Path) -> None:
    root = glossary(tmp_path / "g")
    before = pictures(built(root))
    text = ENTRIES.replace("It is clear.", "The light goes through.")  # another text, the same definition
    (root / "a.md").write_text(text)
    assert pictures(built(root)) == before
    (root / "a.md").write_text(text.replace("bends light.", "bends rays."))
    after = built(root)
    assert len(pictures(after).keys() - before.keys()) == len(before.keys() - pictures(after).keys()) == 1
    assert after == built(root, "new", BuildOptions(jobs=1, fresh=True))
    shutil.copyfile(FONT.with_name("KaTeX_SansSerif-Regular.ttf"), root / "fonts" / "a.ttf")
    assert not pictures(built(root)).keys() & pictures(after).keys()


@pytest.mark.parametrize("fork", [can_fork, lambda: False], ids=["forked", "started anew"])
def test_other_processes_draw_the_same(
    tmp_path: Path, site: dict[str, bytes], fork: Callable[[], bool]
) -> None:
    config = load_config(glossary(tmp_path / "g"))
    with Builder() as builder:
        builder.build(config, BuildOptions(jobs=1))
        assert builder._db is not None
        builder._db.pool = Pool(2, partial(open_database, config), fork, 1)
        shutil.rmtree(config.output)
        builder.build(config, BuildOptions())
    assert pictures(files_in(config.output)) == pictures(site)


def test_shards_have_all_pictures(tmp_path: Path, site: dict[str, bytes]) -> None:
    root, found = glossary(tmp_path / "g"), dict[str, bytes]()
    for number in (1, 2):
        found.update(built(root, str(number), BuildOptions(jobs=1, shard=(number, 2))))
    assert pictures(found) == pictures(site)


# -- what stops a build --------------------------------------------------------------------

HINT = "\n    hint: write share_image: {font: fonts/NAME.otf}, with a TrueType or OpenType font"
BAD: dict[str, tuple[str, bytes | None, str]] = {
    "missing": ("fonts/b.ttf", None, "does not exist" + HINT),
    "a folder": ("fonts", None, "is not a file" + HINT),
    "outside": ("../b.ttf", b"OTTO", "is outside of the folder of the configuration" + HINT),
    "a text": ("b.ttf", b"no font", "is not a TrueType or OpenType font" + HINT),
    "compressed": ("b.woff2", b"wOF2", "is not a TrueType or OpenType font" + HINT),
    "large": ("b.otf", b"OTTO" + bytes(40_000_001), "has more than 40 MB" + HINT),
}


def stopped(root: Path) -> str:
    with pytest.raises(CannotStart) as caught:
        built(root)
    assert not (root / "site").exists()
    return "\n".join(map(wording, caught.value.problems))


@pytest.mark.parametrize(("name", "content", "said"), BAD.values(), ids=BAD)
def test_what_is_no_font_is_told(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    root = glossary(tmp_path / "g", CONFIG.replace("fonts/a.ttf", name))
    if content is not None:
        (root / name).write_bytes(content)
    assert stopped(root) == f"glossgen.yml:5: error[config-value]: share_image.font: “{name}” {said}"


@pytest.mark.parametrize("content", [b"OTTO", b"ttcf" + bytes(99), FONT.read_bytes()[:900]], ids=len)
def test_a_broken_font_is_told(tmp_path: Path, content: bytes) -> None:
    root = glossary(tmp_path / "g")
    (root / "fonts" / "a.ttf").write_bytes(content)
    assert stopped(root).startswith(
        "glossgen.yml:5: error[config-value]: share_image.font: “fonts/a.ttf” cannot be drawn with: "
    )


def test_without_pillow_the_command_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    assert stopped(glossary(tmp_path / "g")) == (
        "glossgen.yml:5: error[missing-extra]: share_image asks for Pillow, which is not installed"
        '\n    hint: install it with: pip install "glossgen[images]"'
    )
