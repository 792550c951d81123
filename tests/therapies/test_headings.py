"""The nine headings of medicines and illnesses, the table at a glance, the drawings and the style guide."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from portal.languages import LANGUAGES
from tests.crawl import crawl
from tests.therapies.test_views import address
from therapies import headings, models
from therapies.models.base import EvidenceStatus

pytestmark = [pytest.mark.usefixtures("content"), pytest.mark.once]

ANCHORS = [
    "about", "key-facts", "who-can-take-it", "how-and-when", "side-effects", "coping", "pregnancy", "other-medicines",
    "questions",
]  # fmt: skip


def soup_of(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


def read(client, record, language):
    return soup_of(client, address(record, language))


def crawled(record, language):
    """Return the page of `record` as the crawl found it, which many tests share."""
    return crawl()[address(record, language)].soup


def section(soup, anchor):
    return soup.select_one(f"main > section[aria-labelledby={anchor}]")


def linked(part):
    """Return the keys to which the links of `part` lead on a page of several records."""
    return [link["href"].partition("#")[2] for link in part.select("li a") if "#" in link["href"]]


# --- headings -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("model", "labels", "number"),
    [(models.Interferon, headings.MEDICINE, 14), (models.Condition, headings.CONDITION, 42)],
)
def test_every_page_has_the_nine_headings_in_order_and_lists_them(model, labels, number, language):
    with translation.override(language):
        expected = [(anchor, str(label)) for anchor, label in labels.items()]
    records = list(model.objects.published())

    for record in records:
        soup = crawled(record, language)
        found = [(heading["id"], heading.get_text()) for heading in soup.select("main > section > h2")]
        assert found[:9] == expected, record
        contents = [(link["href"], link.get_text()) for link in soup.select("nav .contents a")]
        assert contents == [(f"#{anchor}", label) for anchor, label in expected], record
        empty = [anchor for anchor, _ in expected if len(section(soup, anchor).find_all(True)) < 2]
        assert empty == [], record
    assert [anchor for anchor, _ in expected] == ANCHORS
    assert len(records) == number


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_heading_without_records_says_so(client, language):
    medicine, condition = models.Interferon.objects.get(key="ifn-beta-1a"), models.Condition.objects.get(key="ms")

    def silent(record):
        soup = read(client, record, language)
        return [anchor for anchor in ANCHORS if section(soup, anchor).select(".no-text")]

    assert (silent(medicine), silent(condition)) == (["questions"], ["questions"])
    for model in (models.Precaution, models.SideEffect, models.AdministrationRoute, models.Use):
        model.objects.update(state="draft")
    assert silent(medicine) == ANCHORS[2:]
    assert silent(condition) == [anchor for anchor in ANCHORS if anchor != "about"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_illness_without_a_use_today_gives_no_advice_on_taking_it_but_says_when_to_get_help(client, language):
    of_today = models.Use.objects.filter(status__in=["current", "sometimes"]).values("condition")
    records = models.Condition.objects.published().exclude(pk__in=of_today)

    for record in records:
        soup = read(client, record, language)
        silent = [anchor for anchor in ANCHORS if section(soup, anchor).select(".no-text")]
        assert silent == [anchor for anchor in ANCHORS[2:] if anchor != "side-effects"], record
        assert soup.select_one(".unwell a[href='#emergency']"), record
        assert soup.select_one("#side-effects ~ .care-card.emergency a[href='tel:115']"), record
    assert len(records) == 24


# --- which record stands under which heading ------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_precautions_and_side_effects_stand_under_the_heading_that_their_data_name(client, language):
    soup = read(client, models.Interferon.objects.get(key="peg-alfa-2a"), language)
    precautions, effects = models.Precaution.objects.published(), models.SideEffect.objects.published()

    def keys(records, **values):
        return [record.key for record in records.filter(**values)]

    def named(anchor, part):
        return [piece.get_text() for piece in section(soup, anchor).select(part)]

    def names(records, **values):
        return [getattr(record, f"name_{language}") for record in records.filter(**values)]

    assert linked(section(soup, "who-can-take-it")) == keys(precautions, topic="") != []
    assert linked(section(soup, "side-effects").select_one(".emergency")) == keys(effects, action="emergency") != []
    assert linked(section(soup, "side-effects").select_one(".call_doctor")) == keys(effects, action="call_doctor") != []
    assert named("coping", "summary") == names(effects, action="self_care") != []
    assert named("pregnancy", "h3") == names(precautions, topic="pregnancy") != []
    assert named("other-medicines", "summary") == names(precautions, topic="medicines") != []
    assert named("how-and-when", ".dont-list strong") == names(precautions, topic="handling") != []
    shown = [*precautions.exclude(topic=""), *effects.filter(action="self_care")]
    cited = {source.title for record in shown for source in record.sources.all()}
    assert cited <= {title.get_text() for title in soup.select("section.sources li [lang]")}
    assert len(cited) > 10


def test_a_medicine_names_its_own_routes_and_no_others(client):
    for record in models.Interferon.objects.published():
        soup = read(client, record, "en")
        shown = [link.get_text() for link in section(soup, "how-and-when").select(".card > h3 a")]
        assert shown == [route.name_en for route in record.routes.filter(state="published")]
    assert models.Interferon.objects.published().filter(routes=None).exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_uses_of_today_stand_apart_from_those_of_the_past(client, language):
    record = models.Interferon.objects.get(key="peg-alfa-2a")
    soup = read(client, record, language)
    groups = [[article["id"] for article in part.select(".card")] for part in soup.select("#uses ~ details")]

    today = record.uses.filter(status__in=["current", "sometimes"])
    assert sorted(groups[:-1]) == sorted([use.key] for use in today) != []
    assert sorted(groups[-1]) == sorted(use.key for use in record.uses.exclude(pk__in=today)) != []


# --- services that fit ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_services_that_answer_a_need_of_the_illness_are_named_with_their_checked_numbers(language):
    for record in models.Condition.objects.published():
        fitting = models.Service.objects.published().filter(needs__in=record.needs.all()).distinct()
        items = crawled(record, language).select(".helpers > li")
        by_path = {address(service, language): service for service in fitting}
        shown = [by_path[item.a["href"]] for item in items]

        assert len(shown) == min(4, len(fitting))
        speaking = [service.languages.filter(code=language).exists() for service in shown]
        assert speaking == sorted(speaking, reverse=True)
        for service, item in zip(shown, items, strict=True):
            numbers = [phone.number for phone in service.phones.all() if phone.is_verified]
            assert [link.get_text() for link in item.select(".phone")] == numbers
            assert len(item.select(".hint")) == max(1, len(numbers))


def test_a_service_taken_down_is_not_named(client):
    condition = models.Condition.objects.get(key="hep-b")
    (first, *_) = models.Service.objects.fitting(models.Condition.objects.filter(pk=condition.pk), "vi")
    models.Service.objects.filter(pk=first.pk).update(state="retired")

    shown = [item.a["href"] for item in read(client, condition, "vi").select(".helpers > li")]

    assert address(first, "vi") not in shown
    assert len(shown) == 4


# --- at a glance ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_of_the_table_is_what_the_database_says(client, language):
    with translation.override(language):
        soup = soup_of(client, reverse("at-a-glance"))
        label = {status.value: str(status.label) for status in EvidenceStatus}
    families = [*models.InterferonFamily.objects.published(), None]
    condition_of = {address(record, language): record for record in models.Condition.objects.published()}
    rows = [row for row in soup.select(".glance tbody tr") if row.td]

    number = 0
    for row in rows:
        condition = condition_of.pop(row.th.a["href"])
        cells = row.find_all("td")
        assert len(cells) == len(families) == len(soup.select(".glance thead th")) - 1
        for family, cell in zip(families, cells, strict=True):
            expected = {
                use.key: (
                    label[use.status],
                    f"tag-{use.status}",
                    sorted(getattr(item, f"name_{language}") for item in named),
                )
                for use in condition.uses.filter(state="published")
                if (named := use.interferons.filter(family=family, state="published"))
            }
            assert {link["href"].partition("#")[2]: worded(link) for link in cell.find_all("a")} == expected
            assert all(link["href"].startswith(row.th.a["href"]) for link in cell.find_all("a"))
            number += len(expected)
    assert condition_of == {}
    assert number > 45


def names_of(use, family, language):
    found = use.interferons.filter(family=family, state="published")
    return sorted(getattr(interferon, f"name_{language}") for interferon in found)


def worded(link):
    """Return the words of a cell's tag, its colour, and the interferons that the cell names."""
    tag = link.strong.extract()
    return tag.get_text(), tag["class"][1], sorted(link.get_text().strip().split(", "))


