"""Look at the running site with the tools that outsiders judge it by: axe, Nu HTML checker, Lighthouse, headers.

Also tries all of the damaged content files of which `make test` tries some.

Serves all content from a temporary database on a free port, reads every page, prints a table, and exits 1 if anything
failed; a tool that is missing counts as failed. `npm ci --ignore-scripts` installs the two tools that come from npm.
With RUNS=1 Lighthouse looks at each page once, not five times.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from browser import find_chromium

ROOT = Path(__file__).resolve().parent.parent
VNU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
LIGHTHOUSE = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
NPM = "npm ci --ignore-scripts"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"target-size": {"enabled": True}},
}
# Width in CSS pixels, colours, and how large text is: 2 is what a reader with weak eyes sets (WCAG 1.4.4).
LOOKS = [(width, scheme, 1) for width in (360, 1280) for scheme in ("light", "dark")]
LOOKS += [(360, "light", 2), (1280, "light", 2)]
# What MDN's HTTP Observatory asks of a site. Its own scanner wants ports 80 and 443 and a trusted certificate.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "object-src 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Set-Cookie": None,
    "Access-Control-Allow-Origin": None,
    "Server": "granian",  # and no version
}
# Points of 100. The site asks not to be listed until somebody answers for it, so that audit is left out.
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
# Lighthouse runs of each page, of which the median counts: a busy machine makes one of them slow.
RUNS = int(os.environ.get("RUNS", "5"))
# How the address of a page in both languages ends.
BOTH = ("song-ngu", "side-by-side")


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@contextmanager
def running_site(home: Path):
    """Serve all content from a database in `home`; yield the address."""
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    given = os.environ | {"DATABASE_URL": f"sqlite:///{home / 'db.sqlite3'}", "SITE_URL": site, "DEBUG": "off"}
    given |= {"SECRET_KEY": "only for this audit", "DJANGO_SETTINGS_MODULE": "portal.settings"}
    for command in (["build_messages"], ["migrate"], ["load_content"], ["collectstatic", "--no-input"]):
        quiet = {"stdout": subprocess.DEVNULL}
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=given, check=True, **quiet)
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--blocking-threads", "4", "--no-access-log", "--log-level", "warning", "portal.wsgi:application"]
    server = subprocess.Popen(command, cwd=ROOT, env=given)
    try:
        wait_for(site)
        yield site
    finally:
        server.terminate()
        server.wait()


def wait_for(site: str) -> None:
    for _ in range(100):
        try:
            urlopen(f"{site}/vi/").close()  # noqa: S310 - our own server
            return
        except URLError:
            time.sleep(0.2)
    sys.exit("The site did not start.")


def read(site: str, path: str):
    """Return the status, headers and text of `path`."""
    try:
        with urlopen(site + path) as answer:  # noqa: S310 - our own server
            return answer.status, answer.headers, answer.read().decode()
    except HTTPError as error:
        return error.code, error.headers, error.read().decode()


def crawl(site: str) -> dict:
    """Return `{path: (status, headers, text)}` of every page that links lead to, and of one that nobody has."""
    found, waiting = {}, deque(["/vi/", "/en/", "/vi/tim-kiem/?q=viem+gan", "/en/search/?q=hepatitis", "/vi/khong-co/"])
    while waiting:
        path = waiting.popleft()
        if path in found or path.endswith(".webmanifest"):
            continue
        found[path] = read(site, path)
        links = re.findall(r'(?:href|action)="(/(?:vi|en)/[^"#]*)', found[path][2])
        waiting.extend(link.replace("&amp;", "&") for link in links)
    return found


def look(site: str, paths: list, chromium: str) -> list:
    """Return what axe finds wrong on `paths` in each of LOOKS, and where text twice as large is cut."""
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    faults = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page()
        for path in paths:
            page.goto(site + path)
            page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
            for width, scheme, times in LOOKS:
                page.set_viewport_size({"width": width, "height": 800})
                page.emulate_media(color_scheme=scheme)
                page.evaluate("(size) => { document.documentElement.style.fontSize = size }", f"{112.5 * times}%")
                result = Axe().run(page, options=WCAG).response
                faults += [f"{path} {width} {scheme} {times}: {fault['id']}" for fault in result["violations"]]
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    faults.append(f"{path} {width} {times}: wider than the screen")
        browser.close()
    return faults


def axe(site: str, pages: dict) -> list:
    chromium = find_chromium()
    if not chromium:
        return ["no Chromium: apt-get install chromium-headless-shell"]
    paths = sorted(pages)
    with ProcessPoolExecutor(2) as pool:
        halves = [pool.submit(look, site, paths[start::2], chromium) for start in (0, 1)]
        return [fault for half in halves for fault in half.result()]


def html(site: str, pages: dict) -> list:
    """Return what the Nu HTML checker says against the pages."""
    if not shutil.which("java") or not VNU.exists():
        return [f"no Nu HTML checker: apt-get install default-jre-headless; {NPM}"]
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, path in enumerate(sorted(pages)):
            file = Path(folder) / f"{number}.html"
            file.write_text(pages[path][2], encoding="utf-8")
            names[file.name] = path
        command = ["java", "-Xss8m", "-jar", VNU, "--format", "json", "--skip-non-html", folder]
        done = subprocess.run(command, capture_output=True, text=True)
    said = json.loads(done.stderr or '{"messages": []}')["messages"]
    wrong = [message for message in said if message["type"] == "error" or message.get("subType") == "warning"]
    return [f"{names[Path(urlsplit(message['url']).path).name]}: {message['message']}" for message in wrong]


def headers(site: str, pages: dict) -> list:
    """Return where a page's headers are not those of the table, and what does not answer as it should."""
    faults = [f"{path}: {status}" for path, (status, _, _) in pages.items() if status != 200 and "khong-co" not in path]
    for path, (_status, found, _text) in pages.items():
        faults += [f"{path}: {name} {found[name]}" for name, wanted in HEADERS.items() if found[name] != wanted]
    return faults


