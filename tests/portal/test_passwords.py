"""Links that set a password: for who forgot it, and for who is invited."""

import re
import threading
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.core import mail, signing
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from portal.accounts import second_factor
from portal.accounts.links import INVITATIONS, RESETS
from portal.accounts.models import SignInEvent

pytestmark = pytest.mark.django_db
OLD, NEW = "a long password of an editor", "another long password of theirs"
LOGIN, FORGOTTEN, INVITE = "/en/admin/login/", "/en/admin/password/", "/en/admin/invite/"
ADDRESS = "an@example.org"


@pytest.fixture(autouse=True)
def asked(settings):
    settings.SECOND_FACTOR = True
    settings.SENDS_MAIL = True


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_user("an", ADDRESS, OLD, is_staff=True)


@pytest.fixture
def chief(client, django_user_model):
    """Somebody who may invite, signed in; not one of those who need a second factor."""
    user = django_user_model.objects.create_user("chief", password=OLD, is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="add_user"))
    client.force_login(user)
    return user


@pytest.fixture
def role():
    return Group.objects.get_or_create(name="editor")[0]


def ask(client, address, page=FORGOTTEN, **headers):
    """Ask for a new password and wait for the message, which is sent beside the answer."""
    response = client.post(page, {"email": address}, **headers)
    for thread in threading.enumerate():
        if thread.name == "message":
            thread.join()
    return response


def link_in(text, language="en"):
    """Return the path of the link in a message or on a page."""
    return re.search(rf"http://127\.0\.0\.1:8000(/{language}/admin/\S+)", text)[1]


def choose(client, link, password=NEW):
    """Open `link` and set `password`; return the answer."""
    page = client.get(link, follow=True)
    return client.post(page.request["PATH_INFO"], {"new_password1": password, "new_password2": password})


def sign_in(client, name, password):
    return client.post(LOGIN, {"username": name, "password": password})


def outcomes():
    return list(SignInEvent.objects.order_by("pk").values_list("outcome", flat=True))


def content(response):
    return BeautifulSoup(response.content, "html.parser").select_one("#content-main")


# --- forgotten -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "subject"),
    [("vi", "Mật khẩu mới cho http://127.0.0.1:8000"), ("en", "New password for http://127.0.0.1:8000")],
)
def test_who_forgot_the_password_sets_a_new_one(client, editor, language, subject):
    sent = ask(client, "AN@example.org", f"/{language}/admin/password/")

    assert sent["Location"] == f"/{language}/admin/password/sent/"
    assert [(message.to, message.subject) for message in mail.outbox] == [([ADDRESS], subject)]
    done = choose(client, link_in(mail.outbox[0].body, language))
    assert done["Location"] == f"/{language}/admin/password/set/"
    assert content(client.get(done["Location"])).select_one("a.button")["href"] == f"/{language}/admin/login/"
    assert [sign_in(Client(), "an", password).status_code for password in (OLD, NEW)] == [200, 302]
    assert outcomes() == ["reset-asked", "password-set", "wrong-password", "signed-in"]


def test_nothing_tells_whether_an_address_is_known(client, editor, django_user_model):
    django_user_model.objects.create_user("off", "off@example.org", OLD, is_active=False)

    answers = set()
    for address in (ADDRESS, "nobody@example.org", "off@example.org"):
        response = ask(client, address)
        answers.add((response.status_code, response["Location"], client.get(response["Location"]).content))

    assert len(answers) == 1
    assert [message.to for message in mail.outbox] == [[ADDRESS]]
    assert list(SignInEvent.objects.order_by("pk").values_list("account", flat=True)) == ["an", "no…", "of…"]


def test_the_answer_does_not_wait_for_the_message(client, editor, settings):
    """A mail server that takes its time must not tell by it that the address is known."""
    settings.EMAIL_BACKEND = "tests.portal.test_passwords.SlowServer"
    SlowServer.may_go.clear()

    client.post(FORGOTTEN, {"email": ADDRESS})

    assert len(mail.outbox) == 0
    SlowServer.may_go.set()
    ask(client, "nobody@example.org")
    assert len(mail.outbox) == 1


class SlowServer(EmailBackend):
    may_go = threading.Event()

    def send_messages(self, messages):
        self.may_go.wait(10)
        return super().send_messages(messages)


