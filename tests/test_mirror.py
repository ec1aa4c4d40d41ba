"""Linked Markdown: what is written where, and what is left as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from glossgen.cli import main
from glossgen.config import Policy, load_config
from glossgen.mirror import link_files, strip
from glossgen.text.anchors import encode_anchor

WEIGHT = encode_anchor("重み | Weight")
RATE = encode_anchor("学習率")


def write(folder: Path, **files: str | bytes) -> Path:
    """Files by name; two underscores stand for a slash. The glossary is Japanese."""
    folder.mkdir(exist_ok=True)
    (folder / "glossgen.yml").write_text("sources: [{path: ., language: ja}]\n", encoding="utf-8")
    for name, content in files.items():
        place = folder / (name.replace("__", "/") + ".md")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def mirror(folder: Path, url: str = "", policy: Policy = Policy.ALL) -> dict[str, str]:
    """The files of the mirror."""
    made = link_files(load_config(folder), policy, url)
    return {f.url_path: f.content.decode() for f in made.files if isinstance(f.content, bytes)}


def body(folder: Path, text: str) -> str:
    """What becomes of a paragraph in a note beside the two terms."""
    write(
        folder,
        terms="## 重み | Weight\n一\n\n## 学習率\n二\n",
        n=f"---\ntype: note\ntitle: 記\n---\n{text}\n",
    )
    return mirror(folder)["n.md"].split("---\n", 2)[2].removesuffix("\n").replace("terms.md#", "#")


CASES = f"""\
a mention           . 重みを更新する      . <a href="#{WEIGHT}">重み</a>を更新する
another label       . The Weight grows.   . The <a href="#{WEIGHT}">Weight</a> grows.
bold in one piece   . これは**重み**です  . これは<a href="#{WEIGHT}">**重み**</a>です
bold, free before   . これは **重み** です . これは **<a href="#{WEIGHT}">重み</a>** です
bold in the middle  . **学**習率          . <a href="#{RATE}">**学**習率</a>
not well nested     . **また学**習率      . **また学**習率
part of bold        . は**重み更新**です  . は**重み更新**です
code                . `重み` と重み       . `重み` と<a href="#{WEIGHT}">重み</a>
an entity           . 学&#32722;率        . <a href="#{RATE}">学&#32722;率</a>
an escape           . \\*重み\\*          . \\*<a href="#{WEIGHT}">重み</a>\\*
a link              . [重み](x.html)      . [重み](x.html)
a wiki link         . [[重み]]            . <a href="#{WEIGHT}"><!--[[-->重み<!--]]--></a>
a wiki link, text   . [[重み|係数]]       . <a href="#{WEIGHT}"><!--[[重み|-->係数<!--]]--></a>
a refused mention   . [[!重み]]           . [[!重み]]
a formula           . $重み$              . $重み$
"""


@pytest.mark.parametrize(
    ("title", "text", "linked"),
    [[part.strip() for part in re.split(r" \. ", line, maxsplit=2)] for line in CASES.strip().split("\n")],
)
def test_a_link_stands_around_what_it_can(title: str, text: str, linked: str, tmp_path: Path) -> None:
    assert body(tmp_path, text) == linked


def test_a_phrase_over_two_lines_of_a_quotation(tmp_path: Path) -> None:
    assert body(tmp_path, "> - 学習\n>   率です") == f'> - <a href="#{RATE}">学習\n>   率</a>です'


def test_a_callout_is_linked_within_its_margin(tmp_path: Path) -> None:
    text = '!!! note "重み"\n    重みは\n\n    ```text\n    重み\n    ```\n\n:::tip\n重み\n:::'
    link = f'<a href="#{WEIGHT}">重み</a>'
    linked = text.replace("    重みは", f"    {link}は").replace("tip\n重み", f"tip\n{link}")
    assert body(tmp_path, text) == linked


def test_table_cells_keep_their_bars(tmp_path: Path) -> None:
    text = "| 重み \\| 学習率 | [[重み\\|係数]] |\n|--|--|\n| 学習率 | 重み |"
    rows = body(tmp_path, text).split("\n")
    weight, rate = f'<a href="#{WEIGHT}">', f'<a href="#{RATE}">'
    assert rows[0] == f"| {weight}重み</a> \\| {rate}学習率</a> | {weight}<!--[[重み\\|-->係数<!--]]--></a> |"
    assert rows[2] == f"| {rate}学習率</a> | {weight}重み</a> |"


HEADINGS = {
    "## 重み | Weight": f'## 重み | Weight<a id="{WEIGHT}"></a>',
    "## 重み | Weight ##  ": f'## 重み | Weight<a id="{WEIGHT}"></a> ##  ',
    "## 重み | Weight {#w}": f'## 重み | Weight {{#w}}<a id="{WEIGHT}"></a>',
    "重み | Weight\n---": f'重み | Weight<a id="{WEIGHT}"></a>\n---',
    "##\t重み | Weight\t": f'##\t重み | Weight<a id="{WEIGHT}"></a>\t',
}


@pytest.mark.parametrize(("heading", "anchored"), HEADINGS.items())
def test_a_heading_gets_its_anchor_at_its_end(heading: str, anchored: str, tmp_path: Path) -> None:
    write(tmp_path, a=f"{heading}\n\n定義。\n")
    assert mirror(tmp_path)["a.md"] == f"{anchored}\n\n定義。\n"


def test_bytes_that_are_no_link_stay(tmp_path: Path) -> None:
    front = "\ufeff---\r\ntitle: 重み\r\ntype: headings\r\n---\r\n\r\n# 題 \r\n\r\n"
    entry = "## 重み | Weight\r\n<!-- 学習率 -->\t\r\n一  \r\n二\\\r\n\r\n"
    source = f"{front}{entry}## 学習率\r\n```\r\n重み\r\n```\r\n重み"
    write(tmp_path, a=source)
    linked = mirror(tmp_path)["a.md"]
    assert strip(linked.removeprefix("\ufeff")) == source.removeprefix("\ufeff")
    assert linked.endswith(f'```\r\n重み\r\n```\r\n<a href="#{WEIGHT}">重み</a>')
    assert linked.startswith("\ufeff---\r\ntitle: 重み\r\n")


# -- addresses ----------------------------------------------------------------


def test_links_are_relative_to_the_file(tmp_path: Path) -> None:
    write(tmp_path, a__x="## 重み | Weight\n学習率\n", b__c__y="## 学習率\n重み\n")
    files = mirror(tmp_path)
    assert f'<a href="../b/c/y.md#{RATE}">' in files["a/x.md"]
    assert f'<a href="../../a/x.md#{WEIGHT}">' in files["b/c/y.md"]


def test_links_are_absolute_where_the_address_is_known(tmp_path: Path) -> None:
    published = "<!-- 記事URL:https://example.org/out/x.md# -->\n\n"
    write(tmp_path, a__x=published + "## 重み | Weight\n一\n", y="## 学習率\n重み\n", z="## 層\n学習率\n")
    files = mirror(tmp_path, "https://example.org/mirror/")
    assert f'<a href="https://example.org/out/x.md#{WEIGHT}">重み</a>' in files["y.md"]
    assert f'<a href="https://example.org/mirror/y.md#{RATE}">学習率</a>' in files["z.md"]


def test_an_address_cannot_break_the_tag(tmp_path: Path) -> None:
    published = '<!-- 記事URL:https://example.org/a b|"&<c>`$.md -->\n\n'
    write(tmp_path, x=published + "## 重み | Weight\n一\n", y="| 重み |\n|--|\n")
    assert 'href="https://example.org/a%20b%7C%22&amp;%3Cc%3E%60%24.md#' in mirror(tmp_path)["y.md"]


# -- the linked form as input -------------------------------------------------


def test_links_that_are_there_are_written_anew(tmp_path: Path) -> None:
    old = f'## 学習率<a id="{RATE}"></a>\n<a href="gone/x.md#{WEIGHT}">重み</a>を更新\n'
    write(tmp_path, a=old, x="## 重み | Weight\n一\n")
    assert mirror(tmp_path)["a.md"] == old.replace("gone/x.md", "x.md")


def test_a_link_whose_text_is_no_label_is_the_writers_and_stays(tmp_path: Path) -> None:
    text = (
        f'この<a href="old.md#{WEIGHT}">大事な係数</a>と<a href="old.md#{encode_anchor("無い")}">別の値</a>'
    )
    assert body(tmp_path, text) == f'この<a href="#{WEIGHT}">大事な係数</a>と別の値'


def test_anchors_of_old_headings_stay(tmp_path: Path) -> None:
    old = encode_anchor("荷重")
    write(tmp_path, a=f'## 重み | Weight<a id="{old}"></a>\n一\n')
    once = mirror(tmp_path)["a.md"]
    assert once == f'## 重み | Weight<a id="{old}"></a><a id="{WEIGHT}"></a>\n一\n'


def test_what_only_looks_like_the_linked_form_stays() -> None:
    text = "\n".join(
        [
            f'`<a href="x#{WEIGHT}">重み</a>`',
            '<a href="x#overview">重み</a> <a id="top"></a> <a name="x">y</a>',
            f'<a href="x#{WEIGHT}">open',
            "",
            f'```\n<a id="{WEIGHT}"></a>\n```',
            f'<!-- <a href="x#{WEIGHT}">重み</a> -->',
        ]
    )
    assert strip(text) == text


# -- the folder ---------------------------------------------------------------


def read(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and file.name != ".glossgen.json"
    }


def test_the_command_writes_checks_and_strips(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(
        tmp_path / "g", a__x="## 重み | Weight\r\n学習率\r\n", y="## 学習率\n重み ![図](a/f.svg)\n"
    )
    (folder / "a" / "f.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    before = read(folder)
    once, twice, back = tmp_path / "once", tmp_path / "twice", tmp_path / "back"
    assert main(["link", "-q", str(folder), "-o", str(once), "--check"]) == 1
    assert not once.exists()
    assert main(["link", "-q", str(folder), "-o", str(once)]) == 0
    assert main(["link", "-q", str(folder), "-o", str(once), "--check"]) == 0
    assert set(read(once)) == {"a/x.md", "a/f.svg", "y.md"}
    write(once)  # the language of a mirror is not written in it
    assert main(["link", "-q", str(once), "-o", str(twice)]) == 0
    (once / "glossgen.yml").unlink()
    assert read(twice) == read(once)
    assert main(["link", "-q", str(once), "-o", str(back), "--strip"]) == 0
    assert read(back) == {name: data for name, data in before.items() if name.endswith(".md")}
    assert read(folder) == before
    (folder / "y.md").unlink()
    (folder / "a" / "x.md").write_text("## 重み | Weight\n一\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["link", "-q", str(folder), "-o", str(once), "--check"]) == 1
    said = capsys.readouterr().err
    assert "x.md: error[stale-mirror]: this file of the mirror is not what its source gives now" in said
    assert "y.md: error[stale-mirror]: this file of the mirror has no source any more" in said
    assert main(["link", "-q", str(folder), "-o", str(once)]) == 0
    assert set(read(once)) == {"a/x.md"}


def test_a_mirror_inside_the_sources_is_not_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "g", x="## 重み | Weight\n一\n")
    assert main(["link", "-q", str(folder), "-o", str(folder / "linked")]) == 0
    assert main(["link", "-q", str(folder), "-o", str(folder / "linked"), "--check"]) == 0
    assert set(mirror(folder)) == {"x.md"}


def test_a_folder_that_is_not_ours_is_not_written(tmp_path: Path) -> None:
    folder = write(tmp_path / "g", x="## 重み | Weight\n一\n")
    other = tmp_path / "other"
    other.mkdir()
    (other / "mine.txt").write_text("mine", encoding="utf-8")
    assert main(["link", "-q", str(folder), "-o", str(other)]) == 2
    assert main(["link", "-q", str(folder), "-o", str(folder)]) == 2
    assert read(other) == {"mine.txt": b"mine"}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "linked", "https://example.org/a?b"])
def test_an_address_that_is_none(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "g", x="## 重み | Weight\n一\n")
    assert main(["link", str(folder), "-o", str(tmp_path / "m"), "--url", url]) == 2
    assert "--url: error[config-value]" in capsys.readouterr().err
    assert not (tmp_path / "m").exists()


def test_a_file_that_cannot_be_read_stays_as_it_is(tmp_path: Path) -> None:
    folder = write(tmp_path / "g", x="## 重み | Weight\n一\n", y="重み".encode("cp932"))
    assert main(["link", "-q", str(folder), "-o", str(tmp_path / "m")]) == 1
    assert read(tmp_path / "m")["y.md"] == "重み".encode("cp932")


def test_the_configuration_says_where_and_how(tmp_path: Path) -> None:
    folder = write(tmp_path / "g", x="## 重み | Weight\n学習率、学習率\n", y="## 学習率\n二\n")
    said = "mirror: {output: ../m, url: https://example.org/m, policy: first}\n"
    (folder / "glossgen.yml").write_text("sources: [{path: ., language: ja}]\n" + said, encoding="utf-8")
    assert main(["link", "-q", str(folder)]) == 0
    text = (tmp_path / "m" / "x.md").read_text(encoding="utf-8")
    assert text.endswith(f'<a href="https://example.org/m/y.md#{RATE}">学習率</a>、学習率\n')
    assert main(["link", "-q", str(folder), "--policy", "all"]) == 0
    assert (tmp_path / "m" / "x.md").read_text(encoding="utf-8").count("<a href") == 2
