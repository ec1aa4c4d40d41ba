"""Glossaries as people have them: small trees in the style of each generator, with the terms in them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from glossgen.model import Glossary, SourceKind
from glossgen.sources.forms.heading_labels import heading_labels
from made import graph_of, read_glossary, write


def read(tmp_path: Path, files: dict[str, str]) -> Glossary:
    return read_glossary(write(tmp_path, files))


def terms(glossary: Glossary) -> dict[str, list[tuple[str, ...]]]:
    """The labels of the terms of each language."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for term in glossary.terms:
        found.setdefault(term.language, []).append(tuple(label.text for label in term.labels))
    return found


def article(title: str, text: str = "What it is.", more: str = "") -> str:
    return f"---\ntitle: {title}\n{more}---\n\n{text}\n"


SHARED = "An answer.\n\n## Problem it addresses\n\nOne.\n\n## How it helps\n\nWell.\n"

HUGO = {
    "en/_index.md": article("Glossary"),
    "en/_TEMPLATE.md": article("Name of the term", SHARED),
    "en/search.md": article("Search", "", "layout: search\n"),
    "en/style-guide/_index.md": article("Style guide", "## Words\n\nShort ones.\n"),
    "en/service.md": article("Service", SHARED),
    "en/pod.md": "\n" + article("Pod", SHARED),
    "en/node.md": article("Node", SHARED, "draft: true\n"),
    "en/scaling.md": article("Scaling", SHARED),
    "pt-br/service.md": article("Serviço", SHARED),
    "pt-br/pod.md": article("Cápsula", SHARED),
}


def test_a_folder_of_articles_with_titles_alone(tmp_path: Path) -> None:
    glossary = read(tmp_path, HUGO)
    assert terms(glossary) == {
        "en": [("Pod",), ("Scaling",), ("Service",)],
        "pt-br": [("Cápsula",), ("Serviço",)],
    }
    notes = {source.path for source in glossary.sources if source.form is SourceKind.NOTE}
    assert notes == {"en/style-guide/_index.md"}


def test_files_of_one_name_in_two_languages_are_translations(tmp_path: Path) -> None:
    keys = {term.label: term.meta.translation_key for term in read(tmp_path, HUGO).terms}
    assert keys["Service"] == keys["Serviço"] != keys["Pod"] == keys["Cápsula"]


def test_an_article_without_a_title_among_others_is_called_like_its_file(tmp_path: Path) -> None:
    files = {**HUGO, "en/probe.md": "---\nstatus: done\n---\n" + SHARED}
    glossary = read(tmp_path, files)
    assert ("probe",) in terms(glossary)["en"]
    assert [(each.code, each.position.path) for each in glossary.problems] == [
        ("front-matter-key", "en/probe.md")
    ]


def test_leaf_bundles_in_a_glossary_folder(tmp_path: Path) -> None:
    names = ("Abscissa", "Base", "Cell", "Data")
    files = {
        f"glossary/{name.lower()}/index.md": article(name, "It is.\n\n## See also\n\nx") for name in names
    }
    assert terms(read(tmp_path, files)) == {"en": [(name,) for name in names]}


@pytest.mark.parametrize("name", ["license.md", "readme.md", "changelog.md"])
def test_a_term_called_like_a_file_about_the_repository(name: str, tmp_path: Path) -> None:
    files = {f"terms/{letter}.md": article(letter.upper()) for letter in "abcd"}
    files |= {f"terms/{name}": article("Last one"), name: "# About\n\nthis repository\n"}
    assert ("Last one",) in terms(read(tmp_path, files))["en"]
    assert len(read(tmp_path, files).terms) == 5


def test_a_term_called_like_a_file_about_the_repository_in_a_folder_said_to_hold_articles(
    tmp_path: Path,
) -> None:
    files = {
        "permit.md": article("Permit"),
        "license.md": article("License"),
        "README.md": "# About\n\nthis folder\n",
    }
    config = write(tmp_path, files)
    stated = replace(config, sources=(replace(config.sources[0], form=SourceKind.ARTICLE),))
    assert terms(read_glossary(stated)) == {"en": [("License",), ("Permit",)]}


