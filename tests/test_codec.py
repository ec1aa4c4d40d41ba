"""Sources as bytes: what comes back is what went in, and foreign bytes are told apart from ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossgen.codec import (
    StoredMentions,
    Undecodable,
    decode_note,
    decode_source,
    decode_term,
    encode_mentions,
    encode_source,
    first_of,
    pack,
    pack_frame,
    pack_problems,
    stored_mentions,
    targets_of,
    unpack,
    unpack_frame,
    unpack_problems,
    unpack_terms,
)
from glossgen.codec.body import decode_body, encode_body
from glossgen.config import load_config
from glossgen.model import (
    Among,
    Autolink,
    Body,
    Formula,
    InlineMarkup,
    Label,
    Match,
    Mention,
    Meta,
    Note,
    Origin,
    Position,
    Problem,
    Reference,
    ReferenceKind,
    Source,
    SourceKind,
    Term,
    TextRun,
    Wanted,
)
from glossgen.sources import read_glossary

ROOT = Path(__file__).parent
GLOSSARIES = [ROOT.parent / "glossary", ROOT / "two_languages", *sorted((ROOT / "glossaries").glob("*/"))]

TEXT = st.text(st.characters(), max_size=4)  # halves of surrogate pairs among them
TEXTS = st.lists(TEXT, max_size=2).map(tuple)
NUMBER = st.integers(-(2**40), 2**40)
FLAG = st.booleans()
SPANS = st.lists(st.tuples(NUMBER, NUMBER), max_size=2).map(tuple)
FORMULA = st.builds(Formula, TEXT, FLAG)
MARK = st.builds(InlineMarkup, NUMBER, NUMBER, TEXT, NUMBER, st.none() | FORMULA, NUMBER)
REFERENCE = st.builds(Reference, st.sampled_from(ReferenceKind), NUMBER, NUMBER, TEXT, TEXT)
MARKS = st.lists(MARK, max_size=2).map(tuple)
REFERENCES = st.lists(REFERENCE, max_size=2).map(tuple)
FLOW = st.builds(TextRun, TEXT, NUMBER, MARKS, SPANS, SPANS, REFERENCES, FLAG)
BODY = st.lists(TEXT | FLOW, max_size=3).map(tuple)
META = st.builds(
    Meta,
    description=TEXT,
    tags=TEXTS,
    related=TEXTS,
    autolink=st.sampled_from(Autolink),
    match=st.sampled_from(Match),
    priority=st.integers(),  # of any length
    scope=TEXT,
)
POSITION = st.builds(Position, TEXT, NUMBER, st.none() | NUMBER)
LABELS = st.lists(st.builds(Label, TEXT, TEXT, FLAG), max_size=2).map(tuple)
TERM = st.builds(
    Term, TEXT, TEXT, LABELS, POSITION, BODY, TEXT, TEXT, TEXTS, st.just(Meta()) | META, NUMBER, FLAG
)
NOTE = st.builds(Note, TEXT, TEXT, TEXT, POSITION, BODY, META)
TERMS = st.lists(TERM, max_size=2).map(tuple)
SOURCE = st.builds(
    Source,
    TEXT,
    TEXT,
    TEXT,
    st.sampled_from(SourceKind),
    TEXT,
    BODY,
    TEXT,
    TERMS,
    st.none() | NOTE,
    TEXTS,
)
MENTION = st.builds(
    Mention,
    NUMBER,
    NUMBER,
    NUMBER,
    TEXT,
    st.sampled_from([("en", "light"), ("en", "heat"), ("ja", "hikari")]),
    st.builds(Position, st.just("en/light.md"), st.integers(1, 3), st.none() | st.just(1)),
    st.sampled_from(Origin),
    FLAG,
    TEXT,
)
MENTIONS = st.lists(MENTION, max_size=4).map(tuple)
TEXTS = st.lists(TEXT, max_size=2).map(tuple)
WANTED = st.builds(Wanted, st.sampled_from(Among), TEXTS, TEXT, TEXTS)
PROBLEM = st.builds(Problem, POSITION, TEXT, TEXT, TEXT, st.none() | WANTED)


@pytest.mark.parametrize("folder", GLOSSARIES, ids=lambda folder: folder.name)
def test_what_is_read_survives(folder: Path) -> None:
    glossary = read_glossary(load_config(folder))
    for source in glossary.sources:
        assert decode_source(encode_source(source)) == source
    assert unpack_problems(unpack(pack(pack_problems(glossary.problems)))) == glossary.problems


@given(SOURCE)
def test_whatever_a_source_may_be_survives(source: Source) -> None:
    again = decode_source(encode_source(source))
    assert again == source
    assert repr(again) == repr(source)  # where True and 1 differ


@given(SOURCE)
def test_a_source_can_be_had_in_pieces(source: Source) -> None:
    data = encode_source(source)
    frame = unpack(pack(pack_frame(source)))
    assert unpack_frame(frame, source.terms, source.note) == source
    pieces = unpack_terms(data)
    assert [decode_term(each, source.path, source.language) for each in pieces] == list(source.terms)
    assert decode_note(data) == source.note


@given(SOURCE)
def test_what_was_read_is_written_again_as_it_is(source: Source) -> None:
    data = encode_source(source)
    assert encode_source(decode_source(data)) == data


@given(BODY, st.slices(3))
def test_a_body_is_the_sequence_that_it_was(body: Body, some: slice) -> None:
    stored = decode_body(encode_body(body))
    assert stored == body
    assert body == stored
    assert stored == decode_body(encode_body(body))
    assert (bool(stored), len(stored), hash(stored), list(stored)) == (
        bool(body),
        len(body),
        hash(body),
        [*body],
    )
    assert (tuple(stored[some]), stored != (*body, "more")) == (body[some], True)
    assert [stored[place] for place in range(len(body))] == list(body)


@pytest.mark.parametrize("data", [b"", b"foreign", pack((1, 2, 3))])
def test_pieces_of_foreign_bytes_are_refused(data: bytes) -> None:
    for decode in (unpack_terms, decode_note, lambda data: decode_term(data, "a.md", "en")):
        with pytest.raises(Undecodable):
            decode(data)


@given(MENTIONS, st.slices(3))
def test_mentions_are_the_sequence_that_they_were(mentions: tuple[Mention, ...], some: slice) -> None:
    stored = stored_mentions(mentions)
    assert stored == mentions
    assert mentions == stored
    assert stored == stored_mentions(mentions)
    assert (bool(stored), len(stored), hash(stored)) == (bool(mentions), len(mentions), hash(mentions))
    assert (list(stored), list(reversed(stored))) == ([*mentions], [*reversed(mentions)])
    assert (tuple(stored[some]), stored != mentions[1:]) == (mentions[some], bool(mentions))
    assert encode_mentions(stored) == encode_mentions(mentions)


@given(MENTIONS, st.sampled_from([0, 40]))
def test_what_mentions_lead_to_is_known_without_them(mentions: tuple[Mention, ...], few: int) -> None:
    stored = stored_mentions(mentions)
    assert targets_of(stored) == targets_of(mentions) == tuple(dict.fromkeys(m.target for m in mentions))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("glossgen.codec.mentions._FEW", few)
        for target in targets_of(mentions):
            assert first_of(stored, target) == first_of(mentions, target)


def test_a_place_with_many_mentions_is_taken_apart_once(monkeypatch: pytest.MonkeyPatch) -> None:
    here = Position("a.md", 1)
    made = [Mention(0, 2 * n, 2 * n + 1, "x", ("en", f"term {n}"), here) for n in range(500)]
    stored = stored_mentions((*made, *made))
    taken: list[object] = []

    def unpacked(data: bytes) -> object:
        taken.append(data)
        return unpack(data)

    monkeypatch.setattr("glossgen.codec.mentions.unpack", unpacked)
    assert [first_of(stored, mention.target) for mention in made] == made
    assert len(taken) == 1


def test_foreign_mentions_are_refused() -> None:
    with pytest.raises(Undecodable):
        list(StoredMentions(pack([(1, 2, 3)]), "a.md", (("en", "a"),)))


@given(st.lists(PROBLEM, max_size=3))
def test_problems_survive(problems: list[Problem]) -> None:
    assert unpack_problems(unpack(pack(pack_problems(problems)))) == tuple(problems)


@given(st.binary(max_size=60))
def test_foreign_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(Undecodable):
        decode_source(data)


@given(st.data())
def test_cut_bytes_are_refused(data: st.DataObject) -> None:
    whole = encode_source(Source("a.md", "a", "ja", SourceKind.HEADINGS, "A", ("x", TextRun("y", 1))))
    end = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(Undecodable):
        decode_source(whole[:end])


def test_what_repeats_is_kept_once() -> None:
    path = "long/path/to/a/file.md"
    terms = tuple(Term(f"t{n}", "ja", (), Position(path, n), ()) for n in range(100))
    assert (
        encode_source(Source(path, "a", "ja", SourceKind.HEADINGS, "A", terms=terms)).count(b"long/path") == 1
    )
