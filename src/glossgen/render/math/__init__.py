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

from glossgen.render.math.engine import Engine
from glossgen.render.math.values import FormulaError, FormulaResult

__all__ = ["Engine", "FormulaError", "FormulaResult"]
