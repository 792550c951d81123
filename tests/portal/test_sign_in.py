"""Signing in: what is counted, what is refused, and that no answer tells who has an account."""

import re
import time
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.accounts import attempts, second_factor
from portal.accounts.models import FAILURES, KEPT, Outcome, RecoveryCode, SignInEvent

pytestmark = pytest.mark.django_db
PASSWORD = "a long password of an editor"
LOGIN, CODE, DESK = "/en/admin/login/", "/en/admin/login/code/", "/en/admin/"
SET_UP, OWN = "/en/admin/second-factor/set-up/", "/en/admin/second-factor/"


@pytest.fixture(autouse=True)
def asked(settings):
    settings.SECOND_FACTOR = True


@pytest.fixture
def editor(django_user_model):
    """Somebody who may come in with the password alone."""
    return django_user_model.objects.create_user("editor", password=PASSWORD, is_staff=True)


@pytest.fixture
def chief(django_user_model):
    """A superuser, who needs a second factor and has none yet."""
    return django_user_model.objects.create_superuser("chief", password=PASSWORD)


@pytest.fixture
def app(chief):
    """The second factor of `chief`, as the app knows it."""
    return App(chief)


class App:
    """An authenticator app; it shows the code of now, or of `steps` later."""

    def __init__(self, user):
        self.device, self.recovery_codes = second_factor.set_up(user, second_factor.secrets.token_hex(20), step=-1)

    def code(self, steps=0):
        return code_of(self.device.key, steps)


def code_of(secret, steps=0):
    totp = TOTP(bytes.fromhex(secret))
    totp.time = time.time() + 30 * steps
    return f"{totp.token():06}"


def wrong_code(app):
    """Return six digits that are right neither now nor a moment before or after."""
    right = {app.code(steps) for steps in range(-3, 4)}
    return next(code for code in ("000000", "111111", "222222", *map(str, range(100000, 100009))) if code not in right)


def sign_in(client, name="editor", password=PASSWORD, **headers):
    return client.post(LOGIN, {"username": name, "password": password, **headers.pop("data", {})}, **headers)


def fail(client, times, name="editor", **headers):
    """Return the statuses of so many sign-ins with a wrong password."""
    return [sign_in(client, name, "wrong", **headers).status_code for _ in range(times)]


def may_enter(client):
    return client.get(OWN).status_code == 200


def outcomes(**conditions):
    """Return what was written down, first to last."""
    return list(SignInEvent.objects.filter(**conditions).order_by("pk").values_list("outcome", flat=True))


def later(**time_passed):
    """Let time pass, as the record of sign-ins sees it."""
    for event in SignInEvent.objects.all():
        SignInEvent.objects.filter(pk=event.pk).update(at=event.at - timedelta(**time_passed))


def text(response):
    return BeautifulSoup(response.content, "html.parser").select_one("#content, main").get_text(" ", strip=True)


# --- the password --------------------------------------------------------------------------------


def test_five_failures_of_an_account_from_one_address_stop_even_the_right_password(client, editor):
    assert fail(client, 5) == [200] * 5

    refused = sign_in(client)

    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 15 * 60
    assert not may_enter(client)
    assert outcomes() == ["wrong-password"] * 5 + ["locked"]


@pytest.mark.parametrize(("language", "said"), [("vi", "Quá nhiều lần thử"), ("en", "Too many attempts")])
def test_the_refusal_is_a_page_in_both_languages_with_the_readers_first(client, editor, language, said):
    fail(client, 5)

    response = client.post(f"/{language}/admin/login/", {"username": "editor", "password": PASSWORD})

    page = BeautifulSoup(response.content, "html.parser")
    assert page.h1.text == said
    assert [section["lang"] for section in page.select("section")] == [language, {"vi": "en", "en": "vi"}[language]]
    assert [re.search(r"\d+", section.p.text)[0] for section in page.select("section")] == ["15", "15"]
    assert "no-store" in response["Cache-Control"]