class NoServer(EmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError("no mail server")


def test_a_mailbox_gets_three_messages_an_hour_and_the_answer_stays_the_same(client, editor):
    answers = [ask(client, ADDRESS, REMOTE_ADDR=f"192.0.2.{number}").status_code for number in range(5)]

    assert answers == [302] * 5
    assert len(mail.outbox) == 3


def test_one_address_asks_ten_times_an_hour(client, editor):
    answers = [ask(client, f"{number}@example.org").status_code for number in range(12)]

    assert answers == [302] * 10 + [429] * 2


def test_a_message_that_cannot_be_sent_is_logged_and_not_shown(client, editor, settings, caplog):
    settings.EMAIL_BACKEND = "tests.portal.test_passwords.NoServer"

    assert ask(client, ADDRESS).status_code == 302
    assert [record.message for record in caplog.records] == ["A link for a new password could not be sent"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_public_site_without_mail_says_whom_to_ask(client, settings, language):
    settings.SENDS_MAIL, settings.HTTPS = False, True

    page = content(client.get(f"/{language}/admin/password/"))

    assert page.select("form") == []
    assert {"vi": "Hãy nhờ người quản trị", "en": "Ask an administrator"}[language] in page.text


def test_a_new_password_does_not_replace_the_second_factor(client, editor):
    second_factor.set_up(editor, "ab" * 20, -1)
    ask(client, ADDRESS)

    choose(client, link_in(mail.outbox[0].body))

    assert sign_in(client, "an", NEW)["Location"] == "/en/admin/login/code/"
    assert client.get("/en/admin/").status_code == 302


def test_a_new_password_opens_the_lock_of_who_set_it(client, editor):
    for _ in range(6):
        sign_in(client, "an", "wrong")
    assert sign_in(client, "an", OLD).status_code == 429
    ask(client, ADDRESS)

    choose(client, link_in(mail.outbox[0].body))

    assert sign_in(client, "an", NEW).status_code == 302


def test_a_new_password_ends_other_sessions(client, editor):
    other = Client()
    sign_in(other, "an", OLD)
    ask(client, ADDRESS)

    choose(client, link_in(mail.outbox[0].body))

    assert other.get("/en/admin/").status_code == 302


# --- what a link is good for ----------------------------------------------------------------------


def links(user):
    """Return a fresh link of each kind as a path."""
    return [kind.link(user, "en").removeprefix("http://127.0.0.1:8000") for kind in (RESETS, INVITATIONS)]


def opens(link):
    """Tell whether `link` offers to choose a password."""
    page = content(Client().get(link, follow=True))
    return bool(page.select("[name=new_password1]"))


@pytest.mark.parametrize(
    "change",
    [
        {"password": "!other"},
        {"email": "other@example.org"},
        {"is_active": False},
        {"last_login": "2026-01-01T00:00Z"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_link_ends_with_what_it_was_made_for(editor, change):
    made = links(editor)
    assert [opens(link) for link in made] == [True, True]

    type(editor).objects.filter(pk=editor.pk).update(**change)

    assert [opens(link) for link in made] == [False, False]


@pytest.mark.parametrize(
    ("kind", "lifetime"), [(RESETS, timedelta(hours=2)), (INVITATIONS, timedelta(days=7))], ids=["reset", "invitation"]
)
def test_a_link_ends_by_itself(editor, kind, lifetime, monkeypatch):
    token = kind.make_token(editor)
    now = signing.time.time()

    works = []
    for age in (lifetime - timedelta(minutes=1), lifetime + timedelta(minutes=1)):
        with monkeypatch.context() as clock:
            clock.setattr(signing.time, "time", lambda age=age: now + age.total_seconds())
            works.append(kind.check_token(editor, token))

    assert works == [True, False]


def test_a_link_works_once_and_for_its_own_page_and_account_only(client, editor, django_user_model):
    reset, invitation = links(editor)
    other = django_user_model.objects.create_user("other", "other@example.org", OLD)
    theirs = links(other)[0]
    swapped = reset.replace(reset.split("/")[4], theirs.split("/")[4])
    assert [opens(reset.replace("/password/", "/invitation/")), opens(swapped), opens(reset[:-4] + "/")] == [False] * 3

    choose(client, reset)

    assert [opens(reset), opens(invitation)] == [False, False]


@pytest.mark.parametrize(
    "link", ["/en/admin/password/x/y/", "/vi/admin/invitation/MQ/%F0%9F/", "/en/admin/password/%00/y/"]
)
def test_what_is_no_link_is_answered(client, editor, link):
    response = client.get(link)

    assert response.status_code in {200, 400}
    assert b"new_password1" not in response.content


def test_a_weak_password_is_refused(client, editor):
    response = choose(client, links(editor)[0], "short")

    assert list(response.context["form"].errors) == ["new_password2"]
    assert sign_in(Client(), "an", OLD).status_code == 302


# --- inviting ------------------------------------------------------------------------------------


def invite(client, role, **changes):
    return client.post(INVITE, {"name": "Nguyễn Văn An", "email": "An@Example.org", "roles": [role.pk]} | changes)


def test_who_is_invited_gets_one_message_in_both_languages_and_comes_in(client, chief, role, django_user_model):
    response = invite(client, role)

    assert "A link was sent to Nguyễn Văn An (an@example.org)." in content(response).text
    [message] = mail.outbox
    assert message.to == [ADDRESS]
    assert message.subject == (
        "Lời mời vào trang biên tập của http://127.0.0.1:8000 / "
        "Invitation to the editors’ desk of http://127.0.0.1:8000"
    )
    assert message.body.index("Chào Nguyễn Văn An,") < message.body.index("Hello Nguyễn Văn An,")
    user = django_user_model.objects.get(username=ADDRESS)
    assert (user.get_full_name(), user.is_staff, user.is_superuser) == ("Nguyễn Văn An", True, False)
    assert list(user.groups.all()) == [role]
    assert not user.has_usable_password()
    guest = Client()
    assert link_in(message.body, "vi").startswith("/vi/admin/invitation/")
    choose(guest, link_in(message.body))
    assert sign_in(guest, ADDRESS, NEW)["Location"] == "/en/admin/"
    assert list(SignInEvent.objects.order_by("pk").values_list("outcome", "account", "by")) == [
        ("invited", ADDRESS, "chief"),
        ("password-set", ADDRESS, ""),
        ("signed-in", ADDRESS, ""),
    ]


@pytest.mark.parametrize("reason", ["no server", "broken server"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_without_mail_the_administrator_hands_the_link_over(client, chief, role, settings, language, reason, caplog):
    if reason == "no server":
        settings.SENDS_MAIL = False
    else:
        settings.EMAIL_BACKEND = "tests.portal.test_passwords.NoServer"

    page = client.post(f"/{language}/admin/invite/", {"name": "An", "email": ADDRESS, "roles": [role.pk]})

    link = content(page).select_one("code.secret").text
    assert mail.outbox == []
    assert opens(link_in(link, language))


def test_who_never_came_can_be_invited_again_and_the_old_link_stays_one_time(client, chief, role, django_user_model):
    invite(client, role)
    other = Group.objects.get_or_create(name="translator-en")[0]

    invite(client, other, name="Nguyễn An")

    user = django_user_model.objects.get(username=ADDRESS)
    assert (user.get_full_name(), list(user.groups.all())) == ("Nguyễn An", [other])
    first, second = (link_in(message.body) for message in mail.outbox)
    choose(Client(), second)
    assert opens(first) is False


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "taken@example.org"}, "email"),
        ({"email": "TAKEN@example.org"}, "email"),
        ({"email": "chief"}, "email"),
        ({"name": " "}, "name"),
        ({"roles": []}, "roles"),
        ({"roles": ["0"]}, "roles"),
    ],
)
def test_an_invitation_that_cannot_be(client, chief, role, django_user_model, changes, field):
    django_user_model.objects.create_user("somebody", "taken@example.org", OLD)

    response = invite(client, role, **changes)

    assert list(response.context["form"].errors) == [field]
    assert (django_user_model.objects.count(), mail.outbox) == (2, [])


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"is_superuser": True}, "This is the account of a superuser, which no invitation changes."),
        ({"is_active": False}, "This account was disabled. An invitation does not open it again."),
    ],
)
@pytest.mark.parametrize("names", [{"username": ADDRESS}, {"username": "an", "email": ADDRESS}])
def test_no_invitation_takes_over_an_account(client, chief, role, django_user_model, values, told, names):
    user = django_user_model.objects.create_user(**names, **values)
    response = invite(client, role)

    assert response.context["form"].errors == {"email": [told]}
    kept = django_user_model.objects.get(pk=user.pk)
    assert (kept.username, kept.is_active, kept.is_staff) == (user.username, user.is_active, False)
    assert (list(kept.groups.all()), mail.outbox, outcomes()) == ([], [], [])


