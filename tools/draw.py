"""Draw the pictures beside shared links and the icons of the home screen, into static/img/share/, in a real browser.

Their words are those of the catalogues; each picture holds them as text too, so that a test can tell when a word has
changed since. Drawn with the fonts that are here: look at the letters before you commit.
"""

import os
import sys
from html import escape
from pathlib import Path

from browser import find_chromium
from pictures import chunk, small

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FOLDER = ROOT / "static" / "img" / "share"

# Letters in one grey instead of many colours: the pictures stay small, and are the same on every screen.
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-lcd-text", "--hide-scrollbars"]
WIDTH, HEIGHT = 1200, 630
TEAL, PALE = "#0b5c63", "#9fd0d3"
FONT = "'Noto Sans', 'DejaVu Sans Condensed', 'DejaVu Sans', sans-serif"
LETTERS_IN_A_LINE = 13
# Baselines of the large words, by how many lines they take.
BASELINES = {1: [362], 2: [318, 438]}
MARK = "M9 22V12m7 10V8m7 14v-7"  # as in static/img/favicon.svg, on 32 by 32

# What stands beside the words: lines on 24 by 24.
DRAWINGS = {
    "site": "M5 20v-8M12 20V4M19 20v-6",
    "conditions": "M12 3a4 4 0 1 1 0 8a4 4 0 1 1 0-8M4 21v-2a8 5.5 0 0 1 16 0v2",
    "interferons": "M8.5 3h7M10 3v4l-3 3v9.5A1.5 1.5 0 0 0 8.5 21h7a1.5 1.5 0 0 0 1.5-1.5V10l-3-3V3M7 14h10",
    "brands": "M12 3l8 4v10l-8 4-8-4V7zM4 7l8 4 8-4M12 11v10M8 5l8 4v4",
    "routes": "M18 2l4 4M20 4l-3 3M13 5l6 6M14.5 6.5L6 15v3h3l8.5-8.5M6 18l-3 3M11.5 9.5l1.5 1.5M9 12l1.5 1.5",
    "side-effects": "M9.5 13.5V5.5a2.5 2.5 0 0 1 5 0v8a4.5 4.5 0 1 1-5 0zM12 9v8",
    "precautions": "M9 5H6v16h12V5h-3M9 3h6v4H9zM9 11.5l1 1 2-2M9 16.5l1 1 2-2M14.5 12h1M14.5 17h1",
    "services": "M3 11.5L12 4l9 7.5M5.5 9.5V20h13V9.5"
    "M12 17.5c-4-2.5-3.5-5-2-5.3q1.5-.2 2 1.3q.5-1.5 2-1.3c1.5.3 2 2.8-2 5.3z",
}
PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" font-family="{font}" fill="#fff">
<rect width="1200" height="630" fill="{teal}"/>
<g transform="translate(72 64) scale(2.75)"><rect width="32" height="32" rx="7" fill="#fff"/>
<path d="{mark}" stroke="{teal}" stroke-width="4" stroke-linecap="round" fill="none"/></g>
<text x="188" y="124" font-size="46" fill="{pale}">{head}</text>
<g font-size="104" font-weight="700">{lines}</g>
<text x="72" y="560" font-size="38" fill="{pale}">{languages}</text>
<path transform="translate(880 186) scale(10.75)" d="{drawing}" fill="none" stroke="{pale}" stroke-width="{stroke}"
 stroke-linecap="round" stroke-linejoin="round"/></svg>"""
ICON = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="{size}" height="{size}">
<rect width="32" height="32" rx="{round}" fill="{teal}"/>
<path d="{mark}" stroke="#fff" stroke-width="4" stroke-linecap="round"/></svg>"""


def picture(name: str, words: list[str], languages: str) -> str:
    """Return the SVG of the picture `name`: the last of `words` large, what stands before it at the head."""
    *head, large = words
    lines = lines_of(large)
    placed = zip(lines, BASELINES[len(lines)], strict=True)
    texts = {
        "head": escape(" ".join(head)),
        "lines": "".join(f'<text x="72" y="{y}">{escape(line)}</text>' for line, y in placed),
        "languages": escape(languages),
    }
    stroke = 4 if name == "site" else 1.5
    return PICTURE.format(font=FONT, teal=TEAL, pale=PALE, mark=MARK, drawing=DRAWINGS[name], stroke=stroke, **texts)


def lines_of(words: str) -> list[str]:
    """Return `words` in one line, or in two that are as alike in length as they can be."""
    if len(words) <= LETTERS_IN_A_LINE:
        return [words]
    parts = words.split(" ")
    breaks = [[" ".join(parts[:place]), " ".join(parts[place:])] for place in range(1, len(parts))]
    return min(breaks, key=lambda lines: max(map(len, lines)))


def icon(size: int, is_round: bool) -> str:
    """Return the SVG of the icon; phones round the corners themselves, but not of one that `is_round`."""
    return ICON.format(size=size, round=7 if is_round else 0, teal=TEAL, mark=MARK)


def with_words(png: bytes, words: list[str], language: str) -> bytes:
    """Return `png` with `words` as its title, in `language` (a chunk iTXt after the header)."""
    title = b"Title\0\0\0" + language.encode() + b"\0\0" + "\n".join(words).encode()
    end_of_header = 33
    return png[:end_of_header] + chunk(b"iTXt", title) + png[end_of_header:]


def shoot(page, svg: str, width: int, height: int) -> bytes:
    """Return `svg` as PNG; what it leaves open is transparent."""
    page.set_viewport_size({"width": width, "height": height})
    page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{svg}")
    return page.screenshot(omit_background=True)


def save(name: str, png: bytes) -> None:
    path = FOLDER / f"{name}.png"
    path.write_bytes(png)
    print(f"  {path.relative_to(ROOT)}: {len(png) / 1024:.1f} KB", flush=True)


def draw_pictures(page) -> None:
    """Draw the picture of each kind of page in each language."""
    from django.utils import translation

    from portal.languages import LANGUAGES, OWN_NAMES
    from therapies import sharing

    for language in LANGUAGES:
        with translation.override(language):
            for name in sharing.PICTURES:
                words = sharing.words_in(name)
                drawn = shoot(page, picture(name, words, " · ".join(OWN_NAMES.values())), WIDTH, HEIGHT)
                save(f"{name}-{language}", with_words(small(page, drawn), words, language))


def draw_icons(page) -> None:
    """Draw the icons of the manifest, and the one that iPhones ask for."""
    from therapies import sharing

    for name, (size, purpose) in {**sharing.ICONS, "touch-180": (180, "maskable")}.items():
        save(name, shoot(page, icon(size, is_round=purpose == "any"), size, size))


def main() -> None:
    chromium = find_chromium()
    if not chromium:
        sys.exit("There is no Chromium: apt-get install chromium-headless-shell, or set CHROMIUM to its path.")
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    import django
    from playwright.sync_api import sync_playwright  # a package for development

    django.setup()
    from django.core.management import call_command

    call_command("build_messages", verbosity=0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page()
        draw_pictures(page)
        draw_icons(page)
        browser.close()


if __name__ == "__main__":
    main()
