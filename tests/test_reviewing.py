"""The pages on which Changes are read and decided: what they show, who may do what, and previews without a trace."""

import hashlib
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from editorial import changes, document
from editorial.models import Change, ConfirmedDifference, Pairing, ReviewedText, Significance, State
from portal.middleware import CONTENT_SECURITY_POLICY
from therapies import views
from therapies.models import AdministrationRoute, Condition, Country, GlossaryTerm, RouteInstruction, Source

OWN_WORK = "You wrote a part of this change, so somebody else has to approve it."
NOT_A_REVIEWER = "Approving needs the role of a medical reviewer."
FULL = {
    "name_vi": "Viêm gan B",
    "name_en": "Hepatitis B",
    "summary_vi": "Bệnh ở gan.",
    "summary_en": "A liver disease.",
}
PUBLIC = {"vi": "/vi/benh/viem-gan-b/", "en": "/en/conditions/hepatitis-b/"}
NEW = {"summary_vi": "Bệnh ở lá gan.", "summary_en": "A disease of the liver."}


@pytest.fixture(autouse=True)
def in_english(db):
    with translation.override("en"):
        yield


def person(name, *roles, **values):
    user = User.objects.create(username=name, is_staff=True, **values)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


@pytest.fixture
def ann(db):
    return person("ann", "editor")


@pytest.fixture
def rev(db):
    return person("rev", "medical reviewer")


@pytest.fixture
def boss(db):
    return person("boss", is_superuser=True)


def source(key="who", **values):
    given = {"title": "A guideline", "kind": "guideline", "read_through": "file", "state": State.PUBLISHED, **values}
    return Source.objects.create(key=key, **given)


@pytest.fixture
def record(no_content):
    record = Condition.objects.create(key="hep-b", group="liver", state=State.PUBLISHED, **FULL)
    record.sources.add(source())
    return record


def propose(record, by, values, **said):
    now = changes.working(record).document
    seen = {column: document.digest(now.get(column)) for column in {*now, *values}}
    return changes.propose(record, now | values, by=by, seen=seen, **said)[0]


@pytest.fixture
def change(record, ann):
    """A Change of both summaries that An has handed in."""
    return changes.submit(propose(record, ann, NEW, reason="Clearer words"), ann)


def address(name, *args):
    return reverse(f"admin:{name}", args=args)


def of_record(name, record):
    return address(name, record._meta.app_label, record._meta.model_name, record.pk)


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def buttons(response):
    """Return the steps that the page offers."""
    return [button["value"] for button in soup(response).select("#content-main button[name=step]")]


def told(response):
    """Return why nothing was done."""
    return [item.get_text() for item in soup(response).select(".problem li")]


def opened(client, user, change):
    client.force_login(user)
    return client.get(address("change", change.pk))


def step(client, user, change, name, **data):
    client.force_login(user)
    return client.post(address("change", change.pk), {"step": name, **data})


def last_edit(change):
    return change.edits.last().pk


