"""The corpus of the comparison with peers: the same for the same number, and of the make that it claims."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from benchmarks.peers.__main__ import PEERS
from benchmarks.peers.corpus import ADDED_LABEL, ASIDE_EVERY, MENTIONS, MOST, Corpus
from benchmarks.peers.inputs import synchronise
from benchmarks.peers.peer import Peer, plain

from glossgen.build import load_graph
from glossgen.config import load_config

TERMS = 300
DIGEST = "31e09a85129107f57cae80c63adb6c4af555a71cdd951d581e4742fb5aaa917c"
"""Of what glossgen reads for so many terms, whatever the Python."""
BY_NAME = {peer.name: peer for peer in PEERS}


def digest(peer: Peer, corpus: Corpus) -> str:
    whole = hashlib.sha256()
    for name, text in peer.files(corpus):
        whole.update(f"{name}\0{text}\0".encode())
    return whole.hexdigest()


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_the_same_number_of_terms_gives_the_same_bytes(peer: Peer) -> None:
    assert digest(peer, Corpus(TERMS)) == digest(peer, Corpus(TERMS))


def test_bytes_do_not_depend_on_the_python_or_the_run() -> None:
    assert digest(BY_NAME["glossgen"], Corpus(TERMS)) == DIGEST


def test_counts() -> None:
    entries = list(Corpus(TERMS))
    assert len(entries) == TERMS
    assert {len(entry.mentions) for entry in entries} == {MENTIONS}
    assert sum(entry.with_formula for entry in entries) == TERMS // 5
    aside = [entry for entry in entries if any(ADDED_LABEL in plain(text) for text in entry.texts)]
    assert len(aside) == TERMS // ASIDE_EVERY


def test_labels_of_the_largest_corpus_are_all_different() -> None:
    corpus = Corpus(MOST, labelled=True)
    labels = [label for number in range(MOST) for label in corpus.labels(number)]
    assert len(labels) == len(set(labels)) == MOST * 2 + MOST * 4 // 5 + 1


def test_a_mention_names_another_term_by_one_of_its_labels() -> None:
    corpus = Corpus(TERMS)
    for entry in corpus:
        for mention in entry.mentions:
            assert mention.term != entry.number
            assert mention.surface in corpus.labels(mention.term)


@pytest.mark.parametrize(
    "change",
    [
        Corpus(TERMS, revision=1),
        Corpus(TERMS, labelled=True),
        Corpus(TERMS, entry_added=True),
        Corpus(TERMS, file_added=True),
        Corpus(TERMS, formula_added=True),
        Corpus(TERMS, described=True),
        Corpus(TERMS, more=2),
    ],
)
def test_a_change_touches_one_file(change: Corpus, tmp_path: Path) -> None:
    peer = BY_NAME["glossgen"]
    synchronise(peer, Corpus(TERMS), tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    names = synchronise(peer, change, tmp_path)
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert len(after.items() - before.items()) == 1
    synchronise(peer, Corpus(TERMS), tmp_path, names)
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before.keys()


def test_glossgen_finds_the_mentions_that_were_written(tmp_path: Path) -> None:
    synchronise(BY_NAME["glossgen"], Corpus(TERMS), tmp_path)
    graph = load_graph(load_config(tmp_path / "glossary"))
    assert not graph.problems
    assert len(graph.glossary.terms) == TERMS
    assert sum(len(linked.mentions) for linked in graph.linked) == TERMS * MENTIONS


def test_a_corpus_has_no_more_terms_than_labels() -> None:
    with pytest.raises(ValueError, match="100,001"):
        Corpus(MOST + 1)