def test_another_address_and_another_account_are_not_stopped(client, editor, django_user_model):
    django_user_model.objects.create_user("other", password=PASSWORD, is_staff=True)
    fail(client, 6)

    assert sign_in(Client(), REMOTE_ADDR="192.0.2.9").status_code == 302
    assert sign_in(Client(), "other").status_code == 302


def test_the_lock_ends_by_itself_though_somebody_keeps_trying(client, editor):
    fail(client, 5)
    later(minutes=10)
    assert fail(client, 4) == [429] * 4

    later(minutes=5, seconds=1)

    assert sign_in(client).status_code == 302


def test_who_signed_in_starts_to_count_anew(client, editor):
    fail(client, 4)
    sign_in(client)

    assert fail(client, 5) == [200] * 5
    assert fail(client, 1) == [429]


def test_trying_thirty_accounts_from_one_address_is_stopped_within_twenty(client, editor):
    answers = [fail(client, 1, f"name{number}")[0] for number in range(30)]

    assert answers == [200] * 15 + [429] * 15
    # Nobody else's office is stopped, and the table does not grow with every refusal.
    assert outcomes() == ["wrong-password"] * 15 + ["locked"] * 5
    assert sign_in(Client(), REMOTE_ADDR="192.0.2.9").status_code == 302


def test_a_success_between_does_not_help_who_tries_names(client, editor):
    answers = []
    for number in range(16):
        answers += fail(client, 1, f"name{number}")
        sign_in(client)

    assert answers == [200] * 15 + [429]


def test_an_account_tried_from_many_addresses_is_stopped_but_for_its_holder(client, editor):
    sign_in(client, REMOTE_ADDR="198.51.100.1")
    tried = [fail(Client(), 1, REMOTE_ADDR=f"192.0.2.{number}")[0] for number in range(31)]

    assert tried == [200] * 30 + [429]
    assert sign_in(Client(), REMOTE_ADDR="203.0.113.1").status_code == 429
    # From where the account signed in before, and for others, nothing changed; the lock itself ends in an hour.
    assert sign_in(Client(), REMOTE_ADDR="198.51.100.1").status_code == 302
    later(hours=1, seconds=1)
    assert sign_in(Client(), REMOTE_ADDR="203.0.113.1").status_code == 302


def test_an_account_does_not_keep_every_address_that_it_ever_had(client, editor):
    sign_in(client, REMOTE_ADDR="198.51.100.1")
    later(days=31)
    for number in range(30):
        fail(Client(), 1, REMOTE_ADDR=f"192.0.2.{number}")

    assert sign_in(Client(), REMOTE_ADDR="198.51.100.1").status_code == 429


HEADERS = [
    "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_CLIENT_IP", "HTTP_X_CLIENT_IP",
    "HTTP_X_CLUSTER_CLIENT_IP", "HTTP_CF_CONNECTING_IP", "HTTP_TRUE_CLIENT_IP", "HTTP_X_FORWARDED", "HTTP_VIA",
]  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
def test_no_header_makes_another_address(client, editor, header):
    answers = [fail(client, 1, **{header: f"192.0.2.{number}"})[0] for number in range(7)]

    assert answers == [200] * 5 + [429] * 2


@pytest.mark.parametrize("header", HEADERS)
def test_behind_a_proxy_nothing_counts_but_what_the_proxy_appended(client, editor, settings, header):
    settings.BEHIND_PROXY = True
    made_up = {header: "192.0.2.{}"} | {"HTTP_X_FORWARDED_FOR": "192.0.2.{}, 198.51.100.7"}

    answers = [fail(client, 1, **{name: value.format(n) for name, value in made_up.items()})[0] for n in range(7)]

    assert answers == [200] * 5 + [429] * 2
    assert sign_in(Client(), HTTP_X_FORWARDED_FOR="198.51.100.7, 192.0.2.1").status_code == 302
    assert set(SignInEvent.objects.values_list("address", flat=True)) == {"198.51.100.7", "192.0.2.1"}


