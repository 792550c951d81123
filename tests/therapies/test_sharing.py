"""What a link to a page shows elsewhere: its card, its picture, and the icon on a home screen."""

from io import BytesIO
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from PIL import Image

from portal.index import text_in
from portal.languages import LANGUAGES
from tests.therapies.test_outdated import outdate, record_called
from therapies import models, sharing, side_by_side

FOLDER = settings.BASE_DIR / "static" / "img" / "share"
DRAWN = [(picture, language) for language in LANGUAGES for picture in sharing.PICTURES]
LIGHTEST, HEAVIEST = 4_000, 40_000
# What is written in the pictures.
NAMES = {"vi": "Hiểu về interferon", "en": "Understanding interferon"}
ILLNESSES = {"vi": "Hiểu về interferon: Bệnh", "en": "Understanding interferon: Illnesses"}
HELP = {"vi": "Hiểu về interferon: Trợ giúp gần bạn", "en": "Understanding interferon: Help near you"}
IN_BOTH = {"vi": "Song ngữ", "en": "In both languages"}
OTHERS = {"vi": "en_CA", "en": "vi_VN"}
OWN = {"vi": "vi_VN", "en": "en_CA"}
TRICKY = "\"Quoted\" & <b>bold</b> 'name'"


def soup_of(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


def file_at(client, path):
    """Return the media type and the bytes of a static file."""
    response = client.get(path)
    assert response.status_code == 200, path
    return response.headers["Content-Type"], b"".join(response.streaming_content)


def card_of(client, path):
    """Return what the head of the page at `path` says to whom it is shared, by name; no name stands twice."""
    tags = soup_of(client, path).head.find_all("meta", property=True)
    card = {tag["property"]: tag["content"] for tag in tags}
    assert len(card) == len(tags)
    return card


def expected(language, path, title, description, picture="site", words=NAMES):
    return {
        "og:type": "website",
        "og:site_name": NAMES[language],
        "og:title": title,
        "og:description": description,
        "og:url": settings.SITE_URL + path,
        "og:locale": OWN[language],
        "og:locale:alternate": OTHERS[language],
        "og:image": f"{settings.SITE_URL}/static/img/share/{picture}-{language}.png",
        "og:image:alt": words[language],
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
    }


def path_of(language, view):
    with translation.override(language):
        return reverse(view)


def address(record, language):
    with translation.override(language):
        return record.get_absolute_url()


def texts_of(record, language):
    return [text_in(record, field, language) for field in ("name", "summary")]


@pytest.fixture
def illness(content):
    return models.Condition.objects.get(key="hep-b")


# --- cards ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_of_a_record_has_its_title_summary_and_kind(client, illness, language):
    path = address(illness, language)

    wanted = expected(language, path, *texts_of(illness, language), "conditions", ILLNESSES)
    assert card_of(client, path) == wanted
    soup = soup_of(client, path)
    assert soup.select_one("meta[name='twitter:card']")["content"] == "summary_large_image"
    assert soup.select_one("meta[name=description]")["content"] == wanted["og:description"]
    assert soup.select_one("link[rel=canonical]")["href"] == wanted["og:url"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_of_a_list_is_that_of_the_text_at_its_head(client, content, language):
    for view, key, picture, words in [("home", "home", "site", NAMES), ("services", "services", "services", HELP)]:
        path, record = path_of(language, view), models.Page.objects.get(key=key)
        assert card_of(client, path) == expected(language, path, *texts_of(record, language), picture, words)
        assert card_of(client, f"{path}?country=VN") == card_of(client, path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_of_both_languages_says_so(client, illness, language):
    with translation.override(language):
        path = side_by_side.address(illness)
    name, summary = texts_of(illness, language)

    title = f"{name} – {IN_BOTH[language]}"
    assert card_of(client, path) == expected(language, path, title, summary, "conditions", ILLNESSES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_card_shows_what_somebody_typed(client, content, language):
    """Else a link could put words of its maker beside the site's name."""
    path = path_of(language, "search")
    typed = f"{path}?q={quote('Ngừng thuốc ngay')}"

    assert "Ngừng thuốc ngay" in soup_of(client, typed).title.get_text()
    assert card_of(client, typed) == card_of(client, path)
    assert soup_of(client, path).select(".share") != []
    assert soup_of(client, typed).select(".share") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_of_html_and_markdown_stand_in_a_card_as_they_are_read(client, illness, language):
    for code in LANGUAGES:
        setattr(illness, f"name_{code}", TRICKY)
        setattr(illness, f"summary_{code}", 'A **strong** "word",\n\n* a <i>tag</i> & [a link](https://example.org/).')
    illness.save()
    path = address(illness, language)

    said = 'A strong "word", a <i>tag</i> & a link.'
    assert card_of(client, path) == expected(language, path, TRICKY, said, "conditions", ILLNESSES)
    query = parse_qs(urlsplit(soup_of(client, path).select_one(".share a")["href"]).query)
    assert query["subject"] == [TRICKY]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_says_nothing_that_is_unsafe(client, content, language):
    record = record_called("condition")
    name, summary = texts_of(record, language)
    path = address(record, language)
    assert card_of(client, path)["og:description"] == summary != name

    outdate("condition", "summary", language, by="safety")

    assert card_of(client, path) == expected(language, path, name, name, "conditions", ILLNESSES)
    assert quote(summary) not in soup_of(client, path).select_one(".share a")["href"]


def test_an_error_has_no_card(client, content):
    for path, status in [("/vi/khong-co/", 404), ("/en/none/", 404), ("/en/\x00", 400)]:
        response = client.get(path)
        assert response.status_code == status
        soup = BeautifulSoup(response.content, "html.parser")
        assert soup.find_all("meta", property=True) == soup.select(".share") == []


# --- links ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_message_says_what_the_card_says(client, illness, language):
    path = address(illness, language)
    soup = soup_of(client, path)
    link = soup.select_one(".share a")["href"]
    name, summary = texts_of(illness, language)
    body = f"{name}\r\n\r\n{summary}\r\n\r\n{settings.SITE_URL}{path}"

    # By RFC 6068 a blank is %20, since "+" is a plus, and only these signs may stand as they are.
    assert link == f"mailto:?subject={quote(name, safe='')}&body={quote(body, safe='')}"
    assert soup.select_one(".share-address").get_text() == f"{settings.SITE_URL}/r/hep-b"
    assert [target["href"] for target in soup.select(".share a")] == [link]


# --- pictures -------------------------------------------------------------------------------------


def test_nothing_else_lies_among_the_pictures():
    names = {f"{picture}-{language}" for picture, language in DRAWN} | {*sharing.ICONS, "touch-180"}

    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.png" for name in names}


@pytest.mark.parametrize(("picture", "language"), DRAWN)
def test_a_picture_has_the_words_of_the_site_as_they_are_now(client, picture, language):
    """`make pictures` draws them anew; look at the letters then."""
    path = f"/static/img/share/{picture}-{language}.png"
    kind, data = file_at(client, path)
    assert kind == "image/png"
    drawn = Image.open(BytesIO(data))

    assert (drawn.format, drawn.size) == ("PNG", (1200, 630))
    assert LIGHTEST < len(data) <= HEAVIEST
    with translation.override(language):
        assert drawn.text["Title"].splitlines() == sharing.words_in(picture)
        assert sharing.path_of(picture) == path.removeprefix("/static/")
    assert drawn.text["Title"].lang == language
    assert drawn.convert("RGB").getpixel((0, 0)) == (11, 92, 99)


def test_each_kind_of_page_has_its_picture():
    found = {view: sharing.picture_of(view) for view in ["condition", "condition-side-by-side", "brand", "routes"]}
    assert found == {
        "condition": "conditions",
        "condition-side-by-side": "conditions",
        "brand": "brands",
        "routes": "routes",
    }
    assert {sharing.picture_of(view) for view in ["home", "page", "page-side-by-side", "search", ""]} == {"site"}
    assert {*sharing.LIKE.values()} <= {*sharing.PICTURES}


# --- home screen ----------------------------------------------------------------------------------

WORDS = {
    "vi": ("Hiểu về interferon", "Interferon", ["Số cấp cứu", "Trợ giúp gần bạn", "Tìm kiếm"]),
    "en": ("Understanding interferon", "Interferon", ["Emergency numbers", "Help near you", "Search"]),
}
PATHS = {
    "vi": ["/vi/tac-dung-phu/#emergency-numbers", "/vi/noi-tro-giup/", "/vi/tim-kiem/"],
    "en": ["/en/side-effects/#emergency-numbers", "/en/help/", "/en/search/"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manifest_is_in_the_language_of_its_address(client, content, language):
    response = client.get(f"/{language}/manifest.webmanifest")
    name, short_name, shortcuts = WORDS[language]

    assert response.headers["Content-Type"] == "application/manifest+json"
    assert response.json() == {
        "name": name,
        "short_name": short_name,
        "description": text_in(models.Page.objects.get(key="home"), "summary", language),
        "lang": language,
        "dir": "ltr",
        "id": f"/{language}/",
        "start_url": f"/{language}/",
        "scope": "/",
        "display": "browser",
        "background_color": "#ffffff",
        "theme_color": "#0b5c63",
        "categories": ["health", "medical", "education"],
        "icons": [
            {"src": "/static/img/favicon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
            {"src": "/static/img/share/icon-192.png", "sizes": "192x192", "type": "image/png", "purpose": "any"},
            {"src": "/static/img/share/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any"},
            {
                "src": "/static/img/share/maskable-512.png",
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
        ],
        "shortcuts": [{"name": words, "url": path} for words, path in zip(shortcuts, PATHS[language], strict=True)],
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_manifest_names_is_there(client, content, language):
    manifest = client.get(f"/{language}/manifest.webmanifest").json()

    for icon in manifest["icons"]:
        kind, data = file_at(client, icon["src"])
        assert kind == icon["type"]
        if kind == "image/png":
            drawn = Image.open(BytesIO(data))
            assert "x".join(map(str, drawn.size)) == icon["sizes"]
            # Corners are open where the icon is shown as it is, and filled where it is cut.
            assert drawn.convert("RGBA").getpixel((0, 0))[3] == {"any": 0, "maskable": 255}[icon["purpose"]]
    for shortcut in manifest["shortcuts"]:
        path, _, anchor = shortcut["url"].partition("#")
        soup = soup_of(client, path)
        assert soup.html["lang"] == language
        assert not anchor or soup.find(id=anchor)


def test_a_site_without_texts_has_a_manifest(client, no_content):
    with translation.override("en"):
        name = gettext("Understanding interferon")
    manifest = client.get("/en/manifest.webmanifest").json()

    assert (manifest["name"], manifest["description"]) == (name, "")


def test_browsers_find_an_icon_without_asking_twice(client, content):
    touch = soup_of(client, "/vi/").select_one("link[rel=apple-touch-icon]")["href"]
    drawn = Image.open(BytesIO(file_at(client, touch)[1]))
    assert drawn.size == (180, 180)
    assert drawn.convert("RGBA").getpixel((0, 0)) == (11, 92, 99, 255)

    assert file_at(client, client.get("/favicon.ico").headers["Location"])[0] == "image/svg+xml"
