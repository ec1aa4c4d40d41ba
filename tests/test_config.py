from __future__ import annotations

from pathlib import Path

import pytest

from glossgen.config import Config, FrontMatter, Links, Policy, Repository, SourceFolder, load_config
from glossgen.model import SourceKind
from glossgen.problems import CannotStart, wording


def load(folder: Path, text: str, name: str = "glossgen.yml") -> Config:
    (folder / name).write_bytes(text.encode())
    return load_config(folder)


def problems_of(folder: Path, text: str) -> list[str]:
    with pytest.raises(CannotStart) as caught:
        load(folder, text)
    return [wording(problem).replace("\n    hint:", " |") for problem in caught.value.problems]


FULL = """\
title: 機械学習の用語集
description: A small glossary
base_url: https://example.org/tech_glossary
languages: [ja, en]
sources:
  - path: ja
    language: ja
    form: headings
    level: 3
    exclude: [drafts]
  - path: en
    language: en
exclude: [TODO.md]
output: public
links: {policy: section, ignore: [モデル], cap: 12, compound: edge}
front_matter:
  reading: yomi
  alternative: {en: [english], ja: [betsumei]}
math:
  macros: {RR: '\\mathbb{R}', '\\E': '\\mathop{\\mathbb{E}}'}
repository: {url: https://example.org/r/, branch: trunk, path: docs/}
categories: [ai/training.md, 画像]
"""


def test_everything_that_can_be_said(tmp_path: Path) -> None:
    for name in ("ja", "en", "templates", "static"):
        (tmp_path / name).mkdir()
    config = load(tmp_path, FULL)
    root = tmp_path.resolve()
    assert config == Config(
        root=root,
        title="機械学習の用語集",
        sources=(
            SourceFolder(root / "ja", "ja", "ja", SourceKind.HEADINGS, 3, (), ("drafts",)),
            SourceFolder(root / "en", "en", "en"),
        ),
        output=root / "public",
        path=root / "glossgen.yml",
        description="A small glossary",
        base_url="https://example.org/tech_glossary/",
        languages=("ja", "en"),
        exclude=("TODO.md",),
        links=Links(Policy.SECTION, ("モデル",), 12, config.links.compound.EDGE),
        front_matter=FrontMatter(reading=("yomi",), alternative=(("english", "en"), ("betsumei", "ja"))),
        math=config.math,
        repository=Repository("https://example.org/r", "trunk", "docs"),
        templates=root / "templates",
        static=root / "static",
        categories=("ai/training", "画像"),
    )
    assert config.math.macros == (("\\RR", "\\mathbb{R}"), ("\\E", "\\mathop{\\mathbb{E}}"))
    assert config.base_path == "/tech_glossary/"
    assert hash(config) == hash(load_config(tmp_path))


def test_without_a_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "用語集"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    config = load_config(Path("用語集"))
    assert (config.title, config.path, config.base_path) == ("用語集", None, "/")
    assert config.sources == (SourceFolder(folder.resolve()),)
    assert config.output == tmp_path.resolve() / "site"
    assert config.languages == ()


@pytest.mark.parametrize("text", ["", "# nothing\n", "title:\nlinks:\n", "\ufefftitle: \n", "---\n"])
def test_empty_means_default(tmp_path: Path, text: str) -> None:
    config = load(tmp_path, text)
    assert config.title == tmp_path.name
    assert config.output == tmp_path.resolve() / "site"
    assert config.links == Links()


def test_the_other_ending_and_the_file_itself(tmp_path: Path) -> None:
    config = load(tmp_path, "title: A", "glossgen.yaml")
    assert config.title == "A"
    assert load_config(tmp_path / "glossgen.yaml") == config
    (tmp_path / "other.yml").write_text("title: B")
    assert load_config(tmp_path / "other.yml").title == "B"
    (tmp_path / "glossgen.yml").write_text("title: C")
    with pytest.raises(CannotStart, match="only one can count"):
        load_config(tmp_path)


