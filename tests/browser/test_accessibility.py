"""What a reader's browser makes of the pages: WCAG 2.2 A and AA by axe, keyboard, small screens, no JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.once]

# One address for each template, and the states of it that look different.
PATHS = {
    "vi": [
        "/vi/", "/vi/benh/", "/vi/benh-va-interferon/", "/vi/benh/viem-gan-b-man-tinh/", "/vi/benh/hiv-va-aids/",
        "/vi/thuoc/", "/vi/thuoc/peginterferon-alfa-2a/",
        "/vi/biet-duoc/", "/vi/biet-duoc/pegasys/", "/vi/cach-dung/", "/vi/cach-dung/tiem-duoi-da/",
        "/vi/tac-dung-phu/", "/vi/truoc-khi-dung/", "/vi/interferon-la-gi/", "/vi/lich-su/", "/vi/thuat-ngu/",
        "/vi/noi-tro-giup/", "/vi/noi-tro-giup/?country=XX", "/vi/noi-tro-giup/211-canada/", "/vi/tra-cuu-thuoc/",
        "/vi/khi-do-va-hien-nay/", "/vi/cau-chuyen/", "/vi/nguon/", "/vi/tim-kiem/", "/vi/tim-kiem/?q=viem+gan",
        "/vi/tim-kiem/?q=khongco", "/vi/ve-trang-nay/", "/vi/benh/viem-gan-b-man-tinh/song-ngu/",
        "/vi/tren-dien-thoai/", "/vi/khong-co/",
    ],
    "en": [
        "/en/", "/en/conditions/", "/en/at-a-glance/", "/en/conditions/chronic-hepatitis-b/",
        "/en/conditions/hiv-and-aids/", "/en/medicines/", "/en/medicines/peginterferon-alfa-2a/",
        "/en/brands/", "/en/brands/pegasys/", "/en/how-it-is-given/",
        "/en/how-it-is-given/under-the-skin/", "/en/side-effects/", "/en/before-you-start/", "/en/how-it-works/",
        "/en/history/", "/en/glossary/", "/en/help/", "/en/help/?country=XX", "/en/help/211-canada/",
        "/en/drug-information/", "/en/then-and-today/", "/en/stories/", "/en/sources/", "/en/search/",
        "/en/search/?q=hepatitis", "/en/search/?q=khongco", "/en/about-this-site/",
        "/en/conditions/chronic-hepatitis-b/side-by-side/", "/en/on-my-phone/", "/en/none/",
    ],
}  # fmt: skip
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


def test_each_template_is_visited():
    assert {language: len(paths) for language, paths in PATHS.items()} == {"vi": 30, "en": 30}


@pytest.mark.parametrize(
    ("language", "viewport", "scheme"),
    # `make audit` looks at all combinations, on every page.
    [("vi", PHONE, "dark"), ("en", DESKTOP, "light")],
    ids=["vi, phone in the dark", "en, desktop"],
)
def test_axe_finds_no_error(visit, site, language, viewport, scheme):
    page = visit(f"{site}/{language}/", viewport=viewport, color_scheme=scheme)
    faults, passed = [], 0
    for path in PATHS[language]:
        answer = page.goto(site + path)
        assert answer.status == (404 if path in ("/vi/khong-co/", "/en/none/") else 200), path
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        result = Axe().run(page, options=RULES).response
        passed += len(result["passes"])
        for fault in result["violations"]:
            faults += [f"{path} {fault['id']}: {node['target']} {node['html'][:120]}" for node in fault["nodes"]]

    assert faults == []
    assert passed > 15 * len(PATHS[language])


@pytest.mark.parametrize(("viewport", "is_beside"), [(DESKTOP, True), (PHONE, False)], ids=["desktop", "phone"])
def test_the_languages_stand_beside_each_other_under_their_headings(visit, site, viewport, is_beside):
    page = visit(f"{site}/vi/benh/viem-gan-b-man-tinh/song-ngu/", viewport=viewport)
    for section in page.locator("section.bilingual").all():
        heading, first = (section.locator(".pair").nth(place).bounding_box() for place in (0, 1))
        own, other = (section.locator(".pair").nth(1).locator("> *").nth(place).bounding_box() for place in (0, 1))
        assert heading["y"] + heading["height"] <= first["y"]
        assert (heading["x"], heading["width"]) == (first["x"], first["width"])
        assert (own["y"] == other["y"], own["x"] < other["x"]) == (is_beside, is_beside)


def test_axe_sees_an_error_where_there_is_one(visit, site):
    """A control: a picture without words and targets too small are found."""
    page = visit(f"{site}/en/")
    page.evaluate("document.querySelector('.services-box img').removeAttribute('alt')")
    page.evaluate("""
        document.querySelectorAll('.big-links li, .big-links a').forEach((part) => {
            part.style.cssText = 'padding: 0; font-size: 6px; line-height: 6px; height: 6px; border: 0; margin: 0';
        });
    """)
    found = {fault["id"] for fault in Axe().run(page, options=RULES).response["violations"]}

    assert found == {"image-alt", "target-size"}


@pytest.mark.parametrize("language", PATHS)
def test_nothing_is_wider_than_the_screen(visit, site, language):
    """320 CSS pixels, the narrowest that WCAG 1.4.10 asks for."""
    page = visit(f"{site}/{language}/", viewport={"width": 320, "height": 700})
    too_wide = {}
    for path in PATHS[language]:
        page.goto(site + path)
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        found = page.evaluate("document.documentElement.scrollWidth")
        if found > 320:
            too_wide[path] = found

    assert too_wide == {}


@pytest.mark.parametrize("language", PATHS)
def test_text_at_twice_the_size_is_not_cut(visit, site, language):
    page = visit(f"{site}/{language}/", viewport={"width": 640, "height": 700})
    page.add_init_script(
        "document.addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '225%'; })"
    )
    too_wide = {}
    for path in PATHS[language]:
        page.goto(site + path)
        found = page.evaluate("document.documentElement.scrollWidth")
        if found > 640:
            too_wide[path] = found

    assert too_wide == {}


def test_skip_link_leads_past_the_navigation(visit, site):
    page = visit(f"{site}/en/")
    page.keyboard.press("Tab")
    link = page.locator(":focus")

    assert link.get_attribute("class") == "skip-link"
    assert link.bounding_box()["x"] == 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_focus_is_seen_on_everything_that_takes_it(visit, site):
    page = visit(f"{site}/vi/noi-tro-giup/", viewport=PHONE)
    page.evaluate("document.body.setAttribute('tabindex', '-1'); document.body.focus()")
    unseen, seen = [], 0
    for _ in range(40):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(({outlineStyle, outlineWidth, boxShadow}) => [outlineStyle, outlineWidth, boxShadow])"
            "(getComputedStyle(document.activeElement))"
        )
        seen += 1
        if style[0] == "none" or style[1] == "0px":
            unseen.append(page.evaluate("document.activeElement.outerHTML").split(">")[0])

    assert unseen == []
    assert seen == 40


def readable(page):
    """Return what a page says, but for its offer to keep the site on the phone, which nothing but a script can do."""
    page.locator(".keeping").evaluate_all("(offers) => offers.forEach((offer) => offer.remove())")
    return page.locator("body").inner_text()


@pytest.mark.parametrize("language", PATHS)
def test_the_page_is_complete_without_javascript(visit, site, language):
    with_script = visit(f"{site}/{language}/", java_script_enabled=True)
    without = visit(f"{site}/{language}/", java_script_enabled=False)
    for path in PATHS[language]:
        with_script.goto(site + path)
        without.goto(site + path)
        assert readable(without) == readable(with_script)
        assert without.locator("script:not([src])").count() == 0


@pytest.mark.parametrize("language", PATHS)
def test_a_visit_leaves_no_trace_and_tells_nobody(visit, site, language):
    page = visit("about:blank")
    said, failed, asked = [], [], set()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    # A request that is still under way when the next page is opened is given up, as that for the favicon may be.
    given_up = "net::ERR_ABORTED"
    page.on("requestfailed", lambda request: request.failure == given_up or failed.append(request.url))
    page.on("request", lambda request: asked.add(re.match(r"\w+:(//[^/]*)?", request.url).group()))
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', (event) => console.log('CSP ' + event.violatedDirective))"
    )
    visited = [path for path in PATHS[language] if not path.endswith(("khong-co/", "none/"))]
    for path in visited:
        page.goto(site + path)
    stored = page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]")

    assert (said, failed) == ([], [])
    assert asked == {site}
    assert stored == ["", 0, 0]
    assert page.context.cookies() == []
    assert len(visited) == 29


@pytest.mark.parametrize("language", PATHS)
def test_the_switch_leads_to_the_same_page_and_back(visit, site, language):
    other = "en" if language == "vi" else "vi"
    page = visit(f"{site}/{language}/")
    # Where each page leads is a law of tests/test_site.py.
    for path in PATHS[language][:-1:4]:
        page.goto(site + path)
        page.locator(".language-switch a[hreflang]").click()
        assert page.locator("html").get_attribute("lang") == other
        page.locator(".language-switch a[hreflang]").click()
        assert page.url == site + path


@pytest.mark.parametrize("language", PATHS)
def test_lines_of_prose_are_no_longer_than_seventy_letters(visit, site, language):
    """On a wide screen; a line in small type may hold a few more."""
    page = visit(f"{site}/{language}/", viewport=DESKTOP)
    lengths = []
    for path in PATHS[language][2:9]:
        page.goto(site + path)
        lengths += page.evaluate("""
            [...document.querySelectorAll('main p:not(.hint, .lede *), main li')].flatMap((part) => {
                const text = document.createRange(), lines = {};
                const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) {
                    for (let place = 0; place < walker.currentNode.length; place += 1) {
                        text.setStart(walker.currentNode, place); text.setEnd(walker.currentNode, place + 1);
                        const box = text.getBoundingClientRect();
                        if (box.width) lines[Math.round(box.bottom / 8)] = (lines[Math.round(box.bottom / 8)] || 0) + 1;
                    }
                }
                return Object.values(lines);
            })
        """)
    print(max(lengths))
    assert len(lengths) > 300
    assert sorted(lengths)[int(len(lengths) * 0.95)] <= 70