@pytest.mark.parametrize(
    ("proxy", "remote", "forwarded", "address"),
    [
        (False, "192.0.2.1", "203.0.113.5", "192.0.2.1"),
        (True, "10.0.0.1", "203.0.113.5", "203.0.113.5"),
        (True, "10.0.0.1", "198.51.100.1,203.0.113.5 ", "203.0.113.5"),
        (True, "10.0.0.1", "198.51.100.1, unknown", "10.0.0.1"),
        (True, "10.0.0.1", "", "10.0.0.1"),
        (False, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
        (False, "2001:db8:1:2:ffff::1", "", "2001:db8:1:2::"),
        (False, "::ffff:192.0.2.1", "", "192.0.2.1"),
        (False, "", "203.0.113.5", None),
    ],
)
def test_the_address_that_counts(settings, proxy, remote, forwarded, address):
    settings.BEHIND_PROXY = proxy
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)

    assert attempts.client_address(request) == address


@pytest.mark.parametrize("condition", ["unknown", "disabled", "no-staff", "no-password", "invited-never-came"])
def test_no_answer_tells_whether_there_is_an_account(client, editor, django_user_model, condition, monkeypatch):
    users = django_user_model.objects
    if condition == "disabled":
        users.create_user("x", password=PASSWORD, is_staff=True, is_active=False)
    if condition == "no-staff":
        users.create_user("x", password=PASSWORD)
    if condition == "no-password":
        users.create_user("x", is_staff=True)
    if condition == "invited-never-came":
        users.create_user("x", is_staff=True).groups.add(Group.objects.create(name="reviewers"))

    def answers(name):
        """Return what six failures and their refusal answer, without what differs in any two answers."""
        found = []
        for _ in range(7):
            response = sign_in(Client(), name, "wrong", REMOTE_ADDR="192.0.2.1" if name == "x" else "192.0.2.2")
            body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
            found.append((response.status_code, body.replace(f'value="{name}"', ""), sorted(response.headers)))
        return found

    assert answers("x") == answers("editor")


