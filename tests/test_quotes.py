"""Quotes of a mention say something: never the bare name where its row or the sentence above says more."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossgen.graph import TermGraph
from glossgen.model import Body, TextRun
from glossgen.site.lead import sections, with_lead
from glossgen.site.quotes import telling_quote
from glossgen.site.values import BodyLink, LinkedBody
from glossgen.text import first_sentence

QUOTES = """
一文目。Adamを使う。二文目。              . Adamを使う。
次の手法がある。よく使う順。\\n\\n- Adam   . よく使う順。 Adam
- Adam                                      . Adam
- Adamは勾配を使う手法                      . Adamは勾配を使う手法
|手法|用途|\\n|-|-|\\n|Adam|学習|          . 手法: Adam · 用途: 学習
|手法|用途|\\n|-|-|\\n|SGD|学習|\\n|Adam|| . 手法: Adam
|手法|用途|\\n|-|-|\\n|Adamのような手法|学習| . Adamのような手法
"""


def body_of(folder: Path, text: str) -> Body:
    (folder / "a.md").write_text("# A\n\n## 用語\n\n" + text.replace("\\n", "\n") + "\n", "utf-8")
    return TermGraph.from_folder(folder).glossary.terms[0].body


@pytest.mark.parametrize("line", QUOTES.strip("\n").splitlines())
def test_the_quote_of_a_mention(line: str, tmp_path: Path) -> None:
    text, expected = (part.lstrip() for part in line.split(" . "))
    body = body_of(tmp_path, text.rstrip())
    runs = [part for part in body if isinstance(part, TextRun)]
    number = next(number for number, run in enumerate(runs) if "Adam" in run.text)
    start = runs[number].text.index("Adam")
    found = telling_quote(body, number, start, start + 4)
    assert found.text_run.text == expected
    assert found.text_run.text[found.start : found.end] == "Adam"


LEADS = """
定義。続き。        . <p class="lead"> 定義。 </p>|<p> 続き。 </p>
定義だけ。          . <p class="lead"> 定義だけ。 </p>
**太い**定義。続き  . <p class="lead"> 太い定義。 </p>|<p> 続き </p>
**定義。続き**      . <p> 定義。続き </p>
- 定義。続き。      . <p class="lead"> 定義。 </p>|<p> 続き。 </p>
- 定義。\\n- 次     . <p class="lead"> 定義。 </p>|<ul><li> 次 |</li>|</ul>
- 定義。\\n  - 下   . <ul><li> 定義。 |<ul><li> 下 |</li>|</ul>|</li>|</ul>
> 引用。            . <blockquote><p class="lead"> 引用。 </p>|</blockquote>
### 節\\n\\n定義。続き . <h3 id="用語--節"> 節 </h3>|<p class="lead"> 定義。 </p>|<p> 続き </p>
"""


@pytest.mark.parametrize("line", LEADS.strip("\n").splitlines())
def test_the_defining_sentence_is_a_paragraph_of_its_own(line: str, tmp_path: Path) -> None:
    text, expected = (part.strip() for part in line.split(" . "))
    body = body_of(tmp_path, text)
    made = with_lead(LinkedBody(body), first_sentence(body))
    shown = [part if isinstance(part, str) else f" {part.text} " for part in made.body]
    assert "".join(shown).strip().replace("\n", "|") == expected


def test_links_stay_at_their_words(tmp_path: Path) -> None:
    body = body_of(tmp_path, "### 節Z\n\n定義A。続きB。\n\n段落C。")
    links = tuple(BodyLink(*each, "x/") for each in ((0, 1, 2), (1, 2, 3), (1, 6, 7), (2, 2, 3)))
    made = with_lead(LinkedBody(body, links), first_sentence(body))
    runs = [part for part in made.body if isinstance(part, TextRun)]
    assert [runs[each.text_run].text[each.start : each.end] for each in made.links] == ["Z", "A", "B", "C"]


def test_a_long_text_has_contents(tmp_path: Path) -> None:
    few, many = "文。\n\n### 一\n\n### 二", "文。\n\n### 一\n\n#### 二\n\n##### 深い\n\n### 三"
    assert sections(body_of(tmp_path, few)) == ()
    assert [(each.text, each.depth) for each in sections(body_of(tmp_path, many))] == [
        ("一", 0), ("二", 1), ("三", 0),
    ]  # fmt: skip
