"""Fuzzing: generated files are read, linked and rendered in one process, and none may do harm.

    python tools/fuzz.py --runs 200000

Each input is a Markdown file with front matter or without. It must be read without an exception; its ids
must be names of files on every system; the links and the HTML of its texts must be found; and a
browser's parser must see nothing in that HTML which acts. With Atheris (`pip install atheris`, Linux)
inputs are made by what they reach in our code; without it they are put together at random, of what
means something to Markdown, YAML, TeX or HTML.
"""

from __future__ import annotations

import argparse
import importlib
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import nullcontext
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

atheris: Any = importlib.import_module("atheris") if find_spec("atheris") else None

with atheris.instrument_imports(include=["glossgen", "markdown_it"]) if atheris else nullcontext():
    from selectolax.lexbor import LexborHTMLParser

    from glossgen.config import Config, SourceFolder
    from glossgen.link.linker import build_lexicons, link_each, places
    from glossgen.markdown import make_parser
    from glossgen.model import Body, Formula, Glossary, Linked, Source
    from glossgen.output.file_names import reason_against
    from glossgen.render.body_html import body_html
    from glossgen.site.values import BodyLink, LinkedBody
    from glossgen.sources.file_reader import FileReader
    from glossgen.sources.files import SourceFile
    from glossgen.sources.forms.understood import Understood
    from glossgen.text.anchors import decode_anchor, encode_anchor
    from glossgen.text.slug import slugify

MARKUP = r"""
~~~ \ | * ** _ ` $ $$ [ ] ( ) [[ ]] ]( < > <!-- --> & { } ^ % # ? : ; ’ &amp; &#x .. // |-| =
\frac \begin{aligned} \char <ruby> <script> <details> <svg <math <p onclick= href= javascript: </a>
a.md# data:text/html, style= title: reading: tags:[ id: related:
光 熱 サーバー AI C++ light (光) ひかり " ' ﬁ ß İ 😀
"""
PIECES = (
    *MARKUP.split(),
    *("# ", "## ", "### ", "- ", "> ", "1. ", "    ", "\n", "\n\n", "\t", "---\n", "```\n", "![", "<a id="),
    *("  \n", "title: ", "type: note\n", "reading: ", "\x00", "\x07", "\x85", "\u2028", "\u200b", "\u202e"),
    *("\ufeff", "e\u0301", "\U0010ffff", "\ufdd0", "\ud83d"),
)
"""What means something to somebody who reads the file."""

ACTIVE = frozenset(
    ["script", "style", "iframe", "object", "embed", "form", "base", "meta", "link", "template"]
)
SCHEMES = frozenset(["", "http", "https", "mailto", "tel", "ftp"])
FOLDER = SourceFolder(Path("/nowhere"))
FILE = SourceFile(FOLDER, Path("/nowhere/a.md"), "a.md", "a.md")
CONFIG = Config(FOLDER.path, "用語集", (FOLDER,), Path("/nowhere/site"))
PARSER = make_parser()


class _NoFiles:
    def locate(self, _file: SourceFile, _address: str) -> None:
        """There is no other file."""


def try_input(data: bytes) -> None:
    """Read, link and render a file. Raises AssertionError, or whatever is wrong with us."""
    reader = FileReader(CONFIG, PARSER, _NoFiles(), lambda _: "ja", lambda _: Understood())  # type: ignore[arg-type]
    source = reader.read(FILE, data).source
    if source is None:
        return
    _names_hold(source)
    glossary = Glossary((source,))
    linked = link_each(glossary, build_lexicons(glossary), CONFIG)
    for place, found in zip(places(glossary), linked, strict=True):
        _harmless(_html(place.body, found))


def _names_hold(source: Source) -> None:
    for term in source.terms:
        assert not reason_against(f"{slugify(term.label) or 'term'}/index.html"), term.label
        heading = " | ".join(label.text for label in term.labels)
        assert decode_anchor(encode_anchor(heading)) in (heading, None), heading


def _html(body: Body, linked: Linked) -> str:
    spans = [
        BodyLink(each.text_run, each.start, each.end, "terms/x/") for each in linked.mentions if each.linked
    ]
    return body_html(
        LinkedBody(body, tuple(spans)), root="../", opening=lambda url: f'href="{url}"', formula=_formula
    )


def _formula(formula: Formula) -> str:
    return escape(formula.tex)


def _harmless(html: str) -> None:
    """Nothing acts in a text of ours, as a browser's parser reads it."""
    root = LexborHTMLParser(f"<!doctype html><body><main>{html}</main>").body
    assert root is not None
    for node in root.traverse():
        assert node.tag not in ACTIVE, html
        for name, value in node.attributes.items():
            assert not name.startswith("on"), html
            assert name not in ("style", "srcdoc", "srcset", "formaction"), html
            if name in ("href", "src"):
                scheme = re.match(r"([a-z][a-z0-9+.\-]*):", re.sub(r"[\x00-\x20]+", "", value or "").lower())
                assert not scheme or scheme[1] in SCHEMES, html


def made(chance: random.Random) -> bytes:
    """An input at random."""
    pieces = [chance.choice(PIECES) for _ in range(chance.randrange(1, 40))]
    start = chance.choice(("", "## 光 | ", "---\ntitle: ", "## 熱\n\n", "<!-- "))
    return (start + "".join(pieces)).encode("utf-8", "surrogatepass")


def random_inputs(count: int, seed: int) -> Iterator[bytes]:
    """So many of them."""
    chance = random.Random(seed)
    return (made(chance) for _ in range(count))


def _guided(work: Path, count: int, seed: int) -> None:
    """Let Atheris make the inputs. Ends the process."""
    (work / "words").write_text("".join(f'"{_escaped(piece)}"\n' for piece in PIECES), encoding="ascii")
    (work / "corpus").mkdir()
    for number, data in enumerate(random_inputs(200, seed)):
        (work / "corpus" / str(number)).write_bytes(data)
    options = [
        f"-runs={count}",
        f"-seed={seed + 1}",
        f"-dict={work / 'words'}",
        "-max_len=600",
        "-timeout=20",
    ]
    atheris.Setup([sys.argv[0], *options, "-print_final_stats=1", str(work / "corpus")], try_input)
    atheris.Fuzz()


def _escaped(piece: str) -> str:
    return "".join(f"\\x{byte:02X}" for byte in piece.encode("utf-8", "surrogatepass"))


def run() -> int:
    """Try so many inputs, and say how many there were."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=2000, help="inputs")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--random", action="store_true", help="make them at random, without Atheris")
    options = parser.parse_args()
    start = time.process_time()
    if atheris and not options.random:
        _guided(Path(tempfile.mkdtemp(prefix="glossgen-fuzz-")), options.runs, options.seed)
    count = 0
    for data in random_inputs(options.runs, options.seed):
        try:
            try_input(data)
        except Exception:
            sys.stderr.write(f"the input was {data!r}\n")
            raise
        count += 1
        if count % 10_000 == 0:
            print(f"{count:,} inputs in {time.process_time() - start:.0f} s", flush=True)
    print(f"{count:,} inputs, and none did harm")
    return 0


if __name__ == "__main__":
    sys.exit(run())
