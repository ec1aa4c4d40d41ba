"""Whatever stands in the files of a glossary, a build makes a site of it or says what is wrong.

A long run looks for other examples each time, and for many more of them.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from glossgen.build import BuildOptions, build
from glossgen.config import load_config
from glossgen.problems import CODES, CannotStart
from long import LONG, examples

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
from fuzz import random_inputs, try_input

MARKS = (
    r"~~~ \ | * ** _ ` $ $$ [ ] ( ) [[ ]] ]( < > <!-- --> & { } ^ % # ? : ; ’ &amp; &#x .. // |-| "
    r"\frac \begin{aligned} \char <ruby> <script> <details> </a> a.md b.md#x https://example.org/"
)
PIECES = (
    *("# ", "## ", "### ", "- ", "> ", "1. ", "    ", "\n", "\n\n", "\t", "---\n", "```\n", "![", "<a id="),
    *MARKS.split(),
    *("title: ", "type: term\n", "type: note\n", "reading: ", "tags: [", "url: ", "related: ", "requires: "),
    *("scope: ", "date: ", "光", "熱", "サーバー", "AI", "C++", "light", "Light", "(光)", "ひかり", '"', "'"),
    *(
        "ﬁ",
        "ß",
        "İ",
        "é",
        "e\u0301",
        "\u0301",
        "\u200b",
        "\u202e",
        "\ufeff",
        "\x00",
        "\x07",
        "\x85",
        "\u2028",
    ),
    *("😀", "👩\u200d👧", "\U0010ffff", "\ufdd0", "\\ud83d"),
)
"""What means something to Markdown, YAML, TeX, HTML or Unicode."""

text = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=30).map("".join)
entry = st.builds("## {}\n{}\n\n{}\n\n".format, text, text.map("<!-- {} -->".format) | st.just(""), text)
article = st.builds("---\ntitle: {}\n{}\n---\n\n{}\n".format, text, text, text)
content = st.one_of(st.lists(entry, max_size=3).map("".join), article, text)
number = st.sampled_from(
    ["title", "description", "base_url", "languages", "links", "math", "sources", "ruby"]
)
settings_file = st.one_of(st.just(""), st.builds("{}: {}\n".format, number, text), text)
NAMES = (
    "a.md",
    "b.md",
    "index.md",
    "deep/a.md",
    "readings.yml",
    "glossgen.lock",
    "locale/en.po",
    "templates/x.html",
)
files = st.builds(
    lambda known, config: {**known, **({"glossgen.yml": config} if config else {})},
    st.dictionaries(st.sampled_from(NAMES[:4]), content, max_size=3),
    settings_file,
) | st.dictionaries(st.sampled_from(NAMES), content, max_size=3)


def test_generated_files_in_one_process() -> None:
    """What `tools/fuzz.py` does, without Atheris: read, link, render, and let a browser's parser judge."""
    for data in random_inputs(examples(400, 50_000), random.randrange(1 << 30) if LONG else 1):
        try_input(data)


def built(files: dict[str, str]) -> None:
    """A site of these files, or problems with codes."""
    with tempfile.TemporaryDirectory() as folder:
        for path, content in files.items():
            file = Path(folder, "glossary", path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode("utf-8", "surrogatepass"))
        Path(folder, "glossary").mkdir(exist_ok=True)
        try:
            config = load_config(Path(folder, "glossary"), output=Path(folder, "site"))
            problems = build(config, BuildOptions(jobs=1)).problems
            assert (config.output / "index.html").is_file()
        except CannotStart as stop:
            problems = stop.problems
        assert {problem.code for problem in problems} <= CODES.keys()


@settings(
    max_examples=examples(20, 3000),
    derandomize=not LONG,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(files)
@example({})
@example({"a.md": "## A//B | / | ／／\n\nA B\n"})
@example({"a.md": '## 😀 | $x$\n<!-- reading: \x07 -->\n\n[[😀|$\\char"D83D$]] ![](a.md) <a id=x>\n'})
def test_any_text_is_built_or_refused(files: dict[str, str]) -> None:
    built(files)
