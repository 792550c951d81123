"""Every public page as a visitor and a search engine find it: by following links from `/`. Done once per process."""

from collections import deque
from dataclasses import dataclass
from functools import cache, cached_property
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import translation

LIMIT = 3000


@dataclass
class Answer:
    """What one address answered: a page, or a redirect to `leads_to`."""

    path: str
    status: int
    headers: dict
    cookies: list
    html: str
    queries: int
    found_on: str
    leads_to: str = ""

    @property
    def language(self):
        return self.path.split("/")[1]

    @property
    def is_page(self):
        return self.status == 200 and self.headers.get("Content-Type", "").startswith("text/html")

    @property
    def view(self):
        with translation.override(self.language):
            return resolve(urlsplit(self.path).path).view_name

    @cached_property
    def soup(self):
        return BeautifulSoup(self.html, "html.parser")

    @cached_property
    def ids(self):
        return [element["id"] for element in self.soup.find_all(id=True)]

    @cached_property
    def links(self):
        """The `(path with query, anchor)` of each link and form that leads into the site, seen from this page."""
        found = []
        targets = [link["href"] for link in self.soup.find_all("a", href=True)]
        targets += [form["action"] for form in self.soup.find_all("form", action=True)]
        for target in targets:
            address, anchor = urldefrag(urljoin(settings.SITE_URL + self.path, target))
            if address.startswith(settings.SITE_URL + "/"):
                found.append((address.removeprefix(settings.SITE_URL), anchor))
        return found


def ask(client, path, found_on):
    """Get `path` without following where it leads."""
    # What is kept of queries has an end, and Django warns of it.
    reset_queries()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    html = response.content.decode() if "text" in response.headers.get("Content-Type", "") else ""
    location = response.headers.get("Location", "")
    leads_to = urljoin(path, location).removeprefix(settings.SITE_URL) if location else ""
    cookies = list(response.cookies)
    return Answer(path, response.status_code, dict(response.headers), cookies, html, len(queries), found_on, leads_to)


def ends_at(answers, path):
    """Return the Answer to which `path` leads in the end."""
    answer = answers[path]
    return ends_at(answers, answer.leads_to) if answer.leads_to else answer


@cache
def crawl():
    """Return `{path: Answer}` of all that can be reached from `/` by links and redirects."""
    client = Client()
    answers, waiting = {}, deque([("/", "the beginning")])
    while waiting:
        path, found_on = waiting.popleft()
        if path in answers:
            continue
        if len(answers) > LIMIT:
            raise AssertionError(f"more than {LIMIT} addresses; {path} was found on {found_on}")
        answer = answers[path] = ask(client, path, found_on)
        targets = [answer.leads_to] if answer.leads_to else [target for target, _ in answer.links]
        waiting.extend((target, path) for target in targets)
    return answers
