"""The template of messages is up to date, and catalogs begin with all of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from tools import catalog

from glossgen.render import load_texts


def parsed(file: Path) -> Catalog:
    with file.open("rb") as content:
        return read_po(content, abort_invalid=True)


def test_the_template_is_up_to_date() -> None:
    """`python tools/catalog.py pot` writes it."""
    assert catalog.POT.read_text(encoding="utf-8") == catalog.pot()


def test_it_holds_what_templates_and_scripts_say() -> None:
    ids = {message.id for message in parsed(catalog.POT)}
    assert {"Skip to the content", "%s found", ("%(count)s term", "%(count)s terms")} <= ids


CATALOGS = sorted(file.stem for file in catalog.LOCALE.glob("*.po"))


def test_the_languages_of_the_interface() -> None:
    assert {"de", "es", "fr", "ja", "ko", "pt", "ru", "zh-Hans", "zh-Hant"} <= {*CATALOGS}


@pytest.mark.parametrize("tag", CATALOGS)
def test_a_catalog_is_in_step_with_the_template(tag: str) -> None:
    """`python tools/catalog.py pot` brings it in step; a message without translation is English."""
    file = catalog.LOCALE / f"{tag}.po"
    assert file.read_text(encoding="utf-8") == catalog.in_step(file.read_text(encoding="utf-8"))
    assert list(parsed(file).check()) == [], "a translation has other placeholders than its message"


def test_the_japanese_catalog_is_complete() -> None:
    assert catalog.untranslated((catalog.LOCALE / "ja.po").read_text(encoding="utf-8")) == 0


def test_a_catalog_in_step_has_new_messages_and_none_that_are_gone() -> None:
    content = (catalog.LOCALE / "fr.po").read_text(encoding="utf-8")
    old = content.replace('msgid "Index"\nmsgstr "Index"', '# gone\nmsgid "Gone"\nmsgstr "Parti"')
    stepped = catalog.in_step(old)
    assert "Gone" not in stepped
    assert stepped.startswith(content[: content.index('msgid "Index"')])
    assert 'msgid "Index"\nmsgstr ""' in stepped
    assert catalog.untranslated(stepped) == catalog.untranslated(content) + 1


LANGUAGES = """
zh-cn . 索引 . zh_CN
zh . 索引 . zh_CN
zh-sg . 首页 . zh_SG
zh-tw . 首頁 . zh_TW
zh-HK . 首頁 . zh_HK
zh-Hant . 首頁 . zh_TW
pt-br . Índice . pt_BR
pt-PT . Índice . pt_PT
fr-CA . Accueil . fr_CA
de-AT . Startseite . de_AT
ru . Указатель . ru_RU
"""


@pytest.mark.parametrize("case", LANGUAGES.strip().splitlines())
def test_a_tag_gets_the_catalog_of_its_script_and_language(case: str) -> None:
    tag, words, region = case.split(" . ")
    texts = load_texts(tag)
    assert words in (texts.gettext("Index"), texts.gettext("Home"))
    assert texts.region == region


@pytest.mark.parametrize(
    ("tag", "number", "wanted"),
    [
        ("ru", 1, "1 термин"),
        ("ru", 3, "3 термина"),
        ("ru", 11, "11 терминов"),
        ("ru", 21, "21 термин"),
        ("fr", 0, "0 terme"),
        ("de", 1234, "1.234 Begriffe"),
        ("ko", 2, "용어 2개"),
    ],
)
def test_plurals(tag: str, number: int, wanted: str) -> None:
    assert load_texts(tag).ngettext("%(count)s term", "%(count)s terms", number) == wanted


def test_a_message_that_a_sites_own_catalog_leaves_out_is_that_of_glossgen(tmp_path: Path) -> None:
    assert catalog.main(["new", "ru", "--folder", str(tmp_path)]) == 0
    texts = load_texts("ru", tmp_path)
    assert texts.gettext("Index") == "Указатель"
    assert texts.ngettext("%(count)s term", "%(count)s terms", 5) == "5 терминов"


@pytest.mark.parametrize(("tag", "forms"), [("ja", 1), ("de", 2), ("zh-Hant", 1), ("ru", 3)])
def test_a_new_catalog_has_the_plurals_of_its_language(tag: str, forms: int, tmp_path: Path) -> None:
    assert catalog.main(["new", tag, "--folder", str(tmp_path)]) == 0
    made = parsed(tmp_path / f"{tag}.po")
    assert {message.id for message in made} == {message.id for message in parsed(catalog.POT)}
    assert {len(message.string) for message in made if isinstance(message.id, tuple)} == {forms}
    assert load_texts(tag, tmp_path, folder=tmp_path).gettext("Index") == "Index"


def test_a_catalog_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "fr.po").write_text("mine", encoding="utf-8")
    assert catalog.main(["new", "fr", "--folder", str(tmp_path)]) == 1
    assert (tmp_path / "fr.po").read_text(encoding="utf-8") == "mine"
    assert "update" in capsys.readouterr().err


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    assert catalog.main(["new", "xx-nowhere", "--folder", str(tmp_path)]) == 1
    assert list(tmp_path.iterdir()) == []


def test_an_update_adds_what_is_missing_and_changes_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "fr.po"
    mine = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
    mine += "# my remark\nmsgid 'Index'\nmsgstr 'Index alphabétique'\n".replace("'", '"')
    file.write_text(mine, encoding="utf-8")
    assert catalog.main(["update", str(file)]) == 0
    text = file.read_text(encoding="utf-8")
    assert text.startswith(mine)
    assert {message.id for message in parsed(file)} == {message.id for message in parsed(catalog.POT)}
    assert catalog.main(["update", str(file)]) == 0
    assert file.read_text(encoding="utf-8") == text
