"""What an editor typed comes back when it cannot be saved, and can be sent again; nothing else comes back."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.db import InterfaceError, OperationalError
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import translation

from editorial import changes, given_back
from editorial.models import Change, State
from portal import errors
from tests.test_admin import typed
from therapies.models import AdministrationRoute, Condition

HERE = {"origin": "http://testserver"}
LONG = "Gan bị viêm.\r\n\r\nHãy hỏi bác sĩ <b>&</b> đừng tự ý ngừng thuốc."
ADD = "/{}/admin/therapies/condition/add/"
CHOSEN = {"key": "hep-b", "group": "liver", "position": "1", "certainty": "moderate", "_save": "Save"}
TYPED = {**CHOSEN, "name_vi": "Viêm gan B", "name_en": "", "summary_vi": LONG}


@pytest.fixture
def editor(no_content):
    user = User.objects.create(username="ed", is_staff=True)
    user.groups.add(Group.objects.get(name="editor"))
    return user


def sections(response):
    """Return what the page says, by language, in the order of the page."""
    page = BeautifulSoup(response.content, "html.parser")
    return {section["lang"]: section for section in page.select("section[lang]")}


def given(response):
    """Return the address and the fields of the form with what was typed, as a browser would send them."""
    form = BeautifulSoup(response.content, "html.parser").select_one(".given-back form")
    sent = {}
    for field in form.select("input[name], textarea[name]"):
        value = field["value"] if field.name == "input" else field.text.removeprefix("\n")
        sent.setdefault(field["name"], []).append(value.replace("\r\n", "\n").replace("\n", "\r\n"))
    return form["action"], sent


def said(response, language):
    return sections(response)[language].find(["h1", "h2"]).text


@pytest.mark.parametrize(("language", "other"), [("vi", "en"), ("en", "vi")])
def test_who_is_signed_out_gets_everything_back_and_saves_it_once_after_signing_in(client, editor, language, other):
    page = ADD.format(language)

    response = client.post(page, TYPED, headers=HERE)

    assert response.status_code == 403
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert list(sections(response)) == [language, other]
    assert said(response, "en") == "You are no longer signed in"
    for code, section in sections(response).items():
        assert section.a["href"] == f"/{code}/admin/login/"
    address, sent = given(response)
    sent.pop("csrfmiddlewaretoken")
    assert (address, sent) == (page, {name: [value] for name, value in TYPED.items()})
    assert (Condition.objects.count(), Change.objects.count()) == (0, 0)

    client.force_login(editor)
    assert client.post(address, sent, headers=HERE).status_code == 302

    assert [(record.name_vi, record.summary_vi) for record in Condition.objects.all()] == [
        ("Viêm gan B", LONG.replace("\r\n", "\n"))
    ]
    assert Change.objects.count() == 1


def test_every_typed_text_is_visible_under_its_label_and_the_rest_goes_along(client, editor):
    rows = {
        "instructions-TOTAL_FORMS": "1",
        "instructions-0-section": "steps",
        "instructions-0-text_en": "Wash your hands.",
        "instructions-__prefix__-text_en": "",
        "interferons": ["3", "5"],
        "reason": "A new leaflet.",
        "seen": "{}",
    }

    response = client.post("/en/admin/therapies/administrationroute/add/", TYPED | rows, headers=HERE)

    page = BeautifulSoup(response.content, "html.parser")
    shown = {label.text: page.find(id=label["for"]) for label in page.select("label")}
    assert {label: field["name"] for label, field in shown.items()} == {
        "Key": "key",
        "Name (Vietnamese)": "name_vi",
        "What it means (Vietnamese)": "summary_vi",
        "Instruction 1: Text (English)": "instructions-0-text_en",
        "Why?": "reason",
    }
    assert {field["name"]: field.get("lang") for field in shown.values()} == {
        "key": None,
        "name_vi": "vi",
        "summary_vi": "vi",
        "instructions-0-text_en": "en",
        "reason": None,
    }
    assert given(response)[1]["interferons"] == ["3", "5"]
    assert {field["type"] for field in page.select("form input")} == {"hidden"}
    assert "<b>" not in response.content.decode()


@pytest.mark.parametrize("name", ["translator-vi", "medical reviewer"])
def test_who_may_not_save_it_gets_it_back(client, no_content, name):
    user = User.objects.create(username="other", is_staff=True)
    user.groups.add(Group.objects.get(name=name))
    client.force_login(user)

    response = client.post(ADD.format("en"), TYPED, headers=HERE)

    assert (response.status_code, said(response, "en")) == (403, "This account may not save this")
    assert given(response)[1]["summary_vi"] == [LONG]
    assert Condition.objects.count() == 0


def test_somebody_else_has_signed_in_since(editor):
    """Their session has another proof; the text comes back, and is saved when it is sent again."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    response = client.post(ADD.format("en"), TYPED | {"csrfmiddlewaretoken": "a" * 64}, headers=HERE)

    assert (response.status_code, said(response, "en")) == (
        403, "This form was opened before somebody signed in or out",
    )  # fmt: skip
    assert Condition.objects.count() == 0
    address, sent = given(response)
    assert sent["csrfmiddlewaretoken"] != ["a" * 64]
    assert client.post(address, sent, headers=HERE).status_code == 302
    assert Condition.objects.get().summary_vi == LONG.replace("\r\n", "\n")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"origin": "https://testserver"},
        {"referer": "http://testserver.elsewhere.example/"},
        {"origin": "https://elsewhere.example", "referer": "http://testserver/"},
    ],
)
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_what_another_site_sends_is_never_given_back(editor, headers, is_signed_in):
    client = Client(enforce_csrf_checks=True)
    if is_signed_in:
        client.force_login(editor)

    response = client.post(ADD.format("en"), {"summary_en": "Planted."}, headers=headers)

    assert response.status_code == 403
    assert "Planted." not in response.content.decode()
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_a_referrer_of_this_site_is_enough(client, editor):
    response = client.post(ADD.format("en"), TYPED, headers={"referer": "http://testserver/en/admin/"})

    assert given(response)[1]["summary_vi"] == [LONG]


