"""Rules that no single file shows: the order of imports, and how long files and functions may be."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "glossgen"

ORDER = (
    "assets",
    "model",
    "text",
    "problems",
    "config",
    "query",
    "markdown",
    "sources",
    "lexicon",
    "link",
    "graph",
    "site",
    "render",
    "output",
    "build",
    "serve",
    "mirror",
    "cli",
)
"""A package imports those before it, never those after it. The README shows the same order.

`glossgen` itself, which holds the version, is before them all; `__main__` belongs to `cli`.
"""

REPLACED_BY_QUERY = ("forks", "record", "codec", "ondemand", "workers", "cache")
"""Modules that the query engine replaces, in their order; none may be added."""

LONGEST_FILE = 400
LONGEST_FUNCTION = 45
MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MUTABLE_CALLS = {"list", "dict", "set", "bytearray", "defaultdict", "deque", "Counter", "OrderedDict"}
MUTATORS = {"add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove"}
MUTATORS |= {"setdefault", "update"}

FILES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


@cache
def parse(name: str) -> ast.Module:
    return ast.parse((PACKAGE / name).read_text(encoding="utf-8"), name)


def stage_of(name: str) -> str:
    """The module of the order that a file belongs to; empty for the package's own `__init__.py`."""
    stage = name.split("/")[0].removesuffix(".py")
    return {"__init__": "", "__main__": "cli"}.get(stage, stage)


def imported(tree: ast.Module, name: str) -> Iterator[tuple[int, str]]:
    """The line and the stage of every import of ours: in functions and for type checkers too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}:{node.lineno}: a relative import hides where it leads"
            module = node.module or ""
            modules = [f"{module}.{alias.name}" for alias in node.names] if module == "glossgen" else [module]
        else:
            continue
        for module in modules:
            parts = module.split(".")
            if parts[0] == "glossgen" and len(parts) > 1 and not parts[1].startswith("__version"):
                yield node.lineno, parts[1]


def order() -> list[str]:
    """All stages in their order; the package's own `__init__.py` is the first."""
    return ["", *ORDER[: ORDER.index("query")], *REPLACED_BY_QUERY, *ORDER[ORDER.index("query") :]]


def test_every_module_has_its_place() -> None:
    stages = {stage_of(name) for name in FILES}
    assert sorted(stages - set(order())) == []
    assert len(set(ORDER)) == len(ORDER) <= 18


def test_the_readme_shows_the_same_order() -> None:
    readme = (PACKAGE.parent.parent / "README.md").read_text(encoding="utf-8")
    assert f"`{' → '.join(ORDER)}`" in readme


@pytest.mark.parametrize("name", FILES)
def test_imports_go_in_one_direction(name: str) -> None:
    places = {stage: place for place, stage in enumerate(order())}
    here = places.get(stage_of(name), len(places))
    wrong = [
        f"{name}:{line}: {stage_of(name) or 'glossgen'} imports {stage}"
        for line, stage in imported(parse(name), name)
        if places.get(stage, len(places)) > here
    ]
    assert wrong == []


def test_modules_of_a_package_import_each_other_in_one_direction() -> None:
    """No circle between files, wherever they are."""
    graph = {name: set(files_imported(name)) for name in FILES}
    done: set[str] = set()
    while ready := [name for name in graph if name not in done and graph[name] <= done]:
        done |= set(ready)
    assert sorted(set(graph) - done) == []


def files_imported(name: str) -> Iterator[str]:
    """The files that must be run before `name` when it is imported (not those imported in functions)."""
    top = [node for node in parse(name).body if isinstance(node, ast.Import | ast.ImportFrom)]
    for node in top:
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        else:
            modules = [f"{node.module}.{alias.name}" for alias in node.names]
        for module in modules:
            file = file_of(module)
            if file and file != name and file != "__init__.py":
                yield file


def file_of(module: str) -> str | None:
    """The file of a dotted name, which may end with something that the module defines."""
    parts = module.split(".")
    if parts[0] != "glossgen":
        return None
    for end in (len(parts), len(parts) - 1):
        stem = "/".join(parts[1:end])
        for file in (f"{stem}.py", f"{stem}/__init__.py".lstrip("/")):
            if file in FILES:
                return file
    return None


@pytest.mark.parametrize(
    ("modules", "package"),
    [
        (("markdown_it", "mdit_py_plugins"), "markdown"),
        (("quickjs", "_quickjs"), "render/math"),
        (("jinja2",), "render"),
    ],
)
def test_only_one_package_knows_a_library(modules: tuple[str, ...], package: str) -> None:
    knowing = [name for name in FILES if names_module(parse(name), modules)]
    assert knowing
    assert [name for name in knowing if not name.startswith(package + "/")] == []


def test_only_one_module_reads_yaml() -> None:
    """`add_entry` writes a line of it."""
    assert {name for name in FILES if names_module(parse(name), ("yaml",))} == {
        "config/yaml_tree.py",
        "sources/add_entry.py",
    }


def names_module(tree: ast.Module, wanted: tuple[str, ...]) -> bool:
    found = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    found += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return any(name.split(".")[0] in wanted for name in found)


# ------------------------------------------------------------------ state


@pytest.mark.parametrize("name", FILES)
def test_no_state_in_modules(name: str) -> None:
    """Tables are made once and never changed; nothing is assigned with `global`."""
    tree = parse(name)
    tables = {target: node for node in tree.body for target in mutable_targets(node)}
    wrong = [f"{name}:{node.lineno}: global" for node in ast.walk(tree) if isinstance(node, ast.Global)]
    wrong += [f"{name}:{line}: {table} is changed" for line, table in changes(tree) if table in tables]
    wrong += [
        f"{name}:{node.lineno}: {t} is not written as a constant"
        for t, node in tables.items()
        if not constant(t)
    ]
    assert wrong == []


def mutable_targets(node: ast.stmt) -> Iterator[str]:
    """The names that a statement of a module binds to something that can change."""
    if isinstance(node, ast.Assign):
        targets, value = node.targets, node.value
    elif isinstance(node, ast.AnnAssign) and node.value:
        targets, value = [node.target], node.value
    else:
        return
    call = value.func if isinstance(value, ast.Call) else None
    if isinstance(value, MUTABLE) or (isinstance(call, ast.Name) and call.id in MUTABLE_CALLS):
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def constant(name: str) -> bool:
    return name.isupper() or name == "__all__"


def changes(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Item assignments, deletions and mutating calls on plain names, anywhere in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
            owner: ast.expr = node.value
        elif (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS
        ):
            owner = node.func.value
        elif isinstance(node, ast.AugAssign):
            owner = node.target
        else:
            continue
        if isinstance(owner, ast.Name):
            yield node.lineno, owner.id


# ----------------------------------------------------------------- length


@pytest.mark.parametrize("name", FILES)
def test_nothing_grows_too_long(name: str) -> None:
    text = (PACKAGE / name).read_text(encoding="utf-8")
    lines = len(text.splitlines())
    wrong = [f"{name}: {lines} lines"] if lines > LONGEST_FILE else []
    for node in ast.walk(parse(name)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                wrong.append(f"{name}:{node.lineno}: {node.name} has {length} lines")
    assert wrong == []
