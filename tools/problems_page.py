"""Writes `docs/problems.md`: every code of a problem, what it means and how to mend it.

    python tools/problems_page.py

The tables of `glossgen.problems.codes` are the only source; the comments in
`CODES` are the headings. A test compares the page with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from glossgen.problems import CODES, MENDING, codes

PAGE = Path(__file__).parent.parent / "docs" / "problems.md"

_HEAD = """\
# Problems

A problem is told as

```text
path:line: severity[code]: what is wrong
    hint: what can be done about it
```

With an *error*, `glossgen build` and `glossgen check` exit with 1, and the site is written
all the same, as right as it can be. *Warnings* count with `--strict`, when nothing is written.
*Remarks* (`info`) are shown with `--verbose`. Where nothing can be read, or the machine refuses, it exits
with 2 and the old site stays as it was.

This page is made by `python tools/problems_page.py` from the table of codes in
[codes.py](../src/glossgen/problems/codes.py).
"""


def groups() -> Iterator[tuple[str, list[str]]]:
    """The codes as `CODES` has them, under the comments in it."""
    source = Path(codes.__file__).read_text(encoding="utf-8")
    table = source[source.index("CODES: ") : source.index("\n}\n")]
    heading, found = "", list[str]()
    for line in table.splitlines():
        if comment := re.fullmatch(r" {4}# (.+)", line):
            if found:
                yield heading, found
            heading, found = comment[1], []
        elif code := re.match(r' {4}"([a-z-]+)": ', line):
            found.append(code[1])
    yield heading, found


def page() -> str:
    """The content of the page."""
    parts = [_HEAD]
    for heading, found in groups():
        rows = [_row(code) for code in found]
        table = "\n".join(["| code | severity | meaning | how to mend |", "|---|---|---|---|", *rows])
        parts.append(f"## {heading[0].upper()}{heading[1:]}\n\n{table}\n")
    return "\n".join(parts)


def _row(code: str) -> str:
    severity, meaning = CODES[code]
    cells = (f'<a id="{code}"></a>`{code}`', severity.value, meaning, MENDING[code].replace("|", "\\|"))
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
