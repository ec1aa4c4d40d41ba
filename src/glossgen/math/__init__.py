"""Formulas to HTML, at build time, with KaTeX.

What a page needs for the HTML: the style sheet `katex.min.css` with its fonts
(see `glossgen.assets.katex_folder`), and no script. KaTeX places boxes with
inline `style` attributes, so a Content-Security-Policy must hold
`style-src-attr 'unsafe-inline'` beside `style-src 'self'` and `font-src 'self'`.
That allows style attributes only: neither `<style>` nor foreign style sheets.
(Hashes are no way out: `'unsafe-hashes'` would need one for every length.)
The HTML names no other host; `http://www.w3.org/…` are XML namespaces.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from glossgen.math.cache import FormulaCache, keys_of
from glossgen.math.engine import Engine, fingerprint
from glossgen.math.values import FormulaError, Outcome, pack_outcomes, unpack_outcomes
from glossgen.model import Formula
from glossgen.workers import meanwhile

__all__ = [
    "Engine",
    "FormulaCache",
    "FormulaError",
    "Outcome",
    "Rendered",
    "Renderer",
    "render_formulas",
    "rendering",
]


class Renderer(Protocol):
    """What does the rendering, as far as this module knows: see `Engine`."""

    def render(self, formulas: Sequence[Formula], macros: Mapping[str, str]) -> list[Outcome]:
        """The outcomes of `formulas`, in their order."""


Start = Callable[[], AbstractContextManager[Renderer]]
"""Starts what does the rendering, and ends it."""

_MANY = 40
"""So many formulas are worth a process of their own: they take as long as it does to start."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The HTML of every formula that was asked for, and what is wrong with some.

    A formula that cannot be read shows its TeX in `<code class="math-error">`.
    """

    html: Mapping[Formula, str]
    errors: Mapping[Formula, FormulaError]


def render_formulas(
    formulas: Iterable[Formula],
    *,
    macros: Mapping[str, str] = MappingProxyType({}),
    cache: FormulaCache | None = None,
    start: Start = Engine,
) -> Rendered:
    """Render each formula once; the engine starts only for those not in the cache.

    `macros` maps commands, with their backslash, to the TeX they stand for.

    Raises:
        MissingAssetsError: KaTeX's script is not in the package.
    """
    with rendering(formulas, macros=macros, cache=cache, start=start) as rendered:
        return rendered()


@contextmanager
def rendering(
    formulas: Iterable[Formula],
    *,
    macros: Mapping[str, str] = MappingProxyType({}),
    cache: FormulaCache | None = None,
    start: Start = Engine,
    jobs: int = 1,
) -> Generator[Callable[[], Rendered], None, None]:
    """Begin to render formulas; what is yielded waits for them, and is to be called once.

    With several `jobs`, and many formulas that are not in the cache, others than
    this process render them while it does something else.
    """
    wanted = dict.fromkeys(formulas)
    keys = keys_of(wanted, macros, fingerprint()) if wanted else {}
    known = cache.read(keys.values()) if cache and keys else {}
    missing = [formula for formula, key in keys.items() if key not in known]

    def render(some: Sequence[Formula]) -> bytes:
        with start() as engine:
            fresh = engine.render(some, macros)
        if cache:
            cache.write({keys[formula]: outcome for formula, outcome in zip(some, fresh, strict=True)})
        return pack_outcomes(fresh)

    others = min(jobs - 1, len(missing) // _MANY)
    parts = [missing[number :: others or 1] for number in range(others or 1)] if missing else []

    def rendered() -> Rendered:
        for part, packed in zip(parts, made(), strict=True):
            known.update(zip((keys[formula] for formula in part), unpack_outcomes(packed), strict=True))
        outcomes = {formula: known[key] for formula, key in keys.items()}
        errors = {formula: outcome.error for formula, outcome in outcomes.items() if outcome.error}
        return Rendered({formula: outcome.html for formula, outcome in outcomes.items()}, errors)

    with meanwhile(parts, render, others) as made:
        yield rendered
