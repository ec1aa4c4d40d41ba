"""What the files of the index cost to make, and how many of them are other ones when one text is edited.

    python benchmarks/search/cost.py [10000 100000]

Composed entries (`synthetic.py`; above 10,000 their texts are repeated, since
there are not more names). Processor seconds; of edits, the median of five.
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

from folder import URL, search_entries, segmented  # noqa: E402  (beside this file)
from synthetic import entries as synthetic_entries  # noqa: E402

from glossgen.output.search import MESSAGES, index_files  # noqa: E402
from glossgen.site.values import SearchEntry  # noqa: E402


def entries_of(count: int) -> tuple[SearchEntry, ...]:
    """So many entries."""
    found = search_entries(synthetic_entries(min(count, 10_000)))
    copies = (replace(found[n % 10_000], url=f"terms/copy-{n}/") for n in range(len(found), count))
    return (*found, *copies)


def edited(entry: SearchEntry, other: SearchEntry) -> dict[str, SearchEntry]:
    """An entry with one more sentence, and with a text that is quite another."""
    longer = f"{entry.text}新しい一文を加え、その効果を確かめた。"
    return {"one sentence": replace(entry, text=longer), "whole text": replace(entry, text=other.text)}


def measure(count: int) -> None:
    """Print the figures of so many entries."""
    entries = entries_of(count)
    start, files, size = time.process_time(), 0, 0
    for _, content in index_files(URL, segmented(entries), MESSAGES):
        files, size = files + 1, size + len(content)
    made = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} terms: made in {made:.2f} s, {files} files, {size / 1e6:.1f} MB; process {memory:.0f} MB")
    old = dict(index_files(URL, segmented(entries), MESSAGES))
    changed: dict[str, list[int]] = {}
    for number in range(0, count, count // 5):
        for what, after in edited(entries[number], entries[(number + count // 3) % count]).items():
            others = (*entries[:number], after, *entries[number + 1 :])
            new = index_files(URL, segmented(others), MESSAGES)
            changed.setdefault(what, []).append(sum(old.get(path) != content for path, content in new))
    for what, some in changed.items():
        print(f"{count} terms: {what} edited: {statistics.median(some):.0f} files are other ones")


if __name__ == "__main__":
    for given in map(int, sys.argv[1:] or ["1000", "10000"]):
        measure(given)
