"""From the first page to somebody who can help, without a mouse."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.once]
WAY = {
    "vi": {
        "words": "viem gan b",
        "found": "/vi/benh/viem-gan-b-man-tinh/",
        "both": "/vi/benh/viem-gan-b-man-tinh/song-ngu/",
        "help": "/vi/noi-tro-giup/",
    },
    "en": {
        "words": "hepatitis b",
        "found": "/en/conditions/chronic-hepatitis-b/",
        "both": "/en/conditions/chronic-hepatitis-b/side-by-side/",
        "help": "/en/help/",
    },
}
# No part of a page is so far away that somebody would give up.
MOST_STEPS = 60
SEEN = """(wanted) => {
  const element = document.activeElement, box = element.getBoundingClientRect();
  const isInView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return [element.matches(wanted), isInView && getComputedStyle(element).outlineStyle !== "none"];
}"""


def go_to(page, wanted):
    """Press Tab until the focus is on what the selector `wanted` names; it is seen at each step."""
    for step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        is_there, is_seen = page.evaluate(SEEN, wanted)
        assert is_seen, f"{page.url}, step {step}: {page.evaluate('document.activeElement.outerHTML')}"
        if is_there:
            return
    pytest.fail(f"{wanted} is more than {MOST_STEPS} steps away on {page.url}")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", WAY)
def test_from_the_first_page_to_help_by_keyboard_alone(visit, site, language, width):
    way = WAY[language]
    page = visit(f"{site}/{language}/", viewport={"width": width, "height": 740}, reduced_motion="reduce")

    go_to(page, "#search-words")
    page.keyboard.type(way["words"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")

    # The skip link leads past the head of the page to what was found.
    go_to(page, ".skip-link")
    page.keyboard.press("Enter")
    go_to(page, f'main .found a[href="{way["found"]}"]')
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{way['found']}")

    go_to(page, ".skip-link")
    page.keyboard.press("Enter")
    go_to(page, "main a.term")
    page.keyboard.press("Enter")
    page.locator(".meaning:popover-open").wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('a.term')")

    page.keyboard.press("Control+Home")
    page.reload()
    go_to(page, f'.language-switch a[href="{way["both"]}"]')
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{way['both']}")

    go_to(page, f'.navigation a[href="{way["help"]}"]')
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{way['help']}")
    go_to(page, "main form select")
    go_to(page, 'main a[href^="tel:"]')
