"""How well and how fast the search finds: `python -m bench.search recall` and `python -m bench.search speed`.

Both run on SQLite and on PostgreSQL (or on the one named). `recall` asks every labelled query of
`tests/data/search_queries.yaml` and prints, by class, how many have a right record among the first five; nothing of the
half `report` is shown but these numbers. `speed` times the whole search beside the bare query of the word index and
beside `icontains`, in rounds that alternate, over invented entries made of the site's own sentences.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

from bench import scratch

DATA = scratch.ROOT / "tests" / "data"
CLASSES = ["exact", "toneless", "nfd", "d", "tone_placement", "brands", "codes", "other_language", "typo", "lay"]
CLASSES += ["question", "prefix"]
FIRST = 5
SIZES, ROUNDS = [3_000, 20_000, 100_000], 2
# The longest name of a column; the others are padded to it.
WIDTH = 16


def main():
    part, *more = sys.argv[1:] or [""]
    sizes = [word for word in more if word.isdigit()]
    kinds = [word for word in more if word in scratch.DATABASES] or scratch.DATABASES
    if part not in PARTS or set(more) - {*sizes, *scratch.DATABASES}:
        sys.exit(f"search {' | '.join(PARTS)} [sqlite] [postgres] [NUMBER OF ENTRIES …]")
    with tempfile.TemporaryDirectory() as folder:
        found = {kind: run(part, kind, Path(folder) / kind, sizes) for kind in kinds}
    return PARTS[part](found)


def run(part, kind, answer, sizes):
    """Measure on a database of that `kind` in a process of its own, since Django reads its settings once."""
    command = [sys.executable, "-m", "bench.search_on", part, kind, str(answer), *sizes]
    subprocess.run(command, check=True, cwd=scratch.ROOT)  # noqa: S603 - our own words
    return json.loads(answer.read_text())


# --- how well -------------------------------------------------------------------------------------


def labelled():
    return yaml.safe_load((DATA / "search_queries.yaml").read_text(encoding="utf-8"))


def report_recall(found):
    """Print the table by class and whether both databases and both normal forms gave the same; return the faults."""
    rows = labelled()
    overlap = set(yaml.safe_load((DATA / "search_overlap.yaml").read_text()))
    kinds = list(found)
    answers = found[kinds[0]]
    known = set(answers["known"])
    others = [row for row in rows if row["id"] not in overlap]
    for title, chosen in (("all queries", rows), ("without those that are a synonym, word for word", others)):
        print(f"\n{title}: right record among the first {FIRST} (and as the first)")
        print(f"{'class':<{WIDTH}}{'tuning':>24}{'report':>24}")
        for name in [*CLASSES, "all"]:
            halves = [recall(chosen, name, half, answers["ranks"], known) for half in ("tuning", "report")]
            print(f"{name:<{WIDTH}}" + "".join(f"{half:>24}" for half in halves))
    unequal = unlike(answers["ranks"], *(found[kind]["ranks"] for kind in kinds[1:]))
    forms = sum(unlike(found[kind]["ranks"], found[kind]["other_form"]) for kind in kinds)
    unknown = sum(not known.intersection(row["relevant"]) for row in rows)
    print(f"\n{len(rows)} queries on {' and '.join(kinds)}; {unknown} ask for what is not there and do not count")
    print(f"ranked otherwise on the other database: {unequal}; in the other normal form: {forms}")
    return unequal + forms


def unlike(ranks, *others):
    """Return how many queries find something else, or in another order, in `others`."""
    return sum(other[name] != found for other in others for name, found in ranks.items())


def recall(rows, name, half, ranks, known):
    """Return, as one cell, the share of queries with a right record among the first five, and as the first."""
    asked = [row for row in rows if name in (row["class"], "all") and row["half"] == half]
    wanted = [(set(row["relevant"]) & known, ranks[row["id"]]) for row in asked]
    wanted = [(right, rank) for right, rank in wanted if right]
    if not wanted:
        return "-"
    hits, firsts = (sum(bool(right.intersection(rank[:first])) for right, rank in wanted) for first in (FIRST, 1))
    return f"{hits / len(wanted):.3f} ({firsts / len(wanted):.2f}) of {len(wanted):>3}"


# --- how fast -------------------------------------------------------------------------------------


def report_speed(found):
    """Print p50 and p99 in milliseconds and the ratios that were promised at 20,000 entries; return the faults."""
    faults = 0
    for kind, sizes in found.items():
        print(f"\n{kind}, milliseconds for one query: p50 / p99")
        print(f"{'entries':>9}{'search':>18}{'bare index':>18}{'icontains':>20}{'nearest':>18}")
        for size, times in sizes.items():
            cells = {name: percentiles(took) for name, took in times.items()}
            print(f"{size:>9}{cells['search']:>18}{cells['bare']:>18}{cells['icontains']:>20}{cells['nearest']:>18}")
            own, bare, plain = (statistics.median(times[name]) for name in ("search", "bare", "icontains"))
            is_right = own <= 2 * bare and 5 * own <= plain
            faults += size == "20000" and not is_right
            print(f"{'':>9}{own / bare:.1f} x the bare query; {plain / own:.0f} x faster than icontains")
    return faults


def percentiles(took):
    p99 = statistics.quantiles(took, n=100, method="inclusive")[98]
    return f"{statistics.median(took):.2f} / {p99:.1f}"


PARTS = {"recall": report_recall, "speed": report_speed}

if __name__ == "__main__":
    sys.exit(bool(main()))
