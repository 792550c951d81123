"""The editors' guide names what is there: its pictures, its links, and the words that stand on the screen."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.text import capfirst

DOCS = Path(settings.BASE_DIR) / "docs"
GUIDE = DOCS / "editors.md"
HALVES = dict(zip(["en", "vi"], GUIDE.read_text().split("\n## Tiếng Việt\n"), strict=True))
PICTURE = re.compile(r"!\[(?P<shows>[^\]]*)\]\((?P<path>[^)]+)\)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\((?P<to>[^)]+)\)")
KILOBYTE = 1024


def quoted(language):
    """Return the words on the screen that one half of the guide quotes: “like these”."""
    return set(re.findall(r"“([^”]+)”", " ".join(HALVES[language].split())))


def catalogue():
    """Return our interface words with their Vietnamese; labels stand in forms with a capital, so both ways."""
    entries = polib.pofile(str(DOCS.parent / "locale" / "vi" / "LC_MESSAGES" / "django.po"))
    words = {entry.msgid: entry.msgstr for entry in entries}
    return {capfirst(english): capfirst(vietnamese) for english, vietnamese in words.items()} | words


def anchors():
    """Return what a heading of the guide is called in an address."""
    headings = re.findall(r"^#+ (.+)$", GUIDE.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("language", HALVES)
def test_the_guide_names_every_picture_and_every_picture_is_there(language):
    named = [picture["path"] for picture in PICTURE.finditer(HALVES[language])]
    there = [path.relative_to(DOCS).as_posix() for path in (DOCS / "screenshots" / language).iterdir()]

    assert sorted(named) == sorted(there)
    assert len(there) > 20


def test_both_halves_show_the_same_pictures_in_the_same_order():
    english, vietnamese = ([Path(picture["path"]).name for picture in PICTURE.finditer(HALVES[h])] for h in HALVES)

    assert english == vietnamese


def test_every_picture_says_what_it_shows():
    silent = [picture["path"] for picture in PICTURE.finditer(GUIDE.read_text()) if len(picture["shows"]) < 20]

    assert silent == []


def test_pictures_are_small():
    sizes = {path.name: path.stat().st_size for path in DOCS.glob("screenshots/*/*.png")}

    assert {name: size for name, size in sizes.items() if size > 60 * KILOBYTE} == {}
    assert sum(path.stat().st_size for path in DOCS.glob("screenshots/*/*.png")) < 1200 * KILOBYTE


def test_what_the_guide_quotes_stands_on_the_screen():
    words, sources = catalogue(), [DOCS.parent / name for name in ("templates", "editorial", "portal", "therapies")]
    said = "\n".join(path.read_text() for source in sources for path in source.rglob("*.*") if is_source(path)).lower()

    assert {quote for quote in quoted("en") if quote not in words or quote.lower() not in said} == set()
    assert len(quoted("en")) > 40


def is_source(path):
    return path.suffix in {".html", ".py"}


def test_both_halves_quote_the_same_words():
    words = catalogue()

    assert quoted("vi") == {words.get(quote) for quote in quoted("en")}


def test_links_of_the_guide_lead_somewhere():
    links = [link["to"] for link in LINK.finditer(GUIDE.read_text())]
    broken = [to for to in links if not (to[1:] in anchors() if to[0] == "#" else (DOCS / to).exists())]

    assert broken == []
    assert len(links) > 15


def test_the_readme_leads_to_the_guide_in_both_languages():
    halves = (DOCS.parent / "README.md").read_text().split("\n## Tiếng Việt\n")

    assert [half.count("(docs/editors.md)") > 0 for half in halves] == [True, True]
