"""Suggestions while typing, as a browser shows them: by keyboard and by touch, and to a screen reader."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def typed(visit, site):
    """A page on which somebody has typed `pegasis` into the search, with its suggestions open."""
    page = visit(f"{site}/en/", viewport={"width": 360, "height": 740})
    page.locator("#search-words").press_sequentially("pegasis")
    page.locator("#suggestions li").first.wait_for()
    return page


def test_the_field_is_a_combobox_that_says_how_many_there_are(typed):
    field, count = typed.locator("#search-words"), typed.locator("#suggestions [role=option]").count()

    assert field.get_attribute("role") == "combobox"
    assert field.get_attribute("aria-expanded") == "true"
    assert typed.locator(".search [role=status]").inner_text() == f"Suggestions: {count}"
    assert Axe().run(typed).response["violations"] == []
    assert all(typed.locator("#suggestions li").nth(place).bounding_box()["height"] >= 44 for place in range(count))


def test_arrows_choose_enter_opens_and_escape_closes(typed):
    field = typed.locator("#search-words")
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "suggestion-0"
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") == ""
    field.press("Escape")
    assert (field.get_attribute("aria-expanded"), field.input_value()) == ("false", "pegasis")
    field.press("s")
    typed.locator("#suggestions li").first.wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    typed.wait_for_url("**/en/brands/pegasys/")


def test_enter_without_a_choice_searches_and_a_tap_opens(typed, site):
    typed.locator("#suggestions li").first.click()
    typed.wait_for_url("**/en/brands/pegasys/")
    typed.locator("#search-words").fill("pegasys")
    typed.locator("#search-words").press("Enter")
    typed.wait_for_url("**/en/search/?q=pegasys")
    assert typed.locator("main .found h3 a").first.inner_text() == "Pegasys"
