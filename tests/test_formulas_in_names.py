"""Formulas in the names of terms and files: characters wherever a name stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from glossgen.build import build
from glossgen.text.readable_tex import with_readable_formulas
from made import read_glossary, write


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


def test_no_page_and_no_index_shows_tex_in_a_name(tmp_path: Path) -> None:
    text = FORMS["words.md"] + "\n## Space\n\nIt has the [[L² norm]], that is $L^2$.\n"
    config = write(tmp_path, {"words.md": text, "glossgen.yml": "title: T\nsources: [.]\n"})
    build(config)
    site = config.output
    page = (site / "terms" / "l-2-norm" / "index.html").read_text()
    assert "<title>L² norm" in page
    assert '"name":"L² norm"' in page.replace(": ", ":")
    assert "The Lᵖ spaces" in (site / "words" / "index.html").read_text()
    assert "L² norm" in (site / "index" / "index.html").read_text()
    names = [term["labels"][0]["text"] for term in json.loads((site / "terms.json").read_bytes())["terms"]]
    assert names == ["L² norm", "Space"]
