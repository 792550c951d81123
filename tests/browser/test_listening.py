"""Listening to a page: what is read, in which language, and how a reader governs it; the voices are made up."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.once]
PHONE = {"width": 360, "height": 740}
ILLNESS = {"vi": "/vi/benh/viem-gan-b-man-tinh/", "en": "/en/conditions/chronic-hepatitis-b/"}
BOTH = {"vi": f"{ILLNESS['vi']}song-ngu/", "en": f"{ILLNESS['en']}side-by-side/"}

# Stands for the browser's own: writes down what it is given and, once `ends` is set, comes to the end of it by itself.
FAKE = """voices => {
  const all = voices.map(([lang, name, rest]) => (
    { lang, name, voiceURI: name, localService: true, default: false, ...rest }));
  let current = null;
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  window.voice = {
    said: [], ends: false, cancelled: 0, late: false,
    end() { const ended = current; current = null; ended?.onend({ target: ended }); },
    fail() { const failed = current; current = null; failed.onerror({ target: failed, error: "synthesis-failed" }); },
    come() { this.late = false; speechSynthesis.onvoiceschanged(new Event("voiceschanged")); },
    go() { this.ends = true; this.end(); },
  };
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => (window.voice.late ? [] : all),
    speak(utterance) {
      if (current) throw new Error("two at once");
      current = utterance;
      const marked = document.querySelector(".being-read");
      window.voice.said.push([utterance.text, utterance.lang, utterance.voice.name, marked.className, marked.tagName]);
      if (window.voice.ends) setTimeout(() => current === utterance && window.voice.end());
    },
    cancel() {
      const ended = current;
      current = null;
      window.voice.cancelled += 1;
      // Browsers differ in what they report; each of them must leave the reading where it is.
      if (ended) setTimeout(() => {
        ended.onerror({ target: ended, error: "interrupted" });
        ended.onend({ target: ended });
      });
    },
  } });
}"""
LINH, SAM = ["vi_VN", "Linh"], ["en-US", "Sam"]

# The blocks of the page in reading order, as pieces of one language, found another way than the script finds them.
EXPECTED = """() => {
  const silent = 'nav, form, svg, button, .sources, .listen, .address', found = [];
  const shown = (node) => {
    for (let part = node.parentElement; part; part = part.parentElement) {
      if (part.matches(silent)) return false;
      const folded = part.parentElement?.matches('details:not([open])');
      if (folded && part.tagName !== 'SUMMARY') return false;
    }
    return true;
  };
  const walk = (part, lang) => {
    for (const child of part.childNodes) {
      if (child.nodeType === Node.TEXT_NODE && shown(child)) found.push([child.data, lang]);
      else if (child.nodeType === Node.ELEMENT_NODE) walk(child, child.lang || lang);
    }
  };
  walk(document.querySelector('main'), document.documentElement.lang);
  return found;
}"""


@pytest.fixture
def hear(visit, site):
    """A function that opens a path in a browser with `voices`: lists of a language, a name and what is special."""

    def open_page(path, *voices, late=False, **options):
        page = visit("about:blank", **{"viewport": PHONE} | options)
        page.add_init_script(f"({FAKE})({to_script(voices)}); window.voice.late = {to_script(late)};")
        page.goto(site + path)
        return page

    return open_page


def to_script(value):
    return json.dumps(value)


def control(page, place):
    """The buttons in their order: listen, previous, next, stop."""
    return page.locator(".listen button").nth(place)


def said(page):
    """Return `(text, language, voice)` of all that was said."""
    return [tuple(line[:3]) for line in page.evaluate("voice.said")]


def read_all(page):
    control(page, 0).click()
    page.evaluate("voice.go()")
    page.locator(".listen:not(.reading)").wait_for()
    return said(page)


def joined(pieces):
    """Return what `pieces` of (text, language) say, without blanks, as one text for each change of language."""
    runs = []
    for text, language in pieces:
        letters = re.sub(r"[\W_]", "", text)
        if letters and runs and runs[-1][1] == language:
            runs[-1][0] += letters
        elif letters:
            runs.append([letters, language])
    return runs


# --- what is read -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*ILLNESS.values(), *BOTH.values()])
def test_all_that_is_shown_is_read_once_in_order_each_part_by_a_voice_of_its_language(hear, path):
    page = hear(path, LINH, SAM)
    expected = joined(page.evaluate(EXPECTED))

    heard = read_all(page)

    assert joined([(text, language[:2]) for text, language, _ in heard]) == expected
    assert {(language, voice) for _, language, voice in heard} == {("vi-VN", "Linh"), ("en-US", "Sam")}
    assert len(heard) > 40
    assert max(len(text) for text, _, _ in heard) <= 200
    assert page.locator(".being-read").count() == 0


def test_what_is_read_is_what_stands_there(hear):
    """The first lines of a page word for word."""
    page = hear(ILLNESS["en"], LINH, SAM)
    name, other, now = (page.locator(f"main > {part}").inner_text() for part in ("h1", ".other-title", ".headline"))
    label, translated = other.split(": ")

    assert read_all(page)[:4] == [
        (name, "en-US", "Sam"),
        (f"{label}:", "en-US", "Sam"),
        (translated, "vi-VN", "Linh"),
        (" ".join(now.split()), "en-US", "Sam"),
    ]


def test_folded_parts_are_read_only_once_opened(hear):
    page = hear(ILLNESS["en"], SAM)
    folded = page.locator("main details:not([open])").first
    summary, words = folded.locator("summary").inner_text(), folded.locator("li a").first.text_content()

    closed = [text for text, _, _ in read_all(page)]
    page.evaluate("voice.said = []; voice.ends = false")
    folded.locator("summary").click()
    opened = [text for text, _, _ in read_all(page)]

    assert (closed.count(summary), closed.count(words)) == (1, 0)
    assert opened[opened.index(summary) + 1] == words


def test_a_table_is_read_row_by_row_each_cell_after_the_name_of_its_column(hear):
    page = hear("/en/at-a-glance/", LINH, SAM, viewport={"width": 1280, "height": 900})
    row = page.locator("tbody tr:has(td:not(:empty))").first
    illness = row.locator("th").inner_text()
    cells = page.evaluate(
        """row => [...row.cells].slice(1).filter((cell) => cell.textContent.trim()).map(
        (cell) => [row.closest('table').tHead.rows[0].cells[cell.cellIndex].textContent, cell.textContent])""",
        row.element_handle(),
    )

    heard = [text for text, _, _ in read_all(page)]
    start = heard.index(illness) + 1
    letters = "".join("".join(part.split()) for cell in cells for part in cell)
    spoken = "".join("".join(text.split()) for text in heard[start:])

    assert len(cells) >= 1
    assert spoken.startswith(letters)


def test_long_passages_are_cut_where_sentences_end_and_numbers_stay_whole(hear):
    page = hear(ILLNESS["en"], SAM)
    sentence = "Take 0.5 ml at 38.5 °C, and no more than that, please"
    page.evaluate(
        f"document.querySelector('main h1').textContent = '{'. '.join([sentence] * 5)}; ' + '{'word, ' * 60}'"
    )

    heard = [text for text, _, _ in read_all(page)]

    assert heard[:4] == [f"{sentence}."] * 4
    assert heard[4].startswith(f"{sentence}; word, word") and heard[4].endswith("word,") and 180 < len(heard[4]) <= 200


# --- voices -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "voices",
    [[], [SAM], [["vi-VN", "Linh, far away", {"localService": False}]], [["vix", "Another language"]]],
    ids=["none", "of another language", "not on the device", "of a language whose code begins alike"],
)
def test_without_a_voice_for_the_page_nothing_is_shown(hear, voices):
    page = hear(ILLNESS["vi"], *voices)
    without = page.locator("body").inner_text()
    shown = page.locator(".listen").is_visible()
    page.evaluate("document.querySelector('.listen').remove()")

    assert not shown
    assert page.locator("body").inner_text() == without


def test_voices_that_come_late_bring_the_button_and_nothing_moves(hear):
    page = hear(ILLNESS["vi"], LINH, late=True)
    page.evaluate("""() => { window.shifts = [];
        new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ value }) => value)))
            .observe({ type: 'layout-shift', buffered: true }); }""")
    assert page.locator(".listen").is_hidden()

    page.evaluate("voice.come()")
    control(page, 0).wait_for()
    painted = "new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200)))"
    page.evaluate(painted)
    assert page.evaluate("shifts") == []

    # A control: the same in the flow of the page is noticed.
    page.evaluate("document.querySelector('.listen').style.position = 'static'")
    page.evaluate(painted)
    assert len(page.evaluate("shifts")) == 1


@pytest.mark.parametrize(
    ("voices", "chosen"),
    [
        ([["en-AU", "Karen"], ["en-GB", "Daniel", {"default": True}], SAM], "Daniel"),
        ([["en-AU", "Karen"], SAM], "Sam"),
        ([["en-US", "com.apple.eloquence.en-US.Grandma"], ["en-AU", "Karen"]], "Karen"),
        ([["en-US", "Far", {"localService": False, "default": True}], ["en-AU", "Karen"]], "Karen"),
    ],
    ids=["the reader's own", "the region of the browser", "no odd one", "none that is not on the device"],
)
def test_the_best_voice_of_the_device_is_chosen(hear, voices, chosen):
    page = hear(ILLNESS["en"], *voices, LINH, locale="en-US")
    control(page, 0).click()

    assert [voice for _, _, voice in said(page)] == [chosen]


def test_what_no_voice_can_say_is_left_out_and_that_is_said_and_shown(hear):
    page = hear(BOTH["vi"], LINH, reduced_motion="reduce")
    expected = [run for run in joined(page.evaluate(EXPECTED)) if run[1] == "vi"]
    note = page.locator(".listen").get_attribute("data-left-out")
    control(page, 0).click()
    page.evaluate("voice.end()")
    assert page.locator(".listen p").inner_text() == f"{note} Tiếng Anh"
    # The note makes the bar higher, and what is left out still stands above it.
    box, bar = page.locator(".being-read").bounding_box(), page.locator(".listen").bounding_box()
    assert box["y"] + box["height"] <= bar["y"]

    page.evaluate("voice.go()")
    page.locator(".listen:not(.reading)").wait_for()
    heard = said(page)

    assert {line[1:] for line in heard} == {("vi-VN", "Linh")}
    assert [place for place, line in enumerate(heard) if line[0] == f"{note} Tiếng Anh"] == [1]
    assert joined([(text, "vi") for text, _, _ in heard[:1] + heard[2:]]) == joined(expected)


def test_a_voice_that_fails_is_reported_and_tried_again(hear):
    page = hear(ILLNESS["en"], SAM)
    labels = page.evaluate("({ ...document.querySelector('.listen').dataset })")
    control(page, 0).click()

    page.evaluate("voice.fail()")
    assert page.locator(".listen [role=alert]").inner_text() == labels["failed"]
    assert control(page, 0).inner_text() == labels["goOn"]
    control(page, 0).click()

    assert page.locator(".listen p").inner_text() == ""
    assert said(page) == [said(page)[0]] * 2


# --- the control ------------------------------------------------------------------------------------


def test_the_control_is_reached_first_in_the_text_and_governed_by_keyboard(hear):
    page = hear(ILLNESS["en"], LINH, SAM)
    labels = page.evaluate("({ ...document.querySelector('.listen').dataset })")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    button = page.locator(":focus")
    names = []
    for _ in range(3):
        names.append(button.inner_text())
        page.keyboard.press("Enter")
        page.wait_for_timeout(30)

    assert names == [labels["listen"], labels["pause"], labels["goOn"]]
    # What was interrupted is begun anew, and nothing is lost.
    assert said(page) == [said(page)[0]] * 2
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    headings = page.locator("main :is(h1, h2, h3)").all_inner_texts()
    assert said(page)[-1][0] == headings[1]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(":focus").inner_text() == labels["listen"]
    assert page.locator(".listen button:visible").count() == 1


def test_next_and_previous_lead_from_heading_to_heading(hear):
    page = hear(ILLNESS["en"], LINH, SAM)
    headings = page.locator("main :is(h1, h2, h3):visible").all_inner_texts()
    control(page, 0).click()
    for _ in range(3):
        control(page, 2).click()
    page.evaluate("voice.end()")
    control(page, 1).click()
    control(page, 1).click()

    heard = [text for text, _, _ in said(page)]
    assert heard[:4] + heard[5:] == [*headings[:4], headings[3], headings[2]]
    assert page.locator(".being-read").inner_text() == headings[2]


def test_what_is_read_is_marked_and_in_sight(hear):
    page = hear(ILLNESS["en"], LINH, SAM, reduced_motion="reduce")
    control(page, 0).click()
    for _ in range(40):
        page.evaluate("voice.end()")
        assert page.locator(".being-read").count() == 1
        box, bar = page.locator(".being-read").bounding_box(), page.locator(".listen").bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= bar["y"]

    assert page.evaluate("scrollY") > 700


def test_leaving_the_page_ends_the_voice(hear):
    page = hear(ILLNESS["en"], SAM)
    control(page, 0).click()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")

    assert page.evaluate("voice.cancelled") == 1
    assert page.locator(".listen.reading").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [ILLNESS["vi"], BOTH["en"], "/vi/"])
def test_axe_finds_nothing_before_and_while_reading(hear, path, scheme):
    page = hear(path, LINH, SAM, color_scheme=scheme)
    before = Axe().run(page).response["violations"]
    control(page, 0).click()
    while_reading = Axe().run(page).response["violations"]
    buttons = page.locator(".listen button")

    assert (before, while_reading) == ([], [])
    assert buttons.count() == 4
    assert all(min(button.bounding_box()[side] for side in ("width", "height")) >= 44 for button in buttons.all())


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", [*BOTH.values(), "/vi/", "/en/at-a-glance/"])
def test_the_button_stands_in_room_of_its_own(hear, path, width):
    page = hear(path, LINH, SAM)
    page.set_viewport_size({"width": width, "height": 800})
    button = control(page, 0).bounding_box()
    others = page.evaluate("""() => [...document.querySelectorAll('header, .breadcrumb li, main > :not(.listen)')]
        .flatMap((part) => {
            const range = new Range();
            range.selectNodeContents(part);
            return [...range.getClientRects()];
        })
        .map(({ x, y, width, height }) => ({ x, y, width, height })).filter(({ width }) => width < innerWidth - 40)""")
    apart = [
        box["x"] >= button["x"] + button["width"] or box["x"] + box["width"] <= button["x"]
        or box["y"] >= button["y"] + button["height"] or box["y"] + box["height"] <= button["y"]
        for box in others
    ]  # fmt: skip

    assert len(apart) > 10
    assert all(apart)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_paper_shows_nothing_of_it(hear):
    page = hear(ILLNESS["en"], SAM)
    control(page, 0).click()
    assert page.locator(".listen").is_visible()
    page.emulate_media(media="print")

    assert page.locator(".listen").is_hidden()
    assert page.locator(".being-read").evaluate("(part) => getComputedStyle(part).outlineStyle") == "none"
