"""Laws that every address of the site keeps, in both languages: one crawl from `/`, with all of the content."""

import gzip
import re
import unicodedata
from collections import Counter
from statistics import mean
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Comment, Doctype
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from editorial.readability import measure
from portal.languages import LANGUAGES
from portal.middleware import CONTENT_SECURITY_POLICY
from tests.crawl import crawl, ends_at
from therapies.glossary import Linker
from therapies.models import GlossaryTerm
from therapies.sharing import PICTURES

pytestmark = pytest.mark.once

LISTS = {
    "home", "conditions", "at-a-glance", "interferons", "brands", "routes", "side-effects", "precautions",
    "how-it-works", "history", "glossary", "services", "drug-information", "then-and-today", "stories",
    "sources", "search", "offline",
}  # fmt: skip
RECORDS = {"condition": 42, "interferon": 14, "brand": 32, "route": 9, "service": 23}
TEXTS = RECORDS | {"page": 6}
IN_BOTH = {f"{view}-side-by-side": count for view, count in TEXTS.items()}
PAGES = dict.fromkeys(LISTS, 1) | TEXTS | IN_BOTH
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# Plain English words that are no Vietnamese syllable; no English sentence does long without one of them.
ENGLISH = set(
    "the and of with for is are was were this that these from not which have has been by or your you it".split()
)
ENGLISH |= set(
    "when what should will would than then there their they more most only other used after before about".split()
)


@pytest.fixture
def answers(content):
    return crawl()


@pytest.fixture
def pages(answers):
    """All pages, filtered lists (`?country=VN`) too."""
    return [answer for answer in answers.values() if answer.is_page]


@pytest.fixture
def plain_pages(pages):
    return [page for page in pages if "?" not in page.path]


def broken(pages, rule):
    """Return `{path: what breaks the rule}` of the pages for which `rule` returns something."""
    found = {page.path: rule(page) for page in pages}
    return {path: fault for path, fault in found.items() if fault}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_crawl_finds_every_page(plain_pages, language):
    found = Counter(page.view for page in plain_pages if page.language == language)

    print(f"{found.total()} pages in {language}")
    assert found == PAGES
    assert found.total() >= 115


def test_every_address_answers(answers):
    assert broken(answers.values(), lambda answer: answer.status not in (200, 302) and answer.status) == {}
    redirects = [answer for answer in answers.values() if answer.leads_to]
    assert {answer.path.split("/")[1] for answer in redirects} == {"", "r"}
    assert {ends_at(answers, answer.path).status for answer in redirects} == {200}
    assert len(redirects) == 1 + len({answer.path for answer in redirects if answer.path.startswith("/r/")})


def test_no_two_pages_have_the_same_title(plain_pages):
    titles = Counter((page.language, page.soup.title.get_text()) for page in plain_pages)

    assert [title for title, count in titles.items() if count > 1] == []
    assert titles.total() == 2 * sum(PAGES.values())


def test_every_page_has_one_h1_and_its_language(pages):
    assert broken(pages, lambda page: [len(page.soup.find_all("h1"))] != [1] and page.soup.find_all("h1")) == {}
    assert broken(pages, lambda page: page.soup.html["lang"] != page.language and page.soup.html["lang"]) == {}
    assert broken(pages, lambda page: not page.soup.h1.get_text(strip=True)) == {}


def test_every_page_describes_itself(plain_pages):
    def fault(page):
        description = page.soup.find("meta", attrs={"name": "description"})["content"]
        return len(description) < 20 and description

    assert broken(plain_pages, fault) == {}


def test_every_page_shows_a_card_in_its_own_language_where_it_is_shared(plain_pages):
    pictures = settings.SITE_URL + settings.STATIC_URL + "img/share/"

    def fault(page):
        card = {tag["property"]: tag["content"] for tag in page.soup.head.find_all("meta", property=True)}
        name, language = card["og:image"].removeprefix(pictures).removesuffix(".png").rsplit("-", 1)
        wrong = name not in PICTURES or language != page.language or not card["og:title"].strip()
        return (wrong or card["og:url"] != settings.SITE_URL + page.path) and card

    assert broken(plain_pages, fault) == {}


