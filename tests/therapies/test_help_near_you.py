"""Help near you: which services fit a place, an illness, a need and a language, and how the page says so."""

import re
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from portal.languages import LANGUAGES, other_language
from therapies import limits, models

HOME = {"vi": "/vi/noi-tro-giup/", "en": "/en/help/"}


def soup_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def listed(client, query, language="en"):
    """Return the keys of the services that a query lists, in order."""
    return [card["id"] for card in soup_of(client, f"{HOME[language]}?{query}").select("main article.card")]


def words(element):
    return " ".join(element.get_text().split())


def address(record, language):
    with translation.override(language):
        return record.get_absolute_url()


# --- a small directory ----------------------------------------------------------------------------


@pytest.fixture
def directory(no_content):
    """Services of two countries, of which one has two provinces; each differs from the others in one thing."""
    names = {"state": "published", "name_vi": "Tên", "name_en": "Name"}
    north, south = (models.Country.objects.create(code=code, **names) for code in ("NN", "SS"))
    for code in ("NN-A", "NN-B"):
        models.Subdivision.objects.create(code=code, country=north, **names)
    for code in ("vi", "en"):
        models.Language.objects.create(code=code, **names)
    needs = {code: models.Need.objects.create(code=code, **names) for code in ("liver", "nerves")}
    texts = {f"{name}_{code}": "Chữ." for name in ("name", "summary") for code in LANGUAGES}
    for key, need in (("hepatitis", "liver"), ("sclerosis", "nerves")):
        slugs = {"slug_vi": f"benh-{key}", "slug_en": f"illness-{key}"}
        condition = models.Condition.objects.create(key=key, state="published", group="liver", **slugs, **texts)
        condition.needs.add(needs[need])
    add("everywhere", [north])
    add("in-a", [north], ["NN-A"])
    add("in-b", [north], ["NN-B"])
    add("in-a-and-abroad", [north, south], ["NN-A"])
    add("abroad", [south])
    add("in-a-for-nerves", [north], ["NN-A"], needs=["nerves"])
    add("in-a-in-english", [north], ["NN-A"], languages=["en"])
    add("hidden", [north], ["NN-A"], state="draft")


def add(key, countries, subdivisions=(), needs=("liver",), languages=("vi",), state="published"):
    texts = {f"{name}_{code}": "Chữ" for name in ("name", "summary", "region", "languages_note") for code in LANGUAGES}
    slugs = {f"slug_{code}": key for code in LANGUAGES}
    organization, _ = models.Organization.objects.get_or_create(
        key="they", state="published", name_vi="Họ", name_en="They"
    )
    service = models.Service.objects.create(
        key=key, state=state, organization=organization, verification="verified", **slugs, **texts
    )
    service.countries.set(countries)
    service.subdivisions.set(models.Subdivision.objects.filter(code__in=subdivisions))
    service.needs.set(models.Need.objects.filter(code__in=needs))
    service.languages.set(models.Language.objects.filter(code__in=languages))


A = {"everywhere", "in-a", "in-a-and-abroad", "in-a-for-nerves", "in-a-in-english"}
EVERYTHING = A | {"in-b", "abroad"}
LIMITS = {
    "": EVERYTHING,
    "where=NN": EVERYTHING - {"abroad"},
    "where=NN-A": A,
    "where=NN-B": {"everywhere", "in-b"},
    "where=SS": {"abroad", "in-a-and-abroad"},
    "where=nn-b": {"everywhere", "in-b"},
    "country=NN": EVERYTHING - {"abroad"},
    "country=SS&where=NN-B": {"everywhere", "in-b"},
    "where=&country=SS": {"abroad", "in-a-and-abroad"},
    "illness=sclerosis": {"in-a-for-nerves"},
    "illness=benh-sclerosis": {"in-a-for-nerves"},
    "illness=illness-sclerosis": {"in-a-for-nerves"},
    "illness=hepatitis": EVERYTHING - {"in-a-for-nerves"},
    "need=nerves": {"in-a-for-nerves"},
    "language=en": {"in-a-in-english"},
    "where=NN-A&illness=hepatitis&need=liver&language=vi": {"everywhere", "in-a", "in-a-and-abroad"},
    "where=NN-A&need=liver&language=en": {"in-a-in-english"},
}


@pytest.mark.parametrize("query", LIMITS)
def test_services_fit_all_that_is_asked(client, directory, query):
    found = listed(client, query)

    assert (len(found), set(found)) == (len(LIMITS[query]), LIMITS[query])
    soup = soup_of(client, f"{HOME['en']}?{query}")
    assert words(soup.select_one('main [role="status"]')).split()[0] == str(len(found))


