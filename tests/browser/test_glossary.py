"""A medical word opens its meaning where it stands: by touch, by keyboard, to a screen reader, without a network."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.once]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
PAGE = {"vi": "/vi/interferon-la-gi/", "en": "/en/how-it-works/"}
KEY = "g-antibody"


def term(page, key=KEY):
    return page.locator(f'main a.term[href$="#{key}"]')


def meaning(page):
    return page.locator(".meaning:popover-open")


def in_glossary(page, site, language, key=KEY):
    """Return the words that the glossary's own page has for a term, in single blanks."""
    page.goto(f"{site}/{language}/{'thuat-ngu' if language == 'vi' else 'glossary'}/")
    return page.locator(f"#{key}").inner_text().split()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", PAGE)
def test_a_tap_opens_what_the_glossary_says_and_a_tap_elsewhere_closes_it(visit, site, language, size):
    page = visit(site + PAGE[language], viewport=size)
    term(page).click()
    meaning(page).wait_for()

    shown = meaning(page).inner_text().split()
    buttons = meaning(page).locator(".popover-foot").inner_text().split()
    box = meaning(page).bounding_box()
    violations = Axe().run(page).response["violations"]
    page.mouse.click(2, 60)
    meaning(page).wait_for(state="detached")

    assert violations == []
    assert page.url == site + PAGE[language]
    assert 0 <= box["x"] and box["x"] + box["width"] <= size["width"]
    assert 0 <= box["y"] and box["y"] + box["height"] <= size["height"]
    assert shown[: -len(buttons)] == in_glossary(page, site, language)


def test_the_keyboard_opens_it_reads_it_and_comes_back(visit, site):
    page = visit(site + PAGE["en"], viewport=PHONE)
    focused = "document.activeElement.matches(%r)"
    for key in ("Enter", "Space"):
        term(page).focus()
        assert (term(page).get_attribute("role"), term(page).get_attribute("aria-expanded")) == ("button", "false")
        page.keyboard.press(key)
        meaning(page).wait_for()
        assert term(page).get_attribute("aria-expanded") == "true"
        assert page.evaluate(focused % ".meaning[role=dialog]")
        page.keyboard.press("Escape")
        meaning(page).wait_for(state="detached")
        assert term(page).get_attribute("aria-expanded") == "false"
        assert page.evaluate(focused % f'a.term[href$="#{KEY}"]')


def test_it_leads_on_to_what_it_names_and_to_the_glossary(visit, site):
    page = visit(site + PAGE["en"], viewport=PHONE)
    term(page).click()
    meaning(page).locator('a.term[href$="#g-antigen"]').click()
    page.wait_for_function("document.querySelector('.popover-title').textContent === 'antigen'")
    assert meaning(page).locator(".in-other > p").first.inner_text() == "kháng nguyên"
    meaning(page).locator(".popover-foot a").click()
    page.wait_for_url("**/en/glossary/#g-antigen")
    assert page.locator(":target h3").inner_text() == "antigen"


def test_it_closes_with_its_button(visit, site):
    page = visit(site + PAGE["vi"], viewport=PHONE)
    term(page).click()
    meaning(page).locator("button").click()
    meaning(page).wait_for(state="detached")
    assert page.url == site + PAGE["vi"]


def is_fetch(asked):
    return asked.request.resource_type == "fetch"


@pytest.mark.parametrize("script", [True, False], ids=["glossary not reached", "no JavaScript"])
def test_where_it_cannot_open_it_is_a_link(visit, site, script):
    page = visit(site + PAGE["en"], viewport=PHONE, java_script_enabled=script)
    page.route("**/en/glossary/", lambda asked: asked.abort() if is_fetch(asked) else asked.continue_())
    term(page).click()
    page.wait_for_url(f"**/en/glossary/#{KEY}")

    assert page.locator(":target").get_attribute("id") == KEY
    assert page.locator(":target h3").inner_text() == "antibody"


def test_it_moves_nothing_on_the_page(visit, site):
    page = visit(site + PAGE["vi"], viewport=PHONE)
    before = page.evaluate("[document.documentElement.scrollHeight, document.body.innerText.length]")
    term(page).scroll_into_view_if_needed()
    top = term(page).bounding_box()["y"]
    term(page).click()
    meaning(page).wait_for()
    assert term(page).bounding_box()["y"] == top
    page.keyboard.press("Escape")
    assert page.evaluate("[document.documentElement.scrollHeight, document.body.innerText.length]") == before
