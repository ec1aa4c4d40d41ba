"""Readings: the file that a writer keeps, what is proposed for it, and what becomes of them on the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.two import build_two, page

from glossgen.cli import main
from glossgen.config import load_config
from glossgen.model import Label, Position, Term
from glossgen.problems import CannotStart
from glossgen.sources.readings import Reading, append_readings, load_readings
from glossgen.sources.readings.file import HEADER, line, parse_readings
from glossgen.sources.readings.propose import propose_readings, read, unread_labels
from glossgen.text.kana import to_hiragana
from made import read_glossary

# What SudachiPy says of these labels (small dictionary of 2026); the rules under test begin behind it.
WORDS = {
    "学習率": [("学習率", "ガクシュウリツ")],
    "ROC曲線": [("ROC", "ROC"), ("曲線", "キョクセン")],
    "F1スコア": [("F", "F"), ("1", "イチ"), ("スコア", "スコア")],
    "k平均法": [("k", "キロ"), ("平均", "ヘイキン"), ("法", "ホウ")],
    "Transformer": [("Transformer", "Transformer")],
    "TF-IDF": [("TF", "ティーエフ"), ("-", "-"), ("IDF", "アイディーエフ")],
    "第3層": [("第", "ダイ"), ("3", "サン"), ("層", "ソウ")],
}

READ = """
a word . 学習率 . がくしゅうりつ
unknown capitals are spelled out . ROC曲線 . あーるおーしーきょくせん
a figure behind a letter is English . F1スコア . えふわんすこあ
a single letter has its name . k平均法 . けーへいきんほう
an unknown name gets no reading . Transformer .
separators are not read . TF-IDF . てぃーえふあいでぃーえふ
a figure behind a word is Japanese . 第3層 . だいさんそう
""".strip().splitlines()


def words(text: str) -> list[tuple[str, str]]:
    return WORDS[text]


@pytest.mark.parametrize("case", READ, ids=lambda case: case.split(" . ")[0])
def test_reading_of_a_label(case: str) -> None:
    _, label, expected = (case + " ").split(" . ")
    assert read(label, words) == expected.strip()


def term(label: str, reading: str = "", language: str = "ja") -> Term:
    return Term(label, language, (Label(label, language),), Position("a.md"), (), reading=reading)


def test_each_label_gets_one_proposal() -> None:
    proposed = list(propose_readings(["学習率", "学習率", "Transformer"], words))
    assert proposed == [Reading("学習率", "がくしゅうりつ", waiting=True)]


UNREAD = """
kanji . 学習率 . 学習率
a reading of the source . ROC曲線（あるおしい） .
kana . トークン .
kana at half width . ｻｰﾊﾞｰ .
kana and kanji . ｻｰﾊﾞｰ室 . ｻｰﾊﾞｰ室
Latin letters, for the order . Transformer . Transformer
another name with kanji . コスト | 費用 | Cost . 費用
another name with its reading . コスト | 費用（ひよう） .
""".strip().splitlines()


@pytest.mark.parametrize("case", UNREAD, ids=lambda case: case.split(" . ")[0])
def test_labels_that_need_a_reading(case: str) -> None:
    _, given, expected = (case + " ").split(" . ")
    parted = [label.rstrip("）").partition("（") for label in given.split(" | ")]
    labels = tuple(
        Label(text, "ja", reading=reading if place else "") for place, (text, _, reading) in enumerate(parted)
    )
    given_term = replace(term(labels[0].text, parted[0][2]), labels=labels)
    assert list(unread_labels(given_term)) == expected.split()
    assert list(unread_labels(replace(given_term, language="en"))) == []


def test_to_hiragana() -> None:
    assert to_hiragana("ガクシュウ サーバー ヴァイオリン ヽ AI") == "がくしゅう さーばー ゔぁいおりん ヽ AI"


# -- the file -----------------------------------------------------------------------


def test_a_readings_file() -> None:
    found = parse_readings('# ours\n学習率: がくしゅうりつ\n"C#": しーしゃーぷ ?\nno: のー\n', "readings.yml")
    assert found.problems == ()
    assert found.by_label == (
        Reading("学習率", "がくしゅうりつ", 2),
        Reading("C#", "しーしゃーぷ", 3, waiting=True),
        Reading("no", "のー", 4),
    )


WRONG = [
    ("学習率: 学習率\n", 1, "“学習率”, the reading of “学習率”, is not in kana"),
    ("学習率:\n", 1, "“”, the reading of “学習率”, is not in kana"),
    ("学習率: [がくしゅう]\n", 1, "“”, the reading of “学習率”, is not in kana"),
    ("a: あ\nb: い\na: う\n", 3, "“a” stands here again; it is first in line 1"),
    ("- 学習率\n", 1, "the file must hold lines of “label: reading”"),
]


@pytest.mark.parametrize(("text", "where", "message"), WRONG)
def test_what_is_wrong_in_a_file_is_said(text: str, where: int, message: str) -> None:
    (problem,) = parse_readings(text, "readings.yml").problems
    assert (problem.code, problem.position, problem.message) == (
        "reading",
        Position("readings.yml", where),
        message,
    )


def test_a_file_that_is_no_yaml_stops(tmp_path: Path) -> None:
    (tmp_path / "readings.yml").write_text("a: 'b\n", encoding="utf-8")
    with pytest.raises(CannotStart):
        load_readings(tmp_path / "readings.yml")
    (tmp_path / "readings.yml").write_bytes("読: よみ".encode("cp932"))
    with pytest.raises(CannotStart) as stop:
        load_readings(tmp_path / "readings.yml")
    assert stop.value.problems[0].code == "encoding"


kana = st.text(alphabet="あいがきゃっーんアガ", min_size=1, max_size=6)
labels = st.text(min_size=1, max_size=12).filter(lambda text: text == text.strip() and text.isprintable())


@given(st.dictionaries(labels, st.tuples(kana, st.booleans()), min_size=1, max_size=6))
def test_what_is_written_is_what_is_read(pairs: dict[str, tuple[str, bool]]) -> None:
    readings = [Reading(label, text, waiting=waiting) for label, (text, waiting) in pairs.items()]
    found = parse_readings("".join(line(each) + "\n" for each in readings), "readings.yml")
    assert found.problems == ()
    assert [(each.label, each.text, each.waiting) for each in found.by_label] == [
        (each.label, each.text, each.waiting) for each in readings
    ]


def test_lines_are_only_added(tmp_path: Path) -> None:
    file = tmp_path / "readings.yml"
    append_readings(file, [Reading("学習率", "がくしゅうりつ", waiting=True)])
    assert file.read_text(encoding="utf-8") == HEADER + "学習率: がくしゅうりつ ?\n"
    before = "# mine\nb: い   # sure\na: あ"  # no newline at the end
    file.write_text(before, encoding="utf-8")
    append_readings(file, [Reading("c", "う")])
    assert file.read_text(encoding="utf-8") == before + "\nc: う\n"
    assert [path.name for path in tmp_path.iterdir()] == ["readings.yml"]


# -- on the site ----------------------------------------------------------------------


def test_the_source_then_the_file_then_nothing(tmp_path: Path) -> None:
    site, report = build_two(
        tmp_path, readings__yml="恒星: こうせい\n等級: ちがう\n惑星: わくせい ?\n星: ほし\n"
    )
    assert "こうせい" in page(site, "ja/terms/恒星")
    assert "とうきゅう" in page(site, "ja/terms/等級")
    assert "ちがう" not in page(site, "ja/terms/等級")
    assert "わくせい" not in page(site, "ja/terms/惑星")
    said = [
        (p.code, p.position.line, p.message) for p in report.problems if p.position.path == "readings.yml"
    ]
    assert said == [
        ("reading-proposed", 3, "1 reading waits for review"),
        ("reading", 4, "no term is called “星”"),
    ]
    index = page(site, "ja/index")
    assert index.index('id="row-か"') < index.index("恒星") < index.index('id="row-さ"')


def test_ruby_where_it_is_asked_for(tmp_path: Path) -> None:
    config = "ruby: true\ntitle: 星\nlanguages: [ja]\nsources: [{path: ja, language: ja}]\n"
    site, _ = build_two(tmp_path / "with", glossgen__yml=config)
    ruby = "<ruby>恒星<rp> (</rp><rt>こうせい</rt><rp>)</rp></ruby>"
    assert ruby in page(site, "terms/恒星")
    assert ruby in page(site, "sky")
    assert 'class="reading"' not in page(site, "terms/恒星")
    plain, _ = build_two(tmp_path / "without")
    assert "<ruby>" not in page(plain, "ja/terms/恒星")


@pytest.mark.parametrize("value", ["maybe", "1", "[]"])
def test_ruby_is_true_or_false(tmp_path: Path, value: str) -> None:
    with pytest.raises(CannotStart, match="true or false"):
        build_two(tmp_path, glossgen__yml=f"ruby: {value}\n")


# -- the command ------------------------------------------------------------------------


def glossary(folder: Path, readings: str = "") -> Path:
    (folder / "terms.md").write_text(
        "## 学習率\n\n歩幅。\n\n## Transformer\n\n型。\n\n## コスト\n\n値。\n", encoding="utf-8"
    )
    (folder / "glossgen.yml").write_text("languages: [ja]\n", encoding="utf-8")
    if readings:
        (folder / "readings.yml").write_text(readings, encoding="utf-8")
    return folder


@pytest.fixture
def dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of a dictionary that need not be installed."""
    monkeypatch.setattr("glossgen.sources.readings.propose.sudachi_words", lambda: words)


