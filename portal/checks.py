"""What a deployer can forget."""

from django.conf import settings
from django.core.checks import Warning, register


@register(deploy=True)
def publisher_is_named(app_configs, **kwargs):
    """Warn while nobody answers for the content: every page then asks search engines not to list it."""
    missing = [name for name in ("PUBLISHER_NAME", "PUBLISHER_EMAIL") if not getattr(settings, name)]
    if not missing:
        return []
    return [
        Warning(
            f"{' and '.join(missing)} not set: every page says that nobody is responsible, and carries noindex.",
            hint=f"Set {' and '.join(missing)} in the environment.",
            id="portal.W001",
        )
    ]


@register(deploy=True)
def site_has_its_address(app_configs, **kwargs):
    """Warn when links, cookies and redirects still assume a site on this machine."""
    if settings.HTTPS:
        return []
    hint = "Set SITE_URL to the public address, e.g. SITE_URL=https://example.org."
    return [Warning(f"SITE_URL is {settings.SITE_URL!r}, which is not https.", hint=hint, id="portal.W002")]
