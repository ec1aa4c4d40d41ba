"""A build after an edit writes what a build from nothing would have written, byte for byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from glossgen.build import build
from glossgen.cli import main
from glossgen.config import load_config

SETTINGS = "title: Words\nlanguages: [en]\nsources: [{path: ., language: en}]\n"
VOTING = "It is a bank. Here alphaword and {0} stand, then betaword, and [[bank-b|that]] and [[bank-a|this]]."
BY_HAND = "It is a [[bank-{0}|bank]]. Here are [[bank-a|this]] and [[bank-b|that]]."
IGNORED = "It is what {0}. Here are alphaword and betaword."
BANKS = {
    "a.md": "# Alpha\n\n## alphaword\n\nA first thing.\n\n## bank {#bank-a}\n\nA place in a.\n",
    "b.md": "# Beta\n\n## betaword\n\nA second thing.\n\n## bank {#bank-b}\n\nA place in b.\n",
}
MEANINGS = {
    "the votes of its section": (VOTING, "alphaword", "betaword"),
    "a link by hand": (BY_HAND, "a", "b"),
    "a mark that nothing is meant": (IGNORED, "betaword is", "[[!betaword]] is"),
}
"""A definition with a gap, and two words for the gap: what the first sentence means depends on them."""


def write(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def built(folder: Path) -> dict[str, bytes]:
    """The files of the site after a build that may begin where the last one ended."""
    site = folder / "site"
    assert main(["build", "-q", str(folder), "-o", str(site)]) in (0, 1)
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def built_from_nothing(folder: Path, copy: Path) -> dict[str, bytes]:
    """The files of the site when nothing is known of an earlier build."""
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".glossgen", "site"))
    return built(copy)


@pytest.mark.parametrize(("text", "old", "new"), MEANINGS.values(), ids=MEANINGS)
def test_a_first_sentence_that_means_other_terms(tmp_path: Path, text: str, old: str, new: str) -> None:
    """The same text links to the same terms, but what its first sentence means is another term."""
    folder = tmp_path / "words"

    def defined(word: str) -> dict[str, str]:
        return {"c.md": f"# Gamma\n\n## gammaword\n\n{text.format(word)}\n"}

    write(folder, {"glossgen.yml": SETTINGS, **BANKS, **defined(old)})
    before = built(folder)
    write(folder, defined(new))
    after = built(folder)
    assert after == built_from_nothing(folder, tmp_path / "copy")
    assert after != before


def test_an_image_that_is_removed_is_a_problem(tmp_path: Path) -> None:
    """The database asks about every file that it has read; one that is gone is no bug of ours."""
    (tmp_path / "a.md").write_text("## light\n\n![A wave](wave.svg) Text.\n", encoding="utf-8")
    image = tmp_path / "wave.svg"
    image.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    assert build(load_config(tmp_path, output=tmp_path / "site")).problems == ()
    image.unlink()
    report = build(load_config(tmp_path, output=tmp_path / "site"))
    assert [problem.code for problem in report.problems] == ["missing-image"]
    assert not list((tmp_path / "site").rglob("wave.svg"))
