"""`glossary/` as a graph: it has no problem, and every term is mentioned by another one."""

from __future__ import annotations

import pytest

from conftest import ROOT
from glossgen.build.load import graph_of
from glossgen.build.roots import problems
from glossgen.config import load_config
from glossgen.graph import TermGraph
from glossgen.query import Database
from made import open_memory


@pytest.fixture(scope="module")
def db() -> Database:
    return open_memory(load_config(ROOT / "glossary"))


@pytest.fixture(scope="module")
def graph(db: Database) -> TermGraph:
    return graph_of(db)


def test_it_has_no_problem(db: Database) -> None:
    assert db.peek(problems, "") == ()


def test_every_term_is_mentioned_in_another_text(graph: TermGraph) -> None:
    assert [key for key in graph.terms if graph.count_users(key) == 0] == []


def test_every_link_leads_to_a_term_of_its_own_language(graph: TermGraph) -> None:
    """A reader of one language is not sent to the other one by a mention."""
    mentions = [(place, mention.target) for place in graph.places for mention in graph.mentions(place)]
    assert len(mentions) > 5_000
    assert [(place, target) for place, target in mentions if place[0] != target[0]] == []