# --- drawings and the style guide -----------------------------------------------------------------


def test_a_drawing_stands_beside_the_instruction_that_names_it(client):
    for key, numbers in {"r-subcutaneous": [3], "r-intramuscular": [0], "r-intravenous": []}.items():
        route = models.AdministrationRoute.objects.get(key=key)
        texts = {}
        for language in LANGUAGES:
            soup = read(client, route, language)
            steps = soup.select("ol.steps > li")
            assert [index for index, step in enumerate(steps) if step.svg] == numbers
            assert len(soup.select(".pictured svg")) == len(route.instructions_of("storage"))
            texts[language] = [drawing["aria-label"] for drawing in soup.select("main svg[role=img]")]
        assert len(texts["vi"]) == len(texts["en"]) == len(route.instructions.exclude(picture=""))
        assert "" not in texts["en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_timeline_has_a_dot_for_each_event_and_time_has_its_sketch(client, language):
    with translation.override(language):
        history, works = soup_of(client, reverse("history")), soup_of(client, reverse("how-it-works"))

    assert len(history.select("svg.line circle")) == len(history.select(".timeline > li")) == 18
    assert len(works.select("figure svg[aria-label] .curve")) == 2
    assert works.select("figure figcaption")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_style_guide_shows_every_part_in_both_languages_while_debugging_only(client, settings, language):
    path = f"/{language}/styleguide/"
    assert client.get(path).status_code == 404

    settings.DEBUG = True
    soup = soup_of(client, path)

    shown = [[part["lang"] for part in both.find_all("div", recursive=False)] for both in soup.select(".both")]
    assert shown == [["vi", "en"]] * 10
    parts = ".care-card.emergency, .care-card.call_doctor, .care-card.self_care, .warning-callout, .do-list, .dont-list"
    parts += ", .summary-list, .contents, .inset, details, .card, .then-today, .tag, svg, figure"
    missing = [part for part in parts.split(", ") if len(soup.select(f".both > [lang] {part}")) < 2]
    assert missing == []
    letters = "".join(piece.get_text() for piece in soup.select(".letters")).replace(" ", "")
    assert len(set(letters)) == len(letters) == 134
    ids = [part["id"] for part in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
