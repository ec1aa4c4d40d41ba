"""Laws of linking, over glossaries and texts that Hypothesis makes up."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from glossgen.config import Config, Links, Policy, SourceFolder
from glossgen.link import Candidate, Linker, Place, build_lexicons, link_each
from glossgen.link.targets import Targets
from glossgen.model import (
    DISAMBIGUATION,
    Glossary,
    Key,
    Label,
    Linked,
    Position,
    Reference,
    ReferenceKind,
    Source,
    SourceKind,
    Term,
    TextRun,
)
from glossgen.text.label_folding import fold, fold_label, plain

PIECES = (
    *("学習", "言語", "機械", "処理", "非", "性", "東京", "都", "々", "鍵", "値"),
    *("データ", "ベース", "サーバ", "サーバー", "ラベル", "ー", "ﾃﾞ", "・"),
    *("の", "は", "する", "ばね", "かな", "流れ", "る"),
    *("AI", "ai", "LLM", "GPT", "model", "s", "k-means", "C++", "Node.js", "3", "ﬁne", "㎏", "é", "e\u0301"),
    *(" ", "-", "−", "—", "\n", "/", "(", ")", "（", "）", "。", "、", "'", ".", "\u200b", "\u3000"),
)
WORDS = tuple(piece for piece in PIECES if any(map(str.isalnum, piece)))
UNRELATED = "ゼッタイニナイゴ"

texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
labels = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map("".join)
glossaries = st.lists(st.tuples(st.sampled_from(("a.md", "b.md", "c/d.md")), labels), max_size=8, unique=True)


def text_run(text: str) -> TextRun:
    """A paragraph with a zone at its end, as code would make one."""
    return TextRun(text + "LLM", 1, zones=((len(text), len(text) + 3),))


def terms(entries: Iterable[tuple[str, str]]) -> list[Term]:
    """A term for each entry; its id says which entry it is, so it does not change with the order."""
    return [
        Term(f"{path}#{label}", "ja", (Label(label, "ja"),), Position(path, len(label)), ())
        for path, label in entries
    ]


def glossary(entries: Iterable[Term], texts: tuple[TextRun, ...]) -> Glossary:
    """The terms in their files, in the order given, and a note with the texts as introduction."""
    files: dict[str, list[Term]] = {}
    for term in entries:
        files.setdefault(term.position.path, []).append(term)
    sources = [
        Source(path, path, "ja", SourceKind.HEADINGS, path, (), "", tuple(each))
        for path, each in files.items()
    ]
    return Glossary((*sources, Source("text.md", "text", "ja", SourceKind.HEADINGS, "text", texts)))


def config() -> Config:
    root = Path("glossary")
    return Config(root, "laws", (SourceFolder(root),), root / "site", links=Links(policy=Policy.ALL))


def linked(entries: Iterable[Term], text: str) -> Linked:
    made = glossary(entries, (text_run(text),))
    found = tuple(link_each(made, build_lexicons(made), config()))
    return next(each for each in found if each.place == ("ja", "page:text.md"))


@given(glossaries, texts, st.randoms(use_true_random=False))
def test_order_of_files_and_terms_has_no_say(
    entries: list[tuple[str, str]], text: str, chance: random.Random
) -> None:
    ordered = terms(entries)
    shuffled = chance.sample(ordered, len(ordered))
    assert linked(ordered, text) == linked(shuffled, text)


@given(glossaries, texts)
def test_linking_is_deterministic(entries: list[tuple[str, str]], text: str) -> None:
    assert linked(terms(entries), text) == linked(terms(entries), text)


@given(glossaries, texts)
def test_an_unrelated_term_changes_nothing(entries: list[tuple[str, str]], text: str) -> None:
    assert linked(terms(entries), text) == linked(terms([*entries, ("z.md", UNRELATED)]), text)


@given(glossaries, texts)
def test_mentions_are_in_order_disjoint_and_outside_of_zones(
    entries: list[tuple[str, str]], text: str
) -> None:
    mentions = linked(terms(entries), text).mentions
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        assert mention.surface == text_run(text).text[mention.start : mention.end]
        end = mention.end


@given(glossaries, texts)
def test_a_surface_is_a_form_of_a_label_of_its_target(entries: list[tuple[str, str]], text: str) -> None:
    made = glossary(terms(entries), (text_run(text),))
    lexicon = build_lexicons(made)["ja"]
    for mention in linked(terms(entries), text).mentions:
        forms = lexicon.forms[fold(mention.surface).text]
        owners: set[Key] = {form.term for form in forms}
        assert mention.target in owners or mention.target[1].startswith(DISAMBIGUATION)


@given(glossaries, texts)
def test_every_candidate_has_a_rule_that_explains_it(entries: list[tuple[str, str]], text: str) -> None:
    from glossgen.link import sentence

    made = glossary(terms(entries), (text_run(text),))
    linker = Linker(config(), Targets.of(made, build_lexicons(made)))
    finder = linker.finder("ja")
    every = finder.find(text_run(text), every=True)
    fewer = [each for each in every if each not in finder.find(text_run(text))]
    assert not any(each.accepted for each in fewer)
    assert all(sentence(candidate.rule) for candidate in every)
    place = Place(("ja", "note:n"), "text.md", "ja", (text_run(text),))
    assert all(sentence(mention.rule) for mention in linker.link(place).mentions)


def chosen(candidates: list[Candidate], taken: Iterable[tuple[int, int]]) -> list[tuple[int, int, bool]]:
    """The leftmost-longest choice among the candidates that hold, as it is meant."""
    found: list[tuple[int, int, bool]] = []
    position = 0
    for each in candidates:
        free = not any(each.start < end and start < each.end for start, end in taken)
        if each.accepted and each.start >= position and free:
            position = each.end
            found += [] if each.silent else [(each.start, each.end, each.compound)]
    return found


@st.composite
def flows_with_links(draw: st.DrawFn) -> TextRun:
    """A paragraph, a zone at its end, and perhaps links by hand in it."""
    text = draw(texts)
    ends = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, 9)), max_size=2))
    links = [Reference(ReferenceKind.WIKI, start, min(start + size, len(text)), "x") for start, size in ends]
    return replace(text_run(text), references=tuple(links), heading=draw(st.integers(0, 9)) == 0)


@given(glossaries, st.lists(flows_with_links(), max_size=4))
def test_what_is_linked_is_chosen_among_what_is_explained(
    entries: list[tuple[str, str]], text_runs: list[TextRun]
) -> None:
    """In each flow as if it were alone, though they are searched together."""
    made = glossary(terms(entries), tuple(text_runs))
    finder = Linker(config(), Targets.of(made, build_lexicons(made))).finder("ja", ("学習",))
    found = [(number, start, end, inside) for number, start, end, _, inside in finder.choose(text_runs)]
    assert found == [
        (number, *each)
        for number, text_run in enumerate(text_runs)
        if not text_run.heading
        for each in chosen(
            finder.find(text_run, every=True), [(link.start, link.end) for link in text_run.references]
        )
    ]


NAMES = ("AI", "a", "3", "学習", "値", "データ", "グラフ化", "AI学習", "学習AI", "Node.js", "ばね")
BESIDE = st.text(
    " \n\u3000\t-−・.&':/#@+*$\\_\"(（。、!aZ9é々学タのはー\u200b\ufe00\u2028\u2029ﾃ㎏한s\u0301", max_size=2
)


@given(BESIDE, st.sampled_from(NAMES), BESIDE)
def test_a_look_at_the_neighbours_says_what_the_rules_say(before: str, name: str, after: str) -> None:
    made = glossary(terms(("a.md", each) for each in NAMES), ())
    finder = Linker(config(), Targets.of(made, build_lexicons(made))).finder("ja")
    beside = TextRun(before + name + after, 1)
    found = [(start, end, inside) for _, start, end, _, inside in finder.choose([beside])]
    assert found == chosen(finder.find(beside, every=True), [])


@given(st.text() | texts)
def test_folding_maps_back(source: str) -> None:
    folded = fold(source)
    assert len(plain(source)) == len(source)
    end = 0
    for index in range(len(folded.text)):
        start = folded.start(index)
        assert start >= end or (start, folded.end(index)) == (folded.start(index - 1), folded.end(index - 1))
        end = folded.end(index)
        assert 0 <= start < end <= len(source)
    assert folded.gaps_inside(0, len(folded.text)) == tuple(
        index for index in range(1, len(folded.text)) if folded.end(index - 1) < folded.start(index)
    )


@given(st.text() | st.text("aZ3 -\t\n'/\x1c\x7f", max_size=8) | texts)
def test_labels_are_folded_as_texts_are(label: str) -> None:
    folded = fold(label)
    assert fold_label(label) == (folded.text, folded.gaps)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.sampled_from(("㎏", "e\u0301", "ﾃﾞ")))
def test_both_ways_of_folding_agree(source: str, complicated: str) -> None:
    """What stands behind a line break does not change how the text before it is folded."""
    alone, together = fold(source), fold(source + "\u2028" + complicated)
    size = len(alone.text)
    assert together.text[:size] == alone.text
    assert [together.start(i) for i in range(size)] == [alone.start(i) for i in range(size)]