def alternates(page):
    """Return `{language: path}` as the page's head states them, and the canonical path."""
    links = page.soup.head.find_all("link", rel="alternate")
    canonical = page.soup.head.find("link", rel="canonical")["href"]
    return {link["hreflang"]: link["href"].removeprefix(settings.SITE_URL) for link in links}, canonical


def short_address(page):
    link = page.soup.select_one('.review a[href^="/r/"]')
    return link and link["href"]


def test_every_page_has_its_twin_and_back_again(answers, pages):
    def fault(page):
        named, canonical = alternates(page)
        own = urlsplit(page.path).path
        query = page.path.removeprefix(own)
        other = next(language for language in LANGUAGES if language != page.language)
        switch = page.soup.select_one(".language-switch a")
        twin = answers[named[other] + query]
        right = (
            named[page.language] == own
            and canonical == settings.SITE_URL + own
            and (switch["href"], switch["lang"], switch["hreflang"]) == (twin.path, other, other)
            and alternates(twin)[0] == named
            and (twin.view, short_address(twin)) == (page.view, short_address(page))
            and twin.language == other
        )
        return not right and named

    assert broken(pages, fault) == {}


def test_every_record_has_a_short_address_of_its_own(plain_pages):
    records = [page for page in plain_pages if page.view in RECORDS and page.language == "vi"]
    addresses = {short_address(page) for page in records}

    assert None not in addresses
    assert len(addresses) == 42 + 14 + 32 + 9 + 23


def test_no_link_or_anchor_is_dead(answers, pages):
    checked, dead = 0, []
    for page in pages:
        for path, anchor in page.links:
            target = ends_at(answers, path)
            checked += 1
            if anchor and anchor not in target.ids:
                dead.append(f"{page.path}: {path}#{anchor}")

    print(f"{checked} internal links")
    assert dead == []
    assert checked > 10_000


def test_no_id_stands_twice_on_a_page(pages):
    assert broken(pages, lambda page: [name for name, count in Counter(page.ids).items() if count > 1]) == {}


def test_labels_and_descriptions_point_to_what_is_there(pages):
    def fault(page):
        named = [element["aria-labelledby"] for element in page.soup.find_all(attrs={"aria-labelledby": True})]
        named += [label["for"] for label in page.soup.find_all("label")]
        return set(named) - set(page.ids)

    assert broken(pages, fault) == {}


def test_every_page_but_home_has_a_breadcrumb(pages):
    def fault(page):
        crumbs = page.soup.select("nav.breadcrumb li")
        home = f"/{page.language}/"
        if page.view == "home":
            return crumbs
        first, last = crumbs[0].a, crumbs[-1]
        return first["href"] != home or last.get("aria-current") != "page" or not last.get_text(strip=True)

    assert broken(pages, fault) == {}


def test_every_page_says_how_to_report_an_error_and_who_answers_for_it(pages):
    def fault(page):
        address = {"vi": "/vi/bao-loi/", "en": "/en/report-an-error/"}[page.language]
        link = page.soup.find("footer").find("a", href=address)
        return not link or not link.get_text(strip=True) or not page.soup.select_one("footer .disclaimer")

    assert broken(pages, fault) == {}


def test_every_record_page_says_what_it_rests_on_and_whether_it_was_reviewed(pages):
    def review(page):
        line = page.soup.select_one("main .review strong")
        return line and (page.language, line.get_text())

    assert {page.view for page in pages if not review(page)} == {"search", "sources"}
    awaiting = {}
    for language in LANGUAGES:
        with translation.override(language):
            awaiting[language] = gettext("Awaiting medical review.")
    assert {review(page) for page in pages} == {None, *awaiting.items()}
    assert awaiting["vi"] != awaiting["en"] == "Awaiting medical review."
    without = {page.view for page in pages if not page.soup.select_one("main section.sources h2#sources")}
    assert without == {"search", "sources", "page", "stories", "offline", *IN_BOTH}


