"""What a deployer can mistype is named, together with what would be right."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.environment import MailServer, flag, mail_server, origin, words


@pytest.mark.parametrize("value", ["1", "true", "True", "YES", "on"])
def test_flag_that_is_on(monkeypatch, value):
    monkeypatch.setenv("SOME_FLAG", value)
    assert flag("SOME_FLAG") is True


@pytest.mark.parametrize("value", ["", "0", "false", "No", "OFF"])
def test_flag_that_is_off(monkeypatch, value):
    monkeypatch.setenv("SOME_FLAG", value)
    assert flag("SOME_FLAG", default=True) is False


def test_flag_that_is_not_set():
    assert flag("SOME_FLAG") is False
    assert flag("SOME_FLAG", default=True) is True


@pytest.mark.parametrize("value", ["maybe", "2", " on", "đúng", "nope"])
def test_flag_that_is_not_understood(monkeypatch, value):
    monkeypatch.setenv("SOME_FLAG", value)
    with pytest.raises(ImproperlyConfigured) as raised:
        flag("SOME_FLAG")
    assert str(raised.value) == (
        f"SOME_FLAG={value!r} is not understood; use one of: on, off, true, false, yes, no, 1, 0."
    )


def test_words(monkeypatch):
    assert words("SOME_WORDS") == []
    monkeypatch.setenv("SOME_WORDS", " a.example.org, ,b.example.org,")
    assert words("SOME_WORDS") == ["a.example.org", "b.example.org"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://example.org", "https://example.org"),
        ("https://example.org/", "https://example.org"),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
        ("http://[::1]:9000", "http://[::1]:9000"),
    ],
)
def test_origin(monkeypatch, value, expected):
    monkeypatch.setenv("SOME_URL", value)
    assert origin("SOME_URL", "http://localhost") == expected


def test_origin_that_is_not_set():
    assert origin("SOME_URL", "http://localhost:8000/") == "http://localhost:8000"


@pytest.mark.parametrize(
    "value",
    ["", "example.org", "ftp://example.org", "https://", "https://example.org/portal", "https://example.org?a=b"],
)
def test_origin_that_is_none(monkeypatch, value):
    monkeypatch.setenv("SOME_URL", value)
    with pytest.raises(ImproperlyConfigured) as raised:
        origin("SOME_URL", "http://localhost")
    assert str(raised.value) == f"SOME_URL={value!r} is not an address such as https://example.org."


@pytest.mark.parametrize(
    ("value", "server"),
    [
        ("", MailServer()),
        ("smtp://localhost", MailServer("localhost", 25)),
        ("smtp+tls://me:a%40b@mail.example.org", MailServer("mail.example.org", 587, "me", "a@b", True)),
        ("smtps://mail.example.org:4650/", MailServer("mail.example.org", 4650, is_tls=True)),
    ],
)
def test_mail_server(monkeypatch, value, server):
    monkeypatch.setenv("X", value)

    assert mail_server("X") == server


@pytest.mark.parametrize(
    "value", ["mail.example.org", "http://u:secret@h", "smtp://", "smtp://u:secret@h:x", "smtps://u:secret@h/inbox"]
)
def test_a_mistyped_mail_server_is_refused_without_repeating_the_password(monkeypatch, value):
    monkeypatch.setenv("X", value)

    with pytest.raises(ImproperlyConfigured) as refused:
        mail_server("X")

    assert str(refused.value) == (
        "X is not an address such as smtp+tls://user:password@host:587; "
        "it begins with one of smtp://, smtp+tls://, smtps://."
    )
