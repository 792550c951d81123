"""What the safety gate finds on pairs that it was not tuned on: `python -m bench.parity`.

Prints, for each set in tests/data, the share of pairs of each kind in which a difference is found; for "correct" pairs
that is the share of false alarms.
"""

import os
import time
from collections import Counter
from pathlib import Path
from statistics import median

import django
import yaml

SETS = Path(__file__).resolve().parent.parent / "tests" / "data"


def measure(path):
    """Return `(pairs by kind, found by kind, seconds per pair)` for the set at `path`."""
    from editorial.parity import compare

    pairs, found, seconds = Counter(), Counter(), []
    for pair in yaml.safe_load(path.read_text(encoding="utf-8")):
        start = time.perf_counter()
        differences = compare(pair["vi"], pair["en"])
        seconds.append(time.perf_counter() - start)
        pairs[pair["kind"]] += 1
        found[pair["kind"]] += bool(differences)
    return pairs, found, seconds


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    for path in sorted(SETS.glob("parity_eval_*.yaml")):
        pairs, found, seconds = measure(path)
        print(f"{path.name}: median {1000 * median(seconds):.2f} ms a pair")
        for kind, count in pairs.items():
            print(f"  {kind:10} {found[kind]:5} of {count:5}  {100 * found[kind] / count:5.1f} %")


if __name__ == "__main__":
    main()
