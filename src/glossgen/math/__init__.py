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

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from glossgen.math.cache import FormulaCache, keys_of
from glossgen.math.engine import Engine, fingerprint
from glossgen.math.values import FormulaError, Outcome
from glossgen.model import Formula

__all__ = ["Engine", "FormulaCache", "FormulaError", "Outcome", "Rendered", "Renderer", "render_formulas"]


class Renderer(Protocol):
    """What does the rendering, as far as this module knows: see `Engine`."""

    def render(self, formulas: Sequence[Formula], macros: Mapping[str, str]) -> list[Outcome]:
        """The outcomes of `formulas`, in their order."""


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
    start: Callable[[], AbstractContextManager[Renderer]] = Engine,
) -> Rendered:
    """Render each formula once; the engine starts only for those not in the cache.

    `macros` maps commands, with their backslash, to the TeX they stand for.

    Raises:
        MissingAssetsError: KaTeX's script is not in the package.
    """
    wanted = dict.fromkeys(formulas)
    if not wanted:
        return Rendered({}, {})
    keys = keys_of(wanted, macros, fingerprint())
    known = cache.read(keys.values()) if cache else {}
    missing = [formula for formula, key in keys.items() if key not in known]
    if missing:
        with start() as engine:
            fresh = dict(
                zip((keys[formula] for formula in missing), engine.render(missing, macros), strict=True)
            )
        if cache:
            cache.write(fresh)
        known.update(fresh)
    outcomes = {formula: known[key] for formula, key in keys.items()}
    return Rendered(
        {formula: outcome.html for formula, outcome in outcomes.items()},
        {formula: outcome.error for formula, outcome in outcomes.items() if outcome.error},
    )
