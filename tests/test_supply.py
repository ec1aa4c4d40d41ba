"""What CI and `./run` install and run is named to the byte, and has no more rights than it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

TOP = Path(__file__).parent.parent
LOCKS = sorted(TOP.glob("requirements*.txt"))
WORKFLOWS = [
    *sorted((TOP / ".github/workflows").glob("*.yml")),
    *sorted((TOP / "src").rglob("workflows/*.yml")),
]
TEXTS = [*WORKFLOWS, TOP / "docs/large.md"]
RIGHTS = {"contents": "read", "pages": "read"}
DEPLOY = {"pages": "write", "id-token": "write"}


def jobs() -> Iterator[tuple[str, str, Any]]:
    for name, text in workflows():
        for job_name, job in yaml.safe_load(text)["jobs"].items():
            yield name, job_name, job


def workflows() -> Iterator[tuple[str, str]]:
    """Ours, those of the starter, and the one that the documentation shows."""
    yield from ((file.name, file.read_text("utf-8")) for file in WORKFLOWS)
    for shown in re.findall(r"(?ms)^```yaml\n(name: .*?)^```", (TOP / "docs/large.md").read_text("utf-8")):
        yield "large.md", shown


def test_there_is_something_to_look_at() -> None:
    assert len(LOCKS) >= 3
    assert len(list(workflows())) >= 5


@pytest.mark.parametrize("lock", LOCKS, ids=lambda file: file.name)
def test_every_package_of_a_lock_has_hashes(lock: Path) -> None:
    blocks = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"(?m)^#.*\n", "", lock.read_text("utf-8")))
    for block in blocks:
        assert re.match(r"[A-Za-z0-9._-]+==[0-9a-z.]+( ; [^\n]+)? \\\n", block), block[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block[:80]


@pytest.mark.parametrize(("lock", "table"), [("requirements.txt", ()), ("requirements-dev.txt", ("dev",))])
def test_a_lock_names_all_that_the_project_asks_for(lock: str, table: tuple[str, ...]) -> None:
    project = (TOP / "pyproject.toml").read_text("utf-8")
    lists = [re.search(r"(?ms)^dependencies = \[\n(.*?)^\]", project)]
    lists += [re.search(rf"(?ms)^{name} = \[\n(.*?)^\]", project) for name in table]
    asked = [each for found in lists if found for each in re.findall(r'"([A-Za-z0-9._-]+)([^"]*)"', found[1])]
    locked = (TOP / lock).read_text("utf-8").lower()
    assert len(asked) >= 16
    for name, rest in asked:
        assert re.search(rf"(?m)^{re.escape(name.lower())}==", locked), name
        if exact := re.match(r"==([^;\s]+)", rest):
            assert f"\n{name.lower()}=={exact[1].lower()} " in locked, name


def test_the_commands_install_only_what_is_locked() -> None:
    """Our own CI; the starter's installs glossgen itself, whose version its owner chooses."""
    script = re.sub(r"(?m)^\s*#.*$", "", (TOP / "run").read_text("utf-8"))
    calls = re.findall(r"(?m)(?:^\s*|\|\| |&& )install (--.*?)(?= && | \|\| |$)", script)
    assert len(calls) == 3
    for call in calls:
        assert call.startswith(("--require-hashes -r ", "--no-deps ")), call
    piped = [line for line in script.splitlines() if "-m pip " in line and " install " in line]
    assert len(piped) == 2  # the two of the function `install` itself
    for file in sorted((TOP / ".github/workflows").glob("*.yml")):
        for line in re.findall(r"pip install .*", file.read_text("utf-8")):
            assert "--require-hashes" in line or "--no-deps" in line, (file.name, line)


def test_actions_are_pinned_to_one_commit_each() -> None:
    pinned: dict[str, set[tuple[str, str]]] = {}
    for file in TEXTS:
        for line in re.findall(r"uses: (.*)", file.read_text("utf-8")):
            found = re.fullmatch(r"([\w-]+/[\w-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)", line.strip())
            assert found, (file.name, line)
            pinned.setdefault(found[1], set()).add((found[2], found[3]))
    assert {name: versions for name, versions in pinned.items() if len(versions) > 1} == {}


def test_workflows_have_the_least_rights() -> None:
    for shown, text in workflows():
        workflow = yaml.safe_load(text)
        events = workflow[True]  # YAML 1.1 reads `on` as true
        assert workflow["permissions"] in ({}, {"contents": "read"}), shown
        assert "pull_request_target" not in events
        assert "workflow_run" not in events
        assert "secrets." not in text
    for file_name, name, job in jobs():
        given = job.get("permissions", {})
        assert given == DEPLOY if name == "deploy" else given.items() <= RIGHTS.items(), (file_name, name)
        assert "timeout-minutes" in job, (file_name, name)
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), (file_name, name, "an expression in a command")
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False, (file_name, name)


def test_the_job_that_publishes_runs_nothing_else() -> None:
    deploys = [job for _, name, job in jobs() if name == "deploy"]
    assert len(deploys) == 3
    for job in deploys:
        assert [step.get("uses", "").split("@")[0] for step in job["steps"]] == ["actions/deploy-pages"]
