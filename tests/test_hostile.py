"""Hostile input, built by the real command; `tests/hostile/README.md` says how cases are written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.long import examples

from glossgen.build import Builder, BuildOptions
from glossgen.cli.terminal import Terminal
from glossgen.config import load_config
from glossgen.model import Problem, Severity
from glossgen.problems import severity
from glossgen.problems.report import Report
from glossgen.query import Database
from glossgen.sources.joined_problems import JOINED
from glossgen.sources.queries import file_part, source_paths

FOLDER = Path(__file__).parent / "hostile"
UPDATE = bool(os.environ.get("GLOSSGEN_UPDATE"))
OTHERS = ("homonym", "case-homonym", "duplicate-id", "empty-entry")
"""What a case is told because of other cases, or because it is so short."""

SECRET = "the-content-of-a-file-outside"


@dataclass(frozen=True)
class Case:
    """One line of a file of cases. `name` is what its source file is called."""

    group: str
    number: int
    title: str
    written: str
    expected: str

    @property
    def name(self) -> str:
        return f"{self.group}/{self.number:03}.md"

    @property
    def parts(self) -> list[str]:
        """The files beside the text, and the text."""
        return self.written.split(" ; ") if self.group == "files" else [self.written]

    @property
    def text(self) -> str:
        text = unescaped(self.parts[-1])
        own = text.startswith(("---", "+++", "{\n", "##", "\n", "<!-- 記事"))
        return text if own else f"## {self.group}{self.number:03}\n\n{text}\n"


def unescaped(text: str) -> str:
    """A text with its escapes and repetitions carried out."""
    text = re.sub(r"\{(\d+)\*(.+?)\}", lambda found: int(found[1]) * found[2], text)
    pattern = r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([nt\\e\"r0]))"
    plain = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", '"': '\\"', "e": "\\e", "0": "\\0"}
    return re.sub(pattern, lambda m: plain[m[4]] if m[4] else chr(int(m[1] or m[2] or m[3], 16)), text)


def load_cases() -> Iterator[Case]:
    for file in sorted(FOLDER.glob("*.txt")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            title, rest = line.split(" . ", 1)
            written, _, expected = rest.rpartition(" . ")
            yield Case(file.stem, number, title, written, expected)


CASES = list(load_cases())


def lay_out(folder: Path) -> None:
    """Write all cases, each into a file of its own, the files of each group in one folder."""
    (folder / "outside").mkdir()
    (folder / "outside" / "secret.md").write_text(f"## {SECRET}\n\n{SECRET}\n")
    (folder / "g" / "files" / ".hidden").mkdir(parents=True)
    (folder / "g" / "files" / ".hidden" / "a.md").write_text(f"## {SECRET}\n\n{SECRET}\n")
    (folder / "g" / "glossgen.yml").write_text("title: 敵\nlanguages: [ja]\n", encoding="utf-8")
    for case in CASES:
        file = folder / "g" / case.name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(case.text.encode("utf-8", "surrogatepass"))
        for beside in case.parts[:-1]:
            name, _, content = beside.partition("=")
            _write_beside(file.parent / unescaped(name), unescaped(content), folder / "outside")


def _write_beside(file: Path, content: str, outside: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    if content.startswith("->"):
        places = {"->/etc": outside, "->/etc/passwd": outside / "secret.md"}
        file.symlink_to(places.get(content, content[2:]))
    else:
        latin = max(content, default="a") < "\u0100"
        file.write_bytes(content.encode("latin-1" if latin else "utf-8"))


@dataclass(frozen=True)
class Built:
    """The site, and what is told of each file: before problems of one cause in many files are joined."""

    site: Path
    report: Report
    pages: dict[str, str]
    problems: list[Problem]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("hostile")
    lay_out(folder)
    config = load_config(folder / "g", output=folder / "site")
    with Builder() as builder:
        report = builder.build(config, BuildOptions(jobs=1))
        joined = builder.ask(config, BuildOptions(jobs=1), _joined)
    files = sorted(file for file in (folder / "site").rglob("*.html") if file.is_file())
    pages = {file.relative_to(folder / "site").as_posix(): file.read_text("utf-8") for file in files}
    return Built(folder / "site", report, pages, [*report.problems, *joined])


def _joined(db: Database) -> list[Problem]:
    found = (problem for path in db.get(source_paths, "") for problem in file_part(db, path, "problems"))
    return [problem for problem in found if problem.code in JOINED]


# -- what is told ------------------------------------------------------------------


def told(problems: list[Problem], case: Case) -> str:
    """The codes of what is told of a case and of the files beside it."""
    paths = {case.name, *(f"files/{unescaped(part.partition('=')[0])}" for part in case.parts[:-1])}
    codes = {
        problem.code
        for problem in problems
        if problem.position.path in paths and severity(problem) is not Severity.INFO
    }
    return ", ".join(sorted(codes - set(OTHERS))) or "none"


def test_what_is_told(built: Built) -> None:
    if UPDATE:
        _keep(built.problems)
    found = {f"{case.group}: {case.title}": told(built.problems, case) for case in load_cases()}
    wanted = {f"{case.group}: {case.title}": case.expected for case in load_cases()}
    assert found == wanted


def _keep(problems: list[Problem]) -> None:
    for file in FOLDER.glob("*.txt"):
        cases = [replace(case, expected=told(problems, case)) for case in CASES if case.group == file.stem]
        lines = (f"{case.title} . {case.written} . {case.expected}\n" for case in cases)
        file.write_text("".join(lines), encoding="utf-8")


def test_there_are_many_cases_of_different_names() -> None:
    names = [f"{case.group}: {case.title}" for case in CASES]
    assert len(names) == len(set(names)) >= 250


def test_every_problem_has_a_place_and_a_code(built: Built) -> None:
    for problem in built.report.problems:
        assert problem.message
        assert problem.position.path.startswith(tuple(f"{case.group}/" for case in CASES)) or problem.position


def test_a_terminal_is_told_nothing_that_it_obeys(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal(verbose=True)
    terminal.problems(built.report.problems, built.site, built.report.known)
    for case in CASES:
        terminal.say(case.text)
    shown = "".join(capsys.readouterr())
    obeyed = re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", shown)
    assert obeyed == []


# -- what is on the pages ------------------------------------------------------------

ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        """html head body meta title link script main nav header footer article aside section div span p a
        ul ol li dl dt dd h1 h2 h3 h4 h5 h6 hr br wbr img figure figcaption blockquote pre code
        kbd samp var dfn em strong b i u s small sub sup del ins mark q cite abbr time bdi bdo
        ruby rt rp table thead tbody tfoot tr th td caption details summary svg path line rect
        circle g text use symbol defs math semantics annotation mrow mi mn mo ms mtext mspace
        mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd mstyle
        mpadded mphantom menclose merror form input button label output search select option
        template noscript datalist option
    """,
    )
)
SCHEMES = ("", "http", "https", "mailto", "tel", "ftp")
Element = tuple[str, tuple[tuple[str, str], ...]]


def by_html5lib(html: str) -> list[Element]:
    """The elements of a page in order, as html5lib reads it (an implementation in Python)."""
    walker = html5lib.getTreeWalker("etree")
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    found: list[Element] = []
    for token in walker(tree):
        if token["type"] in ("StartTag", "EmptyTag"):
            attributes = ((name, value) for (_, name), value in token["data"].items())
            found.append((token["name"].rpartition("}")[2], tuple(sorted(attributes))))
    return found


def by_lexbor(html: str) -> list[Element]:
    """The same as lexbor reads it (an implementation in C)."""
    root = LexborHTMLParser(html).root
    assert root is not None
    return [
        (node.tag or "", tuple(sorted((name, value or "") for name, value in node.attributes.items())))
        for node in root.traverse()
    ]


def written_anew(html: str) -> str:
    """A page as html5lib writes what it has read."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return html5lib.serialize(
        tree, omit_optional_tags=False, quote_attr_values="always", alphabetical_attributes=True
    )


