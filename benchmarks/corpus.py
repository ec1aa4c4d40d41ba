"""A glossary of any size, made from real documents: the same for the same size, wherever it is made.

    python benchmarks/corpus.py FOLDER --terms 1000
    python benchmarks/corpus.py FOLDER --articles 3000

The documents are repeated, and in every copy each label gets a mark of its own
(重みQ12, Weight Q12), in headings and in running text alike. So terms stay
distinct, and a text mentions as many terms in a large glossary as in a small
one: work that grows faster than the number of terms is the program's own.
Formulas get the mark too, or all copies would share one set in the cache.

With `--articles` it is made of long articles with links made by hand instead (`peers/articles.py`).
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from peers.articles import write_articles

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
GLOSSARY = ROOT / "glossary"
SEED_NAMES = {"001": "deep-learning.md", "004": "training.md", "003": "article.md", "002": "note.md"}
"""The seeds in use. 000 is an earlier state of 001, and would only define its terms twice."""

_HEADING = re.compile(r"^##[ \t]+(.+)$", re.MULTILINE)
_FORMULA = re.compile(r"\$\$(?P<display>[^$]+?)\$\$|\$(?P<inline>[^$\s](?:[^$\n]*[^$\s])?)\$")
_ANCHOR = re.compile(r"<a\b[^>]*>|</a>")
_COMMENT = re.compile(r"<!--\s*記事.*?-->\n?")
_NAMED = re.compile(r"^(\s*(?:<!--\s*)?(?:id|translationKey|url):\s*)(.+?)(/?[\"']?)$", re.MULTILINE)
_TITLE = re.compile(r"^(?:title|e-title):\s*(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Document:
    """One source file: its name, its text in source form, and how many terms it defines."""

    name: str
    text: str

    @property
    def is_article(self) -> bool:
        """Whether front matter makes one term of the whole file."""
        return self.text.startswith("---") and "translationKey:" in self.text

    @property
    def is_note(self) -> bool:
        """Whether it defines no term."""
        return "type: note" in self.text[:500]

    @property
    def terms(self) -> int:
        """How many terms it defines."""
        return 0 if self.is_note else 1 if self.is_article else len(_HEADING.findall(self.text))

    def cut(self, terms: int) -> Document:
        """Its first `terms` terms."""
        if self.terms <= terms or self.is_article:
            return self
        starts = [match.start() for match in _HEADING.finditer(self.text)]
        return Document(self.name, self.text[: starts[terms]])


def documents(seeds: Path = SEEDS, glossary: Path = GLOSSARY) -> tuple[str, list[Document]]:
    """Where the documents come from, in words, and the documents themselves."""
    if seeds.is_dir():
        pairs = [(next(seeds.glob(f"{number}_*.txt")), name) for number, name in SEED_NAMES.items()]
        return "the seeds", [_document(path, name) for path, name in pairs]
    paths = [path for path in sorted(glossary.rglob("*.md")) if path.name != "index.md"]
    words = "glossary/, since there are no seeds beside the checkout"
    return words, [_document(path, path.relative_to(glossary).as_posix()) for path in paths]


def _document(path: Path, name: str) -> Document:
    text = path.read_text(encoding="utf-8")
    return Document(name, _COMMENT.sub("", _ANCHOR.sub("", text)))


def labels(found: list[Document]) -> list[str]:
    """Every label, the longest first."""
    seen: set[str] = set()
    for document in found:
        if document.is_article:
            seen.update(_TITLE.findall(document.text))
        elif not document.is_note:
            seen.update(part.strip() for line in _HEADING.findall(document.text) for part in line.split("|"))
    return sorted(seen - {""}, key=lambda label: (-len(label), label))


def label_pattern(found: list[Document]) -> re.Pattern[str]:
    """Finds the labels in a text, Latin ones as whole words."""

    def guarded(label: str) -> str:
        before = r"(?<![A-Za-z0-9])" if label[0].isascii() else ""
        after = r"(?![A-Za-z0-9])" if label[-1].isascii() else ""
        return before + re.escape(label) + after

    return re.compile("|".join(map(guarded, labels(found))))


def marked(document: Document, pattern: re.Pattern[str], copy: int) -> Document:
    """The document of one copy: labels, formulas and addresses with its mark."""
    mark = f"Q{copy}"

    def label(match: re.Match[str]) -> str:
        return match[0] + (f" {mark}" if match[0][-1].isascii() else mark)

    def formula(match: re.Match[str]) -> str:
        if match["display"]:
            return f"$${match['display'].rstrip()} + {copy}\n$$" if "\n" in match[0] else match[0]
        return f"${match['inline']} + {copy}$"

    text = _FORMULA.sub(formula, pattern.sub(label, document.text))
    text = _NAMED.sub(lambda match: f"{match[1]}{match[2]}-{mark}{match[3]}", text)
    return Document(f"topic-{copy:04}/{document.name}", text)


def copies(found: list[Document], terms: int) -> Iterator[Document]:
    """Copy after copy, until there are exactly so many terms."""
    pattern = label_pattern(found)
    left, copy = terms, 0
    while left > 0:
        for document in found:
            made = marked(document.cut(left), pattern, copy)
            left -= made.terms
            yield made
            if left <= 0:
                return
        copy += 1


def write_corpus(folder: Path, terms: int) -> str:
    """Write a glossary of so many terms into an empty folder: where its texts come from, in words."""
    source, found = documents()
    for document in copies(found, terms):
        path = folder / document.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document.text, encoding="utf-8", newline="\n")
    (folder / "glossgen.yml").write_text("title: benchmark\nlanguages: [ja]\n", encoding="utf-8")
    return source


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Write a glossary of a given size.")
    parser.add_argument("folder", type=Path)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--terms", type=int, default=1000)
    size.add_argument("--articles", type=int, help="long articles with 20 links, three of them dead")
    options = parser.parse_args()
    if options.articles:
        write_articles(options.folder, options.articles)
        print(f"{options.articles} articles")
        return
    print(f"{options.terms} terms from {write_corpus(options.folder, options.terms)}")


if __name__ == "__main__":
    main()
