from __future__ import annotations

import gzip
import json
import re
import zlib
from base64 import b64decode
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.two import build_two
from tools import browser_tables

from glossgen.model import Formula, InlineMarkup, TextRun
from glossgen.output.search import MESSAGES, index_file, index_files, names
from glossgen.output.search.format import NamesFile
from glossgen.render import load_texts
from glossgen.site.values import SearchEntry
from glossgen.text.search_folding import fold
from glossgen.text.search_text import text_of

FOLDING = Path(__file__).parent / "search/folding.tsv"
KANA = st.text("あいうえおかきくけこがざだばぱぁゃっゔゕゖんー", max_size=8)
NAMES = st.text("あかアカゃーヴ学習率LM・ 1", min_size=1, max_size=8).filter(
    lambda name: name.split() == [name]
)


def table(path: Path) -> list[list[str]]:
    """The rows of a table of tests, with `\\uXXXX` for what cannot be seen."""
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [
        [re.sub(r"\\u(....)", lambda m: chr(int(m[1], 16)), cell) for cell in line.split("\t")]
        for line in lines
    ]


@pytest.mark.parametrize(("written", "folded", "why"), table(FOLDING))
def test_folding(written: str, folded: str, why: str) -> None:
    assert fold(written) == folded, why


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def decode_reading(name: str, code: str) -> str:
    """What browser/search/entries.js makes of a name and the code of its reading."""
    if code.startswith("%"):
        return code[1:]
    if code.startswith("#"):
        return kana(code[1:])
    parts = iter(code.split(" "))
    runs = re.findall("[ぁ-ゖァ-ヶー]+|[^ぁ-ゖァ-ヶー]+", name)
    if not code and len(runs) != 1:
        return ""
    if not code and not re.match("[ぁ-ゖァ-ヶー]", name):
        return ""
    return "".join(hiragana(run) if re.match("[ぁ-ゖァ-ヶー]", run) else kana(next(parts)) for run in runs)


def kana(code: str) -> str:
    return "".join("ー" if char == "!" else chr(ord(char) + 0x3041 - 0x28) for char in code)


def hiragana(text: str) -> str:
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in text)


@given(NAMES, KANA.filter(bool))
def test_a_reading_can_be_read_back(name: str, reading: str) -> None:
    assert decode_reading(name, names.encode_reading(name, reading)) == reading


@pytest.mark.parametrize(("name", "reading", "code", "why"), table(FOLDING.with_name("readings.tsv")))
def test_how_a_reading_is_written(name: str, reading: str, code: str, why: str) -> None:
    assert names.encode_reading(name, reading) == code, why
    assert decode_reading(name, code) == reading, why


@pytest.mark.parametrize(("url", "labels", "code", "why"), table(FOLDING.with_name("addresses.tsv")))
def test_an_address_is_left_out_where_a_name_gives_it(url: str, labels: str, code: str, why: str) -> None:
    entry = SearchEntry("term", "ja/" + url, tuple(labels.split("|")))
    assert names.line(entry, "ja/").address == code, why


def test_the_scripts_have_the_tables_and_types_of_python() -> None:
    """`python tools/browser_tables.py` writes the file."""
    assert browser_tables.TARGET.read_text("utf-8") == browser_tables.tables()


def entry(number: int, text: str = "", kind: str = "term") -> SearchEntry:
    return SearchEntry(kind, f"terms/t{number}/", (f"T{number}",), text=text)


def files(entries: tuple[SearchEntry, ...]) -> dict[str, object]:
    """The index files as what they hand over."""
    found = index_files("search/", [entries], MESSAGES)
    parsed = {}
    for path, content in found:
        call = re.fullmatch(r'glossgenIndex\("([\w-]+)",(.*)\)\n', content.decode(), re.DOTALL)
        assert call
        assert path == f"search/{call[1]}.js"
        passed = json.loads(call[2])
        parsed[call[1]] = zlib.decompress(b64decode(passed)).decode() if isinstance(passed, str) else passed
    return parsed


