"""Sources as bytes: what comes back is what went in, and foreign bytes are told apart from ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossgen.codec import (
    StoredTerms,
    Undecodable,
    decode_source,
    encode_source,
    pack,
    pack_frame,
    pack_problems,
    unpack,
    unpack_frame,
    unpack_problems,
)
from glossgen.config import load_config
from glossgen.model import (
    Autolink,
    Flow,
    Form,
    Formula,
    Label,
    Mark,
    Match,
    Meta,
    Note,
    Position,
    Problem,
    Reference,
    ReferenceKind,
    Source,
    Term,
)
from glossgen.read import read_glossary

ROOT = Path(__file__).parent
GLOSSARIES = [ROOT.parent / "glossary", ROOT / "two_languages", *sorted((ROOT / "glossaries").glob("*/"))]

TEXT = st.text(st.characters(), max_size=4)  # halves of surrogate pairs among them
TEXTS = st.lists(TEXT, max_size=2).map(tuple)
NUMBER = st.integers(-(2**40), 2**40)
FLAG = st.booleans()
SPANS = st.lists(st.tuples(NUMBER, NUMBER), max_size=2).map(tuple)
FORMULA = st.builds(Formula, TEXT, FLAG)
MARK = st.builds(Mark, NUMBER, NUMBER, TEXT, NUMBER, st.none() | FORMULA, NUMBER)
REFERENCE = st.builds(Reference, st.sampled_from(ReferenceKind), NUMBER, NUMBER, TEXT, TEXT)
MARKS = st.lists(MARK, max_size=2).map(tuple)
REFERENCES = st.lists(REFERENCE, max_size=2).map(tuple)
FLOW = st.builds(Flow, TEXT, NUMBER, MARKS, SPANS, SPANS, REFERENCES, FLAG)
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
    st.sampled_from(Form),
    TEXT,
    BODY,
    TEXT,
    TERMS,
    st.none() | NOTE,
    TEXTS,
)
PROBLEM = st.builds(Problem, POSITION, TEXT, TEXT, TEXT)


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
    loaded: list[bytes] = []

    def load() -> bytes:
        loaded.append(encode_source(source))
        return loaded[-1]

    terms = StoredTerms(len(source.terms), load)
    frame = unpack(pack(pack_frame(source)))
    assert unpack_frame(frame, source.terms, source.note) == source
    assert loaded == []
    assert [*reversed(terms)] == [*reversed(source.terms)]
    assert list(terms[1:]) == list(source.terms[1:])
    assert (terms.note(), len(terms)) == (source.note, len(source.terms))
    assert len(loaded) <= 1


@pytest.mark.parametrize("data", [b"", b"foreign", pack((1, 2, 3))])
def test_pieces_of_foreign_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(Undecodable):
        StoredTerms(1, lambda: data)[0]


@given(st.lists(PROBLEM, max_size=3))
def test_problems_survive(problems: list[Problem]) -> None:
    assert unpack_problems(unpack(pack(pack_problems(problems)))) == tuple(problems)


@given(st.binary(max_size=60))
def test_foreign_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(Undecodable):
        decode_source(data)


@given(st.data())
def test_cut_bytes_are_refused(data: st.DataObject) -> None:
    whole = encode_source(Source("a.md", "a", "ja", Form.HEADINGS, "A", ("x", Flow("y", 1))))
    end = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(Undecodable):
        decode_source(whole[:end])


def test_what_repeats_is_kept_once() -> None:
    path = "long/path/to/a/file.md"
    terms = tuple(Term(f"t{n}", "ja", (), Position(path, n), ()) for n in range(100))
    assert encode_source(Source(path, "a", "ja", Form.HEADINGS, "A", terms=terms)).count(b"long/path") == 1
