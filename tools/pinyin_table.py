"""Writes `src/glossgen/data/pinyin.txt`: Mandarin readings, by which a Chinese index is sorted.

    pip install pypinyin==0.55.0
    python tools/pinyin_table.py

The readings are those of pypinyin. There are the characters of GB 2312, and those of the first level of
Big5; and words whose first character is read with another initial than alone, such as 重启.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path

TABLE = Path(__file__).parent.parent / "src" / "glossgen" / "data" / "pinyin.txt"

HEAD = """\
# Mandarin readings: a syllable, the characters that are read so, and the beginnings of words whose first
# character is. Made by tools/pinyin_table.py of the readings of pypinyin 0.55.0, which has this licence:
#
# The MIT License (MIT). Copyright (c) 2016 mozillazg, 闲耘 <hotoo.cn@gmail.com>
# Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
# associated documentation files (the "Software"), to deal in the Software without restriction,
# including without limitation the rights to use, copy, modify, merge, publish, distribute,
# sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
# furnished to do so, subject to the following conditions: The above copyright notice and this
# permission notice shall be included in all copies or substantial portions of the Software. THE
# SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
# LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT.
# IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
# LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
# CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""

CORRECTED = {
    "kuǐ": "傀",
    "quē": "炔",
    "zhǎn": "辗",
    "zhuī": "椎",
    "yìn": "窨",
    "tāo": "焘",
    "yín": "龈",
    "ā": "吖",
}
"""Readings that are commoner than the first that pypinyin gives."""

MORE_WORDS = {
    "chóng": "重启 重试 重构 重放 重写 重载 重定 重命 重组 重置 重排 重采 重传 重连 重用 重平 重映 重现 重装",
    "tiáo": "调优 调参 调谐 调频 调幅 调色 调制 调试 调整 调节 调解 调和 调配",
    "tán": "弹性 弹窗 弹出 弹力 弹簧",
    "jiào": "校验 校正 校准 校对 校订",
    "háng": "行号 行距 行列 行业 行情 行间 行内 行首 行尾 行向 行存 行式",
    "jī": "奇偶 奇数 奇校",
    "dān": "单例",
    "yuè": "乐谱 乐器 乐理",
    "huán": "还原 还款",
}
"""Words of technical texts that the word list of pypinyin lacks."""

TONES = "\u0304\u0301\u030c\u0300"
"""The marks of the first four tones."""


def plain(reading: str) -> str:
    """A reading without its tone; ü stays."""
    decomposed = unicodedata.normalize("NFD", reading)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c.isalpha() or c == "\u0308"))


def tone(reading: str) -> int:
    """The tone of a reading, from 1 to 5; 5 is the neutral one."""
    marks = [mark for mark in unicodedata.normalize("NFD", reading) if mark in TONES]
    return TONES.index(marks[0]) + 1 if marks else 5


def characters() -> list[str]:
    """The characters, those of GB 2312 first, in the order of their codes."""
    found = [chr(code) for code in range(0x4E00, 0xA000)]
    simple = {char: code for char in found if len(code := char.encode("gb2312", "ignore")) == 2}
    full = {char: code for char in found if b"\xa4" <= (code := char.encode("big5", "ignore"))[:1] < b"\xc9"}
    more = sorted(full.keys() - simple.keys(), key=full.__getitem__)
    return [*sorted(simple, key=simple.__getitem__), *more]


def table() -> str:
    """The content of the table."""
    from pypinyin.phrases_dict import phrases_dict
    from pypinyin.pinyin_dict import pinyin_dict

    alone = {char: pinyin_dict[ord(char)].split(",")[0] for char in characters()}
    alone |= {char: reading for reading, char in CORRECTED.items()}
    readings: dict[str, list[str]] = defaultdict(list)
    for char, reading in alone.items():
        readings[reading].append(char)
    words: dict[str, dict[str, None]] = defaultdict(dict)
    for reading, more in MORE_WORDS.items():
        words[reading].update(dict.fromkeys(more.split()))
    for phrase, spoken in phrases_dict.items():
        first = alone.get(phrase[0])
        if first and plain(spoken[0][0])[0] != plain(first)[0] and spoken[0][0] in readings:
            words[spoken[0][0]][phrase[:2]] = None
    by_sound = sorted(readings, key=lambda reading: (plain(reading), tone(reading)))
    lines = (f"{each} {''.join(readings[each])} {' '.join(words[each])}".rstrip() for each in by_sound)
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8", newline="\n")