def lighthouse(site: str, pages: dict) -> list:
    """Return the categories in which a page stays under LEAST at the median, seen as a phone on a slow line.

    Of each template one page is looked at in each language, the middle one by length.
    """
    chromium = find_chromium()
    if not shutil.which("node") or not LIGHTHOUSE.exists() or not chromium:
        return [f"no Lighthouse: apt-get install nodejs npm chromium-headless-shell; {NPM}"]
    command = ["node", LIGHTHOUSE, "--quiet", "--output=json", "--skip-audits=is-crawlable"]
    command += [f"--only-categories={','.join(LEAST)}", f"--chrome-flags=--headless {' '.join(FLAGS)}"]
    given = os.environ | {"CHROME_PATH": chromium}
    faults, least = [], dict.fromkeys(LEAST, 100)
    for path in one_of_each_template(pages):
        runs = [subprocess.run([*command, site + path], capture_output=True, text=True, env=given) for _ in range(RUNS)]
        failed = [run.stderr.strip()[-200:] for run in runs if run.returncode]
        if failed:
            faults.append(f"{path}: {failed[0]}")
            continue
        found = [json.loads(run.stdout)["categories"] for run in runs]
        points = {name: round(100 * median(each[name]["score"] or 0 for each in found)) for name in LEAST}
        faults += [f"{path}: {name} {points[name]}" for name in LEAST if points[name] < LEAST[name]]
        least = {name: min(least[name], points[name]) for name in LEAST}
    print(f"lighthouse, the least of all pages: {least}")
    return faults


def one_of_each_template(pages: dict) -> list:
    """Return the path of the page in the middle by length, of those that look alike by their address."""
    alike = {}
    for path in pages:
        if "?" not in path and "khong-co" not in path:
            alike.setdefault(template_of(path, pages), []).append(path)
    return [sorted(paths, key=lambda path: len(pages[path][2]))[len(paths) // 2] for paths in alike.values()]


def template_of(path: str, pages: dict) -> tuple:
    """Return what pages with the template of `path` have in common: a record's page is one that has both languages."""
    language, *parts = path.strip("/").split("/")
    end = parts.pop() if parts and parts[-1] in BOTH else ""
    is_record = any("/".join(["", language, *parts, both, ""]) in pages for both in BOTH)
    return language, end, is_record, "page" if is_record and len(parts) == 1 else "".join(parts[:1])


def damaged(site: str, pages: dict) -> list:
    """Return which of all damaged content files are loaded by halves, or refused without words."""
    command = [sys.executable, "tools/test.py", "-q", "tests/editorial/test_fuzz.py"]
    given = os.environ | {"DAMAGED": "all", "DATABASES": "sqlite"}
    done = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True)
    lines = done.stdout.strip().split("\n")
    named = [line for line in lines if line.startswith(("FAILED", "ERROR"))]
    return named or lines[-1:] * bool(done.returncode)


def main() -> int:
    tools = {"headers": headers, "html": html, "axe": axe, "lighthouse": lighthouse, "damaged": damaged}
    wanted = sys.argv[1:] or list(tools)
    with tempfile.TemporaryDirectory() as home, running_site(Path(home)) as site:
        pages = crawl(site)
        print(f"{len(pages)} pages", flush=True)
        table = []
        for name in wanted:
            begun = time.monotonic()
            faults = tools[name](site, pages)
            table.append((name, len(faults), time.monotonic() - begun))
            print("".join(f"{name}: {fault}\n" for fault in list(dict.fromkeys(faults))[:40]), end="", flush=True)
    print(f"\n{'tool':<12}{'faults':>8}{'seconds':>9}")
    for name, count, seconds in table:
        print(f"{name:<12}{count:>8}{seconds:>9.0f}")
    return int(any(count for _name, count, _seconds in table))


if __name__ == "__main__":
    sys.exit(main())