def test_a_heading_of_level_one_in_each_file(tmp_path: Path) -> None:
    """No front matter: the sections are called after the term, and are the same all the same."""
    names = ("Axle", "Belt", "Cam", "Disk")
    files = {
        f"sections/{name[0]}/{name.lower()}.md": f"# {name}\n\nIt is.\n\n## See also:\n\nx\n\n"
        f"## Questions about {name} ?\n\n### Basics\n\nWhy?\n"
        for name in names
    }
    files["README.md"] = "# A glossary\n\n- **a**: b\n- **c**: d\n- **e**: f\n"
    assert terms(read(tmp_path, files)) == {"en": [(name,) for name in names]}


def test_notes_are_no_articles(tmp_path: Path) -> None:
    files = {f"notes/{name}.md": article(name) for name in "abcd"} | {"t.md": "## Weight\n\nA value.\n"}
    assert terms(read(tmp_path, files)) == {"en": [("Weight",)]}


def test_guides_beside_a_glossary_page(tmp_path: Path) -> None:
    files = {
        "docs/install.md": "# Install\n\n## Requirements\n\nA disk.\n\n## Steps\n\nOne.\n",
        "docs/use.md": "# Use\n\n## Begin\n\nNow.\n",
        "docs/glossary.md": "# Glossary\n\n## Disk\n\nIt turns.\n\n## Tape\n\nIt winds.\n\n"
        "## Card\n\nIt has holes.\n",
    }
    assert terms(read(tmp_path, files)) == {"en": [("Disk",), ("Tape",), ("Card",)]}


def test_letters_group_the_terms_below_them(tmp_path: Path) -> None:
    text = "# 用語集\n\n## あ行\n\n### 重み\n\n値。\n\n#### 例\n\n3。\n\n"
    text += "## さ行\n\n### 層\n\n集まり。\n\n## わ行\n"
    glossary = read(tmp_path, {"words.md": text})
    assert terms(glossary) == {"ja": [("重み",), ("層",)]}
    assert "さ行" not in str([term.body for term in glossary.terms])


def test_letters_at_the_level_of_the_terms(tmp_path: Path) -> None:
    text = (
        "# Words\n\n## A\n\n## Axle\n\nIt turns.\n\n## B\n\n## Belt\n\nIt runs.\n\n## C\n\n"
        "## Cam\n\nIt lifts.\n"
    )
    assert terms(read(tmp_path, {"words.md": text})) == {"en": [("Axle",), ("Belt",), ("Cam",)]}


def test_every_heading_of_level_one(tmp_path: Path) -> None:
    text = "# Axle\n\nIt turns.\n\n# Belt\n\nIt runs.\n\n# Cam\n\nIt lifts.\n"
    assert terms(read(tmp_path, {"words.md": text})) == {"en": [("Axle",), ("Belt",), ("Cam",)]}


def test_a_readme_that_is_the_glossary(tmp_path: Path) -> None:
    text = "# A glossary of wheels\n\n## Axle\n\nIt turns.\n\n## Belt\n\nIt runs.\n\n## Cam\n\nIt lifts.\n"
    assert len(read(tmp_path, {"README.md": text}).terms) == 3
    assert len(read(tmp_path, {"README.md": text, "glossary/a.md": text}).terms) == 3


def entries(*names: str) -> str:
    return "".join(f"### {name}\n\nIt is.\n\n" for name in names)


PARTS = tuple(f"{letter}{end}" for letter in "ABCDEFGHIJK" for end in ("xle", "elt"))


