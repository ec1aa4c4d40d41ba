"""Layout of pictures: pure functions from sizes and links to coordinates.

The same input gives the same coordinates on every machine: only addition, multiplication, division
and square root are used, which IEEE 754 defines to the last bit, and `fsum` instead of the built-in
`sum`, whose rounding changed in Python 3.12. The results are whole pixels.
"""

from glossgen.site.layout.boxes import Box, Placed, arrange
from glossgen.site.layout.spread import spread
from glossgen.site.layout.text_width import text_width

__all__ = [
    "Box",
    "Placed",
    "arrange",
    "spread",
    "text_width",
]
