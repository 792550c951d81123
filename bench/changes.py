"""Drift and Changes against the reference of tests/editorial: `python -m bench changes` (or `bench.changes SEQUENCES`).

100,000 random histories of texts and rows on the pure functions, then 2,000 random sequences of desk steps on a
throw-away SQLite and as many on a throw-away PostgreSQL. Every figure but the first three columns has to be 0.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PURE, ON_DATABASE, STEPS = 100_000, 2_000, 20
KINDS = ("missed drift", "false drift", "lost text", "unapproved text")


def report(where, sequences, steps, faults, seconds):
    """Print one line of the table; what is none of the four kinds is a fault all the same."""
    others = sum(faults.values()) - sum(faults[kind] for kind in KINDS)
    figures = "".join(f"{faults[kind]:>17}" for kind in KINDS)
    print(f"{where:<12}{sequences:>10}{steps:>10}{seconds:>9.0f}{figures}{others:>8}", flush=True)


def heading():
    print(f"{'':<12}{'sequences':>10}{'steps':>10}{'seconds':>9}{''.join(f'{kind:>17}' for kind in KINDS)}{'other':>8}")


def on_pure_functions(sequences):
    """Compare `editorial.drift` with the reference on random histories."""
    from tests.editorial import histories

    begun, faults, steps = time.perf_counter(), Counter(), 0
    for seed in range(sequences):
        history = histories.texts if seed % 2 else histories.rows
        found, taken = history(random.Random(seed), Counter())  # noqa: S311 - the same in every run
        faults.update(found)
        steps += taken
    report("pure", sequences, steps, faults, time.perf_counter() - begun)
    return faults


def on_this_database(sequences, first=0):
    """Take random sequences of desk steps on the database of the settings, each rolled back."""
    from django.core.management import call_command
    from django.db import connection

    from tests.editorial import walk

    call_command("migrate", verbosity=0)
    walk.make_people()
    begun, faults, steps = time.perf_counter(), Counter(), 0
    for way in walk.sequences(range(first, first + sequences), STEPS, pages_every=10):
        if way.verdict.faults:
            print("\nA fault:", *way.story, sep="\n  ", flush=True)
        faults.update(way.verdict.faults)
        steps += len(way.story)
    report(connection.vendor, sequences, steps, faults, time.perf_counter() - begun)
    return faults


def elsewhere(sequences, address):
    """Run `on_this_database` in a process of its own, on the database at `address`; return whether all was well."""
    given = os.environ | {"DATABASE_URL": address}
    command = [sys.executable, "-m", "bench.changes", str(sequences), "here"]
    return subprocess.run(command, cwd=ROOT, env=given).returncode == 0  # noqa: S603 - our own command


def main():
    sequences = int(sys.argv[1]) if len(sys.argv) > 1 else ON_DATABASE
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    os.environ["DEBUG"] = "off"
    import django
    from django.conf import settings

    django.setup()
    if sys.argv[2:3] == ["here"]:
        settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
        first = int(sys.argv[3]) if len(sys.argv) > 3 else 0
        return 1 if on_this_database(sequences, first) else 0
    from tools.postgres import temporary_server

    heading()
    good = [not on_pure_functions(PURE)]
    with tempfile.TemporaryDirectory() as folder:
        good.append(elsewhere(sequences, f"sqlite:///{Path(folder) / 'db.sqlite3'}"))
    with temporary_server() as address:
        good.append(address is not None and elsewhere(sequences, address))
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
