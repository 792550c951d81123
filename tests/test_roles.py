"""Who may open and send what at the desk: every role, every kind of address, reading and writing."""

import json

import pytest
from django.contrib.auth.models import Group, User

from editorial import changes, document, log, roles
from editorial.models import Change, Pairing
from portal.accounts.models import SignInEvent
from therapies.models import Condition

ANONYMOUS, NO_ROLE = "anonymous", "staff without a role"
EVERYBODY = [ANONYMOUS, NO_ROLE, *roles.ROLES, "superuser"]
TEXTS = {
    "name_vi": "Viêm gan B",
    "name_en": "Hepatitis B",
    "summary_vi": "Bệnh ở gan.",
    "summary_en": "A liver disease.",
}

EDITOR, VI, EN, REVIEWER, ADMINISTRATOR = roles.ROLES
STAFF = [NO_ROLE, *roles.ROLES, "superuser"]
WITH_ROLE = [*roles.ROLES, "superuser"]
MAKES_RECORDS = [EDITOR, ADMINISTRATOR, "superuser"]
TAKES_DOWN = [EDITOR, REVIEWER, ADMINISTRATOR, "superuser"]
REVIEWS = [REVIEWER, "superuser"]
KEEPS_ACCOUNTS = [ADMINISTRATOR, "superuser"]
# Who may open each address; strangers are led to the sign-in page, others are refused.
READS = {
    "": STAFF,
    "therapies/condition/": WITH_ROLE,
    "therapies/condition/add/": MAKES_RECORDS,
    "therapies/condition/{record}/change/": WITH_ROLE,
    "therapies/condition/{record}/log/": WITH_ROLE,
    "therapies/condition/{draft}/delete/": MAKES_RECORDS,
    "therapies/condition/{record}/delete/": [],
    "therapies/condition/{record}/take-down/": TAKES_DOWN,
    "therapies/condition/{record}/review/": REVIEWS,
    "changes/": STAFF,
    "changes/{change}/": WITH_ROLE,
    "changes/{change}/preview/": WITH_ROLE,
    "changes/{change}/preview/vi/": WITH_ROLE,
    "translations/": STAFF,
    "auth/user/": KEEPS_ACCOUNTS,
    "auth/user/add/": KEEPS_ACCOUNTS,
    "auth/group/": KEEPS_ACCOUNTS,
    "auth/group/add/": ["superuser"],
    "invite/": KEEPS_ACCOUNTS,
    "portal/signinevent/": KEEPS_ACCOUNTS,
}


@pytest.fixture
def desk(no_content):
    """A public record, a draft, and a Change of the first that somebody else has handed in."""
    author = User.objects.create(username="author", is_staff=True)
    made = {"group": "liver", "no_source_found": True, **TEXTS}
    record = Condition.objects.create(key="hep-b", state="published", **made)
    draft = Condition.objects.create(key="draft", slug_vi="x", slug_en="x", **made)
    values = changes.working(record).document
    seen = {"summary_en": document.digest(values["summary_en"])}
    new = values | {"summary_en": "A disease of the liver."}
    (change,) = changes.propose(record, new, by=author, seen=seen, columns=["summary_en"], reason="Better.")
    changes.submit(change, author)
    return {"record": record.pk, "draft": draft.pk, "change": change.pk}


def sign_in(client, role):
    if role != ANONYMOUS:
        user = User.objects.create(username="somebody", is_staff=True, is_superuser=role == "superuser")
        user.groups.set(Group.objects.filter(name=role))
        client.force_login(user)


@pytest.mark.parametrize("role", EVERYBODY)
def test_what_each_role_may_open(client, desk, role):
    sign_in(client, role)

    answers = {address: client.get(f"/en/admin/{address.format(**desk)}").status_code for address in READS}

    refused = 302 if role == ANONYMOUS else 403
    assert answers == {address: 200 if role in allowed else refused for address, allowed in READS.items()}