def test_nothing_is_listed_while_nobody_answers_for_it(pages):
    assert broken(pages, lambda page: not page.soup.find("meta", attrs={"name": "robots", "content": "noindex"})) == {}


def test_no_page_runs_or_styles_anything_inline(pages):
    def fault(page):
        inline = [element.name for element in page.soup.find_all(["style", "iframe", "object", "embed"])]
        inline += [
            script.name for script in page.soup.find_all("script") if script.text or not script.has_attr("defer")
        ]
        for element in page.soup.find_all(True):
            inline += [name for name in element.attrs if name == "style" or name.startswith("on")]
        return inline

    assert broken(pages, fault) == {}


def test_no_page_asks_another_host_for_anything(pages):
    asked = set()
    for page in pages:
        resources = page.soup.find_all(["img", "script", "source", "video", "audio"])
        asked |= {element["src"] for element in resources}
        asked |= {link["href"] for link in page.soup.find_all("link") if link["rel"][0] in ("icon", "stylesheet")}

    assert asked == {
        "/static/css/site.css",
        "/static/img/favicon.svg",
        "/static/img/houses.svg",
        "/static/js/glossary.js",
        "/static/js/listen.js",
        "/static/js/print.js",
        "/static/js/offline.js",
        "/static/js/share.js",
        "/static/js/suggest.js",
    }
    assert broken(pages, lambda page: {link["rel"][0] for link in page.soup.find_all("link")} - set(LINKS)) == {}


LINKS = ["alternate", "apple-touch-icon", "canonical", "icon", "manifest", "stylesheet"]


def test_headers_are_these_and_no_others(pages):
    def fault(page):
        rest = {name: value for name, value in page.headers.items() if name != "Content-Length"}
        return rest != HEADERS | {"Content-Language": page.language} and rest

    assert broken(pages, fault) == {}


def test_a_page_and_its_style_fit_into_the_first_packets_of_a_slow_line(plain_pages):
    """14.6 KB for nine pages in ten, 25 KB at most."""
    style = len(gzip.compress((settings.BASE_DIR / "static/css/site.css").read_bytes()))
    sizes = sorted(style + len(gzip.compress(page.html.encode())) for page in plain_pages)

    assert sizes[int(len(sizes) * 0.9)] <= 14.6 * 1024
    assert sizes[-1] <= 25 * 1024


def test_no_visitor_gets_a_cookie(answers):
    assert broken(answers.values(), lambda answer: answer.cookies) == {}


def test_only_the_choice_of_language_varies_and_by_accept_language_alone(answers):
    varying = {answer.path.split("/")[1] for answer in answers.values() if answer.leads_to}

    assert varying == {"", "r"}
    assert {answer.headers["Vary"] for answer in answers.values() if answer.is_page} == {"Accept-Encoding"}
    assert {answer.headers["Vary"] for answer in answers.values() if answer.leads_to} == {"Accept-Language"}


# --- language of parts (WCAG 3.1.2) ---------------------------------------------------------------


def texts(page):
    """Yield `(text, language, element)` of every piece of text in the body, alternative texts and labels too."""
    for piece in page.soup.body.find_all(string=True):
        if piece.strip() and not isinstance(piece, Comment | Doctype):
            marked = piece.find_parent(lang=True)
            yield str(piece), marked["lang"], marked
    for element in page.soup.body.find_all(True):
        for name in ("alt", "aria-label", "title", "placeholder"):
            if element.get(name):
                marked = element if element.has_attr("lang") else element.find_parent(lang=True)
                yield element[name], marked["lang"], element


def words(text):
    """Return the words of `text`, web addresses aside; syllables with hyphens, as in "kê-mô-the-ra-pi", are one."""
    return re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", re.sub(r"https?://\S+", "", text))