@pytest.mark.parametrize(
    ("files", "found"),
    [
        pytest.param(
            {
                **{f"docs/ref/glossary/{name}.md": article(name.lower()) for name in (*PARTS, "Template")},
                **{f"docs/use/{name}.md": article(f"Use of {name}") for name in PARTS},
                "docs/ref/glossary/word-template.md": article("Name of the word"),
                "archetypes/use.md": article("x"),
            },
            {*map(str.lower, PARTS), "template"},
            id="a folder of articles among those of a manual",
        ),
        pytest.param(
            {
                "glossary.md": f"# Glossary\n\n## Ours\n\n{entries(*PARTS[:9])}## Others\n\nText.\n\n"
                f"{entries(*PARTS[9:])}## About the name\n\nText.\n"
            },
            set(PARTS),
            id="chapters, one of them with a text",
        ),
        pytest.param(
            {"terms/Do-it-all.md": "It is.\n", "terms/Two words.md": "It is.\n", "terms/One.md": "It is.\n"}
            | {"README.md": "# Words\n"},
            {"Do-it-all", "Two words", "One"},
            id="hyphens in names of files of which some have spaces",
        ),
        pytest.param(
            {
                "glossary.md": f"# Glossary\n\n{entries(*PARTS)}",
                "docs/use.md": "# Use\n\n## Begin\n<!-- date-check: May -->\n\nNow.\n",
                "versioned_docs/version-1/glossary.md": f"# Glossary\n\n{entries(*PARTS)}",
                "SUMMARY.md": "# Summary\n\n- [Use](docs/use.md)\n- [G](glossary.md)\n- [U](docs/use.md)\n",
            },
            set(PARTS),
            id="pages of a manual, older versions and contents",
        ),
        pytest.param(
            {
                **{
                    f"src/{name}.md": f"## {name} {{#{name} .term}}\n\nIt is.\n\n### Use {{.note}}\n"
                    for name in PARTS
                },
                "src/our-glossary-v1.md": "".join(f"## {name}\n\n- **Use**: it is.\n\n" for name in PARTS),
            },
            set(PARTS),
            id="a file for each heading with classes, and all of them joined",
        ),
        pytest.param(
            {
                **{f"docs/{name}.md": f"---\nbenennung: {name}\n---\n\nIt is.\n" for name in PARTS},
                "PROMPT.md": "# How to write\n\n## Hook\n\nx\n\n## Rules\n\nx\n",
                "archetypes/word.md": "---\nbenennung: x\n---\n",
                "tests/terms.json": json.dumps([{"term": name, "definition": "It is."} for name in PARTS]),
            },
            set(PARTS),
            id="articles beside guides, templates and tests",
        ),
        pytest.param(
            {
                "glossary.mdx": "# Glossary {#g}\n\n"
                + "".join(f"## {name[0]}\n\n- [**{name}**](/use): It is.\n\n" for name in PARTS[::2]),
                "api/dictionary-info.md": "# Info\n\n- `id`: string\n- `size`: number\n- `hash`: string\n",
            },
            set(PARTS[::2]),
            id="names in links below letters, and a page on dictionaries",
        ),
        pytest.param(
            {
                "terms.yaml": "".join(f"- term: {name}\n  definition: It is.\n" for name in PARTS[:9]),
                "docs/terms.json": json.dumps([{"term": name, "definition": "<p>"} for name in PARTS[:9]]),
                "docs/words.md": "# Glossary\n\n<!-- generated from terms.yaml -->\n\n"
                + "".join(f"- **{name}**: It is.\n" for name in PARTS[:9]),
            },
            set(PARTS[:9]),
            id="data, and what programs make of it",
        ),
        pytest.param(
            {
                **{f"src/glossary/{name}.md": article(name) for name in PARTS},
                "v1/glossary.json": json.dumps([{"title": name, "body": "It is."} for name in PARTS]),
                "queue.json": json.dumps([{"term": name, "definition": "It is."} for name in PARTS[:6]]),
            },
            set(PARTS),
            id="data made from articles, and of some of them",
        ),
        pytest.param(
            {
                "glossary.md": "# Glossary\n\n"
                + "".join(f"## <span id=x></span>{name} (the {name} of it)\n\nIt is.\n\n" for name in PARTS),
                "includes/abbreviations.md": "".join(f"*[{name}]: It is.\n" for name in PARTS[:9]),
            },
            {f"{name} (the {name} of it)" for name in PARTS},
            id="tooltips of the terms of a glossary",
        ),
        pytest.param(
            {
                **{
                    f"data/{name[0]}.md": f"# Letter {name[0]}\nNo|英文术语|中文翻译|常用缩写|备注\n"
                    f"---|---|---|---|---\n1|{name}|车轴||[1]\n2|{name}s|车轴|{name[:2]}|\n3|{name}t|车轴||\n"
                    for name in PARTS[::2]
                },
                "data/Z.md": "# Letter Z\nNo|英文术语|中文翻译|备注\n---|---|---|---\n1|Zone|区|\n",
                "data/All.md": "# All\nNo|英文术语|中文翻译|常用缩写|备注\n---|---|---|---|---\n"
                + "".join(
                    f"1|{name}|车轴||[1]\n2|{name}s|车轴|{name[:2]}|\n3|{name}t|车轴||\n"
                    for name in PARTS[::2]
                ),
                "README.md": "# Terminology\n\n" + entries("Install", "Licence", "Contributing", "News"),
            },
            {"Zone", *(f"{name}{end}" for name in PARTS[::2] for end in ("", "s", "t"))},
            id="tables by letters, and all of them joined",
        ),
        pytest.param(
            {
                "TranslationTable.md": "# 原則\n\n* Short\n\n# 対訳表\n\n| English | 日本語\n|:---|:---\n"
                + "".join(f"| {name} | 軸\n" for name in PARTS),
                **{f"src/ch{name}.md": f"## Use of {name}\n\nText.\n" for name in PARTS},
                "datendefinition/status.md": "# Status\n\n## One\n\nx\n\n## Two\n\nx\n",
                "config.md": "# Keys\n\n"
                + "".join(f"## {name.lower()}\n\nIt.\n\n" for name in (*PARTS, "a | b")),
            },
            set(PARTS),
            id="a table of translations within a book",
        ),
        pytest.param(
            {
                "glossary.md": "# Words\n\n"
                + "".join(
                    f'## <a id="{name[0]}" href="#{name[0]}">{name[0]}</a>\n\n### {name}\n\nIt.\n\n'
                    for name in PARTS[::2]
                ),
                "words.md": "---\ntitle: Glossary in two\n---\n\n| English | 中文 | 备注 |\n|:--|:--|:--|\n"
                + "".join(f"| {name}s | 车轴 | |\n" for name in PARTS),
                **{f"blog/news/{name}.md": f"## News of {name}\n\nText.\n" for name in PARTS},
                "use.md": "---\ntitle: Use of it\naliases: [useit]\n---\n\nText.\n",
            },
            {*PARTS[::2], *(f"{name}s" for name in PARTS)},
            id="letters in links, a long table, news and pages with aliases",
        ),
    ],
)
def test_a_glossary_among_other_pages(files: dict[str, str], found: set[str], tmp_path: Path) -> None:
    labels = [term.label for term in read(tmp_path, files).terms]
    assert sorted(labels) == sorted(found)