STEPS = {
    "approve": REVIEWS,
    "approve_part": REVIEWS,
    "send_back": REVIEWS,
    "override": ["superuser"],
    # Its author may withdraw it, and whoever judges it.
    "withdraw": REVIEWS,
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("role", EVERYBODY)
def test_which_steps_of_a_change_each_role_may_take(client, desk, role, step):
    sign_in(client, role)
    last = Change.objects.get(pk=desk["change"]).edits.last().pk
    sent = {
        "step": step,
        "last_edit": last,
        "note": "n",
        "override": "o",
        "values": ["summary_en"],
        "columns": ["summary_en"],
    }

    client.post(f"/en/admin/changes/{desk['change']}/", sent)

    is_taken = Change.objects.get(pk=desk["change"]).state != "submitted"
    assert is_taken == (role in STEPS[step])
    is_public = Condition.objects.get(key="hep-b").summary_en == "A disease of the liver."
    assert is_public == (role in STEPS[step] and step in {"approve", "approve_part", "override"})


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_may_take_down_and_nobody_puts_back_alone(client, desk, role):
    sign_in(client, role)
    address = f"/en/admin/therapies/condition/{desk['record']}"

    client.post(f"{address}/take-down/", {"reason": "Wrong."})
    is_down = Condition.objects.get(key="hep-b").state == "retired"
    client.post(f"{address}/put-back/", {"reason": "Right."})
    asked = list(Change.objects.filter(key="hep-b", edits__field="state", state="submitted"))
    for change in asked:
        client.post(f"/en/admin/changes/{change.pk}/", {"step": "approve", "last_edit": change.edits.last().pk})

    assert is_down == (role in TAKES_DOWN)
    assert Condition.objects.get(key="hep-b").state == ("retired" if is_down else "published")


@pytest.mark.parametrize("role", EVERYBODY)
def test_which_columns_each_role_may_propose(client, desk, role):
    sign_in(client, role)
    address = f"/en/admin/therapies/condition/{desk['record']}/change/"
    columns = {"summary_vi": "Bệnh của gan.", "name_en": "Hepatitis", "icd10_code": "B18.1"}
    record = Condition.objects.get(key="hep-b")
    live, shown = document.read(record), changes.working(record).document
    seen = {name: document.digest(shown.get(name)) for name in {*shown, *columns, "articles", "sources", "position"}}
    sent = {name: "on" if value is True else value for name, value in shown.items()} | {"position": "0"}

    client.post(address, sent | columns | {"seen": json.dumps(seen), "significance": "meaning", "_save": "1"})

    expected = {role: set(columns) for role in (EDITOR, REVIEWER, ADMINISTRATOR, "superuser")}
    expected |= {VI: {"summary_vi"}, EN: {"name_en"}}
    assert set(changes.open_edits(record)) - {"summary_en"} == expected.get(role, set())
    assert document.read(record) == live


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_who_may_confirm_a_pair_of_texts(client, desk, role, language):
    sign_in(client, role)
    record = Condition.objects.get(key="hep-b")
    fresh = {"vi": {"summary_en": "An illness of the liver."}, "en": {"summary_vi": "Một bệnh của gan."}}
    Condition.objects.filter(pk=record.pk).update(**fresh[language])
    log.notice_all()
    record.refresh_from_db()
    pairing = Pairing.objects.of(record).get(path="summary")
    live = document.texts(Condition, document.read(record))["summary"]

    sent = {"pair": pairing.pk, "seen": document.digest(live)}
    client.post(f"/en/admin/translations/?language={language}", sent)

    may = {"vi": VI, "en": EN}[language]
    allowed = [EDITOR, may, REVIEWER, ADMINISTRATOR, "superuser"]
    assert Pairing.objects.of(record).outdated(language).exists() == (role not in allowed)


PASSWORD = "a long password of somebody"
JOINED = {"date_joined_0": "2026-01-01", "date_joined_1": "12:00:00", "is_staff": "on", "is_active": "on"}


def set_password(client, user):
    sent = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD, "set-password": "1"}
    return client.post(f"/en/admin/auth/user/{user.pk}/password/", sent).status_code


def test_an_administrator_gets_at_nobodys_account(client, desk):
    """Neither by a password that they set nor by a mailbox that they name; else one person could be two."""
    sign_in(client, ADMINISTRATOR)
    own = User.objects.get(username="somebody")
    other = User.objects.create_user("other", "other@example.org", "theirs", is_staff=True)
    page = f"/en/admin/auth/user/{other.pk}/change/"
    opened = client.get(page)
    client.post(page, JOINED | {"username": "other", "email": "mine@example.org", "last_name": "New"})

    assert 'href="../password/"' not in opened.content.decode()
    assert other.password not in opened.content.decode()
    assert client.get(f"/en/admin/auth/user/{other.pk}/password/").status_code == set_password(client, other) == 403
    kept = User.objects.get(pk=other.pk)
    assert (kept.email, kept.last_name, kept.check_password("theirs")) == ("other@example.org", "New", True)
    assert (set_password(client, own), User.objects.get(pk=own.pk).check_password(PASSWORD)) == (302, True)
    assert SignInEvent.objects.count() == 0


def test_a_superuser_sets_a_password_and_that_is_on_record(client, desk):
    sign_in(client, "superuser")
    other = User.objects.create_user("other", "other@example.org", "theirs", is_staff=True)
    page = f"/en/admin/auth/user/{other.pk}/change/"
    client.post(page, JOINED | {"username": "other", "email": "new@example.org"})
    client.post(f"/en/admin/auth/user/{other.pk}/password/", {"usable_password": "true", "password1": "x"})
    assert SignInEvent.objects.count() == 0

    assert set_password(client, other) == 302
    other.refresh_from_db()
    assert (other.email, other.check_password(PASSWORD)) == ("new@example.org", True)
    event = SignInEvent.objects.get()
    assert (event.outcome, event.account, event.by) == ("password-changed", "other", "somebody")
    assert list(SignInEvent.objects.proofs()) == []


def test_nobodys_password_is_nowhere_to_be_changed(client, desk):
    sign_in(client, ADMINISTRATOR)
    assert client.get("/en/admin/auth/user/999999/password/").status_code == 404


def test_an_administrator_cannot_get_more_rights(client, desk):
    sign_in(client, ADMINISTRATOR)
    own, other = User.objects.get(username="somebody"), User.objects.create(username="root", is_superuser=True)
    reviewers = Group.objects.get(name=REVIEWER)
    forged = {
        "username": "somebody",
        "groups": [reviewers.pk],
        "is_superuser": "on",
        "is_staff": "on",
        "is_active": "on",
    }

    client.post(f"/en/admin/auth/user/{own.pk}/change/", forged)
    answer = client.post(f"/en/admin/auth/user/{other.pk}/password/", {"password1": "x", "password2": "x"})

    own.refresh_from_db()
    assert (own.is_superuser, [group.name for group in own.groups.all()]) == (False, [ADMINISTRATOR])
    assert answer.status_code == 403
