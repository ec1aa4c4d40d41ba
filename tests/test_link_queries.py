"""Linking again after an edit: the texts that read something that changed, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from glossgen.config import Config, Links, Policy, SourceFolder
from glossgen.link.queries import linked
from glossgen.model import Key, SourceKind
from glossgen.query import Database, node_id
from glossgen.sources.inputs import source_bytes, sources_on_disk
from glossgen.sources.places import places
from glossgen.text.anchors import encode_anchor
from made import open_memory

NOWHERE = Path("/nowhere")
FOLDER = SourceFolder(NOWHERE, language="ja")
CONFIG = Config(NOWHERE, "edits", (FOLDER,), NOWHERE / "site", links=Links(policy=Policy.PARAGRAPH))
PATHS = ("a.md", "b.md", "c/d.md")
WORDS = ("学習", "言語", "機械", "処理", "鍵", "率", "データ", "モデル", "サーバ", "AI", "LLM", "set", "顧客")
BETWEEN = ("", "", "の", "は", " ", "。", "(", ")", "（", "）", "、", "手法", "か\u3099", "\n")


class LinkedFiles:
    """The mentions of files that are kept nowhere, brought up to date after each edit."""

    def __init__(self, files: Mapping[str, str], config: Config = CONFIG) -> None:
        self.db: Database = open_memory(config)
        self.files: dict[str, str] = {}
        self.again: set[Key] = set()
        """The texts that were linked in the last round."""
        self.edit(files)

    def edit(self, files: Mapping[str, str]) -> dict[Key, dict[str, Any]]:
        """Give the files other texts; what is linked then."""
        changed = set()
        if files.keys() != self.files.keys():
            listed = tuple((path, 0, path) for path in sorted(files))
            changed.add(self.db.set_input(sources_on_disk, "", listed))
        for path, text in files.items():
            if self.files.get(path) != text:
                changed.add(self.db.set_input(source_bytes, path, text.encode()))
        self.files = dict(files)
        self.db.update(changed)
        found = {key: self.db.peek(linked, key) for key in self.db.peek(places, "")}
        self.again = {key for key in found if node_id("linked", key) in self.db.changes.nodes}
        self.db.commit()
        return found


def entry(name: str, *others: str, text: str = "値。", anchor: str = "", **attributes: object) -> str:
    """An entry as it is written."""
    written = "".join(f"{key}: {value}\n" for key, value in attributes.items())
    heading = " | ".join((name, *others))
    kept = f'<a id="{encode_anchor(anchor)}"></a>' if anchor else ""
    return f"## {heading}{kept}\n" + (f"<!--\n{written}-->\n" if written else "") + f"\n{text}\n\n"


# ------------------------------------------------------------- the law

PLACES = [f"{path}#{word}" for path in PATHS for word in WORDS]
pieces = st.one_of(
    st.sampled_from(BETWEEN),
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map("[[{}]]".format),
    st.sampled_from(WORDS).map("[[!{}]]".format),
    st.sampled_from(PLACES).map("[それ]({})".format),
)
texts = st.lists(pieces, max_size=8).map("".join)
entries = st.builds(
    lambda names, text, attributes, anchor: entry(*names, text=text, anchor=anchor, **attributes),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=2, unique=True),
    texts,
    st.fixed_dictionaries(
        {},
        optional={
            "autolink": st.sampled_from(("always", "never")),
            "priority": st.integers(0, 1),
            "scope": st.sampled_from(("b", "c/")),
        },
    ),
    st.sampled_from(("", "", "", *WORDS)),
)
written = st.builds(lambda begin, each: begin + "\n\n" + "".join(each), texts, st.lists(entries, max_size=3))
glossaries = st.dictionaries(st.sampled_from(PATHS), written, min_size=1)


@given(
    glossaries, st.lists(st.dictionaries(st.sampled_from(PATHS), st.none() | written, max_size=2), max_size=3)
)
def test_linking_after_edits_is_linking_everything(
    files: dict[str, str], edits: list[dict[str, str | None]]
) -> None:
    links = LinkedFiles(files)
    for edit in edits:
        files = {path: text for path, text in {**files, **edit}.items() if text is not None}
        assert links.edit(files) == LinkedFiles(files).edit(files)


# ------------------------------------------------------------- no others

SURFACES = ("鍵", "モデル", "サーバー", "模型", "言語")


@pytest.mark.parametrize(
    ("after", "surfaces"),
    [
        (entry("鍵", "モデル", text="別の値。"), set()),
        ("\n\n\n" + entry("鍵", "モデル"), set()),
        (entry("鍵", "モデル", "サーバ"), {"サーバー"}),
        (entry("鍵"), {"モデル"}),
        (entry("鍵", "模型"), {"モデル", "模型"}),
        (entry("鍵", "モデル", scope="c"), set()),  # where nobody else has the label
        (entry("鍵", "モデル", priority=1), set()),
        (entry("鍵", "モデル", id="u"), {"鍵", "モデル"}),
    ],
)
def test_texts_are_linked_again_for_the_surfaces_that_changed(after: str, surfaces: set[str]) -> None:
    texts = {f"text-{number}.md": f"{surface}の話。" for number, surface in enumerate(SURFACES)}
    links = LinkedFiles({"a.md": entry("鍵", "モデル"), **texts})
    links.edit({"a.md": after, **texts})
    notes = {("ja", f"note:text-{number}"): surface for number, surface in enumerate(SURFACES)}
    assert {notes[key] for key in links.again & notes.keys()} == surfaces


HERE, LATER = "https://example.org/a", "https://example.org/b"


def published(at: str, *entries_in: str) -> str:
    """A file that says where its entries were published."""
    return f"<!-- 記事URL:{at}# -->\n\n" + "".join(entries_in)


BY_HAND = {
    "a homonym more": ("[[鍵]]", entry("鍵"), entry("鍵") + entry("鍵穴", "鍵", priority=1)),
    "another id": ("[[t0]]", entry("鍵", id="t0"), entry("鍵", id="t1")),
    "another place of the entry": ("[それ](a.md#鍵)", entry("鍵", id="t0"), entry("鍵", id="t1")),
    "another published address": (
        f"[それ]({HERE}#{encode_anchor('旧')})",
        published(HERE, entry("鍵", anchor="旧")),
        published(LATER, entry("鍵", anchor="旧")),
    ),
}


@pytest.mark.parametrize(("text", "before", "after"), BY_HAND.values(), ids=BY_HAND)
def test_texts_that_name_by_hand_what_has_changed_are_linked_again(
    text: str, before: str, after: str
) -> None:
    key, files = ("ja", "note:c/0"), {"c/0.md": f"{text}の話。\n", "c/1.md": "ほかの話。\n"}
    links = LinkedFiles({"a.md": before, **files})
    was = links.edit({"a.md": before, **files})[key]
    now = links.edit({"a.md": after, **files})[key]
    assert was != now
    assert key in links.again
    assert ("ja", "note:c/1") not in links.again


def test_a_homonym_is_settled_again_when_the_scope_of_another_term_changes() -> None:
    key, files = ("ja", "note:c/0"), {"a.md": entry("鍵"), "c/0.md": "鍵の話。\n"}
    links = LinkedFiles({**files, "b.md": entry("鍵", scope="b/")})
    was = links.edit({**files, "b.md": entry("鍵", scope="b/")})[key]
    assert links.edit({**files, "b.md": entry("鍵", scope="c/")})[key] != was


@pytest.mark.parametrize("others", [0, 200])
def test_few_and_many_new_labels_are_found_alike(others: int) -> None:
    """Where few files change, labels are found without the automaton of all of them."""
    files = {"c/0.md": "大きな鍵の話。\n", "c/1.md": "話。\n"}
    more = "".join(entry(f"無い語{number}") for number in range(others))
    links = LinkedFiles({"a.md": entry("錠"), **files})
    found = links.edit({"a.md": entry("錠") + entry("鍵") + more, **files})
    assert [mention.surface for mention in found["ja", "note:c/0"]["mentions"]] == ["鍵"]
    assert ("ja", "note:c/1") not in links.again


def test_the_text_of_a_general_noun_decides_where_it_is_linked() -> None:
    texts = {"c/0.md": "顧客の視点で見る。\n", "c/1.md": "視点の話。\n"}
    links = LinkedFiles({"a.md": entry("顧客", text="四つの視点の一つ。"), **texts})
    for text, linked_there in (("商店の客。", False), ("四つの視点の一つ。", True)):
        files = {"a.md": entry("顧客", text=text), **texts}
        (mention,) = links.edit(files)["ja", "note:c/0"]["mentions"]
        assert mention.linked == linked_there
        assert mention.rule == ("label" if linked_there else "general-noun")
        assert ("ja", "note:c/1") not in links.again


# -- names in brackets that a translation shows ----------------------------------------


def test_a_text_in_brackets_is_a_name_if_a_translation_has_it() -> None:
    german = "# Knoten (Zweig)\n\nText.\n"
    text = {"de/tree.md": german, "de/b.md": "# B\n\nDer Zweig.\n", "en/b.md": "# B\n\nText.\n"}
    by_name = {name: {**text, "en/tree.md": f"# {name}\n\nText.\n"} for name in ("Node", "Zweig")}
    folder = SourceFolder(NOWHERE, form=SourceKind.ARTICLE)
    config = replace(CONFIG, sources=(folder,), languages=("de", "en"))
    links = LinkedFiles(by_name["Node"], config)
    for name, count in (("Zweig", 1), ("Node", 0), ("Zweig", 1)):
        found = links.edit(by_name[name])
        assert len(found["de", "b"].get("mentions", ())) == count
        assert found == LinkedFiles(by_name[name], config).edit(by_name[name])
