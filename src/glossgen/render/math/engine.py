"""KaTeX in QuickJS: the only module that uses either.

A QuickJS context must be used by the thread that created it, and KaTeX recurses deeply, using some
ten kilobytes of C stack for each nested group. So the engine has a thread of its own with a stack
of known size; it may be called from any thread.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# Not `quickjs`: importing that starts a thread, and a process with threads cannot be forked safely.
import _quickjs as quickjs

from glossgen.assets import katex_folder
from glossgen.model import Formula
from glossgen.render.math.values import FormulaError, FormulaResult, failure

LONGEST = 20_000
"""The most characters of TeX in one formula."""

THREAD_STACK = 8 * 1024 * 1024
JS_STACK = 4 * 1024 * 1024
"""Stack limit of QuickJS in bytes, below the thread's stack, so that QuickJS notices an overflow first."""

MEMORY = 128 * 1024 * 1024
"""Heap limit of QuickJS in bytes."""

SECONDS = 5.0
"""CPU time limit for one formula."""

HINTS = {
    "Undefined control sequence": "check the spelling, or define the command under math.macros",
    "Expected '}'": "a brace is opened and never closed",
    "Expected 'EOF', got '}'": "a brace is closed that was never opened",
    "Too many expansions": "a macro calls itself, or its expansion has more than 1,000 steps",
    "Expected 'EOF', got '&'": "& separates columns and needs an environment such as aligned",
}


_CLASS = re.compile(r"\.([A-Za-z][\w-]*)")


def _scripts() -> tuple[str, str]:
    """KaTeX with the classes that its style sheet has rules for, and what renders formulas with the two."""
    katex = (katex_folder() / "katex.min.js").read_text(encoding="utf-8")
    classes = _CLASS.findall((katex_folder() / "katex.min.css").read_text(encoding="utf-8"))
    styled = f"const STYLED = new Set({json.dumps(sorted(set(classes)))});"
    return f"{katex}\n{styled}", (Path(__file__).parent / "render.js").read_text(encoding="utf-8")


class Engine:
    """Renders formulas. Close it, or use it in a `with` statement.

    Raises MissingAssetsError if KaTeX's script is not in the package.
    """

    def __init__(self) -> None:
        self._scripts = _scripts()
        self._context: quickjs.Context | None = None
        self._thread = _start_thread()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the context and end its thread."""
        self._thread.submit(self._drop).result()
        self._thread.shutdown()

    def render(self, formulas: Sequence[Formula], macros: Mapping[str, str]) -> list[FormulaResult]:
        """Render `formulas`; the results are in the same order.

        `macros` maps commands with their backslash to TeX. Macros that a formula defines do not
        outlive that formula.
        """
        return [self._thread.submit(self._one, formula, macros).result() for formula in formulas]

    def _one(self, formula: Formula, macros: Mapping[str, str]) -> FormulaResult:
        if len(formula.tex) > LONGEST:
            return failure(formula, FormulaError(f"a formula of more than {LONGEST:,} characters"))
        context = self._context or self._load()
        request = {"tex": formula.tex, "display": formula.display, "macros": dict(macros)}
        try:
            answer = json.loads(context.get("renderFormula")(json.dumps(request)))
        except quickjs.JSException as error:
            answer = {"failure": str(error)}
        if "failure" in answer:
            self._drop()  # a context that exceeded a limit may be in an undefined state
            return failure(formula, FormulaError(_exhausted(answer["failure"])), lasting=False)
        if "message" in answer:
            return failure(formula, _parse_error(formula.tex, answer["message"], answer["position"]))
        if whole(answer["html"]) != answer["html"]:
            return failure(formula, FormulaError("a character number that is half of a surrogate pair"))
        return FormulaResult(answer["html"], _refusal(formula.tex, answer["refused"]))

    def _load(self) -> quickjs.Context:
        context = quickjs.Context()
        context.set_max_stack_size(JS_STACK)
        context.set_memory_limit(MEMORY)
        for script in self._scripts:
            context.eval(script)
        context.set_time_limit(SECONDS)
        self._context = context
        return context

    def _drop(self) -> None:
        self._context = None


def _start_thread() -> ThreadPoolExecutor:
    """A single-thread executor whose thread has a stack of `THREAD_STACK` bytes."""
    before = threading.stack_size(THREAD_STACK)
    try:
        pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="glossgen-katex")
        pool.submit(lambda: None).result()
    finally:
        threading.stack_size(before)
    return pool


def _exhausted(failure: str) -> str:
    """Which limit the error message of a failure refers to."""
    if "stack" in failure:
        return "a formula that is nested too deeply"
    if "interrupted" in failure:
        return f"a formula that took more than {SECONDS:g} seconds"
    if "memory" in failure:
        return "a formula that needs too much memory"
    return f"KaTeX failed: {failure}"


def _parse_error(tex: str, message: str, position: int | None) -> FormulaError:
    hint = next((hint for start, hint in HINTS.items() if message.startswith(start)), "")
    line, column = (1, None) if position is None else place(tex, position)
    return FormulaError(whole(message), line, column, hint)


def _refusal(tex: str, commands: Sequence[str]) -> FormulaError | None:
    """An error for commands that link, load or set attributes: KaTeX only shows their names in red."""
    if not commands:
        return None
    names = list(dict.fromkeys(commands))
    found = re.search(re.escape(names[0]) + r"(?![A-Za-z])", tex)
    line, column = place(tex, len(tex[: found.start()].encode("utf-16-le")) // 2) if found else (1, None)
    message = f"{' and '.join(names)} cannot be used in a formula"
    hint = "a formula may not link, load images or set HTML attributes; put the link or image beside it"
    return FormulaError(message, line, column, hint)


def whole(text: str) -> str:
    """A text in which lone surrogates, at which JavaScript may cut it, are replaced."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def place(tex: str, units: int) -> tuple[int, int]:
    """Line and column, from 1 and in code points, for an offset in UTF-16 code units."""
    encoded = tex.encode("utf-16-le", "surrogatepass")[: 2 * units]
    before = encoded.decode("utf-16-le", "surrogatepass")
    return before.count("\n") + 1, len(before) - before.rfind("\n")
