"""No query asks the system for anything but through an input (see audited_build.py for how it is watched)."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from law_folders import FIXED, Files

ROOT = Path(__file__).parent
COPIED = ("homonyms", "languages")

OWN: Files = {
    **FIXED,
    "templates/term.html": '{% extends "builtin/term.html" %}\n',
    "static/katex/own.css": "a { color: red }\n",
    "static/favicon.svg": "<svg/>\n",
    "locale/en.po": 'msgid "Index"\nmsgstr "A to Z"\n',
}
"""A glossary with all that one can bring: pictures, formulas, readings, and files of its own."""

EDITS: list[Files] = [
    {"en/light.md": str(FIXED["en/light.md"]).replace("energy", "heat and $\\half$")},
    {"en/dusk.md": "## dusk\n\nNo light. ![A lamp](lamp.png)\n", "readings.yml": "光: こう\n"},
    {
        "templates/term.html": '{% extends "builtin/term.html" %}{# other #}\n',
        "static/favicon.svg": "<svg> </svg>\n",
    },
]


def put(folder: Path, files: Files) -> None:
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def commit(folder: Path) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "All"]):
        subprocess.run(["git", *who, *command], cwd=folder, check=True)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    """What the queries of each glossary asked, in one process for all."""
    work = tmp_path_factory.mktemp("purity")
    for name in COPIED:
        shutil.copytree(ROOT / "glossaries" / name, work / "all" / name / "glossary")
    put(work / "all" / "own" / "glossary", OWN)
    commit(work / "all" / "own" / "glossary")
    for number, files in enumerate(EDITS):
        put(work / "all" / "own" / "edits" / str(number), files)
    command = [sys.executable, str(ROOT / "audited_build.py"), str(work / "all")]
    done = subprocess.run(command, capture_output=True, check=True)
    answer: dict[str, list[dict[str, str]]] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("name", [*COPIED, "own"])
def test_queries_ask_inputs_alone(asked: dict[str, list[dict[str, str]]], name: str) -> None:
    assert asked[name] == []


# -- the watch itself --------------------------------------------------------------

QUESTIONS = {
    "a file": "open(ROOT + '/a.md').close()",
    "a list": "os.listdir(ROOT)",
    "a walk": "list(os.walk(ROOT))",
    "a look": "Path(ROOT, 'a.md').exists()",
    "a status": "os.stat(ROOT + '/a.md')",
    "the clock": "time.time()",
    "a day": "datetime.date.today()",
    "the environment": "os.environ.get('LANG')",
    "another variable": "'LANG' in os.environ",
    "another program": "subprocess.run(['true'])",
    "chance": "os.urandom(1)",
}

PROGRAM = """
import datetime, os, subprocess, sys, time
from pathlib import Path
from audited_build import Watch
from glossgen.query import Database, Registry, Store

ROOT, *QUESTIONS = sys.argv[1:]
registry = Registry()
answer = registry.input("answer", lambda _, question: str(eval(question)))

@registry.query
def pure(db, question):
    return db.input(answer, question)

@registry.query
def impure(db, question):
    db.input(answer, question)
    return str(eval(question))

watch = Watch(("/nowhere",))
watch.begin()
db = Database(registry, None, Store(None, "tests"))
for question in QUESTIONS:
    watch.found = {}
    db.peek(pure, question)
    first = len(watch.found)
    db.peek(impure, question)
    print(first, *{each.query for each in watch.found}, question)
"""


def test_a_query_that_asks_is_found_and_an_input_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    command = [sys.executable, "-c", PROGRAM, str(tmp_path), *QUESTIONS.values()]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines() == [f"0 impure {question}" for question in QUESTIONS.values()]