def has_marks(word):
    return any(ord(letter) > 127 and unicodedata.name(letter, "").startswith("LATIN") for letter in word)


def test_english_pages_mark_every_vietnamese_word(pages):
    """Only names of illnesses and one French word bear marks in English text."""
    own = [text for page in pages if page.language == "en" for text, language, _ in texts(page) if language == "en"]

    assert {word for text in own for word in words(text) if has_marks(word)} == {"Behçet", "Sézary", "interférence"}


def test_vietnamese_pages_mark_every_english_phrase(pages):
    def fault(page):
        own = [text for text, language, _ in texts(page) if language == "vi"]
        return [text for text in own if {word.lower() for word in words(text)} & ENGLISH]

    assert broken([page for page in pages if page.language == "vi"], fault) == {}


def test_the_other_language_stands_only_as_name_title_or_quotation_and_in_the_glossary(pages):
    own = [page for page in pages if page.view not in IN_BOTH]
    marked = [(page, element) for page in own for _, language, element in texts(page) if language != page.language]

    explained = [(page.view, element.name) for page, element in marked if element.get("class") == ["in-other"]]
    assert set(explained) == {("glossary", "div")}
    assert {element.name for _, element in marked} == {"a", "cite", "span", "dd", "div"}
    assert {element["class"][0] for _, element in marked if element.name == "div"} == {"in-other"}


# --- medical words ----------------------------------------------------------------------------------

# Where no term is linked: names, labels and notes, what the other language says, and where the words are explained.
NOT_PROSE = "h1, h2, h3, h4, dt, th, summary, label, a:not(.term), nav, form, figure, .headline, .hint, .tag"
NOT_PROSE += ", .review, .sources, li > strong:first-child"


def unlinked(page, linker):
    """Return the terms in the prose of a page that are not linked where they first stand."""
    main = BeautifulSoup(str(page.soup.main), "html.parser")
    names = ", ".join(f'[lang="{language}"]' for language in LANGUAGES)
    for element in main.select(f"{NOT_PROSE}, {names}"):
        element.extract()
    firsts = {}
    for piece in main.find_all(string=True):
        for found in linker.pattern.finditer(str(piece)):
            key = linker.addresses[" ".join(found.group().casefold().split())]
            firsts.setdefault(key, piece.parent.get("class") == ["term"] and piece.parent["href"] == key)
    return [key for key, is_linked in firsts.items() if not is_linked], len(firsts)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_medical_word_is_linked_where_it_first_stands(plain_pages, language):
    with translation.override(language):
        linker = Linker.of(GlossaryTerm.objects.published())
    pages = [page for page in plain_pages if page.language == language and page.view not in ("glossary", *IN_BOTH)]
    found = {page.path: unlinked(page, linker) for page in pages}

    assert {path: missing for path, (missing, _) in found.items() if missing} == {}
    assert sum(count for _, count in found.values()) > 400


# --- plain language ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "most"), [("vi", 15), ("en", 7)])
def test_pages_read_easily(plain_pages, language, most):
    """The mean page has at most 15 syllables in a sentence (vi), or the grade of a child of twelve (en)."""
    found = {}
    for page in plain_pages:
        if page.language == language and page.view not in IN_BOTH:
            read = measure(prose_of(page), language)
            found[page.path] = read.grade if language == "en" else read.mean_length
    found = {path: value for path, value in found.items() if value is not None}

    assert len(found) > 130
    assert mean(found.values()) <= most


def prose_of(page):
    """Return the paragraphs and entries of a page's text as HTML, without names, sources and what is not its own."""
    main = BeautifulSoup(str(page.soup.main), "html.parser")
    other = f'[lang]:not([lang="{page.language}"])'
    for element in main.select(f"{other}, nav, form, svg, h1, h2, h3, h4, dl, .sources, .review, .share"):
        element.extract()
    return "".join(str(element) for element in main.select("p, li:not(:has(p))"))