@pytest.mark.usefixtures("dictionary")
def test_proposals_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["readings", str(glossary(tmp_path))]) == 0
    said = capsys.readouterr()
    assert "学習率: がくしゅうりつ ?" in said.out + said.err
    assert "No proposal for 1 label: Transformer" in said.out + said.err
    assert not (tmp_path / "readings.yml").exists()


@pytest.mark.usefixtures("dictionary")
def test_proposals_are_written_and_wait(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (glossary(tmp_path) / "terms.md").read_bytes()
    assert main(["readings", str(tmp_path), "--write"]) == 0
    assert (tmp_path / "readings.yml").read_text(encoding="utf-8") == HEADER + "学習率: がくしゅうりつ ?\n"
    assert (tmp_path / "terms.md").read_bytes() == before
    assert read_glossary(load_config(tmp_path)).terms[0].reading == ""
    capsys.readouterr()
    assert main(["readings", str(tmp_path), "--write"]) == 0
    assert "学習率" not in capsys.readouterr().out, "what waits is not proposed again"
    text = (tmp_path / "readings.yml").read_text(encoding="utf-8")
    (tmp_path / "readings.yml").write_text(text.replace(" ?", ""), encoding="utf-8")
    assert read_glossary(load_config(tmp_path)).terms[0].reading == "がくしゅうりつ"


def test_without_the_extra_the_command_says_how_to_get_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sudachipy", None)
    assert main(["readings", str(glossary(tmp_path))]) == 2
    said = capsys.readouterr().err
    assert "error[missing-extra]: readings are proposed with SudachiPy" in said
    assert 'pip install "glossgen[ja]"' in said


def test_without_the_extra_a_build_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sudachipy", None)
    assert main(["build", str(glossary(tmp_path)), "--output", str(tmp_path / "site")]) == 0
