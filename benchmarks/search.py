"""Search in figures: what is found, how many bytes it takes, how long a key stroke takes.

`python benchmarks/search.py` prints the rows of the issue's table, with two
other engines beside ours on the same entries (fetched by npm into a temporary
folder; `--alone` leaves them out). `--chromium PATH` names the browser.

Found: the query set of `tests/search/queries.tsv` over the glossary in `tests/demo/`.
Recall: random substrings of texts, 4 to 10 Japanese letters long; of the
entries that have the substring (at most ten count), those among the first ten.
Bytes: script, style sheet and index that the first suggestion needs (gzip, level 9).
Key stroke: from the input event to the new list of names laid out; the best of
five for each, since other work on the machine only adds; CPU slowed four times.
The texts are searched 150 ms after the last key stroke.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path[:0] = [str(HERE / "search"), str(ROOT / "src")]

from folder import chromium, search_entries, served, write  # noqa: E402  (beside this file)
from playwright.sync_api import Browser, Page  # noqa: E402
from synthetic import entries as synthetic_entries  # noqa: E402

from glossgen.build import BuildOptions  # noqa: E402
from glossgen.build.engine import open_database, update_database  # noqa: E402
from glossgen.config import load_config  # noqa: E402
from glossgen.output.search.names import in_index_order  # noqa: E402
from glossgen.site import Site, search_pages  # noqa: E402
from glossgen.site.values import SearchEntry  # noqa: E402
from glossgen.text.search_folding import fold  # noqa: E402

FIRST = ("/search.js", "/search.css", "/names.js")
TYPED = (
    "深層学習",
    "がくしゅうりつ",
    "gakushuuritsu",
    "reinforcement learning",
    "最適化 関数",
    "regularizaton",
    "の",
)
_JAPANESE = re.compile("[ぁ-ゖァ-ヶー一-龯]{4,}")
_READY = "() => window.glossgenSearch?.more"
_ID = '(number) => decodeURI(glossgenSearch.index.entries[number].href.split("/../")[1])'
_FIND = f"(all) => all.map((query) => glossgenSearch.more.find(query).map(([n]) => n).map({_ID}))"
_EVERYTHING = f"""async (all) => {{
  const found = [];
  for (const query of all) {{
    const hits = await glossgenSearch.more.everything(query, {{ names: 10, texts: 10 }});
    found.push(hits.map(({{entry}}) => entry).map({_ID}));
  }}
  return found;
}}"""
_STROKE = """async (typed) => {
  const input = document.querySelector(".search").q, times = [];
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  for (const query of typed.flatMap((query) => [...query].map((_, i) => query.slice(0, i + 1)))) {
    const some = [];
    for (let again = 0; again < 5; again++) {
      input.value = query;
      const start = performance.now();
      input.dispatchEvent(new Event("input"));
      for (let i = 0; i < 9; i++) await null;
      document.body.offsetHeight;
      some.push(performance.now() - start);
      await pause(40);
    }
    times.push(Math.min(...some));
    await pause(200);
  }
  return times;
}"""


def own_entries() -> tuple[SearchEntry, ...]:
    """What search knows of the glossary of the tests."""
    database = open_database(load_config(ROOT / "tests/demo"), keep=False)
    update_database(database, BuildOptions())
    site = Site(database)
    own = [source.path for source in site.graph.sources if source.language == site.languages[0]]
    return tuple(entry for path in own for entry in database.peek(search_pages.search_entries_in, path))


def queries() -> list[tuple[str, str]]:
    """Query and address of the right answer; `-` for none."""
    lines = (ROOT / "tests/search/queries.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1] if row[1] == "-" else f"terms/{row[1]}/") for row in rows]


def scores(found: list[list[str]]) -> str:
    """How many right answers come first, and how many among the first five."""
    wanted = queries()
    first = sum(
        ids[:1] == ([] if right == "-" else [right]) for (_, right), ids in zip(wanted, found, strict=True)
    )
    five = sum(
        (right in ids[:5]) if right != "-" else not ids for (_, right), ids in zip(wanted, found, strict=True)
    )
    return f"{first / len(wanted):.1%} / {five / len(wanted):.1%} of {len(wanted)}"


def phrases(entries: tuple[SearchEntry, ...], count: int) -> list[tuple[str, set[str]]]:
    """Random substrings of the texts, with the entries that have them."""
    rng = random.Random(1)
    texts = {entry.url: entry.text for entry in in_index_order(entries)}
    folded = {identity: fold(text) for identity, text in texts.items()}
    runs = [run for text in texts.values() for run in _JAPANESE.findall(text)]
    found = []
    for run in rng.choices(runs, k=count):
        length = rng.randint(4, min(10, len(run)))
        start = rng.randint(0, len(run) - length)
        phrase = run[start : start + length]
        found.append((phrase, {identity for identity, text in folded.items() if fold(phrase) in text}))
    return found


def recall(wanted: list[tuple[str, set[str]]], found: list[list[str]]) -> str:
    """The mean share of the entries of a phrase that are among the first ten."""
    shares = [
        len(ids & set(got[:10])) / min(10, len(ids)) for (_, ids), got in zip(wanted, found, strict=True)
    ]
    return f"{sum(shares) / len(shares):.3f}"


def ready(browser: Browser, address: str) -> Page:
    """A page whose search has loaded everything but the texts."""
    page = browser.new_page()
    page.goto(address)
    page.locator(".search input").focus()
    page.keyboard.type("x")
    page.wait_for_function(_READY)
    return page


def percentile(values: list[float], share: float) -> float:
    """The value that `share` of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def measure_size(browser: Browser, count: int, phrase_count: int) -> None:
    """Print the figures of `count` composed entries."""
    entries = search_entries(synthetic_entries(count))
    with tempfile.TemporaryDirectory() as folder:
        sizes = write(Path(folder), entries)
        first = sum(size for path, size in sizes.items() if path.endswith(FIRST))
        print(f"{count} terms: bytes to the first suggestion: {first} (all index files: {len(sizes)})")
        with served(Path(folder)) as address:
            page = ready(browser, address)
            wanted = phrases(entries, phrase_count)
            found = page.evaluate(_EVERYTHING, [phrase for phrase, _ in wanted])
            print(f"{count} terms: recall@10 of {len(wanted)} substrings: {recall(wanted, found)}")
            page.close()
            page = ready(browser, address)
            page.evaluate(_EVERYTHING, ["学習"])
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            times = page.evaluate(_STROKE, list(TYPED))
            print(
                f"{count} terms: a key stroke, CPU slowed 4×: median {percentile(times, 0.5):.1f} ms, "
                f"95th percentile {percentile(times, 0.95):.1f} ms, worst {max(times):.1f} ms of {len(times)}"
            )
            page.close()