def everything():
    """Return a digest of every row of every table."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - own names
            rows = sorted(map(repr, cursor.fetchall()))
            found[model._meta.db_table] = f"{len(rows)} " + hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


# --- what the page shows -------------------------------------------------------------------------


def test_a_change_is_shown_word_by_word_in_both_languages(client, rev, record, change):
    page = soup(opened(client, rev, change))

    [value] = page.select(".value")
    assert (page.h1.get_text(), value.h3.get_text()) == ("Hepatitis B", "In plain words")
    assert [str(shown) for shown in value.select(".shown")] == [
        '<div class="shown" lang="vi">Bệnh ở <ins>lá</ins> gan.</div>',
        '<div class="shown" lang="en">A <ins>disease of the</ins> liver <del>disease</del>.</div>',
    ]
    assert [box["value"] for box in value.select("input[name=columns][checked]")] == ["summary_vi", "summary_en"]
    assert [link["href"] for link in page.select(".record-links a")] == [
        address("therapies_condition_change", record.pk),
        of_record("record_history", record),
        PUBLIC["vi"],
        PUBLIC["en"],
    ]


def test_the_other_language_stands_beside_a_text_that_changes_alone(client, rev, record, ann):
    change = propose(record, ann, {"summary_en": NEW["summary_en"]})

    sides = soup(opened(client, rev, change)).select(".side")

    assert sides[0].select_one(".shown").get_text() == "Bệnh ở gan."
    assert ["is-unchanged" in side["class"] for side in sides] == [True, False]


def test_who_wrote_what_and_when(client, rev, record, ann):
    propose(record, ann, {"summary_en": "First."})
    other = person("bob", "editor")
    change = propose(record, other, {"summary_en": "First and second."})

    trail = soup(opened(client, rev, change)).select(".trail > li")

    assert [" ".join(item.get_text().split()).split(" · ")[1] for item in trail] == [
        "ann: In plain words (English)",
        "bob: In plain words (English) First and second.",
    ]
    assert str(trail[1].select_one(".shown")) == '<div class="shown" lang="en">First <ins>and second</ins>.</div>'


def test_a_live_text_that_has_moved_is_pointed_out(client, rev, record, change):
    Condition.objects.filter(pk=record.pk).update(summary_en="Something else.")

    page = opened(client, rev, change)

    assert "The live text was changed since this was written" in soup(page).select_one(".notice.is-grave").get_text()
    assert [item.get_text() for item in soup(page).select(".side .is-grave ~ .shown")] == ["A liver disease."]
    answer = step(client, rev, change, "approve", last_edit=last_edit(change))
    assert told(answer) == [
        "The live text was changed meanwhile (summary_en). The author has to look at it again.",
    ]


def test_a_record_that_becomes_public_is_shown_whole(client, rev, no_content, ann):
    """Also what an earlier load wrote and no Edit of the Change names."""
    record = GlossaryTerm.objects.create(key="gan", no_source_found=True, name_vi="Gan", name_en="Liver")
    change = propose(record, ann, {"summary_vi": "Một cơ quan.", "summary_en": "An organ."})
    changes.submit(change, ann)

    page = soup(opened(client, rev, change))

    shown = {
        value.h3.get_text(): [side.get_text() for side in value.select(".shown")] for value in page.select(".value")
    }
    assert shown["Term"] == ["Gan", "Liver"]
    assert shown["Definition"] == ["Một cơ quan.", "An organ."]
    assert [mark.get_text() for mark in page.select(".value ins, .value del")] == ["Draft", "Published"]


def test_rows_and_relations_are_shown_by_name(client, rev, record, ann):
    source("acta", title="Acta <hepatica>")
    change = propose(record, ann, {"sources": [["acta"]]})

    page = soup(opened(client, rev, change))

    assert [str(item) for item in page.select(".items li")] == [
        "<li><ins>Acta &lt;hepatica&gt;</ins></li>",
        "<li><del>A guideline</del></li>",
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_typed_becomes_a_tag_and_nothing_is_inline(client, rev, record, ann, language):
    said = "<script>alert(1)</script>"
    change = propose(record, ann, {"summary_vi": f"Gan {said}", "summary_en": f"Liver {said}"}, reason=said)
    changes.send_back(changes.submit(change, ann), rev, said)
    client.force_login(rev)

    with translation.override(language):
        page = soup(client.get(address("change", change.pk)))

    assert page.html["lang"] == language
    assert page.select("[style], style, script:not([src])") == []
    assert [tag.name for tag in page.find_all(True) if any(name.startswith("on") for name in tag.attrs)] == []
    assert page.get_text().count(said) >= 4


def test_the_number_of_queries_does_not_grow_with_the_edits(client, rev, record, ann):
    def queries(change):
        client.force_login(rev)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address("change", change.pk)).status_code == 200
        return len(found)

    change = propose(record, ann, {"summary_en": "Text 0.", "name_vi": "Tên 0", "icd10_code": "B18.0"})
    queries(change)
    few = queries(change)
    for number in range(1, 12):
        values = {"summary_en": f"Text {number}.", "name_vi": f"Tên {number}", "icd10_code": f"B18.{number % 10}"}
        propose(record, person(f"p{number}", "editor"), values)

    assert change.edits.count() >= 30
    assert queries(change) == few


# --- who may do what -----------------------------------------------------------------------------


def test_the_buttons_of_each_person(client, rev, change, ann, boss):
    viewer = person("vic")
    viewer.user_permissions.add(permission("therapies.view_condition"))
    translator = person("tu", "translator-vi")

    found = {user.username: buttons(opened(client, user, change)) for user in (ann, rev, boss, translator, viewer)}

    assert found == {
        "ann": ["withdraw"],
        "rev": ["approve", "approve_part", "send_back", "withdraw"],
        "boss": ["approve", "approve_part", "send_back", "withdraw"],
        "tu": [],
        "vic": [],
    }


def permission(name):
    label, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=label, codename=codename)


def test_a_missing_button_is_explained(client, rev, change, ann, record):
    def reasons(user, change):
        return [line.get_text() for line in soup(opened(client, user, change)).select(".why-not")]

    by_reviewer = changes.submit(propose(record, rev, {"icd10_code": "B18.0"}), rev)

    assert reasons(ann, change) == [NOT_A_REVIEWER]
    assert reasons(rev, change) == []
    assert reasons(rev, by_reviewer) == [OWN_WORK]
    draft = propose(record, person("bob", "editor"), {"position": 7})
    assert reasons(rev, draft) == [
        "Only who wrote a part of this change can hand it in.",
        "This change has not been handed in for review yet.",
    ]


def test_nobody_but_staff_who_may_see_the_record_opens_it(client, change):
    page = address("change", change.pk)
    assert client.get(page).status_code == 302
    assert client.post(page, {"step": "approve", "last_edit": last_edit(change)}).status_code == 302
    client.force_login(User.objects.create(username="reader"))
    assert client.get(page).status_code == 302
    client.force_login(person("stranger"))
    assert [client.get(address(name, change.pk)).status_code for name in ("change", "preview")] == [403, 403]
    assert client.post(page, {"step": "approve", "last_edit": last_edit(change)}).status_code == 403
    assert client.get(address("preview_page", change.pk, "en")).status_code == 403
    change.refresh_from_db()
    assert change.state == Change.State.SUBMITTED


@pytest.mark.parametrize(
    ("role", "name", "sentence"),
    [
        ("editor", "approve", OWN_WORK),
        ("editor", "approve_part", OWN_WORK),
        ("editor", "override", "Only a superuser can approve without a second person."),
        ("medical reviewer", "approve", OWN_WORK),
        ("translator-vi", "approve", NOT_A_REVIEWER),
        ("translator-vi", "send_back", NOT_A_REVIEWER),
        ("translator-vi", "withdraw", "Only who wrote a part of this change or may approve it can withdraw it."),
        ("viewer", "approve", NOT_A_REVIEWER),
        ("viewer", "confirm", "Your account can read this but not change it."),
        ("viewer", "submit", "This change waits for review already."),
        ("viewer", "look_back", "There is nothing to look at afterwards."),
    ],
)
def test_a_forged_step_changes_nothing(client, record, role, name, sentence):
    """The authors are an editor and a reviewer; who is no author are a translator and somebody who may only read."""
    author = person("author", "editor", "medical reviewer" if role == "medical reviewer" else "editor")
    author.user_permissions.add(permission("editorial.approve_change"))
    change = changes.submit(propose(record, author, NEW), author)
    if role in ("translator-vi", "viewer"):
        author = person("other", role)
        author.user_permissions.add(permission("therapies.view_condition"))
    client.force_login(author)
    before = everything()

    answer = step(
        client, author, change, name, last_edit=last_edit(change), columns="summary_en", override="x", note="x",
        finding="x", reason="x", reviewed_by="x",
    )  # fmt: skip

    assert told(answer) == [sentence]
    assert without_sessions(everything()) == without_sessions(before)


def without_sessions(tables):
    return {
        name: rows for name, rows in tables.items() if name not in ("django_session", "auth_user", "portal_signinevent")
    }


@pytest.mark.parametrize("name", ["", "delete", "review"])
def test_an_unknown_step_is_refused(client, rev, change, name):
    assert step(client, rev, change, name).status_code == 400


def test_reading_changes_nothing(client, rev, change, record):
    client.force_login(rev)
    before = everything()

    for page in [
        address("change", change.pk) + f"?step=approve&last_edit={last_edit(change)}",
        of_record("take_down", record) + "?reason=x",
        of_record("put_back", record) + "?reason=x",
        of_record("review", record) + "?reviewed_by=x&has_read=on",
        address("preview", change.pk),
    ]:
        assert client.get(page).status_code == 200

    assert everything() == before
    assert [client.post(address("preview", change.pk)).status_code] == [405]


@pytest.mark.parametrize("pk", [0, 10**25])
def test_a_change_that_is_not_there(client, rev, no_content, pk):
    client.force_login(rev)

    assert client.get(address("change", pk)).status_code == 404


# --- handing in, sending back, withdrawing -------------------------------------------------------


def test_an_author_hands_in_and_withdraws(client, record, ann):
    change = propose(record, ann, NEW)

    assert step(client, ann, change, "submit").status_code == 302
    change.refresh_from_db()
    assert (change.state, change.submitted_by) == (Change.State.SUBMITTED, ann)

    assert step(client, ann, change, "withdraw", note="Not needed").status_code == 302
    change.refresh_from_db()
    assert (change.state, change.note, change.claims.count()) == (Change.State.WITHDRAWN, "Not needed", 0)
    assert told(step(client, ann, change, "submit")) == ["This change is closed."]


def test_a_reviewer_sends_back_with_a_note_and_not_without(client, rev, change):
    answer = step(client, rev, change, "send_back", note="  ")
    assert told(answer) == ["Please look at what is marked below."]
    assert "Error:" in soup(answer).title.get_text()
    assert soup(answer).select_one("details[open] .errorlist").get_text() == "This field is required."

    assert step(client, rev, change, "send_back", note="Say how often.").status_code == 302
    change.refresh_from_db()
    assert (change.state, change.note) == (Change.State.SENT_BACK, "Say how often.")


# --- approving -----------------------------------------------------------------------------------


def test_a_reviewer_approves_all_of_it(client, rev, change, record):
    assert step(client, rev, change, "approve", last_edit=last_edit(change)).status_code == 302

    record.refresh_from_db()
    change.refresh_from_db()
    assert (record.summary_vi, record.summary_en) == (NEW["summary_vi"], NEW["summary_en"])
    assert (change.state, change.closed_by) == (Change.State.APPROVED, rev)
    assert buttons(opened(client, rev, change)) == []


def test_what_was_edited_after_it_was_read_is_not_approved(client, rev, change, record, ann):
    read = last_edit(change)
    propose(record, ann, {"summary_en": "Another text."})

    answer = step(client, rev, change, "approve", last_edit=read)

    assert told(answer) == ["This change was edited after you opened it. Please read it again."]
    assert soup(answer).select_one("input[name=last_edit]")["value"] == str(last_edit(change))
    record.refresh_from_db()
    assert record.summary_en == FULL["summary_en"]


@pytest.mark.parametrize("read", ["", "x"])
def test_approving_says_what_was_read(client, rev, change, record, read):
    assert told(step(client, rev, change, "approve", last_edit=read)) == ["Please look at what is marked below."]
    record.refresh_from_db()
    assert record.summary_en == FULL["summary_en"]


def test_a_part_is_approved_and_the_rest_waits(client, rev, record, ann):
    change = changes.submit(propose(record, ann, {"icd10_code": "B18.0", "position": 9}), ann)

    answer = step(client, rev, change, "approve_part", last_edit=last_edit(change), columns="position")

    assert answer.status_code == 302
    record.refresh_from_db()
    assert (record.position, record.icd10_code) == (9, "")
    [rest] = Change.objects.of(record).open()
    assert [edit.column for edit in rest.edits.all()] == ["icd10_code"]


@pytest.mark.parametrize("columns", [[], ["no_such_column"]])
def test_a_part_that_is_empty_approves_nothing(client, rev, change, record, columns):
    answer = step(client, rev, change, "approve_part", last_edit=last_edit(change), columns=columns)

    assert told(answer) == ["Choose at least one value to approve."]
    record.refresh_from_db()
    assert record.summary_en == FULL["summary_en"]


def test_a_superuser_overrides_with_a_reason_only(client, boss, record):
    change = changes.submit(propose(record, boss, NEW), boss)
    assert buttons(opened(client, boss, change)) == ["send_back", "withdraw", "override"]

    refused = step(client, boss, change, "override", override=" ", last_edit=last_edit(change))
    assert told(refused) == ["Please look at what is marked below."]
    assert told(step(client, boss, change, "approve", last_edit=last_edit(change))) == [OWN_WORK]

    assert step(client, boss, change, "override", override="Wrong dose", last_edit=last_edit(change)).status_code == 302
    change.refresh_from_db()
    assert (change.state, change.override_reason) == (Change.State.APPROVED, "Wrong dose")
    assert "Wrong dose" in soup(opened(client, boss, change)).select_one(".facts .is-grave").get_text()


def test_a_site_of_one_person_says_that_nobody_else_checks(client, boss, record, settings):
    settings.EDITORIAL_FOUR_EYES = False
    change = changes.submit(propose(record, boss, NEW), boss)

    page = opened(client, boss, change)

    assert "approve" in buttons(page)
    assert "nobody else checks this" in soup(page).select_one(".notice").get_text()
    assert step(client, boss, change, "approve", last_edit=last_edit(change)).status_code == 302


# --- the safety gate -----------------------------------------------------------------------------


DIFFERING = {"summary_vi": "Tiêm 2 lần mỗi tuần.", "summary_en": "Injected 3 times a week."}


def test_a_difference_is_named_and_confirmed_with_a_reason(client, record, ann, rev):
    change = propose(record, ann, DIFFERING)
    page = soup(opened(client, ann, change))
    [finding] = page.select(".findings > li")
    assert [quote["lang"] for quote in finding.select("blockquote")] == ["vi", "en"]
    assert finding.h3.get_text().startswith("In plain words: The two texts state different")
    key = finding.select_one("input[name=finding]")["value"]
    assert told(step(client, ann, change, "submit")) == [
        "The two languages differ where they should say the same. Mend the text or say why it is right."
    ]

    unsaid = step(client, ann, change, "confirm", finding=key, reason="")
    assert soup(unsaid).select_one(".findings details[open] .errorlist").get_text() == "This field is required."
    assert ConfirmedDifference.objects.count() == 0
    assert step(client, ann, change, "confirm", finding=key, reason="The leaflets differ.").status_code == 302

    [confirmed] = ConfirmedDifference.objects.all()
    assert (confirmed.signed, confirmed.reason, confirmed.path) == ("ann", "The leaflets differ.", "summary")
    assert step(client, ann, change, "submit").status_code == 302
    shown = soup(opened(client, rev, change)).select_one(".findings > .is-confirmed").get_text()
    assert "ann" in shown and "The leaflets differ." in shown


def test_the_longest_name_signs_a_difference(client, record):
    """SQLite takes any length and PostgreSQL does not, so the column is asked itself."""
    ann = person("ann", "editor", first_name="A" * 150, last_name="B" * 150)
    change = propose(record, ann, DIFFERING)
    key = soup(opened(client, ann, change)).select_one(".findings input[name=finding]")["value"]

    assert step(client, ann, change, "confirm", finding=key, reason="The leaflets differ.").status_code == 302
    confirmed = ConfirmedDifference.objects.get()
    assert confirmed.signed == f"{'A' * 150} {'B' * 150}"
    confirmed.clean_fields()


def test_a_difference_that_is_no_longer_there_is_not_confirmed(client, record, ann):
    change = propose(record, ann, DIFFERING)
    key = soup(opened(client, ann, change)).select_one("input[name=finding]")["value"]
    propose(record, ann, {"summary_en": "Injected 4 times a week."})

    assert told(step(client, ann, change, "confirm", finding=key, reason="Because.")) == [
        "This change was edited after you opened it. Please read it again."
    ]
    assert ConfirmedDifference.objects.count() == 0


# --- medical review ------------------------------------------------------------------------------


REVIEW = {"has_read": "on", "reviewed_by": "Dr. Lan, hepatologist", "reviewed_on": "2026-01-15"}


def test_approving_and_reviewing_in_one_step(client, rev, change, record):
    seen = soup(opened(client, rev, change)).select_one("#approve input[name=seen]")["value"]

    answer = step(client, rev, change, "approve", last_edit=last_edit(change), seen=seen, **REVIEW)

    assert answer.status_code == 302
    record.refresh_from_db()
    assert (record.summary_en, record.reviewed_by) == (NEW["summary_en"], "Dr. Lan, hepatologist")
    [kept] = ReviewedText.objects.all()
    assert (kept.document["summary_en"], kept.recorded_by) == (NEW["summary_en"], rev)


def test_a_faulty_review_keeps_the_approval_back_and_what_was_typed(client, rev, change, record):
    wrong = REVIEW | {"reviewed_on": str(timezone.localdate() + timedelta(days=2))}
    answer = step(client, rev, change, "approve", last_edit=last_edit(change), seen="x", **wrong)
    assert soup(answer).select_one("#approve [name=reviewed_by]")["value"] == "Dr. Lan, hepatologist"
    assert len(soup(answer).select("#approve .errorlist")) == 1

    stale = step(client, rev, change, "approve", last_edit=last_edit(change), seen="x", **REVIEW)
    assert told(stale) == ["The text was changed after you opened it. Please read it again."]

    seen = soup(stale).select_one("#approve input[name=seen]")["value"]
    part = step(
        client, rev, change, "approve_part", last_edit=last_edit(change), columns="summary_en", seen=seen, **REVIEW
    )
    assert told(part) == ["A medical review covers a record as a whole. Approve all of the change, or leave it out."]
    record.refresh_from_db()
    assert (record.summary_en, record.reviewed_on, ReviewedText.objects.count()) == (FULL["summary_en"], None, 0)


def test_a_review_of_the_record_as_it_stands(client, rev, record):
    client.force_login(rev)
    page = client.get(of_record("review", record))
    shown = [side.get_text() for side in soup(page).select(".shown")]
    assert all(text in " ".join(shown) for text in FULL.values())
    seen = soup(page).select_one("input[name=seen]")["value"]

    record.summary_en = "A disease."
    record.save()
    stale = client.post(of_record("review", record), REVIEW | {"seen": seen})
    assert told(stale) == ["The text was changed after you opened it. Please read it again."]
    seen = soup(stale).select_one("input[name=seen]")["value"]
    unread = client.post(of_record("review", record), {**REVIEW, "seen": seen, "has_read": ""})
    assert [item.get_text() for item in soup(unread).select(".errorlist")] == ["This field is required."]
    assert client.post(of_record("review", record), REVIEW | {"seen": seen}).status_code == 302

    record.refresh_from_db()
    assert record.reviewed_on == date(2026, 1, 15)
    assert ReviewedText.objects.get().document["summary_en"] == "A disease."


def test_only_reviewers_review_and_only_records_that_can_be(client, ann, rev, record):
    client.force_login(ann)
    assert client.get(of_record("review", record)).status_code == 403
    client.force_login(rev)
    country = Country.objects.create(code="VN", name_vi="Việt Nam", name_en="Vietnam")
    assert client.get(of_record("review", country)).status_code == 404
    assert client.get(address("review", "auth", "user", rev.pk)).status_code == 404
    assert client.get(address("take_down", "therapies", "servicephone", 1)).status_code == 404


# --- taking down and putting back ----------------------------------------------------------------


def test_taking_down_is_immediate_and_looked_at_by_somebody_else(client, ann, rev, record):
    client.force_login(ann)
    unsaid = client.post(of_record("take_down", record), {"reason": " "})
    assert soup(unsaid).select_one(".errorlist").get_text() == "This field is required."
    assert client.post(of_record("take_down", record), {"reason": "Wrong dose"}).status_code == 302

    record.refresh_from_db()
    change = Change.objects.of(record).get(look_back=True)
    assert (record.state, change.reason, change.significance) == (State.RETIRED, "Wrong dose", Significance.SAFETY)
    assert "look_back" not in buttons(opened(client, ann, change))
    assert told(step(client, ann, change, "look_back")) == ["You did this, so somebody else has to look at it."]
    assert buttons(opened(client, rev, change)) == ["look_back"]
    assert step(client, rev, change, "look_back").status_code == 302
    change.refresh_from_db()
    assert (change.look_back, change.looked_at_by) == (False, rev)


def test_putting_back_needs_two(client, ann, rev, record):
    changes.take_down(record, ann, "Wrong")
    client.force_login(ann)

    answer = client.post(of_record("put_back", record), {"reason": "It was right"})

    change = Change.objects.of(record).open().get()
    assert answer.url == address("change", change.pk)
    record.refresh_from_db()
    assert record.state == State.RETIRED
    assert step(client, rev, change, "approve", last_edit=last_edit(change)).status_code == 302
    record.refresh_from_db()
    assert record.state == State.PUBLISHED


def test_what_cannot_be_taken_down_or_put_back(client, ann, record):
    client.force_login(ann)
    shared = record.sources.get()
    answer = client.post(of_record("take_down", shared), {"reason": "Old"})
    assert told(answer) == ["These public records name it: Hepatitis B"]
    assert soup(answer).select_one("textarea[name=reason]").get_text().strip() == "Old"
    page = client.get(of_record("put_back", record))
    assert soup(page).select_one(".notice").get_text() == "This record was not taken down."
    assert told(client.post(of_record("put_back", record), {"reason": "x"})) == ["This record was not taken down."]
    client.force_login(person("tu", "translator-vi"))
    assert [
        client.post(of_record(name, record), {"reason": "x"}).status_code for name in ("take_down", "put_back")
    ] == [
        403,
        403,
    ]


# --- preview -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_preview_is_the_real_page_marked_as_one(client, rev, change, language):
    client.force_login(rev)
    before = everything()

    answer = client.get(address("preview_page", change.pk, language))

    assert everything() == before
    page = soup(answer)
    assert answer.status_code == 200
    assert page.html["lang"] == language
    assert page.h1.get_text().strip() == FULL[f"name_{language}"]
    assert page.select_one("section[aria-labelledby=about] p").get_text().strip() == NEW[f"summary_{language}"]
    banner = page.select_one("body > .preview-banner:first-child").get_text()
    assert "PREVIEW" in banner and "BẢN XEM TRƯỚC" in banner
    assert page.base["target"] == "_blank"
    assert page.select("a[href*='/admin/']") == []
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Content-Security-Policy"] == CONTENT_SECURITY_POLICY.replace(
        "frame-ancestors 'none'", "frame-ancestors 'self'"
    )
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    public = client.get(PUBLIC[language])
    assert FULL[f"summary_{language}"] in public.content.decode()
    assert "frame-ancestors 'none'" in public["Content-Security-Policy"]


def test_the_page_of_previews_may_hold_frames_of_its_own_site(client, rev, change):
    client.force_login(rev)

    answer = client.get(address("preview", change.pk))

    addresses = [address("preview_page", change.pk, language) for language in ("vi", "en")]
    assert [frame["src"] for frame in soup(answer).select("iframe")] == addresses * 2
    assert len({frame["title"] for frame in soup(answer).select("iframe")}) == 4
    assert answer["Content-Security-Policy"] == f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
    assert answer["X-Frame-Options"] == "DENY"


def test_a_new_record_is_previewed_as_published(client, rev, no_content, ann):
    """Its page is the list on which it will stand."""
    values = {"name_vi": "Gan", "name_en": "Liver", "summary_vi": "Một cơ quan.", "summary_en": "An organ."}
    new = GlossaryTerm(key="gan")
    change = changes.create(new, {"key": "gan", "no_source_found": True, **values}, by=ann)
    client.force_login(rev)
    before = everything()

    frames = [frame["src"] for frame in soup(client.get(address("preview", change.pk))).select("iframe")]
    page = client.get(address("preview_page", change.pk, "en"))

    assert frames[1].startswith(address("preview_page", change.pk, "en") + "#")
    assert "An organ." in page.content.decode()
    assert everything() == before
    assert "An organ." not in client.get("/en/glossary/").content.decode()


def test_why_there_is_no_preview(client, rev, ann, no_content):
    half = changes.create(GlossaryTerm(key="gan"), {"key": "gan", "no_source_found": True, "name_vi": "Gan"}, by=ann)
    names = {"code": "VN", "name_vi": "Việt Nam", "name_en": "Vietnam"}
    country = changes.create(Country(**names), names, by=ann)
    client.force_login(rev)

    def why(change):
        page, frame = client.get(address("preview", change.pk)), client.get(address("preview_page", change.pk, "en"))
        assert (page.status_code, frame.status_code, soup(page).select("iframe")) == (200, 409, [])
        assert "no-store" in frame["Cache-Control"] and frame["X-Frame-Options"] == "SAMEORIGIN"
        assert told(page) == told(frame)
        return told(page)

    needed = "This text is needed in both languages before the record can be published."
    assert f"Term (English): {needed}" in why(half)
    assert why(country) == ["This record has no page; only its name stands on the pages of others."]
    changes.withdraw(country, ann)
    assert why(country) == ["This change is closed, so there is nothing to preview: the public page shows what stands."]
    assert client.get(address("preview_page", half.pk, "fr")).status_code == 404


def test_a_preview_that_fails_on_its_way_leaves_nothing_behind(client, rev, change, record, monkeypatch):
    monkeypatch.setattr(views.presenters, "review_of", fail)
    client.force_login(rev)
    before = everything()

    with pytest.raises(ZeroDivisionError):
        client.get(address("preview_page", change.pk, "en"))

    assert everything() == before


def fail(*args):
    Condition.objects.update(summary_en="Damaged")
    return 1 / 0


@pytest.mark.django_db(transaction=True)
def test_a_preview_is_undone_outside_of_any_transaction_too(client, transactional_db):
    author = person("ann2", "editor")
    page = Condition.objects.create(key="hep-b2", group="liver", state=State.PUBLISHED, **FULL)
    page.sources.add(source("who2"))
    change = propose(page, author, NEW)
    client.force_login(author)
    before = everything()

    answer = client.get(address("preview_page", change.pk, "en"))

    assert NEW["summary_en"] in answer.content.decode()
    assert everything() == before
    assert Pairing.objects.filter(en=NEW["summary_en"]).count() == 0


def test_a_row_is_previewed_in_its_place(client, rev, no_content, ann):
    record = AdministrationRoute.objects.create(
        key="skin", status="current", state=State.PUBLISHED, no_source_found=True, **FULL,
        who_gives_it_vi="Bạn", who_gives_it_en="You", typical_schedule_vi="Mỗi tuần", typical_schedule_en="Weekly",
    )  # fmt: skip
    RouteInstruction.objects.create(route=record, section="steps", position=1, text_vi="Rửa tay.", text_en="Wash.")
    rows = [{"section": "steps", "position": 1, "text_vi": "Rửa tay kỹ.", "text_en": "Wash your hands well."}]
    change = propose(record, ann, {"instructions": rows})
    client.force_login(rev)

    assert "Wash your hands well." in client.get(address("preview_page", change.pk, "en")).content.decode()
    assert [row.text_en for row in record.instructions.all()] == ["Wash."]
