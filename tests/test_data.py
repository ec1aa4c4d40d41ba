"""Glossaries that are data: the same terms as in Markdown, in every syntax, and after an import."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from glossgen.cli import main
from glossgen.config import load_config
from glossgen.model import Glossary, Term
from glossgen.sources.data.values import NotData, read_values
from made import read_glossary

MARKDOWN = """# words

## 重み | Weight
<!--
id: w
reading: おもみ
-->

層が持つ**値**。[層](#layer)を見よ。

## 層 | Layer
<!--
id: layer
reading: そう
related: [重み]
-->

重みの集まり。

## 3.10
<!-- id: v -->

版。
"""

YAML = """\
- id: w
  用語: 重み
  英語: Weight
  読み: おもみ
  説明: 層が持つ**値**。[層](#layer)を見よ。
- {id: layer, 用語: 層, 英語: Layer, 読み: そう, 説明: 重みの集まり。, 関連: [重み]}
- {id: v, 用語: 3.10, 説明: 版。}
"""
JSON = """\
{"terms": [
  {"id": "w", "term": "重み", "english": "Weight", "reading": "おもみ",
   "def": "層が持つ**値**。[層](#layer)を見よ。"},
  {"id": "layer", "term": "層", "english": "Layer", "reading": "そう",
   "def": "重みの集まり。", "related": ["重み"]},
  {"id": "v", "term": "3.10", "def": "版。"}
]}
"""
CSV = """\
id,Term,English,Reading,Definition,Related
w,重み,Weight,おもみ,層が持つ**値**。[層](#layer)を見よ。,
layer,層,Layer,そう,重みの集まり。,重み
v,3.10,,,版。,
"""
KEYED = """\
重み: {id: w, english: Weight, reading: おもみ, definition: "層が持つ**値**。[層](#layer)を見よ。"}
層: {id: layer, english: Layer, reading: そう, definition: 重みの集まり。, related: 重み}
3.10: {id: v, definition: 版。}
"""


def workbook(rows: list[list[str]]) -> bytes:
    """A workbook as programs write it: strings in a table of their own, empty cells left out."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    texts = [cell for row in rows for cell in row]
    shared = "".join(f"<si><t>{text}</t><rPh><t>ヨミ</t></rPh></si>" for text in texts)
    made, number = "", 0
    for line, row in enumerate(rows, 1):
        cells = ""
        for column, cell in enumerate(row):
            cells += f'<c r="{"ABCDEFG"[column]}{line}" t="s"><v>{number}</v></c>' if cell else ""
            number += 1
        made += f'<row r="{line}">{cells}</row>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        book.writestr("xl/sharedStrings.xml", f"<sst {space}>{shared}</sst>")
        book.writestr(
            "xl/worksheets/sheet1.xml", f"<worksheet {space}><sheetData>{made}</sheetData></worksheet>"
        )
    return stream.getvalue()


FILES = {
    "words.yml": YAML.encode(),
    "keyed/words.yaml": KEYED.encode(),
    "words.json": JSON.encode(),
    "words.csv": CSV.encode(),
    "semicolon/words.csv": CSV.replace(",", ";").encode("utf-8-sig"),
    "words.tsv": CSV.replace(",", "\t").replace("\n", "\r\n").encode(),
    "words.xlsx": workbook([line.split(",") for line in CSV.splitlines()]),
}


def read(folder: Path, name: str, data: bytes, config: str = "") -> Glossary:
    folder.mkdir(parents=True)
    (folder / name).write_bytes(data)
    if config:
        (folder / "glossgen.yml").write_text(config, encoding="utf-8")
    return read_glossary(load_config(folder))


def said(term: Term) -> tuple[object, ...]:
    """A term without the place that it is in."""
    meta = term.meta
    text = "".join(getattr(part, "text", "") for part in term.body)
    return (term.id, term.language, term.labels, term.reading, meta.related, meta.category, meta.tags, text)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("config", ["", "sources:\n  - {0}\n"])
def test_data_gives_the_terms_that_headings_give(name: str, config: str, tmp_path: Path) -> None:
    file = name.rpartition("/")[2]
    found = read(tmp_path / "data", file, FILES[name], config.format(file))
    written = read(tmp_path / "text", "words.md", MARKDOWN.encode())
    assert [said(term) for term in found.terms] == [said(term) for term in written.terms]
    assert found.problems == ()
    assert [source.slug for source in found.sources] == ["words"]


@pytest.mark.parametrize("name", FILES)
def test_an_import_gives_the_same_terms(name: str, tmp_path: Path) -> None:
    file = name.rpartition("/")[2]
    found = read(tmp_path / "data", file, FILES[name])
    place = tmp_path / "text" / "words.md"
    assert main(["import", "-q", str(tmp_path / "data" / file), "--to", str(place)]) == 0
    again = read_glossary(load_config(tmp_path / "text"))
    assert [said(term) for term in again.terms] == [said(term) for term in found.terms]
    assert main(["import", "-q", str(tmp_path / "data" / file), "--to", str(place)]) == 2


@pytest.mark.parametrize(
    "data",
    [
        "en,ko\nweight,가중치\nlayer,층\nbias,편향\n",
        "axle,It turns.\nbelt,It runs.\ncam,It lifts.\n",
        "term,definition\n$L^2$ norm,It is $\\sqrt{2}$.\nbelt,x\ncam,y\n",
        "English,Deutsch,説明\naxle,Achse,回る。\nbelt,Riemen,走る。\ncam,Nocken,持ち上げる。\n",
    ],
)
def test_an_import_of_other_tables_gives_the_same_terms(data: str, tmp_path: Path) -> None:
    found = read(tmp_path / "data", "glossary.csv", data.encode())
    place = tmp_path / "text" / "glossary.md"
    assert main(["import", "-q", str(tmp_path / "data" / "glossary.csv"), "--to", str(place)]) == 0
    again = read_glossary(load_config(tmp_path / "text"))
    assert len(found.terms) == 3

    def told(glossary: Glossary) -> list[tuple[object, ...]]:
        """Without the language of a label, which bars of a heading do not say."""
        names = [tuple(label.text for label in term.labels) for term in glossary.terms]
        return [
            (*said(term)[:2], name, *said(term)[3:]) for term, name in zip(glossary.terms, names, strict=True)
        ]

    assert told(again) == told(found)


@pytest.mark.parametrize(
    "label", ["a | b", "C#", "Daemon:", "`x`", "*", "What is a warp?", "5. x", "a\\b", "Job – Task"]
)
def test_an_import_keeps_every_label(label: str, tmp_path: Path) -> None:
    quoted = label.replace("|", "/")
    data = f"term,definition\n{quoted},Text.\nbelt,# A heading\ncam,d\n"
    found = read(tmp_path / "data", "words.csv", data.encode())
    assert (
        main(["import", "-q", str(tmp_path / "data/words.csv"), "--to", str(tmp_path / "text/words.md")]) == 0
    )
    again = read_glossary(load_config(tmp_path / "text"))
    assert [term.labels for term in again.terms] == [term.labels for term in found.terms]
    assert found.terms[0].label == quoted


LANGUAGES = """\
- slug: node
  ref: [edge, weight]
  en: {term: node, acronym: N, def: "Ends of an [edge](#edge)."}
  id:
    term: simpul
    def: "Ujung [sisi](#edge)."
- slug: edge
  en: {term: edge, def: Joins nodes.}
  def:
    term: sisi
    def: lost
"""


def test_one_file_in_several_languages(tmp_path: Path) -> None:
    found = read(tmp_path / "g", "glossary.yml", LANGUAGES.encode(), "sources:\n  - glossary.yml\n")
    assert {term.key: [label.text for label in term.labels] for term in found.terms} == {
        ("en", "node"): ["node", "N"],
        ("en", "edge"): ["edge"],
        ("id", "node"): ["simpul"],
    }
    assert {term.meta.translation_key for term in found.terms if term.id == "node"} == {"node"}
    # What is not translated yet is no error of a translation, but what is nowhere is one.
    assert [term.meta.related for term in found.terms] == [("edge", "weight"), (), ("weight",)]
    wrong = [(each.code, each.position.path, each.position.line) for each in found.problems]
    assert wrong == [("data", "glossary.yml", 9)]


WORDS = "en,ko\nweight,가중치\nlayer,층\nbias,편향\n"
COLUMNS = """\
Group,English_word,English_descr,German word,German descr,Japanese
parts,axle,It turns.,Achse,Sie dreht.,軸
parts,belt,It runs.,Riemen,Er läuft.,
"""


def test_words_in_two_languages(tmp_path: Path) -> None:
    found = read(tmp_path / "g", "glossary.csv", WORDS.encode())
    assert [[(label.text, label.language) for label in term.labels] for term in found.terms] == [
        [("weight", "en"), ("가중치", "ko")],
        [("layer", "en"), ("층", "ko")],
        [("bias", "en"), ("편향", "ko")],
    ]
    assert read(tmp_path / "texts", "messages.csv", WORDS.encode()).terms == ()


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("glossary.csv", "영어,번역문\nweight,가중치\nlayer,층\nbias,편향\n", ["weight", "layer", "bias"]),
        (
            "words.csv",
            "A列,B列,C列\nid,term,definition\n1,重み,値。\n2,層,段。\n3,偏り,ずれ。\n",
            ["重み", "層", "偏り"],
        ),
        ("term.tsv", "row\t行\nitem\t項目\nload\tロード\n", ["row", "item", "load"]),
        (
            "job.yml",
            "kind: Job\nversion: v1\nspec:\n  params:\n" + "  - {name: a, description: b}\n" * 3,
            [],
        ),
    ],
)
def test_tables_as_people_keep_them(name: str, text: str, found: list[str], tmp_path: Path) -> None:
    read_all = read(tmp_path / "g", name, text.encode())
    assert [term.label for term in read_all.terms] == found
    assert [problem.code for problem in read_all.problems if problem.code == "empty-entry"] == []


def test_a_table_without_a_head(tmp_path: Path) -> None:
    found = read(tmp_path / "g", "glossary.tsv", b"axle\tIt turns.\nbelt\tIt runs.\ncam\tIt lifts.\n")
    assert [(term.label, said(term)[-1], term.position.line) for term in found.terms] == [
        ("axle", "It turns.", 1),
        ("belt", "It runs.", 2),
        ("cam", "It lifts.", 3),
    ]


def test_words_are_for_the_readers_of_the_texts_beside_them(tmp_path: Path) -> None:
    (tmp_path / "g" / "articles").mkdir(parents=True)
    (tmp_path / "g" / "glossary.csv").write_text(WORDS, encoding="utf-8")
    (tmp_path / "g" / "articles" / "a.md").write_text(
        "# 글\n\n" + "모델은 가중치를 배우고 층을 쌓는다.\n" * 20, encoding="utf-8"
    )
    found = read_glossary(load_config(tmp_path / "g"))
    assert {term.language for term in found.terms} == {"ko"}


def test_a_column_for_each_language(tmp_path: Path) -> None:
    found = read(tmp_path / "g", "words.csv", COLUMNS.encode())
    said = {
        (term.language, term.label): (term.meta.category, term.meta.translation_key) for term in found.terms
    }
    assert said == {
        ("en", "axle"): ("parts", "axle"),
        ("de", "Achse"): ("parts", "axle"),
        ("ja", "軸"): ("parts", "axle"),
        ("en", "belt"): ("parts", "belt"),
        ("de", "Riemen"): ("parts", "belt"),
    }


def test_columns_as_the_configuration_says(tmp_path: Path) -> None:
    config = (
        "sources:\n  - path: words.csv\n    language: en\n    columns: {term: Lemma, definition: [Gloss]}\n"
    )
    found = read(tmp_path / "g", "words.csv", b"Lemma,Gloss\naxle,It turns.\n", config)
    assert [(term.label, term.language) for term in found.terms] == [("axle", "en")]


def test_data_that_is_no_glossary_is_left_alone(tmp_path: Path) -> None:
    found = read(tmp_path / "g", "package.json", b'{"name": "x", "description": "y", "scripts": {"a": "b"}}')
    assert found.sources == ()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.yml", b"a: [b"),
        ("a.json", b'{"a": '),
        ("a.xlsx", b"no workbook"),
        ("a.csv", b"\xff\xfe"),
        ("a.json", b"[" * 100_000),
    ],
)
def test_data_that_cannot_be_read(name: str, data: bytes, tmp_path: Path) -> None:
    with pytest.raises(NotData):
        read_values(name, data)
    found = read(tmp_path / "g", name, data, f"sources:\n  - {name}\n")
    assert [problem.code for problem in found.problems] == ["unreadable"]
    called = read(tmp_path / "h", f"glossary.{name.partition('.')[2]}", data)
    assert [problem.code for problem in called.problems] == ["data"]


def test_a_workbook_with_entities_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        book.writestr("xl/worksheets/sheet1.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(NotData, match="entities"):
        read_values("a.xlsx", stream.getvalue())


def test_sentences_in_fields_of_unknown_names_are_part_of_the_text(tmp_path: Path) -> None:
    text = "".join(
        f"- term: {name}\n  short: A part of it.\n  detail: It turns and is turned.\n"
        f"  joke: Nobody has ever seen one at rest.\n  page: https://example.org/a b c d e\n  level: 3\n"
        for name in ("Axle", "Belt", "Cam")
    )
    found = read(tmp_path / "data", "glossary.yml", text.encode())
    shown = "".join(getattr(part, "text", "") for part in found.terms[0].body)
    assert shown == "A part of it.It turns and is turned.joke: Nobody has ever seen one at rest."