def measure_own(browser: Browser, alone: bool) -> None:
    """Print what is found in our own glossary, by us and by others."""
    entries = own_entries()
    wanted = phrases(entries, 500)
    asked = [query for query, _ in queries()]
    with tempfile.TemporaryDirectory() as folder:
        sizes = write(Path(folder), entries)
        with served(Path(folder)) as address:
            page = ready(browser, address)
            found = page.evaluate(_FIND, asked)
            listed = page.evaluate(_EVERYTHING, [phrase for phrase, _ in wanted])
            page.close()
    first = sum(size for path, size in sizes.items() if path.endswith(FIRST))
    row("glossgen", scores(found), recall(wanted, listed), first)
    if not alone:
        for name, result in others(entries, asked, [phrase for phrase, _ in wanted]).items():
            row(name, scores(result["queries"]), recall(wanted, result["phrases"]), result["bytes"])


def measure_site(browser: Browser, site: Path, queries: Path) -> None:
    """Print what is found in a built site, for the queries of a file."""
    lines = queries.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    first = five = 0
    with served(site) as address:
        for language in dict.fromkeys(row[0] for row in rows):
            asked = [(row[1], row[2].split("|")) for row in rows if row[0] == language]
            page = ready(browser, f"{address}{language}/search/")
            found = page.evaluate(_EVERYTHING, [query for query, _ in asked])
            page.close()
            for (query, right), urls in zip(asked, found, strict=True):
                got = [url.rstrip("/").rpartition("/")[2] for url in urls]
                first += got[:1] != [] and got[0] in right
                five += not set(right).isdisjoint(got[:5])
                if not got or got[0] not in right:
                    print(f"{language} {query}: {', '.join(got[:3])}")
    print(f"right first / among five: {first / len(rows):.1%} / {five / len(rows):.1%} of {len(rows)}")


def row(name: str, found: str, recalled: str, size: int) -> None:
    """Print one engine."""
    print(f"{name:11} right first / among five: {found}; recall@10: {recalled}; bytes: {size}")


def others(
    found: tuple[SearchEntry, ...], asked: list[str], phrased: list[str]
) -> dict[str, dict[str, object]]:
    """What other engines find, from npm."""
    entries = [
        {"id": e.url, "names": e.names, "reading": e.reading, "text": e.text} for e in in_index_order(found)
    ]
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        sys.exit("npm and node are needed for the other engines; --alone leaves them out")
    with tempfile.TemporaryDirectory() as folder:
        command = [
            npm,
            "install",
            "--silent",
            "--no-audit",
            "--no-fund",
            "--prefix",
            folder,
            "minisearch@7",
            "fuse.js@7",
        ]
        subprocess.run(command, check=True)
        Path(folder, "package.json").write_text("{}")
        given = Path(folder, "given.json")
        given.write_text(
            json.dumps({"entries": entries, "queries": asked, "phrases": phrased}), encoding="utf-8"
        )
        run = subprocess.run(
            [node, str(HERE / "search/others.mjs"), str(given), folder], check=True, stdout=subprocess.PIPE
        )
        return json.loads(run.stdout)  # type: ignore[no-any-return]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--alone", action="store_true", help="without other engines")
    parser.add_argument("--chromium", default=shutil.which("chromium") or "chromium")
    parser.add_argument("--articles", type=Path, metavar="SITE", help="only a site built of cncf/glossary")
    parser.add_argument("--data", type=Path, metavar="SITE", help="only a site built of carpentries/glosario")
    options = parser.parse_args()
    with chromium(options.chromium) as browser:
        for site, queries in ((options.articles, "articles.tsv"), (options.data, "data.tsv")):
            if site:
                measure_site(browser, site, HERE / "search" / queries)
        if options.articles or options.data:
            return
        print("Our own glossary")
        measure_own(browser, options.alone)
        print("Composed entries")
        for count, phrase_count in ((300, 500), (2000, 500), (10_000, 200)):
            measure_size(browser, count, phrase_count)


if __name__ == "__main__":
    main()
