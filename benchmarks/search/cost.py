"""What the files of the index cost to make, and to change when one text is edited.

    python benchmarks/search/cost.py [10000 100000]

Composed entries (`synthetic.py`; above 10,000 their texts are repeated, since
there are not more names). Processor seconds; of updates, the median of twenty.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from pathlib import Path

from msgspec.structs import replace

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "src")]

from folder import entry_page  # noqa: E402  (beside this file)
from synthetic import entries as synthetic_entries  # noqa: E402

from glossgen.model import TextRun  # noqa: E402
from glossgen.output.search import MESSAGES, index_files, update  # noqa: E402
from glossgen.site.values import SearchEntry, SearchPage  # noqa: E402


def page_of(count: int) -> SearchPage:
    """A search page of so many entries."""
    page = entry_page(synthetic_entries(min(count, 10_000)))
    copies = (
        replace(page.entries[n % 10_000], url=f"terms/copy-{n}/") for n in range(len(page.entries), count)
    )
    return SearchPage(page.head, (*page.entries, *copies))


def edited(entry: SearchEntry, other: SearchEntry) -> dict[str, SearchEntry]:
    """An entry with one more sentence, and with a text that is quite another."""
    longer = TextRun(f"{entry.body[0].text}新しい一文を加え、その効果を確かめた。", 1)  # type: ignore[union-attr]
    return {"one sentence": replace(entry, body=(longer,)), "whole text": replace(entry, body=other.body)}


def measure(count: int) -> None:
    """Print the figures of so many entries."""
    page = page_of(count)
    start, files, size = time.process_time(), 0, 0
    for _, content in index_files(page, MESSAGES):
        files, size = files + 1, size + len(content)
    made = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} terms: made in {made:.2f} s, {files} files, {size / 1e6:.1f} MB; process {memory:.0f} MB")
    old = dict(index_files(page, MESSAGES))
    taken: dict[str, list[tuple[float, int]]] = {}
    for number in range(0, count, count // 20):
        entry, other = page.entries[number], page.entries[(number + count // 3) % count]
        for what, after in edited(entry, other).items():
            start = time.process_time()
            changed = update(page.head.url, old, [(entry, after)]) or {}
            taken.setdefault(what, []).append((time.process_time() - start, len(changed)))
    for what, some in taken.items():
        seconds, written = (statistics.median(values) for values in zip(*some, strict=True))
        print(f"{count} terms: {what} edited: {seconds:.3f} s, {written:.0f} files")


if __name__ == "__main__":
    for given in map(int, sys.argv[1:] or ["1000", "10000"]):
        measure(given)