def faults(elements: list[Element]) -> Iterator[str]:
    """What acts on a page, and was not put there by a template."""
    for tag, attributes in elements:
        values = dict(attributes)
        if tag not in ELEMENTS:
            yield f"<{tag}>"
        if tag == "script" and not (
            values.get("type") == "application/ld+json"
            or re.fullmatch(r"(/|(\.\./)*)(static|search)/[a-z-]+\.js(\?[0-9a-z=]+)?", values.get("src", ""))
        ):
            yield f"<script {values}>"
        for name, value in attributes:
            if name.startswith("on") or name in ("srcdoc", "formaction", "ping", "srcset", "background"):
                yield f"<{tag} {name}>"
            if name in ("href", "src", "action", "cite", "poster", "data"):
                bare = re.sub(r"[\x00-\x20]+", "", value)
                scheme = re.match(r"([A-Za-z][A-Za-z0-9+.\-]*):", bare)
                allowed = SCHEMES if tag == "a" else ("",)
                image = tag in ("img", "link") and re.match(
                    r"data:image/(png|gif|jpeg|webp|svg\+xml)[;,]", bare
                )
                if scheme and scheme[1].lower() not in allowed and not image:
                    yield f"<{tag} {name}={value!r}>"


def test_nothing_acts_that_is_not_of_the_templates(built: Built) -> None:
    found = {path: list(faults(by_lexbor(html))) for path, html in built.pages.items()}
    assert {path: faulty for path, faulty in found.items() if faulty} == {}


