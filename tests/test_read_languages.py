"""Which language a file has, when it says so and when it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from glossgen.config import SourceFolder
from glossgen.sources.source_kind import label_language, shown_language
from glossgen.sources.translated_names import category_slug
from glossgen.text.language_marks import count_marks
from made import read_glossary, write


def languages(folder: Path, files: dict[str, str], configured: tuple[str, ...] = ()) -> dict[str, str]:
    config = structs.replace(write(folder, files), languages=configured)
    return {source.path: source.language for source in read_glossary(config).sources}


def test_one_glossary_has_one_language_unless_somebody_says_otherwise(tmp_path: Path) -> None:
    files = {"a.md": "## 重み\n\n層が持つ値。\n", "b.md": "## 京都\n\n字。\n", "c.md": "## GPT\n\nOpenAI.\n"}
    assert set(languages(tmp_path, files).values()) == {"ja"}


def test_an_english_glossary_may_quote_japanese(tmp_path: Path) -> None:
    files = {
        "a.md": "## weight\n\nA value that a layer learns; 重み in Japanese.\n",
        "b.md": "## layer\n\nx\n",
    }
    assert set(languages(tmp_path, files).values()) == {"en"}


def test_with_several_languages_configured_each_file_is_judged(tmp_path: Path) -> None:
    files = {
        "a.md": "## 重み\n\n層が持つ値。\n",
        "b.md": "## weight\n\nA value.\n",
        "c.md": "## 京都\n\n字。\n",
    }
    assert languages(tmp_path, files, ("en", "ja")) == {"a.md": "ja", "b.md": "en", "c.md": "ja"}


def test_with_one_language_configured_all_files_have_it(tmp_path: Path) -> None:
    assert languages(tmp_path, {"a.md": "## 重み\n\n値。\n"}, ("zh",)) == {"a.md": "zh"}


def test_what_is_said_counts(tmp_path: Path) -> None:
    files = {
        "content/en/a.md": "## 重み\n\n値を持つ。\n",
        "content/ja/b.md": "## weight\n\nx\n",
        "content/ja/c.md": "---\nlang: fr\ntype: note\n---\nx\n",
    }
    assert list(languages(tmp_path, files).values()) == ["en", "ja", "fr"]


def test_a_folder_that_is_configured_has_its_language(tmp_path: Path) -> None:
    config = write(tmp_path, {"a.md": "## 重み\n\n値。\n"})
    config = structs.replace(config, sources=(SourceFolder(config.root, language="zh"),))
    assert [source.language for source in read_glossary(config).sources] == ["zh"]


@pytest.mark.parametrize(
    ("text", "language"), [("", "en"), ("字", "ja"), ("a b c", "en"), ("GPT-3.5は", "ja")]
)
def test_shown_language(text: str, language: str) -> None:
    assert shown_language([count_marks(text)]) == language


@pytest.mark.parametrize(
    ("label", "language", "own"),
    [
        ("重み", "ja", "ja"),
        ("weight", "ja", "en"),
        ("softmax関数", "ja", "ja"),
        ("重み", "en", "ja"),
        ("x", "zh", "en"),
    ],
)
def test_label_language(label: str, language: str, own: str) -> None:
    assert label_language(label, language) == own


@pytest.mark.parametrize(
    ("name", "language", "slug"),
    [
        ("ai/deep-learning.md", "ja", "ai/deep-learning"),
        ("content/ja/glossary/deep-learning.md", "ja", "glossary/deep-learning"),
        ("ja/a.markdown", "ja", "a"),
        ("en/a.md", "ja", "en/a"),
        ("other/ja/a.md", "ja", "other/ja/a"),
        ("ai/index.md", "ja", "ai"),
        ("ai/_index.md", "ja", "ai"),
        ("content/ja/index.md", "ja", "index"),
    ],
)
def test_the_address_of_a_file(name: str, language: str, slug: str) -> None:
    assert category_slug(name, language) == slug


def test_chinese_is_told_by_its_characters_where_both_are_configured(tmp_path: Path) -> None:
    simplified = "## 容器\n\n" + "这是为应用运行而设的进程，它们来自网络上的数据。" * 12 + "\n"
    traditional = "## 容器\n\n" + "這是為應用運行而設的進程，它們來自網絡上的數據。" * 12 + "\n"
    files = {"a.md": simplified, "b.md": traditional}
    assert languages(tmp_path, files, ("en", "zh", "zh-TW")) == {"a.md": "zh", "b.md": "zh-TW"}
