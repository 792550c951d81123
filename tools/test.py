"""Run pytest on SQLite and on PostgreSQL, with a real browser. Arguments go to pytest.

$DATABASES chooses ("sqlite", "postgres"; both unless set). $TEST_DATABASE_URL names a PostgreSQL to test on;
DATABASE_URL never counts here, because it may be the live one.
What no database can change is tested on the first one only (see second_database.py).
With CI=true a missing database or browser, or a skipped test, is a failure.
"""

import os
import signal
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

from browser import find_chromium
from postgres import temporary_server

ROOT = Path(__file__).resolve().parent.parent
CI = os.environ.get("CI", "").lower() in {"true", "1"}
# What the operator of a site sets must not change what a test sees.
OPERATORS = ["DATABASE_URL", "DEBUG", "SITE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "BEHIND_PROXY", "HSTS_PRELOAD"]
OPERATORS += ["PUBLISHER_NAME", "PUBLISHER_EMAIL", "SECOND_FACTOR", "EMAIL_URL", "EMAIL_FROM"]


def missing(what: str, remedy: str) -> None:
    """Say loudly what is missing; in CI, stop."""
    print(f"\n!!! No {what}: the tests that need it DO NOT RUN. To mend: {remedy}\n", file=sys.stderr, flush=True)
    if CI:
        sys.exit(1)


def environment() -> dict[str, str]:
    """Return the environment of the tests, the browser included."""
    given = {name: value for name, value in os.environ.items() if name not in OPERATORS}
    chromium = find_chromium()
    if chromium:
        given["CHROMIUM"] = chromium
    else:
        missing("Chromium", "apt-get install chromium-headless-shell, or set CHROMIUM to its path.")
    # Playwright keeps an event loop running in the thread of the tests, which Django would take for asynchronous code.
    return given | {"DJANGO_ALLOW_ASYNC_UNSAFE": "true", "DJANGO_SETTINGS_MODULE": "portal.settings"}


def pytest(name: str, given: dict[str, str], is_second: bool = False, **more: str) -> bool:
    """Run the tests on the database called `name`; say whether all of them passed."""
    print(f"\n=== Tests on {name} ===", flush=True)
    plugins = ["-p", "tools.no_skips"] * CI + ["-p", "tools.second_database"] * is_second
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", *plugins, *sys.argv[1:]]
    return subprocess.run(command, cwd=ROOT, env=given | more).returncode == 0


def on_postgres(given: dict[str, str], is_second: bool) -> bool:
    """Run the tests on $TEST_DATABASE_URL, else on a server of our own; say whether all of them passed."""
    named = os.environ.get("TEST_DATABASE_URL")
    with nullcontext(named) if named else temporary_server() as address:
        if address is None:
            missing("PostgreSQL", "apt-get install postgresql, or set TEST_DATABASE_URL.")
            return True
        return pytest("PostgreSQL", given, is_second, DATABASE_URL=address)


def main() -> int:
    """Compile the interface words, then test on each database, the second also when the first has failed."""
    # So that `finally` runs, and the server stops, when we are told to.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    databases = (os.environ.get("DATABASES") or "sqlite postgres").split()
    if not databases or set(databases) - {"sqlite", "postgres"}:
        sys.exit(f"DATABASES={' '.join(databases)}: choose from sqlite and postgres.")
    given = environment()
    subprocess.run([sys.executable, "manage.py", "build_messages"], cwd=ROOT, env=given, check=True)
    runs = {"sqlite": lambda: pytest("SQLite", given), "postgres": lambda: on_postgres(given, "sqlite" in databases)}
    passed = {name: runs[name]() for name in databases}
    print("".join(f"\n{name}: {'passed' if good else 'FAILED'}" for name, good in passed.items()), flush=True)
    return 0 if all(passed.values()) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
    except subprocess.CalledProcessError as error:
        sys.exit(f"Stopped: {' '.join(map(str, error.cmd))} failed with {error.returncode}.")
