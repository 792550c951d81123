"""The whole site as one file for each language, for readers who keep it on their phone.

A file is gzipped JSON: `pages` (the HTML of each by its path), `assets` (what they need besides), `search` (the path of
the page that a phone makes itself) and `entries` (what that finds). It is made anew by the first request after
something changed. static/js/worker.js reads it.
"""

import gzip
import hashlib
import json
import re
import threading
from collections import deque
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from portal.models import IndexEntry

# What tells that the content has changed: functions without arguments that other apps add; each returns a string.
stamps = []

# What pages are made of besides the content.
CODE = ["templates", "static", "locale"]
LINK = re.compile(r'href="(/[^"#?]*)')
ASSET = re.compile(r'(?:href|src)="(' + re.escape(settings.STATIC_URL) + r'[^"]+)"')

_making = threading.Lock()


def version():
    """Return what the site is like now: another word after each change of its content, templates or static files."""
    parts = [_code_version(), *(str(stamp()) for stamp in stamps)]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def file_of(language):
    """Return the path of the file of `language` as the site is now, made if need be; the name holds its version."""
    path = _path(language, version())
    if not path.exists():
        with _making:
            if not path.exists():
                _write(language, path)
    return path


def _path(language, of):
    return Path(settings.OFFLINE_FOLDER) / f"{language}-{of}.json.gz"


@cache
def _code_version():
    """Return what changes with a new release."""
    found = [file for folder in CODE for file in (settings.BASE_DIR / folder).rglob("*") if file.is_file()]
    return hashlib.sha256("".join(sorted(f"{file} {file.stat().st_mtime_ns}" for file in found)).encode()).hexdigest()


def _write(language, path):
    """Write the file and remove those that it follows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    packed = gzip.compress(json.dumps(contents(language), ensure_ascii=False).encode(), mtime=0)
    draft = path.with_suffix(f".{threading.get_ident()}")
    draft.write_bytes(packed)
    draft.rename(path)
    for former in path.parent.glob(f"{language}-*.json.gz"):
        if former != path:
            former.unlink(missing_ok=True)


def contents(language):
    """Return what the file of `language` holds."""
    with translation.override(language):
        start, search, desk = reverse("home"), reverse("search"), reverse("admin:index")
    pages = read_pages(start, left_out=(search, desk))
    assets = sorted({asset for html in pages.values() for asset in ASSET.findall(html)})
    return {"pages": pages, "assets": assets, "search": search, "entries": entries(language, pages)}


def entries(language, pages):
    """Return the public records that stand on `pages`: title, summary, path, kind and the folded words of each."""
    found = []
    for entry in IndexEntry.objects.published().order_by("position", "key"):
        path = getattr(entry, f"path_{language}")
        if path.split("#")[0] in pages:
            kind = str(apps.get_model(entry.model)._meta.verbose_name)
            summary = next(iter(entry.texts.values()), {}).get(language, "")
            folded = map(_words, (entry.folded_title, entry.folded))
            found.append([getattr(entry, f"title_{language}"), summary, path, kind, *folded])
    return found


def _words(folded):
    """Return `folded` in one line, each word with a blank on both sides."""
    return f" {' '.join(folded.split())} "


def read_pages(start, left_out):
    """Return `{path: HTML}` of all pages under `start` that links lead to, as an unknown reader gets them.

    Paths that begin with one of `left_out` are not read.
    """
    handler = BaseHandler()
    handler.load_middleware()
    site = urlsplit(settings.SITE_URL)
    requests = RequestFactory(headers={"host": site.netloc})
    pages, waiting = {}, deque([start])
    while waiting:
        path = waiting.popleft()
        if path in pages or not path.startswith(start) or path.startswith(left_out):
            continue
        # Each request activates the language of its address, and the reader whose request this is has one of their own.
        with translation.override(translation.get_language()):
            response = handler.get_response(requests.get(path, secure=site.scheme == "https"))
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            pages[path] = response.content.decode()
            waiting.extend(LINK.findall(pages[path]))
    return pages
