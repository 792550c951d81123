"""The history of a record, comparing and proposing its versions again, and the list of all Changes."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.utils import timezone

from editorial import changes, document, log, versions
from editorial.models import Change, Edit, State
from tests import desk
from therapies.models import Condition

pytestmark = pytest.mark.usefixtures("no_content")


@pytest.fixture
def editor():
    return desk.member("lan", "editor")


@pytest.fixture
def reviewer():
    return desk.member("minh", "medical reviewer")


@pytest.fixture
def record(editor, reviewer):
    """A condition that was loaded and then changed twice."""
    with log.writing(log.Cause(Change.Origin.LOAD)):
        record = desk.condition(name_en="Hepatitis B")
    desk.approve(record, editor, reviewer, summary_en="A liver disease that lasts.", reason="WHO 2024")
    both = {"summary_vi": "Bệnh gan lâu.", "summary_en": "A liver disease that often lasts."}
    desk.approve(record, editor, reviewer, significance="safety", **both)
    return desk.fresh(record)


def address(record, query="", language="en"):
    return f"/{language}/admin/therapies/{record._meta.model_name}/{record.pk}/log/{query}"


def applied(record):
    """Return the applied Changes of `record`, the oldest first."""
    return list(Change.objects.of(record).applied())[::-1]


def page_of(client, user, address):
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def told(response):
    return [str(message) for message in response.context["messages"]]


def differences(part):
    return {row.dt.text: row.dd.text for row in part.select(".differences > div")}


def words(text):
    return " ".join(text.split())


# --- versions ------------------------------------------------------------------------------------


def test_document_after_walks_the_log_back(record):
    loaded, first, second = applied(record)
    live = document.read(record)

    assert versions.document_after(record, second) == live
    assert versions.document_after(record, first) == live | {
        "summary_vi": "Bệnh ở gan.",
        "summary_en": "A liver disease that lasts.",
    }
    assert versions.document_after(record, loaded) == live | {
        "summary_vi": "Bệnh ở gan.",
        "summary_en": "A liver disease.",
    }


def test_document_after_brings_back_rows_and_relations(editor, reviewer):
    route = desk.route()
    desk.source("ema")
    before = document.read(route)
    last = applied(route)[-1]
    rows = [{**before["instructions"][0], "text_vi": "Rửa kỹ.", "text_en": "Wash well."}]
    desk.approve(route, editor, reviewer, instructions=rows, sources=[["ema"], ["who"]])
    route = desk.fresh(route)

    assert document.read(route) != before
    assert versions.document_after(route, last) == before


def test_effect_of_a_change_that_published_a_draft_begins_where_its_first_edit_did(editor, reviewer):
    record = desk.condition(state=State.DRAFT, summary_en="Short.")
    first = applied(record)[0]
    desk.propose(record, editor, summary_en="Longer.")
    change = desk.propose(record, editor, summary_en="A text.")
    open_version = versions.document_after(desk.fresh(record), first)
    changes.submit(change, editor)
    changes.approve(change, reviewer)

    assert versions.effect(change) == {"summary_en": ("Short.", "A text."), "state": ("draft", "published")}
    assert versions.document_after(desk.fresh(record), first)["summary_en"] == "Short."
    assert open_version["summary_en"] == "Short."


def test_effect_of_a_change_to_public_text_is_what_its_newest_edit_did(editor, reviewer):
    record = desk.condition()
    desk.propose(record, editor, summary_en="Two.")
    change = desk.propose(record, editor, summary_en="Three.")
    desk.propose(record, editor, name_en="Other")
    desk.propose(record, editor, name_en="Hepatitis")

    assert versions.effect(change) == {"summary_en": ("A liver disease.", "Three.")}


# --- the page ------------------------------------------------------------------------------------


def test_the_history_tells_who_when_why_and_what(client, editor, record):
    loaded, first, second = applied(record)
    page = page_of(client, editor, address(record))
    entries = page.select(".entries > li")

    assert [entry["id"] for entry in entries] == [f"change-{change.pk}" for change in (second, first, loaded)]
    assert [[mark.text for mark in entry.select(".mark")] for entry in entries] == [
        ["Safety"],
        [],
        ["Loaded from a file", "Published"],
    ]
    assert words(entries[1].text).count("written by lan · approved by minh · Meaning: it says something else") == 1
    assert "WHO 2024" in entries[1].text
    assert differences(entries[1]) == {"In plain words (English)": "A liver disease that lasts."}
    assert [part.text for part in entries[1].select("ins")] == ["that lasts"]
    shown = [(part["lang"], part.text) for part in entries[0].select("dd[lang]")]
    assert [language for language, _text in shown] == ["vi", "en"]
    assert [entry.details.has_attr("open") for entry in entries] == [True, True, False]


def test_the_history_tells_takedowns_overrides_reviews_and_writes_past_the_desk(client, editor, reviewer):
    record = desk.condition()
    super_user = desk.member("root", is_superuser=True)
    changes.approve(desk.submit(record, super_user, summary_en="1."), super_user, override="Nobody was there.")
    changes.review(record, reviewer, reviewed_by="Dr. Minh", reviewed_on=date(2026, 1, 1))
    changes.take_down(record, editor, "It is wrong.")
    changes.approve(changes.put_back(desk.fresh(record), editor, "It was right."), reviewer)

    entries = page_of(client, editor, address(record)).select(".entries > li")

    assert [[mark.text for mark in entry.select(".mark")] for entry in entries] == [
        ["Put back"],
        ["Taken down", "Safety"],
        ["Medical review"],
        [],
        ["Written past the desk"],
        ["Written past the desk", "Published"],
    ]
    assert [words(grave.text) for entry in entries for grave in entry.select("p.is-grave")] == [
        "No second person has looked at this yet.",
        "Approved without a second person, because Nobody was there.",
    ]


def test_the_history_shows_nothing_that_is_not_applied(client, editor, record):
    desk.propose(record, editor, summary_en="A secret draft.")
    changes.withdraw(desk.propose(record, desk.member("ann", "translator-en"), name_en="Withdrawn secret"), editor)

    page = page_of(client, editor, address(record))

    assert "ecret" not in page.text
    assert len(page.select(".entries > li")) == 3


def test_columns_that_are_no_more_are_shown_under_their_own_name(client, editor, record):
    change = applied(record)[1]
    Edit.objects.create(change=change, field="dosage", language="en", before="1", after="2", author=editor)
    Edit.objects.create(change=change, field="shape", before=None, after=["round"], author=editor)

    entry = page_of(client, editor, address(record)).select(".entries > li")[1]

    assert set(differences(entry)) == {"In plain words (English)", "dosage_en", "shape"}


def test_djangos_own_history_leads_to_ours(client, editor, record):
    client.force_login(editor)

    response = client.get(f"/en/admin/therapies/condition/{record.pk}/history/")

    assert (response.status_code, response.url) == (302, address(record))


@pytest.mark.parametrize(
    "kind", ["therapies/nothing", "auth/user", "therapies/servicephone", "editorial/change", "x/y"]
)
def test_only_records_have_a_history(client, kind):
    user = desk.member("root", is_superuser=True)
    client.force_login(user)

    assert client.get(f"/en/admin/{kind}/{user.pk}/log/").status_code == 404


def test_a_record_that_is_not_there_has_no_history(client, editor):
    client.force_login(editor)

    assert client.get("/en/admin/therapies/condition/999999/log/").status_code == 404
    assert client.get(f"/en/admin/therapies/condition/{'9' * 30}/log/").status_code == 404


# --- comparing -----------------------------------------------------------------------------------


def test_two_versions_are_compared_in_either_order(client, editor, record):
    loaded, _first, second = applied(record)
    found = []
    for one, other in [(loaded, second), (second, loaded)]:
        page = page_of(client, editor, address(record, f"?from={one.pk}&to={other.pk}"))
        found.append([part.text for part in page.select(".comparison ins, .comparison del")])

    assert found[0] == found[1]
    assert "that often lasts" in found[0]


def test_a_version_is_compared_with_what_stands_now(client, editor, record):
    first = applied(record)[1]
    page = page_of(client, editor, address(record, f"?from={first.pk}"))

    assert set(differences(page.select_one(".comparison"))) == {
        "In plain words (Vietnamese)",
        "In plain words (English)",
    }
    assert [part.text for part in page.select(".comparison dd[lang=en] ins")] == ["often"]


def test_versions_that_say_the_same_are_told_so(client, editor, record):
    second = applied(record)[2]
    page = page_of(client, editor, address(record, f"?from={second.pk}"))

    assert page.select_one(".comparison p").text == "Both versions say the same."


@pytest.mark.parametrize("forged", ["x", "-1", "0", "9" * 40, "%00", ""])
def test_a_forged_comparison_is_none(client, editor, record, forged):
    page = page_of(client, editor, address(record, f"?from={forged}&to={forged}&page={forged}"))

    assert page.select(".comparison") == []


def test_versions_of_another_record_are_not_compared(client, editor, record):
    other = applied(desk.condition("other", summary_en="Secret."))[0]
    page = page_of(client, editor, address(record, f"?from={other.pk}"))

    assert page.select(".comparison") == []


# --- proposing again -----------------------------------------------------------------------------


def propose_again(client, user, record, change, **more):
    page = page_of(client, user, address(record))
    field = page.select_one("input[name=seen]")
    return client.post(
        address(record), {"seen": field["value"] if field else "", "version": change.pk, **more}, follow=True
    )


def test_an_old_version_is_proposed_as_a_draft(client, editor, record):
    loaded = applied(record)[0]
    live = document.read(record)

    response = propose_again(client, editor, record, loaded)

    change = Change.objects.of(record).open().get()
    assert response.redirect_chain == [(f"/en/admin/therapies/condition/{record.pk}/change/", 302)]
    assert told(response) == ["Saved as a draft with the values of that version. Look at it and hand it in."]
    assert (change.state, change.opened_by) == ("draft", editor)
    assert change.reason.endswith(f"again (change {loaded.pk})")
    assert {edit.column: edit.after for edit in change.edits.all()} == {
        "summary_vi": "Bệnh ở gan.",
        "summary_en": "A liver disease.",
    }
    assert document.read(desk.fresh(record)) == live


def test_a_version_from_before_a_takedown_or_a_review_leaves_both_alone(client, editor, reviewer, record):
    loaded = applied(record)[0]
    changes.review(record, reviewer, reviewed_by="Dr. Minh", reviewed_on=date(2026, 1, 1))
    changes.take_down(desk.fresh(record), editor, "Wrong.")

    propose_again(client, editor, record, loaded)

    change = Change.objects.of(record).open().get()
    assert {edit.column for edit in change.edits.all()} == {"summary_vi", "summary_en"}


def test_a_translator_proposes_their_own_language_only(client, record):
    propose_again(client, desk.member("hoa", "translator-vi"), record, applied(record)[0])

    change = Change.objects.of(record).open().get()
    assert {edit.column: edit.after for edit in change.edits.all()} == {"summary_vi": "Bệnh ở gan."}


def test_nothing_new_is_not_proposed(client, editor, record):
    response = propose_again(client, editor, record, applied(record)[2])

    assert told(response) == ["There is nothing to propose: the record says this already."]
    assert not Change.objects.of(record).open().exists()


@pytest.mark.parametrize(("name", "value"), [("seen", ""), ("seen", "x"), ("version", "x"), ("version", "9" * 30)])
def test_what_was_not_seen_is_not_proposed(client, editor, record, name, value):
    response = propose_again(client, editor, record, applied(record)[0], **{name: value})

    assert told(response) == ["The record was changed after you opened this page. Please look at it again."]
    assert not Change.objects.of(record).open().exists()


def test_a_version_of_another_record_is_not_proposed(client, editor, record):
    other = applied(desk.condition("other", summary_en="Secret."))[0]

    propose_again(client, editor, record, other)

    assert not Change.objects.open().exists()


def test_looking_proposes_nothing(client, editor, record):
    page_of(client, editor, address(record, f"?version={applied(record)[0].pk}&seen=x"))

    assert not Change.objects.open().exists()


def test_whoever_may_not_change_the_record_may_not_propose(client, record):
    viewer = desk.member("viewer")
    viewer.user_permissions.set(Permission.objects.filter(codename="view_condition"))
    page = page_of(client, viewer, address(record))
    response = client.post(address(record), {"version": applied(record)[0].pk, "seen": "x"})

    assert page.select(".entries form") == []
    assert response.status_code == 403
    assert not Change.objects.open().exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_history_is_for_those_who_may_look_at_the_record(client, record, method):
    anonymous = getattr(client, method)(address(record))
    client.force_login(desk.member("nobody"))
    stranger = getattr(client, method)(address(record))

    assert anonymous.status_code in (302, 403)
    assert stranger.status_code == 403
    assert not Change.objects.open().exists()


# --- all Changes ---------------------------------------------------------------------------------

EVERYTHING = ["taken down", "approved", "submitted", "draft", "load"]


@pytest.fixture
def several(editor, reviewer):
    """Changes of many kinds, by name."""
    one, two = desk.condition("one", name_en="one"), desk.condition("two", name_en="two")
    Edit.objects.all().delete()
    Change.objects.all().delete()
    with log.writing(log.Cause(Change.Origin.LOAD)):
        source = desk.source("loaded")
    found = {"load": applied(source)[0]}
    found["draft"] = desk.propose(one, editor, summary_en="1.")
    found["submitted"] = desk.submit(two, reviewer, summary_en="2.", significance="safety")
    found["approved"] = desk.approve(one, reviewer, desk.member("third", "medical reviewer"), name_en="One")
    found["taken down"] = changes.take_down(desk.fresh(one), editor, "Wrong.")
    return found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", EVERYTHING),
        ("state=open", ["submitted", "draft"]),
        ("state=unfinished", ["draft"]),
        ("state=submitted", ["submitted"]),
        ("state=approved", ["taken down", "approved", "load"]),
        ("origin=load", ["load"]),
        ("significance=safety", ["taken down", "submitted"]),
        ("model=therapies.source", ["load"]),
        ("author=lan", ["taken down", "draft"]),
        ("author=minh&state=approved", ["approved"]),
        ("only=look_back", ["taken down"]),
        ("only=override", []),
        (
            "state=x&origin=y&model=auth.user&author=0&only=z&page=99",
            ["taken down", "approved", "submitted", "draft", "load"],
        ),
        (f"author={'9' * 30}&model=%00", ["taken down", "approved", "submitted", "draft", "load"]),
    ],
)
def test_the_list_of_changes_shows_what_was_asked_for(client, editor, reviewer, several, query, expected):
    for user in (editor, reviewer):
        query = query.replace(f"author={user.username}", f"author={user.pk}")
    page = page_of(client, editor, f"/en/admin/changes/?{query}")
    names = {str(change.pk): name for name, change in several.items()}

    assert [names[link.text] for link in page.select(".changes tbody th a")] == expected


def test_a_row_leads_to_the_change_and_to_the_history_of_its_record(client, editor, several):
    page = page_of(client, editor, "/en/admin/changes/?state=submitted")
    change = several["submitted"]
    record = Condition.objects.get(key="two")

    assert [link["href"] for link in page.select(".changes tbody a")] == [
        f"/en/admin/changes/{change.pk}/",
        f"/en/admin/therapies/condition/{record.pk}/log/",
    ]


def test_a_change_of_a_record_that_is_gone_is_listed_by_its_key(client, editor):
    record = desk.condition("gone", state=State.DRAFT)
    desk.propose(record, editor, summary_en="1.")
    record.delete()

    page = page_of(client, editor, "/en/admin/changes/?state=withdrawn")

    assert page.select_one(".changes tbody td").text.split() == ["gone", "condition"]


def test_the_list_of_changes_is_limited_to_what_one_may_look_at(client, several):
    viewer = desk.member("viewer")
    viewer.user_permissions.set(Permission.objects.filter(codename="view_source"))
    page = page_of(client, viewer, "/en/admin/changes/?model=therapies.condition")

    assert [link.text for link in page.select(".changes tbody th a")] == [str(several["load"].pk)]


# --- how much it costs ---------------------------------------------------------------------------


@pytest.mark.parametrize("item_count", [1, 30])
def test_history_costs_the_same_for_one_version_and_for_thirty(client, editor, django_assert_num_queries, item_count):
    record = desk.condition()
    Edit.objects.all().delete()
    Change.objects.all().delete()
    about = {"model": "therapies.condition", "key": record.key, "state": "approved", "opened_by": editor}
    for number in range(item_count):
        change = Change.objects.create(closed_at=timezone.now(), closed_by=editor, reason="x", **about)
        texts = {"before": f"Text {number}.", "after": f"Text {number + 1}."}
        Edit.objects.create(change=change, field="summary", language="en", author=editor, **texts)
        Edit.objects.create(change=change, field="sources", before=None, after=[["who"]], author=editor)
    client.force_login(editor)
    oldest = Change.objects.order_by("pk").first()

    with django_assert_num_queries(26):
        response = client.get(address(record, f"?from={oldest.pk}"))

    assert response.context["page"].paginator.count == item_count