def test_an_address_that_two_accounts_share_is_refused(client, chief, role, django_user_model):
    django_user_model.objects.create_user("an", ADDRESS)
    django_user_model.objects.create_user(ADDRESS, "other@example.org")
    response = invite(client, role)

    assert response.context["form"].errors == {"email": ["Somebody with this address has an account already."]}
    assert mail.outbox == []


def test_only_who_may_add_accounts_invites(client, editor, role):
    client.force_login(editor)

    assert client.get(INVITE).status_code == invite(client, role).status_code == 403
    assert Client().get(INVITE)["Location"] == f"{LOGIN}?next={INVITE}"
    assert mail.outbox == []


def test_the_list_of_accounts_leads_to_the_invitation(admin_client, settings):
    settings.SECOND_FACTOR = False

    page = BeautifulSoup(admin_client.get("/en/admin/auth/user/").content, "html.parser")

    assert page.select_one(f'.object-tools a[href="{INVITE}"]').text == "Invite somebody"


# --- every page ----------------------------------------------------------------------------------

PAGES = ["login/", "password/", "password/sent/", "password/set/", "password/MQ/x/", "invite/", "second-factor/"]
PAGES += ["second-factor/set-up/", "second-factor/recovery-codes/", "second-factor/remove/"]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_no_page_is_kept_and_none_has_inline_style_or_script(client, chief, language, address):
    if address == "login/":
        client.logout()
    response = client.get(f"/{language}/admin/{address}")

    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert page.html["lang"] == language
    assert page.select("[style], style, script:not([src])") == []
    assert len(page.select("h1")) == 1
    assert [switch["href"] for switch in page.select(".interface-languages a")] == [
        f"/{code}/admin/{address}" for code in ("vi", "en")
    ]
    labels = {label["for"] for label in page.select("label[for]")}
    assert {field["id"] for field in page.select("#content-main input:not([type=hidden], [type=submit])")} <= labels
