"""Each check warns of one omission, and of nothing once it is mended."""

from django.core.checks import Warning

from portal.checks import (
    errors_can_be_reported,
    messages_can_be_sent,
    publisher_is_named,
    second_factor_is_asked,
    site_has_its_address,
)


def test_portal_W001(settings):
    settings.PUBLISHER_NAME = ""

    assert publisher_is_named(None) == [
        Warning(
            "PUBLISHER_NAME is not set: every page says that nobody is responsible, and carries noindex.",
            hint="Set PUBLISHER_NAME in the environment.",
            id="portal.W001",
        )
    ]


def test_portal_W001_is_silent_once_a_publisher_is_named(settings):
    settings.PUBLISHER_NAME = "A publisher"

    assert publisher_is_named(None) == []


def test_portal_W002(settings):
    settings.HTTPS, settings.SITE_URL = False, "http://example.org"

    assert site_has_its_address(None) == [
        Warning(
            "SITE_URL is 'http://example.org', which is not https.",
            hint="Set SITE_URL to the public address, e.g. SITE_URL=https://example.org.",
            id="portal.W002",
        )
    ]


def test_portal_W002_is_silent_with_https(settings):
    settings.HTTPS = True

    assert site_has_its_address(None) == []


def test_portal_W003(settings):
    settings.PUBLISHER_EMAIL = ""

    assert errors_can_be_reported(None) == [
        Warning(
            "PUBLISHER_EMAIL is not set: readers cannot report an error.",
            hint="Set PUBLISHER_EMAIL in the environment.",
            id="portal.W003",
        )
    ]


def test_portal_W003_is_silent_with_an_address(settings):
    settings.PUBLISHER_EMAIL = "errors@example.org"

    assert errors_can_be_reported(None) == []


def test_portal_W004(settings):
    settings.SECOND_FACTOR = False

    assert second_factor_is_asked(None) == [
        Warning(
            "SECOND_FACTOR is off: a password alone opens every account.",
            hint="Remove SECOND_FACTOR=off from the environment.",
            id="portal.W004",
        )
    ]


def test_portal_W004_is_silent_with_a_second_factor(settings):
    settings.SECOND_FACTOR = True

    assert second_factor_is_asked(None) == []


def test_portal_W005(settings):
    settings.SENDS_MAIL = False

    assert messages_can_be_sent(None) == [
        Warning(
            "EMAIL_URL is not set: no invitation or new password is sent.",
            hint="Set EMAIL_URL, e.g. EMAIL_URL=smtp+tls://user:password@mail.example.org:587.",
            id="portal.W005",
        )
    ]


def test_portal_W005_is_silent_with_a_mail_server(settings):
    settings.SENDS_MAIL = True

    assert messages_can_be_sent(None) == []