# -- the same entries in every form ------------------------------------------------

FORMS = {
    "headings": "# Glossary\n\n## Axle (AX)\n\nIt **turns**.\n\n## Belt\n\nIt runs.\n\n## Cam\n\nIt lifts.\n",
    "letters": "# Glossary\n\n## A\n\n### Axle (AX)\n\nIt **turns**.\n\n## B\n\n### Belt\n\nIt runs.\n\n"
    "## C\n\n### Cam\n\nIt lifts.\n",
    "list": "# Glossary\n\n* **Axle** (AX): It **turns**.\n* **Belt** – It runs.\n* **Cam:** It lifts.\n",
    "plain list": "# Glossary\n\n- Axle (AX): It **turns**.\n- Belt - It runs.\n- Cam: It lifts.\n",
    "list of two lines": "# Glossary\n\n"
    "- Axle (AX):\\\n  It **turns**.\n- Belt:\\\n  It runs.\n- Cam:\\\n  It lifts.\n",
    "paragraphs": "# Glossary\n\n**Axle (AX)**\nIt **turns**.\n\n**Belt**: It runs.\n\n**Cam** - It lifts.\n",
    "table": "# Glossary\n\n"
    "| Term | Definition |\n|---|---|\n| Axle (AX) | It **turns**. |\n| Belt | It runs. |\n"
    "| **Cam** | It lifts. |\n",
    "definitions": "# Glossary\n\nAxle (AX)\n: It **turns**.\n\nBelt\n: It runs.\n\nCam\n:   It lifts.\n",
    "directive": "# Glossary\n\n```{glossary}\nAxle (AX)\n  It **turns**.\n\nBelt\n  It runs.\n\n"
    "Cam\n  It lifts.\n```\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_an_entry_is_the_same_term_in_every_form(form: str, tmp_path: Path) -> None:
    def said(text: str) -> list[tuple[object, ...]]:
        found = read_glossary(write(tmp_path / "g", {"glossary.md": text}))
        assert [problem.code for problem in found.problems] == []
        assert [source.title for source in found.sources] == ["Glossary"]
        return [(term.id, term.language, term.labels, shown(term.body)) for term in found.terms]

    assert said(FORMS[form]) == said(FORMS["headings"])
    assert len(said(FORMS[form])) == 3


def shown(body: tuple[object, ...]) -> str:
    """The running text of a body."""
    return "".join(getattr(part, "text", "") for part in body)


def test_the_columns_of_a_table(tmp_path: Path) -> None:
    text = (
        "# 用語集\n\n"
        "|用語|英語|よみ|説明|例|\n|-|-|-|-|-|\n|重み|Weight|おもみ|値。|3|\n|層|Layer|そう|集まり。||\n|偏り|Bias|かたより|ずれ。||\n"
    )
    glossary = read(tmp_path, {"words.md": text})
    assert terms(glossary) == {"ja": [("重み", "Weight"), ("層", "Layer"), ("偏り", "Bias")]}
    assert [term.reading for term in glossary.terms] == ["おもみ", "そう", "かたより"]
    assert "例" in shown(glossary.terms[0].body)
    table = (
        "| Term | Definition | Axle of it |\n|-|-|-|\n| Axle | a | 1 |\n| Belt | b | 2 |\n| Cam | c | 3 |\n"
    )
    graph = graph_of(write(tmp_path / "names", {"glossary.md": table}))
    assert [graph.mentions(term.key) for term in graph.glossary.terms] == [(), (), ()]


def test_what_is_no_entry_of_a_list_introduces_the_page(tmp_path: Path) -> None:
    text = FORMS["list"] + "\nSources: a book.\n\n- one\n- two\n"
    source = read(tmp_path, {"glossary.md": text}).sources[0]
    assert len(source.terms) == 3
    assert "Sources: a book." in shown(source.intro)


@pytest.mark.parametrize(
    ("heading", "labels", "gloss"),
    [
        ("Daemon:", ("Daemon",), ""),
        ("ST：", ("ST",), ""),
        ("5. Event", ("Event",), ""),
        ("第3章 重み", ("重み",), ""),
        ("🔀 Fork", ("Fork",), ""),
        ("What is a warp?", ("warp",), ""),
        ("「ワープ」とは何ですか？", ("ワープ",), ""),
        ("ワープとは", ("ワープ",), ""),
        ("Was ist ein Pod?", ("Pod",), ""),
        ("Hook, webhook", ("Hook", "webhook"), ""),
        ("コンパレータ：比較器", ("コンパレータ", "比較器"), ""),
        ("ラベル: label", ("ラベル", "label"), ""),
        ("Package:ぱっけーじ", ("Package",), ""),
        ("Job – Task", ("Job", "Task"), ""),
        ("Job – a unit of work that runs", ("Job",), "a unit of work that runs"),
        ("Licence To Operate – Marine", ("Licence To Operate",), "Marine"),
        ("Domain Name System – DNS", ("Domain Name System", "DNS"), ""),
        *(
            (same, (same,), "")
            for same in ("3.10", "2.5D", "C++", "AC/DC", "Hash, the", "™", "404", "重み、偏り")
        ),
    ],
)
def test_a_heading_as_people_write_it(heading: str, labels: tuple[str, ...], gloss: str) -> None:
    meant = heading_labels((heading,))
    assert (meant.labels, meant.gloss) == (labels, gloss)


def test_a_reading_behind_a_colon(tmp_path: Path) -> None:
    text = "## Package:ぱっけーじ\n\nx\n\n## 重み：おもみ\n\ny\n"
    assert [(term.label, term.reading) for term in read(tmp_path, {"a.md": text}).terms] == [
        ("Package", "ぱっけーじ"),
        ("重み", "おもみ"),
    ]


def test_bars_say_the_labels_themselves() -> None:
    assert heading_labels(("1. A", "B:")).labels == ("1. A", "B:")


# -- titles are text -----------------------------------------------------------------


@pytest.mark.parametrize("title", ["3.10", "0755", "Yes", "2024-01-02", "null", "1e3", "0x1F"])
def test_a_title_is_what_is_written(title: str, tmp_path: Path) -> None:
    text = f"---\ntitle: {title}\nalt: [{title}x, off]\ntype: term\n---\nText.\n"
    glossary = read(tmp_path, {"a.md": text})
    assert terms(glossary) == {"en": [(title, f"{title}x", "off")]}
    assert glossary.problems == ()


def test_labels_between_commas_and_keys_in_any_case(tmp_path: Path) -> None:
    text = "---\nTitle: Axle\nALT: a, b\nType: term\n---\nText.\n"
    assert terms(read(tmp_path, {"a.md": text})) == {"en": [("Axle", "a", "b")]}
    quoted = "---\ntitle: Axle\nalt: 'a, b'\ntype: term\n---\nText.\n"
    assert terms(read(tmp_path, {"a.md": quoted})) == {"en": [("Axle", "a, b")]}


@pytest.mark.parametrize(
    "front",
    [
        '+++\ntitle = "Axle"\nalt = ["AX"]\ntype = "term"\ndate = 2024-01-02\n+++\n',
        '{\n  "title": "Axle",\n  "alt": ["AX"],\n  "type": "term",\n  "date": "2024-01-02"\n}\n',
        '{"title": "Axle", "alt": ["AX"], "type": "term", "date": "2024-01-02"}\n',
        "\n\n---\ntitle: Axle\nalt: [AX]\ntype: term\ndate: 2024-01-02\n---\n",
    ],
)
def test_front_matter_in_other_languages(front: str, tmp_path: Path) -> None:
    glossary = read(tmp_path, {"a.md": front + "\nText.\n"})
    assert terms(glossary) == {"en": [("Axle", "AX")]}
    assert glossary.terms[0].meta.date == "2024-01-02"
    assert shown(glossary.terms[0].body) == "Text."


def test_toml_that_is_wrong(tmp_path: Path) -> None:
    glossary = read(tmp_path, {"a.md": "+++\ntitle = Axle\n+++\n\nText.\n"})
    assert [(each.code, each.message[:22]) for each in glossary.problems if each.code == "front-matter"] == [
        ("front-matter", "this is not valid TOML")
    ]


@pytest.mark.parametrize(
    "comments",
    [
        "<!-- reading: おもみ -->\n<!-- id: w -->",
        "<!--reading:おもみ-->\n\n<!--\nid：w\n-->",
        "<!-- 読み：おもみ -->\n<!-- ID: w -->",
        "<!-- よみ: おもみ -->\n<!-- id: w -->",
    ],
)
def test_comments_below_a_heading(comments: str, tmp_path: Path) -> None:
    term = read(tmp_path, {"a.md": f"## 重み\n{comments}\n\n値。\n"}).terms[0]
    assert (term.reading, term.id) == ("おもみ", "w")


def test_a_comment_for_another_program_is_no_attribute(tmp_path: Path) -> None:
    assert read(tmp_path, {"a.md": "## 重み\n<!-- cspell:disable -->\n\n値。\n"}).problems == ()


# -- languages -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Knoten ist ein Rechner, der mit den anderen nicht auf einer Ebene steht. " * 3, "de"),
        (
            "Le nœud est une machine qui n'est pas dans le réseau avec les autres et pour les textes. " * 2,
            "fr",
        ),
        ("Узел — это вычислительная машина в сети, которая работает вместе с другими.", "ru"),
        ("Вузол — це машина у мережі, її використовують інші сервіси, які працюють поруч.", "uk"),
        ("노드는 네트워크에 있는 컴퓨터이며 다른 것과 함께 동작한다. 그리고 더 있다.", "ko"),
        ("节点是网络中的一台计算机与其他计算机一起工作" * 12, "zh"),
        ("A node is a machine in a network that works with the others.", "en"),
        ("ノードはネットワークにあるコンピュータである。", "ja"),
    ],
)
def test_the_language_of_a_text(text: str, language: str, tmp_path: Path) -> None:
    assert set(terms(read(tmp_path, {"a.md": f"## X1\n\n{text}\n"}))) == {language}