def test_every_page_has_the_frame_of_an_empty_one(built: Built) -> None:
    """As many forms, scripts, fields and policies as the page of a harmless entry of its kind."""
    counted: dict[str, set[tuple[tuple[str, int], ...]]] = {}
    for html in built.pages.values():
        kind = re.search(r'<body class="(page-\w+)"', html)
        names = [each[0] for each in by_lexbor(html)]
        counts = tuple((tag, names.count(tag)) for tag in ("form", "input", "main", "base", "title"))
        counted.setdefault(kind[1] if kind else "", set()).add(counts)
    several = {kind: found for kind, found in counted.items() if len(found) > 1}
    assert several == {}


def shown_whole(built: Built) -> dict[str, str]:
    """The pages that between them hold the whole text of every case: those of files and of notes."""
    return {path: html for path, html in built.pages.items() if "terms/" not in path and "search" not in path}


def test_two_parsers_agree_also_on_what_one_has_written(built: Built) -> None:
    for path, html in sorted(shown_whole(built).items())[:: examples(5, 1)]:
        read = by_html5lib(html)
        assert read == by_lexbor(html), path
        again = written_anew(html)
        assert list(faults(by_lexbor(again))) == [], path
        assert by_lexbor(again) == read, path


def test_no_file_comes_from_outside(built: Built) -> None:
    for file in built.site.rglob("*"):
        if file.is_file():
            assert SECRET.encode() not in file.read_bytes(), file
        assert not file.is_symlink()


def test_published_files_are_of_harmless_kinds(built: Built) -> None:
    own = {"html", "js", "css", "json", "xml", "svg", "txt", "woff2", "nojekyll"}
    for file in built.site.rglob("*"):
        path = file.relative_to(built.site).as_posix()
        if file.is_file() and path.startswith(("files/", "html/", "links/")):
            ending = file.suffix.removeprefix(".")
            assert ending not in ("js", "css", "xml", "htm", "xhtml", "svgz", "zzz"), path
            assert ending != "html" or file.name == "index.html", path
            assert ending in own | {"png", "gif", "pdf", "zip", "csv", ""}, path


def test_links_of_the_site_lead_to_files_of_it(built: Built) -> None:
    for path, html in shown_whole(built).items():
        for tag, attributes in by_lexbor(html):
            address = dict(attributes).get("href" if tag == "a" else "src", "")
            parts = urlsplit(address) if not address.startswith("#") else None
            if not parts or parts.scheme or parts.netloc or not parts.path:
                continue
            base = built.site if parts.path.startswith("/") else (built.site / path).parent
            place = base / unquote(parts.path).lstrip("/")
            assert place.resolve().is_relative_to(built.site.resolve()), (path, address)


# -- ids as writers give them ----------------------------------------------------------

OWN_GLOBALS = {"glossgenSearch", "glossgenIndex"}
"""What our scripts set before they read it, so that no id of a page can stand in its place."""

OF_THE_DOCUMENT = frozenset(
    [
        "addEventListener",
        "querySelector",
        "querySelectorAll",
        "createElement",
        "head",
        "body",
        "documentElement",
        "currentScript",
        "activeElement",
        "links",
        "getElementById",
        "fonts",
    ]
)


def test_our_scripts_read_no_named_property() -> None:
    """Ids stay as they are written, and browsers make some of them properties of `window`."""
    for script in (Path(__file__).parent.parent / "browser").rglob("*.js"):
        text = re.sub(r"(?s)/\*.*?\*/|(?m:^\s*//.*$)", "", script.read_text("utf-8"))
        assert set(re.findall(r"\bwindow\??\.(\w+)", text)) <= OWN_GLOBALS, script
        assert set(re.findall(r"\bdocument\??\.(\w+)", text)) <= OF_THE_DOCUMENT, script
        assert not re.search(r"\b(?:window|document|self|globalThis|frames)\s*\[", text), script
        # It throws at a percent sign that is no code of UTF-8, which anyone can write into an address.
        assert "decodeURI" not in text or script.name == "decoded.js", script
