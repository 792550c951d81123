"""What a deployer can mistype is named, together with what would be right."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.environment import flag, origin, words


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
