"""Opening web addresses: what counts as dead, and what is kept. Only a server on loopback is asked."""

import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import CommandError, call_command

from editorial import links
from editorial.models import LinkCheck, State
from therapies.models import Source

ASKED = []
MOVED = {"moved": "/fine", "moved-away": "file:///etc/passwd", "moved-round": "/moved-round"}
OWN = ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "[::1]", "[::ffff:10.0.0.1]"]


class Site(BaseHTTPRequestHandler):
    """Answers each path in its own way, and remembers what it was asked."""

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        ASKED.append((self.command, self.path, self.headers.get("Cookie")))
        name = self.path.strip("/").split("?")[0]
        if name == "slow":
            # Until whoever asked has given up and gone.
            return self.connection.recv(1)
        if name == "only-get":
            return self.reply(200 if self.command == "GET" else 404)
        if name.startswith("moved"):
            return self.reply(
                301, {"moved": "/fine", "moved-away": "file:///etc/passwd", "moved-round": "/moved-round"}[name]
            )
        return self.reply(int(name) if name.isdigit() else 200)

    def reply(self, status, location=""):
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Set-Cookie", "seen=1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        """Say nothing on the console."""


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def opened(url, timeout=5, is_private_allowed=True):
    ASKED.clear()
    return links.open_one(url, links.opener(is_private_allowed), timeout)


@pytest.mark.parametrize(
    ("path", "status", "is_dead", "asked"),
    [
        ("/fine", 200, False, ["HEAD /fine"]),
        ("/moved", 200, False, ["HEAD /moved", "HEAD /fine"]),
        ("/only-get", 200, False, ["HEAD /only-get", "GET /only-get"]),
        ("/404", 404, True, ["HEAD /404", "GET /404"]),
        ("/410", 410, True, ["HEAD /410", "GET /410"]),
        ("/500", 500, True, ["HEAD /500", "GET /500"]),
        ("/403", 403, False, ["HEAD /403", "GET /403"]),
        ("/viêm gan?q=sốt", 200, False, ["HEAD /vi%C3%AAm%20gan?q=s%E1%BB%91t"]),
    ],
)
def test_open_one_says_what_an_address_answers(site, path, status, is_dead, asked):
    answer = opened(site + path)

    assert (answer.status, answer.error, answer.is_dead) == (status, "", is_dead)
    assert [f"{method} {path}" for method, path, _cookie in ASKED] == asked
    assert {cookie for _method, _path, cookie in ASKED} == {None}


def test_open_one_waits_no_longer_than_told(site):
    begun = time.monotonic()
    answer = opened(f"{site}/slow", timeout=0.2)

    assert (answer.status, answer.error, answer.is_dead) == (None, "timed out", True)
    assert time.monotonic() - begun < 0.9


def test_open_one_says_that_nobody_answers():
    assert opened("http://127.0.0.1:1/").error == "[Errno 111] Connection refused"


def test_open_one_follows_no_address_outside_the_web(site):
    assert opened(f"{site}/moved-away").error == "leads to no web address"
    assert opened("file:///etc/passwd").error == "no web address"


def test_open_one_ends_when_it_is_led_in_a_circle(site):
    answer = opened(f"{site}/moved-round")

    assert (answer.status, answer.is_dead) == (301, True)
    assert "infinite loop" in answer.error


@pytest.mark.parametrize("host", OWN)
def test_open_one_asks_nothing_of_the_own_network(host):
    assert opened(f"http://{host}:1/", is_private_allowed=False).error == "an address inside our own network"


def test_open_all_asks_a_site_one_thing_at_a_time(site):
    urls = [f"{site}/{number}" for number in (200, 404, 204)]
    ASKED.clear()
    answers = list(links.open_all(urls, links.opener(True), 5))

    assert [(answer.url, answer.status) for answer in answers] == list(zip(urls, [200, 404, 204], strict=True))
    assert [path for _method, path, _cookie in ASKED] == ["/200", "/404", "/404", "/204"]


# --- what is kept --------------------------------------------------------------------------------


def source(key, url, state=State.PUBLISHED):
    return Source.objects.create(key=key, title="A page", kind="guideline", read_through="file", url=url, state=state)


def checked():
    rows = LinkCheck.objects.order_by("url")
    return [(row.url.rpartition("/")[2], row.status, bool(row.error), row.failing_since is not None) for row in rows]


def test_check_links_keeps_what_public_records_lead_to(site, no_content, capsys):
    source("fine", f"{site}/fine")
    source("gone", f"{site}/404")
    source("again", f"{site}/404")
    source("draft", f"{site}/500", State.DRAFT)
    source("none", "")

    with pytest.raises(CommandError, match="1 of 2 addresses lead nowhere"):
        call_command("check_links", private=True, timeout=5)

    assert capsys.readouterr().out == f"{site}/404: 404\n"
    assert checked() == [("404", 404, False, True), ("fine", 200, False, False)]


def test_check_links_forgets_what_no_record_names_any_more(site, no_content, capsys):
    record = source("gone", f"{site}/404")
    with pytest.raises(CommandError):
        call_command("check_links", private=True)
    record.url = f"{site}/fine"
    record.save()
    capsys.readouterr()
    call_command("check_links", private=True)

    assert capsys.readouterr().out == "1 addresses lead somewhere.\n"
    assert checked() == [("fine", 200, False, False)]


def test_keep_remembers_since_when_an_address_fails(db):
    first, later = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    url = "http://127.0.0.1/x"
    since = []
    for answer, now in [
        (links.Answer(url, 404), first),
        (links.Answer(url, error="timed out"), later),
        (links.Answer(url, 200), later),
        (links.Answer(url, 500), later + timedelta(days=1)),
    ]:
        links.keep(answer, now)
        since.append(LinkCheck.objects.get(url=url).failing_since)

    assert since == [first, first, None, later + timedelta(days=1)]
    assert LinkCheck.objects.count() == 1