@pytest.mark.parametrize(
    ("folder", "language"), [("zh-cn", "zh-cn"), ("pt_BR", "pt-br"), ("zh-Hant", "zh-hant")]
)
def test_the_language_of_a_folder(folder: str, language: str, tmp_path: Path) -> None:
    glossary = read(tmp_path, {f"{folder}/a.md": "## X1\n\nText.\n", "en/a.md": "## X1\n\nText.\n"})
    assert set(terms(glossary)) == {"en", language}
    assert {source.slug for source in glossary.sources} == {"a"}


# -- Sphinx, MDX and abbreviations ---------------------------------------------------

SPHINX = """\
Words of the trade
==================

.. glossary::
   :sorted:

   Axle
   shaft
       It *turns* a :term:`wheel <Cam>`, see ``x_y`` and `there <https://e.org/>`_.

       - one
       - two

   Cam : c

       Costs $5 [*]; :ref:`more <x>`.

       .. raw:: html

          <script>x</script>

       .. include:: /etc/passwd

       .. csv-table::
          :file: /etc/passwd

Other text.
"""


def test_a_glossary_of_sphinx(tmp_path: Path) -> None:
    glossary = read(tmp_path, {"docs/glossary.rst": SPHINX, "docs/use.rst": "Use\n===\n\nNow.\n"})
    assert terms(glossary) == {"en": [("Axle", "shaft"), ("Cam",)]}
    assert [source.title for source in glossary.sources] == ["Words of the trade"]
    assert [term.position.line for term in glossary.terms] == [7, 14]
    text = [shown(term.body) for term in glossary.terms]
    assert text == ["It turns a wheel, see x_y and there.onetwo", "Costs $5 [*]; more."]
    dropped = [(each.position.line, each.code) for each in glossary.problems if each.code == "not-read"]
    assert dropped == [(15, "not-read")] * 3, "raw HTML and files"
    graph = graph_of(write(tmp_path / "again", {"glossary.rst": SPHINX}))
    assert [mention.target for mention in graph.mentions(("en", "axle"))] == [("en", "cam")]


