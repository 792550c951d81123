"""How much the safety gate finds, and how long it takes: `python -m bench.parity [set …]`.

Prints for each set in tests/data its role and, for each kind of pair, the share in which a difference is found beside
the share asked for; for "correct" pairs that is the share of false alarms. Only a blind set, on which the gate was
never tuned, says what it finds on new texts.
"""

import sys
import time
from collections import Counter
from pathlib import Path
from statistics import median

import yaml

from editorial.parity import compare

SETS = Path(__file__).resolve().parent.parent / "tests" / "data"
TUNING = "tuning_a dev tuning_b tuning_c tuning_e tuning_f".split()
ROLES = dict.fromkeys([f"parity_{name}" for name in TUNING], "tuning")
ROLES |= {"parity_eval_d": "blind", "parity_eval_f": "blind"}
TARGETS = dict.fromkeys(["number", "thousands", "decimal", "unit", "phone", "date"], 0.99)
TARGETS |= dict.fromkeys(["negation", "frequency", "route", "range", "structure"], 0.95)
MOST_FALSE_ALARMS = 0.01
MOST_MILLISECONDS = 5


def pairs_of(name):
    """Return the pairs of the set `name` of tests/data, each with `vi`, `en` and `kind`."""
    return yaml.safe_load((SETS / f"{name}.yaml").read_text(encoding="utf-8"))


def measure(pairs):
    """Return `(pairs by kind, found by kind, seconds of each pair)`."""
    made, found, seconds = Counter(), Counter(), []
    for pair in pairs:
        start = time.perf_counter()
        differences = compare(pair["vi"], pair["en"])
        seconds.append(time.perf_counter() - start)
        made[pair["kind"]] += 1
        found[pair["kind"]] += bool(differences)
    return made, found, seconds


def row(kind, found, made):
    """Return one line of the table: the share found, the share asked for, and whether it is reached."""
    share = found / made
    if kind == "correct":
        reached, asked = share <= MOST_FALSE_ALARMS, f"at most {100 * MOST_FALSE_ALARMS:.0f} %"
    elif kind in TARGETS:
        reached, asked = share >= TARGETS[kind], f"at least {100 * TARGETS[kind]:.0f} %"
    else:
        reached, asked = True, ""
    return f"  {kind:10} {found:5} of {made:5}  {100 * share:5.1f} %  {asked:13} {'' if reached else 'missed'}".rstrip()


def report(name):
    """Return the table of the set `name`."""
    made, found, seconds = measure(pairs_of(name))
    errors = [kind for kind in made if kind != "correct"]
    milliseconds = 1000 * median(seconds)
    heading = f"{name} ({ROLES[name]}): median {milliseconds:.2f} ms a pair, at most {MOST_MILLISECONDS} ms"
    total = row("all errors", sum(found[kind] for kind in errors), sum(made[kind] for kind in errors))
    return "\n".join([heading, *(row(kind, found[kind], made[kind]) for kind in made), total])


def main(names):
    for name in names or [name for name in ROLES if (SETS / f"{name}.yaml").exists()]:
        print(report(name))


if __name__ == "__main__":
    main(sys.argv[1:])
