"""The pages that hold both languages beside each other, and what only paper shows of any page."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.utils import timezone, translation

from editorial.models import Pairing
from portal.languages import LANGUAGES, other_language
from portal.models import PublicSlug
from tests.therapies.crowd import make_crowd
from therapies import models, side_by_side

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# The models whose records have such a page, with the queries that it costs.
COSTS = {
    models.Condition: 12,
    models.Interferon: 17,
    models.Brand: 10,
    models.AdministrationRoute: 10,
    models.Service: 12,
    models.Page: 6,
}


def address(record, language):
    with translation.override(language):
        return side_by_side.address(record)


def soup_of(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


@pytest.fixture
def hepatitis(content):
    return models.Condition.objects.get(key="hep-b")


def test_each_model_with_pages_is_measured():
    assert set(COSTS) == set(side_by_side.PARTS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", COSTS)
def test_every_record_with_a_page_stands_in_both_languages(client, content, model, language):
    records = [record for record in model.objects.published() if address(record, language)]
    for record in records[:3]:
        soup = soup_of(client, address(record, language))
        pairs = [[cell["lang"] for cell in pair.find_all(recursive=False)] for pair in soup.select("main .pair")]
        assert {tuple(pair) for pair in pairs} == {(language, other_language(language))}
        for code in LANGUAGES:
            cells = " ".join(words(cell) for cell in soup.select(f'main .pair [lang="{code}"]'))
            assert getattr(record, f"{record.title_field}_{code}", record.title) in cells
    assert records


def test_a_text_stands_beside_its_translation(client, hepatitis):
    soup = soup_of(client, "/vi/benh/viem-gan-b-man-tinh/song-ngu/")
    first = soup.select_one("section[aria-labelledby=about] > .pair:not(.heads)")

    assert [words(cell) for cell in first.find_all("div")] == [hepatitis.summary_vi, hepatitis.summary_en]


def test_texts_that_introduce_a_list_lead_to_it(client, content):
    for path, list_path in (("/en/glossary/side-by-side/", "/en/glossary/"), ("/vi/benh/song-ngu/", None)):
        response = client.get(path)
        assert (response.status_code, response.headers.get("Location")) == (
            (301, list_path) if list_path else (404, None)
        )


def test_a_former_or_foreign_slug_leads_to_the_page_in_both(client, content):
    response = client.get("/vi/benh/chronic-hepatitis-b/song-ngu/")

    assert (response.status_code, response.headers["Location"]) == (301, "/vi/benh/viem-gan-b-man-tinh/song-ngu/")


@pytest.mark.parametrize(("state", "status"), [("draft", 404), ("retired", 410)])
def test_what_is_not_public_is_not_shown_in_either_language(client, no_content, state, status):
    make_crowd(1)
    record = models.Condition.objects.get()
    path = address(record, "vi")
    assert client.get(path).status_code == 200

    models.Condition.objects.update(state=state)
    if state == "draft":
        PublicSlug.objects.all().delete()
    response = client.get(path)

    assert response.status_code == status
    assert record.summary_vi not in response.content.decode()


@pytest.mark.parametrize("by", ["meaning", "safety"])
@pytest.mark.parametrize("behind", LANGUAGES)
@pytest.mark.parametrize("reader", LANGUAGES)
def test_what_is_outdated_says_so_in_its_own_language(client, hepatitis, reader, behind, by):
    about = {f"{behind}_outdated_since": timezone.now(), f"{behind}_outdated_by": by}
    Pairing.objects.filter(key="hep-b", path="summary").update(**about)

    soup = soup_of(client, address(hepatitis, reader))

    said = [(notice.find_parent(lang=True)["lang"], words(notice)) for notice in soup.select("main .outdated")]
    with translation.override(behind):
        date = timezone.localdate().strftime("%Y")
    assert [(language, date in text) for language, text in said] == [(behind, True)]
    unsafe = {"vi": "đừng làm theo", "en": "do not rely on it"}[behind]
    assert (unsafe in said[0][1]) is (by == "safety")


def test_the_questions_stand_in_both_languages_each_beside_its_own(client, hepatitis):
    page = models.Page.objects.get(key="questions")
    soup = soup_of(client, address(hepatitis, "en"))

    asked = [[words(cell) for cell in pair.find_all(recursive=False)] for pair in soup.select(".questions > .pair")]

    assert asked == [
        [english.removeprefix("- "), vietnamese.removeprefix("- ")]
        for english, vietnamese in zip(page.body_en.splitlines(), page.body_vi.splitlines(), strict=True)
    ]
    assert len(asked) == 12


def test_the_languages_of_the_page_lead_to_itself(client, hepatitis):
    soup = soup_of(client, "/vi/benh/viem-gan-b-man-tinh/song-ngu/")

    alternates = {link["hreflang"]: link["href"] for link in soup.select('link[rel="alternate"]')}
    assert alternates == {
        "vi": f"{settings.SITE_URL}/vi/benh/viem-gan-b-man-tinh/song-ngu/",
        "en": f"{settings.SITE_URL}/en/conditions/chronic-hepatitis-b/side-by-side/",
    }
    own = soup_of(client, "/vi/benh/viem-gan-b-man-tinh/")
    assert [link["href"] for link in own.select(".language-switch a:not([hreflang])")] == [
        "/vi/benh/viem-gan-b-man-tinh/song-ngu/"
    ]


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize("model", COSTS)
def test_it_costs_the_same_with_one_record_and_with_three(client, no_content, django_assert_num_queries, model, size):
    make_crowd(size)
    record = next(record for record in model.objects.published() if address(record, "vi"))

    with django_assert_num_queries(COSTS[model]):
        client.get(address(record, "vi"))


@pytest.mark.parametrize("path", ["/vi/", "/vi/benh/viem-gan-b-man-tinh/", "/en/glossary/", "/en/about-this-site/"])
def test_paper_shows_the_permanent_address_and_its_code(client, content, path):
    paper = soup_of(client, path).select_one(".on-paper")

    address = words(paper).split()[0]
    assert address.startswith(f"{settings.SITE_URL}/r/")
    assert client.get(address.removeprefix(settings.SITE_URL), headers={"Accept-Language": path[1:3]}).url == path
    assert len(paper.select("svg.qr path")) == 1