def test_options_win_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "a"
    source.mkdir()
    (source / "glossgen.yml").write_text("output: x\nbase_url: https://example.org/")
    monkeypatch.chdir(tmp_path)
    config = load_config(source, output=Path("out"), base_url="http://example.net/sub")
    assert config.output == tmp_path.resolve() / "out"
    assert config.base_url == "http://example.net/sub/"
    assert load_config(source, base_url="").base_url == ""


CASES = """\
typo in a key              . titel: x                          . 1: error[config-key]: unknown key “titel” | did you mean “title”?
typo below                 . links: {polisy: all}              . 1: error[config-key]: unknown key “links.polisy” | did you mean “policy”?
no key is near             . links: {zzz: 1}                   . 1: error[config-key]: unknown key “links.zzz” | known: analyser, cap, compound, ignore, policy
line of the key            . title: x;;lnks: {}                . 3: error[config-key]: unknown key “lnks” | did you mean “links”?
the key twice              . title: a;title: b                 . 2: error[config-key]: the key “title” stands here again | it is first in line 1
a merge key                . <<: {title: a}                    . 1: error[config-key]: unknown key “<<” | known: base_url, categories, description, exclude, front_matter, languages, links, math, mirror, offline, output, repository, root_language, ruby, share_image, shortcodes, sources, theme, title
a list for text            . title: [a]                        . 1: error[config-type]: title must be text, but is a list
text for a mapping         . links: all                        . 1: error[config-type]: links must be a mapping, but is text
mapping for a list         . exclude: {a: b}                   . 1: error[config-type]: exclude must be a list of texts, but is a mapping
a list at the top          . - a                               . 1: error[config-type]: the configuration must be a mapping, but is a list
text for a number          . links: {cap: many}                . 1: error[config-type]: links.cap must be a whole number, but is text
a bool for a number        . links: {cap: true}                . 1: error[config-type]: links.cap must be a whole number, but is true or false
a number below             . links: {cap: -1}                  . 1: error[config-value]: links.cap must be a number from 0 to 10000
a choice                   . links: {policy: frist}            . 1: error[config-value]: links.policy cannot be “frist”: choose one of first, section, paragraph, all | did you mean “first”?
form                       . sources: [{path: ., form: index}] . 1: error[config-value]: sources.form cannot be “index”: choose one of auto, headings, article, note, list, table, definitions, data | known: article, auto, data, definitions, headings, list, note, table
level                      . sources: [{path: ., level: 7}]    . 1: error[config-value]: sources.level must be a number from 1 to 6
source without a path      . sources: [{form: note}]           . 1: error[config-value]: a source needs a path | write - path: FOLDER
no such folder             . sources:;- .;- glosary            . 3: error[config-folder]: the folder “glosary” does not exist | did you mean “glossary”?
a file for a folder        . sources: glossgen.yml             . 1: error[config-folder]: “glossgen.yml” is a file, not a folder
a folder twice             . sources: [., ./.]                 . 1: error[config-value]: the folder “.” is listed twice
address                    . base_url: example.org             . 1: error[config-value]: base_url: “example.org” is not a web address | write the whole address, such as https://example.org/glossary/
address with a query       . base_url: https://a.b/?x          . 1: error[config-value]: base_url cannot have a “?” or “#” part
address of another kind    . repository: 'ftp://a.b/'          . 1: error[config-value]: repository: “ftp://a.b/” is not a web address | write the whole address, such as https://example.org/glossary/
repository without url     . repository: {branch: b}           . 1: error[config-value]: repository needs a url
language                   . languages: [日本語]                 . 1: error[config-value]: an item of languages: “日本語” is not a language | write a language tag such as ja, en or zh-Hant
language twice             . languages: [ja, ja]               . 1: error[config-value]: the language “ja” is listed twice
language of a source       . languages: [ja];sources: [{path: ., language: en}] . 1: error[config-value]: languages does not list “en”, the language of a source
no font                    . share_image: {}                  . 1: error[config-value]: share_image needs a font | write share_image: {font: fonts/NAME.otf}, with a TrueType or OpenType font
macro name                 . math: {macros: {a b: x}}          . 1: error[config-value]: “a b” cannot be the name of a macro | use letters only
output holds the sources   . title: x;output: ./               . 2: error[output-folder]: OUTPUT | choose another folder, such as site
output above               . output: ..                        . 1: error[output-folder]: OUTPUT | choose another folder, such as site
output is a source         . sources: glossary;output: glossary . 2: error[output-folder]: OUTPUT | choose another folder, such as site
"""  # noqa: E501  (one case, one line)