@pytest.mark.parametrize(
    ("query", "nearest", "unmet"),
    [
        ("where=NN-B&language=en", {"everywhere", "in-b"}, ["language"]),
        ("where=SS&need=nerves&language=vi", {"abroad", "in-a-and-abroad"}, ["need"]),
        ("where=SS&illness=sclerosis", {"abroad", "in-a-and-abroad"}, ["illness"]),
        ("illness=sclerosis&need=liver&language=vi", {"in-a-for-nerves"}, ["need"]),
        (
            "where=NN-B&illness=sclerosis&need=nerves&language=en",
            {"everywhere", "in-b"},
            ["illness", "need", "language"],
        ),
    ],
)
def test_where_nothing_fits_the_nearest_services_say_what_they_do_not_fit(client, directory, query, nearest, unmet):
    soup = soup_of(client, f"{HOME['en']}?{query}")
    said = words(soup.select_one('main [role="status"]'))

    assert {card["id"] for card in soup.select("main article.card")} == nearest
    with translation.override("en"):
        assert said.endswith(f"{', '.join(str(limits.LABELS[name]) for name in unmet)}.")
    assert said.startswith("We know of no service that fits all of this.")


def test_every_chosen_limit_is_said_with_a_way_to_be_rid_of_it(client, directory):
    soup = soup_of(client, f"{HOME['vi']}?where=NN-A&illness=benh-hepatitis&language=vi")

    assert [link["href"] for link in soup.select(".limits a")] == [
        "/vi/noi-tro-giup/?illness=hepatitis&language=vi",
        "/vi/noi-tro-giup/?where=NN-A&language=vi",
        "/vi/noi-tro-giup/?where=NN-A&illness=hepatitis",
    ]
    assert [option["value"] for option in soup.select(".filter option[selected]")] == ["NN-A", "hepatitis", "vi"]
    alone = soup_of(client, f"{HOME['vi']}?where=NN-A")
    assert [link["href"] for link in alone.select(".limits a")] == ["/vi/noi-tro-giup/"]
    assert soup_of(client, HOME["vi"]).select(".limits, .filter option[selected]") == []


def test_a_province_stands_below_its_country_if_a_service_is_there(client, directory):
    names = {"state": "published", "name_vi": "Tên", "name_en": "Name"}
    models.Subdivision.objects.create(code="NN-C", country_id=models.Country.objects.get(code="NN").pk, **names)
    models.Subdivision.objects.filter(code="NN-B").update(state="draft")

    where = soup_of(client, HOME["en"]).select_one("#where")

    assert [option["value"] for option in where.select("optgroup option")] == ["NN", "NN-A"]
    assert [option["value"] for option in where.find_all("option", recursive=False)] == ["", "SS"]


def test_an_illness_that_is_not_public_cannot_be_chosen(client, directory):
    models.Condition.objects.filter(key="sclerosis").update(state="draft")

    soup = soup_of(client, f"{HOME['en']}?illness=sclerosis")

    assert [option["value"] for option in soup.select("#illness option")] == ["", "hepatitis"]
    assert len(soup.select(".unknown")) == 1


def test_what_names_no_list_entry_is_said_and_left_out(client, directory):
    soup = soup_of(client, f"{HOME['en']}?where=NN-Z&illness=gout&need=%20&language=xx")

    assert [re.findall("“(.*?)”", words(said)) for said in soup.select(".unknown")] == [
        ["NN-Z", "Where"], ["gout", "Illness"], ["xx", "Language spoken"]
    ]  # fmt: skip
    assert {card["id"] for card in soup.select("main article.card")} == EVERYTHING


HOSTILE = ["'", "a" * 5000, "VN\x00x", "<b>x</b>", "\u202ex", "%", "ệ" * 200, "\ud800"]


