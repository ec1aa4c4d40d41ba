"""Compiled templates are kept for the user, and nothing depends on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossgen.render import InterfaceTexts, load_texts, make_environment
from glossgen.render.template_messages import in_language


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "glossgen" / "templates"


def rendered(folder: Path) -> str:
    return make_environment((folder,)).get_template("own.html").render()


def test_a_template_is_compiled_once(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own.html").write_text("{{ 1 + 1 }}", encoding="utf-8")
    assert rendered(tmp_path) == "2"
    assert len(list(cache.iterdir())) == 1
    monkeypatch.setattr("jinja2.Environment._generate", None)  # cannot compile any more
    assert rendered(tmp_path) == "2"


def test_another_text_is_another_template(cache: Path, tmp_path: Path) -> None:
    for content in ("one", "two"):
        (tmp_path / "own.html").write_text(content, encoding="utf-8")
        assert rendered(tmp_path) == content


@pytest.mark.parametrize("content", [b"", b"harmed", b"j2\x00" * 50])
def test_a_harmed_file_is_compiled_again(cache: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "own.html").write_text("text", encoding="utf-8")
    rendered(tmp_path)
    for file in cache.iterdir():
        file.write_bytes(content)
    assert rendered(tmp_path) == "text"


def test_catalogs_of_the_package_are_compiled_when_it_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("babel.messages.pofile.read_po", None)  # cannot compile any more
    assert load_texts("ja").gettext("Index") == "索引"


def test_a_catalog_that_was_edited_is_compiled_again(tmp_path: Path) -> None:
    for index in ("用語一覧", "索引一覧"):
        (tmp_path / "ja.po").write_text(f'msgid "Index"\nmsgstr "{index}"\n', encoding="utf-8")
        assert load_texts("ja", tmp_path).gettext("Index") == index


def test_each_language_has_its_own(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "own.html").write_text('{{ _("Index") }}', encoding="utf-8")
    own = tmp_path / "locale"
    own.mkdir()
    for language, index in (("ja", "索引"), ("en", "Index"), ("ja", "索引")):
        assert translated(tmp_path, load_texts(language, own)) == index
    (own / "ja.po").write_text('msgid "Index"\nmsgstr "用語一覧"\n', encoding="utf-8")
    assert translated(tmp_path, load_texts("ja", own)) == "用語一覧"
    assert len(list(cache.iterdir())) == 3


def translated(folder: Path, texts: InterfaceTexts) -> str:
    environment = in_language(make_environment((folder,)), texts.gettext, texts.words)
    return environment.get_template("own.html").render()


def test_a_cache_that_is_no_folder_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    (tmp_path / "own.html").write_text("text", encoding="utf-8")
    assert rendered(tmp_path) == "text"


@pytest.mark.parametrize("home", ["home", ""])
def test_a_relative_cache_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str) -> None:
    (tmp_path / "glossary").mkdir()
    monkeypatch.chdir(tmp_path / "glossary")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    monkeypatch.setattr(Path, "home", lambda: tmp_path / home if home else Path())
    (tmp_path / "own.html").write_text("text", encoding="utf-8")
    assert rendered(tmp_path) == "text"
    assert list((tmp_path / "glossary").iterdir()) == []
    assert (tmp_path / "home/.cache/glossgen/templates").is_dir() == bool(home)


def test_nobody_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)

    def nobody() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", nobody)
    (tmp_path / "own.html").write_text("text", encoding="utf-8")
    assert rendered(tmp_path) == "text"