@pytest.mark.parametrize("case", CASES.splitlines(), ids=lambda case: case.split(" . ")[0].strip())
def test_what_is_wrong_is_said(tmp_path: Path, case: str) -> None:
    _, text, expected = (part.strip() for part in case.split(" . ", 2))
    (tmp_path / "glossary").mkdir()
    (found,) = problems_of(tmp_path, text.replace(";", "\n"))
    if "OUTPUT" in expected:
        head, tail = expected.split("OUTPUT")
        assert found.startswith(f"glossgen.yml:{head}the output folder “")
        assert found.endswith(tail)
    else:
        assert found == "glossgen.yml:" + expected


def test_all_problems_at_once(tmp_path: Path) -> None:
    found = problems_of(tmp_path, "titel: x\nlinks: {cap: a, polisy: b}\nsources: [nowhere]\nbase_url: x\n")
    assert [line.split("]")[0] for line in found] == [
        "glossgen.yml:1: error[config-key",
        "glossgen.yml:2: error[config-key",
        "glossgen.yml:2: error[config-type",
        "glossgen.yml:3: error[config-folder",
        "glossgen.yml:4: error[config-value",
    ]


@pytest.mark.parametrize(
    ("data", "start"),
    [
        (b"title: [a\nb: c\n", "glossgen.yml:2:2: error[config-syntax]"),
        (b"a: b\n\tc: d\n", "glossgen.yml:2:1: error[config-syntax]"),
        (b"a: b\n---\nc: d\n", "glossgen.yml:2:1: error[config-syntax]"),
        (b"title: a\nx: \x01\n", "glossgen.yml:2"),
        (b"title: a\nx: \x82\xa0\n", "glossgen.yml:2: error[encoding]"),
    ],
)
def test_not_yaml(tmp_path: Path, data: bytes, start: str) -> None:
    (tmp_path / "glossgen.yml").write_bytes(data)
    with pytest.raises(CannotStart) as caught:
        load_config(tmp_path)
    assert wording(caught.value.problems[0]).startswith(start)


def test_missing_folder_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "glossary").mkdir()
    with pytest.raises(CannotStart, match="no such folder") as caught:
        load_config(tmp_path / "glosary")
    assert caught.value.problems[0].hint.endswith("glossary”?")
    (tmp_path / "a.md").write_text("x")
    with pytest.raises(CannotStart, match="this is a file"):
        load_config(tmp_path / "a.md")


def test_text_is_taken_as_written(tmp_path: Path) -> None:
    config = load(tmp_path, "title: 2024\ndescription: yes\nlanguages: [no]\n")
    assert (config.title, config.description, config.languages) == ("2024", "yes", ("no",))


def test_what_is_read(tmp_path: Path) -> None:
    for name in ("ja", "en/inner", "static", "templates"):
        (tmp_path / name).mkdir(parents=True)
    text = "sources: ['.', {path: en, exclude: [old]}]\nexclude: [TODO.md, /ja/x]\n"
    config = load(tmp_path, text)
    here, en = config.sources
    chosen = {
        name: config.selects(here, name)
        for name in ("ja/a.md", "en/a.md", "TODO.md", "ja/x/a.md", "site/a.md", ".git/a.md", "static/a.md")
    }
    assert [name for name, yes in chosen.items() if yes] == ["ja/a.md"]
    assert config.selects(en, "a.md")
    assert config.selects(en, "inner/static/a.md")
    assert not config.selects(en, "old/a.md")
    assert not config.selects(en, "node_modules/a.md")
