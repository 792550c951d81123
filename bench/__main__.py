"""Measure the site: `make bench`. Absolute numbers belong to this machine; the ratios are what to compare.

Pages beside a bare Django view and the loading of the content run in one process, without a server, on a temporary
SQLite with all content; then the search on both databases (`bench.search`).
"""

import os
import runpy
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

if sys.argv[1:]:
    # `python -m bench NAME …` runs the part of that name, which prepares for itself whatever it measures.
    sys.argv.pop(0)
    runpy.run_module(f"bench.{sys.argv[0]}", run_name="__main__")
    sys.exit()

FOLDER = tempfile.TemporaryDirectory()
os.environ |= {"DATABASE_URL": f"sqlite:///{Path(FOLDER.name) / 'db.sqlite3'}", "DEBUG": "off"}
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django  # noqa: E402 - the settings read the environment

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import path  # noqa: E402

from portal import urls  # noqa: E402

PAGES = {
    "home": "/vi/",
    "list of illnesses": "/vi/benh/",
    "illness": "/vi/benh/viem-gan-b-man-tinh/",
    "medicine": "/vi/thuoc/peginterferon-alfa-2a/",
    "brand": "/vi/biet-duoc/pegasys/",
    "route": "/vi/cach-dung/tiem-duoi-da/",
    "side effects": "/vi/tac-dung-phu/",
    "glossary": "/vi/thuat-ngu/",
    "services": "/vi/noi-tro-giup/",
    "then and today": "/vi/khi-do-va-hien-nay/",
    "sources": "/vi/nguon/",
    "search": "/vi/tim-kiem/?q=viem+gan",
}
ROUNDS = 30


def milliseconds(work, rounds=ROUNDS):
    """Return the median time of one call of `work`, after one that warms up."""
    work()
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begun))
    return statistics.median(times)


def request(client, address):
    response = client.get(address)
    assert response.status_code == 200, address


def report_pages():
    client = Client(headers={"host": "127.0.0.1"})
    urls.urlpatterns.insert(0, path("bare/", lambda request: HttpResponse("ok")))
    bare = milliseconds(lambda: request(client, "/bare/"))
    print(f"\n{'page':<20}{'ms':>8}{'a second':>10}{'times a bare view':>19}")
    print(f"{'bare Django view':<20}{bare:>8.2f}{1000 / bare:>10.0f}{1:>19}")
    for name, address in PAGES.items():
        took = milliseconds(lambda address=address: request(client, address))
        print(f"{name:<20}{took:>8.2f}{1000 / took:>10.0f}{took / bare:>19.1f}")


def main():
    # Hashed file names need a collectstatic, which has nothing to do with what is measured.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    call_command("build_messages", verbosity=0)
    call_command("migrate", verbosity=0)
    for when in ("empty", "loaded"):
        begun = time.perf_counter()
        call_command("load_content", verbosity=0)
        print(f"load_content, {when} database: {time.perf_counter() - begun:.1f} s")
    report_pages()


if __name__ == "__main__":
    main()
    for part in ("recall", "speed"):
        subprocess.run([sys.executable, "-m", "bench.search", part])  # noqa: S603 - our own words
