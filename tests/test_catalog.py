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


def test_every_catalog_translates_the_template_and_nothing_else() -> None:
    wanted = {message.id for message in parsed(catalog.POT)}
    for file in catalog.LOCALE.glob("*.po"):
        translated = {message.id for message in parsed(file) if message.string}
        assert translated == wanted, file.name


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
