"""Sharing a page: complete without JavaScript, two more ways with it, and no word of the page changed by them."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.once]

PATH = "/en/conditions/chronic-hepatitis-b/"
ADDRESS = f"{settings.SITE_URL}/r/hep-b"
PHONE = {"width": 320, "height": 740}
SHARE, COPY = "Send with another app", "Copy the address"


@pytest.fixture
def opened(visit, site):
    """A function that opens the page and its part for sharing, after `script`; options are the window's."""

    def open_part(script="", **options):
        page = visit("about:blank", viewport=PHONE, **options)
        page.add_init_script(script)
        page.goto(site + PATH)
        page.locator(".share summary").click()
        return page

    return open_part


def buttons(page):
    return page.locator(".share button:visible").all_inner_texts()


def test_without_javascript_the_address_and_a_message_are_offered(opened):
    page = opened(java_script_enabled=False)

    assert page.locator(".share-address").inner_text() == ADDRESS
    assert page.locator(".share a:visible").get_attribute("href").startswith("mailto:?subject=Chronic%20hepatitis%20B&")
    assert buttons(page) == []


def test_a_browser_that_can_only_copy_offers_that(opened):
    page = opened("delete Navigator.prototype.share;", permissions=["clipboard-read", "clipboard-write"])
    assert buttons(page) == [COPY]

    page.get_by_role("button", name=COPY).click()

    page.locator(".share [role=status]", has_text="Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == ADDRESS


def test_a_browser_that_can_do_neither_offers_neither(opened):
    page = opened(
        "delete Navigator.prototype.share; Object.defineProperty(navigator, 'clipboard', { value: undefined });"
    )

    assert buttons(page) == []


def test_where_copying_is_refused_the_address_is_marked(opened):
    page = opened("navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));")

    page.get_by_role("button", name=COPY).click()

    page.wait_for_function("getSelection().toString() !== ''")
    assert page.evaluate("getSelection().toString()") == ADDRESS
    assert page.locator(".share [role=status]").inner_text() == ""


@pytest.mark.parametrize("outcome", ["Promise.resolve()", "Promise.reject(new DOMException('no', 'AbortError'))"])
def test_another_app_gets_what_the_card_says(opened, site, outcome):
    page = opened(f"window.given = []; navigator.share = (page) => {{ given.push(page); return {outcome}; }};")
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    assert buttons(page) == [SHARE, COPY]

    page.get_by_role("button", name=SHARE).click()

    said = page.locator("meta[name=description]").get_attribute("content")
    wanted = {"title": "Chronic hepatitis B", "text": said, "url": settings.SITE_URL + PATH}
    assert page.evaluate("given") == [wanted]
    page.wait_for_timeout(50)
    assert faults == []


def test_it_can_be_pressed_and_read(opened):
    page = opened("navigator.share = async () => {};")

    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    for part in page.locator(".share :is(summary, button, a)").all():
        assert part.bounding_box()["height"] >= 44
