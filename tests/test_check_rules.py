"""What can be said of a glossary as a whole: a test for each rule."""

from __future__ import annotations

from glossgen.graph.checks import (
    case_homonyms,
    duplicate_labels,
    languages_without_rules,
    no_terms,
    unsafe_labels,
)
from glossgen.link import build_lexicons
from glossgen.model import Autolink, Glossary, Label, Meta, Position, Source, SourceKind, Term


def term(
    label: str, place: str = "a.md:1", *others: str, language: str = "ja", meta: Meta | None = None
) -> Term:
    path, line = place.split(":")
    labels = tuple(Label(text, language) for text in (label, *others))
    return Term(f"{label}-{place}", language, labels, Position(path, int(line)), (), meta=meta or Meta())


def told(problems: object) -> list[tuple[str, str]]:
    return [(f"{p.position.path}:{p.position.line}", p.code) for p in problems]  # type: ignore[attr-defined]


def test_the_same_label_twice_in_one_file_is_an_error_at_the_second() -> None:
    terms = [term("重み"), term("荷重", "a.md:5", "重み"), term("重み", "a.md:9")]
    assert told(duplicate_labels(terms)) == [("a.md:5", "duplicate-label"), ("a.md:9", "duplicate-label")]


def test_width_makes_no_difference() -> None:
    assert told(duplicate_labels([term("ＡＩ"), term("AI", "a.md:3")])) == [("a.md:3", "duplicate-label")]


def test_the_same_label_in_two_files_is_a_warning_at_the_later_one() -> None:
    terms = [term("重み", "b.md:1"), term("重み", "a.md:7")]
    assert told(duplicate_labels(terms)) == [("b.md:1", "homonym")]
    assert told(duplicate_labels(reversed(terms))) == [("b.md:1", "homonym")]


def test_labels_of_one_term_and_of_two_languages_do_not_clash() -> None:
    terms = [term("AI", "a.md:1", "ＡＩ"), term("AI", "b.md:1", language="en")]
    assert told(duplicate_labels(terms)) == []
    assert told(case_homonyms(terms)) == []


def test_case_alone_is_a_warning() -> None:
    assert told(case_homonyms([term("RAG"), term("rag", "b.md:2")])) == [("b.md:2", "case-homonym")]
    assert told(case_homonyms([term("RAG", "a.md:1", "rag")])) == []
    assert told(case_homonyms([term("RAG"), term("RAG", "b.md:2")])) == []


def test_no_terms() -> None:
    assert told(no_terms(Glossary())) == [(".:0", "no-terms")]
    source = Source("a.md", "a", "ja", SourceKind.NOTE, "a")
    assert told(no_terms(Glossary((source,)))) == [("a.md:1", "no-terms")]


def test_a_language_without_rules_is_told_once() -> None:
    terms = tuple(
        term(str(n), "a.md:1", language=tag) for tag in ("ja", "en-GB", "pt-br", "vi") for n in (1, 2)
    )
    source = Source("a.md", "a", "vi", SourceKind.HEADINGS, "a", terms=terms)
    assert told(languages_without_rules(Glossary((source,)))) == [("a.md:1", "language-rules")]


def test_short_labels_are_told_unless_the_writer_decided() -> None:
    def unsafe(autolink: Autolink) -> list[tuple[str, str]]:
        own = term("あ", meta=Meta(autolink=autolink))
        glossary = Glossary((Source("a.md", "a", "ja", SourceKind.HEADINGS, "a", terms=(own,)),))
        lexicons = build_lexicons(glossary)
        return told(unsafe_labels(glossary.terms, {name: each.unsafe for name, each in lexicons.items()}))

    assert unsafe(Autolink.DEFAULT) == [("a.md:1", "unsafe-label")]
    assert unsafe(Autolink.ALWAYS) == unsafe(Autolink.NEVER) == []