@pytest.mark.parametrize("name", ["where", "country", "illness", "need", "language"])
def test_hostile_limits_are_answered(client, directory, name):
    for text in HOSTILE:
        soup = soup_of(client, f"{HOME['en']}?{name}={quote(text.encode('utf-8', 'surrogatepass'))}")
        (said,) = soup.select(".unknown")
        assert said.find("b") is None
        assert len(words(said)) < 120
        assert re.search("[\x00\u202e\ud800]", words(said)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_directory_without_services_says_so(client, no_content, language):
    soup = soup_of(client, f"{HOME[language]}?where=VN")

    assert soup.select("main article.card") == []
    assert words(soup.select_one('main [role="status"]')).startswith("0")


def test_the_former_name_of_a_limit_counts_only_alone():
    known = {name: {} for name in limits.LABELS} | {"where": {"vn": "Vietnam", "ca": "Canada"}}

    assert limits.read(QueryDict("country=VN"), known) == ({"where": "Vietnam"}, {})
    assert limits.read(QueryDict("country=VN&where=CA"), known) == ({"where": "Canada"}, {})


# --- the content ----------------------------------------------------------------------------------

PLACES = {
    "VN-HN": {"quy-ngaymai", "bvk", "bcnv", "ngaymai-hotline", "didr"},
    "VN-SG": {"quy-ngaymai", "ub-hcm", "bnd-hcm", "vvha", "bcnv", "ngaymai-hotline", "didr"},
    "US-CA": {"vvha", "acs", "vitalaccess", "hbf", "nmss", "liver-stanford"},
}


def test_each_province_has_its_services_and_those_of_its_country(client, content):
    assert {code: set(listed(client, f"where={code}")) for code in PLACES} == PLACES
    assert set(models.Subdivision.objects.values_list("code", flat=True)) == set(PLACES)


def test_a_service_names_the_country_of_each_of_its_provinces(content):
    services = models.Service.objects.prefetch_related("countries", "subdivisions__country")
    astray = [
        (service.key, part.code)
        for service in services
        for part in service.subdivisions.all()
        if part.country not in service.countries.all()
    ]

    assert astray == []
    assert sum(len(service.subdivisions.all()) for service in services) == 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_an_illness_leads_to_its_services(client, content, language):
    for key in ("hep-b", "ms", "behcet"):
        box = soup_of(client, address(models.Condition.objects.get(key=key), language)).select_one(".services-box")
        (link,) = [link["href"] for link in box.select("a") if "?" in link["href"]]
        assert link == f"{HOME[language]}?illness={key}"
        shown = [item.a["href"] for item in box.select(".helpers > li")]
        chosen = listed(client, f"illness={key}", language)
        paths = {address(service, language) for service in models.Service.objects.filter(key__in=chosen)}
        assert set(shown) <= paths
        assert bool(shown) is (key != "behcet")


def test_the_page_of_a_medicine_leads_to_the_services_for_each_illness_of_today(client, content):
    record = models.Interferon.objects.get(key="peg-alfa-2a")
    box = soup_of(client, address(record, "en")).select_one(".services-box")
    today = models.Condition.objects.published().taking_today(record).values_list("key", flat=True)

    links = [link["href"] for link in box.select("a") if "?" in link["href"]]

    assert sorted(links) == sorted({f"/en/help/?illness={key}" for key in today})
    assert len(links) > 1


def test_a_service_names_the_illnesses_that_it_can_help_with(client, content):
    models.Condition.objects.filter(key="hep-d").update(state="draft")
    soup = soup_of(client, "/en/help/canadian-liver-foundation/")
    expected = models.Condition.objects.filter(needs__code="liver", state="published")

    shown = [link["href"] for link in soup.select("main .illnesses a")]
    assert sorted(shown) == sorted(address(condition, "en") for condition in expected)
    assert len(shown) == 3


def test_the_phone_link_dials_what_is_written(client, content):
    links = soup_of(client, "/en/help/").select('main a[href^="tel:"]')

    assert [re.sub(r"\D", "", link["href"]) for link in links] == [re.sub(r"\D", "", words(link)) for link in links]
    assert len(links) == 10


# --- what to say ----------------------------------------------------------------------------------


def pairs(soup):
    return [
        [(cell["lang"], words(cell)) for cell in pair.find_all(recursive=False)]
        for pair in soup.select(".pairs > .pair")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sentence_stands_beside_its_own_in_the_other_language(client, content, language):
    other = other_language(language)
    soup = soup_of(client, HOME[language])

    assert [part["id"] for part in soup.select(".calling")] == [f"when-calling-{language}", f"when-calling-{other}"]
    for part in soup.select(".calling"):
        page = models.Page.objects.get(key=part["id"])
        columns = [getattr(page, f"body_{code}").splitlines() for code in (language, other)]
        assert pairs(part) == [
            [(language, own.removeprefix("- ")), (other, foreign.removeprefix("- "))]
            for own, foreign in zip(*columns, strict=True)
        ]
        assert len(pairs(part)) == 9


@pytest.mark.parametrize(
    ("service", "shown"),
    [
        ("canadian-liver-foundation", {"vi": ["when-calling-vi"], "en": []}),  # English and French
        ("k-hospital", {"vi": [], "en": ["when-calling-en"]}),  # Vietnamese
        ("vietnam-viral-hepatitis-alliance", {"vi": [], "en": []}),  # both
    ],
)
def test_who_cannot_be_understood_is_told_what_to_say(client, content, service, shown):
    record = models.Service.objects.get(slug_en=service)

    found = {language: soup_of(client, address(record, language)).select(".calling") for language in LANGUAGES}

    assert {language: [part["id"] for part in parts] for language, parts in found.items()} == shown


def test_sentences_that_are_out_of_step_are_not_set_beside_each_other(client, content):
    page = models.Page.objects.get(key="when-calling-vi")
    page.body_vi = "- Chỉ một câu."
    page.save()

    (own, other) = soup_of(client, HOME["en"]).select("#when-calling-en, #when-calling-vi")

    assert (len(pairs(own)), len(pairs(other))) == (9, 0)
    assert other.select(".outdated") != []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unpublished_text_is_not_shown(client, content, language):
    models.Page.objects.filter(key__startswith="when-calling").update(state="draft")

    response = client.get(HOME[language])

    assert "I speak Vietnamese" not in response.content.decode()
    assert client.get(reverse("services")).status_code == 200
