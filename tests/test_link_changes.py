"""Linking again after a change: the texts that are named, and no others that differ."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from glossgen.config import Config, Links, Policy, SourceFolder
from glossgen.lexicon import keys_of, occurring
from glossgen.link import Linker, Place, Targets, build_lexicons, link_each, places
from glossgen.link.changes import (
    Basis,
    Changes,
    basis_of,
    build_lexicons_for,
    changes_between,
    holding,
    seen_by_links,
    stale,
)
from glossgen.model import (
    Autolink,
    Glossary,
    Key,
    Label,
    Linked,
    Meta,
    Position,
    Reference,
    ReferenceKind,
    Source,
    SourceKind,
    Term,
    TextRun,
)
from glossgen.text.anchors import encode_anchor

PATHS = ("a.md", "b.md", "c/d.md", "en/e.md")
WORDS = (
    "学習",
    "言語",
    "機械",
    "処理",
    "鍵",
    "率",
    "データ",
    "モデル",
    "サーバ",
    "AI",
    "LLM",
    "set",
    "a b",
    "\u3099",
)
BETWEEN = ("", "", "の", "は", " ", "。", "(", ")", "（", "）", "、", "手法", "か\u3099", "\n")


def config(**links: object) -> Config:
    root = Path("glossary")
    settings = Links(**{"policy": Policy.PARAGRAPH, **links})  # type: ignore[arg-type]  # test data
    return Config(root, "changes", (SourceFolder(root),), root / "site", links=settings)


def language_of(path: str) -> str:
    return "en" if path.startswith("en") else "ja"


@st.composite
def terms(draw: st.DrawFn, name: str) -> Term:
    names = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2, unique=True))
    meta = Meta(
        autolink=draw(st.sampled_from((Autolink.DEFAULT, Autolink.DEFAULT, *Autolink))),
        priority=draw(st.integers(0, 1)),
        scope=draw(st.sampled_from(("", "", "c"))),
    )
    anchors = draw(st.lists(st.sampled_from(WORDS).map(encode_anchor), max_size=1))
    place = Position(draw(st.sampled_from(PATHS)), draw(st.integers(1, 9)))
    language = language_of(place.path)
    labels = tuple(Label(each, language) for each in names)
    return Term(name, language, labels, place, (), heading="|".join(names), anchors=tuple(anchors), meta=meta)


@st.composite
def text_runs(draw: st.DrawFn) -> TextRun:
    pairs = draw(st.lists(st.tuples(st.sampled_from(BETWEEN), st.sampled_from(WORDS)), max_size=8))
    text = "".join(word for pair in pairs for word in pair)
    references = []
    if text and draw(st.integers(0, 3)) == 0:
        kind = draw(st.sampled_from(ReferenceKind))
        target = draw(st.sampled_from((*WORDS, "t0", "t1", "言語|学習")))
        address = "" if kind is ReferenceKind.WIKI else draw(st.sampled_from(("", *PATHS)))
        references.append(Reference(kind, 0, 1, target, address))
    return TextRun(text, 1, references=tuple(references), heading=draw(st.integers(0, 9)) == 0)


SLOTS = tuple(f"t{number}" for number in range(6))
found_terms = st.fixed_dictionaries({name: st.none() | terms(name) for name in SLOTS})
changed_terms = st.dictionaries(
    st.sampled_from(SLOTS),
    st.integers(0, 9).flatmap(
        lambda kind: (
            st.none()
            if kind == 0
            else st.integers(1, 9)
            if kind < 3
            else st.sampled_from(SLOTS).flatmap(terms)
        )
    ),
    max_size=2,
)
texts = st.lists(st.lists(text_runs(), min_size=1, max_size=2).map(tuple), min_size=1, max_size=4)
published = st.sampled_from(("", "", "https://example.org/a"))


def glossary(entries: dict[str, Term | None], texts: list[tuple[TextRun, ...]], address: str) -> Glossary:
    """The terms in their files, and the texts as introductions of files without terms."""
    present = [term for term in entries.values() if term]
    sources = []
    for path in PATHS:
        here = tuple(term for term in present if term.position.path == path)
        if here or path == "a.md":
            name, language = path.removesuffix(".md"), language_of(path)
            sources.append(Source(path, name, language, SourceKind.HEADINGS, name, (), address, here))
    for number, text_runs in enumerate(texts):
        path = f"en/{number}.md" if number == 3 else f"c/{number}.md"
        sources.append(Source(path, path, language_of(path), SourceKind.HEADINGS, path, text_runs))
    return Glossary(tuple(sources))


def changed(entries: dict[str, Term | None], edits: dict[str, Term | int | None]) -> dict[str, Term | None]:
    """The entries with some of them removed, moved within their files, or replaced."""
    made = dict(entries)
    for name, edit in edits.items():
        old = entries[name]
        if isinstance(edit, int):
            made[name] = old and replace(old, position=Position(old.position.path, edit))
        else:
            made[name] = edit and replace(edit, id=name)
    return made


def linked(made: Glossary) -> dict[Key, tuple[Place, Linked]]:
    everything = tuple(link_each(made, build_lexicons(made), config()))
    return {place.key: (place, each) for place, each in zip(places(made), everything, strict=True)}


@given(found_terms, changed_terms, texts, published, published)
def test_linking_stale_texts_again_is_linking_everything_again(
    entries: dict[str, Term | None],
    edits: dict[str, Term | int | None],
    texts: list[tuple[TextRun, ...]],
    address: str,
    later: str,
) -> None:
    before, after = glossary(entries, texts, address), glossary(changed(entries, edits), texts, later)
    old, new = linked(before), linked(after)
    bases = {key: basis_of(place, each) for key, (place, each) in old.items()}
    changes = changes_between(map(seen_by_links, before.sources), map(seen_by_links, after.sources))
    kept = {key for key in new.keys() & old.keys() if new[key][0] == old[key][0]} - stale(bases, changes)
    assert {key: old[key][1] for key in kept} == {key: new[key][1] for key in kept}


def term(name: str, *labels: str, path: str = "a.md", line: int = 1, **meta: object) -> Term:
    names = tuple(Label(each, "ja") for each in labels)
    return Term(name, "ja", names, Position(path, line), (), meta=Meta(**meta))  # type: ignore[arg-type]  # test data


def changes(before: Term, after: Term) -> Changes:
    old, new = (
        [seen_by_links(Source(each.position.path, "", "ja", SourceKind.HEADINGS, "", terms=(each,)))]
        for each in (before, after)
    )
    return changes_between(old, new)


def test_a_definition_that_moves_down_its_file_changes_nothing() -> None:
    assert changes(term("t", "鍵"), term("t", "鍵", line=9)) == Changes({})


@pytest.mark.parametrize(
    ("after", "surfaces"),
    [
        (term("t", "鍵", "モデル", "サーバ"), {"サーバ", "サーバー"}),
        (term("t", "鍵"), {"モデル"}),
        (term("t", "鍵", "模型"), {"モデル", "模型"}),
        (term("t", "鍵", "モデル", path="b.md"), {"鍵", "モデル"}),
        (term("t", "鍵", "モデル", scope="c"), {"鍵", "モデル"}),
        (term("t", "鍵", "モデル", priority=1), {"鍵", "モデル"}),
        (term("t", "鍵", "モデル", autolink=Autolink.NEVER), {"鍵", "モデル"}),
        (term("u", "鍵", "モデル"), {"鍵", "モデル"}),
    ],
)
def test_surfaces_that_change_with_a_term(after: Term, surfaces: set[str]) -> None:
    assert changes(term("t", "鍵", "モデル"), after).surfaces == {"ja": surfaces}


def test_only_texts_that_hold_a_changed_surface_are_stale() -> None:
    texts = {"one": "鍵の話", "other": "言語の話", "trouble": "話", "english": "鍵"}
    bases = {
        ("ja", name): Basis("en" if name == "english" else "ja", text, troubled=name == "trouble")
        for name, text in texts.items()
    }
    found = stale(bases, changes(term("t", "錠"), term("t", "錠", "鍵")))
    assert found == {("ja", "one"), ("ja", "trouble")}


ANCHOR, FILE, WIKI = ReferenceKind.ANCHOR, ReferenceKind.FILE, ReferenceKind.WIKI
HERE = "https://example.org/a"


def anchored(name: str, heading: str) -> Term:
    """A term that keeps the anchor of an older heading."""
    return replace(term(name, "鍵"), anchors=(encode_anchor(heading),))


@pytest.mark.parametrize(
    ("reference", "before", "after", "later"),
    [
        ((WIKI, "鍵", ""), (term("t0", "鍵"),), (term("t0", "鍵"), term("t1", "鍵", priority=1)), HERE),
        ((WIKI, "t0", ""), (term("t0", "鍵"),), (term("t1", "鍵"),), HERE),
        ((ANCHOR, "旧", HERE), (anchored("t0", "旧"),), (anchored("t1", "旧"),), HERE),
        ((ANCHOR, "旧", HERE), (anchored("t0", "旧"),), (anchored("t0", "旧"),), "https://example.org/b"),
        ((ANCHOR, "鍵|錠", ""), (term("t0", "鍵"), term("t1", "鍵")), (term("t0", "鍵"),), HERE),
        ((FILE, "鍵", "../a.md"), (term("t0", "鍵"),), (term("t1", "鍵"),), HERE),
    ],
)
def test_texts_that_name_by_hand_what_has_changed_are_stale(
    reference: tuple[ReferenceKind, str, str], before: tuple[Term, ...], after: tuple[Term, ...], later: str
) -> None:
    kind, target, address = reference
    text_run = TextRun("それ", 1, references=(Reference(kind, 0, 2, target, address),))
    old, new = (
        glossary({each.id: each for each in terms}, [(text_run,)], published)
        for terms, published in ((before, HERE), (after, later))
    )
    key = ("ja", "page:c/0.md")
    (place, was), (_, now) = linked(old)[key], linked(new)[key]
    assert was != now
    assert not was.problems
    found = changes_between(map(seen_by_links, old.sources), map(seen_by_links, new.sources))
    assert stale({key: basis_of(place, was)}, found) == {key}


def test_a_homonym_is_settled_again_when_the_scope_of_another_term_changes() -> None:
    before = {"t0": term("t0", "鍵"), "t1": term("t1", "鍵", scope="b")}
    after = {**before, "t1": term("t1", "鍵", scope="c")}
    old, new = (glossary(dict(entries), [(TextRun("鍵の話", 1),)], "") for entries in (before, after))
    key = ("ja", "page:c/0.md")
    (place, was), (_, now) = linked(old)[key], linked(new)[key]
    assert was != now
    found = changes_between(map(seen_by_links, old.sources), map(seen_by_links, new.sources))
    assert stale({key: basis_of(place, was)}, found) == {key}


@pytest.mark.parametrize("others", [0, 20])
def test_few_and_many_surfaces_are_found_alike(others: int) -> None:
    texts = {("ja", text): text for text in ("鍵の話", "話", "大きな鍵", "")}
    surfaces = {"鍵", *(f"無い語{number}" for number in range(others))}
    assert set(holding(texts, surfaces)) == {("ja", "鍵の話"), ("ja", "大きな鍵")}
    assert set(holding(texts, {*surfaces, "\u3099"})) == set(texts)


@given(found_terms, texts, st.sets(st.integers(0, 3), min_size=1), published)
def test_a_lexicon_of_what_occurs_links_texts_as_the_whole_one_does(
    entries: dict[str, Term | None], texts: list[tuple[TextRun, ...]], wanted: set[int], address: str
) -> None:
    made = glossary(entries, texts, address)
    written = [place for place in places(made) if place.body]
    chosen = [place for number, place in enumerate(written) if number in wanted]
    keys = {each.key: keys_of(each) for each in made.terms}
    lexicons = build_lexicons_for(made, keys, map(basis_of, chosen))
    linker = Linker(config(), Targets.of(made, lexicons))
    whole = linked(made)
    assert [linker.link(place) for place in chosen] == [whole[place.key][1] for place in chosen]


def test_a_lexicon_of_what_occurs_holds_little() -> None:
    named = TextRun("それ", 1, references=(Reference(WIKI, 0, 2, "言語", ""),))
    labels = ("鍵", "言語", "LLM", "鍵穴", "データ")
    entries: dict[str, Term | None] = {each: term(each, each) for each in labels}
    made = glossary(entries, [(TextRun("鍵とデーターの話", 1),), (named,), (TextRun("LLM", 1),)], "")
    bases = [basis_of(place) for place in places(made) if place.path in ("c/0.md", "c/1.md")]
    lexicons = build_lexicons_for(made, {each.key: keys_of(each) for each in made.terms}, bases)
    assert {lang: set(each.forms) for lang, each in lexicons.items()} == {
        "ja": {"鍵", "言語", "データ", "データー"}
    }


@given(
    st.lists(st.sampled_from(WORDS), max_size=8, unique=True), st.lists(st.sampled_from(WORDS), max_size=5)
)
def test_a_term_occurs_where_one_of_its_keys_stands(labels: list[str], words: list[str]) -> None:
    text, keys = "".join(words), {("ja", label): (label, label + "x") for label in labels}
    assert occurring(keys, [text]) == {("ja", label) for label in labels if label in text}
    assert occurring(keys, [], {"LLMx"}) == {("ja", label) for label in labels if label == "LLM"}
