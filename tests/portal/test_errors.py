"""Every error page stands in both languages, and needs no database."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.test import RequestFactory
from django.urls import path
from django.utils import translation
from django.utils.html import escape

from portal import errors
from portal.addresses import Gone, Moved
from portal.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401 - read by Django

RAISED = {
    "suspicious": SuspiciousOperation(),
    "denied": PermissionDenied(),
    "gone": Gone("/vi/benh/"),
    "moved": Moved("/vi/benh/viem-gan-b/"),
    "defect": ZeroDivisionError(),
    "no-database": OperationalError("server closed the connection"),
    "no-connection": InterfaceError("connection already closed"),
}


def fail(request, name):
    raise RAISED[name]


urlpatterns = [path("fail/<name>", fail), *urlpatterns]
PAGES = {
    400: errors.bad_request,
    403: errors.permission_denied,
    404: errors.page_not_found,
    500: errors.server_error,
    503: errors.service_unavailable,
}


def assert_is_page(response, status, first):
    """Check the whole of what a reader needs of the error page: both languages, the reader's first, and each marked."""
    assert response.status_code == status
    html = response.content.decode()
    sections = re.findall(r'<section[^>]* lang="(\w\w)">(.*?)</section>', html, re.DOTALL)
    assert [language for language, _text in sections] == [first, {"vi": "en", "en": "vi"}[first]]
    for language, text in sections:
        with translation.override(language):
            assert str(escape(errors.TITLES[status])) in text
            assert str(escape(errors.TEXTS[status])) in text
        assert f'href="/{language}/"' in text
    assert f'<html lang="{first}">' in html
    assert html.count("<h1>") == 1
    assert '<meta name="robots" content="noindex">' in html


def test_every_status_has_its_words_in_both_languages():
    assert set(errors.TITLES) == set(errors.TEXTS) == {400, 403, 404, 410, 429, 500, 503}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("status", PAGES)
def test_page_without_a_database(status, language):
    # No mark `django_db`: a query would fail this test.
    with translation.override(language):
        assert_is_page(PAGES[status](RequestFactory().get("/")), status, language)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_gone_leads_on(language):
    with translation.override(language):
        response = errors.gone(RequestFactory().get("/"), '/x/?a="b"')
    assert_is_page(response, 410, language)
    assert response.content.decode().count('href="/x/?a=&quot;b&quot;"') == 1


def test_reader_with_neither_language_gets_vietnamese_first():
    with translation.override(None):
        assert_is_page(errors.page_not_found(RequestFactory().get("/")), 404, "vi")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_too_many_attempts_says_how_long_to_wait(language):
    with translation.override(language):
        response = errors.too_many_attempts(RequestFactory().get("/"), 61)

    sections = re.findall(r'<p class="lede">(.*?)</p>', response.content.decode(), re.DOTALL)
    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (429, "61", "no-store")
    assert [re.findall(r"\d+", section) for section in sections] == [["2"], ["2"]]


def test_failed_form_check_is_the_page_for_no_right():
    with translation.override("en"):
        assert_is_page(errors.csrf_failure(RequestFactory().get("/"), "reason"), 403, "en")


def test_only_the_page_for_no_service_says_when_to_come_back():
    with translation.override("en"):
        found = {status: page(RequestFactory().get("/")).get("Retry-After") for status, page in PAGES.items()}
    assert found == {400: None, 403: None, 404: None, 500: None, 503: "120"}


@pytest.mark.urls("tests.portal.test_errors")
@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("suspicious", 400),
        ("denied", 403),
        ("gone", 410),
        ("defect", 500),
        ("no-database", 503),
        ("no-connection", 503),
    ],
)
def test_what_a_view_raises_becomes_its_page(client, name, status, caplog):
    client.raise_request_exception = False
    response = client.get(f"/fail/{name}", headers={"accept-language": "en"})

    assert_is_page(response, status, "en")
    assert response.get("Retry-After") == ("120" if status == 503 else None)


@pytest.mark.urls("tests.portal.test_errors")
def test_moved_view_redirects_for_good(client):
    response = client.get("/fail/moved")

    assert (response.status_code, response["Location"]) == (301, "/vi/benh/viem-gan-b/")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_unknown_address_without_a_database(client, language):
    assert settings.DEBUG is False
    assert_is_page(client.get(f"/{language}/a/b/c/"), 404, language)
