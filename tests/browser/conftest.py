"""One Chromium for all tests of a process, and a site with all content to visit."""

import os
import threading

import pytest
from django.core.handlers.base import BaseHandler
from django.core.management import call_command
from django.db import connection, connections
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="session")
def browser(django_db_setup):
    path = os.environ.get("CHROMIUM")
    if not path:
        pytest.skip(reason="no Chromium: set CHROMIUM to its path")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()
        # While Playwright's event loop runs, this thread has a second set of connections, which nobody else closes.
        connections.close_all()


@pytest.fixture(scope="module", autouse=True)
def one_answer_at_a_time():
    """The threads of a live server share one connection to SQLite in memory; used by two at once, it may hang."""
    turn, get_response = threading.RLock(), BaseHandler.get_response

    def get_response_in_turn(handler, request):
        with turn:
            return get_response(handler, request)

    with pytest.MonkeyPatch.context() as patched:
        if connection.vendor == "sqlite":
            patched.setattr(BaseHandler, "get_response", get_response_in_turn)
        yield


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """The address of a running site with all content, for tests that change nothing."""
    from therapies.models import Page

    with django_db_blocker.unblock():
        if not Page.objects.exists():
            call_command("load_content", verbosity=0)
        server = LiveServer("127.0.0.1")
        # Stopping waits for what nobody waits for any more, like the whole site packed for a phone: it would go on with
        # the connection of the next test.
        server.thread.httpd.daemon_threads = False
        yield server.url
        server.stop()


@pytest.fixture
def visit(browser):
    """A function that opens an address in a fresh window and returns the page; options are the window's."""
    windows = []

    def open_page(url, **options):
        window = browser.new_context(**options)
        windows.append(window)
        # An answer may have to wait for one before it that packs the whole site for a phone.
        window.set_default_navigation_timeout(120_000)
        page = window.new_page()
        page.goto(url)
        return page

    yield open_page
    for window in windows:
        window.close()
