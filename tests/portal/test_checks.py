"""Each check warns of one omission, and of nothing once it is mended."""

from django.core.checks import Warning

from portal.checks import errors_can_be_reported, publisher_is_named, site_has_its_address


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
