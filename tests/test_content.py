"""What the content must hold, record by record, and what of it may never be seen."""

from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from portal.languages import LANGUAGES
from tests.crawl import crawl
from therapies import models

MANIFEST = yaml.safe_load((Path(__file__).parent / "data" / "content_manifest.yaml").read_text(encoding="utf-8"))
SECTIONS = {
    "interferon_types": (models.Interferon, 14),
    "families": (models.InterferonFamily, 4),
    "products": (models.Brand, 32),
    "conditions": (models.Condition, 42),
    "uses": (models.Use, 45),
    "routes": (models.AdministrationRoute, 9),
    "side_effects": (models.SideEffect, 26),
    "warnings": (models.Precaution, 12),
    "activities": (models.Activity, 7),
    "comparison_rows": (models.ComparisonRow, 7),
    "timeline": (models.TimelineEvent, 18),
    "production": (models.ProductionFigure, 4),
    "glossary": (models.GlossaryTerm, 63),
    "services": (models.Service, 23),
    "emergency_contacts": (models.EmergencyContact, 4),
    "drug_information_sources": (models.DrugInformationSource, 9),
    "advisories": (models.Advisory, 10),
    "facts": (models.Fact, 86),
    "stories": (models.Story, 1),
    "sources": (models.Source, 171),
}
# Each feature of the old pages: the page of ours that has it, and what on that page proves it.
FEATURES = {
    "feat-logo": ("home", ".header-name img[src='/static/img/favicon.svg']"),
    "feat-breadcrumb": ("conditions", "nav.breadcrumb li[aria-current=page]"),
    "feat-inline-glossary": ("how-it-works", "main p a.term"),
    "feat-types-list": ("interferons", "#f-alfa ~ .records li:nth-of-type(4) h3 a"),
    "feat-cancer-list": ("conditions", "#cancer + .records li:nth-of-type(10) h3 a"),
    "feat-drug-info-link": ("home", ".footer-links a"),
    "feat-story": ("home", "section.story blockquote"),
    "feat-services-box": ("home", ".services-box img[src='/static/img/houses.svg'][alt]:not([alt=''])"),
    "feat-region": ("home", ".services-box a[href$='?where=VN']"),
    "feat-compare-table": ("how-it-works", "#comparison ~ .table-scroll tbody tr:nth-of-type(7)"),
    "feat-question-heading": ("home", "#by-question"),
    "S37": ("home", "#by-question + .big-links li:nth-of-type(6) a"),
    "S64": ("how-it-works", "#comparison ~ .table-scroll thead th:nth-of-type(3)"),
    "C1": ("conditions", ".header-name img[src='/static/img/favicon.svg']"),
    "C2": ("brands", "nav.breadcrumb li:nth-of-type(3)[aria-current=page]"),
    "C26": ("drug-information", "main article.card:nth-of-type(9) h2"),
    "C27": ("stories", "main article.card#audrey blockquote"),
    "C28": ("home", "section.story a[href$='#audrey']"),
    "C29": ("home", ".services-box h2#by-need"),
    "C30": ("home", ".services-box img[src='/static/img/houses.svg']"),
    "C32": ("home", ".services-box > p:last-of-type a"),
}
RECORDS = [model for model, _count in SECTIONS.values() if model is not models.Source]
pytestmark = pytest.mark.usefixtures("content")


def pages():
    return [answer for answer in crawl().values() if answer.is_page]


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_is_whole(section):
    model, count = SECTIONS[section]

    assert sorted(model.objects.values_list("key", flat=True)) == sorted(MANIFEST[section])
    assert model.objects.count() == count


def test_the_manifest_has_no_other_section():
    assert MANIFEST.keys() == {*SECTIONS, "features_shown_by_the_site"}


def test_only_the_story_is_a_draft():
    states = {model.__name__: set(model.objects.values_list("state", flat=True)) for model in [*RECORDS, models.Page]}

    assert states.pop("Story") == {"draft"}
    assert set().union(*states.values()) == {"published"}


def test_what_was_written_from_memory_is_no_source():
    keys = models.Source.objects.values_list("key", flat=True)

    assert [key for key in keys if key.startswith(("mem-", "atc-memory"))] == []


@pytest.mark.parametrize("model", RECORDS)
def test_every_record_names_a_source_or_says_that_there_is_none(model):
    for record in model.objects.all():
        record.check_sources(record.sources.all())
        supported = any(not source.is_article for source in record.sources.all())
        assert (record.key, supported) == (record.key, not record.no_source_found)


@pytest.mark.parametrize("model", [*RECORDS, models.Page, models.Organization])
def test_nothing_claims_a_review_that_did_not_happen(model):
    assert set(model.objects.values_list("reviewed_on", "reviewed_by", "review_due_on")) == {(None, "", None)}


# --- what the old pages had ------------------------------------------------------------------------


