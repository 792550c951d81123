"""The first page of the desk and its whole lists: what each shows, to whom, and with how many queries."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from editorial import changes
from editorial.models import Change, ConfirmedDifference, LinkCheck, Pairing, State
from tests import desk
from therapies.models import Condition, EmergencyContact, GlossaryTerm, Service, ServicePhone, Source
from therapies.models.directory import Organization

pytestmark = pytest.mark.usefixtures("no_content")


@pytest.fixture
def editor():
    return desk.member("lan", "editor")


@pytest.fixture
def reviewer():
    return desk.member("minh", "medical reviewer")


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def shown(client, user, address=""):
    client.force_login(user)
    return soup(client.get(f"/en/admin/{address}"))


def panels(page):
    """Return the panels that have something in them: `{title: (count, [names of what is listed])}`."""
    return {
        panel.h3.a.text: (int(panel.select_one(".count").text), [link.text for link in panel.select("li a")])
        for panel in page.select(".panel")
    }


def listed(page):
    return [link.text for link in page.select(".lines a, .entries a")]


def loaded_long_ago():
    """What the tests made by saving past the desk, so that it is no news."""
    Change.objects.update(closed_at=timezone.now() - timedelta(days=60))


def test_the_first_page_says_what_there_is_to_do(client, editor, reviewer):
    records = {name: desk.condition(name, name_en=name) for name in ("one", "two", "three", "four", "five", "six")}
    loaded_long_ago()
    desk.propose(records["one"], editor, summary_vi="Một.")
    changes.send_back(desk.submit(records["two"], editor, summary_vi="Hai."), reviewer, "No.")
    desk.propose(records["three"], reviewer, summary_vi="Ba.")
    desk.submit(records["four"], reviewer, summary_en="Four.")
    desk.submit(records["five"], editor, summary_en="Five.", significance="safety")
    changes.take_down(desk.fresh(records["six"]), editor, "Wrong.")

    page = panels(shown(client, editor))

    assert {title: page[title] for title in list(page)[:3]} == {
        "My drafts": (2, ["two", "one"]),
        "Waiting for review": (2, ["five", "four"]),
        "Take-downs to look back at": (1, ["six"]),
    }


def test_the_first_page_marks_what_waits_and_is_ones_own(client, editor, reviewer):
    desk.submit(desk.condition("one", name_en="one"), editor, summary_en="1.", significance="safety")
    desk.submit(desk.condition("two", name_en="two"), reviewer, summary_en="2.")

    page = shown(client, editor)

    waiting = next(panel for panel in page.select(".panel") if panel.h3.a.text == "Waiting for review")
    marks = [[mark.text for mark in item.select("strong")] for item in waiting.select("li")]
    assert marks == [["Safety", "yours"], []]


def test_the_first_page_lists_outdated_texts_by_language_safety_first(client, editor, reviewer):
    for name in ("one", "two", "three"):
        desk.condition(name, name_en=name)
    one, two, three = Condition.objects.order_by("pk")
    desk.approve(one, editor, reviewer, summary_en="1.")
    desk.approve(two, editor, reviewer, summary_en="2.", significance="safety")
    desk.approve(three, editor, reviewer, summary_vi="3.")

    page = shown(client, editor)

    assert panels(page)["Outdated in Vietnamese"] == (2, ["two", "one"])
    assert panels(page)["Outdated in English"] == (1, ["three"])
    links = [link["href"] for link in page.select(".panel li a") if link.text == "two"]
    assert links[0] == f"/en/admin/therapies/condition/{two.pk}/change/#id_summary_vi"


def test_a_translator_sees_their_own_language(client):
    desk.condition()
    page = shown(client, desk.member("hoa", "translator-vi"))

    titles = [link.text for link in page.select(".panel h3 a, .nothing a")]
    assert [title for title in titles if title.startswith("Outdated")] == ["Outdated in Vietnamese"]


def test_the_first_page_counts_texts_by_kind_and_language(client, editor, reviewer):
    one = desk.condition("one")
    desk.condition("two", state=State.DRAFT, summary_en="")
    desk.approve(one, editor, reviewer, summary_en="1.")
    pairing = Pairing.objects.of(one).get(path="name")
    changes.confirm_pair(one, "name", changes.document.digest({"vi": pairing.vi, "en": pairing.en}), editor)

    page = shown(client, editor)

    rows = {row.th.text: [int(cell.text) for cell in row.select("td")] for row in page.select(".coverage tbody tr")}
    # public, drafts, texts, never confirmed; in step, outdated, drafts with gaps in Vietnamese, then in English
    assert rows["Conditions"] == [1, 1, 2, 0, 1, 1, 0, 2, 0, 1]
    assert list(rows) == ["Sources", "Conditions"]


def test_the_first_page_lists_what_reviews_need(client, editor, reviewer):
    overdue, changed, _never, _draft = (desk.condition(name, name_en=name) for name in ("late", "new", "none", "draft"))
    Condition.objects.filter(key="draft").update(state=State.DRAFT)
    yesterday = timezone.localdate() - timedelta(days=1)
    review = {"reviewed_by": "Dr. Minh", "reviewed_on": date(2025, 1, 1)}
    changes.review(overdue, reviewer, **review, review_due_on=yesterday)
    changes.review(changed, reviewer, **review, review_due_on=yesterday + timedelta(days=2))
    desk.approve(changed, editor, reviewer, summary_en="Other.")

    page = panels(shown(client, editor))

    assert page["Reviews overdue"] == (1, ["late"])
    assert page["Reviews that no longer match their text"] == (1, ["new"])
    assert page["Never reviewed"] == (1, ["none"])


def test_the_first_page_lists_texts_without_source(client, editor):
    unsourced, old, _sourced, plain, draft = (
        desk.condition(name, name_en=name) for name in ("bare", "article", "sourced", "plain", "draft")
    )
    for record in (unsourced, old, plain, draft):
        record.sources.clear()
    old.sources.add(desk.source("old", is_article=True))
    Condition.objects.filter(key="draft").update(state=State.DRAFT)
    Condition.objects.filter(key="plain").update(no_source_found=True)

    page = panels(shown(client, editor))

    assert page["Public without a source"] == (2, ["article", "bare"])
    assert page["No source found yet, as readers are told"] == (1, ["plain"])


def service(key, phone=None, is_verified=True, website_checked_on=""):
    texts = dict.fromkeys(["name_vi", "name_en"], key)
    owner, _created = Organization.objects.get_or_create(key="org", defaults={**texts, "state": State.PUBLISHED})
    for field in ("summary", "region", "languages_note"):
        texts |= {f"{field}_vi": "Có.", f"{field}_en": "Yes."}
    found = Service.objects.create(
        key=key,
        organization=owner,
        state=State.PUBLISHED,
        verification="verified",
        website="https://example.org/" if website_checked_on else "",
        website_verified=bool(website_checked_on),
        website_checked_on=website_checked_on,
        **texts,
    )
    if phone is not None:
        ServicePhone.objects.create(service=found, position=1, number="115", is_verified=is_verified, checked_on=phone)


def test_the_first_page_lists_contacts_that_nobody_has_checked_for_two_years(client, editor):
    today = timezone.localdate()
    limit = today - timedelta(days=730)
    service("undated", phone="")
    service("old-day", phone=(limit - timedelta(days=1)).isoformat())
    service("same-day", phone=limit.isoformat())
    service("old-year", phone=str(limit.year - 1))
    service("same-year", phone=str(limit.year + 1))
    service("hidden", phone="2001", is_verified=False)
    service("old-site", website_checked_on="2001-02")
    service("new-site", website_checked_on=today.isoformat()[:7])
    texts = {"name_vi": "VN", "name_en": "VN", "summary_vi": "115", "summary_en": "115", "state": State.PUBLISHED}
    EmergencyContact.objects.create(key="old-numbers", checked_on=date(2001, 1, 1), **texts)
    EmergencyContact.objects.create(key="new-numbers", checked_on=today, **texts)

    page = shown(client, editor, "to-do/old-contacts/")

    assert listed(page) == ["VN", "old-day", "old-site", "old-year", "undated"]
    assert {record.key for record in Service.objects.all() if "not checked" in str(record.findings(today))} == {
        "old-day",
        "old-site",
        "old-year",
        "undated",
    }


def test_the_first_page_lists_exceptions(client, editor, reviewer):
    super_user = desk.member("root", is_superuser=True)
    overridden, _plain = (desk.condition(name, name_en=name) for name in ("alone", "plain"))
    loaded_long_ago()
    change = desk.submit(overridden, super_user, summary_en="1.")
    changes.approve(change, super_user, override="Nobody else was there.")
    past = GlossaryTerm.objects.create(
        key="past", name_vi="p", name_en="past", summary_vi="p", summary_en="p", state=State.PUBLISHED
    )
    for signed in ("Lan", "unreviewed"):
        about = {"model": "therapies.glossaryterm", "record_key": "past", "path": "summary", "rule": "number"}
        ConfirmedDifference.objects.create(key=signed, signed=signed, reason="Right.", texts="x", **about)

    page = shown(client, editor)

    found = panels(page)
    assert found["Approved without a second person"] == (1, ["alone"])
    assert found["Written past the desk in 30 days"] == (1, ["past"])
    assert found["Differences confirmed as right"] == (2, ["past", "past"])
    assert "Loaded from files in 30 days" not in found
    notes = [item.select_one(".quiet").text for item in page.select(".panel li") if "number" in item.text]
    assert notes == ["glossary term · Definition · number · unreviewed", "glossary term · Definition · number · Lan"]
    assert past.pk


def dead(url, since=None):
    LinkCheck.objects.create(url=url, status=404, checked_at=timezone.now(), failing_since=since or timezone.now())


def test_dead_links_are_listed_with_the_records_that_name_them(client, editor):
    desk.source("gone", title="Gone", url="https://a.example/gone")
    desk.source("again", title="Again", url="https://a.example/gone")
    desk.source("fine", title="Fine", url="https://a.example/fine")
    desk.source("draft", title="Draft", url="https://a.example/draft", state=State.DRAFT)
    dead("https://a.example/gone")
    dead("https://a.example/draft")
    dead("https://a.example/nobody")
    LinkCheck.objects.create(url="https://a.example/fine", status=200, checked_at=timezone.now())

    assert listed(shown(client, editor, "dead-links/")) == ["https://a.example/gone", "again", "gone"]
    assert panels(shown(client, editor))["Links that lead nowhere"] == (1, ["https://a.example/gone"])


def test_every_panel_leads_to_its_whole_list(client, editor, reviewer):
    for number in range(7):
        desk.propose(desk.condition(f"c-{number}", name_en=f"Condition {number}"), editor, summary_en="New.")

    page = shown(client, editor)

    counts = {panel.h3.a["href"]: int(panel.select_one(".count").text) for panel in page.select(".panel")}
    empty = {link["href"]: 0 for link in page.select(".nothing a")}
    for address, count in {**counts, **empty}.items():
        response = client.get(address)
        assert response.context["page"].paginator.count == count, address
    assert len(counts) + len(empty) == 17
    assert panels(page)["My drafts"][1] == [f"Condition {number}" for number in range(5)]


# --- who may see it ------------------------------------------------------------------------------

LISTS = [
    "",
    "changes/",
    "translations/",
    "to-do/never-reviewed/",
    "confirmed-differences/",
    "dead-links/",
]


@pytest.mark.parametrize("address", LISTS)
def test_the_pages_are_for_staff(client, django_user_model, address):
    anonymous = client.get(f"/en/admin/{address}")
    client.force_login(django_user_model.objects.create(username="reader"))
    reader = client.get(f"/en/admin/{address}")

    assert (anonymous.status_code, anonymous.url) == (302, f"/en/admin/login/?next=/en/admin/{address}")
    assert (reader.status_code, reader.url) == (302, f"/en/admin/login/?next=/en/admin/{address}")


@pytest.mark.parametrize("address", LISTS)
def test_whoever_may_look_at_no_record_sees_none(client, editor, reviewer, address):
    record = desk.condition(name_en="Secret")
    desk.source("gone", title="Secret", url="https://secret.example/")
    dead("https://secret.example/")
    desk.approve(record, editor, reviewer, summary_en="Secret.")
    about = {"model": "therapies.condition", "record_key": "hep-b", "path": "summary", "rule": "number"}
    ConfirmedDifference.objects.create(key="x", signed="Lan", reason="Secret", texts="x", **about)

    page = shown(client, desk.member("nobody"), address)

    assert "ecret" not in page.text and "hep-b" not in page.text
    assert page.select(".panel, .lines li, .entries li, tbody tr") == []


def test_a_concern_that_nobody_registered_is_not_there(client, editor):
    client.force_login(editor)

    assert client.get("/en/admin/to-do/everything/").status_code == 404


# --- how much it costs ---------------------------------------------------------------------------


def busy(number, editor, reviewer):
    """Make `number` of everything that the pages list."""
    for index in range(number):
        record = desk.condition(f"c-{index}", name_en=f"Condition {index}")
        desk.source(f"s-{index}", url=f"https://a.example/{index}")
        dead(f"https://a.example/{index}")
        about = {"model": "therapies.condition", "record_key": record.key, "path": "summary", "rule": "number"}
        ConfirmedDifference.objects.create(key=record.key, signed="Lan", reason="Right.", texts="x", **about)
        about = {"model": "therapies.condition", "key": record.key, "opened_by": editor, "opened_at": timezone.now()}
        for state in Change.State:
            Change.objects.create(
                state=state, closed_at=timezone.now(), closed_by=reviewer, override_reason="x", **about
            )
        Change.objects.create(look_back=True, **about)
    Pairing.objects.filter(path="name").update(vi_outdated_since=timezone.now(), vi_outdated_by="safety")


@pytest.mark.parametrize("item_count", [1, 30])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("", 27),
        ("changes/", 9),
        ("to-do/never-reviewed/", 8),
        ("confirmed-differences/", 8),
        ("dead-links/", 9),
    ],
)
def test_the_pages_cost_the_same_for_one_thing_and_for_thirty(
    client, editor, reviewer, django_assert_num_queries, address, queries, item_count
):
    busy(item_count, editor, reviewer)
    client.force_login(editor)

    with django_assert_num_queries(queries):
        response = client.get(f"/en/admin/{address}")

    assert response.status_code == 200
    assert Source.objects.count() == item_count + 1