def names_of(entries: tuple[SearchEntry, ...]) -> NamesFile:
    return msgspec.convert(files(entries)["names"], NamesFile)


def test_the_index_does_not_depend_on_the_order_of_entries() -> None:
    entries = (entry(1, "甲"), entry(2, "乙"), entry(3, "丙", "note"))
    assert files(entries) == files(tuple(reversed(entries)))


def test_hidden_names_are_marked() -> None:
    hidden = SearchEntry("term", "terms/x/", ("X",), ("ex",), "えっくす", 9)
    found = names_of((hidden,))
    assert (found.segments, found.kinds) == ((1,), "0")
    assert (found.names, found.other_names, found.uses) == ("X", " ex", "1")
    assert (found.texts_per_file, found.gram_files) == (0, 0)


def test_the_version_follows_the_texts() -> None:
    assert names_of((entry(1, "甲"),)).version != names_of((entry(1, "乙"),)).version


def test_many_texts_are_cut_into_pieces_by_their_characters() -> None:
    long = "用語" * (index_file.CHUNK // 8)  # four to a file
    count = index_file.ONE_FILE // len(long) + 1
    entries = tuple(entry(number, long) for number in range(count))
    found = files(entries)
    assert names_of(entries).texts_per_file == 4
    assert sum(name.startswith("text-0-") for name in found) == -(-count // 4)
    assert found["text-0-0"] == "\n".join([long] * 4)
    assert "text" not in found
    assert names_of(entries).gram_files == sum(name.startswith("grams-") for name in found)


@pytest.mark.parametrize(
    ("count", "size", "fitting"), [(9000, 9000, 0), (2, 120_001, 1), (40, 360_000, 1), (0, 0, 0)]
)
def test_how_many_texts_a_file_has(count: int, size: int, fitting: int) -> None:
    assert index_file.texts_per_file(count, size) == fitting


def test_the_fields_of_terms_are_a_file_of_their_own() -> None:
    terms = tuple(replace(entry(number), field=field) for number, field in enumerate(["乙", "", "甲", "乙"]))
    found = files((*terms, entry(9, kind="note")))["fields"]
    assert (found["names"], found["of"]) == (["乙", "甲"], [0, -1, 1, 0, -1])  # type: ignore[index]


@pytest.mark.parametrize(
    ("tex", "shown"), [("n", "n"), ("x_t", "x_t"), ("W^{(l)}", "W(l)"), (r"\frac{a}{b}", "…")]
)
def test_a_formula_in_a_text(tex: str, shown: str) -> None:
    text = f"層 {tex} の幅"
    text_run = TextRun(text, 1, (InlineMarkup(2, 2 + len(tex), "", formula=Formula(tex)),))
    assert text_of((text_run, "<p>次</p>")) == f"層 {shown} の幅\u2029次"


def test_budgets(starter_site: Path) -> None:
    """Issue 4: at most 10 KB to the first suggestion, on focus; 3 KB of script before."""

    def size(path: str) -> int:
        return len(gzip.compress((starter_site / path).read_bytes(), 9))

    assert size("static/search.js") + size("static/search.css") + size("search/names.js") <= 10 * 1024
    assert size("static/site.js") <= 3 * 1024


def test_every_message_is_in_the_japanese_catalog() -> None:
    texts_of_ja = load_texts("ja")
    assert [text for text in MESSAGES.values() if texts_of_ja.gettext(text) == text] == []


def test_each_language_has_an_index_of_its_own(tmp_path: Path) -> None:
    site, _ = build_two(tmp_path)
    for language in ("ja", "en"):
        page = (site / language / "search/index.html").read_text("utf-8")
        assert f'<html lang="{language}"' in page
        own = (site / language / "search/names.js").read_text("utf-8")
        value = json.loads(own.partition(",")[2].rpartition(")")[0])
        addresses = value["addresses"].split("\n")
        assert value["names"]
        assert not any(address.startswith(("/ja/", "/en/")) for address in addresses)
        assert (site / language / "search/text.js").exists()
