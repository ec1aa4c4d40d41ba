"""What is understood is shown, its configuration says the same, and many problems are a summary."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossgen.cli import main
from glossgen.config import load_config
from made import read_glossary, write
from test_forms import FORMS, HUGO

TREES = {
    "articles": HUGO,
    "forms": {f"{name.replace(' ', '-')}/glossary.md": text for name, text in FORMS.items()},
    "data": {"_data/words.csv": "term,definition\na1,x\nb1,y\nc1,z\n", "index.md": "# Home\n\nText.\n"},
    "guides": {"docs/glossary.md": FORMS["headings"], "docs/use.md": "# Use\n\n## Begin\n\nNow.\n"},
}


@pytest.mark.parametrize("name", TREES)
def test_the_configuration_that_is_shown_says_the_same(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path, TREES[name]).root
    before = read_glossary(load_config(root))
    assert main(["inspect", "--config", str(root)]) == 0
    (root / "glossgen.yml").write_text(capsys.readouterr().out, encoding="utf-8")
    after = read_glossary(load_config(root))
    # A folder that is a source of its own has shorter addresses, so only what is read is compared.
    assert {(term.position, term.labels, term.language) for term in after.terms} == {
        (term.position, term.labels, term.language) for term in before.terms
    }
    assert {(source.path, source.form) for source in after.sources} == {
        (source.path, source.form) for source in before.sources
    }


def test_what_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    of_repository = {"README.md": "# Read me\n\nThis repository.\n", "AGENTS.md": "## Commands\n\nRun it.\n"}
    root = write(tmp_path, {**HUGO, **of_repository}).root
    assert main(["inspect", str(root)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "en  [en]  articles in 3 files, 3 terms: Pod, Scaling, Service" in lines
    assert "en/style-guide  [en]  notes in 1 file" in lines
    assert "5 terms in 2 languages, 4 with a translation" in lines
    assert "Not read, as it is about the repository: AGENTS.md, README.md" in lines
    template = "Not read, as it is a template, or a page of the site's own: en/_TEMPLATE.md, en/search.md"
    assert template in lines


def test_data_that_is_called_a_glossary_and_is_none_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"a.md": "## Axle\n\nx\n", "glossary.json": '{"version": 1}', "package.json": "{}"}
    assert main(["inspect", str(write(tmp_path, files).root)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "Not read, as its names are not those of a glossary: glossary.json" in lines


def test_a_build_without_a_configuration_says_what_it_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path, {**HUGO, "README.md": "# Read me\n\nThis repository.\n"}).root
    main(["build", str(root), "-o", str(tmp_path / "site"), "--jobs", "1"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "Read: articles in 5 files, home page in 1 file, notes in 1 file",
        "Terms: en 3, pt-br 2; 4 have a translation",
        "Not read: 3 files (“glossgen inspect” says which and why)",
    ]


MANY = {
    "a.md": "## Weight\n\n"
    + "".join(f"[x](/service/{number % 7}/{number}/)\n\n" for number in range(60))
    + "![](n.png)\n"
}


def test_many_problems_are_a_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write(tmp_path, MANY).root
    assert main(["check", str(root)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "error[broken-link]: a link to a file that does not exist: 60"
    assert said[1].startswith("  most often: “/service/0/…” 9 times, ")
    assert sum("error[broken-link]: there is no file" in line for line in said) == 3
    assert "  … and 57 more: --all, or --select broken-link --all" in said
    assert sum("error[missing-image]: there is no image" in line for line in said) == 1
    assert said[-1] == "61 errors"


def test_one_dead_address_in_many_places_is_one_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {f"{name}.md": f"## Term {name}\n\nIt is [x](/gone/), $5 [y](/no{name}/).\n" for name in "abcdef"}
    root = str(write(tmp_path, files).root)
    assert main(["check", root]) == 1
    said = capsys.readouterr().err.splitlines()
    assert sum("there is no file “/gone/”" in line for line in said) == 1
    same = next(line for line in said if "the same in" in line)
    assert same.strip().startswith("the same in 5 more places: ")
    assert same.endswith(" and 2 more (--all shows each)")
    assert [name in same for name in ("b.md:3", "c.md:3", "d.md:3", "e.md:3")] == [True, True, True, False]
    assert sum("there is no file" in line for line in said) == 7
    assert said[-1] == "7 errors in 12 places"
    assert main(["check", root, "--all"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "12 errors"
    assert main(["check", root, "--statistics"]) == 1
    assert capsys.readouterr().err.splitlines()[0].endswith(" (in 12 places)")


def test_which_problems_are_shown_and_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(write(tmp_path, MANY).root)
    assert main(["check", root, "--all"]) == 1
    assert capsys.readouterr().err.count("error[broken-link]") == 60
    assert main(["check", root, "--select", "missing-image"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "1 error"
    assert main(["check", root, "--ignore", "missing-image,broken-link"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["check", root, "--statistics"]) == 1
    assert capsys.readouterr().err.splitlines()[0].split()[:2] == ["60", "error[broken-link]"]
    assert main(["check", root, "--select", "no-such-code"]) == 2


def test_a_folder_of_images_that_is_missing_is_one_problem(tmp_path: Path) -> None:
    text = "## Weight\n\n" + "".join(f"![](/images/{number}.png)\n\n" for number in range(6))
    config = write(tmp_path, {"a.md": text, "b.md": text.replace("Weight", "Layer")})
    assert [problem.message[:49] for problem in read_glossary(config).problems] == [
        "12 images are missing, all of the folder “/images"
    ]
