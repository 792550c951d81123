"""Keeping the site on the phone: nothing before the reader asks, all of it afterwards, and nothing once removed."""

import pytest
from playwright.sync_api import Error

from portal import offline

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.once]
STORED = """async () => [
  (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length,
  localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, document.cookie,
]"""
NOTHING = [0, 0, 0, 0, 0, ""]
VERSION = "async () => (await (await caches.open('site')).match('/offline/en.gz')).headers.get('X-Version')"


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    return tmp_path_factory.mktemp("offline")


@pytest.fixture(autouse=True)
def folder(settings, packed):
    """One folder for all tests here: packing the whole site takes seconds."""
    settings.OFFLINE_FOLDER = packed


@pytest.fixture
def keep(visit, site):
    """A function that keeps the site in a fresh window and returns its page."""

    def keep_it(path="/vi/tren-dien-thoai/"):
        page = visit(site + path)
        page.click(".keep")
        page.locator(".forget").wait_for(timeout=120_000)
        return page

    return keep_it


def test_nothing_is_stored_before_the_reader_asks(visit, site):
    page = visit(f"{site}/vi/")
    for path in ("/vi/benh/viem-gan-b-man-tinh/", "/vi/tim-kiem/?q=gan", "/en/glossary/", "/vi/tren-dien-thoai/"):
        page.goto(site + path)

    assert page.evaluate(STORED) == NOTHING


def test_the_whole_site_is_read_without_a_network_and_removed_with_one_tap(keep, site):
    page = keep()
    page.context.set_offline(True)
    for path, heading in (
        ("/vi/benh/viem-gan-b-man-tinh/", "Viêm gan B mạn tính"),
        ("/en/conditions/chronic-hepatitis-b/", "Chronic hepatitis B"),
        ("/vi/cach-dung/tiem-duoi-da/song-ngu/", "Tiêm dưới da"),
    ):
        page.goto(site + path)
        assert page.locator("h1").first.inner_text().startswith(heading)
        assert page.locator(".offline-note").is_visible()
        # The style is there too, or the skip link would stand in the page.
        assert page.locator(".skip-link").bounding_box()["x"] < 0
        # So is the script that reads aloud: it has made its buttons.
        assert page.locator(".listen button").count() == 4

    page.goto(f"{site}/en/conditions/chronic-hepatitis-b/")
    page.locator("main a.term").first.click()
    page.locator(".meaning:popover-open").wait_for()

    page.goto(f"{site}/vi/benh/viem-gan-b-man-tinh/")
    page.fill("#search-words", "viem gan b")
    page.press("#search-words", "Enter")
    assert page.locator("main .records a").first.inner_text() == "Viêm gan B mạn tính"

    page.goto(f"{site}/vi/tren-dien-thoai/")
    page.click(".forget")
    page.locator(".keep").wait_for()
    assert page.evaluate(STORED) == NOTHING
    with pytest.raises(Error):
        page.goto(f"{site}/vi/")


def test_hostile_words_are_shown_as_words(keep, site):
    page = keep()
    page.context.set_offline(True)

    page.goto(site + "/vi/tim-kiem/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")

    assert page.locator("main h1").inner_text() == "<img src=x onerror=alert(1)>"
    assert page.locator("main img").count() == 0


def test_once_the_network_is_back_it_comes_first_and_what_is_kept_follows(keep, site, monkeypatch):
    page = keep("/en/on-my-phone/")
    before = page.evaluate(VERSION)
    page.context.set_offline(True)
    page.goto(f"{site}/en/")
    assert page.locator(".offline-note").is_visible()
    monkeypatch.setattr(offline, "stamps", [*offline.stamps, lambda: "corrected for safety"])

    page.context.set_offline(False)
    page.goto(f"{site}/en/")

    assert page.locator(".offline-note").is_hidden()
    page.wait_for_function(f"({VERSION})().then((now) => now !== '{before}')", timeout=120_000)
