"""Formulas in the names of terms and files: set where markup can stand, characters where only text can."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from glossgen.text.readable_tex import with_readable_formulas
from made import read_glossary, write
from twins import Twins, placed, tree


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("$L^2$ norm", "L² norm"),
        (r"$\epsilon$-greedy", "ε-greedy"),
        (r"$\mathbb{R}^n$", "ℝⁿ"),
        (r"$\mathcal{N}(\mu, \sigma^2)$", "𝒩(μ, σ²)"),
        (r"$f: A \to B$", "f: A → B"),
        (r"$O(n \log n)$", "O(n log n)"),
        (r"$x_{ij}^T$", "xᵢⱼᵀ"),
        (r"$\hat{y}$", "ŷ"),
        (r"$\text{F}_1$ score", "F₁ score"),
        (r"$\frac{a}{b}$", "a/b"),
        ("$|x|$", "|x|"),
        ("from $5 to $10", "from $5 to $10"),
        ("A$AP", "A$AP"),
    ],
)
def test_a_formula_as_characters(written: str, shown: str) -> None:
    assert with_readable_formulas(written) == shown


FORMS = {
    "words.md": "# The $L^p$ spaces\n\n## $L^2$ norm | $\\ell_2$\n\nIt is.\n",
    "l2.md": '---\ntitle: "$L^2$ norm"\nalt: ["$\\\\ell_2$"]\ntype: term\n---\n\nIt is.\n',
    "glossary.csv": "term,synonyms,definition\n$L^2$ norm,$\\ell_2$,It is.\nSpace,,x\nRing,,y\n",
}


@pytest.mark.parametrize("name", FORMS)
def test_a_name_is_the_same_in_every_form(name: str, tmp_path: Path) -> None:
    glossary = read_glossary(write(tmp_path, {name: FORMS[name]}))
    term = glossary.terms[0]
    assert [label.text for label in term.labels] == ["L² norm", "ℓ₂"]
    assert term.id == "l-2-norm"  # the address does not change with what is shown


SITE = {
    "glossgen.yml": "title: T\nsources: [.]\nbase_url: https://example.org/\n",
    "words.md": """\
# The $L^p$ spaces

## $L^2$ norm | $\\ell_2$

It is. See [[$\\eta$]].

## $\\eta$, rate
<!-- alt: $\\eta$ -->

It has the [[$L^2$ norm]].

## Space & time

It has both.
""",
    "others.md": "# Others\n\n## Alpha\n\nIt has the [[L² norm]].\n\n## Beta\n\nIt is.\n\n## Gamma\n\nIs.\n",
    "note.md": "---\ntitle: About $k$-means\ntype: note\n---\n\nIt is.\n",
}
_NOT_SHOWN = re.compile(r"<math\b.*?</math>|<head>.*?</head>", re.DOTALL)
_NORM = re.compile(
    r'<span class="katex-html"[^>]*>.*?<span class="mathnormal">L</span>.*?>2<.*?norm', re.DOTALL
)


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    twins = Twins(
        placed(tmp_path_factory.mktemp("names") / "glossary", SITE), tmp_path_factory.mktemp("sites")
    )
    yield twins
    twins.builder.close()


def _page(twins: Twins, name: str) -> str:
    return (twins.folder / "disk" / name / "index.html").read_text("utf-8")


PLACES = {
    "the headword": ("terms/l-2-norm", r"<h1><dfn>.*?</h1>"),
    "a list of a category": ("words", r'<nav class="side.*?</nav>'),
    "the entry of a category": ("words", r"<h2><a .*?</h2>"),
    "the index": ("index", r"<main.*?</main>"),
    "a card of the home page": ("", r"<main.*?</main>"),
    "a backlink": ("terms/eta-rate", r'<section class="used">.*?</section>'),
    "a link in a text": ("terms/eta-rate", r'<a class="term".*?</a>'),
    "the next term": ("terms/eta-rate", r'<nav class="turn".*?</nav>'),
    "the list of a field": ("terms/space-and-time", r'<nav class="field".*?</nav>'),
    "flash cards": ("words/cards", r'<ol class="deck">.*?</ol>'),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_formula_of_a_name_is_set(twins: Twins, place: str) -> None:
    address, part = PLACES[place]
    page = _page(twins, address)
    found = re.search(part, page, re.DOTALL)
    assert found
    assert _NORM.search(found[0])
    assert "static/katex/katex.min.css" in page
    assert "style-src-attr" in page
    assert "$" not in _NOT_SHOWN.sub("", page)


@pytest.mark.parametrize(
    ("address", "heading"), [("words", "<h1>The <span class"), ("note", "<h1>About <span class")]
)
def test_the_titles_of_files_have_theirs(twins: Twins, address: str, heading: str) -> None:
    assert heading in _page(twins, address)


def test_text_has_characters_for_it(twins: Twins) -> None:
    site = twins.folder / "disk"
    page = _page(twins, "terms/l-2-norm")
    assert "<title>L² norm" in page
    assert '"name":"L² norm"' in page.replace(": ", ":")
    assert "<title>The Lᵖ spaces" in _page(twins, "words")
    names = [term["labels"][0]["text"] for term in json.loads((site / "terms.json").read_bytes())["terms"]]
    assert names == ["Alpha", "Beta", "Gamma", "L² norm", "Space & time", "η"]
    found = b"".join(path.read_bytes() for path in (site / "search").rglob("*") if path.is_file())
    assert "L² norm".encode() in found
    assert b"L^2" not in found


def test_a_changed_formula_reaches_every_page_that_shows_it(twins: Twins) -> None:
    words = twins.root / "words.md"
    before, unlike = tree(twins.folder / "disk"), 0
    words.write_text(words.read_text().replace("## $L^2$ norm", "## $L^{2}$ norm"))  # the same characters
    twins.build()
    after = tree(twins.folder / "disk")
    unlike = sum(before[name] != after[name] for name in before if name.endswith(".html"))
    assert before.keys() == after.keys()
    assert unlike > 5
    words.write_text(words.read_text().replace("## $L^{2}$ norm", "## $L^{3$ norm"))
    report = twins.build()
    assert [each.position.line for each in report.problems if each.code == "math"] == [3]
    assert "math-error" in _page(twins, "index")
    words.write_text(SITE["words.md"])
    assert tree(twins.folder / "disk") != before
    twins.build()
    assert tree(twins.folder / "disk") == before
