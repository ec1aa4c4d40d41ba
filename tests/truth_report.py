"""Prints precision and recall over the mentions of the truth set, by group.

Run it with `python tests/truth_report.py`; `--wrong` lists the cases that fail. Where the extra
`glossgen[ja]` is installed, a second table shows the figures with its analyser.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "src")]

from glossgen.link import load_referee  # noqa: E402  (the same)
from truth_cases import Case, Found, Tally, load_cases, mentions_of, tally  # noqa: E402  (needs the path above)


def main() -> int:
    """Print the tables; 1 when a case fails without the analyser."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--wrong", action="store_true", help="list the cases that fail")
    options = parser.parse_args()
    cases = load_cases(Path(__file__).parent / "truth")
    results = [(case, mentions_of(case)) for case in cases]
    report("without the analyser", results, options.wrong)
    referee = load_referee()
    if referee is None:
        print("\nwith the analyser: glossgen[ja] is not installed")
    else:
        report("with the analyser", [(case, mentions_of(case, referee)) for case in cases], options.wrong)
    return int(not all(case.right(found) for case, found in results))


def report(title: str, results: Iterable[tuple[Case, list[Found]]], wrong: bool) -> None:
    """One table: cases that are right, and mentions found, missed and wrongly made."""
    groups: dict[str, list[Tally]] = defaultdict(list)
    for case, found in results:
        counted = tally(case, found)
        groups[case.group].append(counted)
        groups["all"].append(counted)
        if wrong and not counted.right:
            print(f"{case.group}: {case.title}\n  {case.text}\n  {found}\n  {case.accepted}\n  {case.why}")
    width = max(map(len, groups))
    print(f"\n{title}\n{'':{width}}  cases  right  clear  right  mentions  precision  recall")
    everything = groups.pop("all")
    for group, tallies in (*sorted(groups.items()), ("all", everything)):
        clear = [each for each in tallies if each.clear]
        hits, made, wanted = (
            sum(getattr(each, name) for each in tallies) for name in ("hits", "made", "wanted")
        )
        print(
            f"{group:{width}}  {len(tallies):5}  {sum(each.right for each in tallies):5}"
            f"  {len(clear):5}  {sum(each.right for each in clear):5}"
            f"  {wanted:8}  {ratio(hits, made):9.1%}  {ratio(hits, wanted):6.1%}"
        )


def ratio(part: int, whole: int) -> float:
    """A share; all of nothing is everything."""
    return part / whole if whole else 1.0


if __name__ == "__main__":
    sys.exit(main())
