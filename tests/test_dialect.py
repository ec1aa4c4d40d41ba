"""What a site makes of the dialect of writers: the cases of `cases/dialect.txt` say how it is read."""

from __future__ import annotations

from pathlib import Path

from glossgen.build import build
from made import graph_of, write

TEXT = """\
## 学習率

> [!NOTE]
> 補足の文。

ここで<ruby>学習<rt>がくしゅう</rt></ruby>率を<ruby>重<rt>おも</rt></ruby>みに掛ける。

## 重み

```python
x = 1  # 値
```

<ruby>学習<rt>がくしゅう</rt></ruby>率が掛かる。
"""


def test_a_ruby_text_is_one_word_for_links_search_and_summaries(tmp_path: Path) -> None:
    config = write(tmp_path, {"a.md": TEXT, "glossgen.yml": "title: T\nsources: [.]\n"})
    graph = graph_of(config)
    assert [each.sentence for each in graph.backlinks(graph.term("学習率"))] == ["学習率が掛かる。"]
    build(config)
    page = (config.output / "terms" / "重み" / "index.html").read_text()
    assert "<ruby>学習<rt>がくしゅう</rt></ruby>率</a>" in page
    assert 'href="../../static/code.css' in page
    other = (config.output / "terms" / "学習率" / "index.html").read_text()
    assert "code.css" not in other
    assert 'content="ここで学習率を重みに掛ける。"' in other
    assert "がくしゅう" not in (config.output / "terms.json").read_text()