def test_every_feature_of_the_old_pages_has_its_place():
    assert sorted(FEATURES) == sorted(MANIFEST["features_shown_by_the_site"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("feature", FEATURES)
def test_the_site_has_each_feature(client, feature, language):
    story = models.Story.objects.get()
    story.state, story.permission_given = "published", True
    story.save()
    view, selector = FEATURES[feature]
    with translation.override(language):
        soup = BeautifulSoup(client.get(reverse(view)).content, "html.parser")

    assert soup.select(selector) != []


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_of_features_lead_where_they_say(client, language):
    with translation.override(language):
        home = BeautifulSoup(client.get(reverse("home")).content, "html.parser")
        links = {link["href"] for link in home.select("main .services-box a, .footer-links a")}
        expected = {reverse("services"), reverse("drug-information"), reverse("glossary"), reverse("brands")}

    assert expected - links == set()
    assert home.select_one("#by-question").get_text().endswith("?")
    assert {link.get_text()[-1] for link in home.select(".big-links a")} == {"?"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_types_names_the_brands_of_each(client, language):
    with translation.override(language):
        soup = BeautifulSoup(client.get(reverse("interferons")).content, "html.parser")
        expected = {medicine.get_absolute_url(): brand_names(medicine) for medicine in models.Interferon.objects.all()}

    shown = {
        item.h3.a["href"]: [link.get_text() for link in item.select("p.hint a")]
        for item in soup.select(".records > li")
    }
    assert shown == expected
    assert "Pegasys" in {name for names in shown.values() for name in names}


def brand_names(medicine):
    return list(medicine.brands.order_by("name").values_list("name", flat=True))


@pytest.mark.parametrize("country", ["VN", "CA", "US", "AU"])
def test_each_country_has_its_own_list_of_services(client, country):
    soup = BeautifulSoup(client.get("/vi/noi-tro-giup/", {"country": country}).content, "html.parser")
    expected = set(models.Service.objects.filter(countries__code=country).values_list("key", flat=True))

    assert {card["id"] for card in soup.select("main article.card")} == expected
    assert 0 < len(expected) < 23


# --- what may never be seen ------------------------------------------------------------------------


def test_the_story_without_permission_is_nowhere():
    story = models.Story.objects.get()
    told = [story.person, "Audrey", "Daoust", story.summary_vi[:60], story.summary_en[:60], 'id="audrey"']

    assert [page.path for page in pages() for text in told if text in page.html] == []
    assert len(pages()) > 280


def test_only_checked_phones_are_shown():
    """Ten numbers were checked; two services share one."""
    checked = set(models.ServicePhone.objects.filter(is_verified=True).values_list("number", flat=True))
    emergency = set(models.EmergencyPhone.objects.values_list("number", flat=True))
    shown = {link["href"] for page in pages() for link in page.soup.select('a[href^="tel:"]')}

    assert shown == {f"tel:{number.replace(' ', '')}" for number in checked | emergency}
    assert (len(checked), len(emergency)) == (9, 9)


def test_an_unchecked_phone_stands_in_no_text():
    unchecked = list(models.ServicePhone.objects.filter(is_verified=False))

    assert [page.path for page in pages() for phone in unchecked if phone.number in page.html] == []
    assert len(unchecked) == 1


@pytest.mark.parametrize("model", [models.Service, models.DrugInformationSource])
def test_only_checked_websites_are_links_to_press(model):
    checked = {record.website for record in model.objects.filter(website_verified=True) if record.website}
    unchecked = {record.website for record in model.objects.filter(website_verified=False) if record.website}
    views = {"service", "services"} if model is models.Service else {"drug-information"}
    contacts = [page.soup.select("main .summary-list") for page in pages() if page.view in views]
    shown = {link["href"] for found in contacts for part in found for link in part.select('a[href^="http"]')}
    written = [part.get_text() for found in contacts for part in found]

    assert shown == checked
    assert [address for address in unchecked - checked for text in written if address in text] == []
    assert unchecked != set()


def test_every_phone_says_when_it_was_checked():
    said = {
        (phone.get_text(), phone.parent.select_one(".hint").get_text(" ", strip=True).split(";")[0])
        for page in pages()
        if page.view in ("service", "services") and page.language == "en"
        for phone in page.soup.select("main .summary-list a.phone")
    }
    dated = {text for _number, text in said if text.startswith("checked ") and text[-4:].isdigit()}

    assert {text for _number, text in said} - dated == {"date of the check not known"}
    assert len(said) == 9


def test_editors_notes_on_a_contact_are_nowhere():
    notes = [note for note in models.Service.objects.values_list("contact_note_vi", "contact_note_en") for note in note]
    notes = [note for note in notes if note]

    assert [(page.path, note) for page in pages() for note in notes if note in page.html] == []
    assert len(notes) > 20
