"""Small glossaries made by Hypothesis, and helpers to write, read and build them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from glossgen.build import BuildOptions, load
from glossgen.build.engine import update_database
from glossgen.config import Config, SourceFolder
from glossgen.graph import TermGraph
from glossgen.model import Glossary
from glossgen.query import REGISTRY, Database, Store
from glossgen.site import Site, page_of, pages
from glossgen.site.values import Page
from glossgen.text.anchors import encode_anchor

LETTERS = "重層学習率化数深語京都重重アイウコードルサーバーおもみかAIabcRNTsxyz"
labels = st.one_of(
    st.text(LETTERS, min_size=1, max_size=5),
    st.sampled_from(
        ["学習", "学習率", "深層学習", "機械学習", "サーバ", "サーバー", "AI", "ai", "RNN", "RNN-T", "C++"]
    ),
    st.sampled_from(
        ["Deep Learning", "deep learning", "model", "models", "GPT-3", "正規化", "Normalization"]
    ),
)
prose = st.sampled_from(
    [
        "は",
        "と",
        "の値を",
        "、",
        "。",
        " ",
        "\n",
        "である。",
        "(",
        ")",
        "「",
        "」",
        " is ",
        ", ",
        "する",
        "1",
        "**",
        "`x`",
    ]
)


@dataclass(frozen=True)
class Entry:
    """One entry: its labels, and its text as pieces. A number stands for a mention of that entry."""

    labels: tuple[str, ...]
    text: tuple[str | int, ...]


Files = Mapping[str, tuple[Entry, ...]]


def entries(
    pieces: st.SearchStrategy[str], names: st.SearchStrategy[str] = labels
) -> st.SearchStrategy[Entry]:
    """Entries whose text is made of prose, names and mentions."""
    text = st.lists(st.one_of(pieces, names, st.integers(0, 30)), max_size=10)
    own = st.lists(names, min_size=1, max_size=3, unique=True)
    return st.builds(lambda a, b: Entry(tuple(a), tuple(b)), own, text)


@st.composite
def glossaries(draw: st.DrawFn, *, unique: bool = False, pieces: st.SearchStrategy[str] = prose) -> Files:
    """One to three files of entries. With `unique`, no two entries share a label in any case."""
    paths = draw(
        st.lists(st.sampled_from(["a.md", "ai/b.md", "ai/c.md"]), min_size=1, max_size=3, unique=True)
    )
    seen: set[str] = set()
    files: dict[str, tuple[Entry, ...]] = {}
    for path in sorted(paths):
        kept = []
        for entry in draw(st.lists(entries(pieces), min_size=1, max_size=4)):
            own = tuple(label for label in entry.labels if not unique or label.casefold() not in seen)
            seen.update(label.casefold() for label in own)
            if own:
                kept.append(Entry(own, entry.text))
        files[path] = tuple(kept)
    return files


def source_form(files: Files) -> dict[str, str]:
    """The files as a writer writes them."""
    everything = [entry for path in files for entry in files[path]]

    def piece(part: str | int) -> str:
        return everything[part % len(everything)].labels[0] if isinstance(part, int) else part

    return {path: "\n".join(_entry(each, map(piece, each.text)) for each in files[path]) for path in files}


def linked_form(files: Files, *, moved: bool = False) -> dict[str, str]:
    """The files as the reference linker writes them: an anchor in each heading, mentions as links."""
    everything = [(path, entry) for path in files for entry in files[path]]

    def piece(part: str | int) -> str:
        if not isinstance(part, int):
            return part
        path, entry = everything[part % len(everything)]
        anchor = encode_anchor(" | ".join(entry.labels))
        where = "old/place.md" if moved else path
        return f'<a href="https://example.org/blob/main/{where}#{anchor}">{entry.labels[0]}</a>'

    made = {}
    for path in files:
        address = f"<!-- 記事URL:https://example.org/blob/main/{path}# -->\n\n"
        made[path] = address + "\n".join(_entry(each, map(piece, each.text), True) for each in files[path])
    return made


def _entry(entry: Entry, text: object, anchored: bool = False) -> str:
    heading = " | ".join(entry.labels)
    anchor = f'<a id="{encode_anchor(heading)}"></a>' if anchored else ""
    body = "".join(text)  # type: ignore[call-overload]
    return f"## {heading}{anchor}\n\n文 {body}\n"


def write(folder: Path, files: Mapping[str, str]) -> Config:
    """Write files into a new folder and return the configuration of a site of them."""
    source = folder / "glossary"
    for path, text in files.items():
        file = source / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
    source.mkdir(parents=True, exist_ok=True)
    return Config(source, "用語集", (SourceFolder(source),), folder / "site")


def places_of_use(glossary: Glossary) -> int:
    """How many texts there are that may mention a term."""
    return len(glossary.terms) + len(glossary.notes) + sum(bool(source.intro) for source in glossary.sources)


def open_memory(config: Config) -> Database:
    """The database of a glossary, with nothing in it and kept nowhere; what is asked of it is made."""
    return Database(REGISTRY, config, Store(None, "tests"))


def brought_up(config: Config) -> Database:
    """The database of a glossary in memory, read and linked."""
    db = open_memory(config)
    update_database(db, BuildOptions())
    return db


def read_glossary(config: Config) -> Glossary:
    """A glossary with its texts and published ids, without a store on the disk."""
    return load.glossary_of(open_memory(config))


def graph_of(config: Config) -> TermGraph:
    """The term graph of a glossary, without a store on the disk."""
    return load.graph_of(open_memory(config))


def page_values(db: Database, *kinds: str) -> tuple[Page, ...]:
    """The value of every page of a site, or of every page of some kinds."""
    site = Site(db)
    specs = db.peek(pages, "").specs
    return tuple(page_of(site, spec) for spec in specs if not kinds or spec.kind in kinds)
