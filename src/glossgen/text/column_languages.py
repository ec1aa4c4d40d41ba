"""Finds the language in the name of a table column: `German`, `de`, `term_en`, `French definition`, 英語."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from msgspec import Struct

_NAMES = """
ar arabic arabisch arabe árabe العربية アラビア語
bg bulgarian български
bn bengali বাংলা
ca catalan català
cs czech čeština tschechisch チェコ語
da danish dansk dänisch
de german deutsch allemand alemán alemão tedesco немецкий ドイツ語 独語 德语 德語 독일어
el greek ελληνικά griechisch
en english englisch anglais inglés inglês inglese английский 英語 英文 英语 영어
es spanish español spanisch espagnol espanhol spagnolo испанский スペイン語 西班牙语 스페인어
fa persian farsi فارسی
fi finnish suomi finnisch
fr french français französisch francés francês francese французский フランス語 仏語 法语 法語 프랑스어
he hebrew עברית
hi hindi हिन्दी
hu hungarian magyar ungarisch
hy armenian հայերեն
id indonesian
it italian italiano italienisch italien итальянский イタリア語 意大利语 이탈리아어
ja japanese japanisch japonais japonés 日本語 日语 日語 일본어
ko korean koreanisch coréen 한국어 한글 韓国語 韩语 韓語
nl dutch nederlands niederländisch néerlandais
no norwegian norsk
pl polish polski polnisch
pt portuguese português portugiesisch portugais portugués portoghese ポルトガル語
ro romanian română
ru russian русский russisch russe ロシア語 俄语 俄語 러시아어
sv swedish svenska schwedisch
th thai ไทย タイ語
tr turkish türkçe türkisch トルコ語
uk ukrainian українська
vi vietnamese ベトナム語
zh chinese chinesisch chinois chino 中文 中国語 汉语 漢語 중국어
zh-hans simplified 简体中文 簡体字
zh-hant traditional 繁體中文 繁体字
"""
_TAG_OF: Mapping[str, str] = {
    unicodedata.normalize("NFKC", name): line.split()[0]
    for line in _NAMES.strip().split("\n")
    for name in line.split()
}
_OTHER_MEANINGS = ("id", "no", "it")
"""Tags that usually mean something else as the name of a column."""
_PART = re.compile(r"[\s_()\[\]/.:-]+")
_REGION = re.compile(r"(?P<tag>[a-z]{2})[-_](?P<region>[a-z]{2}|hans|hant)")


class ColumnLanguage(Struct, frozen=True):
    """The language of a column (BCP 47), and the rest of the column's name; an empty rest means the term."""

    language: str
    rest: str


def column_language(folded_name: str) -> ColumnLanguage | None:
    """The language in the folded name of a column; None if it names none."""
    region = _REGION.fullmatch(folded_name.replace(" ", "-"))
    if region and region["tag"] in _TAG_OF:
        return ColumnLanguage(f"{region['tag']}-{region['region']}", "")
    parts = [part for part in _PART.split(folded_name) if part]
    for at in (0, len(parts) - 1):
        tag = _TAG_OF.get(parts[at]) if parts else None
        if tag and (len(parts) > 1 or parts[at] not in _OTHER_MEANINGS):
            return ColumnLanguage(tag, " ".join(parts[:at] + parts[at + 1 :]))
    return None