def test_the_same_work_is_done_for_a_name_that_nobody_has(editor, django_assert_num_queries, monkeypatch):
    """What takes time is hashing the password and asking the database: as often for either."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: hashed.append(1) or encode(*given))

    work = []
    for name in ("editor", "nobody"):
        hashed.clear()
        with django_assert_num_queries(7):
            sign_in(Client(), name, "wrong")
        work.append(len(hashed))

    assert work == [1, 1]


def test_of_many_attempts_at_the_same_moment_none_slips_through(rf, editor):
    """All are written down before any is counted, as when several processes answer at once."""
    events = [attempts.note(rf.post("/"), Outcome.WRONG_PASSWORD, "editor") for _ in range(8)]

    assert len([event for event in events[:5] if attempts.wait(event) == 0]) <= 5
    assert [attempts.wait(event) > 0 for event in events[5:]] == [True] * 3


def test_a_missing_name_or_password_is_no_attempt(client, editor):
    assert [sign_in(client, *pair).status_code for pair in [("", ""), ("editor", ""), ("", "x")]] == [200] * 3
    assert sign_in(client, "a\x00b").status_code == 200
    assert outcomes() == []


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example", "https://evil.example", "javascript:alert(1)", "/\\evil.example", "\thttps://evil.example",
        "http:///evil.example", "https:evil.example", "//evil.example/vi/admin/", "evil.example", "///evil.example",
    ],
)  # fmt: skip
def test_no_address_leads_to_another_site(client, editor, wanted):
    target = sign_in(client, data={"next": wanted})["Location"]

    assert target in {DESK, "evil.example"}  # a name without slashes is a page beside this one


def test_the_page_that_was_asked_for_opens_after_signing_in(client, editor):
    asked_for = client.get("/en/admin/password_change/")
    assert asked_for["Location"] == f"{LOGIN}?next=/en/admin/password_change/"

    form = BeautifulSoup(client.get(asked_for["Location"]).content, "html.parser").select_one("#content form")

    response = sign_in(client, data={"next": form.select_one("[name=next]")["value"]})
    assert response["Location"] == "/en/admin/password_change/"


# --- sessions ------------------------------------------------------------------------------------


def test_the_key_of_the_session_changes_at_each_step(client, app):
    client.get(LOGIN)
    session = client.session
    session["seen"] = "before"
    session.save()
    client.cookies["session"] = session.session_key
    keys = [session.session_key]

    sign_in(client, "chief")
    keys.append(client.session.session_key)
    client.post(CODE, {"code": app.code()})
    keys.append(client.session.session_key)

    assert len(set(keys)) == 3
    assert may_enter(client)
    assert Session.objects.filter(pk__in=keys[:2]).count() == 0


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
def test_the_session_of_who_may_no_longer_come_in_ends(client, editor, change):
    sign_in(client)
    assert may_enter(client)

    type(editor).objects.filter(pk=editor.pk).update(**change)

    assert not may_enter(client)


def test_who_was_disabled_between_the_steps_stays_out(client, chief, app):
    sign_in(client, "chief")
    type(chief).objects.filter(pk=chief.pk).update(is_active=False)

    assert client.post(CODE, {"code": app.code()})["Location"] == f"{LOGIN}?next=/en/admin/"
    assert not may_enter(client)


def test_a_new_password_ends_what_was_halfway(client, chief, app):
    sign_in(client, "chief")
    chief.set_password("another long password")
    chief.save()

    assert client.post(CODE, {"code": app.code()})["Location"] == f"{LOGIN}?next=/en/admin/"


def test_who_waits_too_long_begins_again(client, app):
    sign_in(client, "chief")
    session = client.session
    session["asked_for_second_factor"] |= {"until": time.time() - 1}
    session.save()

    assert client.post(CODE, {"code": app.code()})["Location"] == f"{LOGIN}?next=/en/admin/"


# --- the code ------------------------------------------------------------------------------------


def test_the_password_alone_opens_nothing(client, app):
    response = sign_in(client, "chief")

    assert response["Location"] == CODE
    assert not may_enter(client)
    assert client.get(OWN)["Location"] == f"{LOGIN}?next={OWN}"
    assert client.get(SET_UP)["Location"] == CODE
    assert "_auth_user_id" not in client.session
    assert outcomes() == ["password-right"]


def test_password_and_code_open_the_desk(client, app):
    sign_in(client, "chief", data={"next": "/en/admin/auth/group/"})

    response = client.post(CODE, {"code": f" {app.code()[:3]} {app.code()[3:]} "})

    assert response["Location"] == "/en/admin/auth/group/"
    assert may_enter(client)
    assert outcomes() == ["signed-in"] or outcomes() == ["password-right", "signed-in"]


def test_a_code_is_right_only_once(client, app):
    code = app.code()
    sign_in(client, "chief")
    client.post(CODE, {"code": code})
    thief = Client()
    sign_in(thief, "chief")

    response = thief.post(CODE, {"code": code})

    assert response.status_code == 200
    assert not may_enter(thief)
    assert outcomes()[-1] == "wrong-code"


def test_five_wrong_codes_stop_even_the_right_one(client, app):
    sign_in(client, "chief")
    wrong = wrong_code(app)

    assert [client.post(CODE, {"code": wrong}).status_code for _ in range(5)] == [200] * 5
    assert client.post(CODE, {"code": app.code()}).status_code == 429
    assert sign_in(Client(), "chief").status_code == 429
    later(minutes=15, seconds=1)
    assert client.post(CODE, {"code": app.code()}).status_code == 302


def test_codes_of_an_account_are_tried_twenty_times_a_day_from_everywhere(app):
    wrong, answers = wrong_code(app), []
    for number in range(21):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        sign_in(client, "chief")
        answers.append(client.post(CODE, {"code": wrong}).status_code)
        later(hours=1)

    assert answers == [200] * 20 + [429]


def test_a_recovery_code_signs_in_once_and_says_how_many_are_left(client, app):
    code = app.recovery_codes[3]
    sign_in(client, "chief", data={"next": OWN})

    response = client.post(CODE, {"code": code.upper().replace("-", " ")}, follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "You used a recovery code; 9 are left. If your phone is lost, replace it under “Second factor” now."
    ]
    assert outcomes()[-1] == "recovery-code"
    again = Client()
    sign_in(again, "chief")
    assert again.post(CODE, {"code": code}).status_code == 200
    assert not may_enter(again)


@pytest.mark.parametrize(
    "code", ["", "abc", "123", "0" * 40, "１２３４５６", "-1", "aaaa-aaaa-aaaa-aaaa", "\x00", "'; --"]
)
def test_what_is_no_code_opens_nothing(client, app, code):
    sign_in(client, "chief")

    assert client.post(CODE, {"code": code}).status_code == 200
    assert not may_enter(client)


def test_somebody_elses_code_opens_nothing(client, app, django_user_model):
    other = App(django_user_model.objects.create_superuser("other", password=PASSWORD))
    sign_in(client, "chief")

    assert client.post(CODE, {"code": other.recovery_codes[0]}).status_code == 200
    assert client.post(CODE, {"code": wrong_code(app)}).status_code == 200
    assert not may_enter(client)
    assert other.device.user.recovery_codes.count() == 10


# --- who needs it, and setting it up -------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "required"),
    [("editor", False), ("translator-vi", False), ("medical reviewer", True), ("administrator", True)],
)
def test_some_roles_cannot_do_without(client, editor, group, required):
    editor.groups.add(Group.objects.get_or_create(name=group)[0])

    sign_in(client)

    assert second_factor.must_verify(editor) is second_factor.is_required(editor) is required
    assert may_enter(client) is not required


def test_a_role_given_meanwhile_asks_to_sign_in_again(client, editor):
    sign_in(client)
    assert may_enter(client)

    editor.groups.add(Group.objects.get_or_create(name="administrator")[0])

    assert client.get(DESK)["Location"] == f"{LOGIN}?next={DESK}"
    assert client.get(SET_UP)["Location"] == f"{LOGIN}?next={DESK}"


def test_without_second_factor_the_password_is_enough(client, app, settings):
    settings.SECOND_FACTOR = False

    assert sign_in(client, "chief")["Location"] == DESK
    assert may_enter(client)


def shown_secret(response):
    """Return the secret as the page spells it out, in hexadecimal."""
    from base64 import b32decode

    return b32decode(response.context["secret"].replace(" ", "")).hex()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_newcomer_sets_up_the_app_gets_codes_and_is_in(client, chief, language):
    base = f"/{language}/admin/"
    entered = client.post(f"{base}login/", {"username": "chief", "password": PASSWORD}, follow=True)
    assert entered.request["PATH_INFO"] == f"{base}second-factor/set-up/"
    page = BeautifulSoup(entered.content, "html.parser")
    secret = shown_secret(entered)
    assert page.select_one("code.secret").text == entered.context["secret"]
    assert page.select_one("img.qr-code")["src"].startswith("data:image/svg+xml")
    assert page.select_one('a[href^="otpauth://totp/"]')["href"].startswith("otpauth://totp/127.0.0.1%3Achief?secret=")

    wrong = client.post(f"{base}second-factor/set-up/", {"new_code": "000000"})
    assert (wrong.status_code, shown_secret(wrong), may_enter(client)) == (200, secret, False)
    done = client.post(f"{base}second-factor/set-up/", {"new_code": code_of(secret)})

    codes = [item.text for item in BeautifulSoup(done.content, "html.parser").select(".recovery-codes li")]
    assert len(set(codes)) == 10
    assert {len(code) for code in codes} == {19}
    assert may_enter(client)
    assert done.context["next"] == base
    assert outcomes() == ["password-right", "signed-in", "factor-set"]
    # The codes are nowhere but on that page, and the code that confirmed is used up.
    kept = RecoveryCode.objects.values_list("digest", flat=True)
    assert sorted(kept) == sorted(second_factor.digest(code.replace("-", "")) for code in codes)
    assert "".join(codes[0].split("-")) not in str(dict(client.session))
    assert second_factor.accept(chief, code_of(secret)) is None
    assert second_factor.accept(chief, code_of(secret, 1)) == Outcome.SIGNED_IN


def test_a_form_sent_from_elsewhere_does_nothing_and_our_own_does(editor):
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client).status_code == 403
    form = BeautifulSoup(client.get(LOGIN).content, "html.parser").select_one("#content-main form")

    response = sign_in(client, data={field["name"]: field["value"] for field in form.select("[type=hidden]")})

    assert response["Location"] == DESK


def test_who_has_only_the_password_never_sees_the_secret_that_is_set_up_later(client, chief):
    thief = Client()
    sign_in(thief, "chief")
    seen = shown_secret(thief.get(SET_UP))
    sign_in(client, "chief")
    secret = shown_secret(client.get(SET_UP))

    client.post(SET_UP, {"new_code": code_of(secret)})

    assert seen != secret
    assert TOTPDevice.objects.get().key == secret
    assert thief.post(SET_UP, {"new_code": code_of(seen)})["Location"] == CODE
    assert not may_enter(thief)


def test_setting_up_needs_a_password_first(client, chief):
    assert client.get(SET_UP)["Location"] == f"{LOGIN}?next=/en/admin/"
    assert client.post(SET_UP, {"new_code": "000000"})["Location"] == f"{LOGIN}?next=/en/admin/"


def enter(client, app, steps=0):
    sign_in(client, "chief")
    assert client.post(CODE, {"code": app.code(steps)}).status_code == 302


def test_a_new_phone_needs_a_code_of_the_old_one(client, chief, app):
    enter(client, app)
    other = Client()
    enter(other, app, steps=1)
    secret = shown_secret(client.get(SET_UP))

    refused = client.post(SET_UP, {"new_code": code_of(secret), "code": wrong_code(app)})
    assert list(refused.context["form"].errors) == ["code"]
    assert TOTPDevice.objects.get().key == app.device.key
    used = app.recovery_codes[0]
    mistyped = client.post(SET_UP, {"new_code": "000000", "code": used})
    assert list(mistyped.context["form"].errors) == ["new_code"]
    assert chief.recovery_codes.count() == 10
    replaced = client.post(SET_UP, {"new_code": code_of(secret), "code": used})

    assert replaced.status_code == 200
    assert TOTPDevice.objects.get().key == secret
    assert may_enter(client)
    assert not may_enter(other)
    assert second_factor.accept(chief, app.recovery_codes[1]) is None
    assert outcomes()[-2:] == ["wrong-code", "factor-set"]


def test_new_recovery_codes_replace_the_old_ones(client, chief, app):
    enter(client, app)
    page = "/en/admin/second-factor/recovery-codes/"

    assert client.post(page, {"code": wrong_code(app)}).context["form"].errors
    renewed = client.post(page, {"code": app.recovery_codes[0]})

    codes = renewed.context["codes"]
    assert len(codes) == 10
    assert [second_factor.accept(chief, code) for code in (app.recovery_codes[1], codes[0])] == [None, "recovery-code"]
    assert outcomes()[-1] == "codes-renewed"


def test_who_must_have_it_cannot_remove_it_and_who_need_not_can(client, chief, app, editor):
    enter(client, app)
    page = "/en/admin/second-factor/remove/"
    assert client.post(page, {"code": app.recovery_codes[0]}).status_code == 403
    own = App(editor)
    chosen = Client()
    assert sign_in(chosen)["Location"] == CODE
    chosen.post(CODE, {"code": own.code()})
    assert may_enter(chosen)

    assert chosen.post(page, {"code": wrong_code(own)}).status_code == 200
    assert chosen.post(page, {"code": own.recovery_codes[0]})["Location"] == OWN

    assert may_enter(chosen)
    assert (second_factor.device_of(editor), editor.recovery_codes.count()) == (None, 0)
    assert second_factor.device_of(chief) == app.device


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_of_the_second_factor_says_what_there_is(client, editor, language):
    page = f"/{language}/admin/second-factor/"
    sign_in(client)
    off = text(client.get(page))
    own = App(editor)
    sign_in(client)
    client.post(CODE, {"code": own.code()})

    on = text(client.get(page))

    told = {"en": ("Off: your password alone", "10 recovery codes are left"), "vi": ("Đang tắt", "Còn 10 mã khôi phục")}
    assert told[language][0] in off
    assert told[language][1] in on


def test_the_secret_of_a_second_factor_is_not_in_the_admin():
    assert TOTPDevice not in admin.site._registry
    assert RecoveryCode not in admin.site._registry


def test_a_lost_phone_is_helped_by_the_operator(client, chief, app, capsys):
    enter(client, app)

    call_command("reset_second_factor", "chief")

    assert "chief has no second factor now." in capsys.readouterr().out
    assert not may_enter(client)
    assert sign_in(client, "chief", data={"next": ""}).status_code == 302
    assert client.get(CODE)["Location"] == SET_UP
    reset = SignInEvent.objects.get(outcome=Outcome.FACTOR_REMOVED)
    assert (reset.account, reset.by, reset.address) == ("chief", "manage.py", None)


def test_the_operator_is_told_of_a_name_that_nobody_has():
    with pytest.raises(CommandError, match="There is no account 'nobody'"):
        call_command("reset_second_factor", "nobody")


# --- the record ----------------------------------------------------------------------------------


def test_what_is_written_down_holds_no_password_and_of_unknown_names_only_the_beginning(client, editor):
    sign_in(client, "editor", "wr0ng-pass")
    sign_in(client, "MyPassw0rd!", "x")
    sign_in(client)

    rows = list(SignInEvent.objects.order_by("pk").values_list("outcome", "account", "address"))
    assert rows == [
        ("wrong-password", "editor", "127.0.0.1"),
        ("wrong-password", "My…", "127.0.0.1"),
        ("signed-in", "editor", "127.0.0.1"),
    ]
    kept = str(list(SignInEvent.objects.values()))
    assert "wr0ng-pass" not in kept
    assert "Passw0rd" not in kept


def test_the_record_forgets_after_400_days(client, editor):
    now = timezone.now()
    for days in (399, 401):
        SignInEvent.objects.create(outcome="signed-in", account=str(days), at=now - timedelta(days=days))

    sign_in(client)

    assert timedelta(days=400) == KEPT
    assert sorted(SignInEvent.objects.values_list("account", flat=True)) == ["399", "editor"]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", ["add/", "{}/change/", "{}/delete/"])
def test_nobody_changes_the_record(client, app, method, page):
    enter(client, app)
    event = SignInEvent.objects.first()

    response = getattr(client, method)(f"/en/admin/portal/signinevent/{page.format(event.pk)}", {"post": "yes"})

    assert (response.status_code == 403) or (method == "get" and page == "{}/change/" and response.status_code == 200)
    assert SignInEvent.objects.filter(pk=event.pk).count() == 1


@pytest.mark.parametrize(
    "query", ["account__regex=(", "at__year=99999999999999", "at__gte=x", "outcome__exact=%00", "p=x"]
)
def test_a_senseless_question_to_the_record_is_answered(client, app, query):
    enter(client, app)

    assert client.get(f"/en/admin/portal/signinevent/?{query}", follow=True).status_code in {200, 400}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_administrators_read_the_record_and_others_do_not(client, app, editor, language):
    enter(client, app)
    other = Client()
    sign_in(other)
    page = f"/{language}/admin/portal/signinevent/"

    shown = BeautifulSoup(client.get(page).content, "html.parser").select("#result_list .field-outcome")

    assert [cell.text for cell in shown] == {
        "en": ["signed in", "signed in", "password right, second factor asked"],
        "vi": ["đã đăng nhập", "đã đăng nhập", "đúng mật khẩu, đã hỏi mã bước hai"],
    }[language]
    assert other.get(page).status_code == 403


def test_what_counts_as_a_failure():
    assert FAILURES == ["wrong-password", "wrong-code"]
