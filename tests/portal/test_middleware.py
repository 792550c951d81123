"""What every answer carries, and what no question may carry."""

import pytest
from django.http import HttpResponse, QueryDict
from django.test import RequestFactory

from portal import middleware

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.mark.parametrize(
    ("address", "status"),
    [("/vi/", 200), ("/en/", 200), ("/", 302), ("/robots.txt", 200), ("/vi/a/b/c/", 404), ("/vi/admin/login/", 200)],
)
def test_every_answer_carries_the_headers(client, content, address, status):
    response = client.get(address)

    assert response.status_code == status
    assert {name: response.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize("address", ["/vi/", "/en/", "/robots.txt", "/vi/a/b/c/"])
def test_readers_get_no_cookie_and_pages_do_not_vary_by_one(client, content, address):
    response = client.get(address)

    assert response.cookies.output() == ""
    assert "cookie" not in response.get("Vary", "").lower()


def test_a_view_may_set_a_header_itself():
    own = HttpResponse(headers={"Content-Security-Policy": "default-src 'self'"})
    response = middleware.security_headers(lambda request: own)(RequestFactory().get("/"))

    assert response["Content-Security-Policy"] == "default-src 'self'"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def query(text):
    """Return the query that a view sees of the query string `text`."""
    seen = []
    middleware.clean_input(lambda request: seen.append(request.GET) or HttpResponse())(
        RequestFactory().get(f"/?{text}")
    )
    return seen[0]


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("q=%00", "q="),
        ("q=a%00b", "q=ab"),
        ("q=%00a&q=b%00&r=c", "q=a&q=b&r=c"),
        ("q=a", "q=a"),
        ("q=%2500", "q=%2500"),
        ("", ""),
    ],
)
def test_nul_is_dropped_from_the_query(sent, seen):
    assert query(sent) == QueryDict(seen)


def test_query_cannot_be_changed_afterwards():
    with pytest.raises(AttributeError, match="immutable"):
        query("q=%00")["q"] = "b"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_search_for_nul_is_a_page_on_either_database(client, content, language):
    address = {"vi": "/vi/tim-kiem/", "en": "/en/search/"}[language]

    for sent, seen in [("%00", ""), ("inter%00feron", "interferon")]:
        response = client.get(f"{address}?q={sent}")
        # The link to the other language repeats the query as it was sent.
        assert response.status_code == 200
        assert response.content.replace(b"%00", b"") == client.get(f"{address}?q={seen}").content