def test_mdx_without_its_program(tmp_path: Path) -> None:
    text = "import A from 'a'\nexport const b = {\n  c: 1,\n}\n\n## Axle\n\nIt turns. {/* not yet */}\n\n"
    text += "```js\nimport x\n```\n"
    glossary = read(tmp_path, {"words.mdx": text})
    assert terms(glossary) == {"en": [("Axle",)]}
    assert glossary.terms[0].position.line == 6
    assert shown(glossary.terms[0].body).strip() == "It turns."
    assert shown(glossary.sources[0].intro) == ""
    assert "import x" in re.sub("<[^>]*>", "", str(glossary.terms[0].body))


def test_abbreviations(tmp_path: Path) -> None:
    text = "*[HTML]: A *language*.\n*[CSS]: Its style.\n*[W3C]: Who made both.\n"
    glossary = read(tmp_path, {"abbreviations.md": text})
    assert terms(glossary) == {"en": [("HTML",), ("CSS",), ("W3C",)]}
    assert shown(glossary.terms[0].body) == "A language."


def test_texts_that_nothing_reads_are_told_in_one_line(tmp_path: Path) -> None:
    files = {f"terms/{letter}.adoc": "= A\n\nText.\n" for letter in "abc"} | {
        "t.md": "## Axle\n\nIt turns.\n"
    }
    glossary = read(tmp_path, files)
    assert terms(glossary) == {"en": [("Axle",)]}
    assert [(each.code, each.message) for each in glossary.problems] == [
        ("not-read", "3 .adoc files are not read")
    ]


