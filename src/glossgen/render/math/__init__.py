"""Renders formulas to HTML at build time with KaTeX.

The HTML needs the style sheet `katex.min.css` with its fonts (see `glossgen.assets.katex_folder`)
and no script. KaTeX positions boxes with inline `style` attributes, so a Content-Security-Policy
must contain `style-src-attr 'unsafe-inline'` besides `style-src 'self'` and `font-src 'self'`. This
allows style attributes only, neither `<style>` nor foreign style sheets. (Hashes are no
alternative: `'unsafe-hashes'` would need one for every length.) The HTML loads nothing from other
hosts; `http://www.w3.org/…` are XML namespaces.
"""

from __future__ import annotations

from glossgen.render.math.engine import Engine
from glossgen.render.math.values import FormulaError, FormulaResult

__all__ = ["Engine", "FormulaError", "FormulaResult"]