@pytest.mark.parametrize("error", [OperationalError("locked"), InterfaceError("connection already closed")])
def test_the_database_fails_while_saving(client, editor, monkeypatch, error):
    client.force_login(editor)

    def fail(*args, **kwargs):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(changes, "create", fail)
        response = client.post(ADD.format("vi"), TYPED, headers=HERE)

    assert (response.status_code, response["Retry-After"]) == (503, "120")
    assert said(response, "en") == "The site cannot save anything just now"
    assert sections(response)["en"].a is None
    address, sent = given(response)
    assert sent["summary_vi"] == [LONG]
    assert Condition.objects.count() == 0
    assert client.post(address, sent, headers=HERE).status_code == 302
    assert Condition.objects.count() == 1


def test_a_defect_while_saving(client, editor, monkeypatch):
    client.force_login(editor)
    client.raise_request_exception = False
    monkeypatch.setattr(changes, "create", lambda *args, **kwargs: 1 // 0)

    response = client.post(ADD.format("en"), TYPED, headers=HERE)

    assert (response.status_code, said(response, "en")) == (500, "Something went wrong on our side")
    assert given(response)[1]["summary_vi"] == [LONG]


def test_an_open_change_is_sent_again_without_a_second_edit(client, editor):
    record = Condition.objects.create(
        key="hep-b", group="liver", state=State.PUBLISHED, no_source_found=True,
        name_vi="Viêm gan B", name_en="Hepatitis B", summary_vi="Bệnh ở gan.", summary_en="A liver disease.",
    )  # fmt: skip
    page = f"/en/admin/therapies/condition/{record.pk}/change/"
    client.force_login(editor)
    sent = typed(client.get(page)) | {"significance": "wording", "summary_en": "A liver illness."}
    client.logout()

    address, back = given(client.post(page, sent, headers=HERE))
    client.force_login(editor)
    for _again in range(2):
        assert client.post(address, back, headers=HERE).status_code == 302

    edits = [edit for change in Change.objects.filter(origin="desk") for edit in change.edits.all()]
    assert [(edit.column, edit.before, edit.after) for edit in edits] == [
        ("summary_en", "A liver disease.", "A liver illness.")
    ]


def test_a_record_that_is_gone_gives_back_what_was_typed_for_it(client, editor):
    client.force_login(editor)

    response = client.post("/en/admin/therapies/condition/99/change/", TYPED, headers=HERE)

    assert (response.status_code, said(response, "en")) == (404, "This record is not there any more")
    assert given(response)[1]["summary_vi"] == [LONG]


# --- telling the browser what was saved ----------------------------------------------------------


def test_the_browser_learns_what_was_saved(client, editor):
    client.force_login(editor)

    response = client.post(ADD.format("en"), TYPED | {"_kept": "12-34-5"}, headers=HERE)

    cookie = response.cookies["saved"]
    assert (response.status_code, cookie.value) == (302, "12-34-5")
    assert (cookie["samesite"], cookie["httponly"], cookie["max-age"]) == ("Lax", "", 86400)


def test_a_window_for_a_related_record_says_so_too(client, editor):
    client.force_login(editor)

    response = client.post(f"{ADD.format('en')}?_popup=1", TYPED | {"_popup": "1", "_kept": "1"}, headers=HERE)

    assert (response.status_code, response.cookies["saved"].value) == (200, "1")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"_kept": "1", "icd10_code": "no code at all"}, 200),
        ({"_kept": "1; path=/"}, 302),
        ({"_kept": ""}, 302),
        ({"_kept": "1" * 41}, 302),
    ],
)
def test_nothing_else_is_told(client, editor, change, status):
    client.force_login(editor)

    response = client.post(ADD.format("en"), TYPED | change, headers=HERE)

    assert (response.status_code, "saved" in response.cookies) == (status, False)