@pytest.mark.parametrize(
    ("rows", "found"), [(3, {"One", "Two", "Three", "Four", "a", "b", "c"}), (9, set("abcdefghi"))]
)
def test_a_table_beside_a_folder_of_texts(tmp_path: Path, rows: int, found: set[str]) -> None:
    """A small table of data does not make notes of a glossary; a large one is the glossary."""
    table = "term,definition\n" + "".join(f"{letter},A thing.\n" for letter in "abcdefghi"[:rows])
    texts = {
        "terms/x.md": "## One\n\nFirst.\n\n## Two\n\nNext.\n",
        "terms/y.md": "## Three\n\nA.\n\n## Four\n\nB.\n",
    }
    glossary = read(tmp_path, {**texts, "terms/more.csv": table})
    assert {term.label for term in glossary.terms} == found


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        (
            "**Definition:** What {} is.\n\n**Example:** One.\n\n**See also:** none",
            ("Trawl", "Seine", "Dory"),
        ),
        ("**定義**：{}の説明。\n\n**例**：一つ。\n\n**関連**：なし。", ("底引き網", "巻き網", "平底船")),
        (
            "- **Definition:** What {} is.\n- **Used by:** fishers\n- **Since:** long",
            ("Trawl", "Seine", "Dory"),
        ),
    ],
)
def test_bold_names_of_the_parts_of_each_entry_are_no_entries(
    fields: str, names: tuple[str, ...], tmp_path: Path
) -> None:
    text = "# Glossary\n\n" + "".join(f"## {name}\n\n{fields.format(name)}\n\n" for name in names)
    glossary = read(tmp_path, {"glossary.md": text})
    assert [term.label for term in glossary.terms] == list(names)
    assert [source.form for source in glossary.sources] == [SourceKind.HEADINGS]


