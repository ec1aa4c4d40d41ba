"""The names of table columns and record keys in several languages, and the field that each one holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from glossgen.text.column_languages import column_language

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "term": (
        *(
            "term",
            "terms",
            "name",
            "names",
            "word",
            "words",
            "title",
            "titles",
            "label",
            "labels",
            "headword",
            "entry",
            "concept",
            "preferred term",
        ),
        *("preflabel", "abbreviation", "acronym", "abbr", "initialism", "jargon", "vocabulary"),
        *(
            "用語",
            "用語名",
            "語",
            "単語",
            "言葉",
            "名称",
            "名前",
            "見出し",
            "見出し語",
            "項目",
            "略語",
            "略称",
            "表記",
            "缩写",
            "缩略语",
            "常用缩写",
        ),
        *(
            "术语",
            "術語",
            "名词",
            "名詞",
            "词汇",
            "용어",
            "begriff",
            "fachbegriff",
            "benennung",
            "terme",
            "término",
            "termino",
        ),
        *("termo", "termine", "термин", "terim"),
    ),
    "definition": (
        *(
            "definition",
            "def",
            "definitions",
            "description",
            "meaning",
            "explanation",
            "text",
            "body",
            "details",
            "detail",
            "short",
            "long",
            "short definition",
            "long definition",
            "general definition",
            "plain definition",
            "short description",
            "long description",
            "desc",
            "descr",
        ),
        *("what it means", "expansion", "notes", "note", "comment", "content", "summary"),
        *(
            "説明",
            "定義",
            "意味",
            "解説",
            "内容",
            "概要",
            "備考",
            "定义",
            "解释",
            "释义",
            "說明",
            "定義",
            "정의",
            "설명",
        ),
        *("beschreibung", "bedeutung", "erklärung", "définition", "definición", "descripción", "definição"),
        *("descrição", "definizione", "определение", "значение", "tanım"),
    ),
    "alternative": (
        *("synonym", "synonyms", "alias", "aliases", "alt", "alternative", "alternatives", "also known as"),
        *(
            "aka",
            "altlabel",
            "alternative terms",
            "variants",
            "full form",
            "full name",
            "stands for",
            "long form",
        ),
        *(
            "原文",
            "原語",
            "別名",
            "同義語",
            "類義語",
            "言い換え",
            "正式名称",
            "別称",
            "同义词",
            *(
                "translation",
                "translations",
                "訳",
                "訳語",
                "翻訳",
                "译文",
                "译名",
                "翻译",
                "中文翻译",
                "中文术语",
                "中文译名",
                "中文名",
                "번역",
                "번역문",
                "번역어",
            ),
            *("übersetzung", "traduction", "traducción", "tradução", "traduzione", "перевод"),
            "synonyme",
            "sinónimos",
            "sinônimos",
        ),
    ),
    "en": (
        "english",
        "en",
        "英語",
        "英語名",
        "英文术语",
        "英文術語",
        "英文名",
        "英文名称",
        "英文原文",
        "英語表記",
        "英訳",
        "英文",
        "英语",
        "영어",
        "englisch",
        "anglais",
        "inglés",
    ),
    "ja": ("japanese", "ja", "日本語", "日本語名", "日本語訳", "和訳", "和名"),
    "reading": (
        "reading",
        "読み",
        "よみ",
        "読み方",
        "ふりがな",
        "フリガナ",
        "よみがな",
        "かな",
        "カナ",
        "pronunciation",
    ),
    "language": ("language", "lang", "locale", "言語", "语言", "sprache", "langue", "idioma"),
    "category": (
        "category",
        "categories",
        "group",
        "topic",
        "domain",
        "分類",
        "カテゴリ",
        "カテゴリー",
        "分野",
        "类别",
    ),
    "tags": ("tags", "keywords", "タグ", "キーワード"),
    "related": ("related", "related terms", "see also", "ref", "references", "関連", "関連語", "関連用語"),
    "id": ("id", "slug", "key", "identifier"),
}
"""Field → the folded names of its columns. A name that several fields list belongs to the first."""

LABEL = "label-"
"""Prefix of the field of a column that holds the names in one language: `label-de`."""


def _without_accents(name: str) -> str:
    """`sinonimos` for `sinónimos`: names of keys are often written so."""
    return "".join(char for char in unicodedata.normalize("NFD", name) if not "\u0300" <= char <= "\u036f")


_OF: Mapping[str, str] = {
    written: field
    for field, names in COLUMNS.items()
    for name in reversed(names)
    for written in (_without_accents(name), name)
}
_BRACKET = re.compile(r"(?<=\S)\s*[(（][^()（）]*[)）]\s*\Z")
_SHORT = frozenset(
    ("abbreviation", "acronym", "abbr", "initialism", "略語", "略称", "缩写", "缩略语", "常用缩写")
)
"""Names of columns with abbreviations: beside a column with full names, they are further labels."""
_EDGE = re.compile(r"^[\s*_`:：|]+|(?<![\s*_`:：|])[\s*_`:：|]+$")


def folded(text: str) -> str:
    """A name for comparison: without emphasis and punctuation at its edges, in one case and width (NFKC)."""
    return " ".join(unicodedata.normalize("NFKC", _EDGE.sub("", text)).casefold().replace("_", " ").split())


def field_of(name: str) -> str:
    """The field that a column of this name holds; empty if the name is unknown."""
    known = _OF.get(folded(name))
    if known is None and (bracket := _BRACKET.search(name)):
        known = _OF.get(folded(name[: bracket.start()]))  # 表記（原文のまま）
    return known or ""


def fields_of(names: Iterable[str]) -> tuple[str, ...]:
    """The field of each column. Of several columns for the term, all but the first are alternative labels."""
    found: list[str] = []
    names = list(names)
    full = any(_names_in_full(name, len(names) < 2) for name in names)
    for name in names:
        field = _field_among(name, len(names) < 2)
        if field == "term" and full and folded(name) in _SHORT:
            field = "alternative"
        if field == "term" and "term" in found:
            field = "alternative"
        elif field in found and field not in ("alternative", "definition"):
            field = ""
        found.append(field)
    names_in = [at for at, field in enumerate(found) if field.startswith(LABEL) or field in ("en", "ja")]
    if "term" not in found and names_in:
        # A table of two languages: the first of them is the term.
        found[names_in[0]] = "term"
    elif "term" not in found and found.count("alternative") > 1:
        found[found.index("alternative")] = "term"  # a table of originals and their translations
    return tuple(found)


def _names_in_full(name: str, alone: bool) -> bool:
    """Whether a column has names, and not their abbreviations."""
    field = _field_among(name, alone)
    return (
        field in ("en", "ja") or field.startswith(LABEL) or (field == "term" and folded(name) not in _SHORT)
    )


def _field_among(name: str, alone: bool) -> str:
    """The field of a column; `label-de` for one that is named after a language."""
    field = field_of(name)
    if field or alone:
        return field
    named = folded(name)
    language = column_language(named)
    if language and not language.rest:
        return f"{LABEL}{language.language}"
    return "term" if named.endswith((" name", "名")) else ""


def language_field(name: str) -> tuple[str, str]:
    """The language and the field of a column such as `term_en` or `German definition`; empty for others."""
    language = column_language(folded(name))
    if language is None:
        return "", ""
    return language.language, field_of(language.rest) if language.rest else "term"


def is_glossary(fields: Iterable[str]) -> bool:
    """Whether a table with these fields is a glossary: it has terms and something about them."""
    known = set(fields)
    about = known & {"definition", "alternative", "en", "ja", "reading"}
    return "term" in known and (bool(about) or any(field.startswith(LABEL) for field in known))


_OFTEN, _RARE = 3, 50


def is_field(count: int, total: int) -> bool:
    """Whether a name that begins `count` of the `total` texts of a file is that of a part of each entry.

    `**Definition:**` stands in every entry; a name of which there are three entries among hundreds does not.
    """
    return count >= _OFTEN and count * _RARE >= total
