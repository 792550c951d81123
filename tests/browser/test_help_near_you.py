"""Help near you on a small phone: from a place to a number that a thumb can press."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.once]

PHONE = {"viewport": {"width": 360, "height": 740}}
LEAST = 44


def is_faultless(page):
    """Tell whether axe finds nothing and nothing is wider than the window."""
    assert Axe().run(page).response["violations"] == []
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_place_leads_to_a_number_to_press(visit, site, scheme):
    page = visit(f"{site}/vi/noi-tro-giup/", color_scheme=scheme, **PHONE)
    page.select_option("#where", "VN-HN")
    page.locator(".filter button").click()
    page.wait_for_url("**/vi/noi-tro-giup/?where=VN-HN&illness=&need=&language=")

    phone = page.locator('#ngaymai-hotline a[href^="tel:"]')
    assert phone.get_attribute("href") == "tel:0963061414"
    assert page.locator("main article.card").count() == 5
    targets = [phone, page.locator(".limits a"), page.locator(".calling summary").first, page.locator("#where")]
    sizes = [target.bounding_box() for target in targets]
    assert [size for size in sizes if size["height"] < LEAST or size["width"] < LEAST] == []
    assert is_faultless(page)

    page.locator(".limits a").click()
    page.wait_for_url("**/vi/noi-tro-giup/")
    assert page.locator("main article.card").count() == 23


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_fits_nothing_and_what_to_say_are_faultless(visit, site, scheme):
    page = visit(f"{site}/vi/noi-tro-giup/?where=XX&illness=ms&language=es", color_scheme=scheme, **PHONE)
    page.locator(".calling summary").first.click()

    said = page.locator("#when-calling-vi .pair").first.locator("[lang]")
    assert [cell.get_attribute("lang") for cell in said.all()] == ["vi", "en"]
    assert page.locator(".unknown").count() == 1
    assert is_faultless(page)

    page.goto(f"{site}/en/help/k-hospital/")
    assert page.locator("#when-calling-en .pair").first.is_visible()
    assert is_faultless(page)