def test_a_bold_part_of_each_entry_belongs_to_the_entry_in_bold_before_it(tmp_path: Path) -> None:
    names = ("Trawl", "Seine", "Dory", "Cutter")
    text = "# Glossary\n\n" + "".join(
        f"**{name}:** What it is.\n\n**Used by:** fishers of {name}\n\n" for name in names
    )
    glossary = read(tmp_path, {"glossary.md": text})
    assert [term.label for term in glossary.terms] == list(names)
    assert "fishers of Seine" in shown(glossary.terms[1].body)


@pytest.mark.parametrize("heading", ["Contents", "Inhalt", "目次"])
def test_a_section_of_links_into_its_file_is_no_entry(heading: str, tmp_path: Path) -> None:
    links = "1. [Trawl](#trawl)\n2. [Seine](glossary.md#seine)\n3. [Dory](#dory)\n"
    entries = "## Trawl\n\nA net.\n\n## Seine\n\nA net, too.\n\n## Dory\n\n[Trawl](#trawl), [Seine](#seine)\n"
    glossary = read(tmp_path, {"glossary.md": f"# Glossary\n\n## {heading}\n\n{links}\n{entries}"})
    assert [term.label for term in glossary.terms] == ["Trawl", "Seine", "Dory"]
    told = links.replace("Trawl]", "Trawl] is the first: [net]", 1)
    glossary = read(tmp_path / "told", {"glossary.md": f"# Glossary\n\n## {heading}\n\n{told}\n{entries}"})
    assert heading in [term.label for term in glossary.terms]


def test_an_id_on_a_line_above_a_term_of_a_definition_list(tmp_path: Path) -> None:
    text = "# Glossary\n\n{#the-axle}\nAxle\n: It turns.\n\nBelt\nStrap\n: It runs.\n\nCam\n: It lifts.\n"
    glossary = read(tmp_path, {"glossary.md": text})
    found = [(term.id, [label.text for label in term.labels]) for term in glossary.terms]
    assert found == [("the-axle", ["Axle"]), ("belt", ["Belt", "Strap"]), ("cam", ["Cam"])]
