"""The public pages one by one: what each costs, how records are found, and what is never shown."""

import unicodedata
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from portal.languages import LANGUAGES
from tests.crawl import crawl
from tests.therapies.crowd import make_crowd
from therapies import models

# What each page costs, whatever it shows.
QUERIES = {
    "home": 12,
    "conditions": 9,
    "at-a-glance": 10,
    "condition": 22,
    "interferons": 11,
    "interferon": 25,
    "brands": 8,
    "brand": 11,
    "routes": 7,
    "route": 10,
    "side-effects": 11,
    "precautions": 8,
    "how-it-works": 15,
    "history": 8,
    "glossary": 10,
    "services": 17,
    "service": 13,
    "drug-information": 8,
    "then-and-today": 10,
    "stories": 8,
    "sources": 6,
    "search": 5,
    "page": 6,
}
DETAILS = {
    "condition": models.Condition,
    "interferon": models.Interferon,
    "brand": models.Brand,
    "route": models.AdministrationRoute,
    "service": models.Service,
}


def cost_of(client, path, status=200):
    """Return how many queries it takes to answer `path`."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert response.status_code == status
    return len(queries)


def addresses(language):
    """Return `{view name: path}`: every list, and the first record of each kind that has pages."""
    with translation.override(language):
        paths = {view: reverse(view) for view in QUERIES if view not in {*DETAILS, "page"}}
        records = {view: model.objects.get(key=f"{model._meta.model_name}-1") for view, model in DETAILS.items()}
        records["page"] = models.Page.objects.get(key="about")
        return paths | {view: record.get_absolute_url() for view, record in records.items()}


# --- what a page costs ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [1, 3])
def test_each_page_costs_the_same_with_one_record_and_with_three(client, no_content, size, language):
    make_crowd(size)

    assert {view: cost_of(client, path) for view, path in addresses(language).items()} == QUERIES


@pytest.mark.once
def test_each_page_costs_the_same_with_all_records(content):
    pages = [answer for answer in crawl().values() if answer.is_page]

    # The only story is a draft, so there are no sources of stories to fetch.
    expected = QUERIES | {"stories": 7}
    assert {view: {page.queries for page in pages if page.view == view} for view in QUERIES} == {
        view: {number} for view, number in expected.items()
    }
    assert max(QUERIES.values()) <= 25
    assert len(pages) > 280


@pytest.mark.parametrize("size", [1, 3])
def test_filters_and_searches_cost_the_same_with_one_record_and_with_three(client, no_content, size):
    make_crowd(size)

    assert (
        cost_of(client, "/vi/noi-tro-giup/?where=subdivision-1&illness=condition-1&need=need-1&language=language-1")
        == 17
    )
    assert cost_of(client, "/en/search/?q=word") == 7
    assert cost_of(client, "/en/brands/1/", status=301) == 5


def test_filters_and_searches_cost_the_same_with_all_records(client, content):
    assert cost_of(client, "/vi/noi-tro-giup/?where=VN-HN&illness=hep-b&need=liver&language=vi") == 17
    assert cost_of(client, "/vi/noi-tro-giup/?where=AU&illness=ms&need=blood&language=fr") == 17
    assert cost_of(client, "/en/search/?q=interferon") == 7
    assert cost_of(client, "/en/brands/La%20feron/", status=301) == 5


# --- how a record is found ------------------------------------------------------------------------


def address(record, language):
    with translation.override(language):
        return record.get_absolute_url()


def list_address(record, language):
    with translation.override(language):
        return record.get_list_url()


@pytest.mark.parametrize(
    ("model", "number"),
    [
        (models.Condition, 40),
        (models.Interferon, 2),
        (models.AdministrationRoute, 9),
        (models.Service, 18),
        (models.Page, 5),
    ],
)
def test_the_slug_of_the_other_language_leads_to_the_page(client, content, model, number):
    records = [record for record in model.objects.published() if record.slug_vi != record.slug_en]
    if model is models.Page:
        own_pages = {"about", "accessibility", "corrections", "how-we-review", "privacy"}
        records = [page for page in records if page.key in own_pages]
    wrong = []
    for record in records:
        for language in LANGUAGES:
            right = address(record, language)
            other = record.slug_en if language == "vi" else record.slug_vi
            own = record.slug_vi if language == "vi" else record.slug_en
            response = client.get(right.replace(f"/{own}/", f"/{other}/"))
            if (response.status_code, response.headers.get("Location")) != (301, right):
                wrong.append((right, other, response.status_code))

    assert wrong == []
    assert len(records) == number


@pytest.mark.parametrize(("view", "key"), [("condition", "hep-b"), ("route", "r-subcutaneous"), ("brand", "pegasys")])
def test_a_former_slug_leads_to_the_page(client, content, view, key):
    record = DETAILS[view].objects.get(key=key)
    former = {language: address(record, language) for language in LANGUAGES}
    if view == "brand":
        record.slug = "a-new-name"
    else:
        record.slug_vi, record.slug_en = "ten-moi", "a-new-name"
    record.save()

    for language in LANGUAGES:
        response = client.get(former[language])
        assert (response.status_code, response.headers["Location"]) == (301, address(record, language))
        assert address(record, language) != former[language]
        assert client.get(response.headers["Location"]).status_code == 200


def test_a_former_slug_of_the_other_language_leads_to_the_page(client, content):
    record = models.Condition.objects.get(key="hep-b")
    former = record.slug_vi
    record.slug_vi = "ten-moi"
    record.save()

    response = client.get(f"/en/conditions/{former}/")
    assert (response.status_code, response.headers["Location"]) == (301, address(record, "en"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", DETAILS)
def test_a_page_that_was_taken_down_says_so_and_leads_on(client, content, view, language):
    record = DETAILS[view].objects.published().first()
    record.state = "retired"
    record.save()

    response = client.get(address(record, language))
    soup = BeautifulSoup(response.content, "html.parser")

    assert response.status_code == 410
    assert soup.select_one("main li a")["href"] == list_address(record, language)
    assert [section["lang"] for section in soup.select("main section")] == [
        language, *(code for code in LANGUAGES if code != language)
    ]  # fmt: skip
    shown = response.content.decode()
    assert [text for text in (record.name, record.summary_vi, record.summary_en) if text in shown] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", DETAILS)
def test_a_draft_is_nowhere(client, content, view, language):
    draft = DETAILS[view].objects.published().first()
    draft.pk, draft.state, draft.key = None, "draft", "secret-draft"
    draft.name = draft.name_vi = draft.name_en = "Sleeping mammoth"
    draft.slug = draft.slug_vi = draft.slug_en = "sleeping-mammoth"
    draft.save()
    path = address(draft, language)

    assert "sleeping-mammoth" in path
    assert client.get(path).status_code == 404
    assert client.get("/r/secret-draft").status_code == 404
    assert path not in found(client, "sleeping mammoth", language)
    assert found(client, "mammoth", language) == []
    assert "mammoth" not in client.get(list_address(draft, language)).content.decode()
    assert "mammoth" not in client.get(f"/{language}/").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_stands_on_no_page_of_a_record_that_names_it(client, content, language):
    for model in (
        models.Use,
        models.Interferon,
        models.AdministrationRoute,
        models.Brand,
        models.Advisory,
        models.Fact,
        models.Precaution,
        models.SideEffect,
        models.EmergencyContact,
        models.Service,
    ):
        assert model.objects.published().update(state="draft") > 0

    shown = client.get(address(models.Condition.objects.get(key="hep-b"), language))
    soup = BeautifulSoup(shown.content, "html.parser")

    assert soup.select("main article, main .card, main .then-today, main .tag") == []
    assert [link["href"] for link in soup.select("main section ul a")] == []


def test_an_address_that_nobody_has_is_not_found_in_both_languages(client, content):
    for path in ("/vi/benh/khong-co/", "/en/conditions/none/", "/en/none/", "/vi/benh/hep-x", "/r/none", "/none"):
        response = client.get(path, follow=True)
        soup = BeautifulSoup(response.content, "html.parser")
        assert (path, response.status_code) == (path, 404)
        assert {section["lang"] for section in soup.select("main section")} == {"vi", "en"}
        assert len(soup.find_all("h1")) == 1


# --- the permanent address ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("vi", "vi"), ("en-GB,en;q=0.9", "en"), ("vi;q=0.5,en;q=0.8", "en"), ("fr", "vi"), ("", "vi"), ("*", "vi")],
)
def test_the_short_address_opens_in_the_language_of_the_browser(client, content, accepted, language):
    for key in ("hep-b", "pegasys", "g-cytokine", "S38", "about", "211"):
        response = client.get(f"/r/{key}", headers={"accept-language": accepted})
        assert response.status_code == 302
        assert response.headers["Location"].startswith(f"/{language}/")
        assert response.headers["Vary"] == "Accept-Language"
        assert response.headers["Cache-Control"] == "private, max-age=300"
        assert response.cookies == {}


def test_the_short_address_leads_to_where_the_record_lives(client, content):
    record = models.Condition.objects.get(key="hep-b")

    for language in LANGUAGES:
        response = client.get("/r/hep-b", headers={"accept-language": language})
        assert response.headers["Location"] == address(record, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_short_address_of_a_record_taken_down_says_so(client, content, language):
    record = models.Condition.objects.get(key="hep-b")
    record.state = "retired"
    record.save()

    response = client.get("/r/hep-b", headers={"accept-language": language})

    assert response.status_code == 410
    assert BeautifulSoup(response.content, "html.parser").html["lang"] == language


def test_the_beginning_leads_to_the_language_of_the_browser(client, content):
    for accepted, path in {"en": "/en/", "vi": "/vi/", "de": "/vi/", "": "/vi/"}.items():
        response = client.get("/", headers={"accept-language": accepted})
        assert (response.status_code, response.headers["Location"]) == (302, path)


# --- brands by any spelling -----------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_spelling_leads_to_the_brand(client, content, language):
    tried, wrong = 0, []
    for brand in models.Brand.objects.published():
        right = address(brand, language)
        for spelling in {*brand.spellings(), brand.name.upper()} - {""}:
            if "/" in spelling:
                continue  # no address can hold it
            tried += 1
            path = right.replace(f"/{brand.slug}/", f"/{quote(spelling)}/")
            end = client.get(path, follow=True)
            if (end.status_code, end.request["PATH_INFO"]) != (200, right):
                wrong.append((spelling, end.status_code))

    print(f"{tried} spellings")
    assert wrong == []
    assert tried > 70


@pytest.mark.parametrize(
    ("spelling", "slug"),
    [
        ("La feron", "laferon"),
        ("IntronA", "intron-a"),
        ("RoferonA", "roferon-a"),
        ("Shanthaferon", "shanferon"),
        ("Alpha Feron (Jedang)", "alphaferon"),
    ],
)
def test_the_spellings_of_the_old_article_lead_to_the_brand(client, content, spelling, slug):
    brand = models.Brand.objects.get(article_spelling=spelling)

    for language in LANGUAGES:
        path = address(brand, language)
        response = client.get(path.replace(brand.slug, quote(spelling)))
        assert (response.status_code, response.headers["Location"]) == (301, path)
    assert brand.slug == slug


# --- search ---------------------------------------------------------------------------------------


def found(client, query, language="vi"):
    """Return the addresses that a search finds, in order."""
    with translation.override(language):
        response = client.get(reverse("search"), {"q": query})
    assert response.status_code == 200
    return [link["href"] for link in BeautifulSoup(response.content, "html.parser").select("main .records h3 a")]


def test_search_reads_words_with_and_without_marks_alike(client, content):
    composed = "viêm gan"
    decomposed = unicodedata.normalize("NFD", composed)
    expected = found(client, composed)

    assert decomposed != composed
    assert found(client, "viem gan") == expected
    assert found(client, decomposed) == expected
    assert found(client, "VIÊM   GAN!") == expected
    assert "/vi/benh/viem-gan-b-man-tinh/" in expected[:10]
    assert len(expected) > 10


def test_search_reads_a_d_with_stroke_as_d(client, content):
    assert found(client, "dieu tri") == found(client, "điều trị")
    assert len(found(client, "dieu tri")) > 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_understands_the_words_of_the_other_language(client, content, language):
    record = models.Condition.objects.get(key="hep-b")

    assert address(record, language) in found(client, "hepatitis B", language)
    assert address(record, language) in found(client, "viem gan B", language)


@pytest.mark.parametrize("query", ["La feron", "laferon", "LAFERON"])
def test_search_finds_a_brand_by_an_old_spelling(client, content, query):
    assert "/vi/biet-duoc/laferon/" in found(client, query)


@pytest.mark.parametrize("query", ["", "   ", "%", "_", "'", "khongcotunaynhuvay", "-", "\\"])
def test_search_without_words_finds_nothing(client, content, query):
    assert found(client, query) == []


HOSTILE = {
    "NUL": "viêm\x00gan",
    "5,000 characters": "interferon " * 455,
    "5,000 letters": "a" * 5000,
    "script": "<script>alert(1)</script>",
    "attribute": '" autofocus onfocus="alert(1)',
    "picture": "<img src=x onerror=alert(1)>",
    "right to left": "\u202egnp.exe \u2066מרפא\u2069",
    "half a pair": "\ud800",
    "format": "{{ 7|add:7 }} {% now %} %(x)s {0}",
    "like": "%_%\\",
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_query_is_answered_and_escaped(client, content, query, language):
    sent = query.encode("utf-8", "surrogatepass")
    with translation.override(language):
        response = client.get(f"{reverse('search')}?q={quote(sent)}")
    html = response.content.decode()
    soup = BeautifulSoup(html, "html.parser")
    shown = soup.find("input", id="search-words")

    assert response.status_code == 200
    assert "\x00" not in html
    scripts = [f"/static/js/{name}.js" for name in ("suggest", "glossary", "listen", "print")]
    assert [element.get("src") for element in soup.find_all(["script", "style"])] == scripts
    assert set(shown.attrs) == {"type", "id", "name", "value", "maxlength", "autocomplete"}
    assert [image["src"] for image in soup.find_all("img")] == ["/static/img/favicon.svg"]
    if query.isprintable():
        assert shown["value"] == query.strip()[:200].strip()


def results(client, query, language="vi"):
    """Return the elements of the results of a search."""
    with translation.override(language):
        response = client.get(reverse("search"), {"q": query})
    return BeautifulSoup(response.content, "html.parser").select("main .found > li")


def test_a_result_says_what_it_is_and_marks_what_was_found(client, content):
    first = results(client, "viem gan b", "en")[0]
    own = results(client, "hepatitis b", "en")[0]

    assert first.h3.a["href"] == own.h3.a["href"] == "/en/conditions/chronic-hepatitis-b/"
    assert [mark.get_text() for mark in own.h3.select("mark")] == ["hepatitis B"]
    assert own.select_one("p.hint").get_text() == "Condition"
    assert [mark.get_text() for mark in first.select(".other-title mark")] == ["Viêm gan B"]


def test_a_result_that_only_the_other_language_names_shows_that_name_in_its_language(client, content):
    first = results(client, "pregnancy")[0]
    (other,) = first.select(".other-title")

    assert first.h3.a["href"] == "/vi/truoc-khi-dung/#w-pregnancy"
    assert other["lang"] == "en"
    assert [mark.get_text().lower() for mark in other.select("mark")] == ["pregnancy"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_wrote_leads_to_the_ways_in_and_to_words_like_it(client, content, language):
    with translation.override(language):
        response = client.get(reverse("search"), {"q": "pegxxsyz"})
        ways = {reverse(view) for view in ("conditions", "interferons", "brands", "glossary")}
    links = {link["href"] for link in BeautifulSoup(response.content, "html.parser").select("main .inset a")}

    assert results(client, "pegxxsyz", language) == []
    assert ways - links == set()
    assert [link for link in links if "?q=" in link] != []


def test_suggestions_are_the_first_results_for_any_cache(client, content):
    response = client.get("/vi/tim-kiem/goi-y/", {"q": "viêm gan"})
    suggested = response.json()["suggestions"]

    assert [path for _title, _kind, path in suggested] == found(client, "viêm gan")[:8]
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert not response.cookies
    assert client.get("/en/search/suggestions/").json() == {"suggestions": []}
    assert client.post("/en/search/suggestions/").status_code == 405


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_hostile_suggestions_are_answered(client, content, query):
    response = client.get(f"/en/search/suggestions/?q={quote(query.encode('utf-8', 'surrogatepass'))}")

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