# --- without a database --------------------------------------------------------------------------


def request_for(page, sent):
    request = RequestFactory().post(page, sent, headers=HERE)
    request.resolver_match = resolve(page)
    return request


@pytest.mark.parametrize("answer", ["permission_denied", "csrf_failure", "server_error", "service_unavailable"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_needs_no_database(answer, language):
    # No mark `django_db`: a query would fail this test.
    with translation.override(language):
        response = getattr(errors, answer)(request_for(ADD.format(language), TYPED))

    assert next(iter(sections(response))) == language
    assert given(response)[1]["summary_vi"] == [LONG]
    with translation.override(language):
        assert str(given_back.TITLES[answer]) == said(response, language)


@pytest.mark.parametrize(
    "page",
    [
        "/en/admin/auth/user/add/",
        "/en/admin/login/",
        "/en/admin/therapies/condition/1/delete/",
        "/en/admin/therapies/condition/",
        "/en/search/",
    ],
)
def test_only_forms_of_records_are_given_back(page):
    with translation.override("en"):
        response = errors.csrf_failure(request_for(page, {"password1": "a secret", "summary_en": "Text."}))

    assert response.status_code == 403
    assert not {"a secret", "Text."} & set(BeautifulSoup(response.content, "html.parser").stripped_strings)
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_a_fault_while_giving_back_still_gives_a_page(monkeypatch, caplog):
    monkeypatch.setattr(given_back, "fields", lambda *args: 1 // 0)
    with translation.override("en"):
        response = errors.csrf_failure(request_for(ADD.format("en"), TYPED))

    assert (response.status_code, said(response, "en")) == (403, "You may not open this page")
    assert [record.getMessage() for record in caplog.records] == ["No own answer to /en/admin/therapies/condition/add/"]


def test_odd_input_comes_back_unharmed(client, editor):
    odd = {
        "name_vi": "\x00 \u202e",
        "instructions-99999999999-text_vi": "?",
        "nobody": '"><script>',
        "x" * 900: "y" * 200_000,
    }

    response = client.post(ADD.format("en"), odd, headers=HERE)

    assert response.status_code == 403
    assert {name: values for name, values in given(response)[1].items() if name != "csrfmiddlewaretoken"} == {
        name: [value] for name, value in odd.items()
    }
    assert "<script>" not in response.content.decode()


def test_more_than_the_site_reads_is_refused(client, editor, settings):
    response = client.post(ADD.format("en"), {"summary_vi": "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE}, headers=HERE)

    assert (response.status_code, said(response, "en")) == (400, "We could not read this request")


def test_reading_without_a_session_still_leads_to_signing_in(client, editor):
    response = client.get(ADD.format("en"))

    assert (response.status_code, response["Location"]) == (302, f"/en/admin/login/?next={ADD.format('en')}")


def test_rows_are_named_by_the_record_they_belong_to():
    with translation.override("vi"):
        fields = given_back.fields(QueryDict("instructions-1-text_vi=x"), AdministrationRoute)

    assert [field.label for field in fields] == ["Hướng dẫn 2: Nội dung (Tiếng Việt)"]
