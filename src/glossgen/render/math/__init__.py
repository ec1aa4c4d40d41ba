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
from types import MappingProxyType
from typing import Protocol

from msgspec import Struct

from glossgen.codec import pack, unpack
from glossgen.model import Formula
from glossgen.render.math.cache import FormulaCache, keys_of
from glossgen.render.math.engine import Engine, fingerprint
from glossgen.render.math.values import FormulaError, FormulaResult, pack_outcomes, unpack_outcomes
from glossgen.workers import spare

__all__ = [
    "Engine",
    "FormulaCache",
    "FormulaError",
    "FormulaRenderer",
    "FormulaResult",
    "Rendered",
    "render_formulas",
    "rendering",
]


class FormulaRenderer(Protocol):
    """The interface of what renders formulas: see `Engine`."""

    def render(self, formulas: Sequence[Formula], macros: Mapping[str, str]) -> list[FormulaResult]:
        """The outcomes of `formulas`, in their order."""


Start = Callable[[], AbstractContextManager[FormulaRenderer]]
"""Starts what does the rendering, and ends it."""

_MANY = 40
"""Formulas for one engine; more of them are worth the start of another."""

_MOST = 4
"""The most worker processes to keep ready: most glossaries have no new formulas for them."""


class Rendered(Struct, frozen=True):
    """The HTML of every formula that was asked for, and what is wrong with some.

    A formula that cannot be read shows its TeX in `<code class="math-error">`.
    """

    html: Mapping[Formula, str]
    errors: Mapping[Formula, FormulaError]


Begin = Callable[[Iterable[Formula]], Callable[[], Rendered]]


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
    with rendering(macros=macros, cache=cache, start=start) as begin:
        return begin(formulas)()


@contextmanager
def rendering(
    *,
    macros: Mapping[str, str] = MappingProxyType({}),
    cache: FormulaCache | None = None,
    start: Start = Engine,
    jobs: int = 1,
) -> Generator[Begin, None, None]:
    """Stand by to render formulas while something else is done.

    What is yielded begins with some formulas, once, and returns what waits for
    them. With several `jobs` there are processes for it, in case that many
    formulas are not in the cache. They are small if they begin early.
    """

    def render(request: bytes) -> bytes:
        asked = {key: Formula(tex, display) for key, tex, display in unpack(request)}
        with start() as engine:
            fresh = engine.render(list(asked.values()), macros)
        if cache:
            cache.write(dict(zip(asked, fresh, strict=True)))
        return pack_outcomes(fresh)

    most = min(jobs - 1, _MOST)
    with spare(render, most) as others:

        def begin(formulas: Iterable[Formula]) -> Callable[[], Rendered]:
            wanted = dict.fromkeys(formulas)
            keys = keys_of(wanted, macros, fingerprint()) if wanted else {}
            known = cache.read(keys.values()) if cache and keys else {}
            missing = [(key, formula) for formula, key in keys.items() if key not in known]
            count = min(most, -(-len(missing) // _MANY))
            parts = [missing[number :: count or 1] for number in range(count or 1)] if missing else []
            requests = [pack([(key, f.tex, f.display) for key, f in part]) for part in parts]
            made = others(requests) if count else lambda: list(map(render, requests))
            return lambda: _rendered(keys, known, parts, made())

        yield begin


def _rendered(
    keys: Mapping[Formula, str],
    known: dict[str, FormulaResult],
    parts: Iterable[Sequence[tuple[str, Formula]]],
    made: Iterable[bytes],
) -> Rendered:
    """Every formula, of those that were known and those that were made."""
    for part, packed in zip(parts, made, strict=True):
        known.update(zip((key for key, _ in part), unpack_outcomes(packed), strict=True))
    outcomes = {formula: known[key] for formula, key in keys.items()}
    errors = {formula: outcome.error for formula, outcome in outcomes.items() if outcome.error}
    return Rendered({formula: outcome.html for formula, outcome in outcomes.items()}, errors)
