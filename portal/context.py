"""What every template knows of the site."""

from django.conf import settings


def site(request):
    """Return the publisher, who answers for the content, and the site's own address."""
    return {
        "publisher_name": settings.PUBLISHER_NAME,
        "publisher_email": settings.PUBLISHER_EMAIL,
        "site_url": settings.SITE_URL,
    }
