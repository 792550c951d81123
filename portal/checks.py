"""What a deployer can forget."""

from django.conf import settings
from django.core.checks import Warning, register


@register(deploy=True)
def publisher_is_named(app_configs, **kwargs):
    """Warn while nobody answers for the content: every page then asks search engines not to list it."""
    if settings.PUBLISHER_NAME:
        return []
    message = "PUBLISHER_NAME is not set: every page says that nobody is responsible, and carries noindex."
    return [Warning(message, hint="Set PUBLISHER_NAME in the environment.", id="portal.W001")]


@register(deploy=True)
def site_has_its_address(app_configs, **kwargs):
    """Warn when links, cookies and redirects still assume a site on this machine."""
    if settings.HTTPS:
        return []
    hint = "Set SITE_URL to the public address, e.g. SITE_URL=https://example.org."
    return [Warning(f"SITE_URL is {settings.SITE_URL!r}, which is not https.", hint=hint, id="portal.W002")]


@register(deploy=True)
def errors_can_be_reported(app_configs, **kwargs):
    """Warn while readers have no address to which they can report an error."""
    if settings.PUBLISHER_EMAIL:
        return []
    message = "PUBLISHER_EMAIL is not set: readers cannot report an error."
    return [Warning(message, hint="Set PUBLISHER_EMAIL in the environment.", id="portal.W003")]


@register(deploy=True)
def second_factor_is_asked(app_configs, **kwargs):
    """Warn when the password alone opens what administrators and medical reviewers may do."""
    if settings.SECOND_FACTOR:
        return []
    hint = "Remove SECOND_FACTOR=off from the environment."
    return [Warning("SECOND_FACTOR is off: a password alone opens every account.", hint=hint, id="portal.W004")]


@register(deploy=True)
def messages_can_be_sent(app_configs, **kwargs):
    """Warn while nobody who forgot a password can get a new one without an administrator."""
    if settings.SENDS_MAIL:
        return []
    hint = "Set EMAIL_URL, e.g. EMAIL_URL=smtp+tls://user:password@mail.example.org:587."
    return [Warning("EMAIL_URL is not set: no invitation or new password is sent.", hint=hint, id="portal.W005")]
