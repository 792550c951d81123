"""What comes out of a printer: nothing cut, one sheet at most for the doctor, and a code that leads back."""

import io
import re
import unicodedata

import pytest
import zxingcpp
from django.conf import settings
from django.utils import translation
from PIL import Image
from pypdf import PdfReader

from portal.index import text_in
from portal.languages import LANGUAGES
from therapies import models, side_by_side

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.once]

SHEETS = [models.Condition, models.Interferon, models.Brand, models.AdministrationRoute, models.Service]
# One page of each kind that holds folded parts, lists or tables.
PRINTED = [
    "/vi/benh/viem-gan-b-man-tinh/", "/en/conditions/chronic-hepatitis-b/", "/vi/thuoc/peginterferon-alfa-2a/",
    "/vi/tac-dung-phu/", "/en/how-it-works/", "/vi/noi-tro-giup/", "/vi/thuat-ngu/", "/en/side-effects/",
]  # fmt: skip


def printed(page):
    """Return the page as a printer would get it."""
    return PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))


def letters(text):
    """Return what of `text` leaves ink, in one piece: lines break elsewhere on paper."""
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text))


def length_of(record):
    """Return how many letters the sheet of `record` has in Vietnamese."""
    lines = [line for part in side_by_side.parts_of(record) for line in part.lines]
    return sum(len(text_in(shown, field, "vi")) for line in lines for shown, field in line.texts)


@pytest.mark.parametrize("model", SHEETS)
def test_the_sheet_for_the_doctor_has_two_sides_at_most(visit, site, model):
    page, longest = visit(f"{site}/vi/"), 0
    # The longest texts, and so the longest sheets.
    records = sorted(model.objects.published(), key=lambda record: -length_of(record))[:3]
    for language in LANGUAGES:
        with translation.override(language):
            paths = [side_by_side.address(record) for record in records]
        for path in paths:
            page.goto(site + path)
            longest = max(longest, len(printed(page).pages))

    assert 1 <= longest <= 2


@pytest.mark.parametrize("path", PRINTED)
def test_all_that_stands_on_the_page_is_printed(visit, site, path):
    page = visit(site + path)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    texts = page.evaluate("""
        [...document.querySelectorAll('main :is(h1, h2, h3, p, li, dd):not(.on-screen *)')].map((e) => e.innerText)
    """)
    page.reload()

    paper = printed(page)

    inked = letters("".join(sheet.extract_text() for sheet in paper.pages))
    # Numbers of pages and written-out addresses stand between the words, so a text is sought sentence by sentence.
    sentences = {letters(part) for text in texts for part in re.split(r"[.:;!?(\n]", text)}
    assert sorted(sentence for sentence in sentences if sentence not in inked) == []
    assert len(sentences) > 50


@pytest.mark.parametrize("key", ["hep-b", "peg-2a"])
def test_the_code_leads_to_the_record(visit, site, key):
    page = visit(f"{site}/vi/")
    address = page.request.get(f"{site}/r/{key}", headers={"Accept-Language": "vi"}).url if key == "hep-b" else None
    page.goto(address or f"{site}/en/medicines/peginterferon-alfa-2a/")
    page.emulate_media(media="print", color_scheme="light")

    picture = Image.open(io.BytesIO(page.locator(".on-paper .qr").screenshot()))

    (code,) = zxingcpp.read_barcodes(picture)
    assert re.fullmatch(re.escape(settings.SITE_URL) + r"/r/[a-z0-9-]+", code.text)
    short = code.text.removeprefix(settings.SITE_URL)
    language = page.locator("html").get_attribute("lang")
    assert page.request.get(site + short, headers={"Accept-Language": language}).url == page.url


def test_every_vietnamese_letter_has_ink_and_comes_back_as_itself(visit, site):
    """The fonts of this machine; `docs/architecture.md` says where the letters were looked at."""
    small = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
    page = visit(f"{site}/vi/")
    page.evaluate("(text) => { document.querySelector('h1').textContent = text; }", f"{small} {small.upper()}")

    paper = letters("".join(sheet.extract_text() for sheet in printed(page).pages))

    assert [letter for letter in small + small.upper() if letter not in paper] == []
    marked = [letter for letter in small + small.upper() if not letter.isascii()]
    assert len(marked) == 134
